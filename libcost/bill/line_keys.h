/* The keys of a line in JSON and the columns of CSV, in their order: what writes a bill and what reads one share them.
 */
#ifndef COST_LINE_KEYS_H
#define COST_LINE_KEYS_H

#include "cost/bill.h"

typedef enum {
    COST_KEY_TEXT,
    COST_KEY_NUMBER,   /* a decimal: text in JSON, bare in CSV */
    COST_KEY_OPTIONAL, /* a text; null when it is empty */
    COST_KEY_TAGS      /* .field means nothing */
} cost_key_kind_t;

typedef struct {
    const char *name;
    cost_key_kind_t kind;
    cost_line_field_t field;
} cost_line_key_t;

enum { COST_LINE_KEYS = 20 };
extern const cost_line_key_t cost_line_keys[COST_LINE_KEYS];

/* The categories of a line by their number: "standard", "spot", "committed", "free". */
enum { COST_CATEGORIES = 4 };
extern const char *const cost_category_names[COST_CATEGORIES];

#endif
