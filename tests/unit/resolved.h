/* What tests of a service's inside share: a workload as text, its resources with their fields and rules. */
#ifndef UNIT_RESOLVED_H
#define UNIT_RESOLVED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "libcost/demand/calendar.h"
#include "libcost/simulate/month.h"
#include "unit.h"

typedef struct {
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_arena_t *arena;
    cost_resolved_t all;
    cost_error_t *err;
} resolved_t;

static inline resolved_t resolved(const char *text)
{
    static const char head[] = "format: libcost-workload/1\nworkload: test\nregion: us-east-1\n";
    resolved_t made = {.err = cost_error_create(), .arena = cost_arena_create()};
    char *whole = malloc(sizeof head + strlen(text));
    ck_assert(whole && made.err && made.arena);
    sprintf(whole, "%s%s", head, text);
    ck_assert(!cost_catalog_create(&made.book, NULL, made.err));
    cost_status_t status = cost_workload_parse(&made.workload, whole, strlen(whole), "test.yaml", NULL, made.err);
    if (!status)
        status = cost_resolve(&made.all, made.arena, made.workload, made.book, 20251101, made.err);
    ck_assert_msg(!status, "%s", cost_error_count(made.err) ? cost_error_text(made.err, 0) : "?");
    free(whole);
    return made;
}

static inline void resolved_clear(resolved_t *made)
{
    cost_workload_destroy(made->workload);
    cost_catalog_destroy(made->book);
    cost_arena_destroy(made->arena);
    cost_error_destroy(made->err);
}

static inline const cost_resource_t *resolved_resource(const resolved_t *made, const char *id)
{
    for (size_t i = 0; i < made->workload->member_count; i++)
        if (!strcmp(made->all.resources[i].id, id))
            return &made->all.resources[i];
    ck_abort_msg("no resource is called %s", id);
    return NULL;
}

static inline cost_month_t resolved_month(const resolved_t *made)
{
    cost_month_t month;
    cost_period_month(&made->workload->period, 0, &month.start, &month.seconds);
    month.hours = month.seconds / 3600;
    month.minutes = month.seconds / 60;
    return month;
}

/* The first month in a possible form: what ran of a resource.  It lives in made->arena. */
static inline const cost_ran_t *resolved_ran(resolved_t *made, cost_chance_t chance, const char *id)
{
    cost_usage_t usage = {.arena = made->arena};
    made->all.chance = chance;
    cost_status_t status = cost_month_simulate(&usage, &made->all, 1, resolved_month(made), made->err);
    ck_assert_msg(!status, "%s", cost_error_count(made->err) ? cost_error_text(made->err, 0) : "?");
    for (const cost_ran_record_t *ran = usage.first_ran; ran; ran = ran->next)
        if (!strcmp(ran->resource->id, id))
            return ran->ran;
    return NULL;
}

#endif
