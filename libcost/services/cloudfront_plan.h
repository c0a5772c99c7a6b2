/* CloudFront's flat-rate plans: what each includes.  All of it is rules of the price book. */
#ifndef COST_CLOUDFRONT_PLAN_H
#define COST_CLOUDFRONT_PLAN_H

#include "libcost/services/cloudfront.h"

/* "free", "pro", ... from the cheapest on; NULL-terminated. */
extern const char *const cost_cloudfront_plans[];

/* What one plan allows in a month, times 1e6: requests, bytes to viewers; and how many behaviours. */
typedef struct {
    cost_wide_t requests, bytes, behaviours;
} cost_cloudfront_plan_t;
/* False when the book knows no such plan at the resource's date: they exist since November 2025. */
bool cost_cloudfront_plan_get(cost_cloudfront_plan_t *out, const cost_resource_t *resource, const char *plan);

/* The cheapest plan that would do for a distribution which is billed as it goes: it has the features that the resource
 * uses, and includes its requests (HTTP and HTTPS, 1e-6) and bytes to viewers (1e-6) of a month.  NULL when none does,
 * when the resource has a plan already, or when it uses what no plan offers.  Needs the book: resource->catalog.
 *
 *     const char *plan = cost_cloudfront_plan_find(resource, requests, bytes);   // "pro"
 *
 * It replaces these dimensions: http_requests, https_requests, transfer_out, transfer_to_origin,
 * origin_shield_requests, invalidation_paths, function_invocations and key_value_store_reads; its price is plan_months,
 * variant plan=pro. */
const char *cost_cloudfront_plan_find(const cost_resource_t *resource, cost_wide_t requests, cost_wide_t bytes);

/* Refuses what the resource's plan does not offer.  Does nothing without a plan or without the book. */
cost_status_t cost_cloudfront_plan_check(const cost_resource_t *resource, cost_error_t *err);
/* Warns when a month's requests or bytes exceed the resource's plan, which is never billed. */
cost_status_t cost_cloudfront_plan_compare(const cost_resource_t *resource, cost_wide_t requests, cost_wide_t bytes,
                                           cost_usage_t *out, cost_error_t *err);

#endif
