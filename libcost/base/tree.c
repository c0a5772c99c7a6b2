#include "libcost/base/tree.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"
#include "libcost/base/file.h"
#include "libcost/base/utf8.h"

enum { SHOWN_BYTES = 60 };

/* --- making and finding ------------------------------------------------------------------------------------------ */

cost_node_t *cost_node_create(cost_arena_t *arena, cost_node_t *up, cost_node_kind_t kind, const char *key,
                              const char *file, int line, int column)
{
    cost_node_t *node = cost_arena_alloc(arena, sizeof *node);
    if (!node)
        return NULL;
    *node = (cost_node_t){.kind = kind, .key = key, .up = up, .file = file, .line = line, .column = column};
    if (!up)
        return node;
    node->index = up->count++;
    if (up->last)
        up->last->next = node;
    else
        up->first = node;
    up->last = node;
    return node;
}

const cost_node_t *cost_node_find(const cost_node_t *map, const char *key)
{
    if (!map || map->kind != COST_NODE_MAP)
        return NULL;
    for (const cost_node_t *child = map->first; child; child = child->next)
        if (*child->key == *key && !strcmp(child->key, key)) /* most differ in their first letter */
            return child;
    return NULL;
}

/* --- keys in order ----------------------------------------------------------------------------------------------- */

typedef struct {
    const cost_node_t *node, *other; /* other: whatever it was found to belong to */
} entry_t;

static int by_key(const void *left, const void *right)
{
    const cost_node_t *a = ((const entry_t *)left)->node, *b = ((const entry_t *)right)->node;
    int order = strcmp(a->key, b->key);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int by_index(const void *left, const void *right)
{
    const cost_node_t *a = ((const entry_t *)left)->node, *b = ((const entry_t *)right)->node;
    return (a->index > b->index) - (a->index < b->index);
}

static int by_name(const void *key, const void *entry)
{
    return strcmp(key, ((const entry_t *)entry)->node->key);
}

/* The map's children sorted by key, equal ones in the file's order; to be freed.  NULL when memory is out. */
static entry_t *sorted_keys(const cost_node_t *map)
{
    entry_t *entries = cost_alloc_array(map->count, sizeof *entries);
    if (!entries)
        return NULL;
    for (const cost_node_t *child = map->first; child; child = child->next)
        entries[child->index].node = child;
    qsort(entries, map->count, sizeof *entries, by_key);
    return entries;
}

/* Moves the repeated keys to the front, in the file's order, each with the first of its name; returns how many. */
static size_t find_repeated(entry_t *entries, size_t count)
{
    size_t found = 0;
    const cost_node_t *first = entries[0].node;
    for (size_t i = 1; i < count; i++) {
        const cost_node_t *node = entries[i].node;
        if (strcmp(node->key, first->key))
            first = node;
        else
            entries[found++] = (entry_t){node, first};
    }
    qsort(entries, found, sizeof *entries, by_index);
    return found;
}

static cost_status_t fail_repeated(cost_error_t *err, const cost_node_t *node, const cost_node_t *first)
{
    int shown = (int)cost_utf8_cut(node->key, strlen(node->key), SHOWN_BYTES);
    if (node->key_line == first->key_line)
        return cost_fail_key(err, COST_ERR_SYNTAX, node, "\"%.*s\" is given twice; the first is at column %d", shown,
                             node->key, first->key_column);
    return cost_fail_key(err, COST_ERR_SYNTAX, node, "\"%.*s\" is given twice; the first is at line %d", shown,
                         node->key, first->key_line);
}

cost_status_t cost_node_check_keys(const cost_node_t *map, cost_error_t *err)
{
    if (map->count < 2)
        return COST_OK;
    entry_t *entries = sorted_keys(map);
    if (!entries)
        return cost_fail_memory(err);
    size_t found = find_repeated(entries, map->count);
    for (size_t i = 0; i < found; i++)
        fail_repeated(err, entries[i].node, entries[i].other);
    cost_free(entries);
    return found ? COST_ERR_SYNTAX : COST_OK;
}

/* --- paths and descriptions -------------------------------------------------------------------------------------- */

/* Text into a buffer of the caller's; what does not fit is cut. */
typedef struct {
    char *text;
    size_t size, length;
    bool cut;
} slot_t;

static void put(slot_t *slot, const char *text, size_t length)
{
    size_t room = slot->size - 1 - slot->length;
    size_t take = length < room ? length : room;
    memcpy(slot->text + slot->length, text, take);
    slot->length += take;
    slot->cut = slot->cut || take < length;
}

static void put_string(slot_t *slot, const char *text)
{
    put(slot, text, strlen(text));
}

static const char *finish(slot_t *slot)
{
    static const char dots[] = "...";
    const size_t dots_length = sizeof dots - 1;
    if (slot->cut && slot->size > dots_length) {
        slot->length = cost_utf8_cut(slot->text, slot->length, slot->size - 1 - dots_length);
        slot->cut = false;
        put(slot, dots, dots_length);
    }
    slot->text[slot->length] = '\0';
    return slot->text;
}

static bool is_plain(const char *key)
{
    for (const char *c = key; *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (unsigned char)*c >= 0x80;
        if (!letter && !(*c >= '0' && *c <= '9') && *c != '_' && *c != '-')
            return false;
    }
    return *key != '\0';
}

static void put_key(slot_t *slot, const char *key)
{
    if (is_plain(key)) {
        put_string(slot, key);
        return;
    }
    put(slot, "\"", 1);
    for (const char *c = key; *c; c++) {
        if (*c == '"' || *c == '\\')
            put(slot, "\\", 1);
        put(slot, c, 1);
    }
    put(slot, "\"", 1);
}

static void put_index(slot_t *slot, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = ']';
    do {
        digits[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index);
    digits[--at] = '[';
    put(slot, digits + at, sizeof digits - at);
}

/* As deep as the tree, which is bounded. */
static void put_path(slot_t *slot, const cost_node_t *node)
{
    if (!node->up)
        return;
    put_path(slot, node->up);
    if (!node->key) {
        put_index(slot, node->index);
        return;
    }
    if (slot->length)
        put(slot, ".", 1);
    put_key(slot, node->key);
}

const char *cost_node_path(const cost_node_t *node, char *buffer, size_t size)
{
    if (!size)
        return buffer;
    slot_t slot = {.text = buffer, .size = size};
    put_path(&slot, node);
    return finish(&slot);
}

static void put_value(slot_t *slot, const char *text)
{
    const size_t length = strlen(text);
    const size_t shown = cost_utf8_cut(text, length, SHOWN_BYTES);
    put(slot, "\"", 1);
    put(slot, text, shown);
    put_string(slot, shown < length ? "...\"" : "\"");
}

const char *cost_node_describe(const cost_node_t *node, char *buffer, size_t size)
{
    if (!size)
        return buffer;
    slot_t slot = {.text = buffer, .size = size};
    switch (node->kind) {
    case COST_NODE_NULL:
        put_string(&slot, "nothing");
        break;
    case COST_NODE_TEXT:
        put_string(&slot, "text ");
        put_value(&slot, node->text);
        break;
    case COST_NODE_SCALAR:
        put_value(&slot, node->text);
        break;
    case COST_NODE_LIST:
        put_string(&slot, "a list");
        break;
    case COST_NODE_MAP:
        put_string(&slot, "a map");
        break;
    }
    return finish(&slot);
}

/* --- copies and patches ------------------------------------------------------------------------------------------ */

/* The node without its children. */
static cost_node_t *shell(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node)
{
    cost_node_t *copy = cost_node_create(arena, up, node->kind, node->key, node->file, node->line, node->column);
    if (!copy)
        return NULL;
    copy->text = node->text;
    copy->key_line = node->key_line;
    copy->key_column = node->key_column;
    return copy;
}

static cost_node_t *clone(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node)
{
    cost_node_t *copy = shell(arena, up, node);
    if (!copy)
        return NULL;
    for (const cost_node_t *child = node->first; child; child = child->next)
        if (!clone(arena, copy, child))
            return NULL;
    return copy;
}

cost_node_t *cost_node_copy(cost_arena_t *arena, const cost_node_t *node, const cost_node_t *up)
{
    cost_node_t *copy = clone(arena, NULL, node);
    if (copy)
        copy->up = up;
    return copy;
}

cost_node_t *cost_node_append(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node)
{
    return clone(arena, up, node);
}

cost_node_t *cost_node_append_empty(cost_arena_t *arena, cost_node_t *up, const cost_node_t *node)
{
    return shell(arena, up, node);
}

static cost_node_t *merge(cost_arena_t *arena, cost_node_t *up, const cost_node_t *base, const cost_node_t *patch);

/* The patch's value for one key: a base of NULL has no such key.  False when memory is out. */
static bool merge_value(cost_arena_t *arena, cost_node_t *map, const cost_node_t *base, const cost_node_t *patch)
{
    return patch->kind == COST_NODE_NULL || merge(arena, map, base, patch);
}

static bool merge_children(cost_arena_t *arena, cost_node_t *map, const cost_node_t *base, entry_t *entries,
                           size_t count)
{
    for (const cost_node_t *child = base ? base->first : NULL; child; child = child->next) {
        entry_t *entry = bsearch(child->key, entries, count, sizeof *entries, by_name);
        if (entry)
            entry->other = child;
        if (entry ? !merge_value(arena, map, child, entry->node) : !clone(arena, map, child))
            return false;
    }
    qsort(entries, count, sizeof *entries, by_index);
    for (size_t i = 0; i < count; i++)
        if (!entries[i].other && !merge_value(arena, map, NULL, entries[i].node))
            return false;
    return true;
}

static cost_node_t *merge(cost_arena_t *arena, cost_node_t *up, const cost_node_t *base, const cost_node_t *patch)
{
    if (patch->kind != COST_NODE_MAP)
        return clone(arena, up, patch);
    if (base && base->kind != COST_NODE_MAP)
        base = NULL;
    cost_node_t *map = shell(arena, up, base ? base : patch);
    entry_t *entries = sorted_keys(patch);
    bool done = map && entries && merge_children(arena, map, base, entries, patch->count);
    cost_free(entries);
    return done ? map : NULL;
}

cost_node_t *cost_node_merge(cost_arena_t *arena, const cost_node_t *base, const cost_node_t *patch)
{
    cost_node_t *root = merge(arena, NULL, base, patch);
    if (!root)
        return NULL;
    root->key = base->key;
    root->key_line = base->key_line;
    root->key_column = base->key_column;
    return root;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static bool ends_with_json(const char *file)
{
    static const char ending[] = ".json";
    const size_t length = strlen(file), ending_length = sizeof ending - 1;
    if (length < ending_length)
        return false;
    for (size_t i = 0; i < ending_length; i++) {
        char c = file[length - ending_length + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != ending[i])
            return false;
    }
    return true;
}

static bool begins_like_json(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r\n", text[i]))
            return text[i] == '{' || text[i] == '[';
    return false;
}

cost_status_t cost_tree_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err)
{
    *out = NULL;
    if (length > COST_TREE_BYTES_MAX)
        return cost_fail(err, COST_ERR_LIMIT, (cost_place_t){.file = file},
                         "the document has %zu bytes; at most %d are read", length, (int)COST_TREE_BYTES_MAX);
    cost_status_t status = cost_text_check(&text, &length, file, err);
    if (status)
        return status;
    const char *kept_file = cost_arena_string(arena, file ? file : "");
    if (!kept_file)
        return cost_fail_memory(err);
    if (ends_with_json(kept_file))
        return cost_json_parse(out, arena, text, length, kept_file, err);
    /* What is almost JSON may be a YAML flow map: only its YAML errors would tell what is wrong with both. */
    if (begins_like_json(text, length) && !cost_json_parse(out, arena, text, length, kept_file, NULL))
        return COST_OK;
    return cost_yaml_parse(out, arena, text, length, kept_file, err);
}

cost_status_t cost_tree_load(cost_node_t **out, cost_arena_t *arena, const char *file, cost_error_t *err)
{
    char *text = NULL;
    size_t length = 0;
    *out = NULL;
    cost_status_t status = cost_file_read(&text, &length, arena, file, COST_TREE_BYTES_MAX, err);
    if (status)
        return status;
    return cost_tree_parse(out, arena, text, length, cost_file_label(file), err);
}
