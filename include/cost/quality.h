/** @file
 * Service quality: how well the capacity that a bill pays for serves its load.  It falls out of the same simulation as
 * the bill: one entry for each resource whose capacity follows its load (or does not suffice for it), and each month.
 *
 *     char text[COST_QUALITY_TEXT_SIZE];
 *     for (size_t i = 0; i < cost_bill_quality_count(bill); i++)
 *         printf("%s: %s tasks on average, %s requests lost\n",
 *                cost_bill_quality_field(bill, i, COST_QUALITY_RESOURCE, text, sizeof text), ...);
 *
 * Figures are of all `count` services of the resource together, but for the wait.  Source: scaling rules, sections 2 to
 * 4 and 10.
 */
#ifndef COST_QUALITY_H
#define COST_QUALITY_H

#include <stddef.h>

#include "cost/bill.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is known: X(NAME, "name in JSON", "what it means"). */
#define COST_QUALITY_LIST(X)                                                                                           \
    X(WORKLOAD, "workload", "the file's `workload`")                                                                   \
    X(RESOURCE, "resource", "the resource's id in its file")                                                           \
    X(MONTH, "month", "2025-11, 730h")                                                                                 \
    X(UNIT, "unit", "what capacity is counted in: task, instance")                                                     \
    X(LEAST, "least", "the fewest units that ran")                                                                     \
    X(MEAN, "mean", "units that ran, on average over the month, three decimals")                                       \
    X(MOST, "most", "the most units that ran")                                                                         \
    X(STARTS, "starts", "units that were started")                                                                     \
    X(DECISIONS, "decisions", "how often the desired count changed")                                                   \
    X(INTERRUPTIONS, "interruptions", "Spot units that AWS took back")                                                 \
    X(LOAD, "load", "what it serves: requests or jobs")                                                                \
    X(SERVED, "served", "requests or jobs that were served")                                                           \
    X(LOST, "lost", "requests that came while nothing could serve them")                                               \
    X(SATURATED_MINUTES, "saturated_minutes", "minutes in which load was lost or had to wait")                         \
    X(WAIT_S, "wait_s",                                                                                                \
      "seconds that 95 of 100 wait at most for a CPU or a worker, by the hour; unbounded; empty when not known")       \
    X(BACKLOG, "backlog", "jobs that wait at the month's end")                                                         \
    X(BACKLOG_MOST, "backlog_most", "the most jobs that ever waited")                                                  \
    X(RECONNECTS, "reconnects", "connections of WebSockets that opened again because their task was stopped")

#define COST_QUALITY_ENUM(name, text, help) COST_QUALITY_##name,
/** A field of an entry. */
typedef enum { COST_QUALITY_LIST(COST_QUALITY_ENUM) COST_QUALITY_FIELDS } cost_quality_field_t;
#undef COST_QUALITY_ENUM

/** Room for any field. */
enum { COST_QUALITY_TEXT_SIZE = 64 };

/** How many entries: by month, then in the order of the resources' names. */
COST_API size_t cost_bill_quality_count(const cost_bill_t *bill);
/** A field of entry i as text, decimals exact.  @return `buffer`, or a text that belongs to the bill; "" past the end
 */
COST_API const char *cost_bill_quality_field(const cost_bill_t *bill, size_t i, cost_quality_field_t field,
                                             char *buffer, size_t size);
/** The field's name in JSON; NULL past the last.  Static text. */
COST_API const char *cost_quality_field_name(cost_quality_field_t field);

#ifdef __cplusplus
}
#endif
#endif
