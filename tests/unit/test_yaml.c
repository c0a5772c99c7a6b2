#include <string.h>

#include "libcost/base/buffer.h"
#include "libcost/base/tree.h"
#include "unit.h"

static cost_arena_t *arena;
static cost_error_t *err;

static void setup(void)
{
    arena = cost_arena_create();
    err = cost_error_create();
}

static void teardown(void)
{
    cost_arena_destroy(arena);
    cost_error_destroy(err);
}

static cost_status_t read_yaml(cost_node_t **out, const char *text)
{
    return cost_tree_parse(out, arena, text, strlen(text), "f.yaml", err);
}

static const cost_node_t *read_whole(const char *text)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_yaml(&root, text), COST_OK);
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
        {COST_NODE_SCALAR, "4 GiB"}, {COST_NODE_TEXT, "q"},       {COST_NODE_TEXT, "d\n"},
        {COST_NODE_NULL, NULL},      {COST_NODE_NULL, NULL},      {COST_NODE_NULL, NULL},
        {COST_NODE_TEXT, "null"},    {COST_NODE_SCALAR, "on"},    {COST_NODE_SCALAR, "2025-11"},
        {COST_NODE_TEXT, ""},        {COST_NODE_MAP, NULL},       {COST_NODE_LIST, NULL},
        {COST_NODE_SCALAR, "0777"},  {COST_NODE_SCALAR, "1_000"}, {COST_NODE_SCALAR, ".inf"},
    };
    const cost_node_t *root =
        read_whole("[4 GiB, 'q', \"d\\n\", ~, null, NULL, 'null', on, 2025-11, \"\", {}, [],\n 0777, 1_000, .inf]");
    ck_assert_uint_eq(root->count, sizeof expected / sizeof *expected);
    for (const cost_node_t *node = root->first; node; node = node->next) {
        ck_assert_int_eq(node->kind, expected[node->index].kind);
        if (expected[node->index].text)
            ck_assert_str_eq(node->text, expected[node->index].text);
        else
            ck_assert_ptr_null(node->text);
    }
    root = read_whole("a:\nb: |\n  two\n  lines\nc: >-\n  fol\n  ded\nd: plain\n  goes on\n");
    ck_assert_int_eq(root->first->kind, COST_NODE_NULL);
    ck_assert_str_eq(cost_node_find(root, "b")->text, "two\nlines\n");
    ck_assert_int_eq(cost_node_find(root, "b")->kind, COST_NODE_TEXT);
    ck_assert_str_eq(cost_node_find(root, "c")->text, "fol ded");
    ck_assert_str_eq(cost_node_find(root, "d")->text, "plain goes on");
}
END_TEST

START_TEST(places)
{
    const cost_node_t *root = read_whole("# \xc3\xa9\r\n\xc3\xa9t\xc3\xa9: \xc3\xbc  # bytes, not letters\r\n"
                                         "list:\r\n  - x\r\n  - {k: v, 'q':   w}\r\n");
    expect_place(root, 2, 1, 0, 0);
    expect_place(root->first, 2, 8, 2, 1);
    const cost_node_t *list = root->last;
    expect_place(list, 4, 3, 3, 1);
    expect_place(list->first, 4, 5, 0, 0);
    expect_place(list->last, 5, 5, 0, 0);
    expect_place(list->last->first, 5, 9, 5, 6);
    expect_place(list->last->last, 5, 19, 5, 12);
    ck_assert_str_eq(root->file, "f.yaml");
    expect_place(read_whole("\xef\xbb\xbf"
                            "a: 1")
                     ->first,
                 1, 4, 1, 1);
    expect_place(read_whole("a: 1\rb: 2")->last, 2, 4, 2, 1);
}
END_TEST

START_TEST(aliases)
{
    const cost_node_t *root = read_whole("a: &x {p: &y 1}\nb: *x\nc: [*y, *x]\nd: &x z\ne: *x\n");
    const cost_node_t *b = cost_node_find(root, "b"), *c = cost_node_find(root, "c");
    char path[32];
    ck_assert_str_eq(cost_node_find(b, "p")->text, "1");
    ck_assert_str_eq(cost_node_path(b->first, path, sizeof path), "b.p");
    ck_assert_ptr_ne(b->first, root->first->first);
    expect_place(b, 1, 4, 2, 1); /* the value stands at its anchor, the key here */
    ck_assert_str_eq(c->first->text, "1");
    ck_assert_str_eq(cost_node_find(c->last, "p")->text, "1");
    ck_assert_uint_eq(c->last->index, 1);
    ck_assert_str_eq(cost_node_find(root, "e")->text, "z"); /* the later anchor of that name */
}
END_TEST

START_TEST(alias_bomb)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_buffer_add_string(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        cost_buffer_add_format(&text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 9; j++)
            cost_buffer_add_format(&text, "%s*a%d", j ? "," : "", i - 1);
        cost_buffer_add_string(&text, "]\n");
    }
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_yaml(&root, text.text), COST_ERR_LIMIT);
    ck_assert_str_eq(cost_error_message(err, 0), "the document has over 500000 values, aliases written out");
    ck_assert_uint_lt(cost_arena_bytes(arena), 100 * 1000 * 1000);
    cost_buffer_clear(&text);
}
END_TEST

static void nest(cost_buffer_t *text, int levels)
{
    cost_buffer_init(text);
    cost_buffer_add_repeat(text, '[', (size_t)levels);
    cost_buffer_add_string(text, "y");
    cost_buffer_add_repeat(text, ']', (size_t)levels);
}

START_TEST(depth)
{
    cost_buffer_t text;
    cost_node_t *root = NULL;
    nest(&text, COST_TREE_DEPTH_MAX - 1);
    ck_assert_int_eq(read_yaml(&root, text.text), COST_OK);
    cost_buffer_clear(&text);
    nest(&text, 100000);
    ck_assert_int_eq(read_yaml(&root, text.text), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.yaml:1:65: the document is deeper than 64 levels", NULL});
    cost_buffer_clear(&text);
    cost_error_clear(err);
    cost_buffer_add_string(&text, "a: &a ");
    cost_buffer_add_repeat(&text, '[', 40);
    cost_buffer_add_repeat(&text, ']', 40);
    cost_buffer_add_string(&text, "\nb: ");
    cost_buffer_add_repeat(&text, '[', 40);
    cost_buffer_add_string(&text, "*a");
    cost_buffer_add_repeat(&text, ']', 40);
    ck_assert_int_eq(read_yaml(&root, text.text), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.yaml:2:44: the document is deeper than 64 levels", NULL});
    cost_buffer_clear(&text);
}
END_TEST

START_TEST(many_anchors)
{
    cost_buffer_t text;
    cost_node_t *root = NULL;
    cost_buffer_init(&text);
    for (int i = 0; i < 257; i++)
        cost_buffer_add_format(&text, "- &a%d x\n", i);
    ck_assert_int_eq(read_yaml(&root, text.text), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"f.yaml:257:3: the document has over 256 anchors", NULL});
    cost_buffer_clear(&text);
}
END_TEST

START_TEST(many_keys)
{
    cost_buffer_t text;
    cost_node_t *root = NULL;
    cost_buffer_init(&text);
    for (int i = 0; i < 100000; i++)
        cost_buffer_add_format(&text, "k%d: %d\n", i, i);
    ck_assert_int_eq(read_yaml(&root, text.text), COST_OK);
    ck_assert_uint_eq(root->count, 100000);
    ck_assert_str_eq(root->last->text, "99999");
    cost_buffer_add_string(&text, "k5: again\n");
    ck_assert_int_eq(read_yaml(&root, text.text), COST_ERR_SYNTAX);
    unit_expect_errors(
        err, (const char *const[]){"f.yaml:100001:1: k5: \"k5\" is given twice; the first is at line 6", NULL});
    cost_buffer_clear(&text);
}
END_TEST

START_TEST(all_problems)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_yaml(&root, "memory: 1\n"
                                      "b: {q: 1, q: 2}\n"
                                      "memory: 3\n"
                                      "<<: {x: 1}\n"
                                      "t: !!int 5\n"
                                      "u: !foo {}\n"
                                      "w: !bar []\n"
                                      "!!str k: 1\n"
                                      "&k l: 1\n"
                                      "z: &z [*z, *nowhere]\n"
                                      "n: \"a\\0b\"\n"
                                      "memory: 4\n"),
                     COST_ERR_SYNTAX);
    ck_assert_ptr_null(root);
    unit_expect_errors(
        err, (const char *const[]){
                 "f.yaml:2:11: b.q: \"q\" is given twice; the first is at column 5",
                 "f.yaml:4:1: the merge key << is not supported; the fields should be written out",
                 "f.yaml:5:4: the tag !!int is not supported; it should be left out",
                 "f.yaml:6:4: the tag !foo is not supported; it should be left out",
                 "f.yaml:7:4: the tag !bar is not supported; it should be left out",
                 "f.yaml:8:1: the tag !!str is not supported; it should be left out",
                 "f.yaml:9:1: an anchor stands on a key; only values can have one",
                 "f.yaml:10:8: the alias *z stands inside of what it names",
                 "f.yaml:10:12: the alias *nowhere names no anchor; a text that begins with * should be in quotes",
                 "f.yaml:11:4: the text holds the character NUL, which no value has",
                 "f.yaml:3:1: memory: \"memory\" is given twice; the first is at line 1",
                 "f.yaml:12:1: memory: \"memory\" is given twice; the first is at line 1", NULL});
}
END_TEST

static const struct {
    const char *text, *error;
} refused[] = {
    {"", "f.yaml: the document is empty; it should hold lines such as \"key: value\""},
    {"# only this\n", "f.yaml: the document is empty; it should hold lines such as \"key: value\""},
    {"---\n...\n", "f.yaml: the document is empty; it should hold lines such as \"key: value\""},
    {"a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins; a file should hold one, without further --- lines"},
    {"a: 1\n...\nb: 2\n", "f.yaml:3:1: the document has ended before this text"},
    {"a: b: c\n",
     "f.yaml:1:5: a second \": \" stands in one value; the text should be in quotes, or the key on its own line"},
    {"a:\n\t- b\n", "f.yaml:2:1: a tab stands where only spaces may indent"},
    {"a: @b\n", "f.yaml:1:4: \"@\" cannot begin a value; a text that begins with it should be in quotes"},
    {"a: [1,\nb: 3\n", "f.yaml:3:1: \",\" or \"]\" was expected here, in the list that begins at line 1"},
    {"a: {b: 1\nc: 3\n", "f.yaml:2:2: \",\" or \"}\" was expected here, in the map that begins at line 1"},
    {"a: \"b\nc: 3\n", "f.yaml:1:4: this quoted text is never closed"},
    {"a: 1\nb\nc: 2\n", "f.yaml:2:1: a \":\" is missing after this key"},
    {"a: 'it's'\n", "f.yaml:1:8: a key was expected here; the indentation or the quotes before it are wrong"},
    {"- a\nb: 1\n", "f.yaml:2:1: a \"-\" was expected here, indented as those before it"},
    {"a: *\n", "f.yaml:1:4: a name is missing behind this * or &; a text that begins with it should be in quotes"},
    {"a: \"\\q\"\n", "f.yaml:1:5: no such escape; a backslash in double quotes is written \\\\"},
    {"%YAML 3.0\n---\na: 1\n", "f.yaml:1:1: only YAML 1.1 and 1.2 are read"},
    {"a: x\x01\n", "f.yaml:1:5: the character U+0001 is not allowed here; it should be an escape in double quotes"},
    {"{{ a }}: 1\n", "f.yaml:1:1: a key is a map; it should be a word, and text that begins with { [ or * in quotes"},
    {"? [a]\n: 1\n", "f.yaml:1:3: a key is a list; it should be a word, and text that begins with { [ or * in quotes"},
    {"a: &x 1\n*x : 2\n",
     "f.yaml:2:1: a key is an alias; it should be a word, and text that begins with { [ or * in quotes"},
    {"{a: 1,, b: 2}\n", "f.yaml:1:7: a key or a value was expected here"},
    {"?\n: 1\n", "f.yaml:1:2: a key is missing before \":\""},
};

START_TEST(refusals)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(read_yaml(&root, refused[_i].text), COST_ERR_SYNTAX);
    ck_assert_ptr_null(root);
    unit_expect_errors(err, (const char *const[]){refused[_i].error, NULL});
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {kinds, places, aliases, alias_bomb, depth, many_anchors, many_keys, all_problems};
    Suite *yaml = suite_create("yaml");
    TCase *tcase = tcase_create("yaml");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, refusals, 0, (int)(sizeof refused / sizeof *refused));
    suite_add_tcase(yaml, tcase);
    return yaml;
}

UNIT_MAIN(suite)
