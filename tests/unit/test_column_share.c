/* What is left of a column. */
#include "libcost/flow/column_share.h"
#include "unit.h"

enum { MINUTES = 6 };

static const cost_column_t *column(const int64_t *units)
{
    static int64_t prefix[MINUTES + 1];
    static cost_column_t made;
    for (int i = 0; i < MINUTES; i++)
        prefix[i + 1] = prefix[i] + units[i];
    made = (cost_column_t){.minutes = MINUTES, .prefix = prefix};
    return &made;
}

START_TEST(each_minute_keeps_its_share)
{
    static const int64_t units[MINUTES] = {10, 10, 10, 0, 7, 5};
    static const int64_t half = COST_SHARE_ONE / 2;
    const int64_t shares[MINUTES] = {COST_SHARE_ONE, half, 0, COST_SHARE_ONE, half, COST_SHARE_ONE};
    cost_arena_t *arena = cost_arena_create();
    const cost_column_t *left;
    ck_assert_ptr_nonnull(arena);
    ck_assert(!cost_column_share(&left, arena, column(units), shares));
    /* 10 + 5 + 0 + 0 + 3.5 + 5: with the half that rounds, 3.5 is 4 */
    static const int64_t wanted[MINUTES] = {10, 5, 0, 0, 4, 5};
    for (int i = 0; i < MINUTES; i++)
        ck_assert_int_eq(cost_column_sum(left, i, i + 1), wanted[i]);
    cost_arena_destroy(arena);
}
END_TEST

/* A third of one request a minute: one of three. */
START_TEST(parts_of_a_unit_are_carried)
{
    static const int64_t units[MINUTES] = {1, 1, 1, 1, 1, 1};
    int64_t shares[MINUTES];
    cost_arena_t *arena = cost_arena_create();
    const cost_column_t *left;
    for (int i = 0; i < MINUTES; i++)
        shares[i] = COST_SHARE_ONE / 3;
    ck_assert_ptr_nonnull(arena);
    ck_assert(!cost_column_share(&left, arena, column(units), shares));
    ck_assert_int_eq(cost_column_sum(left, 0, MINUTES), 2);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(columns_in_common_stay_so)
{
    static const int64_t units[MINUTES] = {4, 4, 4, 4, 4, 4};
    static const int64_t shares[MINUTES] = {COST_SHARE_ONE, 0, 0, 0, 0, 0};
    static const cost_run_t run = {0, MINUTES, 12};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = MINUTES};
    cost_flow_t flows[] = {{.load = column(units)}, {.load = &flat}, {.load = NULL}};
    cost_arena_t *arena = cost_arena_create();
    flows[2].load = flows[0].load;
    ck_assert_ptr_nonnull(arena);
    ck_assert(!cost_flows_share(flows, 3, arena, shares));
    ck_assert_ptr_eq(flows[0].load, flows[2].load);
    ck_assert_ptr_ne(flows[0].load, flows[1].load);
    ck_assert_int_eq(cost_column_sum(flows[0].load, 0, MINUTES), 4);
    ck_assert_int_eq(cost_column_sum(flows[1].load, 0, MINUTES), 2);
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("column_share", (const TTest *const[]){each_minute_keeps_its_share, parts_of_a_unit_are_carried,
                                                             columns_in_common_stay_so, NULL});
}

UNIT_MAIN(suite)
