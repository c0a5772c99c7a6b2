#include "libcost/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/alloc.h"

enum { FIRST_CAPACITY = 64 };

void cost_buffer_init(cost_buffer_t *buffer)
{
    *buffer = (cost_buffer_t){0};
}

void cost_buffer_clear(cost_buffer_t *buffer)
{
    cost_free(buffer->text);
    cost_buffer_init(buffer);
}

/* Makes room for `extra` bytes and a NUL. */
static bool reserve(cost_buffer_t *buffer, size_t extra)
{
    if (buffer->failed || extra >= SIZE_MAX / 2 - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t need = buffer->length + extra + 1;
    if (need <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : FIRST_CAPACITY;
    if (capacity < need)
        capacity = need;
    char *text = cost_realloc(buffer->text, capacity);
    if (!text) {
        buffer->failed = true;
        return false;
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

static void advance(cost_buffer_t *buffer, size_t length)
{
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void cost_buffer_add(cost_buffer_t *buffer, const char *text, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->text + buffer->length, text, length);
    advance(buffer, length);
}

void cost_buffer_add_string(cost_buffer_t *buffer, const char *text)
{
    cost_buffer_add(buffer, text, strlen(text));
}

void cost_buffer_add_char(cost_buffer_t *buffer, char c)
{
    cost_buffer_add(buffer, &c, 1);
}

void cost_buffer_add_repeat(cost_buffer_t *buffer, char c, size_t count)
{
    if (!reserve(buffer, count))
        return;
    memset(buffer->text + buffer->length, c, count);
    advance(buffer, count);
}

void cost_buffer_add_format(cost_buffer_t *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cost_buffer_add_arguments(buffer, format, args);
    va_end(args);
}

void cost_buffer_add_arguments(cost_buffer_t *buffer, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const size_t room = buffer->capacity - buffer->length;
    const int length = vsnprintf(room ? buffer->text + buffer->length : NULL, room, format, args);
    if (length < 0)
        buffer->failed = true;
    else if (reserve(buffer, (size_t)length)) {
        if ((size_t)length >= room)
            vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

/* The letter of the short escape, or 0. */
static char json_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

void cost_buffer_add_json(cost_buffer_t *buffer, const char *text)
{
    cost_buffer_add_char(buffer, '"');
    for (const char *c = text; *c; c++) {
        char letter = json_escape(*c);
        if (letter)
            cost_buffer_add_format(buffer, "\\%c", letter);
        else if ((unsigned char)*c < 0x20)
            cost_buffer_add_format(buffer, "\\u%04x", (unsigned)*c);
        else
            cost_buffer_add_char(buffer, *c);
    }
    cost_buffer_add_char(buffer, '"');
}

char *cost_buffer_take(cost_buffer_t *buffer)
{
    cost_buffer_add(buffer, "", 0);
    char *text = buffer->text;
    if (buffer->failed) {
        cost_free(text);
        text = NULL;
    }
    cost_buffer_init(buffer);
    return text;
}
