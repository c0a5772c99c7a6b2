#include "libcost/demand/interpolate.h"

#include "libcost/base/alloc.h"
#include "libcost/money/wide.h"

/* The interval [x[k], x[k + 1]] of a point, starting to look at that of the point before. */
static size_t find(const int64_t *x, size_t count, size_t k, int64_t at)
{
    if (at < x[k])
        k = 0;
    while (k + 2 < count && at >= x[k + 1])
        k++;
    return k;
}

static int64_t on_line(const int64_t *x, const int64_t *y, size_t k, int64_t at)
{
    const int64_t run = x[k + 1] - x[k], rise = y[k + 1] - y[k], part = at - x[k];
    if (rise <= INT64_MAX / run) /* 64 bits do: ten times as fast */
        return y[k] + rise * part / run;
    return y[k] + (int64_t)((cost_wide_t)rise * part / run);
}

static cost_status_t linear(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y,
                            size_t count)
{
    for (size_t i = 0, k = 0; i < at_count; i++) {
        k = find(x, count, k, at[i]);
        out[i] = on_line(x, y, k, at[i]);
    }
    return COST_OK;
}

#if COST_HAVE_GSL

#include <gsl/gsl_interp.h>

enum { STEFFEN_POINTS = 3, STEFFEN_ARRAYS = 8 };

/* GSL ends the process when it is refused memory: so ask first for as much as it will. */
static gsl_interp *create(size_t count)
{
    void *room = cost_alloc_array(count, STEFFEN_ARRAYS * sizeof(double));
    cost_free(room);
    return room ? gsl_interp_alloc(gsl_interp_steffen, count) : NULL;
}

/* Between two points never outside them, whatever the last bits of a double say. */
static int64_t within(double value, int64_t low, int64_t high)
{
    const int64_t rounded = (int64_t)(value + 0.5);
    return rounded < low ? low : rounded > high ? high : rounded;
}

static void evaluate(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y, size_t count,
                     const gsl_interp *interp, const double *xs, const double *ys)
{
    int64_t last = 0, before = 0;
    for (size_t i = 0, k = 0; i < at_count; i++) {
        double value = 0;
        k = find(x, count, k, at[i]);
        gsl_interp_accel place = {.cache = k};
        const int64_t low = i && at[i] >= last && before > y[k] ? before : y[k];
        if (at[i] == x[k] || at[i] == x[k + 1])
            out[i] = at[i] == x[k] ? y[k] : y[k + 1];
        else if (gsl_interp_eval_e(interp, xs, ys, (double)(at[i] - x[0]), &place, &value))
            out[i] = on_line(x, y, k, at[i]); /* cannot be: it lies within */
        else
            out[i] = within(value, low - y[0], y[k + 1] - y[0]) + y[0];
        last = at[i];
        before = out[i];
    }
}

static cost_status_t smooth(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y,
                            size_t count)
{
    if (count < STEFFEN_POINTS)
        return linear(out, at, at_count, x, y, count);
    double *xs = cost_alloc_array(count, 2 * sizeof *xs);
    gsl_interp *interp = xs ? create(count) : NULL;
    cost_status_t status = COST_ERR_MEMORY;
    if (interp) {
        double *ys = xs + count;
        for (size_t k = 0; k < count; k++) {
            xs[k] = (double)(x[k] - x[0]);
            ys[k] = (double)(y[k] - y[0]);
        }
        gsl_interp_init(interp, xs, ys, count);
        evaluate(out, at, at_count, x, y, count, interp, xs, ys);
        gsl_interp_free(interp);
        status = COST_OK;
    }
    cost_free(xs);
    return status;
}

#else

static cost_status_t smooth(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y,
                            size_t count)
{
    (void)out, (void)at, (void)at_count, (void)x, (void)y, (void)count;
    return COST_ERR_UNSUPPORTED;
}

#endif

bool cost_interpolate_has_smooth(void)
{
    return COST_HAVE_GSL;
}

cost_status_t cost_interpolate(int64_t *out, const int64_t *at, size_t at_count, const int64_t *x, const int64_t *y,
                               size_t count, cost_interpolation_t how)
{
    switch (how) {
    case COST_INTERPOLATE_LINEAR:
        return linear(out, at, at_count, x, y, count);
    case COST_INTERPOLATE_SMOOTH:
        return smooth(out, at, at_count, x, y, count);
    }
    return COST_ERR_UNSUPPORTED;
}
