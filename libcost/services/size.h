/* Which memory goes with how many vCPU: sizes.csv, for services that sell both in fixed pairs. */
#ifndef COST_SIZE_H
#define COST_SIZE_H

#include "libcost/services/service.h"

/* COST_OK when the book's table for the resource's service and `os` has the pair; else the message says which memory
 * goes with that vCPU and which size is the smallest that holds what was asked for.  The resource must have its
 * catalog. */
cost_status_t cost_size_check(const cost_resource_t *resource, const char *os, const cost_value_t *vcpu,
                              const cost_value_t *memory, cost_error_t *err);

#endif
