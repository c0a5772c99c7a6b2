/** @file
 * Rate cards: prices that were picked from the book, to be applied to quantities that the caller metered.
 *
 *     const char *const prices[] = {"fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux",
 *                                   "sqs/requests/us-east-1/type=standard"};
 *     const int64_t quantities[] = {2880 * COST_MICRO, 5000000 * COST_MICRO};     // vCPU-hours, requests
 *     cost_rate_card_t *card = NULL;
 *     cost_money_t total;
 *     if (cost_rate_card_create(&card, book, prices, 2, NULL, err) == COST_OK &&
 *         cost_rate_card_price(card, quantities, 1, NULL, &total) == COST_OK)
 *         puts(cost_money_text(total, 2, usd));
 *     cost_rate_card_destroy(card);
 *
 * The same exact amounts as in a bill: graduated tiers from 0 on, one rounding for each tier, half to even.  What a
 * bill sees beyond a quantity is not in it: free allowances, the rest of the account, prices that are net of another
 * dimension or a percentage of the bill.  Source: docs/rating.md.
 *
 * Threads: a card does not change after it was made; any number of threads may share one.
 */
#ifndef COST_RATE_CARD_H
#define COST_RATE_CARD_H

#include <stddef.h>
#include <stdint.h>

#include "cost/catalog.h"
#include "cost/money.h"
#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Prices picked from a book.  Opaque and immutable. */
typedef struct cost_rate_card cost_rate_card_t;

/** Quantities are in millionths, so that they are exact: 2.5 GB-months are 2500000. */
#define COST_MICRO ((int64_t)1000000)

/** Picks prices.
 *
 * @param[out] out      the card, or NULL on failure; yours to release with cost_rate_card_destroy()
 * @param      catalog  the price book; need not outlive the card
 * @param      prices   `count` keys, `service/dimension/region` or `service/dimension/region/variant`, as the book has
 *                      them (cost_catalog_price_field()); the variant is needed where the dimension has one
 * @param      as_of    the day whose prices hold, yyyy-mm-dd or yyyy-mm; NULL: the book's date
 * @param[out] err      may be NULL; holds every key that is wrong, and what the book has instead
 * @return COST_OK, COST_ERR_SYNTAX (a key or the date), COST_ERR_NO_PRICE, COST_ERR_UNSUPPORTED (a price that a
 * quantity alone does not decide) or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_rate_card_create(cost_rate_card_t **out, const cost_catalog_t *catalog,
                                             const char *const *prices, size_t count, const char *as_of,
                                             cost_error_t *err);
/** Releases the card.  NULL is fine. */
COST_API void cost_rate_card_destroy(cost_rate_card_t *card);

/** How many prices it has. */
COST_API size_t cost_rate_card_count(const cost_rate_card_t *card);
/** What price i counts: "requests", "vCPU-hour", "GB-month"; NULL past the end.  Belongs to the card. */
COST_API const char *cost_rate_card_unit(const cost_rate_card_t *card, size_t i);

/** Prices `rows` months: row r has quantities[r * cost_rate_card_count() + i] of price i.
 *
 * @param      quantities  millionths of cost_rate_card_unit(), each >= 0
 * @param[out] costs       NULL, or room for rows * cost_rate_card_count() amounts
 * @param[out] totals      `rows` amounts, what each row costs
 * @return COST_OK; COST_ERR_RANGE for a quantity below 0 and for a sum over 9.2 billion USD: the rows before are done
 */
COST_API cost_status_t cost_rate_card_price(const cost_rate_card_t *card, const int64_t *quantities, size_t rows,
                                            cost_money_t *costs, cost_money_t *totals);

#ifdef __cplusplus
}
#endif
#endif
