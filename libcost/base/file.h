/* Whole files, read and written. */
#ifndef COST_FILE_H
#define COST_FILE_H

#include <stddef.h>

#include "cost/status.h"
#include "libcost/base/arena.h"

/* The file's bytes with a NUL behind them; "-" is standard input.  COST_ERR_IO names the reason, COST_ERR_LIMIT a
 * file over `limit` bytes. */
cost_status_t cost_file_read(char **text, size_t *length, cost_arena_t *arena, const char *file, size_t limit,
                             cost_error_t *err);
/* What messages call it: the name, "<stdin>" for "-". */
const char *cost_file_label(const char *file);

#endif
