/* A file that is written beside its target and renamed: whoever looks sees it as it was, or complete. */
#ifndef COST_REPLACE_H
#define COST_REPLACE_H

#include <limits.h>

#include "cost/status.h"

enum { COST_REPLACE_PATH_SIZE = PATH_MAX + 32 };

typedef struct {
    char target[COST_REPLACE_PATH_SIZE]; /* the file behind a link is replaced, the link stays */
    char beside[COST_REPLACE_PATH_SIZE]; /* an empty file, there to be filled by its name */
} cost_replace_t;

/* COST_ERR_IO, with the reason, when `file` cannot be written there or is no file that could be replaced (a device, a
 * pipe, a directory).  On success cost_replace_end() must follow. */
cost_status_t cost_replace_begin(cost_replace_t *out, const char *file, cost_error_t *err);
/* With COST_OK puts the file in its place, else removes it.  Returns `status`, or what went wrong here. */
cost_status_t cost_replace_end(cost_replace_t *replace, cost_status_t status, cost_error_t *err);

#endif
