/* The new file with the old usage: what counts as usage, and what does not. */
#include <string.h>

#include "libcost/analysis/difference.h"
#include "unit.h"

static cost_arena_t *arena;

static const cost_node_t *patch(const char *old_text, const char *new_text)
{
    cost_node_t *old = NULL, *fresh = NULL;
    arena = cost_arena_create();
    ck_assert(!cost_tree_parse(&old, arena, old_text, strlen(old_text), "old.yaml", NULL));
    ck_assert(!cost_tree_parse(&fresh, arena, new_text, strlen(new_text), "new.yaml", NULL));
    const cost_node_t *out = cost_usage_patch(arena, old, fresh);
    ck_assert_ptr_nonnull(out);
    ck_assert_ptr_null(out->up);
    return out;
}

/* Follows a path of keys; NULL when it leads nowhere. */
static const char *at(const cost_node_t *node, const char *path)
{
    char word[64];
    while (node && *path) {
        const size_t length = strcspn(path, "/");
        memcpy(word, path, length);
        word[length] = '\0';
        node = cost_node_find(node, word);
        path += length + (path[length] == '/');
    }
    return node ? node->text : NULL;
}

START_TEST(traffic_is_usage_unless_it_is_new)
{
    const cost_node_t *out = patch("{traffic: {web: {requests: 1/day}, gone: {requests: 2/day}}}",
                                   "{traffic: {web: {requests: 5/day, response: 9 B}, mobile: {requests: 7/day}}}");
    ck_assert_str_eq(at(out, "traffic/web/requests"), "1/day");
    ck_assert_ptr_null(at(out, "traffic/web/response"));
    ck_assert_str_eq(at(out, "traffic/mobile/requests"), "7/day");
    ck_assert_ptr_null(cost_node_find(cost_node_find(out, "traffic"), "gone"));
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(stated_usage_is_usage)
{
    const cost_node_t *out = patch("{account: {always_free: true, usage: {a.b: 1}}, resources: {q: {service: sqs, "
                                   "usage: {requests: 1}}, r: {service: "
                                   "sqs}, s: {service: sns, usage: {x: 1}}}}",
                                   "{account: {always_free: false}, resources: {q: {service: sqs, count: 2}, r: "
                                   "{service: sqs, usage: {requests: 3}}, "
                                   "s: {service: sqs, usage: {requests: 4}}}}");
    ck_assert_str_eq(at(out, "account/usage/a.b"), "1");
    ck_assert_str_eq(at(out, "account/always_free"), "false");
    ck_assert_str_eq(at(out, "resources/q/usage/requests"), "1"); /* only the old file states it */
    ck_assert_str_eq(at(out, "resources/q/count"), "2");
    ck_assert_ptr_null(cost_node_find(cost_node_find(cost_node_find(out, "resources"), "r"), "usage"));
    ck_assert_str_eq(at(out, "resources/s/usage/requests"), "4"); /* another service is another resource */
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(calls_and_sizes_of_an_edge_are_usage)
{
    const cost_node_t *out = patch(
        "{resources: {db: {service: rds, from: {app: {per_request: 2, response: 1 KiB, share: 50%}}}}}",
        "{resources: {db: {service: rds, from: {app: {per_request: 8, request: 9 B, share: 90%}, web: {per_request: "
        "5}}}}}");
    ck_assert_str_eq(at(out, "resources/db/from/app/per_request"), "2");
    ck_assert_str_eq(at(out, "resources/db/from/app/response"), "1 KiB");
    ck_assert_ptr_null(at(out, "resources/db/from/app/request"));
    ck_assert_str_eq(at(out, "resources/db/from/app/share"), "90%");
    ck_assert_str_eq(at(out, "resources/db/from/web/per_request"), "5");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(rates_by_the_hour_or_longer_are_usage)
{
    const cost_node_t *out = patch(
        "{resources: {q: {service: sqs, requests: 1M/month, logs: {ingested: 1 GB/day}, target: 100/min, size: 1 GB}}}",
        "{resources: {q: {service: sqs, requests: 3M/month, logs: {ingested: 7 GB / week}, target: 900/min, size: 9 "
        "GB}}}");
    ck_assert_str_eq(at(out, "resources/q/requests"), "1M/month");
    ck_assert_str_eq(at(out, "resources/q/logs/ingested"), "1 GB/day");
    ck_assert_str_eq(at(out, "resources/q/target"), "900/min");
    ck_assert_str_eq(at(out, "resources/q/size"), "9 GB");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(all_else_is_the_new_file)
{
    const cost_node_t *out = patch("{period: 730h, tags: {a: b}, resources: [1]}",
                                   "{period: 2025-11, budgets: {m: {limit: 1}}, resources: {a: {service: sqs}}}");
    ck_assert_str_eq(at(out, "period"), "2025-11");
    ck_assert_str_eq(at(out, "budgets/m/limit"), "1");
    ck_assert_str_eq(at(out, "resources/a/service"), "sqs");
    ck_assert_ptr_null(cost_node_find(out, "tags"));
    cost_arena_destroy(arena);
}
END_TEST

static Suite *usage_patch_suite(void)
{
    const TTest *const tests[] = {
        traffic_is_usage_unless_it_is_new,     stated_usage_is_usage,    calls_and_sizes_of_an_edge_are_usage,
        rates_by_the_hour_or_longer_are_usage, all_else_is_the_new_file, NULL};
    return unit_suite("usage_patch", tests);
}

UNIT_MAIN(usage_patch_suite)
