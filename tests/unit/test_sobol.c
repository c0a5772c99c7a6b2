/* Sobol indices against models whose indices are known; a build without GSL refuses them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cost.h"
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
    ck_assert_int_eq(cost_sobol_points(points, COUNT, COST_SOBOL_DIMENSIONS), COST_OK);
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
            with_or_without_gsl,
#if COST_HAVE_GSL
                indices_of_a_linear_bill, indices_of_many_ranges, points_are_spread, indices_of_what_does_not_vary,
#endif
                NULL
        });
}

UNIT_MAIN(suite)
