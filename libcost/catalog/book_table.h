/* The default price book as it is compiled in: tables without pointers, so that nothing is parsed or relocated when a
 * process starts.  The tables are written by `pricing/book.py compile`; every uint32_t that names a text is an offset
 * into one string pool, whose first byte is the empty text.  Dates are yyyymmdd, 0 for none. */
#ifndef COST_BOOK_TABLE_H
#define COST_BOOK_TABLE_H

#include <stdint.h>

typedef struct {
    uint32_t service, dimension, variant, region, usage_type, unit, source;
    int64_t tier_from_micro; /* in the unit without its multiplier, times 1e6 */
    int64_t price_digits;
    int32_t price_scale;
    int32_t observed, valid_from, valid_to;
    uint8_t model;      /* cost_price_model_t */
    uint8_t confidence; /* 0 low, 1 medium, 2 high */
    uint16_t spare;
    uint32_t model_argument; /* of net_of: the dimension whose usage is taken off */
} cost_book_row_t;

typedef struct {
    uint32_t service, rule, value, unit, source;
    int32_t valid_from;
} cost_book_rule_t;

typedef struct {
    uint32_t id, service, dimensions, amount, unit, scope, source;
    int32_t valid_from;
} cost_book_allowance_t;

typedef struct {
    uint32_t region, name, usage_prefix;
} cost_book_region_t;

typedef struct {
    uint32_t service, os, vcpu, memory_from, memory_to, memory_step, source;
} cost_book_size_t;

typedef struct {
    uint32_t service, item, vcpu, memory_gib, arch;
} cost_book_spec_t;

typedef struct {
    uint32_t id, url, read_on, how;
} cost_book_source_t;

extern const char cost_book_strings[];
extern const uint32_t cost_book_string_bytes;
/* Sorted by service, dimension, variant, region, valid_from, observed, tier. */
extern const cost_book_row_t cost_book_rows[];
extern const uint32_t cost_book_row_count;
extern const cost_book_rule_t cost_book_rules[]; /* sorted by service, rule, valid_from */
extern const uint32_t cost_book_rule_count;
extern const cost_book_allowance_t cost_book_allowances[];
extern const uint32_t cost_book_allowance_count;
extern const cost_book_region_t cost_book_regions[]; /* sorted by region */
extern const uint32_t cost_book_region_count;
extern const cost_book_size_t cost_book_sizes[]; /* sorted by service, os */
extern const uint32_t cost_book_size_count;
extern const cost_book_spec_t cost_book_specs[]; /* sorted by service, item */
extern const uint32_t cost_book_spec_count;
extern const cost_book_source_t cost_book_sources[]; /* sorted by id */
extern const uint32_t cost_book_source_count;
extern const char cost_book_version[];
extern const int32_t cost_book_date;

#endif
