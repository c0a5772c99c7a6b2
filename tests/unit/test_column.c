/* Whole units of every minute: totals are met, whatever the month. */
#include "libcost/demand/column.h"

#include "traffic.h"

static cost_arena_t *arena;

static const cost_column_t *make(const cost_demand_t *demand, const cost_month_t *month)
{
    const cost_column_t *column = NULL;
    char why[COST_SHAPE_WHY_SIZE];
    ck_assert_msg(cost_shape_check(&demand->shape, why), "%s", why);
    ck_assert_int_eq(cost_column_make(&column, arena, demand, month), COST_OK);
    return column;
}

static int64_t total(const cost_demand_t *demand, const cost_month_t *month)
{
    return cost_column_sum(make(demand, month), 0, month->minutes);
}

START_TEST(a_flat_month_is_one_run)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_column_t *column = make(&(cost_demand_t){.units = cost_ratio(9000000, 1)}, &november);
    ck_assert(!column->prefix && column->run_count == 1);
    ck_assert_int_eq(column->runs->total, 9000000);
    /* 7000.5 a week are 1000.0714 a day and 30,002.14 in November */
    ck_assert_int_eq(total(&(cost_demand_t){.basis = COST_DEMAND_WEEK, .units = cost_ratio(14001, 2)}, &november),
                     30002);
    ck_assert_int_eq(total(&(cost_demand_t){.units = cost_ratio(1, 2)}, &november), 1);
}
END_TEST

/* Level business hours of November 2025, UTC: 4 of each weekday and a Saturday and a Sunday more. */
START_TEST(hours_of_a_month_are_off_by_less_than_one)
{
    const cost_month_t november = traffic_month(2025, 11);
    static const int64_t hours[24] = {1,  1,  1,  1,  1,  1,  1,  2,  5, 12, 20, 22,
                                      18, 20, 26, 28, 26, 22, 16, 10, 7, 4,  4,  4};
    static const int64_t days[7] = {115, 125, 125, 120, 100, 60, 55};
    const int64_t whole = 253 * (4 * (115 + 125 + 125 + 120 + 100) + 5 * (60 + 55));
    static const int64_t totals[] = {1, 500, 11000, 9000000, 1000000007};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        const cost_demand_t demand = {.shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .units = cost_ratio(totals[i], 1)};
        const cost_column_t *column = make(&demand, &november);
        ck_assert_int_eq(cost_column_sum(column, 0, november.minutes), totals[i]);
        int64_t so_far = 0;
        for (int64_t h = 0; h < november.hours; h++) {
            const int64_t weight = hours[h % 24] * days[(h / 24 + 5) % 7];
            const int64_t got = cost_column_sum(column, h * 60, h * 60 + 60);
            ck_assert(got * whole - totals[i] * weight < whole && totals[i] * weight - got * whole < whole);
            so_far += weight; /* and the sum so far is the exact one, rounded */
            ck_assert_int_eq(column->prefix[h * 60 + 60], (2 * totals[i] * so_far + whole) / (2 * whole));
        }
    }
}
END_TEST

/* Days alike: February has four weeks and November two days more.  Otherwise these are a Saturday and a Sunday. */
START_TEST(a_weekly_mean_makes_months_differ)
{
    static const int64_t alike[7] = {1, 1, 1, 1, 1, 1, 1};
    const cost_shape_t shape = {.kind = COST_SHAPE_BUSINESS_HOURS, .weekdays = alike};
    const cost_demand_t demand = {.shape = shape, .basis = COST_DEMAND_WEEK, .units = cost_ratio(70000, 1)};
    const cost_month_t february = traffic_month(2026, 2), november = traffic_month(2025, 11);
    ck_assert_int_eq(total(&demand, &february), 280000);
    ck_assert_int_eq(total(&demand, &november), 300000);
    const cost_demand_t week = {
        .shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .basis = COST_DEMAND_WEEK, .units = cost_ratio(70000, 1)};
    ck_assert_int_eq(total(&week, &february), 280000);
    ck_assert_int_eq(total(&week, &november), 280000 + 11500); /* (0.60 + 0.55) days of 10,000 more */
}
END_TEST

START_TEST(events_come_on_top)
{
    const cost_month_t november = traffic_month(2025, 11);
    /* 100 a minute; three hours x 5 add 72,000, ramps of 10 minutes twice 2,000 */
    cost_event_t event = {.at = november.start + 3600 * 100,
                          .hold_s = 10800,
                          .ramp_s = 600,
                          .times = 5 * COST_EVENT_ONE,
                          .chance = COST_EVENT_ONE};
    const cost_demand_t demand = {.units = cost_ratio(4320000, 1), .events = &event, .event_count = 1};
    const cost_column_t *column = make(&demand, &november);
    ck_assert_int_eq(cost_column_sum(column, 0, november.minutes), 4320000 + 72000 + 4000);
    ck_assert_int_eq(cost_column_sum(column, 6000, 6001), 120); /* 1 + 4 x 1/20 */
    ck_assert_int_eq(cost_column_sum(column, 6010, 6011), 500);
    ck_assert_int_eq(cost_column_sum(column, 5999, 6000), 100);
    event.chance = COST_EVENT_ONE / 2 - 1;
    ck_assert_int_eq(total(&demand, &november), 4320000);
}
END_TEST

START_TEST(events_multiply_and_are_cut_off_by_the_month)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_event_t events[] = {
        {.at = november.start - 3600, .hold_s = 7200, .times = 3 * COST_EVENT_ONE, .chance = COST_EVENT_ONE},
        {.at = november.start + 1800, .hold_s = 3600, .times = 2 * COST_EVENT_ONE, .chance = COST_EVENT_ONE},
        {.at = november.start + november.seconds - 60, .hold_s = 7200, .times = 0, .chance = COST_EVENT_ONE},
        {.at = november.start + 2 * november.seconds, .hold_s = 7200, .times = 9, .chance = COST_EVENT_ONE},
    };
    const cost_demand_t demand = {.units = cost_ratio(4320000, 1), .events = events, .event_count = 4};
    const cost_column_t *column = make(&demand, &november);
    ck_assert_int_eq(cost_column_sum(column, 0, 30), 9000);
    ck_assert_int_eq(cost_column_sum(column, 30, 60), 18000);
    ck_assert_int_eq(cost_column_sum(column, 60, 90), 6000);
    ck_assert_int_eq(cost_column_sum(column, 0, november.minutes), 4320000 + 6000 + 15000 + 3000 - 100);
}
END_TEST

START_TEST(growth_comes_on_top)
{
    const cost_month_t november = traffic_month(2025, 11), january = traffic_month(2026, 1);
    cost_growth_t growth = {.kind = COST_GROWTH_MONTHLY, .rate = 50000000, .year = 2025, .month = 11};
    const cost_demand_t demand = {.units = cost_ratio(9000000, 1), .growth = &growth};
    ck_assert_int_eq(total(&demand, &november), 9000000);
    ck_assert_int_eq(total(&demand, &january), 9922500); /* x 1.1025 */
    growth.kind = COST_GROWTH_DAILY;
    /* 300,000 a day x (1.05 - 1) / (1.05^(1/30) - 1), with 1.05^(1/30) = 1.001627662011833: 9,215,672.47 */
    ck_assert_int_eq(total(&demand, &november), 9215672);
    const cost_column_t *column = make(&demand, &november);
    ck_assert_int_eq(cost_column_sum(column, 0, 1440), 300000);
    ck_assert_int_eq(cost_column_sum(column, 29 * 1440, 30 * 1440),
                     314488); /* 300,000 x 1.05 / 1.001627662 = 314,488.12 */
    growth.year = 2027;
    ck_assert_int_eq(total(&demand, &november), 9000000);
}
END_TEST

START_TEST(too_much_is_an_answer)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_event_t events[] = {
        {.at = november.start, .hold_s = 60, .times = COST_EVENT_TIMES_MAX, .chance = COST_EVENT_ONE},
        {.at = november.start, .hold_s = 60, .times = 2 * COST_EVENT_ONE, .chance = COST_EVENT_ONE},
    };
    const cost_growth_t growth = {.rate = COST_GROWTH_RATE_MAX, .year = 1980, .month = 1};
    const cost_demand_t wrong[] = {
        {.units = cost_ratio((cost_wide_t)COST_COLUMN_MAX + 1, 1)},
        {.units = cost_ratio(COST_WIDE_MAX, 1)},
        {.units = cost_ratio(COST_WIDE_MAX, 1), .shape = {.kind = COST_SHAPE_BUSINESS_HOURS}},
        {.units = cost_ratio(COST_COLUMN_MAX, 1), .events = events, .event_count = 1},
        {.units = cost_ratio(1, 1), .events = events, .event_count = 2},
        {.units = cost_ratio(1, 1), .growth = &growth},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const cost_column_t *column;
        ck_assert_int_eq(cost_column_make(&column, arena, &wrong[i], &november), COST_ERR_RANGE);
        ck_assert(!column);
    }
    ck_assert_int_eq(
        total(&(cost_demand_t){.units = cost_ratio(COST_COLUMN_MAX, 1), .shape = {.kind = COST_SHAPE_BUSINESS_HOURS}},
              &november),
        COST_COLUMN_MAX);
}
END_TEST

/* ---- thousands of months ---- */

static void draw_shape(cost_shape_t *shape, uint64_t *state, int64_t weights[COST_WEEK_HOURS], cost_harmonic_t waves[2],
                       int64_t weekdays[7])
{
    *shape = (cost_shape_t){.kind = (cost_shape_kind_t)traffic_below(state, 4),
                            .hours = (cost_hours_t)traffic_below(state, 2),
                            .weights = weights,
                            .weight_count = traffic_below(state, 2) ? 24 : COST_WEEK_HOURS,
                            .harmonics = waves,
                            .harmonic_count = 2};
    const int64_t largest = (int64_t)1 << traffic_below(state, 62);
    for (int h = 0; h < COST_WEEK_HOURS; h++)
        weights[h] = 1 + traffic_below(state, largest);
    for (int i = 0; i < 2; i++)
        waves[i] = (cost_harmonic_t){.cycles = (int32_t)(1 + traffic_below(state, 30)),
                                     .peak = (int32_t)traffic_below(state, COST_WEEK_MINUTES),
                                     .amplitude = traffic_below(state, COST_AMPLITUDE_MAX / 2)};
    for (int d = 0; d < 7; d++)
        weekdays[d] = traffic_below(state, 1000000000);
    weekdays[traffic_below(state, 7)] = 1000000000;
    shape->weekdays = traffic_below(state, 2) ? weekdays : NULL;
}

/* Sums begin at 0, never fall, and are the exact share rounded to the nearest, as 128 bits have it. */
static void expect_rounded(const cost_column_t *column, const cost_demand_t *demand, const cost_month_t *month)
{
    static int64_t week[COST_WEEK_MINUTES], weights[44640];
    cost_stretch_t part = {0};
    cost_wide_t whole = 0, so_far = 0, units = demand->units.num;
    cost_shape_week(week, &demand->shape, month->minutes);
    while (cost_shape_next(&part, &demand->shape, week, month))
        for (int64_t m = part.from; m < part.until; m++)
            whole += weights[m] = part.weights[m - part.from];
    int64_t wrong = 0; /* an assertion a minute would take its time */
    for (int64_t m = 0; m < month->minutes; m++) {
        so_far += weights[m];
        wrong += column->prefix[m + 1] != (int64_t)((units * so_far + whole / 2) / whole);
    }
    ck_assert_int_eq(wrong, 0);
}

START_TEST(the_month_is_met_exactly)
{
    static const char *const zones[] = {"UTC", "America/New_York", "Asia/Kathmandu", "Europe/Berlin"};
    uint64_t state = 2025;
    const cost_zone_t *zone[4];
    for (int z = 0; z < 4; z++)
        zone[z] = traffic_zone(arena, zones[z]);
    for (int i = 0; i < 3000; i++) {
        int64_t weights[COST_WEEK_HOURS], weekdays[7], holiday;
        cost_harmonic_t waves[2];
        cost_arena_t *own = cost_arena_create();
        const cost_month_t month =
            traffic_month(2024 + (int32_t)traffic_below(&state, 3), 1 + (int32_t)traffic_below(&state, 12));
        const int64_t units = traffic_below(&state, (int64_t)1 << (1 + traffic_below(&state, 42)));
        cost_demand_t demand = {.units = cost_ratio(units, 1)};
        const cost_column_t *column;
        draw_shape(&demand.shape, &state, weights, waves, weekdays);
        demand.shape.zone = zone[traffic_below(&state, 4)];
        holiday = month.start / 86400 + traffic_below(&state, 28);
        demand.shape.holidays = &holiday;
        demand.shape.holiday_count = (size_t)traffic_below(&state, 2);
        ck_assert_int_eq(cost_column_make(&column, own, &demand, &month), COST_OK);
        ck_assert_int_eq(cost_column_sum(column, 0, month.minutes), units);
        if (column->prefix && i % 20 == 0)
            expect_rounded(column, &demand, &month);
        cost_arena_destroy(own);
    }
}
END_TEST

/* Every day's weights x its growth, rounded to a weight's 2^-40 over the day: no minute is off by one. */
START_TEST(growing_months_are_exact_as_well)
{
    static int64_t week[COST_WEEK_MINUTES];
    const cost_month_t november = traffic_month(2025, 11);
    const int64_t rates[] = {-900000000, 50000000, 400000000, 9000000000};
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
        const cost_growth_t growth = {.rate = rates[r], .year = 2025, .month = 11};
        const cost_demand_t demand = {
            .shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .units = cost_ratio(9000000, 1), .growth = &growth};
        const cost_column_t *column = make(&demand, &november);
        cost_growth_curve_t curve;
        cost_stretch_t part = {0};
        cost_wide_t whole = 0, so_far = 0;
        int64_t wrong = 0;
        cost_growth_curve(&curve, &growth);
        cost_shape_week(week, &demand.shape, november.minutes);
        while (cost_shape_next(&part, &demand.shape, week, &november))
            for (int64_t m = part.from; m < part.until; m++)
                whole += part.weights[m - part.from];
        part = (cost_stretch_t){0};
        while (cost_shape_next(&part, &demand.shape, week, &november)) {
            cost_wide_t factor, in_day = 0, gain, grown = 0;
            ck_assert(cost_growth_of_day(&factor, &curve, (november.start + part.from * 60) / 86400));
            gain = ((factor << 40) + COST_GROWTH_ONE / 2) / COST_GROWTH_ONE;
            for (int64_t m = part.from; m < part.until; m++) {
                in_day += part.weights[m - part.from];
                grown = (in_day * gain + ((cost_wide_t)1 << 39)) >> 40;
                wrong += column->prefix[m + 1] != (int64_t)((9000000 * (so_far + grown) + whole / 2) / whole);
            }
            so_far += grown;
        }
        ck_assert_int_eq(wrong, 0);
    }
}
END_TEST

START_TEST(a_month_of_ten_years)
{
    const cost_month_t long_month = {.start = 978307200, .seconds = 87600LL * 3600, .hours = 87600, .minutes = 5256000};
    const int64_t weights[24] = {1, 2, 3, 1000000007, 999999937, [23] = INT64_MAX};
    const cost_demand_t demand = {.shape = {.kind = COST_SHAPE_WEIGHTS, .weights = weights, .weight_count = 24},
                                  .units = cost_ratio(123456789012, 1)};
    ck_assert_int_eq(total(&demand, &long_month), 123456789012);
}
END_TEST

static void begin(void)
{
    arena = cost_arena_create();
}

static void end(void)
{
    cost_arena_destroy(arena);
}

static Suite *suite(void)
{
    Suite *suite = suite_create("column");
    TCase *tcase = tcase_create("column");
    static const TTest *const *tests;
    tests = (const TTest *const[]){a_flat_month_is_one_run,
                                   hours_of_a_month_are_off_by_less_than_one,
                                   a_weekly_mean_makes_months_differ,
                                   events_come_on_top,
                                   events_multiply_and_are_cut_off_by_the_month,
                                   growth_comes_on_top,
                                   too_much_is_an_answer,
                                   the_month_is_met_exactly,
                                   growing_months_are_exact_as_well,
                                   a_month_of_ten_years,
                                   NULL};
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_set_timeout(tcase, 120);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
