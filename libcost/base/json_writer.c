#include "libcost/base/json_writer.h"

#include <inttypes.h>

enum { INDENT = 2 };

static void new_line(cost_json_writer_t *json)
{
    cost_buffer_add_char(json->out, '\n');
    cost_buffer_add_repeat(json->out, ' ', INDENT * json->depth);
}

static void begin(cost_json_writer_t *json, const char *key)
{
    if (!json->empty)
        cost_buffer_add_char(json->out, ',');
    if (json->depth)
        new_line(json);
    json->empty = false;
    if (!key)
        return;
    cost_buffer_add_json(json->out, key);
    cost_buffer_add_string(json->out, ": ");
}

cost_json_writer_t cost_json_writer(cost_buffer_t *out)
{
    return (cost_json_writer_t){.out = out, .empty = true};
}

void cost_json_open(cost_json_writer_t *json, const char *key, char bracket)
{
    begin(json, key);
    cost_buffer_add_char(json->out, bracket);
    json->depth++;
    json->empty = true;
}

void cost_json_close(cost_json_writer_t *json, char bracket)
{
    json->depth--;
    if (!json->empty)
        new_line(json);
    cost_buffer_add_char(json->out, bracket);
    json->empty = false;
    if (!json->depth)
        cost_buffer_add_char(json->out, '\n');
}

void cost_json_string(cost_json_writer_t *json, const char *key, const char *text)
{
    begin(json, key);
    cost_buffer_add_json(json->out, text);
}

void cost_json_optional(cost_json_writer_t *json, const char *key, const char *text)
{
    if (text)
        cost_json_string(json, key, text);
    else
        cost_json_literal(json, key, "null");
}

void cost_json_literal(cost_json_writer_t *json, const char *key, const char *literal)
{
    begin(json, key);
    cost_buffer_add_string(json->out, literal);
}

void cost_json_members(cost_json_writer_t *json, const char *members, size_t length)
{
    begin(json, NULL);
    cost_buffer_add(json->out, members, length);
}

void cost_json_integer(cost_json_writer_t *json, const char *key, int64_t value)
{
    begin(json, key);
    cost_buffer_add_format(json->out, "%" PRId64, value);
}
