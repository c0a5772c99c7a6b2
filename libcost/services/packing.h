/* How many equal instances a set of tasks needs: first-fit-decreasing on the dominant of CPU and memory.
 * Source: billing rules, section 2.3; ECS developer guide, cluster-auto-scaling.
 *
 *     const cost_pack_t groups[] = {{.count = 3, .vcpu = 500000, .memory = GIB}};
 *     int64_t instances;
 *     bool fits = cost_pack(&instances, groups, 1, (cost_pack_room_t){2000000, 3840 * MIB, 0});
 */
#ifndef COST_PACKING_H
#define COST_PACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/money/wide.h"

enum { COST_PACK_GROUPS = 64 };

/* Equal tasks. */
typedef struct {
    int64_t count;
    cost_wide_t vcpu, memory; /* of one, each > 0, in any unit that the room has too */
} cost_pack_t;

/* What one empty instance has for tasks. */
typedef struct {
    cost_wide_t vcpu, memory;
    int64_t tasks; /* how many at most, such as network interfaces allow; 0: no limit */
} cost_pack_room_t;

/* False when a task does not fit an empty instance; at most COST_PACK_GROUPS groups. */
bool cost_pack(int64_t *instances, const cost_pack_t *groups, size_t count, cost_pack_room_t room);
/* Whether one task fits. */
bool cost_pack_fits(const cost_pack_t *task, cost_pack_room_t room);

#endif
