/* Units of usage: what a price is per.  `vCPU-hour`, `GB-month`, `10k-requests`, `LCU-hour`, `alarm-month`.
 *
 * A unit is [multiplier-]thing[-time]: the multiplier is 1k, 10k, 100k or 1M; the time is second, minute, hour or
 * month and may stand alone; things and times are written in the singular or the plural.  A free allowance's
 * `-per-month` (GB-per-month) tells when it is renewed and counts nothing.
 *
 * Usage of a dimension is counted in its base: 1e-6 of the thing (1e-6 byte for GB, 1e-6 byte per second for MBps and
 * MiBps, 1e-9 USD for USD), times seconds when the unit has a time.  LCU-hours, NLCU-hours and GLCU-hours have a finer
 * base in which every divisor of the LCU rules is a whole number, so that the sums of an hour stay exact. */
#ifndef COST_UNIT_H
#define COST_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/money/amount.h"
#include "libcost/money/wide.h"

typedef struct {
    char noun[32];   /* the singular thing: "request", "GB", "vCPU", "alarm", ""(for plain hours) */
    cost_wide_t one; /* base counts of one unit without the month: thing x multiplier x seconds of the time */
    bool per_month;  /* then one is still to be multiplied by the month's seconds */
    bool has_time;   /* the base counts seconds too */
    bool bytes;      /* the thing is bytes (not bytes per second) */
} cost_unit_t;

/* How many base counts make one LCU-hour: 2^31 x 28125 x 1e6. */
#define COST_LCU_HOUR_ONE ((cost_wide_t)2147483648 * 28125 * 1000000)

/* The i-th thing of the table, singular; NULL behind the last. */
const char *cost_unit_thing(size_t i);
/* False for a unit that is not in the table. */
bool cost_unit_parse(cost_unit_t *out, const char *unit);
/* Base counts of one unit in a month of that many seconds.  False on overflow. */
bool cost_unit_one(cost_wide_t *out, const char *unit, int64_t month_seconds);
/* Reads usage that a user states for a dimension of this unit, as base counts: `4 TB`, `1460`, `1460 vCPU-hours`,
 * `100 GB-month`, `100 GB` (for GB-month), `5M requests`.  A bare number counts units without their multiplier
 * (requests for 1M-requests, hours, GB); a thing without its time stands for a whole month of it where the unit is per
 * month.  Not negative, no range.  On failure `why` says what would be right. */
bool cost_unit_parse_usage(cost_wide_t *out, const char *text, const char *unit, int64_t month_seconds,
                           char why[COST_AMOUNT_WHY_SIZE]);
/* Usage of a dimension of this unit as cost_unit_parse_usage() takes it: "100 requests", "100 GB"; "" for a unit that
 * is not in the table.  Returns text. */
const char *cost_unit_example(const char *unit, char *text, size_t size);
/* The unit without its multiplier, as the tiers count it: "requests" for "1M-requests", else the unit itself.
 * Returns text. */
const char *cost_unit_plain(const char *unit, char *text, size_t size);
/* How many plain units are one unit: 1000000 for "1M-requests". */
cost_wide_t cost_unit_multiplier(const char *unit);

#endif
