/** @file
 * A bill in time: loads, tasks, usage and cost, hour by hour or minute by minute.
 *
 *     cost_options_set_hourly(options, 1);                              // before cost_estimate()
 *     cost_timeline_t *line = NULL;
 *     if (cost_timeline_create(&line, bill, COST_RESOLUTION_HOURLY, err) == COST_OK) {
 *         char usd[64], time[64];
 *         for (size_t i = 0; i < cost_timeline_row_count(line); i++)   // column 0 is what everything costs
 *             printf("%s %s\n", cost_timeline_time(line, i, time, sizeof time),
 *                    cost_timeline_value(line, i, 0, usd, sizeof usd));
 *     }
 *     cost_timeline_destroy(line);
 *
 * A column of costs adds up to the bill to the last digit, one of usage to the month's usage.  Both are shares of the
 * bill's figures: each hour is metered by itself, and the month's usage goes by what that gives.  What no meter
 * counts by the hour, such as usage that the file states and monthly fees, is spread over the time that its resource
 * exists.  The source is docs/timeline.md.
 *
 * Threads: a timeline does not change after it was made; any number of threads may share one.
 */
#ifndef COST_TIMELINE_H
#define COST_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

#include "cost/bill.h"
#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A bill in time.  Opaque and immutable. */
typedef struct cost_timeline cost_timeline_t;

/** How long a row is: X(NAME, "name", seconds).  MINUTE has loads, capacity and the cost of each resource (an hour's,
 * spread evenly); HOURLY has usage and the cost of each dimension too. */
#define COST_RESOLUTION_LIST(X)                                                                                        \
    X(HOURLY, "hourly", 3600)                                                                                          \
    X(MINUTE, "minute", 60)

#define COST_RESOLUTION_ENUM(name, text, seconds) COST_RESOLUTION_##name,
typedef enum { COST_RESOLUTION_LIST(COST_RESOLUTION_ENUM) } cost_resolution_t;
#undef COST_RESOLUTION_ENUM

/** The resolution of that name, or -1. */
COST_API int cost_resolution_find(const char *name);
/** The name of a resolution; NULL outside the list.  Static text. */
COST_API const char *cost_resolution_name(int resolution);

/** Follows a bill through the months of its period.
 *
 * @param[out] out         the timeline, or NULL on failure; yours to release with cost_timeline_destroy()
 * @param      bill        made with cost_options_set_hourly(options, 1); must outlive the timeline
 * @param      resolution  how long a row is
 * @param[out] err         may be NULL
 * @return COST_OK, COST_ERR_UNSUPPORTED (the bill did not keep its hours), COST_ERR_RANGE (no such resolution),
 *         COST_ERR_LIMIT (over 33 million values) or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_timeline_create(cost_timeline_t **out, const cost_bill_t *bill,
                                            cost_resolution_t resolution, cost_error_t *err);
/** Releases it.  NULL is fine. */
COST_API void cost_timeline_destroy(cost_timeline_t *timeline);

/** How many rows: the hours or minutes of the period. */
COST_API size_t cost_timeline_row_count(const cost_timeline_t *timeline);
/** When a row begins, such as 2025-11-01T13:00:00Z; hours and minutes since the start, such as 13:00, for a period in
 * hours.  @return `buffer`; "" past the end */
COST_API const char *cost_timeline_time(const cost_timeline_t *timeline, size_t row, char *buffer, size_t size);

/** What is known of a column, as text. */
typedef enum {
    COST_TIMELINE_NAME, /**< unique, such as "app.vcpu_hours [vCPU-hour]" */
    COST_TIMELINE_KIND, /**< "load" and "served" (requests or messages), "capacity" (the mean of tasks or instances that
                         run), "usage", or "cost" */
    COST_TIMELINE_WORKLOAD,  /**< "" for the whole bill */
    COST_TIMELINE_RESOURCE,  /**< "" for the whole bill */
    COST_TIMELINE_SERVICE,   /**< of a usage or its cost; else "" */
    COST_TIMELINE_DIMENSION, /**< the same */
    COST_TIMELINE_VARIANT,   /**< the same */
    COST_TIMELINE_REGION,    /**< the same */
    COST_TIMELINE_UNIT       /**< "requests", "tasks", what the price is per, "USD" */
} cost_timeline_field_t;

/** How many columns; column 0 is what everything costs. */
COST_API size_t cost_timeline_column_count(const cost_timeline_t *timeline);
/** A field of a column.  @return a text that belongs to the timeline; "" past the end */
COST_API const char *cost_timeline_column(const cost_timeline_t *timeline, size_t column, cost_timeline_field_t field);
/** A value as a decimal: costs with nine decimals, others exact where they end within 12 (usage) or 6.
 * @return `buffer`; "" past the end */
COST_API const char *cost_timeline_value(const cost_timeline_t *timeline, size_t row, size_t column, char *buffer,
                                         size_t size);

#ifdef __cplusplus
}
#endif
#endif
