/* libcost-bill/1, read: docs/results.md is its contract.  Keys that are not known are left out. */
#include <stdlib.h>
#include <string.h>

#include "libcost/bill/bill_load.h"
#include "libcost/bill/estimate.h"

/* ---- members ---- */

static const char *kind_name(cost_node_kind_t kind)
{
    return kind == COST_NODE_MAP ? "an object" : kind == COST_NODE_LIST ? "an array" : "a text";
}

/* A member of that kind; NULL, and reported, when there is none. */
static const cost_node_t *member(const cost_saved_t *saved, const cost_node_t *map, const char *key,
                                 cost_node_kind_t kind)
{
    char what[128];
    const cost_node_t *node = cost_node_find(map, key);
    if (!node)
        cost_fail_at(saved->err, COST_ERR_SCHEMA, map, "has no \"%s\"", key);
    else if (node->kind != kind)
        cost_fail_at(saved->err, COST_ERR_SCHEMA, node, "%s is not %s", cost_node_describe(node, what, sizeof what),
                     kind_name(kind));
    return node && node->kind == kind ? node : NULL;
}

static const char *text(const cost_saved_t *saved, const cost_node_t *map, const char *key)
{
    const cost_node_t *node = member(saved, map, key, COST_NODE_TEXT);
    return node ? node->text : NULL;
}

/* A text or null. */
static bool optional(const char **out, const cost_saved_t *saved, const cost_node_t *map, const char *key)
{
    const cost_node_t *node = cost_node_find(map, key);
    *out = NULL;
    if (node && node->kind == COST_NODE_NULL)
        return true;
    *out = text(saved, map, key);
    return *out;
}

static cost_status_t read_money(cost_money_t *out, const cost_saved_t *saved, const cost_node_t *node)
{
    char what[128];
    if (node->kind == COST_NODE_TEXT && !cost_money_parse(out, node->text))
        return COST_OK;
    return cost_fail_at(saved->err, COST_ERR_SCHEMA, node, "%s is not an amount such as \"72.080200000\"",
                        cost_node_describe(node, what, sizeof what));
}

static cost_status_t unequal(const cost_saved_t *saved, const cost_node_t *node, cost_money_t lines)
{
    char sum[COST_MONEY_TEXT_SIZE];
    return cost_fail_at(saved->err, COST_ERR_SCHEMA, node, "its lines add up to %s, not to \"%s\"",
                        cost_money_text(lines, 9, sum), node->text);
}

/* ---- head ---- */

static cost_status_t read_workloads(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    const cost_node_t *list = member(saved, root, "workloads", COST_NODE_LIST);
    if (!list)
        return COST_ERR_SCHEMA;
    const char **names = cost_arena_array(bill->arena, list->count + 1, sizeof *names);
    if (!names)
        return cost_fail_memory(saved->err);
    for (const cost_node_t *node = list->first; node; node = node->next) {
        if (node->kind != COST_NODE_TEXT)
            return cost_fail_at(saved->err, COST_ERR_SCHEMA, node, "is not the name of a workload");
        names[bill->workload_count++] = node->text;
    }
    bill->workloads = names;
    return COST_OK;
}

static cost_status_t read_prices(cost_saved_t *saved, const cost_node_t *root)
{
    const char *date;
    const cost_node_t *prices = member(saved, root, "prices", COST_NODE_MAP);
    int64_t seconds;
    bool zoned;
    if (!prices)
        return COST_ERR_SCHEMA;
    saved->bill->price_version = text(saved, prices, "version");
    if (!saved->bill->price_version || !optional(&date, saved, prices, "date"))
        return COST_ERR_SCHEMA;
    if (!date)
        return COST_OK;
    if (strlen(date) != 10 || !cost_civil_parse(date, &seconds, &zoned))
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, cost_node_find(prices, "date"),
                            "\"%.40s\" is not a date such as 2025-11-01", date);
    const cost_civil_t civil = cost_civil_from_seconds(seconds);
    saved->bill->price_date = civil.year * 10000 + civil.month * 100 + civil.day;
    return COST_OK;
}

static cost_status_t read_head(cost_saved_t *saved, const cost_node_t *root)
{
    const char *format, *currency;
    if (root->kind != COST_NODE_MAP)
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, root, "a saved bill is an object with format libcost-bill/1");
    format = text(saved, root, "format");
    if (!format)
        return COST_ERR_SCHEMA;
    if (strcmp(format, "libcost-bill/1"))
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, cost_node_find(root, "format"),
                            "\"%.60s\" is not libcost-bill/1", format);
    currency = text(saved, root, "currency");
    if (!currency)
        return COST_ERR_SCHEMA;
    if (strcmp(currency, "USD"))
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, cost_node_find(root, "currency"), "\"%.60s\" is not USD",
                            currency);
    if (!optional(&saved->bill->scenario, saved, root, "scenario"))
        return COST_ERR_SCHEMA;
    cost_status_t status = read_workloads(saved, root);
    return status ? status : read_prices(saved, root);
}

/* ---- months ---- */

static cost_status_t check_hours(const cost_saved_t *saved, const cost_node_t *node, const cost_bill_month_t *month)
{
    const cost_node_t *hours = cost_node_find(node, "hours");
    const long long wanted = (long long)(month->seconds / 3600);
    if (hours && hours->kind == COST_NODE_SCALAR && strtoll(hours->text, NULL, 10) == wanted)
        return COST_OK;
    return cost_fail_at(saved->err, COST_ERR_SCHEMA, hours ? hours : node, "%s has %lld hours", month->name, wanted);
}

static cost_status_t read_months(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    const cost_node_t *list = member(saved, root, "months", COST_NODE_LIST);
    if (!list)
        return COST_ERR_SCHEMA;
    if (!list->count)
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, list, "a bill is of one month at least");
    bill->months = cost_arena_array(bill->arena, list->count + 1, sizeof *bill->months);
    if (!bill->months)
        return cost_fail_memory(saved->err);
    for (const cost_node_t *node = list->first; node; node = node->next) {
        const char *name = text(saved, node, "month");
        if (!name)
            return COST_ERR_SCHEMA;
        if (!cost_saved_month(&bill->months[bill->month_count], name, &bill->hours_only))
            return cost_fail_at(saved->err, COST_ERR_SCHEMA, cost_node_find(node, "month"),
                                "\"%.60s\" is not a month such as 2025-11 or 730h", name);
        cost_status_t status = check_hours(saved, node, &bill->months[bill->month_count++]);
        if (status)
            return status;
    }
    return COST_OK;
}

/* ---- lines ---- */

static int compare_tags(const void *left, const void *right)
{
    const cost_tag_t *a = left, *b = right;
    return strcmp(a->key, b->key);
}

static cost_status_t read_tags(cost_tags_t *out, const cost_saved_t *saved, const cost_node_t *map)
{
    cost_tag_t *tags = cost_arena_array(saved->bill->arena, map->count + 1, sizeof *tags);
    if (!tags)
        return cost_fail_memory(saved->err);
    *out = (cost_tags_t){tags, 0};
    for (const cost_node_t *node = map->first; node; node = node->next) {
        if (node->kind != COST_NODE_TEXT)
            return cost_fail_at(saved->err, COST_ERR_SCHEMA, node, "a tag's value is a text");
        tags[out->count++] = (cost_tag_t){node->key, node->text};
    }
    qsort(tags, out->count, sizeof *tags, compare_tags);
    return COST_OK;
}

static cost_status_t read_line(cost_saved_t *saved, const cost_node_t *node)
{
    cost_saved_line_t line = {.row = {.file = node->file, .line = node->line}};
    for (size_t key = 0; key < COST_LINE_KEYS; key++) {
        const char *name = cost_line_keys[key].name;
        line.node[key] = cost_node_find(node, name);
        if (cost_line_keys[key].kind == COST_KEY_TAGS) {
            const cost_node_t *tags = member(saved, node, name, COST_NODE_MAP);
            cost_status_t status = tags ? read_tags(&line.tags, saved, tags) : COST_ERR_SCHEMA;
            if (status)
                return status;
            continue;
        }
        if (cost_line_keys[key].kind == COST_KEY_OPTIONAL) {
            if (!optional(&line.text[key], saved, node, name))
                return COST_ERR_SCHEMA;
            line.text[key] = line.text[key] ? line.text[key] : "";
            continue;
        }
        line.text[key] = text(saved, node, name);
        if (!line.text[key])
            return COST_ERR_SCHEMA;
    }
    return cost_saved_line_take(saved, saved->bill->line_count++, &line);
}

static cost_status_t read_lines(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    const cost_node_t *list = member(saved, root, "lines", COST_NODE_LIST);
    if (!list)
        return COST_ERR_SCHEMA;
    bill->lines = cost_arena_array(bill->arena, list->count + 1, sizeof *bill->lines);
    if (!bill->lines)
        return cost_fail_memory(saved->err);
    for (const cost_node_t *node = list->first; node; node = node->next) {
        cost_status_t status = read_line(saved, node);
        if (status)
            return status;
    }
    return COST_OK;
}

/* ---- what they add up to ---- */

static cost_status_t check_total(cost_money_t lines, const cost_saved_t *saved, const cost_node_t *map, const char *key)
{
    cost_money_t stated;
    const cost_node_t *node = cost_node_find(map, key);
    if (!node)
        return cost_fail_at(saved->err, COST_ERR_SCHEMA, map, "has no \"%s\"", key);
    cost_status_t status = read_money(&stated, saved, node);
    return status || stated.nano_usd == lines.nano_usd ? status : unequal(saved, node, lines);
}

static cost_status_t add_up(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        if (!cost_money_add(&bill->total, line->cost) || !cost_money_add(&bill->months[line->month].total, line->cost))
            return cost_fail_at(saved->err, COST_ERR_RANGE, root, "the bill is over 9.2 billion USD");
    }
    cost_status_t status = check_total(bill->total, saved, root, "total");
    const cost_node_t *month = cost_node_find(root, "months")->first;
    for (size_t i = 0; !status && i < bill->month_count; i++, month = month->next)
        status = check_total(bill->months[i].total, saved, month, "total");
    return status;
}

static int compare_sums(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static cost_bill_sum_t *find_sum(cost_bill_sum_t *sums, size_t count, const char *name)
{
    const cost_bill_sum_t key = {.name = name};
    return count ? bsearch(&key, sums, count, sizeof *sums, compare_sums) : NULL;
}

/* The names in a map of sums, with nothing added yet. */
static cost_status_t list_sums(cost_bill_sum_t **out, size_t *count, const cost_saved_t *saved, const cost_node_t *map)
{
    *out = cost_arena_array(saved->bill->arena, map->count + 1, sizeof **out);
    if (!*out)
        return cost_fail_memory(saved->err);
    for (const cost_node_t *node = map->first; node; node = node->next)
        (*out)[(*count)++] = (cost_bill_sum_t){.name = node->key, .service = node->key};
    qsort(*out, *count, sizeof **out, compare_sums);
    return COST_OK;
}

static cost_status_t check_sums(const cost_saved_t *saved, const cost_node_t *map, const cost_bill_sum_t *sums,
                                size_t count)
{
    cost_money_t stated;
    for (const cost_node_t *node = map->first; node; node = node->next) {
        const cost_bill_sum_t *sum = find_sum((cost_bill_sum_t *)sums, count, node->key);
        cost_status_t status = read_money(&stated, saved, node);
        if (status)
            return status;
        if (stated.nano_usd != sum->cost.nano_usd)
            return unequal(saved, node, sum->cost);
    }
    return COST_OK;
}

/* Of which service a resource is; bills of versions that did not say so leave it to the lines. */
static void name_services(const cost_saved_t *saved, const cost_node_t *root)
{
    const cost_node_t *services = cost_node_find(root, "resource_services");
    for (size_t i = 0; i < saved->bill->resource_count; i++) {
        cost_bill_sum_t *sum = &saved->bill->by_resource[i];
        const cost_node_t *node = services ? cost_node_find(services, sum->name) : NULL;
        sum->service = node && node->kind == COST_NODE_TEXT ? node->text : "";
    }
}

static cost_status_t sum_up(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    const cost_node_t *resources = member(saved, root, "by_resource", COST_NODE_MAP);
    const cost_node_t *services = member(saved, root, "by_service", COST_NODE_MAP);
    if (!resources || !services)
        return COST_ERR_SCHEMA;
    cost_status_t status = list_sums(&bill->by_resource, &bill->resource_count, saved, resources);
    if (!status)
        status = list_sums(&bill->by_service, &bill->service_count, saved, services);
    if (status)
        return status;
    name_services(saved, root);
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_record_t *record = bill->lines[i].record;
        const char *name = cost_arena_format(bill->arena, "%s/%s", record->resource->workload, record->resource->id);
        if (!name)
            return cost_fail_memory(saved->err);
        cost_bill_sum_t *resource = find_sum(bill->by_resource, bill->resource_count, name);
        cost_bill_sum_t *service = find_sum(bill->by_service, bill->service_count, record->service->name);
        if (!resource || !service)
            return cost_fail_at(saved->err, COST_ERR_SCHEMA, resource ? services : resources, "has no \"%.100s\"",
                                resource ? record->service->name : name);
        cost_money_add(&resource->cost, bill->lines[i].cost);
        cost_money_add(&service->cost, bill->lines[i].cost);
        if (!*resource->service && !record->implied)
            resource->service = record->service->name;
    }
    status = check_sums(saved, resources, bill->by_resource, bill->resource_count);
    return status ? status : check_sums(saved, services, bill->by_service, bill->service_count);
}

/* ---- notes ---- */

static cost_status_t read_notes(cost_notes_t *out, const cost_saved_t *saved, const cost_node_t *root, const char *list,
                                const char *first, const char *second)
{
    const cost_node_t *notes = member(saved, root, list, COST_NODE_LIST);
    for (const cost_node_t *node = notes ? notes->first : NULL; node; node = node->next) {
        cost_note_t note = {.workload = text(saved, node, "workload"),
                            .path = text(saved, node, "path"),
                            .first = text(saved, node, first),
                            .second = text(saved, node, second)};
        const cost_node_t *file = cost_node_find(node, "file"), *line = cost_node_find(node, "line");
        if (!note.workload || !note.path || !note.first || !note.second)
            return COST_ERR_SCHEMA;
        note.file = file && file->kind == COST_NODE_TEXT ? file->text : "";
        note.line = line && line->kind == COST_NODE_SCALAR ? (int)strtol(line->text, NULL, 10) : 0;
        if (!cost_notes_add(out, saved->bill->arena, &note))
            return cost_fail_memory(saved->err);
    }
    return notes ? COST_OK : COST_ERR_SCHEMA;
}

cost_status_t cost_bill_from_json(cost_saved_t *saved, const cost_node_t *root)
{
    cost_bill_t *bill = saved->bill;
    cost_status_t status = read_head(saved, root);
    if (!status)
        status = read_months(saved, root);
    if (!status)
        status = read_lines(saved, root);
    if (!status)
        status = add_up(saved, root);
    if (!status)
        status = sum_up(saved, root);
    if (!status)
        status = cost_saved_quality_take(saved, root);
    if (!status)
        status = read_notes(&bill->defaults, saved, root, "defaults", "value", "source");
    if (!status)
        status = read_notes(&bill->unpriced, saved, root, "unpriced", "dimension", "write");
    return status ? status : read_notes(&bill->warnings, saved, root, "warnings", "code", "text");
}
