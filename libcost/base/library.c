#include "libcost/base/library.h"

#include <dlfcn.h>
#include <string.h>

/* A pointer to an object may not be converted to one to a function in ISO C; POSIX promises that this works. */
bool cost_library_find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}
