/* Sobol indices against models whose indices are known; a build without GSL refuses them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "libcost/analysis/sobol_design.h"
#include "libcost/analysis/sobol_points.h"
#include "unit.h"

/* Two volumes at one price: the bill is linear in both sizes.  Uniform between P5 and P95 of 100 to 200 and of 100 to
 * 300 GiB: variances 1 to 4, so first orders 1/5 and 4/5, and the total effects are the same. */
static const char linear[] =
    "{format: libcost-workload/1, workload: w, region: us-east-1, period: 2025-11, resources: {\n"
    " a: {service: ebs, type: gp3, size: {low: 100 GiB, high: 200 GiB, dist: uniform}},\n"
    " b: {service: ebs, type: gp3, size: {low: 100 GiB, high: 300 GiB, dist: uniform}},\n"
    " c: {service: ebs, type: gp3, size: 500 GiB}}}";

static cost_status_t run(const char *text, size_t trials, cost_distribution_t **out, cost_error_t *err)
{
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, text, strlen(text), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, trials);
    cost_simulation_set_sobol(simulation, 1);
    const cost_status_t status = cost_simulate(out, book, account, 1, NULL, simulation, err);
    double error = 1;
    if (!status) {
        ck_assert_uint_eq(cost_distribution_sobol_rows(*out), 1024);
        ck_assert(fabs(cost_distribution_noise_first_order(*out, &error)) < 0.1);
        ck_assert(error > 0 && error < 0.1);
    }
    cost_distribution_destroy(status ? NULL : *out);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    return status;
}

/* Four rows of A, B, AB_1 by hand.  Mean of A and B: (1+3+5+7 + 2+4+4+6) / 8 = 4.  Off it A is -3 -1 1 3, B -2 0 0 2;
 * squares 20 + 8, V = 28 / 7 = 4.  AB - A = 1 1 -1 -1; times B -2 0 0 -2: mean -1, so S = -1/4, and the four terms'
 * variance is (1 + 1 + 1 + 1) / 3, so the error is sqrt(4/3 / 4) / 4 = 0.144338.  T = (4 / 8) / 4 = 1/8.
 * A x B = 6 0 0 6: mean 3, the noise is 3/4; variance 36 / 3 = 12, its error sqrt(12 / 4) / 4 = 0.433013. */
START_TEST(estimators_by_hand)
{
    int64_t rows[COST_SEGMENT_ROWS * 3] = {1, 2, 2, 3, 4, 4, 5, 4, 4, 7, 6, 6};
    int64_t *segment = rows;
    cost_row_store_t store = {&segment, 1};
    const cost_records_t design = {NULL, 3, 4, cost_row_store_read, &store};
    cost_arena_t *arena = cost_arena_create();
    cost_sobol_t found;
    ck_assert_int_eq(cost_sobol_estimate(&found, arena, &design, NULL), COST_OK);
    ck_assert_uint_eq(found.rows, 4);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_double_eq_tol(found.indices[0].first, -0.25, 1e-12);
    ck_assert_double_eq_tol(found.indices[0].first_error, 0.1443375673, 1e-9);
    ck_assert_double_eq_tol(found.indices[0].total, 0.125, 1e-12);
    ck_assert_double_eq_tol(found.indices[1].first, 0.75, 1e-12);
    ck_assert_double_eq_tol(found.indices[1].first_error, 0.4330127019, 1e-9);
    ck_assert(found.indices[1].total == -1);
    /* Far apart: no difference of bills wraps. */
    rows[0] = INT64_MAX;
    rows[2] = INT64_MIN;
    ck_assert_int_eq(cost_sobol_estimate(&found, arena, &design, NULL), COST_OK);
    ck_assert(found.indices[0].total > 0);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(rows_and_months)
{
    static const size_t want[][2] = {{1, 2}, {2, 2}, {3, 2}, {4, 4}, {2000, 1024}, {2048, 2048}, {10000000, 8388608}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        ck_assert_uint_eq(cost_sobol_row_count(want[i][0]), want[i][1]);
    ck_assert_uint_eq(cost_sobol_month_count(5, 2000, 1024), 7 * 1024);
    ck_assert_uint_eq(cost_sobol_month_count(20, 2000, 10), 220);
    ck_assert_uint_eq(cost_sobol_month_count(21, 2000, 10), 256 + 230);
    ck_assert_uint_eq(cost_sobol_month_count(21, 100, 10), 100 + 230);
    ck_assert_uint_eq(cost_sobol_month_count(21, 2000, 0), 0);
}
END_TEST

#if COST_HAVE_GSL

static void expect_near(double got, double want, double off)
{
    ck_assert_msg(fabs(got - want) < off, "%.4f is not near %.4f", got, want);
}

START_TEST(indices_of_a_linear_bill)
{
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, linear, strlen(linear), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, 2100);
    cost_simulation_set_threads(simulation, 2);
    cost_simulation_set_sobol(simulation, 1);
    ck_assert_int_eq(cost_simulate(&distribution, book, account, 1, NULL, simulation, err), COST_OK);
    ck_assert_uint_eq(cost_distribution_sobol_rows(distribution), 2048);
    ck_assert_uint_eq(cost_distribution_input_count(distribution), 2);
    static const double want[] = {0.2, 0.8};
    for (size_t i = 0; i < 2; i++) {
        double error;
        expect_near(cost_distribution_input_first_order(distribution, i, &error), want[i], 0.02);
        expect_near(cost_distribution_input_total_effect(distribution, i), want[i], 0.02);
        ck_assert(error > 0 && error < 0.03);
    }
    expect_near(cost_distribution_noise_first_order(distribution, NULL), 0, 0.02);
    ck_assert(cost_distribution_input_first_order(distribution, 2, NULL) == -1);
    /* Spearman of a sum is known too: for normals it would be near sqrt(0.2) and sqrt(0.8). */
    expect_near(cost_distribution_input_correlation(distribution, 0), 0.45, 0.05);
    expect_near(cost_distribution_input_correlation(distribution, 1), 0.89, 0.03);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}
END_TEST

/* More ranges than the sequence has room for: 25 volumes of one price and one range each have 1/25 each. */
START_TEST(indices_of_many_ranges)
{
    enum { VOLUMES = 25 };
    char text[8192] = "{format: libcost-workload/1, workload: w, region: us-east-1, period: 2025-11, resources: {";
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    for (int i = 0; i < VOLUMES; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "%sv%d: {service: ebs, type: gp3, size: {low: 100 GiB, high: 200 GiB, dist: uniform}}", i ? ", " : "",
                 i);
    snprintf(text + strlen(text), sizeof text - strlen(text), "}}");
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, text, strlen(text), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, 512);
    cost_simulation_set_sobol(simulation, 1);
    ck_assert_int_eq(cost_simulate(&distribution, book, account, 1, NULL, simulation, err), COST_OK);
    ck_assert_uint_eq(cost_distribution_input_count(distribution), VOLUMES);
    double sum = 0;
    for (size_t i = 0; i < VOLUMES; i++) {
        double error;
        const double first = cost_distribution_input_first_order(distribution, i, &error);
        sum += first;
        expect_near(first, 1.0 / VOLUMES, 5 * error);
        expect_near(cost_distribution_input_total_effect(distribution, i), 1.0 / VOLUMES, 0.015);
    }
    expect_near(sum, 1, 0.15);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}
END_TEST

/* Every coordinate of the first 2^m points has one point in each of 2^m equal parts (but for the left-out zero). */
START_TEST(points_are_spread)
{
    enum { COUNT = 256 };
    static double points[COUNT * COST_SOBOL_DIMENSIONS];
    ck_assert_int_eq(cost_sobol_points(points, 0, COUNT, COST_SOBOL_DIMENSIONS), COST_OK);
    for (size_t d = 0; d < COST_SOBOL_DIMENSIONS; d++) {
        int seen[COUNT] = {0}, twice = 0;
        for (size_t i = 0; i < COUNT; i++) {
            ck_assert(points[i * COST_SOBOL_DIMENSIONS + d] > 0 && points[i * COST_SOBOL_DIMENSIONS + d] < 1);
            twice += seen[(size_t)(points[i * COST_SOBOL_DIMENSIONS + d] * COUNT)]++ > 0;
        }
        ck_assert_int_le(twice, 1);
    }
}
END_TEST

/* A stretch of the sequence is that stretch of the whole. */
START_TEST(points_from_anywhere)
{
    enum { COUNT = 64, DIMENSIONS = 6, FIRST = 23 };
    double whole[COUNT * DIMENSIONS], part[(COUNT - FIRST) * DIMENSIONS];
    ck_assert_int_eq(cost_sobol_points(whole, 0, COUNT, DIMENSIONS), COST_OK);
    ck_assert_int_eq(cost_sobol_points(part, FIRST, COUNT - FIRST, DIMENSIONS), COST_OK);
    ck_assert_int_eq(memcmp(part, whole + FIRST * DIMENSIONS, sizeof part), 0);
    ck_assert_int_eq(cost_sobol_points(NULL, 0, COUNT, 0), COST_OK);
}
END_TEST

/* No range: all that varies is noise, and the whole of it is its. */
START_TEST(indices_without_ranges)
{
    static const char noisy[] =
        "{format: libcost-workload/1, workload: w, region: us-east-1, period: 2025-11,\n"
        " traffic: {web: {requests: 9M/month, request: 2 KiB, response: 45 KiB, day_factor: {sd: 0.4}}},\n"
        " resources: {lb: {service: alb, from: web, zones: 3}}}";
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, noisy, strlen(noisy), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, 32);
    cost_simulation_set_sobol(simulation, 1);
    ck_assert_int_eq(cost_simulate(&distribution, book, account, 1, NULL, simulation, err), COST_OK);
    ck_assert_uint_eq(cost_distribution_sobol_rows(distribution), 32);
    expect_near(cost_distribution_noise_first_order(distribution, NULL), 1, 0.02); /* 63 / 64 */
    ck_assert(cost_distribution_input_first_order(distribution, 0, NULL) == -1);   /* a load */
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}
END_TEST

/* Of a shard there are none; progress hears of their months too. */
static int keep_last(void *user, size_t done, size_t total)
{
    size_t *last = user;
    ck_assert_uint_ge(done, last[0]);
    last[0] = done;
    last[1] = total;
    return 0;
}

START_TEST(indices_are_of_a_whole_run)
{
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    size_t last[2] = {0, 0};
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, linear, strlen(linear), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, 100);
    cost_simulation_set_threads(simulation, 3);
    cost_simulation_set_sobol(simulation, 1);
    cost_simulation_set_shard(simulation, 2, 4);
    cost_simulation_set_progress(simulation, keep_last, last);
    ck_assert_int_eq(cost_simulate(&distribution, book, account, 1, NULL, simulation, err), COST_OK);
    ck_assert_uint_eq(cost_distribution_trials(distribution), 25);
    ck_assert_uint_eq(cost_distribution_sobol_rows(distribution), 0);
    ck_assert(cost_distribution_input_first_order(distribution, 0, NULL) == -1);
    ck_assert(cost_distribution_noise_first_order(distribution, NULL) == -1);
    /* 25 trials, and of 64 rows of 4 months a quarter */
    ck_assert_uint_eq(last[0], 25 + 16 * 4);
    ck_assert_uint_eq(last[1], 25 + 16 * 4);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}
END_TEST

/* Nothing varies: no variance to explain. */
START_TEST(indices_of_what_does_not_vary)
{
    static const char still[] =
        "{format: libcost-workload/1, workload: w, region: us-east-1, period: 2025-11, resources: "
        "{a: {service: ebs, type: gp3, size: 5 GiB},\n"
        " q: {service: sqs, payload: 1 KiB to 2 KiB, messages: 0/month}}}";
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, still, strlen(still), "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    cost_simulation_set_trials(simulation, 16);
    cost_simulation_set_sobol(simulation, 1);
    ck_assert_int_eq(cost_simulate(&distribution, book, account, 1, NULL, simulation, err), COST_OK);
    for (size_t i = 0; i < cost_distribution_input_count(distribution); i++)
        ck_assert(cost_distribution_input_first_order(distribution, i, NULL) == 0);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}
END_TEST

#endif

START_TEST(with_or_without_gsl)
{
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    const cost_status_t status = run(linear, 1500, &distribution, err);
    if (COST_HAVE_GSL) {
        ck_assert_int_eq(status, COST_OK);
    } else {
        ck_assert_int_eq(status, COST_ERR_UNSUPPORTED);
        unit_expect_errors(
            err, (const char *const[]){"Sobol indices need GSL, which this build was made without (make GSL=1)", NULL});
    }
    cost_error_destroy(err);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "sobol", (const TTest *const[]) {
            with_or_without_gsl, estimators_by_hand, rows_and_months,
#if COST_HAVE_GSL
                indices_of_a_linear_bill, indices_of_many_ranges, points_are_spread, points_from_anywhere,
                indices_of_what_does_not_vary, indices_without_ranges, indices_are_of_a_whole_run,
#endif
                NULL
        });
}

UNIT_MAIN(suite)
