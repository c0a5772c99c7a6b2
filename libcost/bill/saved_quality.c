/* Service quality of a saved bill.  Bills of versions that did not write it have none. */
#include <stdlib.h>
#include <string.h>

#include "cost/quality.h"
#include "libcost/bill/bill_load.h"

static const char *text_of(const cost_node_t *entry, cost_quality_field_t field)
{
    const cost_node_t *node = cost_node_find(entry, cost_quality_field_name(field));
    return node && node->text ? node->text : "";
}

/* In 1 / one; 0 for what is no decimal. */
static cost_wide_t decimal(const cost_node_t *entry, cost_quality_field_t field, cost_wide_t one)
{
    const char *text = text_of(entry, field), *why;
    cost_wide_t value;
    return cost_wide_parse(&value, text, strlen(text), one, &why) && value >= 0 ? value : 0;
}

static int64_t narrow(cost_wide_t value)
{
    return value > INT64_MAX ? INT64_MAX : (int64_t)value;
}

static int64_t count(const cost_node_t *entry, cost_quality_field_t field)
{
    return narrow(decimal(entry, field, 1));
}

/* ACU are counted in halves. */
static int64_t parts_of(const char *unit)
{
    return strcmp(unit, "ACU") ? 1 : 2;
}

/* What it serves, in words that outlive the file. */
static const char *load_of(const char *text)
{
    return !strcmp(text, "jobs") ? "jobs" : *text ? "requests" : NULL;
}

static int64_t wait_us(const cost_node_t *entry)
{
    const char *text = text_of(entry, COST_QUALITY_WAIT_S);
    if (!*text)
        return -1;
    const cost_wide_t value = decimal(entry, COST_QUALITY_WAIT_S, 1000000);
    return !strcmp(text, "unbounded") || value > INT64_MAX ? INT64_MAX : (int64_t)value;
}

static bool find_month(size_t *out, const cost_bill_t *bill, const char *name)
{
    for (*out = 0; *out < bill->month_count; ++*out)
        if (!strcmp(bill->months[*out].name, name))
            return true;
    return false;
}

static cost_status_t take(cost_saved_t *saved, const cost_node_t *entry)
{
    cost_bill_t *bill = saved->bill;
    cost_bill_quality_t *quality = &bill->quality[bill->quality_count];
    cost_ran_t *ran = cost_arena_alloc(bill->arena, sizeof *ran);
    cost_resource_t *resource = cost_arena_alloc(bill->arena, sizeof *resource);
    if (!ran || !resource)
        return cost_fail_memory(saved->err);
    if (entry->kind != COST_NODE_MAP || !find_month(&quality->month, bill, text_of(entry, COST_QUALITY_MONTH)))
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, entry, "is of none of the bill's months");
    const int64_t parts = parts_of(text_of(entry, COST_QUALITY_UNIT));
    const cost_wide_t mean = decimal(entry, COST_QUALITY_MEAN, 1000 * parts);
    cost_wide_t running = 0;
    cost_wide_mul_div(&running, mean, bill->months[quality->month].seconds, 1000);
    *resource = (cost_resource_t){
        .id = text_of(entry, COST_QUALITY_RESOURCE), .workload = text_of(entry, COST_QUALITY_WORKLOAD), .count = 1};
    *ran = (cost_ran_t){.unit = text_of(entry, COST_QUALITY_UNIT),
                        .parts = parts,
                        .running_s = {narrow(running)},
                        .least = narrow(decimal(entry, COST_QUALITY_LEAST, parts)),
                        .most = narrow(decimal(entry, COST_QUALITY_MOST, parts)),
                        .starts = count(entry, COST_QUALITY_STARTS),
                        .decisions = count(entry, COST_QUALITY_DECISIONS),
                        .interruptions = count(entry, COST_QUALITY_INTERRUPTIONS),
                        .load = load_of(text_of(entry, COST_QUALITY_LOAD)),
                        .served = decimal(entry, COST_QUALITY_SERVED, 1000000),
                        .lost = decimal(entry, COST_QUALITY_LOST, 1000000),
                        .saturated_minutes = count(entry, COST_QUALITY_SATURATED_MINUTES),
                        .backlog = count(entry, COST_QUALITY_BACKLOG),
                        .backlog_most = count(entry, COST_QUALITY_BACKLOG_MOST),
                        .reconnects = decimal(entry, COST_QUALITY_RECONNECTS, 1000000),
                        .wait_us = wait_us(entry)};
    quality->ran = ran;
    quality->resource = resource;
    bill->quality_count++;
    return COST_OK;
}

cost_status_t cost_saved_quality_take(cost_saved_t *saved, const cost_node_t *root)
{
    const cost_node_t *list = cost_node_find(root, "service_quality");
    if (!list || list->kind != COST_NODE_LIST)
        return COST_OK;
    saved->bill->quality = cost_arena_array(saved->bill->arena, list->count + 1, sizeof *saved->bill->quality);
    if (!saved->bill->quality)
        return cost_fail_memory(saved->err);
    for (const cost_node_t *entry = list->first; entry; entry = entry->next) {
        cost_status_t status = take(saved, entry);
        if (status)
            return status;
    }
    return COST_OK;
}
