/* Open connections: what begins stays open for its length, and none is lost at the month's ends. */
#include "libcost/demand/websocket.h"

#include "traffic.h"

enum { MINUTES = 8 };
/* Sessions of each minute:                  1  0  0  4  0  0  0  2 */
static const int64_t sums[MINUTES + 1] = {0, 1, 1, 1, 5, 5, 5, 5, 7};
static const cost_column_t sessions = {.minutes = MINUTES, .prefix = sums};

static void expect(int64_t length_us, const int64_t seconds[MINUTES])
{
    cost_arena_t *arena = cost_arena_create();
    const cost_column_t *open;
    ck_assert_int_eq(cost_open_column(&open, arena, &sessions, length_us), COST_OK);
    for (int64_t m = 0; m < MINUTES; m++)
        ck_assert_int_eq(cost_column_sum(open, m, m + 1), seconds[m]);
    cost_arena_destroy(arena);
}

START_TEST(sessions_are_open_for_their_length)
{
    expect(60000000, (const int64_t[]){60, 0, 0, 240, 0, 0, 0, 120});
    expect(90000000, (const int64_t[]){60 + 60, 30, 0, 240, 120, 0, 0, 120}); /* the last two go on into the month */
    expect(30000000, (const int64_t[]){30, 0, 0, 120, 0, 0, 0, 60});
    expect(150000000, (const int64_t[]){60 + 120, 60 + 60, 30, 240, 240, 120, 0, 120});
}
END_TEST

START_TEST(longer_than_the_month)
{
    /* 8 min 30 s: every session is open all the time, and its own minute has it 30 s more a minute later */
    expect(510000000, (const int64_t[]){420 + 30, 420, 420, 420 + 120, 420, 420, 420, 420 + 60});
}
END_TEST

START_TEST(parts_of_seconds_are_rounded_once)
{
    expect(1500000, (const int64_t[]){2, 0, 0, 6, 0, 0, 0, 3}); /* 1.5, 7.5, 10.5: halves up */
    expect(1, (const int64_t[MINUTES]){0});
}
END_TEST

START_TEST(flat_sessions_are_a_flat_column)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_run_t run = {0, 43200, 11000};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = 43200}, *open;
    ck_assert_int_eq(cost_open_column(&open, arena, &flat, 2700000000), COST_OK);
    ck_assert(!open->prefix);
    ck_assert_int_eq(cost_column_sum(open, 0, 43200), 11000 * 2700);
    const cost_run_t half = {100, 200, 11000};
    const cost_column_t part = {.runs = &half, .run_count = 1, .minutes = 43200};
    ck_assert_int_eq(cost_open_column(&open, arena, &part, 2700000000), COST_OK);
    ck_assert_int_eq(cost_column_sum(open, 0, 43200), 11000 * 2700);
    ck_assert_int_eq(cost_column_sum(open, 0, 100) + cost_column_sum(open, 245, 43200), 0);
    ck_assert_int_eq(cost_column_sum(open, 150, 151), 60 * 110 * 45);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(nothing_is_lost)
{
    uint64_t state = 7;
    static int64_t prefix[1441];
    for (int i = 0; i < 3000; i++) {
        cost_arena_t *arena = cost_arena_create();
        const cost_column_t column = {.minutes = 1440, .prefix = prefix}, *open;
        const int64_t length = 1 + traffic_below(&state, (int64_t)1 << traffic_below(&state, 40));
        const int64_t most = 1 + traffic_below(&state, 1000);
        for (int m = 0; m < 1440; m++)
            prefix[m + 1] = prefix[m] + traffic_below(&state, most);
        ck_assert_int_eq(cost_open_column(&open, arena, &column, length), COST_OK);
        const cost_wide_t exact = (cost_wide_t)prefix[1440] * length;
        ck_assert_int_eq(cost_column_sum(open, 0, 1440), (int64_t)((exact + 500000) / 1000000));
        bool falls = false; /* an assertion a minute would take its time */
        for (int m = 0; m < 1440; m++)
            falls = falls || open->prefix[m + 1] < open->prefix[m];
        ck_assert(!falls);
        cost_arena_destroy(arena);
    }
}
END_TEST

START_TEST(too_much_is_an_answer)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_column_t *open;
    ck_assert_int_eq(cost_open_column(&open, arena, &sessions, 0), COST_ERR_RANGE);
    ck_assert_int_eq(cost_open_column(&open, arena, &sessions, INT64_MAX), COST_OK);
    const int64_t many[] = {0, INT64_MAX / 1000000};
    const cost_column_t full = {.minutes = 1, .prefix = many};
    ck_assert_int_eq(cost_open_column(&open, arena, &full, INT64_MAX), COST_ERR_RANGE);
    ck_assert_int_eq(cost_open_column(&open, arena, &full, 3600000000), COST_OK);
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("websocket",
                      (const TTest *const[]){sessions_are_open_for_their_length, longer_than_the_month,
                                             parts_of_seconds_are_rounded_once, flat_sessions_are_a_flat_column,
                                             nothing_is_lost, too_much_is_an_answer, NULL});
}

UNIT_MAIN(suite)
