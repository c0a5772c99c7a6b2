/* Verdicts in words, the same in every format.  Every text is in the arena; NULL when memory is out. */
#ifndef COST_CHECK_WORDS_H
#define COST_CHECK_WORDS_H

#include "libcost/analysis/gate.h"
#include "libcost/base/buffer.h"

/* "all", "service fargate, tag env=production of scenario lean". */
const char *cost_check_scope(cost_arena_t *arena, const cost_budget_t *budget);
/* What was found, in one sentence without its full stop. */
const char *cost_check_sentence(cost_arena_t *arena, const cost_verdicts_t *verdicts, const cost_verdict_t *verdict);
/* "on 2025-11-28", "after 512 hours"; "" when the limit is not crossed. */
const char *cost_check_crossing(cost_arena_t *arena, const cost_verdict_t *verdict);
/* "12.3%" of 0.123; `decimals` 1 or 2. */
const char *cost_check_ratio(cost_arena_t *arena, double ratio, int decimals);
/* "app vcpu_hours 72.08 USD (48%), ..." of the largest parts; "" when there are none. */
const char *cost_check_largest(cost_arena_t *arena, const cost_verdict_t *verdict);
/* "app vcpu_hours +12.30 USD, ..." of those that grew; "" when there are none. */
const char *cost_check_grown(cost_arena_t *arena, const cost_verdict_t *verdict);
/* "shop/app", or "app" when bills of one file each are compared. */
const char *cost_check_part(cost_arena_t *arena, const cost_reason_t *reason);
/* "2 broken, 1 undecided, 3 within". */
const char *cost_check_counts(cost_arena_t *arena, const cost_verdicts_t *verdicts);

/* The formats beside table, Markdown and JSON. */
void cost_report_check_page(cost_buffer_t *out, const cost_verdicts_t *verdicts, bool markdown, bool color);
void cost_report_check_json(cost_buffer_t *out, const cost_verdicts_t *verdicts);
void cost_report_check_junit(cost_buffer_t *out, const cost_verdicts_t *verdicts);
void cost_report_check_github(cost_buffer_t *out, const cost_verdicts_t *verdicts);

#endif
