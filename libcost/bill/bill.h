/* The bill as reports read it.  The public half is include/cost/bill.h. */
#ifndef COST_BILL_INTERNAL_H
#define COST_BILL_INTERNAL_H

#include "cost/bill.h"
#include "libcost/money/rate.h"
#include "libcost/simulate/usage.h"

typedef struct {
    const cost_record_t *record;    /* the resource, the dimension, the key */
    const struct cost_group *group; /* all usage that shares its price: group.h */
    size_t month;
    const char *unit, *usage_type;
    cost_category_t category;
    cost_wide_t quantity;        /* in the base of the unit */
    cost_wide_t one;             /* base counts of one unit */
    cost_wide_t tier_from_micro; /* in plain units, times 1e6 */
    cost_rate_t rate;
    cost_money_t cost, list_cost, effective_cost;
    const char *implied_by; /* NULL: nothing */
    bool minimum;           /* makes up for what a plan's percentages lack of its least charge */
    const char *source_id;
    const char *id; /* NULL: made from the rest; else as it was saved */
} cost_line_t;

typedef struct {
    char name[COST_CIVIL_TEXT_SIZE];
    int64_t start, seconds;
    cost_money_t total;
} cost_bill_month_t;

typedef struct {
    const char *name; /* "workload/resource", or a service */
    const char *service;
    cost_money_t cost;
} cost_bill_sum_t;

typedef struct {
    const cost_resource_t *resource;
    const cost_ran_t *ran;
    size_t month;
} cost_bill_quality_t;

struct cost_bill {
    cost_arena_t *arena;
    const cost_catalog_t *catalog; /* NULL: the bill was read */
    const char *price_version;     /* "" when not known */
    const char *const *workloads;
    size_t workload_count;
    const char *scenario; /* NULL: the base */
    cost_chance_t chance; /* which possible month; the central one when not drawn */
    int64_t start, end;   /* of the period, POSIX seconds */
    bool hours_only;      /* a period in hours: its dates mean nothing */
    int32_t price_date;   /* yyyymmdd; 0 when not known */
    cost_bill_month_t *months;
    size_t month_count;
    cost_line_t *lines; /* by month, workload, resource, dimension, variant, region, tier */
    size_t line_count;
    cost_bill_sum_t *by_resource, *by_service;
    size_t resource_count, service_count;
    cost_bill_quality_t *quality; /* by month, then as the meters went through the resources */
    size_t quality_count;
    cost_money_t total;
    const cost_track_t *tracks;       /* by month, then by workload; NULL: the bill was read */
    bool by_hour;                     /* its records know their hours */
    const struct cost_shared *shared; /* the allowances that lines of it had a part in: group.h */
    cost_notes_t defaults, unpriced, warnings;
    const cost_note_t **default_at, **unpriced_at, **warning_at; /* the same by number */
};

/* The order of the lines of a month, but for tiers: workload, resource, service, dimension, region, variant, factor.  0
 * for what is a line of the same. */
int cost_record_compare(const cost_record_t *x, const cost_record_t *y);

#endif
