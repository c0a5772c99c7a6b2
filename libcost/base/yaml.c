/* The only user of libyaml: its events become nodes. */
#include <string.h>
#include <yaml.h>

#include "libcost/base/error.h"
#include "libcost/base/tree.h"
#include "libcost/base/utf8.h"

enum {
    ANCHORS_MAX = 256, /* they are searched one by one */
    SHOWN_BYTES = 60,
};

typedef struct anchor anchor_t;
struct anchor {
    const char *name;
    const cost_node_t *node;
    const anchor_t *before;
};

/* libyaml counts characters; lines and columns in bytes are found by walking on from the last place. */
typedef struct {
    size_t character, offset, line_start;
    int line;
} cursor_t;

/* The key that waits for its value. */
typedef struct {
    const char *name;
    int line, column;
} pending_key_t;

typedef struct {
    cost_arena_t *arena;
    const char *text, *file;
    size_t length;
    cost_error_t *err;
    cost_status_t status; /* of the first problem */
    cursor_t cursor;
    cost_node_t *root, *open; /* open: the innermost list or map that is not closed */
    pending_key_t key;
    const anchor_t *anchors;
    size_t anchor_count, node_count, depth, document_count;
    bool stopped;
} reader_t;

/* --- places and problems ----------------------------------------------------------------------------------------- */

static cost_place_t place_at(reader_t *r, size_t character)
{
    cursor_t *c = &r->cursor;
    if (character < c->character)
        *c = (cursor_t){.line = 1};
    for (; c->character < character && c->offset < r->length; c->character++) {
        const char *at = r->text + c->offset;
        c->offset += (unsigned char)*at < 0x80 ? 1 : cost_utf8_width((unsigned char)*at);
        if (*at != '\n' && (*at != '\r' || (c->offset < r->length && at[1] == '\n')))
            continue;
        c->line++;
        c->line_start = c->offset;
    }
    return (cost_place_t){.file = r->file, .line = c->line, .column = (int)(c->offset - c->line_start) + 1};
}

static void note(reader_t *r, cost_status_t status)
{
    if (!r->status)
        r->status = status;
}

/* For what leaves no sense in reading on. */
static void stop(reader_t *r, cost_status_t status)
{
    note(r, status);
    r->stopped = true;
}

/* What libyaml says, and what helps. */
static const struct {
    const char *problem, *advice;
    bool at_context; /* the mistake is where libyaml began, not where it noticed */
} advices[] = {
    {"mapping values are not allowed in this context",
     "a second \": \" stands in one value; the text should be in quotes, or the key on its own line", false},
    {"could not find expected ':'", "a \":\" is missing after this key", true},
    {"did not find expected key", "a key was expected here; the indentation or the quotes before it are wrong", false},
    {"did not find expected node content", "a key or a value was expected here", false},
    {"did not find expected '-' indicator", "a \"-\" was expected here, indented as those before it", false},
    {"did not find expected alphabetic or numeric character",
     "a name is missing behind this * or &; a text that begins with it should be in quotes", true},
    {"found unexpected end of stream", "this quoted text is never closed", true},
    {"found unknown escape character", "no such escape; a backslash in double quotes is written \\\\", false},
    {"found incompatible YAML document", "only YAML 1.1 and 1.2 are read", false},
    {"did not find expected <document start>", "the document has ended before this text", false},
};

static void fail_tab(reader_t *r, cost_place_t place)
{
    const char c = r->cursor.offset < r->length ? r->text[r->cursor.offset] : '\0';
    if (c == '\t')
        stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "a tab stands where only spaces may indent"));
    else
        stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                          "\"%c\" cannot begin a value; a text that begins with it should be in quotes", c));
}

static void fail_flow(reader_t *r, cost_place_t place, const yaml_parser_t *parser)
{
    const bool list = strchr(parser->problem, ']');
    const int line = place_at(r, parser->context_mark.index).line;
    stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                      "\",\" or \"%c\" was expected here, in the %s that begins at line %d", list ? ']' : '}',
                      list ? "list" : "map", line));
}

static void fail_syntax(reader_t *r, const yaml_parser_t *parser)
{
    const char *problem = parser->problem ? parser->problem : "the text is not YAML";
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
        if (strcmp(problem, advices[i].problem))
            continue;
        const bool back = advices[i].at_context && parser->context;
        cost_place_t place = place_at(r, back ? parser->context_mark.index : parser->problem_mark.index);
        stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "%s", advices[i].advice));
        return;
    }
    cost_place_t place = place_at(r, parser->problem_mark.index);
    if (!strcmp(problem, "found character that cannot start any token"))
        fail_tab(r, place);
    else if (!strncmp(problem, "did not find expected ',' or ", 29))
        fail_flow(r, place, parser);
    else
        stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "%s%s%s", problem, parser->context ? " " : "",
                          parser->context ? parser->context : ""));
}

static void fail_character(reader_t *r, const yaml_parser_t *parser)
{
    cost_place_t place = {.file = r->file};
    cost_text_place(r->text, parser->problem_offset, &place.line, &place.column);
    stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                      "the character U+%04X is not allowed here; it should be an escape in double quotes",
                      (unsigned)parser->problem_value));
}

static void fail_parser(reader_t *r, const yaml_parser_t *parser)
{
    switch (parser->error) {
    case YAML_READER_ERROR:
        fail_character(r, parser);
        break;
    case YAML_SCANNER_ERROR:
    case YAML_PARSER_ERROR:
        fail_syntax(r, parser);
        break;
    case YAML_NO_ERROR:
    case YAML_MEMORY_ERROR:
    case YAML_COMPOSER_ERROR:
    case YAML_WRITER_ERROR:
    case YAML_EMITTER_ERROR:
        stop(r, cost_fail_memory(r->err));
        break;
    }
}

/* --- nodes ------------------------------------------------------------------------------------------------------- */

static bool awaits_key(const reader_t *r)
{
    return r->open && r->open->kind == COST_NODE_MAP && !r->key.name;
}

static bool check_room(reader_t *r, size_t nodes, size_t levels, cost_place_t place)
{
    if (r->node_count + nodes > COST_TREE_NODES_MAX) {
        stop(r, cost_fail(r->err, COST_ERR_LIMIT, place, "the document has over %d values, aliases written out",
                          (int)COST_TREE_NODES_MAX));
        return false;
    }
    if (r->depth + levels > COST_TREE_DEPTH_MAX) {
        stop(r, cost_fail(r->err, COST_ERR_LIMIT, place, "the document is deeper than %d levels",
                          (int)COST_TREE_DEPTH_MAX));
        return false;
    }
    return true;
}

/* Names the node by the waiting key. */
static void place_node(reader_t *r, cost_node_t *node)
{
    node->key_line = r->key.line;
    node->key_column = r->key.column;
    r->key = (pending_key_t){0};
    if (!r->root)
        r->root = node;
}

static cost_node_t *add_node(reader_t *r, cost_node_kind_t kind, cost_place_t place)
{
    if (!check_room(r, 1, 1, place))
        return NULL;
    cost_node_t *node = cost_node_create(r->arena, r->open, kind, r->key.name, r->file, place.line, place.column);
    if (!node) {
        stop(r, cost_fail_memory(r->err));
        return NULL;
    }
    r->node_count++;
    place_node(r, node);
    return node;
}

/* Tags would give a scalar a type that the schema did not give it. */
static void check_tag(reader_t *r, const yaml_char_t *tag, cost_place_t place)
{
    static const char standard[] = "tag:yaml.org,2002:";
    const size_t standard_length = sizeof standard - 1;
    if (!tag)
        return;
    const char *name = (const char *)tag;
    const bool is_standard = !strncmp(name, standard, standard_length);
    note(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "the tag %s%.*s is not supported; it should be left out",
                      is_standard ? "!!" : "", (int)SHOWN_BYTES, is_standard ? name + standard_length : name));
}

static void add_anchor(reader_t *r, const yaml_char_t *name, const cost_node_t *node, cost_place_t place)
{
    if (!name || !node)
        return;
    if (r->anchor_count == ANCHORS_MAX) {
        stop(r, cost_fail(r->err, COST_ERR_LIMIT, place, "the document has over %d anchors", (int)ANCHORS_MAX));
        return;
    }
    anchor_t *anchor = cost_arena_alloc(r->arena, sizeof *anchor);
    const char *kept_name = cost_arena_string(r->arena, (const char *)name);
    if (!anchor || !kept_name) {
        stop(r, cost_fail_memory(r->err));
        return;
    }
    *anchor = (anchor_t){.name = kept_name, .node = node, .before = r->anchors};
    r->anchors = anchor;
    r->anchor_count++;
}

/* A copy of the scalar's text; NULL when it holds NUL or memory is out. */
static const char *keep_text(reader_t *r, const yaml_event_t *event, cost_place_t place)
{
    const char *text = (const char *)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    if (memchr(text, '\0', length)) {
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "the text holds the character NUL, which no value has"));
        return "";
    }
    const char *copy = cost_arena_text(r->arena, text, length);
    if (!copy)
        stop(r, cost_fail_memory(r->err));
    return copy;
}

/* --- events ------------------------------------------------------------------------------------------------------ */

static void read_key(reader_t *r, const yaml_event_t *event, cost_place_t place)
{
    const bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    const char *name = keep_text(r, event, place);
    if (!name)
        return;
    r->key = (pending_key_t){name, place.line, place.column};
    check_tag(r, event->data.scalar.tag, place);
    if (event->data.scalar.anchor)
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "an anchor stands on a key; only values can have one"));
    if (plain && !*name)
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "a key is missing before \":\""));
    if (plain && !strcmp(name, "<<"))
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                          "the merge key << is not supported; the fields should be written out"));
}

static bool is_null(const char *text)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
        if (!strcmp(text, nulls[i]))
            return true;
    return false;
}

static void read_scalar(reader_t *r, const yaml_event_t *event, cost_place_t place)
{
    const char *text = keep_text(r, event, place);
    if (!text)
        return;
    const bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!r->open && plain && !*text)
        return; /* a document that is empty but for its "---" */
    const bool null = plain && is_null(text);
    cost_node_t *node = add_node(r, null ? COST_NODE_NULL : plain ? COST_NODE_SCALAR : COST_NODE_TEXT, place);
    if (!node)
        return;
    node->text = null ? NULL : text;
    check_tag(r, event->data.scalar.tag, place);
    add_anchor(r, event->data.scalar.anchor, node, place);
}

static void open_node(reader_t *r, cost_node_kind_t kind, const yaml_char_t *tag, const yaml_char_t *anchor,
                      cost_place_t place)
{
    cost_node_t *node = add_node(r, kind, place);
    if (!node)
        return;
    check_tag(r, tag, place);
    add_anchor(r, anchor, node, place);
    r->open = node;
    r->depth++;
}

static void close_node(reader_t *r)
{
    if (r->open->kind == COST_NODE_MAP)
        note(r, cost_node_check_keys(r->open, r->err));
    r->open = (cost_node_t *)r->open->up; /* the reader made it, and may write to it */
    r->depth--;
}

/* Adds up the nodes below and finds the height, to be checked before anything is copied. */
static size_t measure(const cost_node_t *node, size_t *nodes)
{
    size_t highest = 0;
    (*nodes)++;
    for (const cost_node_t *child = node->first; child; child = child->next) {
        const size_t height = measure(child, nodes);
        highest = height > highest ? height : highest;
    }
    return highest + 1;
}

static bool is_open(const reader_t *r, const cost_node_t *node)
{
    for (const cost_node_t *up = r->open; up; up = up->up)
        if (up == node)
            return true;
    return false;
}

static const cost_node_t *find_anchor(const reader_t *r, const char *name)
{
    for (const anchor_t *anchor = r->anchors; anchor; anchor = anchor->before)
        if (!strcmp(anchor->name, name))
            return anchor->node;
    return NULL;
}

/* Copies the node's children below `copy`, which is part of the document already. */
static bool copy_below(reader_t *r, cost_node_t *copy, const cost_node_t *node)
{
    r->node_count++;
    copy->text = node->text;
    for (const cost_node_t *child = node->first; child; child = child->next) {
        cost_node_t *below =
            cost_node_create(r->arena, copy, child->kind, child->key, child->file, child->line, child->column);
        if (!below)
            return false;
        below->key_line = child->key_line;
        below->key_column = child->key_column;
        if (!copy_below(r, below, child))
            return false;
    }
    return true;
}

static void write_out(reader_t *r, const cost_node_t *node, cost_place_t place)
{
    size_t nodes = 0;
    const size_t height = measure(node, &nodes);
    if (!check_room(r, nodes, height, place))
        return;
    cost_node_t *copy =
        cost_node_create(r->arena, r->open, node->kind, r->key.name, node->file, node->line, node->column);
    if (!copy || !copy_below(r, copy, node)) {
        stop(r, cost_fail_memory(r->err));
        return;
    }
    place_node(r, copy);
}

static void read_alias(reader_t *r, const char *name, cost_place_t place)
{
    const cost_node_t *node = find_anchor(r, name);
    if (node && !is_open(r, node)) {
        write_out(r, node, place);
        return;
    }
    if (node)
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place, "the alias *%.*s stands inside of what it names",
                          (int)SHOWN_BYTES, name));
    else
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                          "the alias *%.*s names no anchor; a text that begins with * should be in quotes",
                          (int)SHOWN_BYTES, name));
    add_node(r, COST_NODE_NULL, place);
}

static void fail_key_kind(reader_t *r, cost_place_t place, const char *kind)
{
    stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                      "a key is %s; it should be a word, and text that begins with { [ or * in quotes", kind));
}

static void begin_document(reader_t *r, cost_place_t place)
{
    if (r->document_count++)
        stop(r, cost_fail(r->err, COST_ERR_SYNTAX, place,
                          "a second document begins; a file should hold one, without further --- lines"));
}

static void read_event(reader_t *r, const yaml_event_t *event)
{
    const cost_place_t place = place_at(r, event->start_mark.index);
    switch (event->type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    case YAML_STREAM_END_EVENT:
        r->stopped = true;
        break;
    case YAML_DOCUMENT_START_EVENT:
        begin_document(r, place);
        break;
    case YAML_SCALAR_EVENT:
        if (awaits_key(r))
            read_key(r, event, place);
        else
            read_scalar(r, event, place);
        break;
    case YAML_ALIAS_EVENT:
        if (awaits_key(r))
            fail_key_kind(r, place, "an alias");
        else
            read_alias(r, (const char *)event->data.alias.anchor, place);
        break;
    case YAML_SEQUENCE_START_EVENT:
        if (awaits_key(r))
            fail_key_kind(r, place, "a list");
        else
            open_node(r, COST_NODE_LIST, event->data.sequence_start.tag, event->data.sequence_start.anchor, place);
        break;
    case YAML_MAPPING_START_EVENT:
        if (awaits_key(r))
            fail_key_kind(r, place, "a map");
        else
            open_node(r, COST_NODE_MAP, event->data.mapping_start.tag, event->data.mapping_start.anchor, place);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_node(r);
        break;
    }
}

static void read_events(reader_t *r, yaml_parser_t *parser)
{
    while (!r->stopped) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            fail_parser(r, parser);
            return;
        }
        read_event(r, &event);
        yaml_event_delete(&event);
    }
}

cost_status_t cost_yaml_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err)
{
    *out = NULL;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return cost_fail_memory(err);
    reader_t r = {.arena = arena, .text = text, .length = length, .file = file, .err = err, .cursor = {.line = 1}};
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    read_events(&r, &parser);
    yaml_parser_delete(&parser);
    if (!r.status && !r.root)
        return cost_fail(err, COST_ERR_SYNTAX, (cost_place_t){.file = file},
                         "the document is empty; it should hold lines such as \"key: value\"");
    *out = r.status ? NULL : r.root;
    return r.status;
}
