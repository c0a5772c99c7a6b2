/* What may be asked of a bill. */
#include <stdio.h>
#include <string.h>

#include "libcost/bill/estimate.h"
#include "libcost/bill/line_keys.h"
#include "libcost/money/unit.h"

const char *cost_bill_scenario(const cost_bill_t *bill)
{
    return bill->scenario;
}

size_t cost_bill_workload_count(const cost_bill_t *bill)
{
    return bill->workload_count;
}

const char *cost_bill_workload(const cost_bill_t *bill, size_t i)
{
    return i < bill->workload_count ? bill->workloads[i] : NULL;
}

cost_money_t cost_bill_total(const cost_bill_t *bill)
{
    return bill->total;
}

size_t cost_bill_month_count(const cost_bill_t *bill)
{
    return bill->month_count;
}

const char *cost_bill_month_name(const cost_bill_t *bill, size_t month)
{
    return month < bill->month_count ? bill->months[month].name : NULL;
}

long cost_bill_month_hours(const cost_bill_t *bill, size_t month)
{
    return month < bill->month_count ? (long)(bill->months[month].seconds / 3600) : 0;
}

cost_money_t cost_bill_month_total(const cost_bill_t *bill, size_t month)
{
    return month < bill->month_count ? bill->months[month].total : (cost_money_t){0};
}

/* ---- lines ---- */

size_t cost_bill_line_count(const cost_bill_t *bill)
{
    return bill->line_count;
}

cost_money_t cost_bill_line_cost(const cost_bill_t *bill, size_t i)
{
    return i < bill->line_count ? bill->lines[i].cost : (cost_money_t){0};
}

static const char *put(char *buffer, size_t size, const char *text)
{
    snprintf(buffer, size, "%s", text);
    return buffer;
}

/* "shop/app/vcpu_hours/us-east-1/arch=x86_64;os=linux/0/2025-11": whatever tells two lines apart. */
static const char *line_id(const cost_bill_t *bill, const cost_line_t *line, char *buffer, size_t size)
{
    const cost_record_t *record = line->record;
    char tier[COST_WIDE_TEXT_SIZE];
    snprintf(buffer, size, "%s/%s/%s%s%s/%s/%s%s%s%s/%s", record->resource->workload, record->resource->id,
             record->implied ? record->service->name : "", record->implied ? "." : "",
             record->service->dimensions[record->dimension].name, record->key.region, record->key.variant,
             *record->key.variant ? "/" : "", cost_wide_decimal(line->tier_from_micro, 1000000, 6, tier),
             line->category == COST_CATEGORY_FREE ? "-free"
             : line->minimum                      ? "-minimum"
             : record->factored                   ? "-factor"
                                                  : "",
             bill->months[line->month].name);
    return buffer;
}

static const char *money_field(cost_money_t money, char *buffer, size_t size)
{
    char text[COST_MONEY_TEXT_SIZE];
    return put(buffer, size, cost_money_text(money, 9, text));
}

const char *cost_bill_line_field(const cost_bill_t *bill, size_t i, cost_line_field_t field, char *buffer, size_t size)
{
    char text[COST_WIDE_TEXT_SIZE], rate[COST_RATE_TEXT_SIZE];
    if (i >= bill->line_count)
        return "";
    const cost_line_t *line = &bill->lines[i];
    const cost_resource_t *resource = line->record->resource;
    switch (field) {
    case COST_LINE_ID:
        return line->id ? line->id : line_id(bill, line, buffer, size);
    case COST_LINE_WORKLOAD:
        return resource->workload;
    case COST_LINE_RESOURCE:
        return resource->id;
    case COST_LINE_MONTH:
        return bill->months[line->month].name;
    case COST_LINE_SERVICE:
        return line->record->service->name;
    case COST_LINE_DIMENSION:
        return line->record->service->dimensions[line->record->dimension].name;
    case COST_LINE_VARIANT:
        return line->record->key.variant;
    case COST_LINE_USAGE_TYPE:
        return line->usage_type;
    case COST_LINE_REGION:
        return line->record->key.region;
    case COST_LINE_CATEGORY:
        return cost_category_names[line->category];
    case COST_LINE_TIER_FROM:
        return put(buffer, size, cost_wide_decimal(line->tier_from_micro, 1000000, 6, text));
    case COST_LINE_QUANTITY:
        return put(buffer, size, cost_wide_decimal(line->quantity, line->one, 12, text));
    case COST_LINE_UNIT:
        return line->unit;
    case COST_LINE_UNIT_PRICE:
        return put(buffer, size, cost_rate_text(line->rate, rate));
    case COST_LINE_LIST_COST:
        return money_field(line->list_cost, buffer, size);
    case COST_LINE_COST:
        return money_field(line->cost, buffer, size);
    case COST_LINE_EFFECTIVE_COST:
        return money_field(line->effective_cost, buffer, size);
    case COST_LINE_IMPLIED_BY:
        return line->implied_by ? line->implied_by : "";
    case COST_LINE_PRICE_SOURCE:
        return line->source_id;
    }
    return "";
}

/* ---- sums ---- */

size_t cost_bill_resource_count(const cost_bill_t *bill)
{
    return bill->resource_count;
}

const char *cost_bill_resource_name(const cost_bill_t *bill, size_t i)
{
    return i < bill->resource_count ? bill->by_resource[i].name : NULL;
}

const char *cost_bill_resource_service(const cost_bill_t *bill, size_t i)
{
    return i < bill->resource_count ? bill->by_resource[i].service : NULL;
}

cost_money_t cost_bill_resource_cost(const cost_bill_t *bill, size_t i)
{
    return i < bill->resource_count ? bill->by_resource[i].cost : (cost_money_t){0};
}

size_t cost_bill_service_count(const cost_bill_t *bill)
{
    return bill->service_count;
}

const char *cost_bill_service_name(const cost_bill_t *bill, size_t i)
{
    return i < bill->service_count ? bill->by_service[i].name : NULL;
}

cost_money_t cost_bill_service_cost(const cost_bill_t *bill, size_t i)
{
    return i < bill->service_count ? bill->by_service[i].cost : (cost_money_t){0};
}

/* ---- notes ---- */

static const cost_note_t **number_notes(cost_arena_t *arena, const cost_notes_t *notes)
{
    const cost_note_t **at = cost_arena_array(arena, notes->count + 1, sizeof(const cost_note_t *));
    size_t count = 0;
    for (const cost_note_t *note = notes->first; at && note; note = note->next)
        at[count++] = note;
    return at;
}

cost_status_t cost_bill_number_notes(cost_bill_t *bill, cost_error_t *err)
{
    bill->default_at = number_notes(bill->arena, &bill->defaults);
    bill->unpriced_at = number_notes(bill->arena, &bill->unpriced);
    bill->warning_at = number_notes(bill->arena, &bill->warnings);
    return bill->default_at && bill->unpriced_at && bill->warning_at ? COST_OK : cost_fail_memory(err);
}

static const char *note_text(const char *text)
{
    return text ? text : "";
}

#define NOTE_FIELD(name, list, at, member)                                                                             \
    const char *cost_bill_##name(const cost_bill_t *bill, size_t i)                                                    \
    {                                                                                                                  \
        return i < bill->list.count ? note_text(bill->at[i]->member) : NULL;                                           \
    }

NOTE_FIELD(default_path, defaults, default_at, path)
NOTE_FIELD(default_value, defaults, default_at, first)
NOTE_FIELD(default_source, defaults, default_at, second)
NOTE_FIELD(unpriced_path, unpriced, unpriced_at, path)
NOTE_FIELD(unpriced_dimension, unpriced, unpriced_at, first)
NOTE_FIELD(unpriced_remedy, unpriced, unpriced_at, second)
NOTE_FIELD(warning_code, warnings, warning_at, first)
NOTE_FIELD(warning_text, warnings, warning_at, second)
NOTE_FIELD(warning_path, warnings, warning_at, path)
NOTE_FIELD(warning_file, warnings, warning_at, file)

size_t cost_bill_default_count(const cost_bill_t *bill)
{
    return bill->defaults.count;
}

size_t cost_bill_unpriced_count(const cost_bill_t *bill)
{
    return bill->unpriced.count;
}

size_t cost_bill_warning_count(const cost_bill_t *bill)
{
    return bill->warnings.count;
}

int cost_bill_warning_line(const cost_bill_t *bill, size_t i)
{
    return i < bill->warnings.count ? bill->warning_at[i]->line : 0;
}
