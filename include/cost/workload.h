/** @file
 * Workload files: what runs, what comes in, when.
 *
 *     const char *text = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
 *                        " resources: {app: {service: fargate, tasks: 2, task: {vcpu: 2, memory: 4 GiB}}}}";
 *     cost_workload_t *workload = NULL;
 *     if (cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, err) == COST_OK)
 *         puts(cost_workload_name(workload));                             // shop
 *     cost_workload_destroy(workload);
 *
 * The format is design.md's "libcost-workload/1", YAML or JSON; docs/workload.md describes it, cost_schema_text() is
 * its JSON Schema.  Threads: a workload does not change after it was read; any number of threads may share one.
 */
#ifndef COST_WORKLOAD_H
#define COST_WORKLOAD_H

#include <stddef.h>

#include "cost/catalog.h"
#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is laid over a workload file while it is read.  Opaque. */
typedef struct cost_options cost_options_t;

/** No changes at all; yours to release with cost_options_destroy().  NULL when memory is out. */
COST_API cost_options_t *cost_options_create(void);
/** Releases the options.  NULL is fine. */
COST_API void cost_options_destroy(cost_options_t *options);
/** Another period: `2025-11`, `2025-11..2026-10` or `730h`.  NULL takes it back.  @return COST_OK or COST_ERR_MEMORY;
 * the text is checked when a file is read. */
COST_API cost_status_t cost_options_set_period(cost_options_t *options, const char *period);
/** Another region for the file and for every resource that does not name its own. */
COST_API cost_status_t cost_options_set_region(cost_options_t *options, const char *region);
/** The folder in which the files that a workload names, its measured `series`, are looked for: NULL, that of its file.
 * @return COST_OK or COST_ERR_MEMORY */
COST_API cost_status_t cost_options_set_folder(cost_options_t *options, const char *folder);
/** The scenario whose patch is merged (RFC 7396) before the file is read; NULL for none. */
COST_API cost_status_t cost_options_set_scenario(cost_options_t *options, const char *scenario);
/** One more `path=value`, such as `resources.app.tasks=3`, laid over the file after the scenario, in the order given.
 * @return COST_OK, COST_ERR_MEMORY, or COST_ERR_SYNTAX when there is no `=` */
COST_API cost_status_t cost_options_add_override(cost_options_t *options, const char *assignment);
/** The date at which prices are looked up, yyyy-mm-dd or yyyy-mm; NULL: the period's first day, and for a period in
 * hours the price book's date.  @return COST_OK, COST_ERR_MEMORY or COST_ERR_SYNTAX */
COST_API cost_status_t cost_options_set_as_of(cost_options_t *options, const char *date);
/** The price book against which a file is checked as soon as it is read, if reading it brought up a problem: `err` then
 * holds what cost_workload_check() would say as well, of the file and of its scenarios, so that no mistake hides
 * another.  NULL: none.  It must outlive the options' use. */
COST_API void cost_options_set_catalog(cost_options_t *options, const cost_catalog_t *catalog);
/** Whether a load that nobody stated is an error (COST_ERR_UNPRICED) instead of an `unpriced` entry. */
COST_API void cost_options_set_strict(cost_options_t *options, int strict);
/** Whether a bill keeps its usage by the hour, so that cost_timeline_create() can follow it through time.  Every hour
 * of what varies is then metered by itself: 0.09 s for the month of examples/interviewlm/november.yaml, instead of less
 * than 0.01 s. */
COST_API void cost_options_set_hourly(cost_options_t *options, int hourly);

/** A workload that was read and checked.  Opaque and immutable. */
typedef struct cost_workload cost_workload_t;

/** Reads a file, and the CSV files of its measured `series`, whose names are relative to its folder.
 *
 * @param[out] out      the workload, or NULL on failure; yours to release with cost_workload_destroy()
 * @param      file     its name, or "-" for standard input
 * @param      options  may be NULL; only read, need not outlive the call
 * @param[out] err      may be NULL; holds every problem of the file, in the order of its lines
 * @return COST_OK, COST_ERR_IO, COST_ERR_SYNTAX, COST_ERR_SCHEMA, COST_ERR_RANGE, COST_ERR_LIMIT or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_workload_load(cost_workload_t **out, const char *file, const cost_options_t *options,
                                          cost_error_t *err);
/** The same from `length` bytes of memory; `name` stands for the file in messages.  A text has no folder: a measured
 * `series` in it is refused unless the options name one, so that no text makes the library open a file unasked. */
COST_API cost_status_t cost_workload_parse(cost_workload_t **out, const char *text, size_t length, const char *name,
                                           const cost_options_t *options, cost_error_t *err);
/** Releases it.  NULL is fine. */
COST_API void cost_workload_destroy(cost_workload_t *workload);

/** The file's `workload`.  Belongs to the workload. */
COST_API const char *cost_workload_name(const cost_workload_t *workload);
/** How many resources it has. */
COST_API size_t cost_workload_resource_count(const cost_workload_t *workload);
/** The id of a resource, in the file's order; NULL past the end.  Belongs to the workload. */
COST_API const char *cost_workload_resource(const cost_workload_t *workload, size_t i);
/** How many scenarios it has. */
COST_API size_t cost_workload_scenario_count(const cost_workload_t *workload);
/** The name of a scenario, in the file's order; NULL past the end.  Belongs to the workload. */
COST_API const char *cost_workload_scenario(const cost_workload_t *workload, size_t i);

/** Everything that reading alone does not check: rules of the services (sizes, thresholds) at the price book's date,
 * and whether the load finds its way through the graph (COST_ERR_LIMIT: by too many ways).  cost_estimate() does it
 * too.
 * @return COST_OK or what is wrong; every problem is in `err` */
COST_API cost_status_t cost_workload_check(const cost_workload_t *workload, const cost_catalog_t *catalog,
                                           const cost_options_t *options, cost_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
