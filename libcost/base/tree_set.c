/* cost_node_set(): a path, a value, and the way to it. */
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/base/tree.h"

#define PATH_EXAMPLE "a path reads resources.app.tasks or from[0]"

enum { SHOWN_BYTES = 256 };

/* A key, or without one an element of a list. */
typedef struct {
    const char *key;
    size_t index;
} step_t;

typedef struct {
    cost_arena_t *arena;
    cost_error_t *err;
    cost_place_t place;
    const char *at; /* the rest of the path */
    step_t steps[COST_TREE_DEPTH_MAX];
    size_t count;
} setter_t;

/* --- the path ---------------------------------------------------------------------------------------------------- */

static cost_status_t fail_path(const setter_t *s, const char *problem)
{
    return cost_fail(s->err, COST_ERR_SYNTAX, s->place, "%s at character %d; " PATH_EXAMPLE, problem,
                     (int)(s->at - s->place.path) + 1);
}

static cost_status_t add_step(setter_t *s, step_t step)
{
    if (s->count == COST_TREE_DEPTH_MAX)
        return cost_fail(s->err, COST_ERR_LIMIT, s->place, "the path has over %d steps", (int)COST_TREE_DEPTH_MAX);
    s->steps[s->count++] = step;
    return COST_OK;
}

static cost_status_t add_word(setter_t *s)
{
    const size_t length = strcspn(s->at, ".[]\" \t\r\n");
    if (!length)
        return fail_path(s, "a word is missing");
    const char *key = cost_arena_text(s->arena, s->at, length);
    if (!key)
        return cost_fail_memory(s->err);
    s->at += length;
    return add_step(s, (step_t){.key = key});
}

static cost_status_t add_quoted(setter_t *s)
{
    char *key = cost_arena_string(s->arena, s->at + 1);
    if (!key)
        return cost_fail_memory(s->err);
    char *end = key;
    const char *c = s->at + 1;
    for (; *c && *c != '"'; c++) {
        if (*c == '\\' && c[1])
            c++;
        *end++ = *c;
    }
    if (!*c)
        return fail_path(s, "the quoted word that begins has no closing quote");
    *end = '\0';
    s->at = c + 1;
    return add_step(s, (step_t){.key = key});
}

static cost_status_t add_index(setter_t *s)
{
    const char *c = s->at + 1;
    size_t index = 0;
    while (*c >= '0' && *c <= '9' && index < COST_TREE_NODES_MAX)
        index = index * 10 + (size_t)(*c++ - '0');
    if (c == s->at + 1 || *c != ']')
        return fail_path(s, "an element is not a number in brackets");
    s->at = c + 1;
    return add_step(s, (step_t){.index = index});
}

static cost_status_t add_next(setter_t *s)
{
    if (*s->at == '[')
        return add_index(s);
    if (s->count) {
        if (*s->at != '.')
            return fail_path(s, "a dot is missing");
        s->at++;
    }
    return *s->at == '"' ? add_quoted(s) : add_word(s);
}

static cost_status_t parse_path(setter_t *s)
{
    cost_status_t status = COST_OK;
    do
        status = add_next(s);
    while (!status && *s->at);
    return status;
}

/* --- the way ----------------------------------------------------------------------------------------------------- */

/* Makes a place that holds nothing yet a map or a list; refuses one that holds something else. */
static cost_status_t require_kind(const setter_t *s, cost_node_t *node, cost_node_kind_t kind, const char *name)
{
    if (node->kind == COST_NODE_NULL)
        node->kind = kind;
    if (node->kind == kind)
        return COST_OK;
    char path[SHOWN_BYTES], value[SHOWN_BYTES];
    cost_node_path(node, path, sizeof path);
    return cost_fail(s->err, COST_ERR_SCHEMA, s->place, "%s is %s, not %s", *path ? path : "the document",
                     cost_node_describe(node, value, sizeof value), name);
}

static cost_status_t add_child(const setter_t *s, cost_node_t **out, cost_node_t *up, const char *key)
{
    *out = cost_node_create(s->arena, up, COST_NODE_NULL, key, s->place.file, 0, 0);
    return *out ? COST_OK : cost_fail_memory(s->err);
}

static cost_status_t enter_map(const setter_t *s, cost_node_t **node, const char *key)
{
    cost_node_t *map = *node;
    cost_status_t status = require_kind(s, map, COST_NODE_MAP, "a map");
    if (status)
        return status;
    for (cost_node_t *child = map->first; child; child = child->next) {
        if (strcmp(child->key, key))
            continue;
        *node = child;
        return COST_OK;
    }
    return add_child(s, node, map, key);
}

static cost_status_t enter_list(const setter_t *s, cost_node_t **node, size_t index)
{
    cost_node_t *list = *node;
    cost_status_t status = require_kind(s, list, COST_NODE_LIST, "a list");
    if (status)
        return status;
    if (index == list->count)
        return add_child(s, node, list, NULL);
    if (index > list->count) {
        char path[SHOWN_BYTES];
        return cost_fail(s->err, COST_ERR_RANGE, s->place, "%s has no element %zu; 0 to %zu can be set",
                         cost_node_path(list, path, sizeof path), index, list->count);
    }
    cost_node_t *child = list->first;
    while (child->index < index)
        child = child->next;
    *node = child;
    return COST_OK;
}

static cost_status_t enter(const setter_t *s, cost_node_t **node, const step_t *step)
{
    return step->key ? enter_map(s, node, step->key) : enter_list(s, node, step->index);
}

/* --- the value --------------------------------------------------------------------------------------------------- */

static cost_status_t parse_value(const setter_t *s, cost_node_t **value, const char *text)
{
    if (!text[strspn(text, " \t\r\n")])
        return cost_fail(s->err, COST_ERR_SYNTAX, s->place,
                         "the value is missing; it should be a YAML value, \"\" for empty text or null for nothing");
    return cost_tree_parse(value, s->arena, text, strlen(text), s->place.file, s->err);
}

static size_t height(const cost_node_t *node)
{
    size_t highest = 0;
    for (const cost_node_t *child = node->first; child; child = child->next) {
        const size_t child_height = height(child);
        highest = child_height > highest ? child_height : highest;
    }
    return highest + 1;
}

static cost_status_t put_value(const setter_t *s, cost_node_t *node, const cost_node_t *value)
{
    if (s->count + height(value) > COST_TREE_DEPTH_MAX)
        return cost_fail(s->err, COST_ERR_LIMIT, s->place, "the document becomes deeper than %d levels",
                         (int)COST_TREE_DEPTH_MAX);
    node->kind = value->kind;
    node->text = value->text;
    node->first = value->first;
    node->last = value->last;
    node->count = value->count;
    node->file = value->file;
    node->line = value->line;
    node->column = value->column;
    node->key_line = node->key_column = 0; /* the key stands in another file */
    for (cost_node_t *child = node->first; child; child = child->next)
        child->up = node;
    return COST_OK;
}

cost_status_t cost_node_set(cost_node_t **out, cost_arena_t *arena, const cost_node_t *base, const char *path,
                            const char *text, const char *file, cost_error_t *err)
{
    *out = NULL;
    const char *kept_file = cost_arena_string(arena, file ? file : "");
    cost_node_t *root = cost_node_copy(arena, base, NULL);
    if (!root || !kept_file)
        return cost_fail_memory(err);
    setter_t s = {.arena = arena, .err = err, .place = {.file = kept_file, .path = path}, .at = path};
    cost_node_t *value = NULL;
    cost_status_t status = parse_path(&s);
    cost_status_t value_status = parse_value(&s, &value, text);
    status = status ? status : value_status;
    cost_node_t *node = root;
    for (size_t i = 0; i < s.count && !status; i++)
        status = enter(&s, &node, &s.steps[i]);
    if (!status)
        status = put_value(&s, node, value);
    *out = status ? NULL : root;
    return status;
}
