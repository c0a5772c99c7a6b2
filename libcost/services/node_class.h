/* Instance and node classes such as db.t3.medium and cache.r6g.large: which ones the price book sells, how large they
 * are, and what they count as when a reservation is applied. */
#ifndef COST_NODE_CLASS_H
#define COST_NODE_CLASS_H

#include "libcost/services/service.h"

/* COST_ERR_NO_PRICE at the value when no price of `dimension` has it under `key`, with the nearest class that exists.
 */
cost_status_t cost_class_check(const cost_resource_t *resource, const cost_value_t *value, const char *dimension,
                               const char *key, cost_error_t *err);
/* The word after the last point: "medium" of db.t3.medium.  Points into the class. */
const char *cost_class_size(const char *name);
/* Copies the family, "t3" of db.t3.medium; "" when the class is not of three parts. */
void cost_class_family(const char *name, char *family, size_t size);
/* vCPU in 1e-6; false when the book does not know it. */
bool cost_class_vcpu(const cost_resource_t *resource, const char *name, cost_wide_t *vcpu_micro);
/* Normalisation units in 1e-6: micro 0.5, small 1, medium 2, large 4, ... (rules size_factor_*).  A class covers as
 * much of another one as their units say.  False for a size without a factor. */
bool cost_class_units(const cost_catalog_t *catalog, const char *service, const char *name, int32_t date,
                      cost_wide_t *units_micro);

#endif
