#include "libcost/base/alloc.h"

#include <stdint.h>
#include <stdlib.h>

/* More than any block can have.  Sanitizers end the process over such a size, where malloc would answer NULL. */
static const size_t too_much = SIZE_MAX / 2;

void *cost_alloc(size_t size)
{
    return cost_alloc_array(1, size);
}

void *cost_realloc(void *block, size_t size)
{
    return size < too_much ? realloc(block, size ? size : 1) : NULL;
}

void *cost_alloc_array(size_t count, size_t size)
{
    if (!count || !size)
        count = size = 1;
    return count < too_much / size ? calloc(count, size) : NULL;
}

void *cost_alloc_raw(size_t count, size_t size)
{
    if (!count || !size)
        count = size = 1;
    return count < too_much / size ? malloc(count * size) : NULL;
}

void cost_free(void *block)
{
    free(block);
}

void *cost_alloc_more(void *array, size_t *capacity, size_t size)
{
    const size_t wanted = *capacity ? *capacity * 4 : 64;
    void *grown = wanted < too_much / size ? cost_realloc(array, wanted * size) : NULL;
    if (grown)
        *capacity = wanted;
    return grown;
}
