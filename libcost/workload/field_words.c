#include "libcost/workload/field_words.h"

static void add_choices(cost_buffer_t *out, const char *before, const char *const *choices)
{
    cost_buffer_add_string(out, before);
    for (size_t i = 0; choices && choices[i]; i++)
        cost_buffer_add_format(out, "%s%s", i ? ", " : " ", choices[i]);
}

void cost_field_add_type(cost_buffer_t *out, const cost_field_t *field)
{
    static const char *const names[] = {
        [COST_KIND_AMOUNT] = "",
        [COST_KIND_INTEGER] = "a whole number",
        [COST_KIND_SWITCH] = "true or false",
        [COST_KIND_CHOICE] = "",
        [COST_KIND_TEXT] = "text",
        [COST_KIND_TEXTS] = "text, or a list of texts",
        [COST_KIND_GROUP] = "a map",
        [COST_KIND_MAP] = "a map from names to maps",
        [COST_KIND_AMOUNTS] = "",
        [COST_KIND_RAW] = "as described",
    };
    cost_buffer_add_string(out, names[field->kind]);
    if (field->kind == COST_KIND_AMOUNT)
        cost_buffer_add_string(out, cost_measure_example(field->measure));
    else if (field->kind == COST_KIND_CHOICE)
        add_choices(out, "one of", field->choices);
    else if (field->kind == COST_KIND_AMOUNTS)
        cost_buffer_add_format(out, "a map from names to %s", cost_measure_example(field->measure));
    if (field->kind == COST_KIND_AMOUNTS && field->choices)
        add_choices(out, "; names are", field->choices);
    if (field->kind == COST_KIND_AMOUNT && !field->exact)
        cost_buffer_add_string(out, ", or a range");
}

void cost_field_add_range(cost_buffer_t *out, const cost_field_t *field)
{
    if (field->min && field->max)
        cost_buffer_add_format(out, "%s to %s", field->min, field->max);
    else if (field->max)
        cost_buffer_add_format(out, "at most %s", field->max);
    else if (field->min)
        cost_buffer_add_format(out, "at least %s", field->min);
}

bool cost_field_has_default(const cost_field_t *field)
{
    return field->fallback && field->kind != COST_KIND_GROUP && field->kind != COST_KIND_MAP;
}
