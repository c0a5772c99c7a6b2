/* Weights of minutes: the hours' shares, days, zones, holidays. */
#include "libcost/demand/shape.h"

#include "traffic.h"

static int64_t week[COST_WEEK_MINUTES];

static int64_t sum_of(const int64_t *weights, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    return sum;
}

static int64_t hour(int day, int h)
{
    return sum_of(week + day * COST_DAY_MINUTES + h * 60, 60);
}

static void fill(const cost_shape_t *shape)
{
    char why[COST_SHAPE_WHY_SIZE];
    ck_assert_msg(cost_shape_check(shape, why), "%s", why);
    cost_shape_week(week, shape, 43200);
    for (int m = 0; m < COST_WEEK_MINUTES; m++)
        ck_assert(week[m] >= 0 && week[m] <= COST_WEIGHT_MAX);
}

static void expect_refused(cost_shape_t shape, const char *text)
{
    char why[COST_SHAPE_WHY_SIZE];
    ck_assert(!cost_shape_check(&shape, why));
    ck_assert_str_eq(why, text);
}

/* vectors.jsonl, "diurnal-normalise": raw, mean_raw 1.054166667, peak_to_mean 2.656126. */
START_TEST(vector_diurnal_normalise)
{
    static const int64_t raw[24] = {1, 1, 1, 1, 1, 1, 1, 2, 5, 12, 20, 22, 18, 20, 26, 28, 26, 22, 16, 10, 7, 4, 4, 4};
    int64_t sum = 0;
    for (int h = 0; h < 24; h++) {
        ck_assert_int_eq(cost_business_hours[h], raw[h] * 100000000);
        sum += cost_business_hours[h];
    }
    ck_assert_int_eq((sum + 12) / 24, 1054166667);
    for (int level = 0; level < 2; level++) {
        fill(&(cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = raw, .weight_count = 24, .hours = level != 0});
        const cost_wide_t day = sum_of(week + 2 * COST_DAY_MINUTES, COST_DAY_MINUTES);
        ck_assert_int_eq((int64_t)(((cost_wide_t)hour(2, 15) * 24 * 1000000 + day / 2) / day), 2656126);
    }
}
END_TEST

START_TEST(every_hour_has_its_share_exactly)
{
    for (int level = 0; level < 2; level++) {
        fill(&(cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .hours = level != 0});
        for (int h = 0; h < COST_WEEK_HOURS; h++) /* hour : first hour = weight : first weight */
            ck_assert((cost_wide_t)hour(h / 24, h % 24) * cost_business_hours[0] * cost_business_days[0] ==
                      (cost_wide_t)hour(0, 0) * cost_business_hours[h % 24] * cost_business_days[h / 24]);
    }
}
END_TEST

/* Hour 10 weighs 20, its neighbours 12 and 22: the slope is the smaller of (8 + 2) / 2 = 5 and twice 2 = 4. */
START_TEST(slopes_lean_towards_the_neighbours)
{
    fill(&(cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS});
    const int64_t *ten = week + 10 * 60, mean = hour(0, 10) / 60;
    ck_assert_int_eq((mean - ten[0]) * 1200, 2 * 59 * mean); /* 20 - 2 x 59/60 */
    ck_assert_int_eq((ten[59] - mean) * 1200, 2 * 59 * mean);
    const int64_t *peak = week + 15 * 60;
    for (int m = 1; m < 60; m++)
        ck_assert_int_eq(peak[m], peak[0]);
    for (int m = 0; m < 59; m++)
        ck_assert_int_gt(ten[m + 1], ten[m]);
}
END_TEST

START_TEST(level_hours_are_level)
{
    fill(&(cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .hours = COST_HOURS_LEVEL});
    for (int m = 0; m < COST_WEEK_MINUTES; m++)
        ck_assert_int_eq(week[m], week[m / 60 * 60]);
}
END_TEST

START_TEST(weights_of_a_week)
{
    int64_t weights[COST_WEEK_HOURS] = {0};
    weights[0] = 1;
    weights[167] = 3; /* Sunday 23:00 */
    fill(&(cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = weights, .weight_count = COST_WEEK_HOURS});
    ck_assert_int_gt(hour(0, 0), 0);
    ck_assert_int_eq(hour(6, 23), 3 * hour(0, 0));
    ck_assert_int_eq(sum_of(week, COST_WEEK_MINUTES), 4 * hour(0, 0));
}
END_TEST

START_TEST(large_weights_are_rounded_not_refused)
{
    static const int64_t weights[24] = {[3] = INT64_MAX, [4] = INT64_MAX / 3, [5] = 1};
    fill(&(cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = weights, .weight_count = 24});
    ck_assert_int_eq((hour(1, 3) + hour(1, 4)) / hour(1, 4), 3 + 1);
    fill(&(cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = weights, .weight_count = 24, .weekdays = weights + 1});
    ck_assert_int_eq(hour(0, 3), 0);
    ck_assert_int_gt(hour(2, 3), 0);
}
END_TEST

/* 1 + 0.5 cos: 1.5 at the peak, 0.5 twelve hours later, a mean of 1. */
START_TEST(one_harmonic)
{
    static const cost_harmonic_t wave = {.cycles = 7, .peak = 900, .amplitude = 500000000};
    fill(&(cost_shape_t){.kind = COST_SHAPE_HARMONICS, .harmonics = &wave, .harmonic_count = 1});
    const int64_t mean = sum_of(week, COST_DAY_MINUTES) / COST_DAY_MINUTES;
    ck_assert_int_eq((week[899] * 10000 + mean / 2) / mean, 15000);
    ck_assert_int_eq(week[899] - week[900] < 100 && week[900] - week[899] < 100, 1);
    ck_assert_int_eq((week[180] * 10000 + mean / 2) / mean, 5000);
    ck_assert_int_eq((week[540] * 1000 + mean / 2) / mean, 1001); /* the first half-minute after 09:00 */
    ck_assert_int_eq(week[900 + 6 * COST_DAY_MINUTES], week[900]);
}
END_TEST

START_TEST(a_wave_of_a_week_and_one_that_goes_below_nothing)
{
    static const cost_harmonic_t waves[] = {{.cycles = 1, .peak = 0, .amplitude = 2000000000}};
    fill(&(cost_shape_t){.kind = COST_SHAPE_HARMONICS, .harmonics = waves, .harmonic_count = 1});
    ck_assert_int_eq(week[COST_WEEK_MINUTES / 2], 0);
    ck_assert_int_gt(week[0], week[1000]);
    fill(&(cost_shape_t){.kind = COST_SHAPE_HARMONICS,
                         .harmonics = cost_diurnal,
                         .harmonic_count = COST_DIURNAL_HARMONICS,
                         .weekdays = cost_business_days});
    ck_assert_int_eq((hour(1, 9) * 1000 + hour(6, 9) / 2) / hour(6, 9), 2273); /* 1.25 / 0.55 */
    for (int m = 0; m < COST_WEEK_MINUTES; m++)
        ck_assert_int_gt(week[m], 0);
}
END_TEST

START_TEST(what_is_no_shape)
{
    static const int64_t zeros[24] = {0}, negative[24] = {1, -1};
    static const cost_harmonic_t fast = {.cycles = 6000}, steep[] = {{7, 0, 5000000000}, {7, 0, 4000000000}};
    static const cost_harmonic_t outside = {7, COST_WEEK_MINUTES, 0};
    expect_refused((cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = zeros, .weight_count = 23},
                   "23 weights are neither the 24 of a day nor the 168 of a week");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = zeros, .weight_count = 24},
                   "every weight of an hour is 0; at least one has to be more");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_WEIGHTS, .weights = negative, .weight_count = 24},
                   "weight of an hour 2 is negative; 0 and more are expected");
    expect_refused((cost_shape_t){.weekdays = negative}, "weight of a day 2 is negative; 0 and more are expected");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_HARMONICS}, "0 harmonics are not 1 to 64");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_HARMONICS, .harmonics = &fast, .harmonic_count = 1},
                   "harmonic 1 has 6000 cycles a week; 1 to 5040 are expected, 7 being once a day");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_HARMONICS, .harmonics = &outside, .harmonic_count = 1},
                   "harmonic 1 has its peak outside the week");
    expect_refused((cost_shape_t){.kind = COST_SHAPE_HARMONICS, .harmonics = steep, .harmonic_count = 2},
                   "the amplitudes are not all positive, or add up to more than 8");
}
END_TEST

/* Which hour of its local week minute m of the month is. */
static int place_of(const cost_shape_t *shape, const cost_month_t *month, int64_t minute)
{
    cost_stretch_t part = {0};
    while (cost_shape_next(&part, shape, week, month))
        if (minute < part.until)
            return (int)(part.weights - week + (minute - part.from)) / 60;
    return -1;
}

/* November 2025 in New York: UTC-4 until 06:00 UTC of Sunday the 2nd, UTC-5 from then on; the 1st is a Saturday. */
START_TEST(months_are_local_and_know_changes_of_clocks)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_month_t november = traffic_month(2025, 11), march = traffic_month(2026, 3);
    const cost_shape_t shape = {.kind = COST_SHAPE_BUSINESS_HOURS, .zone = traffic_zone(arena, "America/New_York")};
    ck_assert_int_eq(place_of(&shape, &november, 0), 4 * 24 + 20);            /* Friday 20:00 */
    ck_assert_int_eq(place_of(&shape, &november, 4 * 60), 5 * 24);            /* Saturday 00:00 */
    ck_assert_int_eq(place_of(&shape, &november, (24 + 5) * 60), 6 * 24 + 1); /* Sunday 01:00 */
    ck_assert_int_eq(place_of(&shape, &november, (24 + 6) * 60), 6 * 24 + 1); /* and 01:00 again */
    ck_assert_int_eq(place_of(&shape, &november, (24 + 7) * 60), 6 * 24 + 2);
    ck_assert_int_eq(place_of(&shape, &november, (48 + 14) * 60), 9);          /* Monday 09:00 is 14:00 UTC */
    ck_assert_int_eq(place_of(&shape, &march, (7 * 24 + 6) * 60), 6 * 24 + 1); /* 8 March: 01:00 and then 03:00 */
    ck_assert_int_eq(place_of(&shape, &march, (7 * 24 + 7) * 60), 6 * 24 + 3);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(stretches_cover_every_month_once)
{
    static const char *const zones[] = {"UTC",
                                        "America/New_York",
                                        "Europe/Berlin",
                                        "Asia/Kathmandu",
                                        "Australia/Lord_Howe",
                                        "Africa/Casablanca",
                                        "Pacific/Kiritimati"};
    cost_arena_t *arena = cost_arena_create();
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
        for (int32_t m = 0; m < 36; m++) {
            const cost_shape_t shape = {.zone = traffic_zone(arena, zones[z])};
            const cost_month_t month = traffic_month(2024 + m / 12, m % 12 + 1);
            cost_stretch_t part = {0};
            int64_t until = 0;
            while (cost_shape_next(&part, &shape, week, &month)) {
                ck_assert_int_eq(part.from, until);
                ck_assert_int_gt(part.until, part.from);
                ck_assert(part.weights >= week && part.weights + (part.until - part.from) <= week + COST_WEEK_MINUTES);
                until = part.until;
            }
            ck_assert_int_eq(until, month.minutes);
        }
    cost_arena_destroy(arena);
}
END_TEST

/* Thanksgiving, 27 November 2025, a Thursday. */
START_TEST(holidays_are_sundays)
{
    const int64_t holiday = cost_days_from_civil(2025, 11, 27);
    const cost_month_t november = traffic_month(2025, 11);
    const cost_shape_t shape = {.kind = COST_SHAPE_BUSINESS_HOURS, .holidays = &holiday, .holiday_count = 1};
    ck_assert_int_eq(place_of(&shape, &november, (26 * 24 + 9) * 60), 6 * 24 + 9);
    ck_assert_int_eq(place_of(&shape, &november, (27 * 24 + 9) * 60), 4 * 24 + 9);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("shape", (const TTest *const[]){vector_diurnal_normalise, every_hour_has_its_share_exactly,
                                                      slopes_lean_towards_the_neighbours, level_hours_are_level,
                                                      weights_of_a_week, large_weights_are_rounded_not_refused,
                                                      one_harmonic, a_wave_of_a_week_and_one_that_goes_below_nothing,
                                                      what_is_no_shape, months_are_local_and_know_changes_of_clocks,
                                                      stretches_cover_every_month_once, holidays_are_sundays, NULL});
}

UNIT_MAIN(suite)
