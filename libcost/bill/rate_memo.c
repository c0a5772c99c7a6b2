#include "libcost/bill/rate_memo.h"

#include <string.h>

#include "libcost/base/alloc.h"

/* A trial in which something is used that others do not use has records of its own: the last few kinds are kept. */
enum { KINDS = 16 };

typedef struct {
    cost_wide_t amount, used;
    const size_t *groups;
    size_t count;
} memo_allowance_t;

typedef struct {
    cost_arena_t *arena; /* NULL: empty */
    int64_t month_seconds;
    const cost_record_t *records; /* in the usage's order; their amounts mean nothing */
    size_t record_count;
    const size_t *order; /* records by group */
    const cost_group_t *groups;
    size_t group_count;
    const memo_allowance_t *allowances;
    size_t allowance_count;
} kind_t;

struct cost_rate_memo {
    kind_t kinds[KINDS];
    size_t next; /* to be forgotten */
};

cost_rate_memo_t *cost_rate_memo_create(void)
{
    return cost_alloc(sizeof(cost_rate_memo_t));
}

void cost_rate_memo_destroy(cost_rate_memo_t *memo)
{
    for (size_t i = 0; memo && i < KINDS; i++)
        cost_arena_destroy(memo->kinds[i].arena);
    cost_free(memo);
}

/* ---- recalling ---- */

/* All but the amount and the factor. */
static bool same_record(const cost_record_t *a, const cost_record_t *b)
{
    return a->member == b->member && a->service == b->service && a->dimension == b->dimension &&
           a->price_dimension == b->price_dimension && a->factored == b->factored && a->implied == b->implied &&
           !strcmp(a->key.variant, b->key.variant) && !strcmp(a->key.region, b->key.region);
}

static bool same_records(const kind_t *kind, const cost_usage_t *usage)
{
    size_t i = 0;
    if (kind->record_count != usage->count)
        return false;
    for (const cost_record_t *record = usage->first; record; record = record->next)
        if (!same_record(&kind->records[i++], record))
            return false;
    return true;
}

static const kind_t *find_kind(const cost_rate_memo_t *memo, const cost_usage_t *usage, int64_t month_seconds)
{
    for (size_t i = 0; i < KINDS; i++)
        if (memo->kinds[i].arena && memo->kinds[i].month_seconds == month_seconds &&
            same_records(&memo->kinds[i], usage))
            return &memo->kinds[i];
    return NULL;
}

/* Whether two groups would differ in nothing but their factors. */
static bool same_price(const cost_group_t *a, const cost_group_t *b)
{
    return a->service == b->service && a->dimension == b->dimension && a->factored && b->factored;
}

/* A factor that was drawn may make one group of two, or change their order. */
static bool factors_fit(const cost_groups_t *groups)
{
    for (size_t i = 0; i < groups->count; i++) {
        const cost_group_t *group = &groups->groups[i];
        for (size_t k = 1; group->factored && k < group->count; k++)
            if (group->records[k]->factor != group->factor)
                return false;
        if (i && same_price(group - 1, group) && group[-1].factor >= group->factor)
            return false;
    }
    return true;
}

static bool fill(cost_groups_t *out, cost_arena_t *arena, const kind_t *kind, const cost_usage_t *usage)
{
    const cost_record_t **listed = cost_arena_raw(arena, kind->record_count + 1, sizeof(const cost_record_t *));
    const cost_record_t **records = cost_arena_raw(arena, kind->record_count + 1, sizeof(const cost_record_t *));
    cost_group_t *groups = cost_arena_raw(arena, kind->group_count + 1, sizeof *groups);
    if (!listed || !records || !groups)
        return false;
    size_t count = 0;
    for (const cost_record_t *record = usage->first; record; record = record->next)
        listed[count++] = record;
    for (size_t i = 0; i < count; i++)
        records[i] = listed[kind->order[i]];
    memcpy(groups, kind->groups, kind->group_count * sizeof *groups);
    *out = (cost_groups_t){groups, kind->group_count};
    for (size_t i = 0; i < out->count; records += groups[i++].count) {
        cost_wide_t end;
        groups[i].records = records;
        groups[i].factor = records[0]->factor;
        for (size_t k = 0; k < groups[i].count; k++)
            if (!cost_wide_add(&groups[i].total, groups[i].total, records[k]->base))
                return false;
        if (!cost_wide_add(&end, groups[i].before, groups[i].total))
            return false;
    }
    return factors_fit(out);
}

static bool share(cost_groups_t *groups, cost_arena_t *arena, const kind_t *kind)
{
    for (size_t i = 0; i < kind->allowance_count; i++) {
        const memo_allowance_t *allowance = &kind->allowances[i];
        cost_group_t **sharing = cost_arena_raw(arena, allowance->count, sizeof(cost_group_t *));
        if (!sharing)
            return false;
        for (size_t k = 0; k < allowance->count; k++)
            sharing[k] = &groups->groups[allowance->groups[k]];
        if (cost_allowance_share(sharing, allowance->count, allowance->amount, allowance->used, arena))
            return false;
    }
    return true;
}

bool cost_rate_memo_recall(cost_rate_memo_t *memo, cost_groups_t *out, cost_arena_t *arena, const cost_usage_t *usage,
                           size_t month, int64_t month_seconds)
{
    const kind_t *kind = find_kind(memo, usage, month_seconds);
    if (!kind || !fill(out, arena, kind, usage))
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->groups[i].month = month;
    cost_groups_net(out);
    return share(out, arena, kind);
}

/* ---- keeping ---- */

static bool keep_records(kind_t *kind, const cost_groups_t *groups, const cost_usage_t *usage)
{
    cost_record_t *records = cost_arena_raw(kind->arena, usage->count + 1, sizeof *records);
    size_t *order = cost_arena_raw(kind->arena, usage->count + 1, sizeof *order);
    if (!records || !order)
        return false;
    for (const cost_record_t *record = usage->first; record; record = record->next) {
        records[kind->record_count] = *record;
        kind->record_count++;
    }
    size_t used = 0;
    for (size_t i = 0; i < groups->count; i++)
        for (size_t k = 0; k < groups->groups[i].count; k++) {
            size_t number = 0;
            const cost_record_t *record = usage->first;
            for (; record != groups->groups[i].records[k]; record = record->next)
                number++;
            order[used++] = number;
        }
    kind->records = records;
    kind->order = order;
    return true;
}

static bool keep_groups(kind_t *kind, const cost_groups_t *groups)
{
    cost_group_t *copy = cost_arena_raw(kind->arena, groups->count + 1, sizeof *copy);
    if (!copy)
        return false;
    for (size_t i = 0; i < groups->count; i++) {
        copy[i] = groups->groups[i];
        copy[i].records = NULL;
        copy[i].total = copy[i].free = 0;
    }
    kind->groups = copy;
    kind->group_count = groups->count;
    return true;
}

static bool keep_allowances(kind_t *kind, const cost_groups_t *groups, const cost_shared_t *shared)
{
    size_t count = 0;
    for (const cost_shared_t *one = shared; one; one = one->next)
        count++;
    memo_allowance_t *allowances = cost_arena_raw(kind->arena, count + 1, sizeof *allowances);
    if (!allowances)
        return false;
    for (; shared; shared = shared->next) {
        size_t *numbers = cost_arena_raw(kind->arena, shared->group_count + 1, sizeof *numbers);
        if (!numbers)
            return false;
        for (size_t i = 0; i < shared->group_count; i++)
            numbers[i] = (size_t)(shared->groups[i] - groups->groups);
        allowances[kind->allowance_count++] =
            (memo_allowance_t){shared->amount, shared->used, numbers, shared->group_count};
    }
    kind->allowances = allowances;
    return true;
}

void cost_rate_memo_keep(cost_rate_memo_t *memo, const cost_groups_t *groups, const cost_shared_t *shared,
                         const cost_usage_t *usage, int64_t month_seconds)
{
    kind_t *kind = &memo->kinds[memo->next];
    memo->next = (memo->next + 1) % KINDS;
    cost_arena_destroy(kind->arena);
    *kind = (kind_t){.arena = cost_arena_create(), .month_seconds = month_seconds};
    if (kind->arena && keep_records(kind, groups, usage) && keep_groups(kind, groups) &&
        keep_allowances(kind, groups, shared))
        return;
    cost_arena_destroy(kind->arena);
    kind->arena = NULL;
}
