#include "libcost/base/error.h"

#include <string.h>

#include "cost/version.h"
#include "unit.h"

START_TEST(statuses)
{
#define EXPECT_STATUS(number, name, text)                                                                              \
    ck_assert_int_eq(COST_STATUS_##name, number);                                                                      \
    ck_assert_str_eq(cost_status_name(number), #name);                                                                 \
    ck_assert_str_eq(cost_status_text(number), text);
    COST_STATUS_LIST(EXPECT_STATUS)
    ck_assert_int_eq(cost_status_count(), COST_ERR_CANCELLED + 1);
    for (int i = 0; i < cost_status_count(); i++)
        ck_assert_ptr_nonnull(cost_status_name(i));
    ck_assert_ptr_null(cost_status_name(-1));
    ck_assert_ptr_null(cost_status_text(cost_status_count()));
}
END_TEST

START_TEST(version)
{
    ck_assert_str_eq(cost_version(), COST_VERSION);
}
END_TEST

START_TEST(texts_and_places)
{
    cost_error_t *err = cost_error_create();
    ck_assert_uint_eq(cost_error_count(err), 0);
    ck_assert_ptr_null(cost_error_text(err, 0));
    cost_status_t status = cost_fail(err, COST_ERR_RANGE, (cost_place_t){"shop.yaml", 12, 18, "resources.app.tasks"},
                                     "%d is outside 0 to %d", -1, 5000);
    ck_assert_int_eq(status, COST_ERR_RANGE);
    cost_fail(err, COST_ERR_IO, (cost_place_t){.file = "a.yaml"}, "gone");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.path = "app"}, "wrong");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){0}, "bare");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"", 3, 0, ""}, "line only");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"f", 0, 7, NULL}, "no line, no column");
    unit_expect_errors(err, (const char *const[]){"shop.yaml:12:18: resources.app.tasks: -1 is outside 0 to 5000",
                                                  "a.yaml: gone", "app: wrong", "bare", "3: line only",
                                                  "f: no line, no column", NULL});
    ck_assert_str_eq(cost_error_message(err, 0), "-1 is outside 0 to 5000");
    ck_assert_str_eq(cost_error_file(err, 0), "shop.yaml");
    ck_assert_str_eq(cost_error_path(err, 0), "resources.app.tasks");
    ck_assert_int_eq(cost_error_line(err, 0), 12);
    ck_assert_int_eq(cost_error_column(err, 0), 18);
    ck_assert_int_eq(cost_error_status(err, 1), COST_ERR_IO);
    ck_assert_str_eq(cost_error_path(err, 1), "");
    ck_assert_str_eq(cost_error_file(err, 3), "");
    ck_assert_int_eq(cost_error_column(err, 5), 0);
    ck_assert_int_eq(cost_error_status(err, 99), COST_OK);
    ck_assert_int_eq(cost_error_line(err, 99), 0);
    ck_assert_ptr_null(cost_error_message(err, 99));
    cost_error_clear(err);
    ck_assert_uint_eq(cost_error_count(err), 0);
    cost_error_destroy(err);
}
END_TEST

START_TEST(null_list)
{
    ck_assert_int_eq(cost_fail(NULL, COST_ERR_IO, (cost_place_t){0}, "unheard"), COST_ERR_IO);
    ck_assert_int_eq(cost_fail_at(NULL, COST_ERR_RANGE, NULL, "unheard"), COST_ERR_RANGE);
    ck_assert_int_eq(cost_fail_memory(NULL), COST_ERR_MEMORY);
    ck_assert_uint_eq(cost_error_count(NULL), 0);
    ck_assert_ptr_null(cost_error_text(NULL, 0));
    cost_error_clear(NULL);
    cost_error_destroy(NULL);
}
END_TEST

START_TEST(nodes)
{
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    cost_node_t *root = cost_node_create(arena, NULL, COST_NODE_MAP, NULL, "x.yaml", 1, 1);
    cost_node_t *node = cost_node_create(arena, root, COST_NODE_NULL, "app", "x.yaml", 4, 9);
    node->key_line = 3;
    node->key_column = 2;
    cost_fail_at(err, COST_ERR_SCHEMA, node, "value");
    cost_fail_key(err, COST_ERR_SCHEMA, node, "key");
    cost_fail_at(err, COST_ERR_SCHEMA, root, "root");
    cost_fail_at(err, COST_ERR_SCHEMA, NULL, "nowhere");
    cost_fail_key(err, COST_ERR_SCHEMA, NULL, "nowhere");
    unit_expect_errors(err, (const char *const[]){"x.yaml:4:9: app: value", "x.yaml:3:2: app: key", "x.yaml:1:1: root",
                                                  "nowhere", "nowhere", NULL});
    cost_error_destroy(err);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(memory)
{
    cost_error_t *err = cost_error_create();
    ck_assert_int_eq(cost_fail_memory(err), COST_ERR_MEMORY);
    ck_assert_str_eq(cost_error_text(err, 0), "out of memory");
    ck_assert_str_eq(cost_error_message(err, 0), "out of memory");
    ck_assert_str_eq(cost_error_file(err, 0), "");
    ck_assert_int_eq(cost_error_status(err, 0), COST_ERR_MEMORY);
    cost_error_destroy(err);
}
END_TEST

START_TEST(one_line)
{
    cost_error_t *err = cost_error_create();
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = "a\nb"}, "\"%s\" is odd", "x\ny\x1b[31m\x7f");
    ck_assert_str_eq(cost_error_text(err, 0), "a?b: \"x?y?[31m?\" is odd");
    cost_error_destroy(err);
}
END_TEST

START_TEST(many)
{
    cost_error_t *err = cost_error_create();
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){0}, "problem %d", i), COST_ERR_SCHEMA);
    cost_fail_memory(err);
    ck_assert_uint_eq(cost_error_count(err), 1000);
    ck_assert_str_eq(cost_error_text(err, 0), "problem 0");
    ck_assert_str_eq(cost_error_text(err, 998), "problem 998");
    ck_assert_str_eq(cost_error_text(err, 999), "more problems follow; only the first 999 are listed");
    cost_error_clear(err);
    cost_fail(err, COST_ERR_IO, (cost_place_t){0}, "again");
    unit_expect_errors(err, (const char *const[]){"again", NULL});
    cost_error_destroy(err);
}
END_TEST

START_TEST(in_order)
{
    cost_error_t *err = cost_error_create();
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"z.yaml", 9, 1, ""}, "before");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"b.yaml", 7, 2, ""}, "third");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, ""}, "other file");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"b.yaml", 7, 2, ""}, "fourth");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"b.yaml", 7, 1, ""}, "second");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"b.yaml", 0, 0, ""}, "first");
    cost_error_sort(err, 1);
    unit_expect_errors(err, (const char *const[]){"z.yaml:9:1: before", "b.yaml: first", "b.yaml:7:1: second",
                                                  "b.yaml:7:2: third", "b.yaml:7:2: fourth", "a.yaml:1:1: other file",
                                                  NULL});
    cost_error_sort(NULL, 0);
    cost_error_destroy(err);
}
END_TEST

/* The remark that more follows stays at the end. */
START_TEST(many_in_order)
{
    cost_error_t *err = cost_error_create();
    for (int i = 5000; i > 0; i--)
        cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", i, 1, ""}, "problem %d", i);
    cost_error_sort(err, 0);
    ck_assert_str_eq(cost_error_text(err, 0), "a.yaml:4002:1: problem 4002");
    ck_assert_str_eq(cost_error_text(err, 998), "a.yaml:5000:1: problem 5000");
    ck_assert_str_eq(cost_error_text(err, 999), "more problems follow; only the first 999 are listed");
    cost_error_destroy(err);
}
END_TEST

START_TEST(consequences)
{
    cost_error_t *err = cost_error_create();
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, "r.other.x"}, "of another");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, "r.app.task.vcup"}, "misspelt");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, "r.app.task"}, "vcpu is missing");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, "r.other"}, "stays: its cause is not among them");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a.yaml", 1, 1, "r.app.tas"}, "stays: only begins alike");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"b.yaml", 1, 1, "r.app.task"}, "stays: another file");
    cost_error_drop_consequences(err, 2, 1, 2);
    unit_expect_errors(err, (const char *const[]){"a.yaml:1:1: r.other.x: of another",
                                                  "a.yaml:1:1: r.app.task.vcup: misspelt",
                                                  "a.yaml:1:1: r.other: stays: its cause is not among them",
                                                  "a.yaml:1:1: r.app.tas: stays: only begins alike",
                                                  "b.yaml:1:1: r.app.task: stays: another file", NULL});
    cost_error_drop_consequences(NULL, 0, 0, 0);
    cost_error_destroy(err);
}
END_TEST

START_TEST(consequences_by_name)
{
    cost_error_t *err = cost_error_create();
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a", 1, 1, "r.lb.mutal"}, "unknown key; did you mean mutual_tls?");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a", 2, 1, "r.lb.max"}, "is not a number");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a", 3, 1, "r.lb.stores"}, "3 stores; mutual_tls: true has them");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a", 4, 1, "r.lb.min"}, "3 is above max");
    cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){"a", 5, 1, "r.lb.size"}, "stays: the maximum, max_size");
    cost_error_drop_consequences(err, 2, 0, 2);
    unit_expect_errors(err, (const char *const[]){"a:1:1: r.lb.mutal: unknown key; did you mean mutual_tls?",
                                                  "a:2:1: r.lb.max: is not a number",
                                                  "a:5:1: r.lb.size: stays: the maximum, max_size", NULL});
    cost_error_destroy(err);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("error",
                      (const TTest *const[]){statuses, version, texts_and_places, null_list, nodes, memory, one_line,
                                             many, in_order, many_in_order, consequences, consequences_by_name, NULL});
}

UNIT_MAIN(suite)
