/* The embedded copy of the tz database: made by zone_rules.py. */
#ifndef COST_ZONE_RULES_H
#define COST_ZONE_RULES_H

#include <stddef.h>
#include <stdint.h>

/* A zone's present rule.  Where the rule alone does not give the offsets of 2024 to 2037, `change_count` changes that
 * begin at `first_change` come before it, and `before` is the offset ahead of the first of them. */
typedef struct {
    const char *posix;
    int32_t before;
    uint16_t first_change, change_count;
} cost_zone_rule_t;

extern const char *const cost_zone_rules_version; /* of the tz database, such as "2025b" */
extern const size_t cost_zone_name_count;
extern const char *const cost_zone_names[];      /* sorted by strcmp() */
extern const cost_zone_rule_t cost_zone_rules[]; /* of the name with the same number */
extern const int64_t cost_zone_change_times[];   /* POSIX seconds */
extern const int32_t cost_zone_change_offsets[]; /* seconds east of UTC from that time on */

#endif
