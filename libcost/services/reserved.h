/* Reserved instances and nodes: what is written of them, and what does not go together. */
#ifndef COST_RESERVED_H
#define COST_RESERVED_H

#include "libcost/services/service.h"

enum { COST_ONE_YEAR, COST_THREE_YEARS };
enum { COST_NO_UPFRONT, COST_PARTIAL_UPFRONT, COST_ALL_UPFRONT };
enum { COST_UPFRONT_AMORTISED, COST_UPFRONT_PAID };
extern const char *const cost_reserved_terms[];
extern const char *const cost_reserved_payments[];
extern const char *const cost_reserved_upfronts[];

/* The fields of a group `reserved`, where term and payment say which reservation it is. */
enum { COST_RESERVED_COUNT, COST_RESERVED_TERM, COST_RESERVED_PAYMENT, COST_RESERVED_UPFRONT, COST_RESERVED_FIELDS };
extern const cost_field_t cost_reserved_fields[COST_RESERVED_FIELDS];

/* What of a group the service sells, and what the price book has of it. */
typedef struct {
    const char *noun;      /* "instances", "nodes" */
    int64_t owned;         /* how many the resource has */
    bool long_no_upfront;  /* no-upfront is sold for three years as well */
    bool recurring_priced; /* the recurring part of a partial upfront has a price of its own */
} cost_reserved_terms_t;
/* Refuses what does not go together in the group, if it is stated. */
cost_status_t cost_reserved_check(const cost_value_t *reserved, const cost_reserved_terms_t *terms, cost_error_t *err);

#endif
