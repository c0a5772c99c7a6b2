/* One line of a saved bill, from whichever form. */
#ifndef COST_SAVED_LINE_H
#define COST_SAVED_LINE_H

#include "libcost/base/error.h"
#include "libcost/bill/bill.h"
#include "libcost/bill/line_keys.h"

typedef struct {
    const char *text[COST_LINE_KEYS];        /* by the key's number; of tags: nothing */
    const cost_node_t *node[COST_LINE_KEYS]; /* JSON: where each stands; CSV: NULL */
    cost_place_t row;                        /* CSV: where the row begins */
    cost_tags_t tags;
} cost_saved_line_t;

/* Services as the saved bill knows them: their names and dimensions, and nothing else. */
typedef struct cost_saved_service {
    struct cost_saved_service *next;
    cost_service_t service;
    cost_dimension_t *dimensions; /* room is doubled when it is full */
    size_t room;
} cost_saved_service_t;

typedef struct {
    cost_bill_t *bill;
    cost_saved_service_t *services;
    cost_error_t *err;
} cost_saved_t;

/* The number of a key by the field that it holds. */
size_t cost_saved_key(cost_line_field_t field);
/* Reports what is wrong with a line's key. */
cost_status_t cost_saved_fail(const cost_saved_t *saved, cost_status_t status, const cost_saved_line_t *line,
                              cost_line_field_t field, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Fills the bill's line `i`.  Its months are known. */
cost_status_t cost_saved_line_take(cost_saved_t *saved, size_t i, const cost_saved_line_t *line);

#endif
