/* Geographies of CloudFront: where the viewers are, which price class serves them, and where they are charged. */
#ifndef COST_CLOUDFRONT_GEOGRAPHY_H
#define COST_CLOUDFRONT_GEOGRAPHY_H

#include "libcost/services/cloudfront.h"

/* As the price book names them, NULL-terminated; the first is where viewers are when nobody says. */
extern const char *const cost_geographies[COST_GEOGRAPHIES + 1];

/* Rules that state, in the same order, the least price class that serves a geography: 100, 200 or, for all, 300.  They
 * are the first of the service's rules. */
#define COST_GEOGRAPHY_RULES                                                                                           \
    "price_class_us_mexico", "price_class_canada", "price_class_europe_israel_turkey",                                 \
        "price_class_south_africa_kenya_nigeria", "price_class_middle_east", "price_class_japan",                      \
        "price_class_asia_pacific", "price_class_india", "price_class_south_america",                                  \
        "price_class_australia_new_zealand"

/* The price classes as fields write them, NULL-terminated. */
extern const char *const cost_price_classes[];

/* The shares add up to 100 %. */
cost_status_t cost_geography_check(const cost_resource_t *resource, cost_error_t *err);
/* The variant of a geography; of the first when `name` is NULL. */
void cost_geography_key(const char *name, cost_key_t *key);
/* Shares a total (1e-6) out over the geographies and counts each; what lies outside the price class goes to its least
 * expensive geography. */
cost_status_t cost_geography_add(const cost_resource_t *resource, int dimension, cost_wide_t total, cost_usage_t *out,
                                 cost_error_t *err);
/* Warns of geographies outside the price class; `dimension` names the prices that decide where they are charged. */
cost_status_t cost_geography_warn(const cost_resource_t *resource, int dimension, cost_usage_t *out, cost_error_t *err);

#endif
