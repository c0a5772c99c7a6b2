#include "libcost/capacity/providers.h"

#include "libcost/money/wide.h"

static int64_t take_base(const cost_provider_t *provider, int64_t *rest)
{
    int64_t taken = provider->base < *rest ? provider->base : *rest;
    *rest -= taken;
    return taken;
}

static int64_t weight_sum(const cost_provider_t *providers, size_t provider_count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < provider_count; i++)
        sum += providers[i].weight;
    return sum;
}

/* The provider with the smallest extra / weight; at least one weight is not 0. */
static size_t neediest(const int64_t *extras, const cost_provider_t *providers, size_t provider_count)
{
    size_t best = provider_count;
    for (size_t i = 0; i < provider_count; i++) {
        if (!providers[i].weight)
            continue;
        if (best == provider_count ||
            (cost_wide_t)extras[i] * providers[best].weight < (cost_wide_t)extras[best] * providers[i].weight)
            best = i;
    }
    return best;
}

/* After as many tasks as the weights add up to, each provider has exactly its weight and the order begins anew: only
 * the last round is dealt out task by task. */
static void deal(int64_t *extras, const cost_provider_t *providers, size_t provider_count, int64_t tasks)
{
    int64_t round = weight_sum(providers, provider_count);
    for (size_t i = 0; i < provider_count; i++)
        extras[i] = round ? tasks / round * providers[i].weight : 0;
    for (int64_t left = round ? tasks % round : 0; left > 0; left--)
        extras[neediest(extras, providers, provider_count)]++;
}

void cost_providers_split(int64_t *counts, const cost_provider_t *providers, size_t provider_count, int64_t tasks)
{
    int64_t rest = tasks;
    for (size_t i = 0; i < provider_count; i++)
        (void)take_base(&providers[i], &rest);
    deal(counts, providers, provider_count, rest);
    rest = tasks;
    for (size_t i = 0; i < provider_count; i++)
        counts[i] += take_base(&providers[i], &rest);
}
