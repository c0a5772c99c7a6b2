/* All memory of the library comes from here.  Tests make the nth call fail by wrapping malloc at link time, so that
 * the libraries behind our doors fail as well; nothing in here knows about it. */
#ifndef COST_ALLOC_H
#define COST_ALLOC_H

#include <stddef.h>

/* `size` bytes of zeros, or NULL.  A size of 0 gives one byte. */
void *cost_alloc(size_t size);
/* Grows or shrinks; the old block stays valid when it answers NULL. */
void *cost_realloc(void *block, size_t size);
/* count * size with the product checked, zeroed. */
void *cost_alloc_array(size_t count, size_t size);
/* The same, with whatever the memory held: for what is written before it is read. */
void *cost_alloc_raw(size_t count, size_t size);
void cost_free(void *block);

/* Four times the capacity, 64 at first. */
void *cost_alloc_more(void *array, size_t *capacity, size_t size);
/* An array that has room for one more than `count` things of `size` bytes: the same, or where it has moved to.  NULL
 * when memory is out: it is then as it was. */
static inline void *cost_alloc_room(void *array, size_t *capacity, size_t count, size_t size)
{
    return count < *capacity ? array : cost_alloc_more(array, capacity, size);
}

#endif
