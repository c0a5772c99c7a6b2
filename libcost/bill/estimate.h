/* The steps from simulated months to a bill, in the order in which cost_estimate() takes them. */
#ifndef COST_ESTIMATE_H
#define COST_ESTIMATE_H

#include "libcost/bill/bill.h"
#include "libcost/bill/rater.h"
#include "libcost/simulate/month.h"

/* Another month than the central one: `draw` puts other values into the resolved workloads, which then live in the
 * bill's arena. */
typedef struct {
    cost_status_t (*draw)(const void *user, cost_arena_t *arena, cost_resolved_t *resolved, size_t count,
                          cost_error_t *err);
    const void *user;
    cost_chance_t chance; /* what the bill says that it is */
} cost_possible_t;

/* cost_estimate() of a possible month; NULL is the central one. */
cost_status_t cost_estimate_possible(cost_bill_t **out, const cost_catalog_t *catalog,
                                     const cost_workload_t *const *workloads, size_t count,
                                     const cost_options_t *options, const cost_possible_t *possible, cost_error_t *err);

/* COST_ERR_SCHEMA when workloads cannot be billed together. */
cost_status_t cost_account_check(const cost_workload_t *const *workloads, size_t count, cost_error_t *err);
/* Takes the rater's lines, sorts them, adds up months and total. */
cost_status_t cost_bill_take_lines(cost_bill_t *bill, const cost_rater_t *rater, cost_error_t *err);
/* Fills by_resource and by_service. */
cost_status_t cost_bill_sum_up(cost_bill_t *bill, const cost_workload_t *const *workloads, size_t count,
                               cost_error_t *err);
/* Makes the notes answer by their number; the last step. */
cost_status_t cost_bill_number_notes(cost_bill_t *bill, cost_error_t *err);

/* False, with nothing added, when the sum does not fit. */
static inline bool cost_money_add(cost_money_t *sum, cost_money_t amount)
{
    int64_t nano_usd;
    if (__builtin_add_overflow(sum->nano_usd, amount.nano_usd, &nano_usd))
        return false;
    sum->nano_usd = nano_usd;
    return true;
}

#endif
