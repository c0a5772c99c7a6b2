/* Many possible months: how far a simulation is, what it finds, and how it is ended early.
 *
 *     cc cancel_simulation.c $(pkg-config --cflags --libs libcost) -o cancel_simulation && ./cancel_simulation
 *
 * By hand: `80M to 120M` says that 5 of 100 months lie below and 5 above.  At 0.40 USD per million that is 32 and 48
 * USD.
 */
#include <stdio.h>
#include <string.h>

#include <cost.h>

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
                           " account: {always_free: false},\n"
                           " resources: {queue: {service: sqs, requests: 80M/month to 120M/month}}}\n";

typedef struct {
    size_t done, stop_at;
} watch_t;

/* Called on this thread, now and then; a user's Cancel button would be asked here. */
static int watch(void *user, size_t done, size_t total)
{
    watch_t *state = (watch_t *)user;
    state->done = done;
    return done >= state->stop_at && done < total;
}

static cost_status_t simulate(const cost_catalog_t *book, const cost_workload_t *workload, size_t stop_at)
{
    watch_t state = {0, stop_at};
    cost_distribution_t *found = NULL;
    cost_simulation_t *run = cost_simulation_create();
    char low[COST_MONEY_TEXT_SIZE], high[COST_MONEY_TEXT_SIZE];
    cost_simulation_set_progress(run, watch, &state);
    cost_status_t status = cost_simulate(&found, book, &workload, 1, NULL, run, NULL);
    if (status)
        printf("not all of 2000 trials: %s\n", cost_status_text((int)status));
    else
        printf("%zu trials: P5 %s, P95 %s USD\n", cost_distribution_trials(found),
               cost_money_text(cost_distribution_percentile(found, COST_PART_TOTAL, 0, COST_P5), 0, low),
               cost_money_text(cost_distribution_percentile(found, COST_PART_TOTAL, 0, COST_P95), 0, high));
    cost_distribution_destroy(found);
    cost_simulation_destroy(run);
    return status;
}

int main(void)
{
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    if (cost_catalog_create(&book, NULL, NULL) ||
        cost_workload_parse(&workload, text, strlen(text), "shop", NULL, NULL))
        return 1;
    int good = simulate(book, workload, 2000) == COST_OK && simulate(book, workload, 500) == COST_ERR_CANCELLED;
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    return !good;
}
