/* The manual page of a service, from the same tables as the reader and the schema. */
#include <stdio.h>
#include <string.h>

#include "libcost/money/unit.h"
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

/* `hours: 100 hours`, or `transfer_out: {japan: 100 GB}` and the names that may stand instead. */
static void add_stated(cost_buffer_t *out, const char *name, const cost_dimension_t *dimension)
{
    char example[64];
    (void)cost_unit_example(dimension->unit, example, sizeof example);
    if (!dimension->nested) {
        cost_buffer_add_format(out, "`%s: %s`", name, example);
        return;
    }
    cost_buffer_add_format(out, "`%s: {%s: %s}`", name, dimension->nested[0], example);
    for (size_t i = 1; dimension->nested[i]; i++)
        cost_buffer_add_format(out, "%s`%s`", i > 1 ? ", " : "; also ", dimension->nested[i]);
}

static void add_dimension(cost_buffer_t *out, const cost_dimension_t *dimension)
{
    static const char *const categories[] = {"standard", "spot", "committed", "free"};
    cost_buffer_add_format(out, "| `%s` | ", dimension->name);
    add_cell(out, dimension->help ? dimension->help : "");
    cost_buffer_add_format(out, " | %s | %s | ", dimension->unit, categories[dimension->category]);
    add_stated(out, dimension->name, dimension);
    cost_buffer_add_string(out, " |\n");
}

static void add_dimension_table(cost_buffer_t *out, const cost_service_t *service)
{
    if (!service->dimension_count)
        return;
    cost_buffer_add_string(out,
                           "\n## Dimensions\n\nWhat is counted. `usage:` states a month's usage instead of having it "
                           "metered.\n\n"
                           "| Dimension | What it counts | Unit | Category | Stated by `usage:` |\n"
                           "| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < service->dimension_count; i++)
        add_dimension(out, &service->dimensions[i]);
}

static void add_implied_line(cost_buffer_t *out, const cost_implied_t *line)
{
    const cost_service_t *service = cost_service_find(line->service);
    const cost_dimension_t *dimension = &service->dimensions[cost_dimension_find(service, line->dimension)];
    char name[96];
    (void)snprintf(name, sizeof name, "%s.%s", line->service, line->dimension);
    cost_buffer_add_format(out, "| `%s` | ", name);
    add_cell(out, line->when);
    cost_buffer_add_format(out, " | %s | ", dimension->unit);
    add_stated(out, name, dimension);
    cost_buffer_add_string(out, " |\n");
}

static void add_implied_table(cost_buffer_t *out, const cost_service_t *service)
{
    cost_implied_t line;
    if (!cost_service_implied(service, 0, &line))
        return;
    cost_buffer_add_string(out, "\n## Implied lines\n\nWhat AWS bills alongside, as lines with `implied_by`. `usage:` "
                                "states one's usage instead of "
                                "having it follow; a resource of that service with `for: NAME` replaces its lines");
    cost_buffer_add_string(out, service->dimension_count ? "; `implied: false` refuses them all.\n\n" : ".\n\n");
    cost_buffer_add_string(out, "| Line | Whence | Unit | Stated by `usage:` |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; cost_service_implied(service, i, &line); i++)
        add_implied_line(out, &line);
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
    add_implied_table(&text, service);
    add_rules(&text, service);
    if (service->source)
        cost_buffer_add_format(&text, "\nSource: %s\n", service->source);
    *out = cost_buffer_take(&text);
    return *out ? COST_OK : cost_fail_memory(err);
}
