#include "libcost/demand/websocket.h"

#include "libcost/base/alloc.h"

enum { MINUTE = 60 };
#define MICRO        INT64_C(1000000)
#define OPEN_SECONDS ((cost_wide_t)1 << 61)

/* Sessions that began before minute m of the month, those of the month before being negative. */
static int64_t begun(const int64_t *sums, int64_t minutes, int64_t m)
{
    return m >= 0 ? sums[m] : sums[m + minutes] - sums[minutes];
}

static void fill_open(int64_t *prefix, const int64_t *sums, int64_t minutes, int64_t length_us)
{
    const int64_t filled = length_us / (MINUTE * MICRO); /* minutes that a session fills */
    const int64_t rest_s = length_us / MICRO % MINUTE;
    const uint64_t rest_us = (uint64_t)(length_us % MICRO);
    const int64_t back = filled % minutes, always = filled / minutes * sums[minutes];
    const int64_t first = begun(sums, minutes, -back);
    int64_t sum = 0;
    for (int64_t m = 0; m < minutes; m++) {
        const int64_t past = begun(sums, minutes, m + 1 - back);
        const int64_t closing = past - begun(sums, minutes, m - back);
        const uint64_t closed_us = rest_us * (uint64_t)(past - first);
        sum += MINUTE * (always + sums[m + 1] - past) + rest_s * closing;
        prefix[m + 1] = sum + (int64_t)((closed_us + MICRO / 2) / (uint64_t)MICRO);
    }
}

static cost_status_t make_run(cost_column_t *column, cost_arena_t *arena, cost_wide_t seconds)
{
    cost_run_t *run = cost_arena_alloc(arena, sizeof *run);
    if (!run)
        return COST_ERR_MEMORY;
    *run = (cost_run_t){0, column->minutes, (int64_t)seconds};
    column->runs = run;
    column->run_count = 1;
    return COST_OK;
}

static cost_status_t make_sums(cost_column_t *column, cost_arena_t *arena, const cost_column_t *sessions,
                               int64_t length_us)
{
    const size_t count = (size_t)sessions->minutes + 1;
    int64_t *prefix = cost_arena_array(arena, count, sizeof *prefix);
    int64_t *own = sessions->prefix ? NULL : cost_alloc_array(count, sizeof *own);
    cost_status_t status = COST_ERR_MEMORY;
    if (prefix && (own || sessions->prefix)) {
        for (size_t m = 0; own && m < count; m++)
            own[m] = cost_column_sum(sessions, 0, (int64_t)m);
        fill_open(prefix, own ? own : sessions->prefix, sessions->minutes, length_us);
        status = COST_OK;
    }
    cost_free(own);
    column->prefix = prefix;
    return status;
}

cost_status_t cost_open_column(const cost_column_t **out, cost_arena_t *arena, const cost_column_t *sessions,
                               int64_t length_us)
{
    const int64_t total = cost_column_sum(sessions, 0, sessions->minutes);
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    *out = NULL;
    if (!column)
        return COST_ERR_MEMORY;
    const cost_wide_t seconds = ((cost_wide_t)total * length_us + MICRO / 2) / MICRO;
    if (length_us <= 0 || seconds > OPEN_SECONDS || total > INT64_MAX / MICRO)
        return COST_ERR_RANGE;
    column->minutes = sessions->minutes;
    cost_status_t status = cost_column_is_flat(sessions) ? make_run(column, arena, seconds)
                                                         : make_sums(column, arena, sessions, length_us);
    if (!status)
        *out = column;
    return status;
}
