/** @file
 * The price book: AWS's public list prices, free allowances and metering rules, each with its source.
 *
 *     cost_catalog_t *book = NULL;
 *     char type[256], usd[256];
 *     if (cost_catalog_create(&book, NULL, err) == COST_OK)              // the book that is compiled in
 *         for (size_t i = 0; i < cost_catalog_price_count(book); i++)
 *             if (cost_catalog_price_matches(book, i, "fargate us-east-1 vcpu"))
 *                 printf("%s %s\n", cost_catalog_price_field(book, i, COST_PRICE_USAGE_TYPE, type, sizeof type),
 *                        cost_catalog_price_field(book, i, COST_PRICE_USD, usd, sizeof usd));
 *     cost_catalog_destroy(book);
 *
 * The book is data with a version of its own (cost_catalog_version()); the formats of its files are described in
 * pricing/README.md.  Threads: a catalog does not change after it was made; any number of threads may share one.
 */
#ifndef COST_CATALOG_H
#define COST_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A price book.  Opaque and immutable. */
typedef struct cost_catalog cost_catalog_t;

/** The default book, with another laid over it when `overlay` is not NULL.
 *
 * @param[out] out      the catalog, or NULL on failure; yours to release with cost_catalog_destroy()
 * @param      overlay  NULL; or a directory with files named as in pricing/ (each may be missing); or one file, CSV
 *                      with the columns of prices.csv (only service, dimension, region, unit and price_usd are
 *                      required) or JSON `{"prices": [{...}, ...]}` with the same names and prices as strings.  A key
 *                      (service, dimension, variant, region) that the overlay has replaces all rows of that key
 * @param[out] err      may be NULL; names file, line and cell of every problem
 * @return COST_OK, COST_ERR_IO, COST_ERR_SYNTAX, COST_ERR_SCHEMA, COST_ERR_RANGE or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_catalog_create(cost_catalog_t **out, const char *overlay, cost_error_t *err);
/** Releases the catalog.  NULL is fine.  Bills that were made with it must be gone. */
COST_API void cost_catalog_destroy(cost_catalog_t *catalog);

/** The version of the default book, such as "2026.11.22"; with an overlay "2026.11.22+overlay".  Belongs to the
 * catalog. */
COST_API const char *cost_catalog_version(const cost_catalog_t *catalog);
/** The date of the default book, yyyymmdd. */
COST_API int32_t cost_catalog_date(const cost_catalog_t *catalog);

/** What is known of a price; all as text. */
typedef enum {
    COST_PRICE_SERVICE,    /**< service id, such as "fargate" */
    COST_PRICE_DIMENSION,  /**< such as "vcpu_hours" */
    COST_PRICE_VARIANT,    /**< what selects the price further, `k=v;k=v` sorted by key, or "" */
    COST_PRICE_REGION,     /**< such as "us-east-1", or "global" */
    COST_PRICE_USAGE_TYPE, /**< as bills print it, region prefix included, or "" when not known */
    COST_PRICE_UNIT,       /**< what the price is per: "vCPU-hour", "1M-requests" */
    COST_PRICE_TIER_FROM,  /**< where the tier begins, in the unit without its multiplier */
    COST_PRICE_USD,        /**< the price, digit for digit as published */
    COST_PRICE_MODEL,      /**< "graduated", "flat_plan", "percent_of_bill" or "net_of:DIMENSION" */
    COST_PRICE_OBSERVED,   /**< when the price was read, `2026-09` or `2026-09-28` */
    COST_PRICE_VALID_FROM, /**< set only where a change is documented */
    COST_PRICE_VALID_TO,   /**< the first day on which it no longer holds, or "" */
    COST_PRICE_CONFIDENCE, /**< "high", "medium" or "low" */
    COST_PRICE_SOURCE,     /**< id of the source */
    COST_PRICE_SOURCE_URL  /**< the source itself */
} cost_price_field_t;

/** How many price rows the catalog holds (a tier is a row). */
COST_API size_t cost_catalog_price_count(const cost_catalog_t *catalog);
/** A field of row i < cost_catalog_price_count() as text.  Written into a buffer of the caller.
 * @return `buffer`, cut if it is too small (256 bytes hold every field but the source's) */
COST_API const char *cost_catalog_price_field(const cost_catalog_t *catalog, size_t i, cost_price_field_t field,
                                              char *buffer, size_t size);
/** Whether row i has every word of `words` (separated by blanks, case ignored) in one of its fields service,
 * dimension, variant, region or usage type.  "" matches all. */
COST_API bool cost_catalog_price_matches(const cost_catalog_t *catalog, size_t i, const char *words);

/** Looks the book over as a careful reader would: gaps and overlaps in tiers, tiers that do not begin at 0, unknown
 * units and regions, rows without a source, duplicate keys, a Multi-AZ price below the Single-AZ one, a reserved or
 * Spot price above the on-demand one, a price that moved by more than half between two versions.  Every finding is a
 * problem in `err`.
 * @return COST_OK when there is none, else COST_ERR_SCHEMA or COST_ERR_RANGE */
COST_API cost_status_t cost_catalog_check(const cost_catalog_t *catalog, cost_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
