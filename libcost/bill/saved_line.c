#include "libcost/bill/saved_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What a saved quantity is counted in: as many decimals as are written. */
#define QUANTITY_ONE ((cost_wide_t)1000000000000)

size_t cost_saved_key(cost_line_field_t field)
{
    size_t key = 0;
    while (cost_line_keys[key].kind == COST_KEY_TAGS || cost_line_keys[key].field != field)
        key++;
    return key;
}

cost_status_t cost_saved_fail(const cost_saved_t *saved, cost_status_t status, const cost_saved_line_t *line,
                              cost_line_field_t field, const char *format, ...)
{
    char text[512];
    const size_t key = cost_saved_key(field);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (line->node[key])
        return cost_fail_at(saved->err, status, line->node[key], "%s", text);
    cost_place_t place = line->row;
    place.path = cost_line_keys[key].name;
    return cost_fail(saved->err, status, place, "%s", text);
}

/* ---- services and resources ---- */

static cost_saved_service_t *find_service(cost_saved_t *saved, const char *name)
{
    cost_saved_service_t *service = saved->services;
    while (service && strcmp(service->service.name, name))
        service = service->next;
    if (service)
        return service;
    const cost_service_t *known = cost_service_find(name);
    service = cost_arena_alloc(saved->bill->arena, sizeof *service);
    if (!service)
        return NULL;
    service->service.name = name;
    service->service.title = known ? known->title : name;
    service->next = saved->services;
    saved->services = service;
    return service;
}

/* False when memory is out. */
static bool find_dimension(int *out, cost_saved_t *saved, cost_saved_service_t *of, const char *name, const char *unit)
{
    size_t count = of->service.dimension_count;
    for (size_t i = 0; i < count; i++)
        if (!strcmp(of->dimensions[i].name, name)) {
            *out = (int)i;
            return true;
        }
    if (count == of->room) {
        const size_t room = of->room ? 2 * of->room : 8;
        cost_dimension_t *grown = cost_arena_array(saved->bill->arena, room, sizeof *grown);
        if (!grown)
            return false;
        if (count)
            memcpy(grown, of->dimensions, count * sizeof *grown);
        of->dimensions = grown;
        of->room = room;
    }
    of->dimensions[count] = (cost_dimension_t){.name = name, .unit = unit, .help = ""};
    of->service.dimensions = of->dimensions;
    of->service.dimension_count = count + 1;
    *out = (int)count;
    return true;
}

/* The resource of the line before, when it is the same with the same tags. */
static cost_member_t *find_member(const cost_saved_t *saved, size_t i, const cost_member_t *like)
{
    if (i == 0)
        return NULL;
    cost_member_t *before = (cost_member_t *)saved->bill->lines[i - 1].record->member;
    if (strcmp(before->base.workload, like->base.workload) || strcmp(before->base.id, like->base.id) ||
        before->tags.count != like->tags.count)
        return NULL;
    for (size_t k = 0; k < like->tags.count; k++)
        if (strcmp(before->tags.tags[k].key, like->tags.tags[k].key) ||
            strcmp(before->tags.tags[k].value, like->tags.tags[k].value))
            return NULL;
    return before;
}

/* ---- figures ---- */

static cost_status_t read_wide(cost_wide_t *out, const cost_saved_t *saved, const cost_saved_line_t *line,
                               cost_line_field_t field, cost_wide_t one)
{
    const char *text = line->text[cost_saved_key(field)], *why = NULL;
    if (!cost_wide_parse(out, text, strlen(text), one, &why))
        return cost_saved_fail(saved, COST_ERR_SCHEMA, line, field, "\"%.60s\" %s", text, why);
    if (*out < 0)
        return cost_saved_fail(saved, COST_ERR_RANGE, line, field, "\"%.60s\" is less than 0", text);
    return COST_OK;
}

static cost_status_t read_money(cost_money_t *out, const cost_saved_t *saved, const cost_saved_line_t *line,
                                cost_line_field_t field)
{
    const char *text = line->text[cost_saved_key(field)];
    if (cost_money_parse(out, text))
        return cost_saved_fail(saved, COST_ERR_SCHEMA, line, field, "\"%.60s\" is not an amount such as 72.080200000",
                               text);
    return COST_OK;
}

static cost_status_t read_category(cost_category_t *out, const cost_saved_t *saved, const cost_saved_line_t *line)
{
    const char *text = line->text[cost_saved_key(COST_LINE_CATEGORY)];
    for (int i = 0; i < COST_CATEGORIES; i++)
        if (!strcmp(text, cost_category_names[i])) {
            *out = (cost_category_t)i;
            return COST_OK;
        }
    return cost_saved_fail(saved, COST_ERR_SCHEMA, line, COST_LINE_CATEGORY,
                           "\"%.60s\" is none of standard, spot, committed and free", text);
}

static cost_status_t read_month(size_t *out, const cost_saved_t *saved, const cost_saved_line_t *line)
{
    const char *text = line->text[cost_saved_key(COST_LINE_MONTH)];
    for (size_t i = 0; i < saved->bill->month_count; i++)
        if (!strcmp(saved->bill->months[i].name, text)) {
            *out = i;
            return COST_OK;
        }
    return cost_saved_fail(saved, COST_ERR_SCHEMA, line, COST_LINE_MONTH, "\"%.60s\" is none of the bill's months",
                           text);
}

static cost_status_t read_figures(cost_line_t *out, const cost_saved_t *saved, const cost_saved_line_t *line)
{
    const char *rate = line->text[cost_saved_key(COST_LINE_UNIT_PRICE)];
    out->one = QUANTITY_ONE;
    cost_status_t status = read_month(&out->month, saved, line);
    if (!status)
        status = read_category(&out->category, saved, line);
    if (!status)
        status = read_wide(&out->tier_from_micro, saved, line, COST_LINE_TIER_FROM, 1000000);
    if (!status)
        status = read_wide(&out->quantity, saved, line, COST_LINE_QUANTITY, QUANTITY_ONE);
    if (!status && !cost_rate_parse(&out->rate, rate, strlen(rate)))
        status = cost_saved_fail(saved, COST_ERR_SCHEMA, line, COST_LINE_UNIT_PRICE,
                                 "\"%.60s\" is not a price such as 0.0000166667", rate);
    if (!status)
        status = read_money(&out->list_cost, saved, line, COST_LINE_LIST_COST);
    if (!status)
        status = read_money(&out->cost, saved, line, COST_LINE_COST);
    if (!status)
        status = read_money(&out->effective_cost, saved, line, COST_LINE_EFFECTIVE_COST);
    return status;
}

/* ---- the line ---- */

static const char *text_of(const cost_saved_line_t *line, cost_line_field_t field)
{
    return line->text[cost_saved_key(field)];
}

cost_status_t cost_saved_line_take(cost_saved_t *saved, size_t i, const cost_saved_line_t *line)
{
    cost_arena_t *arena = saved->bill->arena;
    cost_line_t *out = &saved->bill->lines[i];
    const char *variant = text_of(line, COST_LINE_VARIANT), *implied_by = text_of(line, COST_LINE_IMPLIED_BY);
    cost_status_t status = read_figures(out, saved, line);
    if (status)
        return status;
    cost_record_t *record = cost_arena_alloc(arena, sizeof *record);
    cost_saved_service_t *service = find_service(saved, text_of(line, COST_LINE_SERVICE));
    const cost_member_t named = {
        .base = {.id = text_of(line, COST_LINE_RESOURCE), .workload = text_of(line, COST_LINE_WORKLOAD)},
        .tags = line->tags};
    cost_member_t *member = find_member(saved, i, &named);
    if (!member) {
        member = cost_arena_alloc(arena, sizeof *member);
        if (member)
            *member = named;
    }
    if (!record || !service || !member ||
        !find_dimension(&record->dimension, saved, service, text_of(line, COST_LINE_DIMENSION),
                        text_of(line, COST_LINE_UNIT)))
        return cost_fail_memory(saved->err);
    if (strlen(variant) >= sizeof record->key.variant)
        return cost_saved_fail(saved, COST_ERR_RANGE, line, COST_LINE_VARIANT, "is longer than %d characters",
                               COST_VARIANT_SIZE - 1);
    record->member = member;
    record->resource = &member->base;
    record->service = &service->service;
    record->price_dimension = record->dimension;
    record->implied = *implied_by != '\0';
    memcpy(record->key.variant, variant, strlen(variant) + 1);
    record->key.region = text_of(line, COST_LINE_REGION);
    out->record = record;
    out->id = text_of(line, COST_LINE_ID);
    out->unit = text_of(line, COST_LINE_UNIT);
    out->usage_type = text_of(line, COST_LINE_USAGE_TYPE);
    out->implied_by = *implied_by ? implied_by : NULL;
    out->source_id = text_of(line, COST_LINE_PRICE_SOURCE);
    return COST_OK;
}
