/* The manual page of a service, from the same tables as the reader and the schema. */
#include <string.h>

#include "libcost/workload/field_words.h"
#include "libcost/workload/workload.h"

/* ---- the example ---- */

static void add_example(cost_buffer_t *out, const cost_service_t *service)
{
    const char *body = service->example ? service->example : "";
    cost_buffer_add_string(out, "```yaml\n");
    if (strstr(body, "from: web") || strstr(body, "from: {web"))
        cost_buffer_add_string(out, "traffic:\n  web: {requests: 9M/month, request: 2 KiB, response: 45 KiB}\n");
    cost_buffer_add_format(out, "resources:\n  example:\n    service: %s\n%s```\n", service->name, body);
}

/* ---- tables ---- */

static void add_cell(cost_buffer_t *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\|*_<>[]", *text))
            cost_buffer_add_char(out, '\\');
        cost_buffer_add_char(out, *text == '\n' ? ' ' : *text);
    }
}

/* The same from a writer of words. */
static void add_words(cost_buffer_t *out, const cost_field_t *field,
                      void (*write)(cost_buffer_t *out, const cost_field_t *field))
{
    cost_buffer_t words;
    cost_buffer_init(&words);
    write(&words, field);
    if (words.length)
        add_cell(out, words.text);
    out->failed = out->failed || words.failed;
    cost_buffer_clear(&words);
}

static void add_default(cost_buffer_t *out, const cost_field_t *field)
{
    if (field->required)
        cost_buffer_add_string(out, "*required*");
    else if (cost_field_has_default(field))
        cost_buffer_add_format(out, "`%s`", field->fallback);
}

static void add_field(cost_buffer_t *out, const char *path, const cost_field_t *field)
{
    cost_buffer_add_format(out, "| `%s%s` | ", path, field->name);
    add_cell(out, field->help ? field->help : "");
    if (field->later) {
        cost_buffer_add_string(out, ". *Takes effect later:* ");
        add_cell(out, field->later);
    }
    cost_buffer_add_string(out, " | ");
    add_words(out, field, cost_field_add_type);
    cost_buffer_add_string(out, " | ");
    add_words(out, field, cost_field_add_range);
    cost_buffer_add_string(out, " | ");
    add_default(out, field);
    cost_buffer_add_string(out, " | ");
    add_cell(out, field->source ? field->source : "");
    cost_buffer_add_string(out, " |\n");
}

static void add_fields(cost_buffer_t *out, const char *path, const cost_field_t *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_field(out, path, &fields[i]);
        if (!fields[i].field_count)
            continue;
        cost_buffer_t inner;
        cost_buffer_init(&inner);
        cost_buffer_add_format(&inner, "%s%s.%s", path, fields[i].name, fields[i].kind == COST_KIND_MAP ? "NAME." : "");
        if (!inner.failed)
            add_fields(out, inner.text, fields[i].fields, fields[i].field_count);
        out->failed = out->failed || inner.failed;
        cost_buffer_clear(&inner);
    }
}

static void add_common(cost_buffer_t *out)
{
    cost_buffer_add_string(out, "\nEvery resource also has");
    for (size_t i = 0; i < COST_COMMON_FIELDS; i++)
        cost_buffer_add_format(out, "%s `%s`", i ? i + 1 == COST_COMMON_FIELDS ? " and" : "," : "",
                               cost_common_fields[i].name);
    cost_buffer_add_string(out, "; see [workload.md](../workload.md).\n");
}

static void add_field_table(cost_buffer_t *out, const cost_service_t *service)
{
    cost_buffer_add_string(out, "\n## Fields\n");
    if (service->field_count) {
        cost_buffer_add_string(out, "\n| Field | What it is | Type | Range | Default | Source |\n"
                                    "| --- | --- | --- | --- | --- | --- |\n");
        add_fields(out, "", service->fields, service->field_count);
    }
    add_common(out);
}

static void add_dimension(cost_buffer_t *out, const cost_dimension_t *dimension)
{
    static const char *const categories[] = {"standard", "spot", "committed", "free"};
    cost_buffer_add_format(out, "| `%s` | ", dimension->name);
    add_cell(out, dimension->help ? dimension->help : "");
    cost_buffer_add_format(out, " | %s | %s | ", dimension->unit, categories[dimension->category]);
    for (size_t i = 0; dimension->nested && dimension->nested[i]; i++)
        cost_buffer_add_format(out, "%s`%s`", i ? ", " : "", dimension->nested[i]);
    cost_buffer_add_string(out, " |\n");
}

static void add_dimension_table(cost_buffer_t *out, const cost_service_t *service)
{
    cost_buffer_add_string(out,
                           "\n## Dimensions\n\nWhat is counted. `usage: {dimension: quantity}` states a month's usage "
                           "instead of metering it.\n\n"
                           "| Dimension | What it counts | Unit | Category | Stated by |\n"
                           "| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < service->dimension_count; i++)
        add_dimension(out, &service->dimensions[i]);
}

static void add_rules(cost_buffer_t *out, const cost_service_t *service)
{
    if (!service->rule_count)
        return;
    cost_buffer_add_format(
        out,
        "\n## Rules\n\nNumbers that AWS may change are rows of `pricing/rules.csv`, service `%s`, each "
        "with its source:\n\n",
        service->name);
    for (size_t i = 0; i < service->rule_count; i++)
        cost_buffer_add_format(out, "- `%s`\n", service->rules[i]);
}

cost_status_t cost_service_manual(char **out, const char *name, cost_error_t *err)
{
    cost_buffer_t text;
    const char *known[64];
    *out = NULL;
    const cost_service_t *service = cost_service_find(name);
    size_t count = cost_services_count < 64 ? cost_services_count : 64;
    for (size_t i = 0; i < count; i++)
        known[i] = cost_services[i]->name;
    const char *near = service ? NULL : cost_nearest(name, known, count);
    if (!service)
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "there is no service \"%s\"%s%s%s", name,
                         near ? "; did you mean " : "; `ilm-cost services` lists them", near ? near : "",
                         near ? "?" : "");
    cost_buffer_init(&text);
    cost_buffer_add_format(&text, "# %s\n\n%s\n\n", service->title, service->help ? service->help : "");
    add_example(&text, service);
    add_field_table(&text, service);
    add_dimension_table(&text, service);
    add_rules(&text, service);
    if (service->source)
        cost_buffer_add_format(&text, "\nSource: %s\n", service->source);
    *out = cost_buffer_take(&text);
    return *out ? COST_OK : cost_fail_memory(err);
}
