/* A document, YAML or JSON, as one kind of tree.  Every node knows its file, line and column, and every scalar keeps
 * its text: what a scalar means is decided by the schema, never by the reader. */
#ifndef COST_TREE_H
#define COST_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "cost/status.h"
#include "libcost/base/arena.h"

typedef enum {
    COST_NODE_NULL,   /* YAML null, ~ or nothing; JSON null */
    COST_NODE_SCALAR, /* unquoted: 4, 4 GiB, true, on, 2025-11; a JSON number, true or false */
    COST_NODE_TEXT,   /* quoted, so certainly text (YAML quoted or block scalars, JSON strings) */
    COST_NODE_LIST,
    COST_NODE_MAP
} cost_node_kind_t;

typedef struct cost_node cost_node_t;
struct cost_node {
    cost_node_kind_t kind;
    const char *text; /* scalars: NUL-terminated, digits as written; else NULL */
    const char *key;  /* the name under which the parent map holds it; NULL in a list and at the root */
    const cost_node_t *up;
    cost_node_t *first, *last; /* children of a list or map in the file's order */
    cost_node_t *next;         /* sibling */
    size_t count;              /* of children */
    size_t index;              /* among the siblings */
    const char *file;
    int line, column;         /* of the value, from 1 */
    int key_line, key_column; /* of the key; 0 without one */
};

/* Limits of a document.  Over them is COST_ERR_LIMIT. */
enum {
    COST_TREE_BYTES_MAX = 8 * 1024 * 1024,
    COST_TREE_DEPTH_MAX = 64,
    COST_TREE_NODES_MAX = 500000, /* after aliases were expanded, so that an alias bomb stops here */
};

/* Reads one document.  JSON when `file` ends in .json, else when the first character that is not blank is `{` or `[`
 * and the text is JSON; YAML otherwise.  Checks that the text is UTF-8 (a leading BOM is skipped; UTF-16 is refused
 * with what to do).  Duplicate keys, tags, `<<` and several documents are refused.  All problems that can be told
 * apart are added to err. */
cost_status_t cost_tree_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err);
/* Reads a file, or standard input for "-". */
cost_status_t cost_tree_load(cost_node_t **out, cost_arena_t *arena, const char *file, cost_error_t *err);

/* The child of a map under that key, or NULL. */
const cost_node_t *cost_node_find(const cost_node_t *map, const char *key);
/* "resources.app.tasks", "from[1]"; keys that are not plain words are quoted: resources."a b".  Written into buffer,
 * cut with "..." when it does not fit; returns buffer. */
const char *cost_node_path(const cost_node_t *node, char *buffer, size_t size);
/* What the node is, for messages: a map, a list, nothing, "4 GiB", text "4 GiB" (values are quoted and cut).  Written
 * into buffer; returns buffer. */
const char *cost_node_describe(const cost_node_t *node, char *buffer, size_t size);

/* A deep copy that names `up` as its parent; to link it there is the caller's.  Texts, keys and file names are shared:
 * the copy lives no longer than the arena of the original.  NULL when memory is out. */
cost_node_t *cost_node_copy(cost_arena_t *arena, const cost_node_t *node, const cost_node_t *up);
/* The same at the end of `up`'s children; without the node's own children in the second case. */
cost_node_t *cost_node_append(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node);
cost_node_t *cost_node_append_empty(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node);
/* RFC 7396: maps are merged key by key, null removes, everything else (lists too) is replaced whole.  A new tree;
 * values that the patch brought keep the patch's place.  Texts are shared with both.  NULL when memory is out. */
cost_node_t *cost_node_merge(cost_arena_t *arena, const cost_node_t *base, const cost_node_t *patch);
/* Sets base's value at a path such as resources.app.tasks to the value that `text` spells (a YAML flow value), making
 * maps on the way; `file` names where it came from (such as "--set").  Words are separated by dots, [n] is an element
 * of a list (its length appends), a key that is no plain word stands in quotes: budgets."a b".limit.  `null` sets
 * nothing, it does not remove.  *out is a new tree, which shares its texts with base. */
cost_status_t cost_node_set(cost_node_t **out, cost_arena_t *arena, const cost_node_t *base, const char *path,
                            const char *text, const char *file, cost_error_t *err);

/* Behind cost_tree_parse(): one reader each, in yaml.c (the only user of libyaml) and json.c (the only user of
 * cJSON). */
cost_status_t cost_yaml_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err);
cost_status_t cost_json_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err);
/* A new node at the end of `up`'s children (NULL for a root).  `key` and `file` are kept, not copied.  NULL when memory
 * is out. */
cost_node_t *cost_node_create(cost_arena_t *arena, cost_node_t *up, cost_node_kind_t kind, const char *key,
                              const char *file, int line, int column);
/* Reports every key that a map holds more than once. */
cost_status_t cost_node_check_keys(const cost_node_t *map, cost_error_t *err);

#endif
