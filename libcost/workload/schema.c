/* The JSON Schema (2020-12) of workload files, from the tables that the reader uses.
 *
 * Editors read it, so it is flat: keywords of one type (pattern, minimum, properties) say nothing about values of
 * another, and a mistake is then reported where it is.  A value that JSON Schema cannot check (a bound on "4 GiB", a
 * name that `from` refers to) is left to `ilm-cost validate`.  One thing is stricter than in the reader: a scalar that
 * was left empty is null, which the reader takes as left out. */
#include <stdio.h>
#include <string.h>

#include "libcost/base/json_writer.h"
#include "libcost/workload/field_words.h"
#include "libcost/workload/workload.h"

#define NAME_PATTERN    "^[A-Za-z][A-Za-z0-9_-]*$"
#define INTEGER_PATTERN "^-?[0-9]+([.]0+)?$"
#define RANGE_WORD      "[ \t]to[ \t]"

static void put_fields(cost_json_writer_t *json, const cost_field_t *fields, size_t count);

/* ---- small parts ---- */

/* An array of texts; NULL ends them. */
static void put_texts(cost_json_writer_t *json, const char *key, const char *const *texts)
{
    cost_json_open(json, key, '[');
    for (; *texts; texts++)
        cost_json_string(json, NULL, *texts);
    cost_json_close(json, ']');
}

static void put_types(cost_json_writer_t *json, const char *a, const char *b, const char *c)
{
    put_texts(json, "type", (const char *const[]){a, b, c, NULL});
}

/* A map may stand empty unless it is required. */
static void put_map_type(cost_json_writer_t *json, bool required)
{
    if (required)
        cost_json_string(json, "type", "object");
    else
        put_types(json, "object", "null", NULL);
}

static void put_description(cost_json_writer_t *json, const cost_field_t *field)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_buffer_add_format(&text, "%s.", field->help ? field->help : field->name);
    if (cost_field_has_default(field))
        cost_buffer_add_format(&text, " Default: %s.", field->fallback);
    if (field->min || field->max) {
        cost_buffer_add_string(&text, " Range: ");
        cost_field_add_range(&text, field);
        cost_buffer_add_char(&text, '.');
    }
    if (field->later)
        cost_buffer_add_format(&text, " No effect yet: %s.", field->later);
    if (!text.failed)
        cost_json_string(json, "description", text.text);
    json->out->failed = json->out->failed || text.failed;
    cost_buffer_clear(&text);
}

/* ---- amounts ---- */

static const char *const measure_names[COST_MEASURE_COUNT_OF] = {
    [COST_MEASURE_COUNT] = "count",
    [COST_MEASURE_BYTES] = "bytes",
    [COST_MEASURE_TIME] = "time",
    [COST_MEASURE_RATIO] = "ratio",
    [COST_MEASURE_VCPU] = "vcpu",
    [COST_MEASURE_COUNT_RATE] = "count-rate",
    [COST_MEASURE_BYTES_RATE] = "bytes-rate",
    [COST_MEASURE_RATIO_RATE] = "ratio-rate",
    [COST_MEASURE_MONEY] = "money",
};

/* Whether a number without a unit is understood: 0 always is. */
static bool takes_number(cost_measure_t measure)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    return cost_amount_parse(&amount, "1", measure, NULL, why);
}

static void put_amount_rules(cost_json_writer_t *json, cost_measure_t measure)
{
    cost_json_string(json, "pattern", cost_measure_pattern(measure));
    if (takes_number(measure))
        return;
    cost_json_literal(json, "minimum", "0");
    cost_json_literal(json, "maximum", "0");
}

static void put_single(cost_json_writer_t *json, cost_measure_t measure)
{
    cost_json_open(json, measure_names[measure], '{');
    cost_json_string(json, "description", cost_measure_example(measure));
    put_types(json, "string", "number", NULL);
    put_amount_rules(json, measure);
    cost_json_open(json, "not", '{');
    cost_json_string(json, "type", "string");
    cost_json_string(json, "pattern", RANGE_WORD);
    cost_json_close(json, '}');
    cost_json_close(json, '}');
}

static void put_reference(cost_json_writer_t *json, const char *key, const char *name, const char *ending)
{
    char target[64];
    snprintf(target, sizeof target, "#/$defs/%s%s", name, ending);
    if (key)
        cost_json_open(json, key, '{');
    cost_json_string(json, "$ref", target);
    if (key)
        cost_json_close(json, '}');
}

static void put_ranged(cost_json_writer_t *json, cost_measure_t measure)
{
    static const char *const dists[] = {"auto", "normal", "lognormal", "logit-normal", "uniform", NULL};
    char key[64];
    snprintf(key, sizeof key, "%s-range", measure_names[measure]);
    cost_json_open(json, key, '{');
    cost_json_string(json, "description", "one amount, a range (`a to b` is P5 to P95) or {low, high, dist, group}");
    put_types(json, "string", "number", "object");
    put_amount_rules(json, measure);
    cost_json_open(json, "properties", '{');
    put_reference(json, "low", measure_names[measure], "");
    put_reference(json, "high", measure_names[measure], "");
    cost_json_open(json, "dist", '{');
    put_texts(json, "enum", dists);
    cost_json_close(json, '}');
    cost_json_open(json, "group", '{');
    cost_json_string(json, "description", "ranges of one group share a draw");
    put_types(json, "string", "number", NULL);
    cost_json_close(json, '}');
    cost_json_close(json, '}');
    put_texts(json, "required", (const char *const[]){"low", "high", NULL});
    cost_json_literal(json, "additionalProperties", "false");
    cost_json_close(json, '}');
}

/* A bound of the numbers without a unit; those with one are strings. */
static void put_bound(cost_json_writer_t *json, const char *key, const char *bound, const cost_field_t *field)
{
    char why[COST_AMOUNT_WHY_SIZE], text[COST_WIDE_TEXT_SIZE];
    cost_amount_t amount;
    if (bound && takes_number(field->measure) && cost_amount_parse(&amount, bound, field->measure, field->noun, why))
        cost_json_literal(json, key, cost_wide_decimal(amount.value, cost_measure_one(field->measure), 9, text));
}

static void put_amount(cost_json_writer_t *json, const cost_field_t *field)
{
    put_reference(json, NULL, measure_names[field->measure], field->exact ? "" : "-range");
    put_bound(json, "minimum", field->min ? field->min : "0", field);
    put_bound(json, "maximum", field->max, field);
}

/* ---- the other kinds ---- */

static void put_integer(cost_json_writer_t *json, const cost_field_t *field)
{
    put_types(json, "integer", "string", NULL);
    cost_json_string(json, "pattern", INTEGER_PATTERN);
    cost_json_literal(json, "minimum", field->min ? field->min : "0");
    if (field->max)
        cost_json_literal(json, "maximum", field->max);
}

static void put_text_type(cost_json_writer_t *json)
{
    put_types(json, "string", "number", "boolean");
    cost_json_literal(json, "minLength", "1");
}

static void put_text_list(cost_json_writer_t *json)
{
    put_texts(json, "type", (const char *const[]){"array", "string", "number", "boolean", NULL});
    cost_json_open(json, "items", '{');
    put_types(json, "string", "number", "boolean");
    cost_json_close(json, '}');
}

static void put_entries(cost_json_writer_t *json, const cost_field_t *field)
{
    put_map_type(json, field->required);
    cost_json_open(json, "propertyNames", '{');
    cost_json_string(json, "pattern", NAME_PATTERN);
    cost_json_close(json, '}');
    cost_json_open(json, "additionalProperties", '{');
    put_map_type(json, false);
    put_fields(json, field->fields, field->field_count);
    cost_json_close(json, '}');
}

static void put_amounts(cost_json_writer_t *json, const cost_field_t *field)
{
    put_map_type(json, field->required);
    if (field->choices) {
        cost_json_open(json, "propertyNames", '{');
        put_texts(json, "enum", field->choices);
        cost_json_close(json, '}');
    }
    cost_json_open(json, "additionalProperties", '{');
    put_amount(json, field);
    cost_json_close(json, '}');
}

/* The schema of a RAW field is an object in the table; its members go in among ours. */
static void put_raw(cost_json_writer_t *json, const char *schema)
{
    size_t length = schema ? strlen(schema) : 0;
    if (length > 2)
        cost_json_members(json, schema + 1, length - 2);
}

static void put_rules(cost_json_writer_t *json, const cost_field_t *field)
{
    switch (field->kind) {
    case COST_KIND_AMOUNT:
        put_amount(json, field);
        return;
    case COST_KIND_INTEGER:
        put_integer(json, field);
        return;
    case COST_KIND_SWITCH:
        put_types(json, "boolean", "string", NULL);
        cost_json_string(json, "pattern", "^(true|false)$");
        return;
    case COST_KIND_CHOICE:
        put_texts(json, "enum", field->choices);
        return;
    case COST_KIND_TEXT:
        put_text_type(json);
        return;
    case COST_KIND_TEXTS:
        put_text_list(json);
        return;
    case COST_KIND_GROUP:
        put_map_type(json, field->required);
        put_fields(json, field->fields, field->field_count);
        return;
    case COST_KIND_MAP:
        put_entries(json, field);
        return;
    case COST_KIND_AMOUNTS:
        put_amounts(json, field);
        return;
    case COST_KIND_RAW:
        put_raw(json, field->schema);
        return;
    }
}

static void put_default(cost_json_writer_t *json, const cost_field_t *field)
{
    if (!cost_field_has_default(field))
        return;
    if (field->kind == COST_KIND_INTEGER || field->kind == COST_KIND_SWITCH)
        cost_json_literal(json, "default", field->fallback);
    else
        cost_json_string(json, "default", field->fallback);
}

static void put_service_names(cost_json_writer_t *json)
{
    cost_json_open(json, "enum", '[');
    for (size_t i = 0; i < cost_services_count; i++)
        cost_json_string(json, NULL, cost_services[i]->name);
    cost_json_close(json, ']');
}

static void put_field(cost_json_writer_t *json, const cost_field_t *field)
{
    cost_json_open(json, field->name, '{');
    put_description(json, field);
    if (field == &cost_top_fields[COST_TOP_FORMAT])
        cost_json_string(json, "const", "libcost-workload/1");
    else if (field == &cost_common_fields[COST_COMMON_SERVICE])
        put_service_names(json);
    else
        put_rules(json, field);
    put_default(json, field);
    cost_json_close(json, '}');
}

static void put_required(cost_json_writer_t *json, const cost_field_t *fields, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || fields[i].required;
    if (!any)
        return;
    cost_json_open(json, "required", '[');
    for (size_t i = 0; i < count; i++)
        if (fields[i].required)
            cost_json_string(json, NULL, fields[i].name);
    cost_json_close(json, ']');
}

static void put_fields(cost_json_writer_t *json, const cost_field_t *fields, size_t count)
{
    cost_json_open(json, "properties", '{');
    for (size_t i = 0; i < count; i++)
        put_field(json, &fields[i]);
    cost_json_close(json, '}');
    put_required(json, fields, count);
    cost_json_literal(json, "additionalProperties", "false");
}

/* ---- resources ---- */

static void put_quantity(cost_json_writer_t *json, const char *key)
{
    if (key)
        cost_json_open(json, key, '{');
    put_types(json, "string", "number", NULL);
    cost_json_literal(json, "minimum", "0");
    cost_json_literal(json, "minLength", "1");
    if (key)
        cost_json_close(json, '}');
}

static void put_usage_dimension(cost_json_writer_t *json, const char *name, const cost_dimension_t *dimension)
{
    char text[512];
    cost_json_open(json, name, '{');
    snprintf(text, sizeof text, "%s, in %s.", dimension->help ? dimension->help : dimension->name, dimension->unit);
    cost_json_string(json, "description", text);
    if (!dimension->nested) {
        put_quantity(json, NULL);
        cost_json_close(json, '}');
        return;
    }
    cost_json_string(json, "type", "object");
    cost_json_open(json, "properties", '{');
    for (const char *const *nested = dimension->nested; *nested; nested++)
        put_quantity(json, *nested);
    cost_json_close(json, '}');
    cost_json_literal(json, "additionalProperties", "false");
    cost_json_close(json, '}');
}

/* `public-ipv4.in_use_hours`, which may also be written public_ipv4.in_use_hours. */
static void put_implied(cost_json_writer_t *json, const cost_implied_t *line)
{
    const cost_service_t *service = cost_service_find(line->service);
    const cost_dimension_t *dimension = &service->dimensions[cost_dimension_find(service, line->dimension)];
    char name[96];
    (void)snprintf(name, sizeof name, "%s.%s", line->service, line->dimension);
    put_usage_dimension(json, name, dimension);
    if (!strchr(line->service, '-'))
        return;
    for (char *c = name; *c != '.'; c++)
        *c = (char)(*c == '-' ? '_' : *c);
    put_usage_dimension(json, name, dimension);
}

static void put_usage(cost_json_writer_t *json, const cost_service_t *service)
{
    cost_implied_t line;
    cost_json_open(json, "usage", '{');
    cost_json_open(json, "properties", '{');
    for (size_t i = 0; i < service->dimension_count; i++)
        put_usage_dimension(json, service->dimensions[i].name, &service->dimensions[i]);
    for (size_t i = 0; cost_service_implied(service, i, &line); i++)
        put_implied(json, &line);
    cost_json_close(json, '}');
    cost_json_literal(json, "additionalProperties", "false");
    cost_json_close(json, '}');
}

/* What every resource has is described once, in `resource`; here it is only named, so that other names are refused. */
static void put_service(cost_json_writer_t *json, const cost_service_t *service)
{
    char key[64];
    snprintf(key, sizeof key, "service-%s", service->name);
    cost_json_open(json, key, '{');
    cost_json_string(json, "title", service->title);
    cost_json_string(json, "description", service->help ? service->help : service->title);
    cost_json_open(json, "properties", '{');
    for (size_t i = 0; i < COST_COMMON_FIELDS; i++)
        if (i != COST_COMMON_USAGE)
            cost_json_literal(json, cost_common_fields[i].name, "true");
    put_usage(json, service);
    for (size_t i = 0; i < service->field_count; i++)
        put_field(json, &service->fields[i]);
    cost_json_close(json, '}');
    put_required(json, service->fields, service->field_count);
    cost_json_literal(json, "additionalProperties", "false");
    cost_json_close(json, '}');
}

static void put_choice_of_service(cost_json_writer_t *json, const cost_service_t *service)
{
    cost_json_open(json, NULL, '{');
    cost_json_open(json, "if", '{');
    cost_json_open(json, "properties", '{');
    cost_json_open(json, "service", '{');
    cost_json_string(json, "const", service->name);
    cost_json_close(json, '}');
    cost_json_close(json, '}');
    put_texts(json, "required", (const char *const[]){"service", NULL});
    cost_json_close(json, '}');
    cost_json_open(json, "then", '{');
    put_reference(json, NULL, "service-", service->name);
    cost_json_close(json, '}');
    cost_json_close(json, '}');
}

static void put_resource(cost_json_writer_t *json)
{
    cost_json_open(json, "resource", '{');
    cost_json_string(json, "type", "object");
    cost_json_open(json, "properties", '{');
    for (size_t i = 0; i < COST_COMMON_FIELDS; i++)
        put_field(json, &cost_common_fields[i]);
    cost_json_close(json, '}');
    put_required(json, cost_common_fields, COST_COMMON_FIELDS);
    cost_json_open(json, "allOf", '[');
    for (size_t i = 0; i < cost_services_count; i++)
        put_choice_of_service(json, cost_services[i]);
    cost_json_close(json, ']');
    cost_json_close(json, '}');
}

static void put_resources(cost_json_writer_t *json)
{
    cost_json_open(json, "resources", '{');
    cost_json_string(json, "type", "object");
    cost_json_literal(json, "minProperties", "1");
    put_reference(json, "additionalProperties", "resource", "");
    cost_json_close(json, '}');
}

/* A name, a list of names, or a map from names to what is known of the edge. */
static void put_from(cost_json_writer_t *json)
{
    cost_json_open(json, "from", '{');
    put_texts(json, "type", (const char *const[]){"string", "array", "object", "null", NULL});
    cost_json_open(json, "items", '{');
    cost_json_string(json, "type", "string");
    cost_json_close(json, '}');
    cost_json_open(json, "additionalProperties", '{');
    put_map_type(json, false);
    put_fields(json, cost_edge_fields, COST_EDGE_FIELDS);
    cost_json_close(json, '}');
    cost_json_close(json, '}');
}

/* ---- the whole ---- */

static void put_definitions(cost_json_writer_t *json)
{
    cost_json_open(json, "$defs", '{');
    put_resources(json);
    put_resource(json);
    put_from(json);
    for (size_t i = 0; i < cost_services_count; i++)
        put_service(json, cost_services[i]);
    for (int measure = 0; measure < COST_MEASURE_COUNT_OF; measure++) {
        put_single(json, (cost_measure_t)measure);
        put_ranged(json, (cost_measure_t)measure);
    }
    cost_json_close(json, '}');
}

cost_status_t cost_schema_text(char **out, cost_error_t *err)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_json_writer_t json = cost_json_writer(&text);
    cost_json_open(&json, NULL, '{');
    cost_json_string(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    cost_json_string(&json, "title", "libcost-workload/1");
    cost_json_string(&json, "description", "A workload whose AWS bill libcost computes.");
    cost_json_string(&json, "type", "object");
    put_fields(&json, cost_top_fields, COST_TOP_FIELDS);
    put_definitions(&json);
    cost_json_close(&json, '}');
    *out = cost_buffer_take(&text);
    return *out ? COST_OK : cost_fail_memory(err);
}
