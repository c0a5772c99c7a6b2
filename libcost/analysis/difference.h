/* From an old bill to a new one, as reports read it.  The public half is include/cost/diff.h. */
#ifndef COST_DIFFERENCE_H
#define COST_DIFFERENCE_H

#include "cost/diff.h"
#include "libcost/bill/bill.h"

/* The bills of the steps: the old one, with one effect more each, the new one. */
enum { COST_DIFF_STEPS = COST_EFFECTS + 1, COST_DIFF_NOTES = COST_EFFECTS + 1 };

typedef struct {
    const char *field[COST_DIFF_NEW_QUANTITY + 1]; /* by cost_diff_field_t */
    bool old_there, new_there;
    int64_t step[COST_DIFF_STEPS];  /* nano-dollars */
    cost_wide_t old_pico, new_pico; /* quantities in 1e-12 units */
} cost_diff_item_t;

typedef struct {
    const char *name;   /* of the workloads; with the scenario */
    const char *period; /* "2025-11 (720 hours)" is the report's; here "2025-11", "2025-11..2026-10", "730h" */
    int64_t hours;
    int32_t price_date;
    const char *price_version;
} cost_diff_side_t;

struct cost_diff {
    cost_arena_t *arena;
    cost_diff_side_t old_side, new_side;
    int64_t step[COST_DIFF_STEPS];
    cost_diff_item_t *items;
    size_t item_count;
    const char *notes[COST_DIFF_NOTES];
    size_t note_count;
};

/* A new diff with its sides; NULL when memory is out. */
cost_diff_t *cost_diff_new_between(const cost_bill_t *old_bill, const cost_bill_t *new_bill);
/* The item that a line belongs to, with its names only.  False when memory is out. */
bool cost_diff_item_of(cost_diff_item_t *out, cost_diff_t *diff, const cost_line_t *line, bool workloads);
/* Takes `count` items, those with equal names added up; then sums up the steps.  False when memory is out. */
bool cost_diff_take(cost_diff_t *diff, cost_diff_item_t *items, size_t count);
/* A line's quantity in 1e-12 of its unit. */
cost_wide_t cost_diff_pico(const cost_line_t *line);

/* The new file's document with the usage of the old one: usage_patch.c.  NULL when memory is out. */
const cost_node_t *cost_usage_patch(cost_arena_t *arena, const cost_node_t *old_root, const cost_node_t *new_root);

#endif
