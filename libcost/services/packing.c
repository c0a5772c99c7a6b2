#include "libcost/services/packing.h"

#include <assert.h>

/* Instances that have the same room left stand together, in the order in which they were filled.  A group of equal
 * tasks runs out in one of these stretches and divides it in three at most, and then fills two new ones at most. */
enum { STRETCHES = 4 * COST_PACK_GROUPS };
typedef struct {
    int64_t instances;
    cost_pack_room_t left;
} stretch_t;

typedef struct {
    stretch_t stretches[STRETCHES];
    size_t count;
    bool limited; /* by the number of tasks */
} packing_t;

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* How many of the tasks one instance takes. */
static int64_t room_for(const cost_pack_t *task, cost_pack_room_t left, bool limited)
{
    cost_wide_t by_vcpu = left.vcpu / task->vcpu, by_memory = left.memory / task->memory;
    cost_wide_t fit = by_vcpu < by_memory ? by_vcpu : by_memory;
    int64_t most = fit < task->count ? (int64_t)fit : task->count;
    return limited ? lesser(most, left.tasks) : most;
}

static cost_pack_room_t less(cost_pack_room_t left, const cost_pack_t *task, int64_t tasks)
{
    left.vcpu -= task->vcpu * tasks;
    left.memory -= task->memory * tasks;
    left.tasks -= tasks;
    return left;
}

static void insert(packing_t *packing, size_t at, stretch_t stretch)
{
    if (!stretch.instances)
        return;
    assert(packing->count < STRETCHES);
    for (size_t i = packing->count++; i > at; i--)
        packing->stretches[i] = packing->stretches[i - 1];
    packing->stretches[at] = stretch;
}

/* Puts `tasks` into the stretch at `at`, `each` to an instance; where they run out, it is divided. */
static void fill(packing_t *packing, size_t at, const cost_pack_t *task, int64_t tasks, int64_t each)
{
    stretch_t *stretch = &packing->stretches[at];
    const stretch_t before = *stretch;
    int64_t full = tasks / each, rest = tasks % each;
    stretch_t partly = {rest > 0, less(before.left, task, rest)};
    stretch_t empty = {before.instances - full - partly.instances, before.left};
    *stretch = (stretch_t){full, less(before.left, task, each)};
    if (!full) {
        *stretch = partly;
        partly.instances = 0;
    }
    insert(packing, at + 1, empty);
    insert(packing, at + 1, partly);
}

static void place(packing_t *packing, const cost_pack_t *group, cost_pack_room_t room)
{
    int64_t left = group->count;
    for (size_t at = 0; left > 0 && at < packing->count; at++) {
        int64_t each = room_for(group, packing->stretches[at].left, packing->limited);
        int64_t placed = !each ? 0
                               : lesser(left, (left - 1) / each + 1 > packing->stretches[at].instances
                                                  ? packing->stretches[at].instances * each
                                                  : left);
        if (!placed)
            continue;
        fill(packing, at, group, placed, each);
        left -= placed;
    }
    if (!left)
        return;
    int64_t each = room_for(group, room, packing->limited);
    insert(packing, packing->count, (stretch_t){(left - 1) / each + 1, room});
    fill(packing, packing->count - 1, group, left, each);
}

/* Whether a's larger share of an instance is larger than b's. */
static bool dominates(const cost_pack_t *a, const cost_pack_t *b, cost_pack_room_t room)
{
    cost_wide_t a_vcpu = a->vcpu * room.memory, a_memory = a->memory * room.vcpu;
    cost_wide_t b_vcpu = b->vcpu * room.memory, b_memory = b->memory * room.vcpu;
    return (a_vcpu > a_memory ? a_vcpu : a_memory) > (b_vcpu > b_memory ? b_vcpu : b_memory);
}

bool cost_pack_fits(const cost_pack_t *task, cost_pack_room_t room)
{
    return task->vcpu <= room.vcpu && task->memory <= room.memory;
}

bool cost_pack(int64_t *instances, const cost_pack_t *groups, size_t count, cost_pack_room_t room)
{
    size_t order[COST_PACK_GROUPS];
    packing_t packing = {.count = 0, .limited = room.tasks > 0};
    assert(count <= COST_PACK_GROUPS);
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        if (!cost_pack_fits(&groups[i], room))
            return false;
        for (; at > 0 && dominates(&groups[i], &groups[order[at - 1]], room); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 0; i < count; i++)
        place(&packing, &groups[order[i]], room);
    *instances = 0;
    for (size_t i = 0; i < packing.count; i++)
        *instances += packing.stretches[i].instances;
    return true;
}
