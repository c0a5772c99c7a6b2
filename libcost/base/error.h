/* How a failure is reported inside the library.  The public half is include/cost/status.h. */
#ifndef COST_ERROR_H
#define COST_ERROR_H

#include "cost/status.h"
#include "libcost/base/tree.h"

/* A place in a file; every part may be empty. */
typedef struct {
    const char *file;
    int line, column;
    const char *path;
} cost_place_t;

/* Adds a problem to `err` (NULL is fine) and returns `status`, so that a function can end in
 * `return cost_fail(err, COST_ERR_RANGE, place, "...")`.  Integers and strings only in the format. */
cost_status_t cost_fail(cost_error_t *err, cost_status_t status, cost_place_t place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, placed at a node of a document: its file, line, column and path. */
cost_status_t cost_fail_at(cost_error_t *err, cost_status_t status, const cost_node_t *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, placed at the node's key rather than at its value (unknown and duplicate keys). */
cost_status_t cost_fail_key(cost_error_t *err, cost_status_t status, const cost_node_t *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Out of memory: recorded without allocating. */
cost_status_t cost_fail_memory(cost_error_t *err);
/* The known word nearest to `word` (edit distance, at most a third of its length), or NULL: "did you mean". */
const char *cost_nearest(const char *word, const char *const *known, size_t count);

#endif
