/* Measured series: what is read, what is refused, and that totals are kept. */
#include "libcost/demand/series.h"

#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "traffic.h"

static cost_arena_t *arena;
static cost_error_t *err;

static cost_status_t read_text(cost_load_series_t **series, const char *text, const cost_series_options_t *options)
{
    cost_csv_t table;
    cost_error_clear(err);
    cost_status_t status = cost_csv_parse(&table, arena, text, strlen(text), "s.csv", err);
    return status ? status : cost_series_read(series, arena, &table, options, err);
}

static cost_load_series_t *series_of(const char *text, const cost_series_options_t *options)
{
    cost_load_series_t *series = NULL;
    cost_status_t status = read_text(&series, text, options);
    ck_assert_msg(!status, "%s", status ? cost_error_text(err, 0) : "");
    return series;
}

static void expect_refused(const char *text, cost_series_options_t options, cost_status_t status, const char *message)
{
    cost_load_series_t *series = NULL;
    ck_assert_int_eq(read_text(&series, text, &options), status);
    ck_assert(!series);
    unit_expect_errors(err, (const char *const[]){message, NULL});
}

static const cost_column_t *column_of(const cost_load_series_t *series, const cost_month_t *month,
                                      cost_series_month_t use)
{
    const cost_column_t *column = NULL;
    cost_error_clear(err);
    cost_status_t status = cost_series_column(&column, arena, series, month, &use, err);
    ck_assert_msg(!status, "%s", status ? cost_error_text(err, 0) : "");
    return column;
}

#define PLAIN (&(cost_series_options_t){0})

START_TEST(times_and_values_as_people_write_them)
{
    const cost_load_series_t *series =
        series_of("timestamp,value\n2014-04-10 00:04:00,94.0\n2014-04-10T00:05Z,1.5E1\n"
                  "2014-04-10T02:06:00.000+02:00,0.066000000000000003\n1397088420,25e-1\n",
                  PLAIN);
    const int64_t first = cost_days_from_civil(2014, 4, 10) * 86400 + 240;
    const int64_t sums[] = {0, 94000000, 109000000, 109066000, 111566000};
    ck_assert_uint_eq(series->knot_count, 5);
    for (int k = 0; k < 5; k++) {
        ck_assert_int_eq(series->times[k], first + 60 * k);
        ck_assert_int_eq(series->sums[k], sums[k]);
    }
    ck_assert(series->regular && series->interval_s == 60 && !series->gap_count && !series->sorted);
}
END_TEST

START_TEST(columns_are_found_by_name_or_place)
{
    ck_assert_int_eq(series_of("requests,timestamp\n5,0\n6,60\n", PLAIN)->sums[1], 5000000);
    ck_assert_int_eq(series_of("when,hits\n0,5\n60,6\n", PLAIN)->sums[1], 5000000);
    const cost_series_options_t named = {.time_column = "t", .value_column = "n"};
    ck_assert_int_eq(series_of("x,n,t\n9,5,0\n9,6,60\n", &named)->sums[1], 5000000);
    expect_refused("t,v\n0,1\n", named, COST_ERR_SCHEMA, "s.csv:1: there is no column \"n\"; there is \"t\", \"v\"");
    expect_refused("timestamp\n0\n", *PLAIN, COST_ERR_SCHEMA, "s.csv:1: a series has two columns, timestamp and value");
}
END_TEST

START_TEST(what_is_refused)
{
    expect_refused("timestamp,value\n0,-1\n60,2\n", *PLAIN, COST_ERR_RANGE,
                   "s.csv:2:2: \"-1\" is negative; a number such as 120 or 0.5, 0 and more, is expected");
    expect_refused("timestamp,value\n0,NaN\n60,2\n", *PLAIN, COST_ERR_RANGE,
                   "s.csv:2:2: \"NaN\" is not a finite number; a number such as 120 or 0.5, 0 and more, is expected");
    expect_refused("timestamp,value\n0,1\n60,1e18\n", *PLAIN, COST_ERR_RANGE,
                   "s.csv:3:2: \"1e18\" is too large; a number such as 120 or 0.5, 0 and more, is expected");
    expect_refused("timestamp,value\n0,1\n60,\n", *PLAIN, COST_ERR_SCHEMA,
                   "s.csv:3:2: the value is missing; a row without one is to be left out");
    expect_refused(
        "timestamp,value\n10.4.2014,1\n", *PLAIN, COST_ERR_SYNTAX,
        "s.csv:2:1: \"10.4.2014\" is not a time; 2025-11-28T14:00:00Z, 2025-11-28 14:00 or seconds since 1970 "
        "are expected");
    expect_refused(
        "timestamp,value\n1397088240000,1\n", *PLAIN, COST_ERR_RANGE,
        "s.csv:2:1: \"1397088240000\" are more than whole seconds since 1970; milliseconds are to be divided by "
        "1000");
    expect_refused(
        "timestamp,value\n60,1\n0,2\n", *PLAIN, COST_ERR_RANGE,
        "s.csv:3: the time is before that of the row ahead of it; rows are to be in the order of their times, "
        "or measured: {unordered: sort} to be said");
    expect_refused("timestamp,value\n60,1\n60,2\n", *PLAIN, COST_ERR_RANGE,
                   "s.csv:3: the time is that of line 2 too; each time is to be there once, or measured: "
                   "{duplicates: add} to be said");
    expect_refused("timestamp,value\n60,1\n", *PLAIN, COST_ERR_RANGE,
                   "s.csv:2: one point does not tell how long its interval is; a second one would");
    expect_refused(
        "2025-11-01 00:00,5\n2025-11-01 00:01,6\n2025-11-01 00:02,7\n", *PLAIN, COST_ERR_SCHEMA,
        "s.csv:1: the first line is a point, and its columns have no names; timestamp,value would name them");
    expect_refused(
        "1397088240,5\n1397088300,6\n1397088360,7\n", *PLAIN, COST_ERR_SCHEMA,
        "s.csv:1: the first line is a point, and its columns have no names; timestamp,value would name them");
    expect_refused("timestamp,value\n", *PLAIN, COST_ERR_RANGE, "s.csv: the series has no points");
}
END_TEST

START_TEST(every_wrong_row_is_named_up_to_a_limit)
{
    char text[2048] = "timestamp,value\n";
    for (int i = 0; i < 40; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d,x\n", i);
    cost_load_series_t *series;
    ck_assert_int_eq(read_text(&series, text, PLAIN), COST_ERR_RANGE);
    ck_assert_uint_eq(cost_error_count(err), COST_SERIES_ERRORS_MAX);
}
END_TEST

START_TEST(order_and_duplicates_on_request)
{
    const cost_series_options_t options = {.sort = true, .add_duplicates = true};
    const cost_load_series_t *series = series_of("timestamp,value\n120,3\n0,1\n60,2\n60,5\n", &options);
    ck_assert(series->sorted && series->duplicates == 1 && series->knot_count == 4);
    ck_assert(series->sums[1] == 1000000 && series->sums[2] == 8000000 && series->sums[3] == 11000000);
}
END_TEST

START_TEST(rates)
{
    const cost_series_options_t per_minute = {.meaning = COST_SERIES_RATES, .per_seconds = 60};
    const cost_load_series_t *series = series_of("timestamp,value\n0,6\n300,12\n600,0\n", &per_minute);
    ck_assert(series->sums[1] == 30000000 && series->sums[2] == 90000000 && series->sums[3] == 90000000);
    ck_assert_int_eq(series->times[3], 900);
}
END_TEST

/* 5-minute points with one of 00:10 and one of 00:15 missing. */
START_TEST(gaps_are_found_and_filled_as_asked)
{
    static const char text[] = "timestamp,value\n0,10\n300,20\n1200,40\n1500,40\n1800,40\n";
    const cost_load_series_t *series = series_of(text, PLAIN);
    ck_assert_uint_eq(series->gap_count, 1);
    ck_assert(series->gaps[0].from == 600 && series->gaps[0].seconds == 600 && series->gaps[0].line == 4);
    ck_assert(series->gap_seconds == 600 && series->bridged == 0);
    ck_assert_int_eq(series->sums[series->knot_count - 1], 150000000);
    const cost_load_series_t *bridged = series_of(text, &(cost_series_options_t){.gaps = COST_GAP_BRIDGE});
    ck_assert_int_eq(bridged->bridged, 60000000); /* 30 in each five minutes */
    ck_assert_int_eq(bridged->sums[bridged->knot_count - 1], 210000000);
}
END_TEST

START_TEST(irregular_points_count_until_the_next)
{
    const cost_load_series_t *series = series_of("timestamp,value\n0,1\n50,2\n170,3\n200,4\n3000,5\n", PLAIN);
    ck_assert(!series->regular && series->interval_s == 120); /* the third of 30, 50, 120 and 2800 */
    ck_assert_uint_eq(series->gap_count, 1);
    ck_assert_int_eq(series->gaps[0].from, 320);
}
END_TEST

START_TEST(an_hour_that_comes_twice)
{
    const cost_series_options_t york = {.zone = traffic_zone(arena, "America/New_York")};
    const cost_load_series_t *series =
        series_of("timestamp,value\n2025-11-02 00:30,1\n2025-11-02 01:00,2\n2025-11-02 01:30,3\n"
                  "2025-11-02 01:00,4\n2025-11-02 01:30,5\n2025-11-02 02:00,6\n",
                  &york);
    ck_assert(series->regular && series->interval_s == 1800 && !series->gap_count && series->knot_count == 7);
    expect_refused("timestamp,value\n2026-03-08 02:30,1\n", york, COST_ERR_RANGE,
                   "s.csv:2:1: \"2026-03-08 02:30\" does not exist: clocks are put forward over it; times with Z or an "
                   "offset would do");
}
END_TEST

/* ---- months ---- */

/* Hourly values 0, 1, 2, ... from a POSIX time on. */
static const cost_load_series_t *counting(int64_t from, int hours, int modulo)
{
    size_t size = 64 + 32 * (size_t)hours, length = 0;
    char *text = cost_arena_alloc(arena, size);
    length += (size_t)snprintf(text, size, "timestamp,value\n");
    for (int h = 0; h < hours; h++)
        length +=
            (size_t)snprintf(text + length, size - length, "%lld,%d\n", (long long)(from + h * 3600LL), h % modulo);
    return series_of(text, PLAIN);
}

START_TEST(a_series_as_dated)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_load_series_t *series = counting(november.start - 7200, 800, 100000);
    const cost_column_t *column = column_of(series, &november, (cost_series_month_t){0});
    for (int h = 0; h < 720; h++)
        ck_assert_int_eq(cost_column_sum(column, h * 60, h * 60 + 60), h + 2);
    const cost_column_t *none;
    cost_error_clear(err);
    ck_assert_int_eq(
        cost_series_column(&none, arena, counting(november.start, 719, 9), &november, &(cost_series_month_t){0}, err),
        COST_ERR_RANGE);
    unit_expect_errors(err,
                       (const char *const[]){"s.csv: the series goes from 2025-11-01T00:00:00Z to "
                                             "2025-11-30T23:00:00Z and the period from 2025-11-01T00:00:00Z to "
                                             "2025-12-01T00:00:00Z; measured: {beyond: repeat} would repeat its weeks",
                                             NULL});
}
END_TEST

/* Ten days from Monday 2014-03-31 on, of which the last week, from Thursday on, is repeated. */
START_TEST(weeks_are_repeated_weekday_on_weekday)
{
    const cost_month_t november = traffic_month(2025, 11);
    const int64_t monday = cost_days_from_civil(2014, 3, 31) * 86400;
    const cost_load_series_t *series = counting(monday, 240, 100000);
    const cost_column_t *column = column_of(series, &november, (cost_series_month_t){.extend = COST_SERIES_WEEKS});
    for (int h = 0; h < 720; h++) {
        int of_week = (h + 5 * 24) % 168; /* the month begins on a Saturday */
        ck_assert_int_eq(cost_column_sum(column, h * 60, h * 60 + 60), of_week < 72 ? of_week + 168 : of_week);
    }
    const cost_column_t *none;
    cost_error_clear(err);
    ck_assert_int_eq(cost_series_column(&none, arena, counting(monday, 167, 9), &november,
                                        &(cost_series_month_t){.extend = COST_SERIES_WEEKS}, err),
                     COST_ERR_RANGE);
    unit_expect_errors(
        err,
        (const char *const[]){"s.csv: the series is 167 h long; to repeat its weeks it would have to be 168 h", NULL});
}
END_TEST

START_TEST(days_are_repeated)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_load_series_t *series = counting(november.start + 5 * 3600, 30, 24);
    const cost_column_t *column = column_of(series, &november, (cost_series_month_t){.extend = COST_SERIES_DAYS});
    for (int h = 0; h < 720; h++)
        ck_assert_int_eq(cost_column_sum(column, h * 60, h * 60 + 60), (h + 19) % 24);
}
END_TEST

/* New York: a week of summer time repeated in November is an hour later by UTC from the 2nd on. */
START_TEST(repeated_weeks_keep_the_local_time)
{
    const cost_month_t november = traffic_month(2025, 11);
    const int64_t monday = cost_days_from_civil(2025, 10, 20) * 86400 + 4 * 3600; /* 00:00 local */
    const cost_load_series_t *series = counting(monday, 168, 100000);
    const cost_column_t *column =
        column_of(series, &november,
                  (cost_series_month_t){.extend = COST_SERIES_WEEKS, .zone = traffic_zone(arena, "America/New_York")});
    ck_assert_int_eq(cost_column_sum(column, 4 * 60, 5 * 60), 5 * 24);            /* Saturday 00:00 */
    ck_assert_int_eq(cost_column_sum(column, (48 + 14) * 60, (48 + 15) * 60), 9); /* Monday 09:00 */
    ck_assert_int_eq(cost_column_sum(column, (24 + 5) * 60, (24 + 6) * 60), 145); /* Sunday 01:00 */
    ck_assert_int_eq(cost_column_sum(column, (24 + 6) * 60, (24 + 7) * 60), 145); /* and again */
}
END_TEST

START_TEST(smooth_keeps_the_hours)
{
    const cost_month_t november = traffic_month(2025, 11);
    const cost_load_series_t *series = counting(november.start, 720, 24);
    const cost_series_month_t use = {.interpolation = COST_INTERPOLATE_SMOOTH};
    const cost_column_t *column;
    cost_error_clear(err);
    if (!cost_interpolate_has_smooth()) {
        ck_assert_int_eq(cost_series_column(&column, arena, series, &november, &use, err), COST_ERR_UNSUPPORTED);
        unit_expect_errors(err, (const char *const[]){"s.csv: this build has no smooth interpolation (it was made with "
                                                      "GSL=0); linear interpolation would do",
                                                      NULL});
        return;
    }
    column = column_of(series, &november, use);
    for (int h = 0; h < 720; h++)
        ck_assert_int_eq(cost_column_sum(column, h * 60, h * 60 + 60), h % 24);
}
END_TEST

START_TEST(random_series_keep_their_totals)
{
    const cost_month_t november = traffic_month(2025, 11);
    uint64_t state = 11;
    for (int i = 0; i < 300; i++) {
        cost_arena_t *own = cost_arena_create(), *mine = arena;
        char *text = cost_arena_alloc(own, 200000);
        int length = snprintf(text, 200000, "timestamp,value\n");
        cost_wide_t total = 0;
        const int64_t longest = 600 + traffic_below(&state, 20000);
        for (int64_t at = november.start; at < november.start + november.seconds;
             at += 1 + traffic_below(&state, longest)) {
            const int64_t value = traffic_below(&state, 100000000);
            if (length > 190000)
                break;
            length += snprintf(text + length, 64, "%lld,%lld.%03lld\n", (long long)at, (long long)(value / 1000),
                               (long long)(value % 1000));
            total += (cost_wide_t)value * 1000;
        }
        arena = own;
        const cost_load_series_t *series = series_of(text, PLAIN);
        ck_assert(series->sums[series->knot_count - 1] == total);
        const int64_t end = series->times[series->knot_count - 1];
        /* A period that the series fills: its total is the file's, rounded. */
        const int64_t minutes = (end - november.start) / 60, seconds = minutes * 60;
        const cost_month_t whole = {november.start, seconds, seconds / 3600, minutes};
        const cost_series_month_t use = {.interpolation =
                                             (cost_interpolation_t)(cost_interpolate_has_smooth() && i % 2)};
        const cost_column_t *column = column_of(series, &whole, use);
        bool falls = false;
        for (int64_t m = 0; m < minutes; m++)
            falls = falls || column->prefix[m + 1] < column->prefix[m];
        ck_assert(!falls);
        if (seconds == end - november.start)
            ck_assert_int_eq(cost_column_sum(column, 0, minutes), (int64_t)((total + 500000) / 1000000));
        else
            ck_assert_int_le(cost_column_sum(column, 0, minutes), (int64_t)((total + 500000) / 1000000));
        arena = mine;
        cost_arena_destroy(own);
    }
}
END_TEST

/* conformance/sample_facts.csv: first, points, sum; gaps counted with a spreadsheet's eye. */
START_TEST(real_samples)
{
    static const struct {
        const char *name;
        int points, gaps;
        int64_t sum; /* 1e-6 */
    } samples[] = {
        {"nasa-http-1995-07-per-hour", 662, 0, 1891713000000},
        {"nasa-http-1995-07-per-minute", 39693, 0, 1891713000000},
        {"nab-elb_request_count_8c0756", 4032, 8, 249327000000},
        {"nab-ec2_network_in_257a54", 4032, 2, 2301505330100000},
        {"nab-ec2_cpu_utilization_24ae8d", 4032, 0, 509254000},
        {"nab-cpu_utilization_asg_misconfiguration", 18050, 0, 691003746700},
    };
    const cost_month_t november = traffic_month(2025, 11);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        cost_csv_t table;
        char file[160];
        cost_load_series_t *series;
        snprintf(file, sizeof file, "../shared/conformance/samples/traces/%s.csv", samples[i].name);
        cost_error_clear(err);
        if (cost_csv_load(&table, arena, file, err)) {
            printf("series: ../shared is not there, %d checks skipped\n", (int)(sizeof samples / sizeof *samples - i));
            return;
        }
        ck_assert_int_eq(cost_series_read(&series, arena, &table, PLAIN, err), COST_OK);
        ck_assert_int_eq((int)series->point_count, samples[i].points);
        ck_assert_int_eq((int)series->gap_count, samples[i].gaps);
        const int64_t off = series->sums[series->knot_count - 1] - samples[i].sum;
        ck_assert(off >= -100 && off <= 100); /* facts have fewer decimals */
        for (int how = 0; how <= cost_interpolate_has_smooth(); how++)
            column_of(series, &november,
                      (cost_series_month_t){.extend = COST_SERIES_WEEKS, .interpolation = (cost_interpolation_t)how});
        const int64_t minutes = (series->times[series->knot_count - 1] - series->times[0]) / 60;
        const cost_month_t whole = {series->times[0], minutes * 60, minutes / 60, minutes};
        const cost_column_t *column = column_of(series, &whole, (cost_series_month_t){0});
        ck_assert_int_eq(cost_column_sum(column, 0, minutes),
                         (series->sums[series->knot_count - 1] + 500000) / 1000000);
    }
}
END_TEST

static void begin(void)
{
    arena = cost_arena_create();
    err = cost_error_create();
}

static void end(void)
{
    cost_arena_destroy(arena);
    cost_error_destroy(err);
}

static Suite *suite(void)
{
    Suite *suite = suite_create("series");
    TCase *tcase = tcase_create("series");
    static const TTest *const *tests;
    tests = (const TTest *const[]){times_and_values_as_people_write_them,
                                   columns_are_found_by_name_or_place,
                                   what_is_refused,
                                   every_wrong_row_is_named_up_to_a_limit,
                                   order_and_duplicates_on_request,
                                   rates,
                                   gaps_are_found_and_filled_as_asked,
                                   irregular_points_count_until_the_next,
                                   an_hour_that_comes_twice,
                                   a_series_as_dated,
                                   weeks_are_repeated_weekday_on_weekday,
                                   days_are_repeated,
                                   repeated_weeks_keep_the_local_time,
                                   smooth_keeps_the_hours,
                                   random_series_keep_their_totals,
                                   real_samples,
                                   NULL};
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_set_timeout(tcase, 120);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
