#include <string.h>

#include "libcost/base/buffer.h"
#include "libcost/base/tree.h"
#include "unit.h"

static const char base_text[] = "resources:\n"
                                "  app: {tasks: 2, from: [alb, ws], note: ~}\n"
                                "  a.b: {x: 1}\n";

static const cost_node_t *at(const cost_node_t *node, const char *key)
{
    const cost_node_t *child = cost_node_find(node, key);
    ck_assert_ptr_nonnull(child);
    return child;
}

static cost_node_t *read_base(cost_arena_t *arena)
{
    cost_node_t *base = NULL;
    ck_assert_int_eq(cost_tree_parse(&base, arena, base_text, strlen(base_text), "base.yaml", NULL), COST_OK);
    return base;
}

START_TEST(replacing)
{
    cost_arena_t *arena = cost_arena_create();
    cost_node_t *base = read_base(arena), *root = NULL;
    ck_assert_int_eq(cost_node_set(&root, arena, base, "resources.app.tasks", "4 GiB", "--set", NULL), COST_OK);
    const cost_node_t *tasks = at(at(at(root, "resources"), "app"), "tasks");
    ck_assert_int_eq(tasks->kind, COST_NODE_SCALAR);
    ck_assert_str_eq(tasks->text, "4 GiB");
    ck_assert_str_eq(tasks->file, "--set");
    ck_assert_int_eq(tasks->line, 1);
    ck_assert_int_eq(tasks->key_line, 0);
    ck_assert_uint_eq(tasks->up->count, 3);
    ck_assert_str_eq(at(at(at(base, "resources"), "app"), "tasks")->text, "2");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(making_maps)
{
    cost_arena_t *arena = cost_arena_create();
    cost_node_t *base = read_base(arena), *root = NULL;
    ck_assert_int_eq(cost_node_set(&root, arena, base, "tags.team.name", "'x'", "--set", NULL), COST_OK);
    ck_assert_int_eq(at(at(at(root, "tags"), "team"), "name")->kind, COST_NODE_TEXT);
    ck_assert_int_eq(cost_node_set(&root, arena, root, "resources.app.note.deep", "1", "--set", NULL), COST_OK);
    ck_assert_str_eq(at(at(at(at(root, "resources"), "app"), "note"), "deep")->text, "1");
    ck_assert_int_eq(cost_node_set(&root, arena, root, "resources.\"a.b\".\"q\\\"\\\\\"", "{k: [7]}", "f", NULL),
                     COST_OK);
    const cost_node_t *quoted = at(at(at(root, "resources"), "a.b"), "q\"\\");
    char path[64];
    ck_assert_str_eq(cost_node_path(at(quoted, "k")->first, path, sizeof path), "resources.\"a.b\".\"q\\\"\\\\\".k[0]");
    ck_assert_uint_eq(at(root, "resources")->count, 2);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(lists)
{
    cost_arena_t *arena = cost_arena_create();
    cost_node_t *base = read_base(arena), *root = NULL;
    ck_assert_int_eq(cost_node_set(&root, arena, base, "resources.app.from[1]", "cdn", "f", NULL), COST_OK);
    ck_assert_int_eq(cost_node_set(&root, arena, root, "resources.app.from[2]", "{a: {share: 1}}", "f", NULL), COST_OK);
    const cost_node_t *from = at(at(at(root, "resources"), "app"), "from");
    ck_assert_uint_eq(from->count, 3);
    ck_assert_str_eq(from->first->text, "alb");
    ck_assert_str_eq(from->first->next->text, "cdn");
    ck_assert_str_eq(at(at(from->last, "a"), "share")->text, "1");
    ck_assert_int_eq(cost_node_set(&root, arena, base, "new[0][0]", "x", "f", NULL), COST_OK);
    ck_assert_str_eq(at(root, "new")->first->first->text, "x");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(nothing)
{
    cost_arena_t *arena = cost_arena_create();
    cost_node_t *base = read_base(arena), *root = NULL;
    ck_assert_int_eq(cost_node_set(&root, arena, base, "resources.app", "null", "f", NULL), COST_OK);
    const cost_node_t *app = at(at(root, "resources"), "app");
    ck_assert_int_eq(app->kind, COST_NODE_NULL);
    ck_assert_ptr_null(app->first);
    ck_assert_ptr_null(app->text);
    cost_arena_destroy(arena);
}
END_TEST

static const struct {
    const char *path, *value;
    cost_status_t status;
    const char *text;
} refused[] = {
    {"", "1", COST_ERR_SYNTAX, "--set: a word is missing at character 1; a path reads resources.app.tasks or from[0]"},
    {"resources..app", "1", COST_ERR_SYNTAX,
     "--set: resources..app: a word is missing at character 11; a path reads resources.app.tasks or from[0]"},
    {"resources.", "1", COST_ERR_SYNTAX,
     "--set: resources.: a word is missing at character 11; a path reads resources.app.tasks or from[0]"},
    {"a b", "1", COST_ERR_SYNTAX,
     "--set: a b: a dot is missing at character 2; a path reads resources.app.tasks or from[0]"},
    {"a[x]", "1", COST_ERR_SYNTAX,
     "--set: a[x]: an element is not a number in brackets at character 2; a path reads resources.app.tasks or from[0]"},
    {"a[1", "1", COST_ERR_SYNTAX,
     "--set: a[1: an element is not a number in brackets at character 2; a path reads resources.app.tasks or from[0]"},
    {"a[99999999999999999999]", "1", COST_ERR_SYNTAX,
     "--set: a[99999999999999999999]: an element is not a number in brackets at character 2; "
     "a path reads resources.app.tasks or from[0]"},
    {"a[0]b", "1", COST_ERR_SYNTAX,
     "--set: a[0]b: a dot is missing at character 5; a path reads resources.app.tasks or from[0]"},
    {"a.\"b", "1", COST_ERR_SYNTAX,
     "--set: a.\"b: the quoted word that begins has no closing quote at character 3; "
     "a path reads resources.app.tasks or from[0]"},
    {"resources.app.tasks.x", "1", COST_ERR_SCHEMA,
     "--set: resources.app.tasks.x: resources.app.tasks is \"2\", not a map"},
    {"resources.app[0]", "1", COST_ERR_SCHEMA, "--set: resources.app[0]: resources.app is a map, not a list"},
    {"resources.app.from.x", "1", COST_ERR_SCHEMA,
     "--set: resources.app.from.x: resources.app.from is a list, not a map"},
    {"[0]", "1", COST_ERR_SCHEMA, "--set: [0]: the document is a map, not a list"},
    {"resources.app.from[3]", "1", COST_ERR_RANGE,
     "--set: resources.app.from[3]: resources.app.from has no element 3; 0 to 2 can be set"},
    {"a", " ", COST_ERR_SYNTAX,
     "--set: a: the value is missing; it should be a YAML value, \"\" for empty text or null for nothing"},
    {"a", "[1", COST_ERR_SYNTAX, "--set:1:3: \",\" or \"]\" was expected here, in the list that begins at line 1"},
};

START_TEST(refusals)
{
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    cost_node_t *base = read_base(arena), *root = base;
    ck_assert_int_eq(cost_node_set(&root, arena, base, refused[_i].path, refused[_i].value, "--set", err),
                     refused[_i].status);
    ck_assert_ptr_null(root);
    unit_expect_errors(err, (const char *const[]){refused[_i].text, NULL});
    cost_error_destroy(err);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(both_reported)
{
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    cost_node_t *root = NULL;
    ck_assert_int_eq(cost_node_set(&root, arena, read_base(arena), "a..b", "@x", "--set", err), COST_ERR_SYNTAX);
    ck_assert_uint_eq(cost_error_count(err), 2);
    cost_error_destroy(err);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(depth)
{
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    cost_node_t *base = read_base(arena), *root = NULL;
    cost_buffer_t path;
    cost_buffer_init(&path);
    cost_buffer_add_string(&path, "a");
    for (int i = 1; i < COST_TREE_DEPTH_MAX - 1; i++)
        cost_buffer_add_string(&path, ".a");
    ck_assert_int_eq(cost_node_set(&root, arena, base, path.text, "1", "f", err), COST_OK);
    ck_assert_int_eq(cost_node_set(&root, arena, base, path.text, "[1]", "f", err), COST_ERR_LIMIT);
    ck_assert_str_eq(cost_error_message(err, 0), "the document becomes deeper than 64 levels");
    cost_error_clear(err);
    cost_buffer_add_string(&path, ".a.a.a");
    ck_assert_int_eq(cost_node_set(&root, arena, base, path.text, "1", "f", err), COST_ERR_LIMIT);
    ck_assert_str_eq(cost_error_message(err, 0), "the path has over 64 steps");
    cost_buffer_clear(&path);
    cost_error_destroy(err);
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {replacing, making_maps, lists, nothing, both_reported, depth};
    Suite *tree_set = suite_create("tree_set");
    TCase *tcase = tcase_create("tree_set");
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, refusals, 0, (int)(sizeof refused / sizeof *refused));
    suite_add_tcase(tree_set, tcase);
    return tree_set;
}

UNIT_MAIN(suite)
