/* Noise: what its definition asks for, within 5 standard errors; the same bits alone, in company and at any width. */
#include "libcost/demand/noise.h"

#include <string.h>

#include "libcost/base/elementary.h"
#include "traffic.h"

enum { MINUTES = 43200, TRIALS = 40 };
#define SD INT64_C(150000000)

static cost_arena_t *arena;
static cost_month_t november;

static cost_noisy_t load_of(int64_t units, cost_noise_t noise)
{
    return (cost_noisy_t){.demand = {.units = cost_ratio(units, 1)}, .noise = noise};
}

static const cost_column_t *make_one(const cost_noisy_t *load, uint64_t trial, cost_noise_width_t width)
{
    const cost_column_t *column = NULL;
    cost_noisy_t of_trial = *load;
    of_trial.trial = trial;
    ck_assert_int_eq(cost_noise_columns_wide(&column, arena, &of_trial, 1, "web", 7, &november, width), COST_OK);
    return column;
}

static void make_all(const cost_column_t **columns, const cost_noisy_t *load)
{
    cost_noisy_t loads[TRIALS];
    for (uint64_t i = 0; i < TRIALS; i++) {
        loads[i] = *load;
        loads[i].trial = i;
    }
    ck_assert_int_eq(cost_noise_columns(columns, arena, loads, TRIALS, "web", 7, &november), COST_OK);
}

static double size_of(double x)
{
    return x < 0 ? -x : x;
}

static void expect_near(const char *what, double got, double right, double error)
{
    ck_assert_msg(size_of(got - right) < 5 * error, "%s: %g is not %g within 5 x %g", what, got, right, error);
}

static void expect_same(const cost_column_t *a, const cost_column_t *b)
{
    ck_assert_mem_eq(a->prefix, b->prefix, (MINUTES + 1) * sizeof *a->prefix);
}

static int64_t minute_of(const cost_column_t *column, int64_t m)
{
    return column->prefix[m + 1] - column->prefix[m];
}

START_TEST(without_noise_it_is_the_central_month)
{
    cost_noisy_t load = load_of(9000000, (cost_noise_t){.memory_us = 1200000000});
    load.demand.shape = (cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .zone = traffic_zone(arena, "Europe/Berlin")};
    const cost_column_t *columns[TRIALS], *central;
    make_all(columns, &load);
    ck_assert_int_eq(cost_column_make(&central, arena, &load.demand, &november), COST_OK);
    expect_same(columns[0], central);
    for (int i = 1; i < TRIALS; i++)
        ck_assert_ptr_eq(columns[i], columns[0]);
    ck_assert(cost_noise_is_off(&load.noise));
}
END_TEST

/* Quiet hours and busy ones, days that begin inside an hour, an event that only some trials have. */
START_TEST(any_width_any_company_the_same_bits)
{
    static const cost_noise_width_t widths[] = {COST_NOISE_FOUR, COST_NOISE_EIGHT};
    cost_event_t event = {.name = "launch",
                          .at = november.start + 1000000,
                          .hold_s = 40000,
                          .ramp_s = 600,
                          .times = 5 * COST_EVENT_ONE,
                          .chance = COST_EVENT_ONE / 2};
    const cost_growth_t growth = {.rate = 200000000, .year = 2025, .month = 11};
    for (int arrivals = 0; arrivals < 2; arrivals++) {
        cost_noisy_t load = load_of(1000000, (cost_noise_t){SD, 1200000000, SD, arrivals});
        load.demand.shape =
            (cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .zone = traffic_zone(arena, "Asia/Kathmandu")};
        load.demand.events = &event;
        load.demand.event_count = 1;
        load.demand.growth = &growth;
        const cost_column_t *columns[TRIALS];
        make_all(columns, &load);
        for (uint64_t trial = 0; trial < TRIALS; trial += 13) {
            const cost_column_t *plain = make_one(&load, trial, COST_NOISE_PLAIN);
            expect_same(plain, columns[trial]);
            for (size_t i = 0; i < 2; i++)
                if (cost_noise_has(widths[i]))
                    expect_same(plain, make_one(&load, trial, widths[i]));
        }
        ck_assert(memcmp(columns[0]->prefix, columns[1]->prefix, MINUTES * sizeof(int64_t)));
    }
}
END_TEST

/* A million a minute, so that whole units do not matter: log(units / million) = x - sd^2 / 2. */
START_TEST(minutes_remember)
{
    const cost_noisy_t load = load_of(MINUTES * INT64_C(1000000), (cost_noise_t){.sd = SD, .memory_us = 1200000000});
    const double sd = 0.15, phi = cost_exp(-1.0 / 20);
    const double effective = MINUTES * (1 - phi) / (1 + phi); /* independent minutes that one month is worth */
    double mean = 0, variance = 0, next = 0, far = 0, total = 0;
    static double x[MINUTES];
    for (uint64_t trial = 0; trial < 10; trial++) {
        const cost_column_t *column = make_one(&load, trial, COST_NOISE_BEST);
        total += (double)column->prefix[MINUTES] / (MINUTES * 1e6) / 10;
        for (int m = 0; m < MINUTES; m++)
            x[m] = cost_log((double)minute_of(column, m) / 1e6) + sd * sd / 2;
        for (int m = 0; m < MINUTES; m++) {
            mean += x[m] / MINUTES / 10;
            variance += x[m] * x[m] / MINUTES / 10;
            next += m + 1 < MINUTES ? x[m] * x[m + 1] / MINUTES / 10 : 0;
            far += m + 100 < MINUTES ? x[m] * x[m + 100] / MINUTES / 10 : 0;
        }
    }
    const double each = sd / cost_sqrt(10 * effective);
    expect_near("mean of the logarithm", mean, 0, each);
    expect_near("variance", variance, sd * sd, sd * sd * cost_sqrt(2 / (5 * effective)));
    expect_near("the next minute", next / variance, phi, (1 - phi) / cost_sqrt(effective)); /* generous */
    expect_near("100 minutes later", far / variance, cost_exp(-5), 1 / cost_sqrt(10 * effective));
    expect_near("mean of the load", total, 1, each);
}
END_TEST

/* The first minute has the whole deviation already: a month does not begin calmly. */
START_TEST(months_begin_as_they_go_on)
{
    const cost_noisy_t load = load_of(MINUTES * INT64_C(1000000), (cost_noise_t){.sd = SD, .memory_us = 1200000000});
    double variance = 0;
    enum { MANY = 200 };
    cost_month_t hour = {.start = november.start, .seconds = 3600, .hours = 1, .minutes = 60};
    for (uint64_t trial = 0; trial < MANY; trial++) {
        const cost_column_t *column = NULL;
        cost_noisy_t one = load;
        one.demand.units = cost_ratio(60000000, 1);
        one.trial = trial;
        ck_assert_int_eq(cost_noise_columns(&column, arena, &one, 1, "web", 7, &hour), COST_OK);
        const double x = cost_log((double)minute_of(column, 0) / 1e6) + 0.01125;
        variance += x * x / MANY;
    }
    expect_near("variance of the first minute", variance, 0.0225, 0.0225 * cost_sqrt(2.0 / MANY));
}
END_TEST

/* Half a million a minute, each minute by itself: the same in a period of a day and in one that begins in it, but for
 * the part of a unit that is carried on. */
START_TEST(a_date_has_its_noise_in_every_period)
{
    const cost_month_t day = {.start = november.start, .seconds = 86400, .hours = 24, .minutes = 1440};
    for (int64_t skipped = 1; skipped < 24; skipped += 5) {
        const int64_t hours = 24 - skipped;
        const cost_month_t rest = {
            .start = day.start + skipped * 3600, .seconds = hours * 3600, .hours = hours, .minutes = hours * 60};
        for (int arrivals = 0; arrivals < 2; arrivals++) {
            const cost_column_t *whole = NULL, *part = NULL;
            const cost_noise_t noise = {.sd = SD, .arrivals = arrivals};
            const cost_noisy_t one = load_of(1440 * INT64_C(500000), noise);
            const cost_noisy_t other = load_of(hours * 60 * INT64_C(500000), noise);
            ck_assert_int_eq(cost_noise_columns(&whole, arena, &one, 1, "web", 7, &day), COST_OK);
            ck_assert_int_eq(cost_noise_columns(&part, arena, &other, 1, "web", 7, &rest), COST_OK);
            for (int64_t m = 0; m < rest.minutes; m++)
                ck_assert(size_of((double)(minute_of(part, m) - minute_of(whole, skipped * 60 + m))) <= 1);
        }
    }
}
END_TEST

START_TEST(days_have_factors)
{
    const int64_t day_sd = 300000000;
    cost_noisy_t load = load_of(MINUTES * INT64_C(1000), (cost_noise_t){.day_sd = day_sd});
    load.demand.shape.zone = traffic_zone(arena, "America/New_York");
    const cost_column_t *columns[TRIALS];
    double mean = 0, variance = 0, total = 0;
    const int days = 29; /* local days from 05:00 UTC on; the first night belongs to October */
    make_all(columns, &load);
    for (int i = 0; i < TRIALS; i++) {
        total += (double)columns[i]->prefix[MINUTES] / (MINUTES * 1e3) / TRIALS;
        for (int day = 1; day < days; day++) {
            const int64_t from = 300 + day * 1440;
            const double x = cost_log((double)cost_column_sum(columns[i], from, from + 1440) / 1440e3) + 0.045;
            mean += x / (days - 1) / TRIALS;
            variance += x * x / (days - 1) / TRIALS;
        }
        for (int m = 301; m < 1000; m++) /* within a day nothing changes: it is not noise of minutes */
            ck_assert(size_of((double)(minute_of(columns[i], 300) - minute_of(columns[i], m))) <= 1);
    }
    const int count = (days - 1) * TRIALS;
    expect_near("mean of the logarithm", mean, 0, 0.3 / cost_sqrt(count));
    expect_near("variance", variance, 0.09, 0.09 * cost_sqrt(2.0 / count));
    expect_near("mean of the load", total, 1, 0.307 / cost_sqrt(30 * TRIALS)); /* sqrt(exp(0.09) - 1) */
}
END_TEST

/* Poisson: mean and variance are the same, minutes are independent; at 0.25 a minute 77.88 % of them are empty. */
static void expect_poisson(double mean)
{
    const cost_noisy_t load = load_of((int64_t)(MINUTES * mean), (cost_noise_t){.arrivals = true});
    double sum = 0, square = 0, next = 0, empty = 0;
    const int trials = 10, count = trials * MINUTES;
    for (uint64_t trial = 0; trial < (uint64_t)trials; trial++) {
        const cost_column_t *column = make_one(&load, trial, COST_NOISE_BEST);
        for (int m = 0; m < MINUTES; m++) {
            const double x = (double)minute_of(column, m) - mean;
            sum += x / count;
            square += x * x / count;
            next += m ? x * ((double)minute_of(column, m - 1) - mean) / count : 0;
            empty += x <= -mean ? 1.0 / count : 0;
        }
    }
    const double none = cost_exp(-mean);
    expect_near("mean", sum, 0, cost_sqrt(mean / count));
    expect_near("variance", square, mean, cost_sqrt((2 * mean * mean + mean) / count));
    expect_near("the next minute", next / square, 0, 1 / cost_sqrt(count));
    /* from 8 on a normal stands for it, whose numbers' probabilities are off by less than 0.002 */
    expect_near("empty minutes", empty, none, mean < 8 ? cost_sqrt(none * (1 - none) / count) : 0.0004);
}

START_TEST(arrivals_are_poisson)
{
    expect_poisson(0.25);
    expect_poisson(3);
    expect_poisson(7.5);
    expect_poisson(8.5);
    expect_poisson(208);
    expect_poisson(1e5);
}
END_TEST

/* Both at once: a minute's variance is that of the mean and that of the arrivals. */
START_TEST(arrivals_come_on_top_of_noise)
{
    const double sd = 0.15, mean = 50;
    const cost_noisy_t load = load_of(MINUTES * 50, (cost_noise_t){SD, 60000000, 0, true});
    double square = 0, sum = 0;
    for (uint64_t trial = 0; trial < 10; trial++) {
        const cost_column_t *column = make_one(&load, trial, COST_NOISE_BEST);
        for (int m = 0; m < MINUTES; m++) {
            const double x = (double)minute_of(column, m) - mean;
            sum += x / MINUTES / 10;
            square += x * x / MINUTES / 10;
        }
    }
    const double right = mean + mean * mean * (cost_exp(sd * sd) - 1);
    expect_near("mean", sum, 0, cost_sqrt(right / MINUTES / 10 * 2.2)); /* (1 + 1/e) / (1 - 1/e) */
    expect_near("variance", square, right, right * cost_sqrt(3.0 * 2.2 / MINUTES / 10));
}
END_TEST

START_TEST(events_may_not_happen)
{
    const cost_event_t event = {.name = "launch",
                                .at = november.start + 36000,
                                .hold_s = 36000,
                                .times = 2 * COST_EVENT_ONE,
                                .chance = 3 * COST_EVENT_ONE / 10};
    cost_event_t renamed = event;
    cost_noisy_t load = load_of(MINUTES, (cost_noise_t){0});
    const cost_column_t *columns[TRIALS], *others[TRIALS];
    int happened = 0, differ = 0;
    load.demand.events = &event;
    load.demand.event_count = 1;
    make_all(columns, &load);
    renamed.name = "other";
    load.demand.events = &renamed;
    make_all(others, &load);
    for (int i = 0; i < TRIALS; i++) {
        const int64_t total = cost_column_sum(columns[i], 0, MINUTES);
        ck_assert(total == MINUTES || total == MINUTES + 600);
        happened += total > MINUTES;
        differ += total != cost_column_sum(others[i], 0, MINUTES);
    }
    expect_near("trials with it", happened, 0.3 * TRIALS, cost_sqrt(0.21 * TRIALS));
    ck_assert_int_gt(happened, 0);
    ck_assert_int_gt(differ, 0);
    /* with noise beside it, in the very same trials */
    load.demand.events = &event;
    load.noise.sd = 1;
    make_all(others, &load);
    for (int i = 0; i < TRIALS; i++)
        ck_assert_int_eq(cost_column_sum(others[i], 600, 1200), cost_column_sum(columns[i], 600, 1200));
}
END_TEST

/* The hours of an event, 25:00 to 40:00, have 64 times the load, and the others what they have without it: even where
 * it, or the traffic itself, is so large that hours are counted by the 2, 4, 8, ..., where nights are quiet and days
 * are not, and where days begin inside an hour. */
static void expect_event(const cost_column_t *with, const cost_column_t *without)
{
    for (int64_t m = 0; m < MINUTES; m++) {
        const double a = (double)minute_of(without, m), b = (double)minute_of(with, m);
        bool right = true;
        if (m < 25 * 60 || m >= 40 * 60)
            right = size_of(b - a) <= 0;
        else if (a > 100) /* the same normal of a Poisson, twice */
            right = size_of(b / a / 64 - 1) < 10 / cost_sqrt(a) + 1e-6;
        if (!right)
            ck_abort_msg("minute %d: %g is not %g", (int)m, b, a);
    }
}

START_TEST(events_leave_no_trace)
{
    static const int64_t each[] = {2, 20, 60, 200, 2000, 500000, 80000000};
    const cost_zone_t *zones[] = {NULL, traffic_zone(arena, "Asia/Kathmandu")};
    const cost_event_t event = {
        .at = november.start + 25 * 3600, .hold_s = 15 * 3600, .times = 64 * COST_EVENT_ONE, .chance = COST_EVENT_ONE};
    for (size_t i = 0; i < 2 * sizeof each / sizeof *each; i++) {
        cost_noisy_t load = load_of(MINUTES * each[i / 2], (cost_noise_t){SD, 1200000000, SD, true});
        load.demand.shape = (cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .zone = zones[i % 2]};
        const cost_column_t *without = make_one(&load, 5, COST_NOISE_BEST);
        load.demand.events = &event;
        load.demand.event_count = 1;
        expect_event(make_one(&load, 5, COST_NOISE_BEST), without);
    }
}
END_TEST

/* Sixteen times the load is sixteen times each minute, but for what is carried on and the bits that a float or a coarse
 * hour does not have: days of some trials are counted by the 2, 4, 8, ..., of others not, with one load or with both.
 */
static void expect_sixteen_times(const cost_column_t *large, const cost_column_t *small)
{
    for (int64_t m = 0; m < MINUTES; m++) {
        const double a = (double)minute_of(small, m), b = (double)minute_of(large, m);
        if (size_of(b - 16 * a) > 17 + b * 0x1p-20)
            ck_abort_msg("minute %d: %g is not 16 x %g", (int)m, b, a);
    }
}

START_TEST(large_loads_are_small_ones_multiplied)
{
    static const int64_t each[] = {1000, 100000, 3000000};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        cost_noisy_t load = load_of(MINUTES * each[i], (cost_noise_t){SD, 1200000000, 1000000000, false});
        load.demand.shape =
            (cost_shape_t){.kind = COST_SHAPE_BUSINESS_HOURS, .zone = traffic_zone(arena, "Asia/Kathmandu")};
        cost_noisy_t larger = load;
        larger.demand.units.num *= 16;
        for (uint64_t trial = 0; trial < 8; trial++)
            expect_sixteen_times(make_one(&larger, trial, COST_NOISE_BEST), make_one(&load, trial, COST_NOISE_BEST));
    }
}
END_TEST

/* Without noise to speak of, what is expected is met: growth, weekly means and measured months alike. */
START_TEST(means_are_those_of_the_central_month)
{
    const cost_growth_t growth = {.rate = 400000000, .year = 2025, .month = 10};
    cost_growth_t monthly = growth;
    monthly.kind = COST_GROWTH_MONTHLY;
    const cost_column_t *measured, *central;
    const cost_demand_t base = {.shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .units = cost_ratio(900000000, 1)};
    ck_assert_int_eq(cost_column_make(&measured, arena, &base, &november), COST_OK);
    const cost_demand_t demands[] = {
        base,
        {.shape = base.shape, .units = base.units, .growth = &growth},
        {.shape = base.shape, .units = base.units, .growth = &monthly},
        {.shape = base.shape, .units = base.units, .basis = COST_DEMAND_WEEK},
        {.measured = measured},
        {.measured = measured, .growth = &growth},
        {.shape = base.shape, .units = cost_ratio(COST_COLUMN_MAX / 2, 1)},
    };
    for (size_t i = 0; i < sizeof demands / sizeof *demands; i++) {
        const cost_noisy_t load = {.demand = demands[i], .noise = {.day_sd = 1}};
        const cost_column_t *column = make_one(&load, 3, COST_NOISE_BEST);
        ck_assert_int_eq(cost_column_make(&central, arena, &demands[i], &november), COST_OK);
        const double right = (double)central->prefix[MINUTES];
        ck_assert(size_of((double)column->prefix[MINUTES] / right - 1) < 1e-6);
        for (int64_t hour = 0; hour < 720; hour += 37) {
            const double here = (double)cost_column_sum(central, hour * 60, hour * 60 + 60);
            ck_assert(size_of((double)cost_column_sum(column, hour * 60, hour * 60 + 60) - here) < 2 + 1e-6 * here);
        }
    }
}
END_TEST

START_TEST(too_much_is_an_answer)
{
    const cost_event_t event = {
        .at = november.start, .hold_s = 86400, .times = COST_EVENT_TIMES_MAX, .chance = COST_EVENT_ONE};
    const cost_growth_t growth = {.rate = COST_GROWTH_RATE_MAX, .year = 1980, .month = 1};
    const cost_event_t both[2] = {event, event};
    cost_noisy_t wrong[] = {
        load_of(COST_COLUMN_MAX, (cost_noise_t){.arrivals = true}),
        load_of(MINUTES, (cost_noise_t){.arrivals = true}),
        load_of(MINUTES, (cost_noise_t){.arrivals = true}),
    };
    wrong[0].demand.events = wrong[1].demand.events = both;
    wrong[0].demand.event_count = 1;
    wrong[1].demand.event_count = 2;
    wrong[2].demand.growth = &growth;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const cost_column_t *column;
        ck_assert_int_eq(cost_noise_columns(&column, arena, &wrong[i], 1, "web", 7, &november), COST_ERR_RANGE);
    }
}
END_TEST

static void begin(void)
{
    arena = cost_arena_create();
    november = traffic_month(2025, 11);
}

static void end(void)
{
    cost_arena_destroy(arena);
}

static Suite *suite(void)
{
    Suite *suite = suite_create("noise");
    TCase *tcase = tcase_create("noise");
    const TTest *const tests[] = {without_noise_it_is_the_central_month,
                                  any_width_any_company_the_same_bits,
                                  minutes_remember,
                                  months_begin_as_they_go_on,
                                  a_date_has_its_noise_in_every_period,
                                  days_have_factors,
                                  arrivals_are_poisson,
                                  arrivals_come_on_top_of_noise,
                                  events_may_not_happen,
                                  events_leave_no_trace,
                                  large_loads_are_small_ones_multiplied,
                                  means_are_those_of_the_central_month,
                                  too_much_is_an_answer};
    tcase_add_checked_fixture(tcase, begin, end);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
