/* Rising sums between the points at which they are known.  interpolate.c is the door to GSL here. */
#ifndef COST_INTERPOLATE_H
#define COST_INTERPOLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"

typedef enum {
    COST_INTERPOLATE_LINEAR, /* constant between two points, by integers alone: the default */
    COST_INTERPOLATE_SMOOTH  /* Steffen's monotone cubic (GSL), which lets the load rise and fall between them; needs
                                three points */
} cost_interpolation_t;

/* Whether this build has COST_INTERPOLATE_SMOOTH. */
bool cost_interpolate_has_smooth(void);
/* out[i] = the sum at at[i], which lies within x[0] to x[count - 1] and rises with i except where it starts over.
 * x rises strictly, y does not fall, both are below 2^53 apart; count >= 2.  What results never falls either and is
 * y[k] at x[k].  COST_ERR_UNSUPPORTED: smooth, in a build without GSL; COST_ERR_MEMORY. */
cost_status_t cost_interpolate(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y,
                               size_t count, cost_interpolation_t how);

#endif
