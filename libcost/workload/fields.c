/* Reads a map of the file against a table of fields: unknown names, types, units, ranges, required fields, defaults. */
#include <string.h>

#include "libcost/workload/scalars.h"

enum { NAMES_MAX = 96 };

static bool read_value(const cost_site_t *site, const cost_node_t *node, cost_value_t *out);

cost_status_t cost_reader_fail(cost_reader_t *reader, cost_status_t status)
{
    if (!reader->status)
        reader->status = status;
    return reader->status;
}

cost_status_t cost_reader_memory(cost_reader_t *reader)
{
    return cost_reader_fail(reader, cost_fail_memory(reader->err));
}

void cost_reader_warn(cost_reader_t *reader, const cost_node_t *node, const char *code, const char *text)
{
    char path[256];
    cost_note_t note = {.workload = reader->workload, .first = code, .file = node->file, .line = node->line};
    note.path = cost_arena_string(reader->arena, cost_node_path(node, path, sizeof path));
    note.second = cost_arena_string(reader->arena, text);
    if (!note.path || !note.second || !cost_notes_add(reader->warnings, reader->arena, &note))
        cost_reader_memory(reader);
}

static bool no_memory(cost_reader_t *reader)
{
    cost_reader_fail(reader, cost_fail_memory(reader->err));
    return false;
}

/* From its end on, so that nothing is copied twice. */
const char *cost_scope_text(cost_arena_t *arena, const cost_scope_t *scope)
{
    size_t length = 0;
    for (const cost_scope_t *at = scope; at && at->key; at = at->up)
        length += strlen(at->key) + (at != scope);
    char *text = cost_arena_alloc(arena, length + 1);
    for (const cost_scope_t *at = scope; text && at && at->key; at = at->up) {
        const size_t part = strlen(at->key);
        if (at != scope)
            text[--length] = '.';
        length -= part;
        memcpy(text + length, at->key, part);
    }
    return text;
}

/* ---- lists and maps ---- */

static bool read_texts(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    size_t count = node->kind == COST_NODE_LIST ? node->count : 1;
    cost_entry_t *entries = cost_arena_array(site->reader->arena, count ? count : 1, sizeof *entries);
    if (!entries)
        return no_memory(site->reader);
    const cost_node_t *item = node->kind == COST_NODE_LIST ? node->first : node;
    for (size_t i = 0; i < count; i++, item = item->next) {
        if (!cost_node_is_scalar(item))
            return cost_site_wrong_type(site, item, "text");
        entries[i] = (cost_entry_t){.name = item->text, .node = item};
    }
    out->entries = entries;
    out->entry_count = count;
    return true;
}

static bool read_group(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    if (node && node->kind != COST_NODE_MAP)
        return cost_site_wrong_type(site, node, "a map");
    out->values = cost_fields_read(site->reader, node, site->scope, site->field->fields, site->field->field_count, NULL,
                                   0, site->active && (node || site->field->fallback));
    return out->values != NULL;
}

bool cost_name_check(cost_reader_t *reader, const cost_node_t *node)
{
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const char rest[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    const char *name = node->key;
    if (*name && strchr(first, *name) && strspn(name, rest) == strlen(name))
        return true;
    cost_reader_fail(
        reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                              "\"%.80s\" is not a name; letters, digits, - and _ are, beginning with a letter", name));
    return false;
}

static bool read_map(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    if (node->kind != COST_NODE_MAP)
        return cost_site_wrong_type(site, node, "a map from names to maps");
    cost_entry_t *entries = cost_arena_array(site->reader->arena, node->count ? node->count : 1, sizeof *entries);
    if (!entries)
        return no_memory(site->reader);
    bool good = true;
    size_t i = 0;
    for (const cost_node_t *child = node->first; child; child = child->next, i++) {
        cost_scope_t scope = {site->scope, child->key};
        if (!cost_name_check(site->reader, child))
            good = false;
        entries[i] = (cost_entry_t){.name = child->key, .node = child};
        if (child->kind != COST_NODE_MAP && child->kind != COST_NODE_NULL) {
            good = cost_site_wrong_type(site, child, "a map");
            continue;
        }
        entries[i].values = cost_fields_read(site->reader, child, &scope, site->field->fields, site->field->field_count,
                                             NULL, 0, site->active);
        good = good && entries[i].values;
    }
    out->entries = entries;
    out->entry_count = node->count;
    return good;
}

static bool read_amounts(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    if (node->kind != COST_NODE_MAP)
        return cost_site_wrong_type(site, node, "a map from names to amounts");
    cost_entry_t *entries = cost_arena_array(site->reader->arena, node->count ? node->count : 1, sizeof *entries);
    cost_value_t *values = cost_arena_array(site->reader->arena, node->count ? node->count : 1, sizeof *values);
    if (!entries || !values)
        return no_memory(site->reader);
    bool good = true;
    size_t i = 0;
    for (const cost_node_t *child = node->first; child; child = child->next, i++) {
        values[i] = (cost_value_t){.given = COST_STATED, .node = child, .choice = -1};
        entries[i] = (cost_entry_t){.name = child->key, .values = &values[i], .node = child};
        if (site->field->choices) {
            values[i].choice = cost_choice_find(site->field->choices, child->key);
            if (values[i].choice < 0)
                good = cost_choice_refuse(site, child, child->key);
        }
        if (!cost_amount_read(site, child, &values[i]))
            good = false;
    }
    out->entries = entries;
    out->entry_count = node->count;
    return good;
}

static bool read_value(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    switch (site->field->kind) {
    case COST_KIND_AMOUNT:
    case COST_KIND_INTEGER:
    case COST_KIND_SWITCH:
    case COST_KIND_CHOICE:
    case COST_KIND_TEXT:
        return cost_scalar_read(site, node, out);
    case COST_KIND_TEXTS:
        return read_texts(site, node, out);
    case COST_KIND_GROUP:
        return read_group(site, node, out);
    case COST_KIND_MAP:
        return read_map(site, node, out);
    case COST_KIND_AMOUNTS:
        return read_amounts(site, node, out);
    case COST_KIND_RAW:
        return true;
    }
    return true;
}

/* ---- defaults ---- */

/* A default is written in the table as a person would write it and read by the same code; `{}` marks a group whose
 * defaults are in effect without being written. */
static bool read_fallback(const cost_site_t *site, cost_value_t *out)
{
    cost_reader_t *reader = site->reader;
    const cost_field_t *field = site->field;
    const cost_node_t written = {.kind = COST_NODE_SCALAR, .text = field->fallback, .file = "default"};
    if (!read_value(site, &written, out))
        return false;
    out->given = COST_DEFAULTED;
    if (!site->active || !reader->defaults || field->later)
        return true;
    cost_note_t note = {.workload = reader->workload,
                        .path = cost_scope_text(reader->arena, site->scope),
                        .first = field->fallback,
                        .second = field->source ? field->source : "libcost"};
    return (note.path && cost_notes_add(reader->defaults, reader->arena, &note)) || no_memory(reader);
}

static bool read_absent(const cost_site_t *site, const cost_node_t *map, cost_value_t *out)
{
    const cost_field_t *field = site->field;
    if (field->required) {
        const char *path = cost_scope_text(site->reader->arena, site->scope);
        cost_place_t place = {.path = path};
        if (map) {
            place.file = map->file;
            place.line = map->key_line ? map->key_line : map->line;
            place.column = map->key_line ? map->key_column : map->column;
        }
        cost_reader_fail(site->reader, cost_fail(site->reader->err, COST_ERR_SCHEMA, place, "is missing; it is %s",
                                                 field->help ? field->help : "required"));
        return false;
    }
    if (field->kind == COST_KIND_GROUP)
        return read_group(site, NULL, out);
    return !field->fallback || read_fallback(site, out);
}

static bool is_one_text(cost_kind_t kind)
{
    return kind == COST_KIND_AMOUNT || kind == COST_KIND_INTEGER || kind == COST_KIND_SWITCH ||
           kind == COST_KIND_CHOICE || kind == COST_KIND_TEXT;
}

/* The others are looked at as if a refused value had not been written, so that they can be refused as well; without one
 * that is required, or a map, nothing can be said of them. */
static void forget(const cost_site_t *site, cost_value_t *out)
{
    site->reader->refused++;
    if (!site->reader->forgets || site->field->required || !is_one_text(site->field->kind)) {
        site->reader->lost++;
        return;
    }
    *out = (cost_value_t){.choice = -1};
    if (site->field->fallback)
        (void)read_fallback(site, out);
}

static bool note_later(const cost_site_t *site, const cost_node_t *node)
{
    cost_reader_t *reader = site->reader;
    if (!site->field->later || !reader->warnings)
        return true;
    cost_note_t note = {.workload = reader->workload,
                        .path = cost_scope_text(reader->arena, site->scope),
                        .first = "not-yet",
                        .file = node->file,
                        .line = node->line};
    note.second =
        cost_arena_format(reader->arena, "is read and checked, but has no effect yet: %s", site->field->later);
    return (note.path && note.second && cost_notes_add(reader->warnings, reader->arena, &note)) || no_memory(reader);
}

/* ---- tables ---- */

static bool has_field(const cost_field_t *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(fields[i].name, name))
            return true;
    return false;
}

static void unknown_key(cost_reader_t *reader, const cost_node_t *node, const cost_field_t *fields, size_t count,
                        const cost_field_t *others, size_t other_count)
{
    const char *known[NAMES_MAX];
    size_t known_count = 0;
    for (size_t i = 0; i < count && known_count < NAMES_MAX; i++)
        known[known_count++] = fields[i].name;
    for (size_t i = 0; i < other_count && known_count < NAMES_MAX; i++)
        known[known_count++] = others[i].name;
    const char *near = cost_nearest(node->key, known, known_count);
    cost_status_t status;
    if (near)
        status = cost_fail_key(reader->err, COST_ERR_SCHEMA, node, "unknown key; did you mean %s?", near);
    else if (known_count == 0)
        status = cost_fail_key(reader->err, COST_ERR_SCHEMA, node, "unknown key; none is expected here");
    else {
        char list[400] = "";
        known[known_count < 12 ? known_count : 12] = NULL;
        cost_choices_join(list, sizeof list, known);
        status = cost_fail_key(reader->err, COST_ERR_SCHEMA, node, "unknown key; %s%s would be known", list,
                               known_count > 12 ? ", ..." : "");
    }
    cost_reader_fail(reader, status);
}

const cost_value_t *cost_fields_read(cost_reader_t *reader, const cost_node_t *map, const cost_scope_t *scope,
                                     const cost_field_t *fields, size_t count, const cost_field_t *others,
                                     size_t other_count, bool active)
{
    cost_value_t *values = cost_arena_array(reader->arena, count ? count : 1, sizeof *values);
    if (!values) {
        no_memory(reader);
        return NULL;
    }
    for (const cost_node_t *child = map ? map->first : NULL; child; child = child->next)
        if (other_count != COST_FIELDS_ANY && !has_field(fields, count, child->key) &&
            !has_field(others, other_count, child->key))
            unknown_key(reader, child, fields, count, others, other_count);
    bool present = map != NULL;
    for (size_t i = 0; i < count; i++) {
        const cost_node_t *node = map ? cost_node_find(map, fields[i].name) : NULL;
        cost_scope_t here = {scope, fields[i].name};
        const bool idle = (fields[i].unless && map && cost_node_find(map, fields[i].unless)) ||
                          (fields[i].with && !(map && cost_node_find(map, fields[i].with)));
        cost_site_t site = {reader, &fields[i], &here, active && !idle};
        values[i] = (cost_value_t){.choice = -1};
        if (node && node->kind != COST_NODE_NULL) {
            values[i].given = COST_STATED;
            values[i].node = node;
            if (!read_value(&site, node, &values[i]))
                forget(&site, &values[i]);
            else
                note_later(&site, node);
        } else if ((present || !fields[i].required) && !read_absent(&site, map, &values[i])) {
            forget(&site, &values[i]);
        }
    }
    return values;
}
