/* The split of tasks among capacity providers: scaling rules, section 4, and the vectors cp-*. */
#include "libcost/capacity/providers.h"
#include "unit.h"

enum { PROVIDERS_MAX = 4 };

typedef struct {
    const char *source;
    size_t provider_count;
    cost_provider_t providers[PROVIDERS_MAX];
    int64_t tasks;
    int64_t want[PROVIDERS_MAX];
} split_case_t;

static const split_case_t cases[] = {
    {"vector cp-2-44", 2, {{0, 50}, {0, 50}}, 2, {1, 1}},
    {"vector cp-3-45", 2, {{0, 50}, {0, 50}}, 3, {2, 1}},
    {"vector cp-10-46", 2, {{0, 1}, {0, 4}}, 10, {2, 8}},
    {"scaling rules 4: AWS's example, base 2 and weights 1:3", 2, {{2, 1}, {0, 3}}, 6, {3, 3}},
    {"vector cp-10-48", 2, {{2, 0}, {0, 1}}, 10, {2, 8}},
    {"vector cp-5-49", 3, {{0, 1}, {0, 1}, {0, 1}}, 5, {2, 2, 1}},
    {"interviewlm.md: a worker runs 1 + 0", 2, {{0, 50}, {0, 50}}, 1, {1, 0}},
    {"interviewlm.md: all on Spot", 2, {{0, 0}, {0, 1}}, 3, {0, 3}},
    {"base is capped by the tasks", 2, {{3, 0}, {0, 1}}, 2, {2, 0}},
    {"base of the second provider", 2, {{0, 1}, {2, 0}}, 5, {3, 2}},
    {"no tasks", 2, {{2, 1}, {0, 1}}, 0, {0, 0}},
    {"one provider", 1, {{0, 7}}, 9, {9}},
};

static void expect_split(const split_case_t *wanted)
{
    int64_t got[PROVIDERS_MAX] = {-1, -1, -1, -1};
    cost_providers_split(got, wanted->providers, wanted->provider_count, wanted->tasks);
    for (size_t i = 0; i < wanted->provider_count; i++)
        ck_assert_msg(got[i] == wanted->want[i], "%s: provider %zu got %lld, want %lld", wanted->source, i,
                      (long long)got[i], (long long)wanted->want[i]);
}

START_TEST(split_follows_the_published_cases)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_split(&cases[i]);
}
END_TEST

/* Section 4 word for word: one task after the other, from the first to the last. */
static void deal_literally(int64_t *counts, const cost_provider_t *providers, size_t provider_count, int64_t tasks)
{
    int64_t extra[PROVIDERS_MAX] = {0};
    int64_t left = tasks;
    for (size_t i = 0; i < provider_count; i++) {
        counts[i] = providers[i].base < left ? providers[i].base : left;
        left -= counts[i];
    }
    for (; left > 0; left--) {
        size_t best = PROVIDERS_MAX;
        for (size_t i = 0; i < provider_count; i++)
            if (providers[i].weight > 0 &&
                (best == PROVIDERS_MAX || extra[i] * providers[best].weight < extra[best] * providers[i].weight))
                best = i;
        extra[best]++;
        counts[best]++;
    }
}

START_TEST(split_is_the_published_loop_exhaustive)
{
    for (int64_t base = 0; base <= 3; base++)
        for (int64_t first = 0; first <= 5; first++)
            for (int64_t second = 0; second <= 5; second++)
                for (int64_t tasks = 0; tasks <= 40; tasks++) {
                    if (first + second == 0)
                        continue;
                    split_case_t wanted = {"the loop of section 4", 2, {{base, first}, {0, second}}, tasks, {0}};
                    deal_literally(wanted.want, wanted.providers, 2, tasks);
                    expect_split(&wanted);
                }
}
END_TEST

START_TEST(split_adds_up_for_any_number_of_tasks)
{
    const cost_provider_t providers[] = {{1, 3}, {0, 7}, {0, 0}, {0, 1000}};
    int64_t counts[PROVIDERS_MAX];
    for (int64_t tasks = 1; tasks < 1000000000000; tasks = tasks * 7 + 3) {
        cost_providers_split(counts, providers, PROVIDERS_MAX, tasks);
        ck_assert_int_eq(counts[0] + counts[1] + counts[2] + counts[3], tasks);
    }
}
END_TEST

START_TEST(split_without_weights_fills_the_bases_only)
{
    const cost_provider_t providers[] = {{2, 0}, {0, 0}};
    int64_t counts[2];
    cost_providers_split(counts, providers, 2, 5);
    ck_assert_int_eq(counts[0], 2);
    ck_assert_int_eq(counts[1], 0);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("providers",
                      (const TTest *const[]){split_follows_the_published_cases, split_is_the_published_loop_exhaustive,
                                             split_adds_up_for_any_number_of_tasks,
                                             split_without_weights_fills_the_bases_only, NULL});
}

UNIT_MAIN(suite)
