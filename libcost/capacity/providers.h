/* How a service's tasks are shared out among its capacity providers.  Source: scaling rules, section 4.
 *
 *     cost_provider_t pair[] = {{.base = 1, .weight = 1}, {.weight = 3}};
 *     int64_t tasks[2];
 *     cost_providers_split(tasks, pair, 2, 6);        // 3 and 3: the base, then 1.25 : 3.75 one task after the other
 */
#ifndef COST_PROVIDERS_H
#define COST_PROVIDERS_H

#include <stddef.h>
#include <stdint.h>

/* One item of a capacity provider strategy, as the ECS API has it. */
typedef struct {
    int64_t base;   /* tasks that it gets first, whatever the weights; >= 0 */
    int64_t weight; /* its part of the rest; >= 0; 0 places nothing beyond the base */
} cost_provider_t;

/* Writes how many of `tasks` (>= 0) each provider runs.  Bases are filled first, in order; of the rest every task goes
 * to the provider that has the fewest beyond its base for its weight, ties to the first in the list.  The counts add up
 * to `tasks`, except when all weights are 0: then what is beyond the bases is not placed. */
void cost_providers_split(int64_t *counts, const cost_provider_t *providers, size_t provider_count, int64_t tasks);

#endif
