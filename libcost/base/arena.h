/* Memory that is released all at once.  A catalog, a workload and a bill each live in one. */
#ifndef COST_ARENA_H
#define COST_ARENA_H

#include <stddef.h>

typedef struct cost_arena cost_arena_t;

/* NULL when memory is out. */
cost_arena_t *cost_arena_create(void);
void cost_arena_destroy(cost_arena_t *arena);
/* Takes everything back that was handed out; the memory stays and is handed out again, so that a loop that resets its
 * arena in every round soon allocates no more. */
void cost_arena_reset(cost_arena_t *arena);
/* `size` bytes of zeros, aligned for any type; NULL when memory is out.  Lives as long as the arena. */
void *cost_arena_alloc(cost_arena_t *arena, size_t size);
/* The same for an array, with the product checked. */
void *cost_arena_array(cost_arena_t *arena, size_t count, size_t size);
/* An array of which nothing is known: for months of minutes, which are written before they are read. */
void *cost_arena_raw(cost_arena_t *arena, size_t count, size_t size);
/* An array that has room for one more than `count` things: the same, or one twice as large (64 at first) that begins
 * with them.  NULL when memory is out. */
void *cost_arena_room(cost_arena_t *arena, void *array, size_t *capacity, size_t count, size_t size);
/* A copy of `length` bytes with a NUL behind them. */
char *cost_arena_text(cost_arena_t *arena, const char *text, size_t length);
/* A copy of a C string. */
char *cost_arena_string(cost_arena_t *arena, const char *text);
/* Formatted text: integers and strings only, since %f and %g follow the host's locale. */
char *cost_arena_format(cost_arena_t *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Bytes handed out so far; for limits and for tests. */
size_t cost_arena_bytes(const cost_arena_t *arena);

#endif
