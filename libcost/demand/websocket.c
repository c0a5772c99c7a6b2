#include "libcost/demand/websocket.h"

#include "libcost/base/alloc.h"

enum { MINUTE = 60 };
#define MICRO        INT64_C(1000000)
#define OPEN_SECONDS ((cost_wide_t)1 << 61)

/* How sessions of one length are open. */
typedef struct {
    int64_t always; /* sessions of whole months: in every minute */
    int64_t first;  /* begun when the first that closes in the month begins */
    int64_t rest_s;
    uint64_t rest_us;
} open_t;

/* Minutes [from, until): before minute m, sums[m + shift] - less sessions have closed.  The seconds so far. */
static int64_t fill_part(int64_t *prefix, const int64_t *sums, int64_t shift, int64_t less, int64_t from, int64_t until,
                         const open_t *open, int64_t sum)
{
    int64_t before = sums[from + shift] - less;
    for (int64_t m = from; m < until; m++) {
        const int64_t past = sums[m + 1 + shift] - less;
        sum += MINUTE * (open->always + sums[m + 1] - past) + open->rest_s * (past - before);
        prefix[m + 1] = sum;
        if (open->rest_us) /* rounded as a sum, so that it does not add up */
            prefix[m + 1] += (int64_t)((open->rest_us * (uint64_t)(past - open->first) + MICRO / 2) / (uint64_t)MICRO);
        before = past;
    }
    return sum;
}

/* A session that began `back` minutes ago closes in this one; at first they are those of the month before. */
static void fill_open(int64_t *prefix, const int64_t *sums, int64_t minutes, int64_t length_us)
{
    const int64_t filled = length_us / (MINUTE * MICRO); /* minutes that a session fills */
    const int64_t back = filled % minutes, total = sums[minutes];
    const open_t open = {.always = filled / minutes * total,
                         .first = back ? sums[minutes - back] - total : 0,
                         .rest_s = length_us / MICRO % MINUTE,
                         .rest_us = (uint64_t)(length_us % MICRO)};
    prefix[0] = 0;
    const int64_t sum = fill_part(prefix, sums, minutes - back, total, 0, back, &open, 0);
    fill_part(prefix, sums, -back, 0, back, minutes, &open, sum);
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
    int64_t *prefix = cost_arena_raw(arena, count, sizeof *prefix);
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
