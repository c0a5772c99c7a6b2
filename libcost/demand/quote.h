/* What somebody wrote, fit for a message. */
#ifndef COST_QUOTE_H
#define COST_QUOTE_H

#include <stddef.h>

enum { COST_QUOTE_SIZE = 48 };

/* `"text"`, with what is not printable ASCII as ?, and cut with ... when long.  Returns quoted. */
const char *cost_quote(const char *text, size_t length, char quoted[COST_QUOTE_SIZE]);

#endif
