/* Storage autoscaling of RDS: allocated storage grows when it runs out, and never shrinks.
 * Source: scaling rules, section 9 (USER_PIOPS.Autoscaling, 2026).
 *
 *     cost_rds_storage_t storage;
 *     cost_rds_storage_init(&storage, &policy, 100);
 *     each minute: cost_rds_storage_step(&storage, minute, used_bytes, growth_bytes);   // storage.allocated_gib is
 * billed
 *
 * While less than cost_rds_storage_low() is used nothing happens, and those minutes may be left out. */
#ifndef COST_RDS_STORAGE_SCALE_H
#define COST_RDS_STORAGE_SCALE_H

#include <stdbool.h>
#include <stdint.h>

enum { COST_STORAGE_CHANGES_KEPT = 16 };

typedef struct {
    int64_t maximum_gib;    /* max allocated storage; the allocated storage or less: never grows */
    int64_t free_percent;   /* it is low when at most so much is free: 10 */
    int64_t low_for_s;      /* and has been so for so long: 300 */
    int64_t changes_max;    /* in 24 hours: 4; at most COST_STORAGE_CHANGES_KEPT */
    int64_t optimise_s;     /* storage optimisation after a change; 6 h assumed */
    int64_t least_step_gib; /* 10; older copies of AWS's guide: 5 */
    int64_t step_percent;   /* of what is allocated: 10 */
    int64_t forecast_h;     /* hours of the last hour's growth: 7 */
} cost_rds_storage_policy_t;

typedef struct {
    const cost_rds_storage_policy_t *policy;
    int64_t allocated_gib;
    int64_t low_since;                           /* minute since which it is low; -1: it is not */
    int64_t change_s[COST_STORAGE_CHANGES_KEPT]; /* when the newest changes were made; a ring */
    int64_t changes;
} cost_rds_storage_t;

/* Bytes from which on a volume is low. */
int64_t cost_rds_storage_low(const cost_rds_storage_policy_t *policy, int64_t allocated_gib);
/* Whether a change starts: the volume is low, has been so for long enough, no optimisation is under way, and there were
 * not too many changes in 24 hours.  since_change_s: INT64_MAX when there was none. */
bool cost_rds_storage_starts(const cost_rds_storage_policy_t *policy, int64_t allocated_gib, int64_t used_bytes,
                             int64_t low_for_s, int64_t since_change_s, int64_t changes_in_day);
/* GiB that a change adds: the greatest of the least step, a share of what is allocated (rounded up) and the growth of
 * so many hours like the last one, cut to what is left below the maximum. */
int64_t cost_rds_storage_increment(const cost_rds_storage_policy_t *policy, int64_t allocated_gib,
                                   int64_t hour_growth_bytes);

void cost_rds_storage_init(cost_rds_storage_t *storage, const cost_rds_storage_policy_t *policy, int64_t allocated_gib);
/* A minute in which so many bytes are used, after so many more came in the last hour.  True when the storage grew. */
bool cost_rds_storage_step(cost_rds_storage_t *storage, int64_t minute, int64_t used_bytes, int64_t hour_growth_bytes);

#endif
