/* Storage autoscaling of RDS: allocated storage grows when it runs out, and never shrinks.
 * Source: scaling rules, section 9 (USER_PIOPS.Autoscaling, 2026).
 *
 *     cost_rds_storage_t storage;
 *     cost_rds_storage_init(&storage, &policy, 100);
 *     each minute: cost_rds_storage_step(&storage, minute, used_bytes);      // storage.allocated_gib is billed */
#ifndef COST_RDS_STORAGE_SCALE_H
#define COST_RDS_STORAGE_SCALE_H

#include <stdbool.h>
#include <stdint.h>

enum { COST_STORAGE_CHANGES_MAX = 4, COST_STORAGE_HISTORY_MINUTES = 60 };

typedef struct {
    int64_t maximum_gib;    /* max allocated storage; the allocated storage or less: never grows */
    int64_t optimise_s;     /* storage optimisation after a change; 6 h assumed */
    int64_t least_step_gib; /* 10; older copies of AWS's guide: 5 */
} cost_rds_storage_policy_t;

typedef struct {
    const cost_rds_storage_policy_t *policy;
    int64_t allocated_gib;
    int64_t low_since;                          /* minute since which at most a tenth is free; -1: it is not so */
    int64_t change_s[COST_STORAGE_CHANGES_MAX]; /* when the newest changes were made; a ring */
    int64_t changes;
    int64_t used[COST_STORAGE_HISTORY_MINUTES]; /* bytes in the last hour; a ring */
} cost_rds_storage_t;

/* Whether a change starts: at most 10 % free for 5 minutes, no optimisation under way, fewer than four changes in 24
 * hours.  since_change_s: INT64_MAX when there was none. */
bool cost_rds_storage_starts(int64_t allocated_gib, int64_t free_bytes, int64_t low_for_s, int64_t since_change_s,
                             int64_t changes_in_day, int64_t optimise_s);
/* GiB that a change adds: the greatest of the least step, 10 % (rounded up) and seven hours of the last hour's growth,
 * cut to what is left below the maximum. */
int64_t cost_rds_storage_increment(const cost_rds_storage_policy_t *policy, int64_t allocated_gib,
                                   int64_t hour_growth_bytes);

void cost_rds_storage_init(cost_rds_storage_t *storage, const cost_rds_storage_policy_t *policy, int64_t allocated_gib);
/* A minute in which so many bytes are used.  True when the storage grew. */
bool cost_rds_storage_step(cost_rds_storage_t *storage, int64_t minute, int64_t used_bytes);

#endif
