/** @file
 * What became of a bill, and why: from an old one to a new one, in effects that add up to the last digit.
 *
 *     cost_diff_t *diff = NULL;
 *     if (cost_diff_workloads(&diff, book, before, NULL, book, after, NULL, err) == COST_OK) {
 *         char usd[COST_MONEY_TEXT_SIZE];
 *         for (int i = 0; i < COST_EFFECTS; i++)
 *             printf("%s: %s USD\n", cost_effect_name(i), cost_money_text(cost_diff_effect(diff, i), 2, usd));
 *     }
 *     cost_diff_destroy(diff);
 *
 * The effects come in the order of the list: each is what the bill changes by when that part is taken from the new
 * side, with those before it already taken.  docs/compare.md tells what belongs to which.
 *
 * Threads: a diff does not change after it was made; any number of threads may share one.  It points at nothing.
 */
#ifndef COST_DIFF_H
#define COST_DIFF_H

#include <stddef.h>

#include "cost/bill.h"
#include "cost/catalog.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why a bill changes: X(NAME, "name", "what it is"). */
#define COST_EFFECT_LIST(X)                                                                                            \
    X(CALENDAR, "calendar", "another period: other hours, days and months")                                            \
    X(CONFIGURATION, "configuration", "other resources, sizes, schedules, policies")                                   \
    X(USAGE, "usage", "other traffic and other stated usage")                                                          \
    X(PRICE, "price", "other prices, rules and allowances")

#define COST_EFFECT_ENUM(name, text, help) COST_EFFECT_##name,
/** An effect. */
typedef enum { COST_EFFECT_LIST(COST_EFFECT_ENUM) COST_EFFECTS } cost_effect_t;
#undef COST_EFFECT_ENUM

/** The effect's name, such as "calendar"; NULL outside the list.  Static text. */
COST_API const char *cost_effect_name(int effect);

/** A diff.  Opaque and immutable. */
typedef struct cost_diff cost_diff_t;

/** Compares two workload files: the old one is billed again with the new period, then with the new configuration, then
 * with the new usage, then at the new prices.  Where such a step cannot be billed (a price that does not exist on the
 * old date), its effect is counted with its neighbour's and a note says so.
 *
 * @param[out] out           the diff, or NULL on failure; yours to release with cost_diff_destroy()
 * @param      old_catalog   the prices of the old side, old_workload and old_options what cost_estimate() would take
 * @param      new_catalog   those of the new side, which may be the same
 * @param[out] err           may be NULL; holds every problem of either side
 * @return COST_OK or what cost_estimate() answers for either side
 */
COST_API cost_status_t cost_diff_workloads(cost_diff_t **out, const cost_catalog_t *old_catalog,
                                           const cost_workload_t *old_workload, const cost_options_t *old_options,
                                           const cost_catalog_t *new_catalog, const cost_workload_t *new_workload,
                                           const cost_options_t *new_options, cost_error_t *err);
/** Compares two bills, as far as their lines tell: quantities by the hour follow the calendar; what only one side has
 * is configuration; other quantities are usage; other prices are price.
 * @return COST_OK or COST_ERR_MEMORY */
COST_API cost_status_t cost_diff_bills(cost_diff_t **out, const cost_bill_t *old_bill, const cost_bill_t *new_bill,
                                       cost_error_t *err);
/** Releases the diff.  NULL is fine. */
COST_API void cost_diff_destroy(cost_diff_t *diff);

/** The totals, and the effects, which add up to new less old. */
COST_API cost_money_t cost_diff_old(const cost_diff_t *diff);
COST_API cost_money_t cost_diff_new(const cost_diff_t *diff);
COST_API cost_money_t cost_diff_effect(const cost_diff_t *diff, cost_effect_t effect);

/** What is known of an item, as text: its tiers and months together.  Names are those of a line in JSON. */
typedef enum {
    COST_DIFF_WORKLOAD, /**< "" when both sides are of one file each, whatever it is called */
    COST_DIFF_RESOURCE,
    COST_DIFF_SERVICE,
    COST_DIFF_DIMENSION,
    COST_DIFF_VARIANT,
    COST_DIFF_REGION,
    COST_DIFF_UNIT,
    COST_DIFF_OLD_QUANTITY, /**< "0" when the old side has no such item */
    COST_DIFF_NEW_QUANTITY
} cost_diff_field_t;

/** Every item of either bill, sorted by service, resource, dimension. */
COST_API size_t cost_diff_item_count(const cost_diff_t *diff);
/** A field of item i.  @return a text that belongs to the diff; "" past the end */
COST_API const char *cost_diff_item_field(const cost_diff_t *diff, size_t i, cost_diff_field_t field);
/** What item i costs on either side, and by what it changes. */
COST_API cost_money_t cost_diff_item_old(const cost_diff_t *diff, size_t i);
COST_API cost_money_t cost_diff_item_new(const cost_diff_t *diff, size_t i);
COST_API cost_money_t cost_diff_item_effect(const cost_diff_t *diff, size_t i, cost_effect_t effect);

/** What the diff could not tell apart, as sentences. */
COST_API size_t cost_diff_note_count(const cost_diff_t *diff);
COST_API const char *cost_diff_note(const cost_diff_t *diff, size_t i);

#ifdef __cplusplus
}
#endif
#endif
