#include "libcost/analysis/simulation.h"

enum { TRIALS = 2000, SEED = 1 };

cost_simulation_t *cost_simulation_create(void)
{
    cost_arena_t *arena = cost_arena_create();
    cost_simulation_t *simulation = arena ? cost_arena_alloc(arena, sizeof *simulation) : NULL;
    if (!simulation) {
        cost_arena_destroy(arena);
        return NULL;
    }
    *simulation =
        (cost_simulation_t){.arena = arena, .trials = TRIALS, .threads = 1, .shard = 1, .of = 1, .seed = SEED};
    return simulation;
}

void cost_simulation_destroy(cost_simulation_t *simulation)
{
    if (simulation)
        cost_arena_destroy(simulation->arena);
}

cost_status_t cost_simulation_set_trials(cost_simulation_t *simulation, size_t trials)
{
    if (trials < 1 || trials > COST_TRIALS_MAX)
        return COST_ERR_RANGE;
    simulation->trials = trials;
    return COST_OK;
}

void cost_simulation_set_seed(cost_simulation_t *simulation, uint64_t seed)
{
    simulation->seed = seed;
}

cost_status_t cost_simulation_set_threads(cost_simulation_t *simulation, size_t threads)
{
    if (threads < 1 || threads > COST_THREADS_MAX)
        return COST_ERR_RANGE;
    simulation->threads = threads;
    return COST_OK;
}

cost_status_t cost_simulation_set_until(cost_simulation_t *simulation, double relative_error)
{
    if (!(relative_error >= 0 && relative_error <= 1))
        return COST_ERR_RANGE;
    simulation->until = relative_error;
    return COST_OK;
}

cost_status_t cost_simulation_set_shard(cost_simulation_t *simulation, size_t shard, size_t of)
{
    if (of < 1 || of > COST_TRIALS_MAX || shard < 1 || shard > of)
        return COST_ERR_RANGE;
    simulation->shard = shard;
    simulation->of = of;
    return COST_OK;
}

void cost_simulation_set_sobol(cost_simulation_t *simulation, int sobol)
{
    simulation->sobol = sobol != 0;
}

void cost_simulation_set_progress(cost_simulation_t *simulation, cost_progress_t progress, void *user)
{
    simulation->progress = progress;
    simulation->user = user;
}

static bool keep(cost_arena_t *arena, const char **out, const char *text)
{
    *out = text ? cost_arena_string(arena, text) : NULL;
    return *out || !text;
}

cost_status_t cost_simulation_add_budget(cost_simulation_t *simulation, const char *name, cost_money_t limit,
                                         const char *service, const char *resource, const char *tag, const char *month)
{
    cost_arena_t *arena = simulation->arena;
    cost_limit_t *budget = cost_arena_alloc(arena, sizeof *budget);
    if (!budget || !keep(arena, &budget->name, name) || !keep(arena, &budget->service, service) ||
        !keep(arena, &budget->resource, resource) || !keep(arena, &budget->tag, tag) ||
        !keep(arena, &budget->month, month))
        return COST_ERR_MEMORY;
    budget->limit = limit.nano_usd;
    if (simulation->last)
        simulation->last->next = budget;
    else
        simulation->first = budget;
    simulation->last = budget;
    return COST_OK;
}

/* whole <= 10^7 and of <= 10^7: no product wraps. */
void cost_simulation_range(const cost_simulation_t *simulation, size_t whole, size_t *first, size_t *count)
{
    const uint64_t of = simulation->of, shard = simulation->shard;
    const uint64_t from = whole * (shard - 1) / of, until = whole * shard / of;
    *first = (size_t)from;
    *count = (size_t)(until - from);
}
