/* The bill of a workload that a program holds in memory, line by line.
 *
 *     cc estimate_text.c $(pkg-config --cflags --libs libcost) -o estimate_text && ./estimate_text
 *
 * By hand: 2 tasks x 720 h x (2 vCPU x 0.04048 + 4 GB x 0.004445) = 116.5824 + 25.6032 = 142.1856 USD.
 */
#include <stdio.h>
#include <string.h>

#include <cost.h>

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
                           " resources: {app: {service: fargate, tasks: 2, task: {vcpu: 2, memory: 4 GiB}}}}\n";

static void print_bill(const cost_bill_t *bill)
{
    char dimension[64], quantity[64], unit[64], usd[COST_MONEY_TEXT_SIZE];
    for (size_t i = 0; i < cost_bill_line_count(bill); i++)
        printf("%-16s %8s %-10s %12s\n",
               cost_bill_line_field(bill, i, COST_LINE_DIMENSION, dimension, sizeof dimension),
               cost_bill_line_field(bill, i, COST_LINE_QUANTITY, quantity, sizeof quantity),
               cost_bill_line_field(bill, i, COST_LINE_UNIT, unit, sizeof unit),
               cost_money_text(cost_bill_line_cost(bill, i), 4, usd));
    printf("%-36s %12s\n", "total, USD", cost_money_text(cost_bill_total(bill), 4, usd));
}

int main(void)
{
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_status_t status = cost_catalog_create(&book, NULL, err);
    if (!status)
        status = cost_workload_parse(&workload, text, strlen(text), "shop", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!status)
        status = cost_estimate(&bill, book, account, 1, NULL, err);
    if (!status)
        print_bill(bill);
    for (size_t i = 0; i < cost_error_count(err); i++)
        fprintf(stderr, "%s\n", cost_error_text(err, i));
    cost_bill_destroy(bill); /* before what it was made from; NULL is fine everywhere */
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return status ? 1 : 0;
}
