/* A file of budgets: one that reads is judged, any other says why not. */
#include "cost.h"
#include "replay.h"

static const char workload_text[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11..2025-12, tags: {env: prod},\n"
    " resources: {app: {service: fargate, task: {vcpu: 2, memory: 4 GiB}}, q: {service: sqs, requests: 1M to "
    "9M/month}},\n"
    " scenarios: {more: {resources: {app: {tasks: 3}}}}}";

enum { TRIALS = 4 };

static void check_errors(const cost_error_t *err, cost_status_t status)
{
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    FUZZ_REQUIRE(status != COST_ERR_MEMORY);
    for (size_t i = 0; i < cost_error_count(err); i++)
        FUZZ_REQUIRE(*cost_error_message(err, i) && !strchr(cost_error_text(err, i), '\n'));
}

typedef struct {
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_bill_t *baseline;
} shared_t;

static const shared_t *shared(void)
{
    static shared_t made;
    if (!made.baseline) {
        FUZZ_REQUIRE(!cost_catalog_create(&made.book, NULL, NULL));
        FUZZ_REQUIRE(
            !cost_workload_parse(&made.workload, workload_text, strlen(workload_text), "shop.yaml", NULL, NULL));
        const cost_workload_t *const account[] = {made.workload};
        FUZZ_REQUIRE(!cost_estimate(&made.baseline, made.book, account, 1, NULL, NULL));
    }
    return &made;
}

static void report(const cost_verdicts_t *verdicts, cost_error_t *err)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_JSON, COST_FORMAT_JUNIT, COST_FORMAT_GITHUB};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        FUZZ_REQUIRE(!cost_report_check(&text, NULL, verdicts, formats[i], 0, err));
        cost_text_free(text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const cost_workload_t *const account[] = {shared()->workload};
    cost_error_t *err = cost_error_create();
    cost_budgets_t *budgets = NULL;
    cost_verdicts_t *verdicts = NULL;
    cost_gate_t *gate = cost_gate_create();
    cost_status_t status = cost_budgets_parse(&budgets, (const char *)data, size, "budgets.yaml", err);
    check_errors(err, status);
    if (!status) {
        cost_gate_set_budgets(gate, budgets);
        cost_gate_set_baseline(gate, shared()->baseline);
        FUZZ_REQUIRE(!cost_gate_set_today(gate, "2025-12-01") && !cost_gate_set_trials(gate, TRIALS));
        status = cost_check(&verdicts, shared()->book, account, 1, NULL, gate, err);
        check_errors(err, status);
        FUZZ_REQUIRE(status || cost_verdicts_count(verdicts) == cost_budgets_count(budgets));
    }
    if (!status)
        report(verdicts, err);
    cost_verdicts_destroy(verdicts);
    cost_budgets_destroy(budgets);
    cost_gate_destroy(gate);
    cost_error_destroy(err);
    return 0;
}
