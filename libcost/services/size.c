#include "libcost/services/size.h"

#include <stdio.h>
#include <string.h>

enum { SIZES_MAX = 64, LIST_SIZE = 256, CPU_UNITS = 1024 };
static const cost_wide_t micro = 1000000;
static const cost_wide_t gib = (cost_wide_t)1 << 30;

typedef struct {
    cost_size_t rows[SIZES_MAX]; /* by vCPU, then by memory */
    size_t count;
} sizes_t;

typedef struct {
    char text[LIST_SIZE];
    size_t used;
} list_t;

static bool comes_before(const cost_size_t *a, const cost_size_t *b)
{
    return a->vcpu_micro < b->vcpu_micro || (a->vcpu_micro == b->vcpu_micro && a->from_micro < b->from_micro);
}

static void insert(sizes_t *sizes, const cost_size_t *row)
{
    if (sizes->count == SIZES_MAX)
        return;
    size_t at = sizes->count++;
    for (; at > 0 && comes_before(row, &sizes->rows[at - 1]); at--)
        sizes->rows[at] = sizes->rows[at - 1];
    sizes->rows[at] = *row;
}

static void read_sizes(sizes_t *sizes, const cost_resource_t *resource, const char *os)
{
    cost_size_t row;
    sizes->count = 0;
    for (size_t i = 0; cost_catalog_size(resource->catalog, resource->service->name, i, &row); i++)
        if (!strcmp(row.os, os))
            insert(sizes, &row);
}

/* The least memory of the row that is at least `memory`; 0 when it has none. */
static cost_wide_t row_holds(const cost_size_t *row, cost_wide_t memory)
{
    if (memory <= row->from_micro)
        return row->from_micro;
    cost_wide_t steps = (memory - row->from_micro + row->step_micro - 1) / row->step_micro;
    cost_wide_t least = row->from_micro + steps * row->step_micro;
    return least <= row->to_micro ? least : 0;
}

static bool is_sold(const sizes_t *sizes, cost_wide_t vcpu, cost_wide_t memory)
{
    for (size_t i = 0; i < sizes->count; i++)
        if (sizes->rows[i].vcpu_micro == vcpu && row_holds(&sizes->rows[i], memory) == memory)
            return true;
    return false;
}

static bool is_vcpu(const sizes_t *sizes, cost_wide_t vcpu)
{
    for (size_t i = 0; i < sizes->count; i++)
        if (sizes->rows[i].vcpu_micro == vcpu)
            return true;
    return false;
}

/* ---- messages ---- */

static const char *number(cost_wide_t value, char text[COST_WIDE_TEXT_SIZE])
{
    return cost_wide_decimal(value, micro, 6, text);
}

static void append(list_t *list, const char *link, const char *text)
{
    int written =
        snprintf(list->text + list->used, sizeof list->text - list->used, "%s%s", list->used ? link : "", text);
    if (written > 0 && list->used + (size_t)written < sizeof list->text)
        list->used += (size_t)written;
}

static void list_vcpu(list_t *list, const sizes_t *sizes)
{
    char text[COST_WIDE_TEXT_SIZE];
    for (size_t i = 0; i < sizes->count; i++)
        if (i == 0 || sizes->rows[i].vcpu_micro != sizes->rows[i - 1].vcpu_micro)
            append(list, ", ", number(sizes->rows[i].vcpu_micro, text));
}

static void list_memory(list_t *list, const sizes_t *sizes, cost_wide_t vcpu)
{
    char from[COST_WIDE_TEXT_SIZE], to[COST_WIDE_TEXT_SIZE], step[COST_WIDE_TEXT_SIZE], text[LIST_SIZE];
    for (size_t i = 0; i < sizes->count; i++) {
        const cost_size_t *row = &sizes->rows[i];
        if (row->vcpu_micro != vcpu)
            continue;
        number(row->from_micro, from);
        if (row->from_micro == row->to_micro)
            (void)snprintf(text, sizeof text, "%s GiB", from);
        else
            (void)snprintf(text, sizeof text, "%s to %s GiB in steps of %s GiB", from, number(row->to_micro, to),
                           number(row->step_micro, step));
        append(list, " or ", text);
    }
}

static void suggest(char *text, size_t size, const sizes_t *sizes, cost_wide_t vcpu, cost_wide_t memory)
{
    char v[COST_WIDE_TEXT_SIZE], m[COST_WIDE_TEXT_SIZE];
    for (size_t i = 0; i < sizes->count; i++) {
        cost_wide_t least = sizes->rows[i].vcpu_micro >= vcpu ? row_holds(&sizes->rows[i], memory) : 0;
        if (!least)
            continue;
        (void)snprintf(text, size, "the smallest size that holds it is %s vCPU with %s GiB",
                       number(sizes->rows[i].vcpu_micro, v), number(least, m));
        return;
    }
    const cost_size_t *last = &sizes->rows[sizes->count - 1];
    if (is_vcpu(sizes, vcpu / CPU_UNITS))
        (void)snprintf(text, size, "CPU units are written as %s units", number(vcpu, v));
    else
        (void)snprintf(text, size, "the largest size is %s vCPU with %s GiB", number(last->vcpu_micro, v),
                       number(last->to_micro, m));
}

static const cost_node_t *place(const cost_resource_t *resource, const cost_value_t *value)
{
    return value->node ? value->node : resource->node;
}

cost_status_t cost_size_check(const cost_resource_t *resource, const char *os, const cost_value_t *vcpu,
                              const cost_value_t *memory, cost_error_t *err)
{
    sizes_t sizes;
    read_sizes(&sizes, resource, os);
    /* Memory is in micro-bytes, sizes are in micro-GiB: compare in micro-bytes / 2^30, rounded up when it is no whole
     * number, since such a memory is sold nowhere. */
    cost_wide_t asked = (memory->amount.value + gib - 1) / gib;
    bool whole = memory->amount.value % gib == 0;
    if (whole && is_sold(&sizes, vcpu->amount.value, asked))
        return COST_OK;
    if (!sizes.count)
        return cost_fail_at(err, COST_ERR_RANGE, place(resource, vcpu), "%s is not sold for %s",
                            resource->service->title, os);
    char text[COST_WIDE_TEXT_SIZE], v[COST_WIDE_TEXT_SIZE], hint[LIST_SIZE];
    list_t list = {"", 0};
    suggest(hint, sizeof hint, &sizes, vcpu->amount.value, asked);
    list_memory(&list, &sizes, vcpu->amount.value);
    number(vcpu->amount.value, v);
    if (list.used)
        return cost_fail_at(err, COST_ERR_RANGE, place(resource, memory),
                            "%s GiB is not sold with %s vCPU, which goes with %s; %s", number(asked, text), v,
                            list.text, hint);
    list_vcpu(&list, &sizes);
    return cost_fail_at(err, COST_ERR_RANGE, place(resource, vcpu), "%s vCPU is not sold for %s; %s vCPU are; %s", v,
                        os, list.text, hint);
}
