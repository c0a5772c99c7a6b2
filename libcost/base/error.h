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
/* Keeps the first of several failures, all of which are reported: a check goes on after one of its parts has failed. */
static inline void cost_status_keep(cost_status_t *first, cost_status_t status)
{
    *first = *first ? *first : status;
}
/* Out of memory: recorded without allocating. */
cost_status_t cost_fail_memory(cost_error_t *err);
/* Puts the problems from number `from` on in the order of a reader: by file, as the files first come up, then by line
 * and column; problems of one place stay in their order. */
void cost_error_sort(cost_error_t *err, size_t from);
/* Takes back those of the problems from number `from` on that one of the problems `cause` to `cause_end` (<= from) may
 * have brought about: it lies inside of what they are placed at (a map misses what was misspelt in it), or they name
 * its value, or what was meant by it ("did you mean x?"). */
void cost_error_drop_consequences(cost_error_t *err, size_t from, size_t cause, size_t cause_end);
/* The known word nearest to `word` (edit distance, at most a third of its length), else one that begins with its three
 * or more letters, or NULL: "did you mean". */
const char *cost_nearest(const char *word, const char *const *known, size_t count);

#endif
