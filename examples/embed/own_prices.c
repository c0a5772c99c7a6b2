/* The same workload at AWS's list prices and at negotiated ones, which are laid over the book that is compiled in.
 *
 *     cc own_prices.c $(pkg-config --cflags --libs libcost) -o own_prices && ./own_prices own_prices.csv
 *
 * By hand: 1 task x 730 h x (1 vCPU x 0.04048 + 2 GB x 0.004445) = 36.04 USD; at 0.03 a vCPU-hour 28.39 USD.
 */
#include <stdio.h>
#include <string.h>

#include <cost.h>

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,\n"
                           " resources: {app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}}}}\n";

static cost_status_t print_total(const cost_workload_t *workload, const char *overlay, cost_error_t *err)
{
    cost_catalog_t *book = NULL;
    cost_bill_t *bill = NULL;
    char usd[COST_MONEY_TEXT_SIZE];
    cost_status_t status = cost_catalog_create(&book, overlay, err);
    if (!status)
        status = cost_estimate(&bill, book, &workload, 1, NULL, err);
    if (!status)
        printf("%-12s %s USD\n", overlay ? "negotiated" : "list", cost_money_text(cost_bill_total(bill), 2, usd));
    cost_bill_destroy(bill); /* it points into the book */
    cost_catalog_destroy(book);
    return status;
}

int main(int argc, char **argv)
{
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: own_prices FILE.csv\n");
        return 64;
    }
    cost_status_t status = cost_workload_parse(&workload, text, strlen(text), "shop", NULL, err);
    if (!status)
        status = print_total(workload, NULL, err);
    if (!status)
        status = print_total(workload, argv[1], err);
    for (size_t i = 0; i < cost_error_count(err); i++)
        fprintf(stderr, "%s\n", cost_error_text(err, i));
    cost_workload_destroy(workload);
    cost_error_destroy(err);
    return status ? 1 : 0;
}
