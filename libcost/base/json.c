/* The only user of cJSON.  One strict walk of ours makes the nodes, with their places and the digits of their numbers,
 * and refuses what cJSON lets pass; cJSON then reads the same text and, in step, gives the strings. */
#include <assert.h>
#include <cjson/cJSON.h>
#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/base/library.h"
#include "libcost/base/tree.h"
#include "libcost/base/utf8.h"

/* The name of the library whose header is included above; the Makefile asks the compiler for it. */
#ifndef COST_CJSON_LIBRARY
#define COST_CJSON_LIBRARY "libcjson.so"
#endif

enum {
    NUMBER_BYTES_MAX = 63, /* cJSON copies numbers into 64 bytes, and stops reading there */
    SHOWN_BYTES = 30,
};

typedef struct {
    cost_arena_t *arena;
    const char *text, *file;
    size_t length, at, line_start;
    int line;
    cost_error_t *err;
    cost_status_t status; /* of the first problem */
    size_t node_count, depth;
} walk_t;

/* --- the text ---------------------------------------------------------------------------------------------------- */

static char peek(const walk_t *w)
{
    return w->at < w->length ? w->text[w->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static cost_place_t place_at(const walk_t *w, size_t at)
{
    return (cost_place_t){.file = w->file, .line = w->line, .column = (int)(at - w->line_start) + 1};
}

static void note(walk_t *w, cost_status_t status)
{
    if (!w->status)
        w->status = status;
}

static void note_syntax(walk_t *w, size_t at, const char *message)
{
    note(w, cost_fail(w->err, COST_ERR_SYNTAX, place_at(w, at), "%s", message));
}

static void skip_blanks(walk_t *w)
{
    for (; w->at < w->length && strchr(" \t\r\n", w->text[w->at]); w->at++) {
        const char c = w->text[w->at];
        if (c != '\n' && (c != '\r' || (w->at + 1 < w->length && w->text[w->at + 1] == '\n')))
            continue;
        w->line++;
        w->line_start = w->at + 1;
    }
}

/* How long the text, word or character is that stands here, for messages. */
static size_t shown_length(const walk_t *w)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-";
    const char *at = w->text + w->at;
    const size_t left = w->length - w->at;
    size_t length = 0;
    while (length < left && length < SHOWN_BYTES && strchr(word, at[length]))
        length++;
    return length ? length : cost_utf8_width((unsigned char)*at);
}

/* False: what follows makes no sense. */
static bool fail_expected(walk_t *w, const char *expected)
{
    const cost_place_t place = place_at(w, w->at);
    if (w->at >= w->length)
        note(w, cost_fail(w->err, COST_ERR_SYNTAX, place, "the text ends where %s was expected", expected));
    else if (peek(w) == '"')
        note(w, cost_fail(w->err, COST_ERR_SYNTAX, place, "%s was expected before the quoted text", expected));
    else
        note(w, cost_fail(w->err, COST_ERR_SYNTAX, place, "%s was expected, not \"%.*s\"", expected,
                          (int)shown_length(w), w->text + w->at));
    return false;
}

/* --- strings ----------------------------------------------------------------------------------------------------- */

/* The value of four hexadecimal digits, or -1. */
static int hex4(const walk_t *w, size_t at)
{
    int value = 0;
    for (size_t i = at; i < at + 4; i++) {
        const char c = i < w->length ? w->text[i] : '\0';
        if (is_digit(c))
            value = value * 16 + (c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            value = value * 16 + ((c | 0x20) - 'a' + 10);
        else
            return -1;
    }
    return value;
}

static bool has_low_surrogate(const walk_t *w, size_t at)
{
    if (at + 6 > w->length || w->text[at] != '\\' || w->text[at + 1] != 'u')
        return false;
    const int value = hex4(w, at + 2);
    return value >= 0xdc00 && value <= 0xdfff;
}

/* Behind `\u`; at the four digits. */
static void check_unicode(walk_t *w)
{
    const size_t start = w->at - 2;
    const int value = hex4(w, w->at);
    if (value < 0) {
        note_syntax(w, start, "\\u needs four hexadecimal digits, such as \\u00e9");
        return;
    }
    w->at += 4;
    if (value == 0)
        note_syntax(w, start, "the text holds the character NUL, which no value has");
    if (value < 0xd800 || value > 0xdfff)
        return;
    if (value < 0xdc00 && has_low_surrogate(w, w->at))
        w->at += 6;
    else
        note_syntax(w, start, "half of a surrogate pair stands alone; it takes two such as \\ud83d\\ude00");
}

/* At the backslash. */
static void check_escape(walk_t *w)
{
    const size_t start = w->at++;
    const char c = peek(w);
    if (!c)
        return; /* the end of the text is reported by the caller */
    w->at++;
    if (c == 'u')
        check_unicode(w);
    else if (!strchr("\"\\/bfnrt", c))
        note_syntax(w, start, "no such escape; a backslash is written \\\\");
}

/* At the opening quote; steps behind the closing one. */
static bool skip_string(walk_t *w)
{
    const size_t start = w->at++;
    while (w->at < w->length && w->text[w->at] != '"') {
        const unsigned char c = (unsigned char)w->text[w->at];
        if (c == '\n' || c == '\r')
            break;
        if (c < 0x20)
            note(w, cost_fail(w->err, COST_ERR_SYNTAX, place_at(w, w->at),
                              "the control character U+%04X stands in a text; it should be written \\u%04x", c, c));
        if (c == '\\')
            check_escape(w);
        else
            w->at++;
    }
    if (peek(w) == '"') {
        w->at++;
        return true;
    }
    note_syntax(w, start, "this text is never closed; a line end in it is written \\n");
    return false;
}

/* --- numbers and words ------------------------------------------------------------------------------------------- */

static void skip_digits(walk_t *w)
{
    while (is_digit(peek(w)))
        w->at++;
}

/* One digit or more. */
static bool need_digits(walk_t *w)
{
    if (!is_digit(peek(w)))
        return fail_expected(w, "a digit");
    skip_digits(w);
    return true;
}

static bool skip_number(walk_t *w)
{
    const size_t start = w->at;
    if (peek(w) == '-')
        w->at++;
    const bool zero = peek(w) == '0';
    const size_t whole = w->at;
    if (!need_digits(w))
        return false;
    if (zero && w->at > whole + 1)
        note_syntax(w, start, "a number begins with a needless 0; text should be in quotes");
    if (peek(w) == '.') {
        w->at++;
        if (!need_digits(w))
            return false;
    }
    if (peek(w) == 'e' || peek(w) == 'E') {
        w->at++;
        if (peek(w) == '+' || peek(w) == '-')
            w->at++;
        if (!need_digits(w))
            return false;
    }
    if (w->at - start > NUMBER_BYTES_MAX)
        note(w, cost_fail(w->err, COST_ERR_LIMIT, place_at(w, start), "a number has over %d characters",
                          (int)NUMBER_BYTES_MAX));
    return true;
}

/* Steps over the word if it stands here. */
static bool skip_word(walk_t *w, const char *word)
{
    const size_t length = strlen(word);
    if (w->length - w->at < length || memcmp(w->text + w->at, word, length))
        return false;
    w->at += length;
    return true;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static bool read_value(walk_t *w, cost_node_t **out, cost_node_t *up);

static bool check_room(walk_t *w, cost_place_t place)
{
    const bool crowded = ++w->node_count > COST_TREE_NODES_MAX;
    if (crowded)
        note(w, cost_fail(w->err, COST_ERR_LIMIT, place, "the document has over %d values", (int)COST_TREE_NODES_MAX));
    else if (w->depth == COST_TREE_DEPTH_MAX)
        note(w, cost_fail(w->err, COST_ERR_LIMIT, place, "the document is deeper than %d levels",
                          (int)COST_TREE_DEPTH_MAX));
    return !crowded && w->depth < COST_TREE_DEPTH_MAX;
}

static cost_node_t *add_node(walk_t *w, cost_node_t *up, cost_node_kind_t kind)
{
    const cost_place_t place = place_at(w, w->at);
    if (!check_room(w, place))
        return NULL;
    cost_node_t *node = cost_node_create(w->arena, up, kind, NULL, w->file, place.line, place.column);
    if (!node)
        note(w, cost_fail_memory(w->err));
    return node;
}

static bool keep_text(walk_t *w, cost_node_t *node, size_t start)
{
    node->text = cost_arena_text(w->arena, w->text + start, w->at - start);
    if (!node->text)
        note(w, cost_fail_memory(w->err));
    return node->text;
}

static bool read_scalar(walk_t *w, cost_node_t **out, cost_node_t *up)
{
    const size_t start = w->at;
    cost_node_t *node = *out = add_node(w, up, COST_NODE_SCALAR);
    if (!node)
        return false;
    if (peek(w) == '"') {
        node->kind = COST_NODE_TEXT;
        return skip_string(w);
    }
    if (peek(w) == '-' || is_digit(peek(w)))
        return skip_number(w) && keep_text(w, node, start);
    if (skip_word(w, "true") || skip_word(w, "false"))
        return keep_text(w, node, start);
    if (!skip_word(w, "null"))
        return fail_expected(w, "a value");
    node->kind = COST_NODE_NULL;
    return true;
}

/* `"key": value` of the map. */
static bool read_member(walk_t *w, cost_node_t *map)
{
    const cost_place_t place = place_at(w, w->at);
    if (peek(w) != '"')
        return fail_expected(w, "a key in double quotes");
    if (!skip_string(w))
        return false;
    skip_blanks(w);
    if (peek(w) != ':')
        return fail_expected(w, "\":\" after a key");
    w->at++;
    cost_node_t *node = NULL;
    if (!read_value(w, &node, map))
        return false;
    node->key_line = place.line;
    node->key_column = place.column;
    return true;
}

static bool read_child(walk_t *w, cost_node_t *up)
{
    cost_node_t *node = NULL;
    skip_blanks(w);
    return up->kind == COST_NODE_MAP ? read_member(w, up) : read_value(w, &node, up);
}

/* At the opening bracket or brace. */
static bool read_children(walk_t *w, cost_node_t *up)
{
    const char close = up->kind == COST_NODE_MAP ? '}' : ']';
    w->at++;
    skip_blanks(w);
    if (peek(w) == close) {
        w->at++;
        return true;
    }
    for (;;) {
        if (!read_child(w, up))
            return false;
        skip_blanks(w);
        const char c = peek(w);
        if (c != ',' && c != close)
            return fail_expected(w, close == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
        w->at++;
        if (c == close)
            return true;
    }
}

static bool read_container(walk_t *w, cost_node_t **out, cost_node_t *up)
{
    *out = add_node(w, up, peek(w) == '{' ? COST_NODE_MAP : COST_NODE_LIST);
    if (!*out)
        return false;
    w->depth++;
    const bool whole = read_children(w, *out);
    w->depth--;
    return whole;
}

/* False when reading on makes no sense; lesser problems are noted. */
static bool read_value(walk_t *w, cost_node_t **out, cost_node_t *up)
{
    skip_blanks(w);
    return peek(w) == '{' || peek(w) == '[' ? read_container(w, out, up) : read_scalar(w, out, up);
}

static bool read_document(walk_t *w, cost_node_t **out)
{
    skip_blanks(w);
    if (w->at == w->length) {
        note(w, cost_fail(w->err, COST_ERR_SYNTAX, (cost_place_t){.file = w->file},
                          "the document is empty; it should hold an object such as {\"key\": \"value\"}"));
        return false;
    }
    if (!read_value(w, out, NULL))
        return false;
    skip_blanks(w);
    return w->at == w->length || fail_expected(w, "the end of the text");
}

/* --- cJSON ------------------------------------------------------------------------------------------------------- */

typedef struct {
    __typeof__(cJSON_ParseWithLengthOpts) *parse;
    __typeof__(cJSON_Delete) *destroy;
} cjson_t;

/* Loaded by the first text, and there for the others: it is never closed. */
static bool load(cjson_t *out)
{
    void *library = dlopen(COST_CJSON_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    return library && cost_library_find(library, "cJSON_ParseWithLengthOpts", &out->parse) &&
           cost_library_find(library, "cJSON_Delete", &out->destroy);
}

static cJSON *parse_text(const cjson_t *cjson, const char *text, size_t length)
{
    /* Each parse writes cJSON's static error pointer. */
    static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&door);
    cJSON *item = cjson->parse(text, length, NULL, 0);
    pthread_mutex_unlock(&door);
    return item;
}

static const char *keep_string(walk_t *w, const char *text)
{
    const char *copy = cost_arena_string(w->arena, text);
    if (!copy)
        note(w, cost_fail_memory(w->err));
    return copy;
}

/* Node and item were read from the same place.  False when memory is out. */
static bool fill_in(walk_t *w, cost_node_t *node, const cJSON *item)
{
    assert(((item->type & cJSON_Object) != 0) == (node->kind == COST_NODE_MAP));
    assert(((item->type & cJSON_String) != 0) == (node->kind == COST_NODE_TEXT));
    if (node->kind == COST_NODE_TEXT && !(node->text = keep_string(w, item->valuestring)))
        return false;
    const cJSON *below = item->child;
    for (cost_node_t *child = node->first; child; child = child->next, below = below->next) {
        if (node->kind == COST_NODE_MAP && !(child->key = keep_string(w, below->string)))
            return false;
        if (!fill_in(w, child, below))
            return false;
    }
    assert(!below);
    if (node->kind == COST_NODE_MAP)
        note(w, cost_node_check_keys(node, w->err));
    return true;
}

/* A text that the walk read to its end is JSON but for what was noted, so that cJSON can only lack memory for it. */
static void fill_strings(walk_t *w, cost_node_t *root)
{
    cjson_t cjson;
    if (!load(&cjson)) {
        note(w, cost_fail(w->err, COST_ERR_UNSUPPORTED, (cost_place_t){.file = w->file},
                          "JSON needs the library cJSON (%s), which is not here; install it: apt install libcjson1, "
                          "dnf install cjson, pacman -S cjson, brew install cjson",
                          COST_CJSON_LIBRARY));
        return;
    }
    cJSON *item = parse_text(&cjson, w->text, w->length);
    if (item)
        fill_in(w, root, item);
    else if (!w->status)
        note(w, cost_fail_memory(w->err));
    cjson.destroy(item);
}

cost_status_t cost_json_parse(cost_node_t **out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                              cost_error_t *err)
{
    walk_t w = {.arena = arena, .text = text, .length = length, .file = file, .line = 1, .err = err};
    cost_node_t *root = NULL;
    *out = NULL;
    if (read_document(&w, &root))
        fill_strings(&w, root);
    *out = w.status ? NULL : root;
    return w.status;
}
