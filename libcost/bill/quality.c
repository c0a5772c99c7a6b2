/* What a bill knows of its service quality. */
#include "cost/quality.h"

#include <inttypes.h>
#include <stdio.h>

#include "libcost/bill/bill.h"

static const cost_wide_t micro = 1000000;

static const char *put_integer(char *buffer, size_t size, int64_t value)
{
    snprintf(buffer, size, "%" PRId64, value);
    return buffer;
}

static const char *put_decimal(char *buffer, size_t size, cost_wide_t num, cost_wide_t den, int decimals)
{
    char text[COST_WIDE_TEXT_SIZE];
    snprintf(buffer, size, "%s", cost_wide_decimal(num, den, decimals, text));
    return buffer;
}

static int64_t count_of(const cost_bill_quality_t *entry)
{
    return entry->ran->together ? 1 : entry->resource->count;
}

static int64_t parts_of(const cost_ran_t *ran)
{
    return ran->parts ? ran->parts : 1;
}

static const char *put_units(char *buffer, size_t size, const cost_ran_t *ran, int64_t count)
{
    return put_decimal(buffer, size, count, parts_of(ran), 6);
}

static const char *put_mean(char *buffer, size_t size, const cost_bill_t *bill, const cost_bill_quality_t *entry)
{
    cost_wide_t unit_s = 0;
    for (int i = 0; i < COST_RAN_PROVIDERS; i++)
        unit_s += entry->ran->running_s[i];
    return put_decimal(buffer, size, unit_s * count_of(entry),
                       bill->months[entry->month].seconds * parts_of(entry->ran), 3);
}

static const char *put_wait(char *buffer, size_t size, const cost_ran_t *ran)
{
    if (ran->wait_us < 0)
        return "";
    return ran->wait_us == INT64_MAX ? "unbounded" : put_decimal(buffer, size, ran->wait_us, micro, 6);
}

size_t cost_bill_quality_count(const cost_bill_t *bill)
{
    return bill->quality_count;
}

const char *cost_bill_quality_field(const cost_bill_t *bill, size_t i, cost_quality_field_t field, char *buffer,
                                    size_t size)
{
    if (i >= bill->quality_count)
        return "";
    const cost_bill_quality_t *entry = &bill->quality[i];
    const cost_ran_t *ran = entry->ran;
    const int64_t count = count_of(entry);
    switch (field) {
    case COST_QUALITY_WORKLOAD:
        return entry->resource->workload;
    case COST_QUALITY_RESOURCE:
        return entry->resource->id;
    case COST_QUALITY_MONTH:
        return bill->months[entry->month].name;
    case COST_QUALITY_UNIT:
        return ran->unit;
    case COST_QUALITY_LEAST:
        return put_units(buffer, size, ran, ran->least * count);
    case COST_QUALITY_MEAN:
        return put_mean(buffer, size, bill, entry);
    case COST_QUALITY_MOST:
        return put_units(buffer, size, ran, ran->most * count);
    case COST_QUALITY_STARTS:
        return put_integer(buffer, size, ran->starts * count);
    case COST_QUALITY_DECISIONS:
        return put_integer(buffer, size, ran->decisions * count);
    case COST_QUALITY_INTERRUPTIONS:
        return put_integer(buffer, size, ran->interruptions * count);
    case COST_QUALITY_LOAD:
        return ran->load ? ran->load : "";
    case COST_QUALITY_SERVED:
        return ran->load ? put_decimal(buffer, size, ran->served * count, micro, 6) : "";
    case COST_QUALITY_LOST:
        return ran->load ? put_decimal(buffer, size, ran->lost * count, micro, 6) : "";
    case COST_QUALITY_SATURATED_MINUTES:
        return put_integer(buffer, size, ran->saturated_minutes);
    case COST_QUALITY_WAIT_S:
        return put_wait(buffer, size, ran);
    case COST_QUALITY_BACKLOG:
        return put_integer(buffer, size, ran->backlog * count);
    case COST_QUALITY_BACKLOG_MOST:
        return put_integer(buffer, size, ran->backlog_most * count);
    case COST_QUALITY_RECONNECTS:
        return put_decimal(buffer, size, ran->reconnects * count, micro, 6);
    case COST_QUALITY_FIELDS:
        break;
    }
    return "";
}

const char *cost_quality_field_name(cost_quality_field_t field)
{
#define QUALITY_NAME(name, text, help) text,
    static const char *const names[] = {COST_QUALITY_LIST(QUALITY_NAME)};
#undef QUALITY_NAME
    return (size_t)field < COST_COUNT(names) ? names[field] : NULL;
}
