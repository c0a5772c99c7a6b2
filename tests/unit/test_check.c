/* Budgets by hand.  A hosted zone costs 0.50 a month (0.10 beyond 25); a task of 1 vCPU and 2 GB 0.04937 an hour. */
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

static cost_catalog_t *book;

static void setup(void)
{
    ck_assert(!cost_catalog_create(&book, NULL, NULL));
}

static void teardown(void)
{
    cost_catalog_destroy(book);
}

/* ---- what is checked ---- */

typedef struct {
    cost_workload_t *workload;
    cost_verdicts_t *verdicts;
    cost_error_t *err;
    cost_status_t status;
} checked_t;

static checked_t check_with(const char *text, const cost_gate_t *gate, int strict)
{
    checked_t out = {.err = cost_error_create()};
    cost_options_t *options = cost_options_create();
    cost_options_set_strict(options, strict);
    ck_assert_msg(!cost_workload_parse(&out.workload, text, strlen(text), "shop.yaml", options, out.err), "%s",
                  cost_error_text(out.err, 0));
    const cost_workload_t *const account[] = {out.workload};
    out.status = cost_check(&out.verdicts, book, account, 1, options, gate, out.err);
    cost_options_destroy(options);
    return out;
}

static checked_t check(const char *text, const cost_gate_t *gate)
{
    checked_t out = check_with(text, gate, 0);
    ck_assert_msg(!out.status, "%s", cost_error_text(out.err, 0));
    return out;
}

static void clear(checked_t *checked)
{
    cost_verdicts_destroy(checked->verdicts);
    cost_workload_destroy(checked->workload);
    cost_error_destroy(checked->err);
}

static void expect(const checked_t *checked, size_t i, const char *name, cost_verdict_state_t state, const char *cost,
                   const char *limit)
{
    char text[COST_MONEY_TEXT_SIZE];
    ck_assert_str_eq(cost_verdict_name(checked->verdicts, i), name);
    ck_assert_msg(cost_verdict_state(checked->verdicts, i) == state, "%s is %s", name,
                  cost_verdict_state_name((int)cost_verdict_state(checked->verdicts, i)));
    ck_assert_str_eq(cost_money_text(cost_verdict_cost(checked->verdicts, i), 9, text), cost);
    ck_assert_str_eq(cost_money_text(cost_verdict_limit(checked->verdicts, i), 9, text), limit);
}

static cost_bill_t *bill_of(const char *text, cost_workload_t **workload)
{
    cost_bill_t *bill = NULL;
    ck_assert(!cost_workload_parse(workload, text, strlen(text), "before.yaml", NULL, NULL));
    const cost_workload_t *const account[] = {*workload};
    ck_assert(!cost_estimate(&bill, book, account, 1, NULL, NULL));
    return bill;
}

#define HEAD(period) "format: libcost-workload/1\nworkload: shop\nregion: us-east-1\nperiod: " period "\n"
#define ZONES(n)     "resources: {dns: {service: route53, hosted_zones: " n "}}\n"

/* ---- limits ---- */

START_TEST(a_limit_is_kept_to_the_last_digit)
{
    checked_t checked = check(HEAD("2025-11") ZONES("2") "budgets:\n"
                                                         "  just: {limit: 1 USD}\n"
                                                         "  over: {limit: 0.999999999 USD}\n",
                              NULL);
    expect(&checked, 0, "just", COST_VERDICT_WITHIN, "1.000000000", "1.000000000");
    expect(&checked, 1, "over", COST_VERDICT_BROKEN, "1.000000000", "0.999999999");
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), COST_GATE_BROKEN);
    ck_assert_int_eq(cost_verdict_line(checked.verdicts, 1), 8);
    ck_assert_str_eq(cost_verdict_file(checked.verdicts, 1), "shop.yaml");
    ck_assert_int_eq(cost_verdict_crossing(checked.verdicts, 0), -1);
    ck_assert(cost_verdict_probability(checked.verdicts, 0, NULL) < 0);
    clear(&checked);
}
END_TEST

START_TEST(the_crossing_is_a_date)
{
    /* 0.75 of 1.00 are spent after 22.5 of 30 days: 2025-11-23T12:00Z; of a period in hours, after 75 of 100 hours.
     * Hours cost whole nano-dollars, which may move it by a second. */
    checked_t checked = check(HEAD("2025-11") ZONES("2") "budgets: {most: {limit: 0.75 USD}}\n", NULL);
    ck_assert_int_le(llabs(cost_verdict_crossing(checked.verdicts, 0) - 1763899200), 1);
    clear(&checked);
    checked = check(HEAD("100h") ZONES("2") "budgets: {most: {limit: 0.75 USD}}\n", NULL);
    ck_assert_int_le(llabs(cost_verdict_crossing(checked.verdicts, 0) - 75 * 3600), 1);
    clear(&checked);
}
END_TEST

START_TEST(the_crossing_follows_the_hours)
{
    /* A task from the 16th on costs 360 h x 0.04937 = 17.7732; half of it is spent after 180 h: 2025-11-23T12:00Z.
     * Spread over the month it would have been the 16th. */
    checked_t checked =
        check(HEAD("2025-11") "resources:\n"
                              "  app: {service: fargate, task: {vcpu: 1, memory: 2 GiB}, subnets: private,\n"
                              "        pulls: none, runs: {from: 2025-11-16}}\n"
                              "budgets: {half: {limit: 8.8866 USD}, none: {limit: 0 USD}}\n",
              NULL);
    expect(&checked, 0, "half", COST_VERDICT_BROKEN, "17.773200000", "8.886600000");
    ck_assert_int_eq(cost_verdict_crossing(checked.verdicts, 0), 1763899200);
    ck_assert_int_eq(cost_verdict_crossing(checked.verdicts, 1), 1763251200); /* 2025-11-16, at once */
    clear(&checked);
}
END_TEST

START_TEST(scopes_go_together)
{
    checked_t checked =
        check(HEAD("2025-11") "tags: {env: prod}\n"
                              "resources:\n"
                              "  dns: {service: route53, hosted_zones: 2}\n"
                              "  own: {service: route53, hosted_zones: 3, tags: {env: test}}\n"
                              "  alb: {service: alb, scheme: internet-facing, zones: 2, usage: {lcu_hours: 0}}\n"
                              "budgets:\n"
                              "  service: {limit: 2 USD, service: route53}\n"
                              "  resource: {limit: 2 USD, resource: own}\n"
                              "  named: {limit: 2 USD, resource: shop/own}\n"
                              "  tag: {limit: 2 USD, tag: env=test}\n"
                              "  addresses: {limit: 2 USD, service: public-ipv4, resource: alb}\n"
                              "  none: {limit: 2 USD, service: alb, resource: own}\n",
              NULL);
    expect(&checked, 0, "service", COST_VERDICT_BROKEN, "2.500000000", "2.000000000");
    expect(&checked, 1, "resource", COST_VERDICT_WITHIN, "1.500000000", "2.000000000");
    expect(&checked, 2, "named", COST_VERDICT_WITHIN, "1.500000000", "2.000000000");
    expect(&checked, 3, "tag", COST_VERDICT_WITHIN, "1.500000000", "2.000000000");
    expect(&checked, 4, "addresses", COST_VERDICT_BROKEN, "7.200000000", "2.000000000"); /* 2 x 720 x 0.005 */
    expect(&checked, 5, "none", COST_VERDICT_WITHIN, "0.000000000", "2.000000000");
    clear(&checked);
}
END_TEST

START_TEST(the_worst_month_decides)
{
    /* 720 x 0.04937 = 35.5464, 744 x 0.04937 = 36.73128 */
    static const char text[] = HEAD(
        "2025-11..2026-01") "resources: {app: {service: fargate, task: {vcpu: 1, memory: 2 GiB}, subnets: private}}\n"
                            "budgets: {each: {limit: 36 USD}, first: {limit: 36 USD, month: 2025-11}}\n";
    checked_t checked = check(text, NULL);
    expect(&checked, 0, "each", COST_VERDICT_BROKEN, "36.731280000", "36.000000000");
    ck_assert_str_eq(cost_verdict_month(checked.verdicts, 0), "2025-12");
    expect(&checked, 1, "first", COST_VERDICT_WITHIN, "35.546400000", "36.000000000");
    ck_assert_str_eq(cost_verdict_month(checked.verdicts, 1), "2025-11");
    clear(&checked);
}
END_TEST

START_TEST(scenarios_have_bills_of_their_own)
{
    checked_t checked =
        check(HEAD("2025-11") ZONES("2") "scenarios: {more: {resources: {dns: {hosted_zones: 4}}}}\n"
                                         "budgets: {now: {limit: 1 USD}, then: {limit: 1 USD, scenario: more},\n"
                                         "  too: {limit: 2 USD, scenario: more}}\n",
              NULL);
    expect(&checked, 0, "now", COST_VERDICT_WITHIN, "1.000000000", "1.000000000");
    expect(&checked, 1, "then", COST_VERDICT_BROKEN, "2.000000000", "1.000000000");
    expect(&checked, 2, "too", COST_VERDICT_WITHIN, "2.000000000", "2.000000000");
    clear(&checked);
}
END_TEST

/* ---- growth ---- */

START_TEST(growth_is_measured_against_the_baseline)
{
    cost_workload_t *before;
    cost_bill_t *baseline = bill_of(HEAD("2025-10") ZONES("2"), &before);
    cost_gate_t *gate = cost_gate_create();
    cost_gate_set_baseline(gate, baseline);
    checked_t checked = check(HEAD("2025-11") ZONES("3") "budgets:\n"
                                                         "  percent: {growth: +5%}\n"
                                                         "  half: {growth: +50%}\n"
                                                         "  money: {growth: +0.49 USD}\n"
                                                         "  less: {growth: -10%}\n"
                                                         "  both: {growth: +100%, limit: 1.2 USD}\n"
                                                         "  other: {growth: +20%, limit: 5 USD}\n",
                              gate);
    expect(&checked, 0, "percent", COST_VERDICT_BROKEN, "1.500000000", "1.050000000");
    expect(&checked, 1, "half", COST_VERDICT_WITHIN, "1.500000000", "1.500000000");
    expect(&checked, 2, "money", COST_VERDICT_BROKEN, "1.500000000", "1.490000000");
    expect(&checked, 3, "less", COST_VERDICT_BROKEN, "1.500000000", "0.900000000");
    expect(&checked, 4, "both", COST_VERDICT_BROKEN, "1.500000000", "1.200000000");
    expect(&checked, 5, "other", COST_VERDICT_BROKEN, "1.500000000", "1.200000000");
    clear(&checked);
    cost_gate_destroy(gate);
    cost_bill_destroy(baseline);
    cost_workload_destroy(before);
}
END_TEST

START_TEST(months_stand_beside_those_of_their_name)
{
    /* The baseline of November is 35.5464, that of December 36.73128: the same, so that nothing grew. */
    static const char text[] = HEAD(
        "2025-11..2025-12") "resources: {app: {service: fargate, task: {vcpu: 1, memory: 2 GiB}, subnets: private}}\n"
                            "budgets: {same: {growth: +0 USD}}\n";
    cost_workload_t *before;
    cost_bill_t *baseline = bill_of(text, &before);
    cost_gate_t *gate = cost_gate_create();
    cost_gate_set_baseline(gate, baseline);
    checked_t checked = check(text, gate);
    ck_assert_int_eq(cost_verdict_state(checked.verdicts, 0), COST_VERDICT_WITHIN);
    clear(&checked);
    cost_gate_destroy(gate);
    cost_bill_destroy(baseline);
    cost_workload_destroy(before);
}
END_TEST

/* ---- levels and waivers ---- */

START_TEST(a_warning_warns)
{
    checked_t checked = check(HEAD("730h") ZONES("2") "budgets: {soft: {limit: 0.5 USD, level: warning}}\n", NULL);
    ck_assert_int_eq(cost_verdict_state(checked.verdicts, 0), COST_VERDICT_BROKEN);
    ck_assert(cost_verdict_warns(checked.verdicts, 0));
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), COST_GATE_WARNED);
    clear(&checked);
}
END_TEST

static void expect_waived(const char *today, cost_verdict_state_t state, cost_gate_outcome_t outcome)
{
    cost_gate_t *gate = cost_gate_create();
    ck_assert(!cost_gate_set_today(gate, today));
    checked_t checked = check(
        HEAD("730h") ZONES("2") "budgets: {most: {limit: 0.5 USD, waiver: {reason: launch, until: 2026-01-31}}}\n",
        gate);
    ck_assert_int_eq(cost_verdict_state(checked.verdicts, 0), state);
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), outcome);
    clear(&checked);
    cost_gate_destroy(gate);
}

START_TEST(a_waiver_holds_through_its_last_day)
{
    expect_waived("2025-12-01", COST_VERDICT_WAIVED, COST_GATE_PASSED);
    expect_waived("2026-01-31", COST_VERDICT_WAIVED, COST_GATE_PASSED);
    expect_waived("2026-02-01", COST_VERDICT_BROKEN, COST_GATE_BROKEN);
    expect_waived(NULL, COST_VERDICT_BROKEN, COST_GATE_BROKEN);
}
END_TEST

START_TEST(settings_are_checked)
{
    cost_gate_t *gate = cost_gate_create();
    ck_assert_int_eq(cost_gate_set_today(gate, "2026-02-30"), COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_gate_set_today(gate, "soon"), COST_ERR_SYNTAX);
    ck_assert_int_eq(cost_gate_set_trials(gate, (size_t)COST_TRIALS_MAX + 1), COST_ERR_RANGE);
    ck_assert_int_eq(cost_gate_set_threads(gate, 0), COST_ERR_RANGE);
    ck_assert_int_eq(cost_gate_set_threads(gate, 2), COST_OK);
    cost_gate_destroy(gate);
    ck_assert_str_eq(cost_verdict_state_name(COST_VERDICT_UNDECIDED), "undecided");
    ck_assert_ptr_null(cost_verdict_state_name(COST_VERDICT_STATES));
}
END_TEST

/* ---- confidence ---- */

#define DOUBTFUL                                                                                                       \
    HEAD("730h")                                                                                                       \
    "account: {always_free: false}\n"                                                                                  \
    "resources: {q: {service: sqs, requests: 50M to 200M/month}}\n"

/* Requests are lognormal with P5 and P95 at 50M and 200M, at 0.40 USD a million: the bill's P95 is 80 USD, its median
 * 40. */
START_TEST(a_confidence_is_judged_by_trials)
{
    checked_t checked = check(DOUBTFUL "budgets:\n"
                                       "  safe: {limit: 100 USD, confidence: 95%}\n"
                                       "  tight: {limit: 60 USD, confidence: 95%}\n"
                                       "  edge: {limit: 80 USD, confidence: 95%}\n"
                                       "  median: {limit: 40 USD, confidence: 10%}\n",
                              NULL);
    double error;
    expect(&checked, 0, "safe", COST_VERDICT_WITHIN, "40.000000000", "100.000000000");
    expect(&checked, 1, "tight", COST_VERDICT_BROKEN, "40.000000000", "60.000000000");
    expect(&checked, 2, "edge", COST_VERDICT_UNDECIDED, "40.000000000", "80.000000000");
    expect(&checked, 3, "median", COST_VERDICT_WITHIN, "40.000000000", "40.000000000");
    /* P(z > 1.645 ln(60 / 100) / ln(50 / 100)) with the median at 100M: 60 USD are 150M, ln 1.5 / (ln 2 / 1.645) =
     * 0.962 standard deviations, so 16.8 %; its standard error over 2,000 trials is 0.84 %. */
    ck_assert_double_eq_tol(cost_verdict_probability(checked.verdicts, 1, &error), 0.168, 3 * 0.0084);
    ck_assert_double_eq_tol(error, 0.0084, 0.0005);
    ck_assert_double_eq_tol(cost_verdict_probability(checked.verdicts, 2, NULL), 0.05, 2 * 0.0049);
    ck_assert_double_eq_tol(cost_verdict_probability(checked.verdicts, 3, NULL), 0.5, 3 * 0.0112);
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), COST_GATE_BROKEN);
    ck_assert(cost_verdict_crossing(checked.verdicts, 1) > 0);
    clear(&checked);
}
END_TEST

START_TEST(undecided_warns_and_is_broken_under_strict_rules)
{
    static const char text[] = DOUBTFUL "budgets: {edge: {limit: 80 USD, confidence: 95%}}\n";
    checked_t checked = check(text, NULL);
    ck_assert_int_eq(cost_verdict_state(checked.verdicts, 0), COST_VERDICT_UNDECIDED);
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), COST_GATE_WARNED);
    clear(&checked);
    checked = check_with(text, NULL, 1);
    ck_assert_int_eq(checked.status, COST_OK);
    ck_assert_int_eq(cost_verdict_state(checked.verdicts, 0), COST_VERDICT_UNDECIDED);
    ck_assert_int_eq(cost_verdicts_outcome(checked.verdicts), COST_GATE_BROKEN);
    clear(&checked);
}
END_TEST

START_TEST(trials_and_seeds_are_the_budgets_own_or_the_gates)
{
    static const char text[] = DOUBTFUL "budgets: {few: {limit: 60 USD, confidence: 95%, trials: 64, seed: 7},\n"
                                        "          many: {limit: 60 USD, confidence: 95%}}\n";
    checked_t checked = check(text, NULL);
    double few, many, error;
    few = cost_verdict_probability(checked.verdicts, 0, &error);
    ck_assert(error > 0.03); /* sqrt(0.168 x 0.832 / 64) = 0.047 */
    many = cost_verdict_probability(checked.verdicts, 1, &error);
    ck_assert(error < 0.01);
    clear(&checked);
    cost_gate_t *gate = cost_gate_create();
    ck_assert(!cost_gate_set_trials(gate, 2000));
    cost_gate_set_seed(gate, 1);
    checked = check(text, gate);
    ck_assert(cost_verdict_probability(checked.verdicts, 0, NULL) == many);
    ck_assert(cost_verdict_probability(checked.verdicts, 0, NULL) != few);
    clear(&checked);
    cost_gate_destroy(gate);
}
END_TEST

START_TEST(growth_and_scenarios_are_judged_by_trials_too)
{
    /* Twice the central 40 USD of the baseline is the limit of 80 USD; half the requests against half of it is the same
     * question, with the same draws. */
    static const char text[] = DOUBTFUL "scenarios: {half: {resources: {q: {requests: 25M to 100M/month}}}}\n"
                                        "budgets:\n"
                                        "  edge:   {limit: 80 USD, confidence: 95%}\n"
                                        "  growth: {growth: +100%, confidence: 95%}\n"
                                        "  half:   {limit: 40 USD, confidence: 95%, scenario: half}\n";
    cost_workload_t *before;
    cost_bill_t *baseline = bill_of(DOUBTFUL, &before);
    cost_gate_t *gate = cost_gate_create();
    cost_gate_set_baseline(gate, baseline);
    checked_t checked = check(text, gate);
    const double edge = cost_verdict_probability(checked.verdicts, 0, NULL);
    expect(&checked, 1, "growth", COST_VERDICT_UNDECIDED, "40.000000000", "80.000000000");
    expect(&checked, 2, "half", COST_VERDICT_UNDECIDED, "20.000000000", "40.000000000");
    ck_assert(cost_verdict_probability(checked.verdicts, 1, NULL) == edge);
    ck_assert_double_eq_tol(cost_verdict_probability(checked.verdicts, 2, NULL), edge, 0.001);
    clear(&checked);
    cost_gate_destroy(gate);
    cost_bill_destroy(baseline);
    cost_workload_destroy(before);
}
END_TEST

/* ---- what is refused ---- */

static void expect_refused(const char *text, const cost_gate_t *gate, const char *error)
{
    checked_t checked = check_with(text, gate, 0);
    ck_assert_ptr_null(checked.verdicts);
    ck_assert_int_eq(checked.status, COST_ERR_SCHEMA);
    ck_assert_str_eq(cost_error_text(checked.err, 0), error);
    clear(&checked);
}

static cost_budgets_t *budgets_of(const char *text)
{
    cost_budgets_t *budgets = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_msg(!cost_budgets_parse(&budgets, text, strlen(text), "budgets.yaml", err), "%s",
                  cost_error_text(err, 0));
    cost_error_destroy(err);
    return budgets;
}

START_TEST(what_does_not_exist_is_refused)
{
    expect_refused(HEAD("730h") ZONES("2"), NULL,
                   "shop.yaml: there is no budget to check; write budgets: {month: {limit: 600 USD}}");
    expect_refused(HEAD("730h") ZONES("2") "budgets: {a: {growth: +5%}}\n", NULL,
                   "shop.yaml:6:23: budgets.a.growth: \"+5%\" is measured against a saved bill, and none was given");
    expect_refused(HEAD("730h") ZONES("2") "budgets: {a: {limit: 1, month: 2025-11}}\n", NULL,
                   "shop.yaml:6:32: budgets.a.month: \"2025-11\" is no month of the period");
    cost_gate_t *gate = cost_gate_create();
    cost_budgets_t *budgets = budgets_of("{format: libcost-budgets/1, budgets: {a: {limit: 1, resource: db}}}");
    cost_gate_set_budgets(gate, budgets);
    expect_refused(HEAD("730h") ZONES("2"), gate,
                   "budgets.yaml:1:63: budgets.a.resource: the bill has no resource \"db\"");
    cost_budgets_destroy(budgets);
    budgets = budgets_of("{format: libcost-budgets/1, budgets: {a: {limit: 1, scenario: x}}}");
    cost_gate_set_budgets(gate, budgets);
    expect_refused(HEAD("730h") ZONES("2"), gate,
                   "budgets.yaml:1:63: budgets.a.scenario: no file has a scenario \"x\"");
    cost_budgets_destroy(budgets);
    cost_gate_destroy(gate);
}
END_TEST

START_TEST(budgets_beside_the_file)
{
    cost_gate_t *gate = cost_gate_create();
    cost_budgets_t *budgets = budgets_of("format: libcost-budgets/1\nbudgets:\n  beside: {limit: 0.5 USD}\n");
    ck_assert_uint_eq(cost_budgets_count(budgets), 1);
    cost_gate_set_budgets(gate, budgets);
    checked_t checked = check(HEAD("730h") ZONES("2") "budgets: {own: {limit: 5 USD}}\n", gate);
    ck_assert_uint_eq(cost_verdicts_count(checked.verdicts), 2);
    expect(&checked, 0, "own", COST_VERDICT_WITHIN, "1.000000000", "5.000000000");
    expect(&checked, 1, "beside", COST_VERDICT_BROKEN, "1.000000000", "0.500000000");
    ck_assert_str_eq(cost_verdict_file(checked.verdicts, 1), "budgets.yaml");
    ck_assert_int_eq(cost_verdict_line(checked.verdicts, 1), 3);
    ck_assert_ptr_null(cost_verdict_name(checked.verdicts, 2));
    clear(&checked);
    cost_budgets_destroy(budgets);
    cost_gate_destroy(gate);
}
END_TEST

static void expect_bad_budgets(const char *text, const char *error)
{
    cost_budgets_t *budgets = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert(cost_budgets_parse(&budgets, text, strlen(text), "budgets.yaml", err));
    ck_assert_ptr_null(budgets);
    ck_assert_str_eq(cost_error_text(err, 0), error);
    cost_error_destroy(err);
}

START_TEST(bad_files_of_budgets_are_refused)
{
    expect_bad_budgets("[]", "budgets.yaml:1:1: a file of budgets is a map that begins with format: libcost-budgets/1");
    expect_bad_budgets("{format: libcost-budgets/2, budgets: {}}",
                       "budgets.yaml:1:10: format: \"libcost-budgets/2\" is not libcost-budgets/1");
    expect_bad_budgets("{format: libcost-budgets/1, budgets: {a: {limit: 5 GB}}}",
                       "budgets.yaml:1:50: budgets.a.limit: \"5 GB\" is a number of bytes; an amount such as "
                       "600 USD is expected");
    expect_bad_budgets("{format: libcost-budgets/1}",
                       "budgets.yaml:1:1: budgets: is missing; it is a map such as {month: {limit: 600 USD}}");
}
END_TEST

static Suite *check_suite(void)
{
    Suite *suite = suite_create("check");
    TCase *tcase = tcase_create("check");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_limit_is_kept_to_the_last_digit);
    tcase_add_test(tcase, the_crossing_is_a_date);
    tcase_add_test(tcase, the_crossing_follows_the_hours);
    tcase_add_test(tcase, scopes_go_together);
    tcase_add_test(tcase, the_worst_month_decides);
    tcase_add_test(tcase, scenarios_have_bills_of_their_own);
    tcase_add_test(tcase, growth_is_measured_against_the_baseline);
    tcase_add_test(tcase, months_stand_beside_those_of_their_name);
    tcase_add_test(tcase, a_warning_warns);
    tcase_add_test(tcase, a_waiver_holds_through_its_last_day);
    tcase_add_test(tcase, settings_are_checked);
    tcase_add_test(tcase, a_confidence_is_judged_by_trials);
    tcase_add_test(tcase, undecided_warns_and_is_broken_under_strict_rules);
    tcase_add_test(tcase, trials_and_seeds_are_the_budgets_own_or_the_gates);
    tcase_add_test(tcase, growth_and_scenarios_are_judged_by_trials_too);
    tcase_add_test(tcase, what_does_not_exist_is_refused);
    tcase_add_test(tcase, budgets_beside_the_file);
    tcase_add_test(tcase, bad_files_of_budgets_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(check_suite)
