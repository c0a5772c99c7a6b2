/* What was counted: the value that meters fill and the rater reads. */
#ifndef COST_USAGE_H
#define COST_USAGE_H

#include "libcost/workload/workload.h"

/* Usage of one dimension by one resource in one month. */
typedef struct cost_record {
    struct cost_record *next;
    const cost_member_t *member;
    const cost_resource_t *resource;
    const cost_service_t *service; /* the resource's own, or that of an implied line */
    int dimension;
    cost_key_t key;
    cost_wide_t base;    /* in the base of the dimension's unit, >= 0 */
    int price_dimension; /* whose price holds; the dimension itself unless a factor is given */
    bool factored;       /* a part of that price is charged, else all of it */
    cost_wide_t factor;  /* how much of it, 1e-9; 0 is possible */
    bool implied;        /* AWS bills it alongside the resource */
    cost_wide_t *hours;  /* NULL unless asked for: base by hour of the month; they add up to it */
} cost_record_t;

/* What the capacity of one resource did in the month. */
typedef struct cost_ran_record {
    struct cost_ran_record *next;
    const cost_member_t *member;
    const cost_resource_t *resource;
    const cost_ran_t *ran;
} cost_ran_record_t;

/* A workload's month as it went: what loads and capacity did in time. */
typedef struct cost_track {
    struct cost_track *next;
    const cost_workload_t *workload;
    const cost_resource_t *resources; /* by the number of the member */
    const cost_flows_t *flows;        /* the same */
    cost_month_t month;
} cost_track_t;

struct cost_usage {
    cost_arena_t *arena;
    cost_record_t *first, *last;
    size_t count;
    cost_notes_t unpriced, warnings;
    /* The resource that is being metered: */
    const cost_member_t *member;
    const cost_resource_t *resource;
    const cost_resource_t *as; /* NULL; or the resource as one of another service, all of whose lines are implied */
    int64_t month_seconds;
    cost_key_t **placed; /* by the number of the member's implied usage: the key that it was counted under, or NULL */
    cost_notes_t said;   /* what cost_usage_first() was told */
    cost_record_t *mark; /* the last record before this resource's */
    cost_ran_record_t *first_ran, *last_ran;
    bool by_hour;      /* asks for cost_record_t.hours */
    bool keeps_tracks; /* asks for tracks */
    cost_track_t *first_track, *last_track;
    int64_t *loads; /* NULL, or what every traffic brought is added here, by its number: requests or sessions */
};

/* Begins a resource: adds the usage that its file states, unless the resource is not `there` in the month. */
cost_status_t cost_usage_begin(cost_usage_t *usage, const cost_member_t *member, const cost_resource_t *resource,
                               bool there, int64_t month_seconds, cost_error_t *err);
/* Ends it, after its meter and cost_transfer_imply(): counts the stated usage of implied lines that nothing else
 * brought about in the month. */
cost_status_t cost_usage_end(cost_usage_t *usage, cost_error_t *err);
/* Notes what the capacity of the resource that was begun did. */
cost_status_t cost_usage_ran(cost_usage_t *usage, const cost_ran_t *ran, cost_error_t *err);

#endif
