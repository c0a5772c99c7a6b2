#include "libcost/demand/quote.h"

enum { KEPT = COST_QUOTE_SIZE - 6 }; /* two quotes, three dots, NUL */

/* Messages quote names and expressions, which are ASCII when they are right. */
static char plain(char c)
{
    return c >= 0x20 && c <= 0x7e ? c : '?';
}

const char *cost_quote(const char *text, size_t length, char quoted[COST_QUOTE_SIZE])
{
    size_t kept = length < KEPT ? length : KEPT, at = 0;
    quoted[at++] = '"';
    for (size_t i = 0; i < kept; i++)
        quoted[at++] = plain(text[i]);
    for (int dots = 0; dots < 3 && kept < length; dots++)
        quoted[at++] = '.';
    quoted[at++] = '"';
    quoted[at] = '\0';
    return quoted;
}
