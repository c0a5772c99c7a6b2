#include "libcost/services/reserved.h"

const char *const cost_reserved_terms[] = {[COST_ONE_YEAR] = "1yr", [COST_THREE_YEARS] = "3yr", NULL};
const char *const cost_reserved_payments[] = {[COST_NO_UPFRONT] = "no-upfront",
                                              [COST_PARTIAL_UPFRONT] = "partial-upfront",
                                              [COST_ALL_UPFRONT] = "all-upfront",
                                              NULL};
const char *const cost_reserved_upfronts[] = {
    [COST_UPFRONT_AMORTISED] = "amortised", [COST_UPFRONT_PAID] = "paid", NULL};

const cost_field_t cost_reserved_fields[COST_RESERVED_FIELDS] = {
    [COST_RESERVED_COUNT] = {.name = "count",
                             .kind = COST_KIND_INTEGER,
                             .min = "1",
                             .help = "how many are reserved; all that the resource has when left out"},
    [COST_RESERVED_TERM] = {.name = "term",
                            .kind = COST_KIND_CHOICE,
                            .choices = cost_reserved_terms,
                            .required = true,
                            .help = "one or three years"},
    [COST_RESERVED_PAYMENT] = {.name = "payment",
                               .kind = COST_KIND_CHOICE,
                               .choices = cost_reserved_payments,
                               .required = true,
                               .help = "how much of it is paid upfront"},
    [COST_RESERVED_UPFRONT] = {.name = "upfront",
                               .kind = COST_KIND_CHOICE,
                               .choices = cost_reserved_upfronts,
                               .fallback = "amortised",
                               .help = "amortised: spread over the hours of the term; paid: the fee lies behind, only "
                                       "recurring hours are billed",
                               .source = "billing-rules 15.2, amortised view"},
};

cost_status_t cost_reserved_check(const cost_value_t *reserved, const cost_reserved_terms_t *terms, cost_error_t *err)
{
    const cost_value_t *field = reserved->values, *count = &field[COST_RESERVED_COUNT];
    const cost_value_t *payment = &field[COST_RESERVED_PAYMENT], *upfront = &field[COST_RESERVED_UPFRONT];
    cost_status_t status = COST_OK;
    if (!cost_given(reserved))
        return COST_OK;
    if (cost_given(count) && count->integer > terms->owned)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, count->node,
                                               "%lld reserved %s are more than the %lld that the resource has",
                                               (long long)count->integer, terms->noun, (long long)terms->owned));
    if (!terms->long_no_upfront && field[COST_RESERVED_TERM].choice == COST_THREE_YEARS &&
        payment->choice == COST_NO_UPFRONT)
        cost_status_keep(
            &status,
            cost_fail_at(err, COST_ERR_SCHEMA, payment->node,
                         "no-upfront is sold for one year only; write term: 1yr, or payment: partial-upfront"));
    if (!terms->recurring_priced && upfront->choice == COST_UPFRONT_PAID && payment->choice == COST_PARTIAL_UPFRONT)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_NO_PRICE, upfront->node,
                                               "the price book has no recurring price of partly paid %s; write "
                                               "upfront: amortised",
                                               terms->noun));
    return status;
}
