/* Text that grows.  A failed allocation sticks: append on, and look at `failed` once at the end. */
#ifndef COST_BUFFER_H
#define COST_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *text;    /* NUL-terminated once anything was appended; NULL before */
    size_t length; /* without the NUL */
    size_t capacity;
    bool failed;
} cost_buffer_t;

void cost_buffer_init(cost_buffer_t *buffer);
void cost_buffer_clear(cost_buffer_t *buffer);
void cost_buffer_add(cost_buffer_t *buffer, const char *text, size_t length);
void cost_buffer_add_string(cost_buffer_t *buffer, const char *text);
void cost_buffer_add_char(cost_buffer_t *buffer, char c);
void cost_buffer_add_repeat(cost_buffer_t *buffer, char c, size_t count);
void cost_buffer_add_format(cost_buffer_t *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with the arguments of a function that takes `...` itself. */
void cost_buffer_add_arguments(cost_buffer_t *buffer, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* A JSON string with its quotes; control characters, quotes and backslashes escaped, UTF-8 left as it is. */
void cost_buffer_add_json(cost_buffer_t *buffer, const char *text);
/* Gives the text away: the caller frees it with cost_free().  NULL if anything failed.  Never NULL for an empty one. */
char *cost_buffer_take(cost_buffer_t *buffer);

#endif
