/* Saved bills, read back.  The public half is include/cost/bill.h. */
#ifndef COST_BILL_LOAD_H
#define COST_BILL_LOAD_H

#include "libcost/bill/saved_line.h"

/* A month by its name, "2025-11" or "730h"; false when it is none. */
bool cost_saved_month(cost_bill_month_t *out, const char *name, bool *hours_only);
/* Fills the bill from a JSON document, or from the lines of a CSV table; the rest is cost_bill_load()'s. */
cost_status_t cost_bill_from_json(cost_saved_t *saved, const cost_node_t *root);
/* The service quality of a JSON document. */
cost_status_t cost_saved_quality_take(cost_saved_t *saved, const cost_node_t *root);
cost_status_t cost_bill_from_csv(cost_saved_t *saved, const char *text, size_t length, const char *file);

#endif
