/* What people's reports show, as rows: the same for a terminal and for Markdown. */
#ifndef COST_REPORT_ROWS_H
#define COST_REPORT_ROWS_H

#include "libcost/report/grid.h"
#include "libcost/report/report.h"

/* Every resource with what it is made of and what it costs; by workload when there are several. */
cost_grid_t cost_summary_grid(cost_arena_t *arena, const cost_bill_t *bill);
/* Every line, to its last digit. */
cost_grid_t cost_lines_grid(cost_arena_t *arena, const cost_bill_t *bill);
cost_grid_t cost_months_grid(cost_arena_t *arena, const cost_bill_t *bill);
/* Capacity beside what it serves; a column that says nothing is left out. */
cost_grid_t cost_quality_grid(cost_arena_t *arena, const cost_bill_t *bill);
cost_grid_t cost_defaults_grid(cost_arena_t *arena, const cost_bill_t *bill);

/* "2025-11 (720 hours)", "2025-11 to 2026-10 (8760 hours)", "730 hours".  NULL when memory is out. */
const char *cost_report_period(cost_arena_t *arena, const cost_bill_t *bill);
/* " at list prices of 2025-11-01 (price book 2026.11.22)", "" when the bill does not know.  NULL when memory is out. */
const char *cost_report_prices(cost_arena_t *arena, const cost_bill_t *bill);
/* ", central estimate", or ", trial 4711 of seed 1".  NULL when memory is out. */
const char *cost_report_month(cost_arena_t *arena, const cost_bill_t *bill);
/* "web, api; scenario lean".  NULL when memory is out. */
const char *cost_report_subject(cost_arena_t *arena, const cost_bill_t *bill);
/* "resources.app of web" when there are several workloads; NULL when memory is out. */
const char *cost_report_path(cost_arena_t *arena, const cost_bill_t *bill, const cost_note_t *note);
/* The same for a warning; without `all`, warnings that say the same are one, "traffic.web.growth and 8 more", and those
 * after the first are "" with *repeated set.  NULL when memory is out. */
const char *cost_report_warning_path(cost_arena_t *arena, const cost_bill_t *bill, const cost_note_t *warning, bool all,
                                     bool *repeated);
/* " (shop.yaml:12)", or "" when the place is not known; NULL when memory is out. */
const char *cost_report_place(cost_arena_t *arena, const cost_note_t *note);

#endif
