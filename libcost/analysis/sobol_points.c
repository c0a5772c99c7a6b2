#include "libcost/analysis/sobol_points.h"

#include "libcost/base/alloc.h"

#if COST_HAVE_GSL

#include <gsl/gsl_qrng.h>

enum { STATE_BYTES = 16 * 1024 }; /* over what a sequence of 40 dimensions takes */

/* GSL ends the process when it is refused memory: so ask first for as much as it will. */
static gsl_qrng *create(unsigned dimensions)
{
    void *room = cost_alloc(STATE_BYTES);
    cost_free(room);
    return room ? gsl_qrng_alloc(gsl_qrng_sobol, dimensions) : NULL;
}

cost_status_t cost_sobol_points(double *out, size_t first, size_t count, size_t dimensions)
{
    double passed[COST_SOBOL_DIMENSIONS];
    if (!dimensions)
        return COST_OK;
    gsl_qrng *sequence = create((unsigned)dimensions);
    if (!sequence)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < first; i++)
        gsl_qrng_get(sequence, passed);
    for (size_t i = 0; i < count; i++)
        gsl_qrng_get(sequence, out + i * dimensions);
    gsl_qrng_free(sequence);
    return COST_OK;
}

#else

cost_status_t cost_sobol_points(double *out, size_t first, size_t count, size_t dimensions)
{
    (void)out;
    (void)first;
    (void)count;
    (void)dimensions;
    return COST_ERR_UNSUPPORTED;
}

#endif
