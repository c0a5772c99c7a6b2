/* What runs at the edge and what is written down about it: CloudFront Functions, Lambda@Edge, real-time logs,
 * field-level encryption.  Each is a number of events for each viewer request. */
#ifndef COST_CLOUDFRONT_EDGE_H
#define COST_CLOUDFRONT_EDGE_H

#include "libcost/services/cloudfront.h"

enum { COST_FUNCTIONS_SHARE, COST_FUNCTIONS_READS, COST_FUNCTIONS_FIELDS };
extern const cost_field_t cost_function_fields[COST_FUNCTIONS_FIELDS];
enum {
    COST_LAMBDA_EDGE_SHARE,
    COST_LAMBDA_EDGE_MEMORY,
    COST_LAMBDA_EDGE_TIME,
    COST_LAMBDA_EDGE_REGION,
    COST_LAMBDA_EDGE_FIELDS
};
extern const cost_field_t cost_lambda_edge_fields[COST_LAMBDA_EDGE_FIELDS];

/* Counts what a month's viewer requests (1e-6) cause. */
cost_status_t cost_edge_meter(const cost_resource_t *resource, cost_wide_t requests, cost_usage_t *out,
                              cost_error_t *err);
/* Lists it as unpriced, with what to write, where the requests are not known. */
cost_status_t cost_edge_unpriced(const cost_resource_t *resource, const char *write, cost_usage_t *out,
                                 cost_error_t *err);

#endif
