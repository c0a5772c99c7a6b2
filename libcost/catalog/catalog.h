/* The price book, as the rest of the library asks for it.  The public half is include/cost/catalog.h. */
#ifndef COST_CATALOG_INTERNAL_H
#define COST_CATALOG_INTERNAL_H

#include "cost/catalog.h"
#include "libcost/money/rate.h"
#include "libcost/money/wide.h"

typedef enum {
    COST_MODEL_GRADUATED,
    COST_MODEL_FLAT_PLAN,
    COST_MODEL_PERCENT_OF_BILL,
    COST_MODEL_NET_OF
} cost_price_model_t;
typedef enum { COST_CONFIDENCE_LOW, COST_CONFIDENCE_MEDIUM, COST_CONFIDENCE_HIGH } cost_confidence_t;

/* One price with its tiers, valid at some date.  Texts belong to the catalog. */
typedef struct {
    const char *service, *dimension, *variant, *region, *usage_type, *unit;
    cost_price_model_t model;
    const char *model_argument;   /* NET_OF: the dimension taken off; else "" */
    int32_t observed;             /* yyyymmdd, the oldest of the tiers */
    cost_confidence_t confidence; /* the lowest of the tiers */
    const char *source_id, *source_url;
    size_t tier_count;
    size_t first_row; /* opaque to callers; see cost_catalog_tier() */
    bool overlay;
} cost_price_t;

/* One tier of a price. */
typedef struct {
    cost_wide_t from_micro; /* in plain units (cost_unit_plain) times 1e6 */
    cost_rate_t rate;       /* per unit, multiplier included */
} cost_tier_t;

/* Finds the price of a key at a date (yyyymmdd): a row with documented bounds that hold the date wins, else the latest
 * observed among the unbounded ones.  False when the book has none. */
bool cost_catalog_find_price(const cost_catalog_t *catalog, const char *service, const char *dimension,
                             const char *variant, const char *region, int32_t date, cost_price_t *out);
cost_tier_t cost_catalog_tier(const cost_catalog_t *catalog, const cost_price_t *price, size_t i);
/* For the error message when there is none: up to three nearest things that exist ("fargate vcpu_hours
 * arch=x86_64;os=linux in us-east-1, ..."): the same key in other regions, then other variants of the dimension in the
 * region, then other dimensions of the service.  Returns buffer ("" when the service has no price at all). */
const char *cost_catalog_nearest(const cost_catalog_t *catalog, const char *service, const char *dimension,
                                 const char *variant, const char *region, char *buffer, size_t size);

/* Rows of an overlay whose service, dimension, rule or kind of variant the default book does not have, so that nothing
 * asks for them: how many, and where the first stands. */
typedef struct {
    size_t count;
    const char *file;
    int line;
} cost_ignored_t;
cost_ignored_t cost_catalog_ignored(const cost_catalog_t *catalog);

/* A metering rule's value times 1e6, as rules.csv has it at the date.  False when there is none. */
bool cost_catalog_find_rule(const cost_catalog_t *catalog, const char *service, const char *rule, int32_t date,
                            cost_wide_t *micro);
/* The source id of a rule, for explanations; "" when there is none. */
const char *cost_catalog_rule_source(const cost_catalog_t *catalog, const char *service, const char *rule,
                                     int32_t date);

/* A free allowance; `dimensions` are those that share it. */
typedef struct {
    const char *id, *service;
    const char *dimensions; /* joined by '|'; `alarms[resolution=standard]` is only the part with that variant */
    const char *amount, *unit, *scope, *source_id;
} cost_allowance_t;
size_t cost_catalog_allowance_count(const cost_catalog_t *catalog);
cost_allowance_t cost_catalog_allowance(const cost_catalog_t *catalog, size_t i);
/* Whether `dimension` is one of the allowance's; where that names a variant in brackets, `variant` must have its pairs.
 * With NULL the pairs are not looked at. */
bool cost_allowance_covers(const cost_allowance_t *allowance, const char *service, const char *dimension,
                           const char *variant);

/* A row of sizes.csv: which memory (micro-GiB) goes with a number of vCPU (micro-vCPU). */
typedef struct {
    const char *service, *os;
    cost_wide_t vcpu_micro, from_micro, to_micro, step_micro;
} cost_size_t;
/* The i-th size of a service, in the order of the book; false past the last. */
bool cost_catalog_size(const cost_catalog_t *catalog, const char *service, size_t i, cost_size_t *out);

/* vCPU and memory of an instance or node class, in 1e-6.  False when the book does not know the class; a number the
 * book lacks is -1. */
typedef struct {
    cost_wide_t vcpu_micro, memory_gib_micro;
    const char *arch;
} cost_spec_t;
bool cost_catalog_find_spec(const cost_catalog_t *catalog, const char *service, const char *item, cost_spec_t *out);

/* Whether the book knows the region; its long name and how bills prefix usage types there. */
bool cost_catalog_find_region(const cost_catalog_t *catalog, const char *region, const char **name,
                              const char **usage_prefix);
size_t cost_catalog_region_count(const cost_catalog_t *catalog);
const char *cost_catalog_region(const cost_catalog_t *catalog, size_t i);
/* The distinct values that the book has for one key of a dimension's variants ("class" of rds instance_hours), for
 * "did you mean": calls `each` for every one, sorted by nothing in particular, repeated ones possible. */
void cost_catalog_each_variant_value(const cost_catalog_t *catalog, const char *service, const char *dimension,
                                     const char *key, void (*each)(const char *value, size_t length, void *context),
                                     void *context);
#endif
