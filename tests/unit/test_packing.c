/* First-fit-decreasing, against a plain one-by-one packing and the worked examples of the billing rules, section 2. */
#include "libcost/services/packing.h"

#include <stdlib.h>

#include "unit.h"

enum { MIB_IN_GIB = 1024, T3_MEDIUM_MIB = 3840, BINS = 4096 };
static const cost_pack_room_t t3_medium = {2000, T3_MEDIUM_MIB, 0};

static int64_t packed(const cost_pack_t *groups, size_t count, cost_pack_room_t room)
{
    int64_t instances = -1;
    ck_assert(cost_pack(&instances, groups, count, room));
    return instances;
}

START_TEST(worked_examples)
{
    const cost_pack_t half = {3, 500, 1 * MIB_IN_GIB};
    const cost_pack_t large = {1, 2000, 4 * MIB_IN_GIB};
    int64_t instances;
    ck_assert_int_eq(packed(&half, 1, t3_medium), 1);
    ck_assert(!cost_pack(&instances, &large, 1, t3_medium));
    ck_assert(!cost_pack_fits(&large, t3_medium));
}
END_TEST

START_TEST(limits_and_nothing)
{
    const cost_pack_t small = {7, 1, 1}, none = {0, 1, 1};
    ck_assert_int_eq(packed(&small, 1, (cost_pack_room_t){1000, 1000, 2}), 4);
    ck_assert_int_eq(packed(&small, 1, (cost_pack_room_t){1000, 1000, 0}), 1);
    ck_assert_int_eq(packed(&none, 1, t3_medium), 0);
    ck_assert_int_eq(packed(NULL, 0, t3_medium), 0);
}
END_TEST

START_TEST(large_tasks_first)
{
    /* 6 first would leave no room for the 7s: 7 + 3 twice, 6 + 4 twice. */
    const cost_pack_t groups[] = {{2, 3, 1}, {2, 4, 1}, {2, 6, 1}, {2, 7, 1}};
    ck_assert_int_eq(packed(groups, 4, (cost_pack_room_t){10, 100, 0}), 4);
}
END_TEST

/* The definition, task by task; groups come in any order and are sorted here as packing.h says. */
static int larger_first(const void *left, const void *right)
{
    const cost_pack_t *a = left, *b = right;
    cost_wide_t mine = a->vcpu * 97 > a->memory * 89 ? a->vcpu * 97 : a->memory * 89;
    cost_wide_t theirs = b->vcpu * 97 > b->memory * 89 ? b->vcpu * 97 : b->memory * 89;
    return mine < theirs ? 1 : mine > theirs ? -1 : 0;
}

static int64_t one_by_one(const cost_pack_t *sorted, size_t count, cost_pack_room_t room)
{
    static cost_pack_room_t bins[BINS];
    int64_t used = 0;
    for (size_t i = 0; i < count; i++)
        for (int64_t k = 0; k < sorted[i].count; k++) {
            int64_t at = 0;
            while (at < used && !(bins[at].tasks && cost_pack_fits(&sorted[i], bins[at])))
                at++;
            if (at == used) {
                bins[used] = room;
                bins[used++].tasks = room.tasks ? room.tasks : INT32_MAX;
            }
            bins[at].vcpu -= sorted[i].vcpu;
            bins[at].memory -= sorted[i].memory;
            bins[at].tasks--;
        }
    return used;
}

START_TEST(same_as_one_by_one)
{
    srand(1);
    for (int round = 0; round < 2000; round++) {
        cost_pack_t groups[COST_PACK_GROUPS];
        size_t count = (size_t)(rand() % (round % 20 ? 8 : COST_PACK_GROUPS) + 1);
        const cost_pack_room_t room = {89, 97, rand() % 3 ? 0 : rand() % 5 + 1};
        for (size_t i = 0; i < count; i++)
            groups[i] = (cost_pack_t){rand() % 40, rand() % 89 + 1, rand() % 97 + 1};
        qsort(groups, count, sizeof *groups, larger_first);
        ck_assert_int_eq(packed(groups, count, room), one_by_one(groups, count, room));
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("packing", (const TTest *const[]){worked_examples, limits_and_nothing, large_tasks_first,
                                                        same_as_one_by_one, NULL});
}

UNIT_MAIN(suite)
