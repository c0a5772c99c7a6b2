/* Load on its way through the graph: columns, views of them, and the windows in which a resource is there.
 *
 * A column counts whole units of load (requests, or sessions of WebSockets) minute by minute.  Only traffic, scalers
 * and queues own one; everything else is a view: a column and exact ratios.  Constant stretches are runs, so that a
 * flat month is one run. */
#ifndef COST_FLOW_H
#define COST_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/money/wide.h"

/* An exact, reduced fraction >= 0. */
typedef struct {
    cost_wide_t num, den; /* den > 0 */
} cost_ratio_t;

cost_ratio_t cost_ratio(cost_wide_t num, cost_wide_t den);
/* Exact while numerator and denominator stay below 2^96, which a few hops with nine decimals each leave; from there on
 * rounded to the 27, 18, 9 or 0 decimals that fit.  False when the value itself reaches 2^96. */
bool cost_ratio_times(cost_ratio_t *out, cost_ratio_t a, cost_ratio_t b);
/* a + b, exactly; false when numerator or denominator would leave 2^96. */
bool cost_ratio_plus(cost_ratio_t *out, cost_ratio_t a, cost_ratio_t b);
/* value * ratio, rounded half to even; false on overflow. */
bool cost_ratio_of(cost_wide_t *out, cost_ratio_t ratio, cost_wide_t value);

/* Minutes [from, until) of the month with `total` units spread evenly: minute m of the run's n has
 * floor((m+1) total / n) - floor(m total / n), which is the largest-remainder share and adds up exactly. */
typedef struct {
    int64_t from, until;
    int64_t total;
} cost_run_t;

/* Constant stretches as runs, or every minute as sums: one of the two. */
typedef struct {
    const cost_run_t *runs; /* sorted, disjoint; minutes without a run have no load */
    size_t run_count;
    int64_t minutes;       /* of the month */
    const int64_t *prefix; /* NULL, or minutes + 1 rising sums from 0 on: minute m has prefix[m + 1] - prefix[m] */
} cost_column_t;

/* Units in minutes [from, until). */
int64_t cost_column_sum(const cost_column_t *column, int64_t from, int64_t until);
/* The first minute after `minute` (>= 0) whose rate may differ from it, or INT64_MAX. */
int64_t cost_column_change(const cost_column_t *column, int64_t minute);

/* Whether it is one stretch over the whole month, as a flat traffic has. */
bool cost_column_is_flat(const cost_column_t *column);

/* A view: what one edge carries. */
typedef struct {
    const cost_column_t *load;
    /* NULL: requests come, and connections close, in the minute of their unit.  Else connection-seconds: units last so
     * long that they are open, and their requests come, in later minutes too; then connection_us > 0.  A flat load
     * needs none: it is as even without. */
    const cost_column_t *open;
    cost_ratio_t requests;                     /* per unit of load */
    cost_ratio_t connections;                  /* new connections per unit of load */
    cost_wide_t connection_us;                 /* how long one stays open, in microseconds, on average */
    int64_t reopenings;                        /* how often one is cut within that time and opened anew */
    cost_wide_t ping_bytes, ping_us;           /* micro-bytes of a ping, as many of its pong, and how often; 0: none */
    bool bytes_known;                          /* of both directions */
    bool request_known;                        /* request_bytes alone */
    cost_wide_t request_bytes, response_bytes; /* micro-bytes per request */
    bool websocket;                            /* a unit is a session; its messages are the requests */
    bool external;                             /* comes from a traffic, not from another resource */
    int64_t caller_zones;                      /* how many zones the calling resource spans; 0: not stated */
} cost_flow_t;

/* Sums of a flow over minutes [from, until).  Counts in 1e-6, bytes in micro-bytes, connection time in microseconds.
 * False on overflow. */
typedef struct {
    cost_wide_t requests, connections, connection_us, request_bytes, response_bytes;
} cost_flow_sum_t;
bool cost_flow_sum(cost_flow_sum_t *out, const cost_flow_t *flow, int64_t from, int64_t until);
/* The same of so many units of load and, where the flow has a column of them, connection-seconds: a sum depends on
 * nothing else of the columns. */
bool cost_flow_of_units(cost_flow_sum_t *out, const cost_flow_t *flow, int64_t units, int64_t open_s);
/* The column that the flow's requests follow, and how many come with each unit of that; false on overflow. */
bool cost_flow_requests(const cost_column_t **column, cost_ratio_t *ratio, const cost_flow_t *flow);
/* Adds to out[m] the flow's requests in each minute m of the month, in units of which `per_request` make one, rounded
 * down so that what is left over comes in the next minute.  False when a minute has 2^50 units or more. */
bool cost_flow_minutes(int64_t *out, const cost_flow_t *flow, cost_ratio_t per_request);
/* Adds a flow to another when they differ in their ratios only; false, with nothing changed, when they differ in more.
 * A new member of cost_flow_t must be compared here. */
bool cost_flow_join(cost_flow_t *flow, const cost_flow_t *other);

/* Stretches of the month in seconds since its start: sorted, disjoint, [from, until). */
typedef struct {
    int64_t from, until;
} cost_window_t;
int64_t cost_window_seconds(const cost_window_t *windows, size_t count);
/* Distinct clock hours of the month that the windows touch (the HOURCEIL meter). */
int64_t cost_window_hours(const cost_window_t *windows, size_t count);
/* The parts of a that lie in b as well; `out` has room for a_count + b_count.  Returns how many. */
size_t cost_window_intersect(cost_window_t *out, const cost_window_t *a, size_t a_count, const cost_window_t *b,
                             size_t b_count);

/* A stretch in which the units of capacity (tasks, instances) of a provider stay the same. */
typedef struct {
    int64_t from_s, until_s; /* seconds since the month's start */
    int64_t running, billed; /* billed: starting, draining and stopping ones too */
    int32_t provider;
} cost_capacity_run_t;

/* What a resource whose capacity follows its load did in a month: one of the `count` that the resource has, unless
 * `together`. */
enum { COST_RAN_PROVIDERS = 4, COST_RAN_BILLS = 2 };
typedef struct {
    const char *unit;                /* what its capacity is counted in: "task", "instance", "GiB", "ACU" */
    int64_t parts;                   /* of a unit that the counts below are in: 2 for half ACU; 0: whole units */
    bool together;                   /* of all `count` of the resource together, not of one of them */
    const cost_capacity_run_t *runs; /* by provider, then in time; they cover the month */
    size_t run_count;
    int64_t billed_s[COST_RAN_PROVIDERS], running_s[COST_RAN_PROVIDERS]; /* unit-seconds by provider */
    int64_t starts;                                                      /* of units, in the month */
    int64_t least, most;                                                 /* units that ran in a step */
    int64_t decisions;                                                   /* how often the desired count changed */
    const char *load;              /* what it serves: "requests", "jobs" of a queue; NULL: nothing that it could lose */
    cost_wide_t served, lost;      /* requests or jobs, in 1e-6 */
    int64_t saturated_minutes;     /* in which some were lost or had to wait */
    int64_t backlog, backlog_most; /* jobs: at the end; most at a step's end */
    cost_wide_t waiting_s;         /* jobs: seconds that they waited, by the minute, all of them together */
    int64_t wait_us; /* 95 of 100 come in hours whose estimated wait for CPU or a worker is at most this; -1: unknown,
                        INT64_MAX: nothing served them */
    int64_t interruptions;             /* of Spot units */
    int64_t stuck_s;                   /* without any unit, though there might be some, and none can be started */
    cost_wide_t reconnects;            /* connections of WebSockets, in 1e-6, whose unit was stopped */
    cost_wide_t bills[COST_RAN_BILLS]; /* what its meter bills where unit-seconds do not say it; in units of its own */
} cost_ran_t;

/* Which possible month this is; the central month of `estimate` when not `drawn`. */
typedef struct {
    bool drawn;
    bool bill_only; /* one of many, of which only the bill is kept: what says nothing of it may be left out */
    uint64_t seed, trial;
} cost_chance_t;

/* The month that is being metered. */
typedef struct {
    int64_t start;   /* POSIX seconds, UTC */
    int64_t seconds; /* 3600 x hours */
    int64_t hours;
    int64_t minutes;
} cost_month_t;

/* All that a resource's meter may read of time: what comes in, what goes out, and when it is there. */
typedef struct {
    cost_month_t month;
    int64_t created;             /* POSIX seconds: its creation, or the start of the period when it is older */
    const cost_window_t *exists; /* `runs` within the month: from creation to deletion */
    size_t exist_count;
    const cost_window_t *on; /* exists, less what a schedule stops */
    size_t on_count;
    const cost_flow_t *in; /* one per inbound edge and inbound view of it */
    size_t in_count;
    const cost_flow_t *out; /* in_count flows: of each what is served, when the service has a `flow`; else as `in` */
    cost_wide_t missed; /* requests that come while it is stopped and go nowhere, in 1e-6; if `ran` does not say it */
    bool load_stated;   /* false: nobody said what comes in, which is not the same as nothing */
    cost_wide_t held;   /* micro-bytes times seconds of the jobs that wait in it for whom they go `through` it to */
    const cost_ran_t *ran; /* what its capacity did; NULL: it has none, or none that follows the load */
    cost_chance_t chance;
} cost_flows_t;

#endif
