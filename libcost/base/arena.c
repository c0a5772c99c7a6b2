#include "libcost/base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/alloc.h"

typedef struct chunk chunk_t;
struct chunk {
    chunk_t *before;
    size_t used, size;
    _Alignas(max_align_t) char bytes[];
};

struct cost_arena {
    chunk_t *top;
    chunk_t *spare;    /* of before the last reset */
    size_t next_bytes; /* of the next chunk */
    size_t handed_out;
};

enum {
    FIRST_CHUNK_BYTES = 4 * 1024,
    LAST_CHUNK_BYTES = 1024 * 1024,
    BIG_SHARE = 4, /* what takes a quarter of a chunk gets one of its own */
};

cost_arena_t *cost_arena_create(void)
{
    cost_arena_t *arena = cost_alloc(sizeof *arena);
    if (arena)
        arena->next_bytes = FIRST_CHUNK_BYTES;
    return arena;
}

static void free_chunks(chunk_t *chunk)
{
    while (chunk) {
        chunk_t *before = chunk->before;
        cost_free(chunk);
        chunk = before;
    }
}

void cost_arena_destroy(cost_arena_t *arena)
{
    if (!arena)
        return;
    free_chunks(arena->top);
    free_chunks(arena->spare);
    cost_free(arena);
}

void cost_arena_reset(cost_arena_t *arena)
{
    while (arena->top) {
        chunk_t *chunk = arena->top;
        arena->top = chunk->before;
        chunk->used = 0;
        chunk->before = arena->spare;
        arena->spare = chunk;
    }
    arena->handed_out = 0;
}

/* The smallest spare chunk of at least that size; NULL: none. */
static chunk_t *chunk_reuse(cost_arena_t *arena, size_t size)
{
    chunk_t **best = NULL;
    for (chunk_t **at = &arena->spare; *at; at = &(*at)->before)
        if ((*at)->size >= size && (!best || (*at)->size < (*best)->size))
            best = at;
    if (!best)
        return NULL;
    chunk_t *chunk = *best;
    *best = chunk->before;
    return chunk;
}

static chunk_t *chunk_create(size_t size, bool raw)
{
    if (size > SIZE_MAX - sizeof(chunk_t))
        return NULL;
    const size_t bytes = sizeof(chunk_t) + size;
    chunk_t *chunk = raw ? cost_alloc_raw(1, bytes) : cost_alloc(bytes);
    if (chunk)
        *chunk = (chunk_t){.size = size};
    return chunk;
}

/* A chunk whose first `size` bytes are free, and zeros unless they may be raw.  A big block goes below the top one,
 * whose room would otherwise be lost.  Only a big one is had as zeros: of a chunk for many, what nobody takes is never
 * touched. */
static chunk_t *chunk_add(cost_arena_t *arena, size_t size, bool raw)
{
    const bool big = size > arena->next_bytes / BIG_SHARE;
    chunk_t *spare = chunk_reuse(arena, size);
    chunk_t *chunk = spare ? spare : chunk_create(big ? size : arena->next_bytes, raw || !big);
    if (!chunk)
        return NULL;
    if (!raw && (spare || !big))
        memset(chunk->bytes, 0, size);
    if (big && arena->top) {
        chunk->before = arena->top->before;
        arena->top->before = chunk;
        return chunk;
    }
    chunk->before = arena->top;
    arena->top = chunk;
    if (!big && arena->next_bytes < LAST_CHUNK_BYTES)
        arena->next_bytes *= 2;
    return chunk;
}

/* `align` is a power of two; texts need none. */
static void *take(cost_arena_t *arena, size_t size, size_t align, bool raw)
{
    chunk_t *chunk = arena->top;
    size_t start = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;
    if (!chunk || start > chunk->size || chunk->size - start < size) {
        chunk = chunk_add(arena, size, raw);
        start = 0;
    } else if (!raw) {
        memset(chunk->bytes + start, 0, size);
    }
    if (!chunk)
        return NULL;
    chunk->used = start + size;
    arena->handed_out += size;
    return chunk->bytes + start;
}

void *cost_arena_alloc(cost_arena_t *arena, size_t size)
{
    return take(arena, size ? size : 1, _Alignof(max_align_t), false);
}

void *cost_arena_array(cost_arena_t *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return cost_arena_alloc(arena, count * size);
}

void *cost_arena_raw(cost_arena_t *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return take(arena, count && size ? count * size : 1, _Alignof(max_align_t), true);
}

char *cost_arena_text(cost_arena_t *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        return NULL;
    char *copy = take(arena, length + 1, 1, true);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void *cost_arena_room(cost_arena_t *arena, void *array, size_t *capacity, size_t count, size_t size)
{
    const size_t wanted = *capacity ? *capacity * 2 : 64;
    if (count < *capacity)
        return array;
    void *grown = cost_arena_raw(arena, wanted, size);
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, array, count * size);
    *capacity = wanted;
    return grown;
}

char *cost_arena_string(cost_arena_t *arena, const char *text)
{
    return cost_arena_text(arena, text, strlen(text));
}

char *cost_arena_format(cost_arena_t *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    /* Where it fits it is written to the place that take() hands out next. */
    chunk_t *top = arena->top;
    const size_t room = top ? top->size - top->used : 0;
    const int length = vsnprintf(room ? top->bytes + top->used : NULL, room, format, args);
    char *text = length < 0 ? NULL : take(arena, (size_t)length + 1, 1, true);
    if (text && (size_t)length >= room)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

size_t cost_arena_bytes(const cost_arena_t *arena)
{
    return arena->handed_out;
}
