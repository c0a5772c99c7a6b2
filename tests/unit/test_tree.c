#include "libcost/base/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libcost/base/buffer.h"
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

static cost_node_t *read_text(const char *text, const char *file)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(cost_tree_parse(&root, arena, text, strlen(text), file, err), COST_OK);
    ck_assert_ptr_nonnull(root);
    return root;
}

/* The tree as JSON with every value a text, and every link of it looked over. */
static void write_node(cost_buffer_t *out, const cost_node_t *node)
{
    const bool map = node->kind == COST_NODE_MAP;
    if (!map && node->kind != COST_NODE_LIST) {
        ck_assert_ptr_null(node->first);
        cost_buffer_add_string(out, node->kind == COST_NODE_NULL ? "null" : node->text);
        return;
    }
    size_t index = 0;
    cost_buffer_add_char(out, map ? '{' : '[');
    for (const cost_node_t *child = node->first; child; child = child->next) {
        ck_assert_ptr_eq(child->up, node);
        ck_assert_uint_eq(child->index, index);
        ck_assert(child->next || node->last == child);
        ck_assert_int_eq(map, child->key != NULL);
        if (index++)
            cost_buffer_add_char(out, ',');
        if (map)
            cost_buffer_add_format(out, "%s:", child->key);
        write_node(out, child);
    }
    ck_assert_uint_eq(node->count, index);
    cost_buffer_add_char(out, map ? '}' : ']');
}

static void expect_tree(const cost_node_t *root, const char *text)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    write_node(&out, root);
    ck_assert_str_eq(out.text, text);
    cost_buffer_clear(&out);
}

START_TEST(same_tree_from_both)
{
    expect_tree(read_text("{a: [1, {b: x}], c: null}", "x.yaml"), "{a:[1,{b:x}],c:null}");
    expect_tree(read_text("{\"a\": [1, {\"b\": \"x\"}], \"c\": null}", "x.yaml"), "{a:[1,{b:x}],c:null}");
    expect_tree(read_text("\t{\"a\":\t1}", "no ending"), "{a:1}"); /* tabs: JSON, for YAML would refuse them */
    expect_tree(read_text(" [ok, {a: 1}]", "x.yaml"), "[ok,{a:1}]");
    expect_tree(read_text("\xef\xbb\xbf{\"a\": 1}", "x.JSON"), "{a:1}");
}
END_TEST

START_TEST(dispatch)
{
    cost_node_t *root = NULL;
    ck_assert_int_eq(cost_tree_parse(&root, arena, "a: 1", 4, "x.json", err), COST_ERR_SYNTAX);
    ck_assert_ptr_null(root);
    ck_assert_int_eq(cost_tree_parse(&root, arena, "{\"a\": 1,, }", 11, "x", err), COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_tree_parse(&root, arena, "{\"a\":1,\"a\":2}", 13, "-", err), COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_tree_parse(&root, arena,
                                     "\xff\xfe"
                                     "a\0",
                                     4, "x", err),
                     COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_tree_parse(&root, arena, "a: \xff\n", 5, "x", err), COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_tree_parse(&root, arena, "", 0, NULL, err), COST_ERR_SYNTAX);
    unit_expect_errors(err, (const char *const[]){"x.json:1:1: a value was expected, not \"a\"",
                                                  "x:1:9: a key or a value was expected here",
                                                  "-:1:8: a: \"a\" is given twice; the first is at column 2",
                                                  "x: the text is UTF-16; it should be saved as UTF-8",
                                                  "x:1:4: byte 0xff is not UTF-8; the file should be saved as UTF-8",
                                                  "the document is empty; it should hold lines such as \"key: value\"",
                                                  NULL});
}
END_TEST

START_TEST(too_long)
{
    cost_node_t *root = NULL;
    char *text = malloc(COST_TREE_BYTES_MAX + 1);
    memset(text, ' ', COST_TREE_BYTES_MAX + 1);
    ck_assert_int_eq(cost_tree_parse(&root, arena, text, COST_TREE_BYTES_MAX + 1, "x", err), COST_ERR_LIMIT);
    unit_expect_errors(err, (const char *const[]){"x: the document has 8388609 bytes; at most 8388608 are read", NULL});
    free(text);
}
END_TEST

START_TEST(loading)
{
    char name[] = "/tmp/libcost_unit_XXXXXX";
    int handle = mkstemp(name);
    ck_assert_int_eq(write(handle, "a: [1]\n", 7), 7);
    close(handle);
    cost_node_t *root = NULL;
    ck_assert_int_eq(cost_tree_load(&root, arena, name, err), COST_OK);
    expect_tree(root, "{a:[1]}");
    ck_assert_str_eq(root->file, name);
    ck_assert_ptr_nonnull(freopen(name, "rb", stdin));
    ck_assert_int_eq(cost_tree_load(&root, arena, "-", err), COST_OK);
    ck_assert_str_eq(root->file, "<stdin>");
    unlink(name);
    ck_assert_int_eq(cost_tree_load(&root, arena, name, err), COST_ERR_IO);
    ck_assert_ptr_null(root);
}
END_TEST

START_TEST(finding)
{
    const cost_node_t *root = read_text("{a: 1, b: {c: 2}, l: [x]}", "x");
    ck_assert_str_eq(cost_node_find(root, "a")->text, "1");
    ck_assert_str_eq(cost_node_find(cost_node_find(root, "b"), "c")->text, "2");
    ck_assert_ptr_null(cost_node_find(root, "c"));
    ck_assert_ptr_null(cost_node_find(root, "A"));
    ck_assert_ptr_null(cost_node_find(cost_node_find(root, "l"), "x"));
    ck_assert_ptr_null(cost_node_find(cost_node_find(root, "a"), "x"));
    ck_assert_ptr_null(cost_node_find(NULL, "a"));
}
END_TEST

START_TEST(paths)
{
    char path[64], small[12], tiny[3];
    const cost_node_t *root =
        read_text("{resources: {app: {from: [x, {share: 1}]}, \"a b\": {\"q\\\"\\\\\": 1, \"\": 2}}}", "x");
    const cost_node_t *resources = cost_node_find(root, "resources");
    const cost_node_t *from = cost_node_find(cost_node_find(resources, "app"), "from");
    const cost_node_t *quoted = cost_node_find(resources, "a b");
    ck_assert_str_eq(cost_node_path(root, path, sizeof path), "");
    ck_assert_str_eq(cost_node_path(from->first, path, sizeof path), "resources.app.from[0]");
    ck_assert_str_eq(cost_node_path(from->last->first, path, sizeof path), "resources.app.from[1].share");
    ck_assert_str_eq(cost_node_path(quoted->first, path, sizeof path), "resources.\"a b\".\"q\\\"\\\\\"");
    ck_assert_str_eq(cost_node_path(quoted->last, path, sizeof path), "resources.\"a b\".\"\"");
    ck_assert_str_eq(cost_node_path(resources, small, sizeof small), "resources");
    ck_assert_str_eq(cost_node_path(from, small, sizeof small), "resource...");
    ck_assert_str_eq(cost_node_path(from, tiny, sizeof tiny), "re");
    const cost_node_t *accents = read_text("{\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9: 1}", "x")->first;
    ck_assert_str_eq(cost_node_path(accents, small, 9), "\xc3\xa9\xc3\xa9..."); /* no half of a letter */
}
END_TEST

START_TEST(descriptions)
{
    char text[128];
    const char *const expected[] = {"nothing", "\"4 GiB\"", "text \"4\"", "a list", "a map", "text \"\""};
    const cost_node_t *root = read_text("[~, 4 GiB, '4', [], {}, '']", "x");
    for (const cost_node_t *node = root->first; node; node = node->next)
        ck_assert_str_eq(cost_node_describe(node, text, sizeof text), expected[node->index]);
    const cost_node_t *many = read_text("xxxxxxxxx1xxxxxxxxx2xxxxxxxxx3xxxxxxxxx4xxxxxxxxx5xxxxxxxxx\xc3\xa9xx", "x");
    ck_assert_str_eq(cost_node_describe(many, text, sizeof text),
                     "\"xxxxxxxxx1xxxxxxxxx2xxxxxxxxx3xxxxxxxxx4xxxxxxxxx5xxxxxxxxx...\"");
    ck_assert_str_eq(cost_node_describe(many, text, 10), "\"xxxxx...");
}
END_TEST

START_TEST(copies)
{
    const cost_node_t *root = read_text("a: {b: [1, 'x']}\nc: 2\n", "x.yaml");
    const cost_node_t *a = cost_node_find(root, "a");
    const cost_node_t *copy = cost_node_copy(arena, a, root);
    ck_assert_ptr_ne(copy, a);
    ck_assert_ptr_eq(copy->up, root);
    ck_assert_str_eq(copy->key, "a");
    ck_assert_int_eq(copy->first->line, 1);
    ck_assert_int_eq(copy->first->column, 8);
    ck_assert_int_eq(copy->first->key_column, 5);
    ck_assert_int_eq(copy->first->last->kind, COST_NODE_TEXT);
    expect_tree(copy, "{b:[1,x]}");
    ck_assert_uint_eq(root->count, 2); /* naming a parent does not link the copy there */
    ck_assert_ptr_null(copy->next);
}
END_TEST

/* RFC 7396, appendix A, as far as it has no nothing at the root. */
static const struct {
    const char *base, *patch, *result;
} merges[] = {
    {"{a: b}", "{a: c}", "{a:c}"},
    {"{a: b}", "{b: c}", "{a:b,b:c}"},
    {"{a: b}", "{a: null}", "{}"},
    {"{a: b, b: c}", "{a: null}", "{b:c}"},
    {"{a: [b]}", "{a: c}", "{a:c}"},
    {"{a: c}", "{a: [b]}", "{a:[b]}"},
    {"{a: {b: c}}", "{a: {b: d, c: null}}", "{a:{b:d}}"},
    {"{a: [{b: c}]}", "{a: [1]}", "{a:[1]}"},
    {"[a, b]", "[c, d]", "[c,d]"},
    {"{a: b}", "[c]", "[c]"},
    {"{a: foo}", "bar", "bar"},
    {"{e: null}", "{a: 1}", "{e:null,a:1}"},
    {"[1, 2]", "{a: b, c: null}", "{a:b}"},
    {"{}", "{a: {bb: {ccc: null}}}", "{a:{bb:{}}}"},
    {"{z: 1, y: 2, x: 3}", "{a: 4, y: 5, x: null, b: 6}", "{z:1,y:5,a:4,b:6}"},
};

START_TEST(merging)
{
    const cost_node_t *base = read_text(merges[_i].base, "base"), *patch = read_text(merges[_i].patch, "patch");
    expect_tree(cost_node_merge(arena, base, patch), merges[_i].result);
}
END_TEST

START_TEST(merged_places)
{
    const cost_node_t *base = read_text("a: 1\nb: {c: 2,\n    d: 3}\n", "base");
    const cost_node_t *patch = cost_node_find(read_text("s:\n  b: {d: 4}\n", "patch"), "s");
    const cost_node_t *root = cost_node_merge(arena, base, patch);
    char path[64];
    expect_tree(root, "{a:1,b:{c:2,d:4}}");
    ck_assert_ptr_null(root->key);
    ck_assert_ptr_null(root->up);
    ck_assert_str_eq(root->file, "base");
    const cost_node_t *b = root->last, *d = b->last;
    ck_assert_str_eq(b->file, "base");
    ck_assert_str_eq(b->first->file, "base");
    ck_assert_str_eq(d->file, "patch");
    ck_assert_int_eq(d->line, 2);
    ck_assert_int_eq(d->key_column, 7);
    ck_assert_str_eq(cost_node_path(d, path, sizeof path), "b.d");
    expect_tree(base, "{a:1,b:{c:2,d:3}}"); /* neither was touched */
}
END_TEST

START_TEST(repeated_keys)
{
    cost_node_t *map = cost_node_create(arena, NULL, COST_NODE_MAP, NULL, "f", 1, 1);
    const char *const keys[] = {"b", "a", "c", "a", "b", "a"};
    ck_assert_int_eq(cost_node_check_keys(map, err), COST_OK);
    for (int i = 0; i < 6; i++)
        cost_node_create(arena, map, COST_NODE_NULL, keys[i], "f", i + 1, 5)->key_line = i + 1;
    ck_assert_int_eq(cost_node_check_keys(map, err), COST_ERR_SYNTAX);
    unit_expect_errors(err, (const char *const[]){"f:4: a: \"a\" is given twice; the first is at line 2",
                                                  "f:5: b: \"b\" is given twice; the first is at line 1",
                                                  "f:6: a: \"a\" is given twice; the first is at line 2", NULL});
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {same_tree_from_both, dispatch, too_long,      loading,      finding, paths,
                                  descriptions,        copies,   merged_places, repeated_keys};
    Suite *tree = suite_create("tree");
    TCase *tcase = tcase_create("tree");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, merging, 0, (int)(sizeof merges / sizeof *merges));
    suite_add_tcase(tree, tcase);
    return tree;
}

UNIT_MAIN(suite)
