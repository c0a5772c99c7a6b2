/* How a simulation is run.  The public half is include/cost/simulate.h. */
#ifndef COST_SIMULATION_INTERNAL_H
#define COST_SIMULATION_INTERNAL_H

#include <stdbool.h>

#include "cost/simulate.h"
#include "libcost/base/arena.h"

/* A limit on a part of the bill. */
typedef struct cost_limit {
    struct cost_limit *next;
    const char *name;
    int64_t limit;                                /* nano-dollars */
    const char *service, *resource, *tag, *month; /* NULL: all */
} cost_limit_t;

struct cost_simulation {
    cost_arena_t *arena;
    size_t trials, threads, shard, of;
    uint64_t seed;
    double until; /* 0: never */
    bool sobol;
    cost_progress_t progress;
    void *user;
    cost_limit_t *first, *last;
};

/* What of `whole` trials or rows is the shard's: [first, first + count). */
void cost_simulation_range(const cost_simulation_t *simulation, size_t whole, size_t *first, size_t *count);

#endif
