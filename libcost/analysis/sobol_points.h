/* Points of a Sobol sequence: the one place where GSL makes them. */
#ifndef COST_SOBOL_POINTS_H
#define COST_SOBOL_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cost/status.h"

enum { COST_SOBOL_DIMENSIONS = 40 };

/* `count` points from point `first` on, `dimensions` (0 to COST_SOBOL_DIMENSIONS) coordinates each, between 0 and 1.
 * COST_ERR_MEMORY; COST_ERR_UNSUPPORTED in a build without GSL. */
cost_status_t cost_sobol_points(double *out, size_t first, size_t count, size_t dimensions);

#endif
