/* The contract "libcost-bill/1": docs/results.md.  Keys are added, never changed. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/json_writer.h"
#include "libcost/report/report.h"

static void put_money(cost_json_writer_t *json, const char *key, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_string(json, key, cost_money_text(money, 9, text));
}

/* The dates of a period that is only a number of hours would be invented. */
static void put_period(cost_json_writer_t *json, const cost_bill_t *bill)
{
    char start[COST_CIVIL_TEXT_SIZE], end[COST_CIVIL_TEXT_SIZE];
    cost_json_open(json, "period", '{');
    cost_json_optional(json, "start", bill->hours_only ? NULL : cost_civil_text(bill->start, start));
    cost_json_optional(json, "end", bill->hours_only ? NULL : cost_civil_text(bill->end, end));
    cost_json_integer(json, "hours", cost_report_hours(bill));
    cost_json_close(json, '}');
}

static void put_unsigned(cost_json_writer_t *json, const char *key, uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64, value);
    cost_json_literal(json, key, text);
}

/* Which possible month it is; the central one needs no word. */
static void put_chance(cost_json_writer_t *json, const cost_chance_t *chance)
{
    if (!chance->drawn)
        return;
    cost_json_open(json, "chance", '{');
    put_unsigned(json, "seed", chance->seed);
    put_unsigned(json, "trial", chance->trial);
    cost_json_close(json, '}');
}

static void put_head(cost_json_writer_t *json, const cost_bill_t *bill)
{
    char date[COST_DATE_TEXT_SIZE];
    cost_json_string(json, "format", "libcost-bill/1");
    cost_json_string(json, "currency", "USD");
    cost_json_optional(json, "scenario", bill->scenario);
    put_chance(json, &bill->chance);
    cost_json_open(json, "workloads", '[');
    for (size_t i = 0; i < bill->workload_count; i++)
        cost_json_string(json, NULL, bill->workloads[i]);
    cost_json_close(json, ']');
    put_period(json, bill);
    cost_json_open(json, "prices", '{');
    cost_json_string(json, "version", bill->price_version);
    cost_json_optional(json, "date", bill->price_date ? cost_report_date(bill->price_date, date) : NULL);
    cost_json_close(json, '}');
}

static void put_months(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_json_open(json, "months", '[');
    for (size_t i = 0; i < bill->month_count; i++) {
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "month", bill->months[i].name);
        cost_json_integer(json, "hours", bill->months[i].seconds / 3600);
        put_money(json, "total", bill->months[i].total);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_tags(cost_json_writer_t *json, const cost_tags_t *tags)
{
    cost_json_open(json, "tags", '{');
    for (size_t i = 0; i < tags->count; i++)
        cost_json_string(json, tags->tags[i].key, tags->tags[i].value);
    cost_json_close(json, '}');
}

static void put_line(cost_json_writer_t *json, cost_buffer_t *scratch, const cost_bill_t *bill, size_t line)
{
    cost_json_open(json, NULL, '{');
    for (size_t i = 0; i < COST_LINE_KEYS; i++) {
        const cost_line_key_t *key = &cost_line_keys[i];
        if (key->kind == COST_KEY_TAGS) {
            put_tags(json, cost_report_tags(bill, line));
            continue;
        }
        const char *text = cost_report_field(scratch, bill, line, key->field);
        cost_json_optional(json, key->name, key->kind == COST_KEY_OPTIONAL && !*text ? NULL : text);
    }
    cost_json_close(json, '}');
}

static void put_lines(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_buffer_t scratch;
    cost_buffer_init(&scratch);
    cost_json_open(json, "lines", '[');
    for (size_t i = 0; i < bill->line_count; i++)
        put_line(json, &scratch, bill, i);
    cost_json_close(json, ']');
    json->out->failed = json->out->failed || scratch.failed;
    cost_buffer_clear(&scratch);
}

static void put_sums(cost_json_writer_t *json, const char *key, const cost_bill_sum_t *sums, size_t count)
{
    cost_json_open(json, key, '{');
    for (size_t i = 0; i < count; i++)
        put_money(json, sums[i].name, sums[i].cost);
    cost_json_close(json, '}');
}

static void put_services(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_json_open(json, "resource_services", '{');
    for (size_t i = 0; i < bill->resource_count; i++)
        cost_json_string(json, bill->by_resource[i].name, bill->by_resource[i].service);
    cost_json_close(json, '}');
}

static const char *known(const char *text)
{
    return text ? text : "";
}

static void open_note(cost_json_writer_t *json, const cost_note_t *note)
{
    cost_json_open(json, NULL, '{');
    cost_json_string(json, "workload", known(note->workload));
    cost_json_string(json, "path", known(note->path));
}

static bool is_count(cost_quality_field_t field)
{
    return field == COST_QUALITY_LEAST || field == COST_QUALITY_MOST || field == COST_QUALITY_STARTS ||
           field == COST_QUALITY_DECISIONS || field == COST_QUALITY_INTERRUPTIONS ||
           field == COST_QUALITY_SATURATED_MINUTES || field == COST_QUALITY_BACKLOG ||
           field == COST_QUALITY_BACKLOG_MOST;
}

static void put_quality(cost_json_writer_t *json, const cost_bill_t *bill)
{
    char text[COST_QUALITY_TEXT_SIZE];
    cost_json_open(json, "service_quality", '[');
    for (size_t i = 0; i < cost_bill_quality_count(bill); i++) {
        cost_json_open(json, NULL, '{');
        for (int k = 0; k < COST_QUALITY_FIELDS; k++) {
            const cost_quality_field_t field = (cost_quality_field_t)k;
            const char *value = cost_bill_quality_field(bill, i, field, text, sizeof text);
            if (is_count(field))
                cost_json_literal(json, cost_quality_field_name(field), value);
            else
                cost_json_optional(json, cost_quality_field_name(field), *value ? value : NULL);
        }
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_place(cost_json_writer_t *json, const cost_note_t *note)
{
    cost_json_string(json, "file", known(note->file));
    cost_json_integer(json, "line", note->line);
}

static void put_defaults(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_json_open(json, "defaults", '[');
    for (const cost_note_t *note = bill->defaults.first; note; note = note->next) {
        open_note(json, note);
        cost_json_string(json, "value", known(note->first));
        cost_json_string(json, "source", known(note->second));
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_unpriced(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_json_open(json, "unpriced", '[');
    for (const cost_note_t *note = bill->unpriced.first; note; note = note->next) {
        open_note(json, note);
        cost_json_string(json, "dimension", known(note->first));
        cost_json_string(json, "write", known(note->second));
        put_place(json, note);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_warnings(cost_json_writer_t *json, const cost_bill_t *bill)
{
    cost_json_open(json, "warnings", '[');
    for (const cost_note_t *note = bill->warnings.first; note; note = note->next) {
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "code", known(note->first));
        cost_json_string(json, "workload", known(note->workload));
        cost_json_string(json, "path", known(note->path));
        put_place(json, note);
        cost_json_string(json, "text", known(note->second));
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

void cost_report_json_bill(cost_json_writer_t *json, const cost_bill_t *bill)
{
    put_head(json, bill);
    put_months(json, bill);
    put_money(json, "total", bill->total);
    put_lines(json, bill);
    put_sums(json, "by_resource", bill->by_resource, bill->resource_count);
    put_sums(json, "by_service", bill->by_service, bill->service_count);
    put_services(json, bill);
    put_quality(json, bill);
    put_defaults(json, bill);
    put_unpriced(json, bill);
    put_warnings(json, bill);
}

void cost_report_json(cost_buffer_t *out, const cost_bill_t *bill)
{
    cost_json_writer_t json = cost_json_writer(out);
    cost_json_open(&json, NULL, '{');
    cost_report_json_bill(&json, bill);
    cost_json_close(&json, '}');
}
