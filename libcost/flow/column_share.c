#include "libcost/flow/column_share.h"

/* What is kept of a minute of which some is lost. */
static int64_t keep(int64_t *carry, int64_t came, int64_t share)
{
    const cost_wide_t due = *carry + (cost_wide_t)came * share;
    const int64_t whole = (int64_t)(due / COST_SHARE_ONE);
    const int64_t kept = whole < came ? whole : came;
    *carry = kept == whole ? (int64_t)(due % COST_SHARE_ONE) : COST_SHARE_ONE - 1;
    return kept;
}

/* A minute of which all is kept leaves the carry as it is: most minutes are such. */
static void fill(int64_t *prefix, const cost_column_t *in, const int64_t *shares)
{
    const int64_t *sums = in->prefix;
    int64_t carry = COST_SHARE_ONE / 2, sum = 0; /* so that the month's sum is rounded to the nearest */
    prefix[0] = 0;
    for (int64_t minute = 0; minute < in->minutes; minute++) {
        const int64_t came = sums ? sums[minute + 1] - sums[minute] : cost_column_sum(in, minute, minute + 1);
        sum += shares[minute] == COST_SHARE_ONE ? came : keep(&carry, came, shares[minute]);
        prefix[minute + 1] = sum;
    }
}

cost_status_t cost_column_share(const cost_column_t **out, cost_arena_t *arena, const cost_column_t *in,
                                const int64_t *shares)
{
    int64_t *prefix = cost_arena_raw(arena, (size_t)in->minutes + 1, sizeof *prefix);
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    if (!prefix || !column)
        return COST_ERR_MEMORY;
    fill(prefix, in, shares);
    *column = (cost_column_t){.minutes = in->minutes, .prefix = prefix};
    *out = column;
    return COST_OK;
}

/* Columns that were made already: of each what was and what is left. */
typedef struct {
    const cost_column_t *before, *after;
} shared_t;

static cost_status_t share(const cost_column_t **column, shared_t *shared, size_t *count, cost_arena_t *arena,
                           const int64_t *shares)
{
    size_t same = 0;
    while (same < *count && shared[same].before != *column)
        same++;
    if (same == *count) {
        shared[same].before = *column;
        cost_status_t status = cost_column_share(&shared[same].after, arena, *column, shares);
        if (status)
            return status;
        ++*count;
    }
    *column = shared[same].after;
    return COST_OK;
}

cost_status_t cost_flows_share(cost_flow_t *flows, size_t count, cost_arena_t *arena, const int64_t *shares)
{
    shared_t *shared = cost_arena_array(arena, 2 * count + 1, sizeof *shared);
    size_t shared_count = 0;
    cost_status_t status = shared ? COST_OK : COST_ERR_MEMORY;
    for (size_t i = 0; !status && i < count; i++) {
        status = share(&flows[i].load, shared, &shared_count, arena, shares);
        if (!status && flows[i].open)
            status = share(&flows[i].open, shared, &shared_count, arena, shares);
    }
    return status;
}
