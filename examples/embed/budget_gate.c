/* A gate: does the bill keep to its budgets?  A CI job would end with the answer as its exit code.
 *
 *     cc budget_gate.c $(pkg-config --cflags --libs libcost) -o budget_gate && ./budget_gate
 *
 * By hand: a task of 2 vCPU and 4 GB is 720 h x (2 x 0.04048 + 4 x 0.004445) = 71.0928 USD in November, three of them
 * 213.2784.  They cross 150 USD after 150 / 213.2784 of 30 days, on the 22nd.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cost.h>

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
                           " resources: {app: {service: fargate, tasks: 3, subnets: private,\n"
                           "                   task: {vcpu: 2, memory: 4 GiB}}},\n"
                           " budgets: {compute: {limit: 250 USD, service: fargate}, month: {limit: 150 USD}}}\n";

static void print_verdict(const cost_verdicts_t *verdicts, size_t i)
{
    char cost[COST_MONEY_TEXT_SIZE], limit[COST_MONEY_TEXT_SIZE], day[16] = "never";
    const time_t crossing = (time_t)cost_verdict_crossing(verdicts, i);
    if (crossing >= 0)
        strftime(day, sizeof day, "%Y-%m-%d", gmtime(&crossing));
    printf("%-7s %s: %s of %s USD, crossed: %s\n", cost_verdict_name(verdicts, i),
           cost_verdict_state_name((int)cost_verdict_state(verdicts, i)),
           cost_money_text(cost_verdict_cost(verdicts, i), 2, cost),
           cost_money_text(cost_verdict_limit(verdicts, i), 2, limit), day);
}

int main(void)
{
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_verdicts_t *verdicts = NULL;
    cost_status_t status = cost_catalog_create(&book, NULL, err);
    if (!status)
        status = cost_workload_parse(&workload, text, strlen(text), "shop", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!status)
        status = cost_check(&verdicts, book, account, 1, NULL, NULL, err);
    for (size_t i = 0; !status && i < cost_verdicts_count(verdicts); i++)
        print_verdict(verdicts, i);
    for (size_t i = 0; i < cost_error_count(err); i++)
        fprintf(stderr, "%s\n", cost_error_text(err, i));
    const int code = status ? 1 : cost_verdicts_outcome(verdicts) == COST_GATE_BROKEN ? 2 : 0;
    cost_verdicts_destroy(verdicts);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return code;
}
