/* Writes JSON in two-space indentation, one member a line.  A failed allocation sticks in the buffer. */
#ifndef COST_JSON_WRITER_H
#define COST_JSON_WRITER_H

#include <stdbool.h>

#include "libcost/base/buffer.h"

typedef struct {
    cost_buffer_t *out;
    size_t depth;
    bool empty; /* nothing was written yet into the innermost object or array */
} cost_json_writer_t;

cost_json_writer_t cost_json_writer(cost_buffer_t *out);
/* A value begins or ends.  `key` is NULL in an array and at the root; `bracket` is one of { [ } ]. */
void cost_json_open(cost_json_writer_t *json, const char *key, char bracket);
void cost_json_close(cost_json_writer_t *json, char bracket);
void cost_json_string(cost_json_writer_t *json, const char *key, const char *text);
/* The same, but null for NULL. */
void cost_json_optional(cost_json_writer_t *json, const char *key, const char *text);
/* JSON that somebody else wrote: a number, true, null, a whole object. */
void cost_json_literal(cost_json_writer_t *json, const char *key, const char *literal);
/* The members of an object that somebody else wrote, without its braces. */
void cost_json_members(cost_json_writer_t *json, const char *members, size_t length);
void cost_json_integer(cost_json_writer_t *json, const char *key, int64_t value);

#endif
