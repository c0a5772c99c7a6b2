/* What do 4 vCPU and 8 GiB cost as one large task, or as many small ones?  Public tasks pay for an address each.
 *
 *     cc sweep_tasks.c $(pkg-config --cflags --libs libcost) -o sweep_tasks && ./sweep_tasks
 *
 * By hand, 730 hours: 4 vCPU x 0.04048 + 8 GB x 0.004445 = 0.19748 USD/h, 144.1604 USD in all; an address is
 * 730 x 0.005 = 3.65 USD.  AWS has no task of 4 vCPU and 4 GiB: the last size is refused, and the sweep goes on.
 */
#include <stdio.h>
#include <string.h>

#include <cost.h>

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,\n"
                           " resources: {app: {service: fargate, tasks: 1, subnets: public,\n"
                           "                   task: {vcpu: 4, memory: 8 GiB}}}}\n";
static const struct {
    const char *tasks, *vcpu, *memory;
} sizes[] = {{"1", "4", "8 GiB"}, {"2", "2", "4 GiB"}, {"4", "1", "2 GiB"}, {"8", "0.5", "1 GiB"}, {"1", "4", "4 GiB"}};

static void set(cost_options_t *options, const char *path, const char *value)
{
    char assignment[128];
    snprintf(assignment, sizeof assignment, "resources.app.%s=%s", path, value);
    cost_options_add_override(options, assignment);
}

int main(void)
{
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    cost_status_t status = cost_catalog_create(&book, NULL, err);
    for (size_t i = 0; !status && i < sizeof sizes / sizeof sizes[0]; i++) {
        cost_options_t *options = cost_options_create();
        cost_workload_t *workload = NULL;
        cost_bill_t *bill = NULL;
        char usd[COST_MONEY_TEXT_SIZE];
        set(options, "tasks", sizes[i].tasks);
        set(options, "task.vcpu", sizes[i].vcpu);
        set(options, "task.memory", sizes[i].memory);
        cost_status_t refused = cost_workload_parse(&workload, text, strlen(text), "shop", options, err);
        const cost_workload_t *const account[] = {workload};
        if (!refused)
            refused = cost_estimate(&bill, book, account, 1, options, err);
        printf("%s x %s vCPU, %s: %s\n", sizes[i].tasks, sizes[i].vcpu, sizes[i].memory,
               refused ? cost_error_message(err, 0) : cost_money_text(cost_bill_total(bill), 2, usd));
        cost_bill_destroy(bill);
        cost_workload_destroy(workload);
        cost_options_destroy(options);
        cost_error_clear(err);
    }
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return status ? 1 : 0;
}
