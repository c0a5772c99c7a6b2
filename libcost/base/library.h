/* Shared libraries that are loaded when they are first needed.  One that is linked is loaded by every process that
 * starts, though most never call it.
 *
 * Opened with dlopen(), by the name that a linker would have written down (library_name in the Makefile). */
#ifndef COST_LIBRARY_H
#define COST_LIBRARY_H

#include <stdbool.h>

/* Finds a function; `function` is a pointer to a pointer to one.  False, and NULL there, when the library lacks it. */
bool cost_library_find(void *library, const char *name, void *function);

#endif
