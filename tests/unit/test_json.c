#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/buffer.h"
#include "libcost/base/tree.h"
#include "unit.h"

/* This program's dlopen() comes before the C library's. */
static enum { HERE, MISSING, WRONG } library;

void *dlopen(const char *name, int mode)
{
    void *(*real)(const char *, int);
    void *found = dlsym(RTLD_NEXT, "dlopen");
    memcpy(&real, &found, sizeof found);
    return library == MISSING ? NULL : real(library == WRONG ? NULL : name, mode);
}

static cost_arena_t *arena;
static cost_error_t *err;

static void setup(void)
{
    library = HERE;
    arena = cost_arena_create();
    err = cost_error_create();
}

static void teardown(void)
{
    cost_arena_destroy(arena);
    cost_error_destroy(err);
}

static cost_status_t read_json(cost_node_t **out, const char *text)
{
    return cost_tree_parse(out, arena, text, strlen(text), "f.json", err);
}

static const cost_node_t *read_whole(const char *text)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_json(&root, text), COST_OK);
    ck_assert_uint_eq(cost_error_count(err), 0);
    return root;
}

static void expect_place(const cost_node_t *node, int line, int column, int key_line, int key_column)
{
    ck_assert_int_eq(node->line, line);
    ck_assert_int_eq(node->column, column);
    ck_assert_int_eq(node->key_line, key_line);
    ck_assert_int_eq(node->key_column, key_column);
}

START_TEST(kinds)
{
    static const struct {
        cost_node_kind_t kind;
        const char *text;
    } expected[] = {
        {COST_NODE_SCALAR, "0.0000166667"},
        {COST_NODE_SCALAR, "-0"},
        {COST_NODE_SCALAR, "1e+400"},
        {COST_NODE_SCALAR, "12345678901234567890.10"},
        {COST_NODE_SCALAR, "true"},
        {COST_NODE_SCALAR, "false"},
        {COST_NODE_NULL, NULL},
        {COST_NODE_TEXT, "a\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80\xc3\xbc"},
        {COST_NODE_TEXT, ""},
        {COST_NODE_MAP, NULL},
        {COST_NODE_LIST, NULL},
    };
    const cost_node_t *root =
        read_whole("[0.0000166667, -0, 1e+400, 12345678901234567890.10, true, false, null,"
                   "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\xc3\xbc\", \"\", {}, [ ]]");
    ck_assert_uint_eq(root->count, sizeof expected / sizeof *expected);
    for (const cost_node_t *node = root->first; node; node = node->next) {
        ck_assert_int_eq(node->kind, expected[node->index].kind);
        if (expected[node->index].text)
            ck_assert_str_eq(node->text, expected[node->index].text);
        else
            ck_assert_ptr_null(node->text);
    }
    ck_assert_str_eq(read_whole("12")->text, "12");
    ck_assert_str_eq(read_whole(" \"x\" ")->text, "x");
}
END_TEST

START_TEST(places)
{
    const cost_node_t *root = read_whole("{ \"\xc3\xa9\": 1,\r\n\t\"k\\u0041\" :\n  [true, {\"x\":\"y\"}]}\n");
    expect_place(root, 1, 1, 0, 0);
    expect_place(root->first, 1, 9, 1, 3);
    expect_place(root->last, 3, 3, 2, 2);
    ck_assert_str_eq(root->last->key, "kA");
    expect_place(root->last->last, 3, 10, 0, 0);
    expect_place(root->last->last->first, 3, 15, 3, 11);
    ck_assert_str_eq(root->file, "f.json");
}
END_TEST

START_TEST(keys_keep_their_case)
{
    const cost_node_t *root = read_whole("{\"a\": 1, \"A\": 2, \"<<\": 3, \"\": 4}");
    ck_assert_str_eq(cost_node_find(root, "A")->text, "2");
    ck_assert_str_eq(cost_node_find(root, "<<")->text, "3");
    ck_assert_str_eq(cost_node_find(root, "")->text, "4");
}
END_TEST

START_TEST(all_problems)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(
        read_json(&root, "{\"a\": 1, \"a\": 2,\n \"b\": {\"x\": 01, \"\\u0078\": -00.5},\n \"a\": \"\t\"}"),
        COST_ERR_SYNTAX);
    ck_assert_ptr_null(root);
    unit_expect_errors(
        err,
        (const char *const[]){"f.json:2:13: a number begins with a needless 0; text should be in quotes",
                              "f.json:2:27: a number begins with a needless 0; text should be in quotes",
                              "f.json:3:8: the control character U+0009 stands in a text; it should be written \\u0009",
                              "f.json:2:17: b.x: \"x\" is given twice; the first is at column 8",
                              "f.json:1:10: a: \"a\" is given twice; the first is at column 2",
                              "f.json:3:2: a: \"a\" is given twice; the first is at line 1", NULL});
}
END_TEST

static const struct {
    const char *text, *error;
} refused[] = {
    {"", "f.json: the document is empty; it should hold an object such as {\"key\": \"value\"}"},
    {" \n", "f.json: the document is empty; it should hold an object such as {\"key\": \"value\"}"},
    {"{", "f.json:1:2: the text ends where a key in double quotes was expected"},
    {"{\"a\"", "f.json:1:5: the text ends where \":\" after a key was expected"},
    {"{\"a\" 1}", "f.json:1:6: \":\" after a key was expected, not \"1\""},
    {"{\"a\":}", "f.json:1:6: a value was expected, not \"}\""},
    {"{\"a\":1,}", "f.json:1:8: a key in double quotes was expected, not \"}\""},
    {"{\"a\":1 \"b\":2}", "f.json:1:8: \",\" or \"}\" was expected before the quoted text"},
    {"{a:1}", "f.json:1:2: a key in double quotes was expected, not \"a\""},
    {"[1,]", "f.json:1:4: a value was expected, not \"]\""},
    {"[1 2]", "f.json:1:4: \",\" or \"]\" was expected, not \"2\""},
    {"[1}", "f.json:1:3: \",\" or \"]\" was expected, not \"}\""},
    {"[1", "f.json:1:3: the text ends where \",\" or \"]\" was expected"},
    {"[1] x", "f.json:1:5: the end of the text was expected, not \"x\""},
    {"[1]\n\n[2]", "f.json:3:1: the end of the text was expected, not \"[\""},
    {"[01]", "f.json:1:2: a number begins with a needless 0; text should be in quotes"},
    {"[1.]", "f.json:1:4: a digit was expected, not \"]\""},
    {"[.5]", "f.json:1:2: a value was expected, not \".5\""},
    {"[+1]", "f.json:1:2: a value was expected, not \"+1\""},
    {"[1e+]", "f.json:1:5: a digit was expected, not \"]\""},
    {"[0x10]", "f.json:1:3: \",\" or \"]\" was expected, not \"x10\""},
    {"[NaN]", "f.json:1:2: a value was expected, not \"NaN\""},
    {"[Infinity]", "f.json:1:2: a value was expected, not \"Infinity\""},
    {"[-Infinity]", "f.json:1:3: a digit was expected, not \"Infinity\""},
    {"[True]", "f.json:1:2: a value was expected, not \"True\""},
    {"\xc3\xa9", "f.json:1:1: a value was expected, not \"\xc3\xa9\""},
    {"// c\n{}", "f.json:1:1: a value was expected, not \"/\""},
    {"[\"a", "f.json:1:2: this text is never closed; a line end in it is written \\n"},
    {"[\"a\\", "f.json:1:2: this text is never closed; a line end in it is written \\n"},
    {"[\"a\nb\"]", "f.json:1:2: this text is never closed; a line end in it is written \\n"},
    {"[\"\\q\"]", "f.json:1:3: no such escape; a backslash is written \\\\"},
    {"[\"\\u12\"]", "f.json:1:3: \\u needs four hexadecimal digits, such as \\u00e9"},
    {"[\"\\u0000\"]", "f.json:1:3: the text holds the character NUL, which no value has"},
    {"[\"\\ud800\"]", "f.json:1:3: half of a surrogate pair stands alone; it takes two such as \\ud83d\\ude00"},
    {"[\"\\udc00\"]", "f.json:1:3: half of a surrogate pair stands alone; it takes two such as \\ud83d\\ude00"},
    {"[\"\\ud800\\u0041\"]", "f.json:1:3: half of a surrogate pair stands alone; it takes two such as \\ud83d\\ude00"},
};

START_TEST(refusals)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_json(&root, refused[_i].text), COST_ERR_SYNTAX);
    ck_assert_ptr_null(root);
    unit_expect_errors(err, (const char *const[]){refused[_i].error, NULL});
}
END_TEST

/* cJSON stops reading a number after 63 characters. */
START_TEST(long_numbers)
{
    char digits[80] = "";
    cost_node_t *root = NULL;
    memset(digits, '7', 63);
    ck_assert_str_eq(read_whole(digits)->text, digits);
    digits[63] = '7';
    ck_assert_int_eq(read_json(&root, digits), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.json:1:1: a number has over 63 characters", NULL});
}
END_TEST

/* Neither without the library nor with one that lacks its functions is a strict walk alone taken for reading. */
START_TEST(missing_library)
{
    cost_node_t *root = NULL;
    for (library = MISSING; library <= WRONG; library++) {
        ck_assert_int_eq(read_json(&root, "{\"a\": 1}"), COST_ERR_UNSUPPORTED);
        ck_assert_ptr_null(root);
        ck_assert_ptr_nonnull(strstr(cost_error_text(err, cost_error_count(err) - 1),
                                     "f.json: JSON needs the library cJSON (libcjson.so"));
    }
    ck_assert_uint_eq(cost_error_count(err), 2);
}
END_TEST

START_TEST(depth)
{
    cost_buffer_t text;
    cost_node_t *root = NULL;
    cost_buffer_init(&text);
    cost_buffer_add_repeat(&text, '[', COST_TREE_DEPTH_MAX);
    cost_buffer_add_repeat(&text, ']', COST_TREE_DEPTH_MAX);
    ck_assert_int_eq(read_json(&root, text.text), COST_OK);
    cost_buffer_clear(&text);
    cost_buffer_add_repeat(&text, '[', 1000000);
    ck_assert_int_eq(read_json(&root, text.text), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.json:1:65: the document is deeper than 64 levels", NULL});
    cost_buffer_clear(&text);
}
END_TEST

START_TEST(many_values)
{
    cost_buffer_t text;
    cost_node_t *root = NULL;
    cost_buffer_init(&text);
    cost_buffer_add_string(&text, "[0");
    for (int i = 0; i < COST_TREE_NODES_MAX; i++)
        cost_buffer_add_string(&text, ",0");
    cost_buffer_add_string(&text, "]");
    ck_assert_int_eq(read_json(&root, text.text), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.json:1:1000000: the document has over 500000 values", NULL});
    cost_buffer_clear(&text);
}
END_TEST

static void *parse_often(void *unused)
{
    (void)unused;
    for (int i = 0; i < 300; i++) {
        cost_arena_t *own = cost_arena_create();
        cost_node_t *root = NULL;
        const char text[] = "{\"a\": [1, 2, {\"b\": \"c\"}]}";
        if (cost_json_parse(&root, own, text, sizeof text - 1, "f", NULL) ||
            strcmp(root->first->last->first->text, "c"))
            return "wrong";
        cost_arena_destroy(own);
    }
    return NULL;
}

START_TEST(threads)
{
    pthread_t others[4];
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&others[i], NULL, parse_often, NULL), 0);
    for (int i = 0; i < 4; i++) {
        void *result = NULL;
        pthread_join(others[i], &result);
        ck_assert_ptr_null(result);
    }
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {kinds,       places,  keys_keep_their_case, all_problems, long_numbers, depth,
                                  many_values, threads, missing_library};
    Suite *json = suite_create("json");
    TCase *tcase = tcase_create("json");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, refusals, 0, (int)(sizeof refused / sizeof *refused));
    suite_add_tcase(json, tcase);
    return json;
}

UNIT_MAIN(suite)
