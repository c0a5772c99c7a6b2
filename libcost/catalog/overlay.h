/* Another book, laid over the default one: a directory, a CSV or a JSON file. */
#ifndef COST_OVERLAY_H
#define COST_OVERLAY_H

#include "libcost/catalog/book.h"

/* Reads the book at `path` into the overlay tables of the catalog's views, in its arena; the caller merges them.
 * Every cell is checked, and every problem of every file is added to err. */
cost_status_t cost_overlay_load(cost_catalog_t *catalog, const char *path, cost_error_t *err);

#endif
