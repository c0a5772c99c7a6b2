/* Values that are one text: amounts, whole numbers, switches, choices, names.  An amount may also be a range. */
#include "libcost/workload/scalars.h"

#include <string.h>

enum { TEXT_SIZE = 128 };

bool cost_site_wrong_type(const cost_site_t *site, const cost_node_t *node, const char *wanted)
{
    char what[TEXT_SIZE];
    cost_reader_fail(site->reader, cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node, "%s is not %s",
                                                cost_node_describe(node, what, sizeof what), wanted));
    return false;
}

bool cost_node_is_scalar(const cost_node_t *node)
{
    return node->kind == COST_NODE_SCALAR || node->kind == COST_NODE_TEXT;
}

static bool out_of_range(const cost_site_t *site, const cost_node_t *node, const char *text)
{
    const cost_field_t *field = site->field;
    const char *min = field->min ? field->min : "0";
    cost_status_t status =
        field->max
            ? cost_fail_at(site->reader->err, COST_ERR_RANGE, node, "%s is outside %s to %s", text, min, field->max)
            : cost_fail_at(site->reader->err, COST_ERR_RANGE, node, "%s is below the least, %s", text, min);
    cost_reader_fail(site->reader, status);
    return false;
}

/* Bounds are written by us as a person writes them; rates are compared as written, without converting the period. */
static bool amount_in_range(const cost_field_t *field, const cost_amount_t *amount)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t bound;
    cost_wide_t least = 0;
    if (field->min && cost_amount_parse(&bound, field->min, field->measure, field->noun, why))
        least = bound.value;
    if (amount->low < least)
        return false;
    if (field->max && cost_amount_parse(&bound, field->max, field->measure, field->noun, why))
        return amount->high <= bound.value;
    return true;
}

static const char *const dist_names[] = {"auto", "normal", "lognormal", "logit-normal", "uniform", NULL};

enum { RANGE_LOW, RANGE_HIGH, RANGE_DIST, RANGE_GROUP, RANGE_FIELDS };

/* {low: 20 ms, high: 60 ms, dist: lognormal, group: cpu} */
static bool read_long_range(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    const cost_field_t *of = site->field;
    cost_field_t bound = {.kind = COST_KIND_AMOUNT,
                          .measure = of->measure,
                          .noun = of->noun,
                          .required = true,
                          .exact = true,
                          .min = of->min,
                          .max = of->max};
    cost_field_t fields[RANGE_FIELDS] = {bound,
                                         bound,
                                         {.name = "dist", .kind = COST_KIND_CHOICE, .choices = dist_names},
                                         {.name = "group", .kind = COST_KIND_TEXT}};
    fields[RANGE_LOW].name = "low";
    fields[RANGE_HIGH].name = "high";
    const size_t before = site->reader->refused, lost = site->reader->lost;
    const cost_value_t *values =
        cost_fields_read(site->reader, node, site->scope, fields, RANGE_FIELDS, NULL, 0, false);
    site->reader->lost = lost; /* the amount is refused, not its bounds */
    if (!values || site->reader->refused > before)
        return false;
    char why[COST_AMOUNT_WHY_SIZE];
    cost_dist_t dist = values[RANGE_DIST].given ? (cost_dist_t)values[RANGE_DIST].choice : COST_DIST_AUTO;
    if (!cost_amount_range(&out->amount, &values[RANGE_LOW].amount, &values[RANGE_HIGH].amount, of->measure, dist,
                           why)) {
        cost_reader_fail(site->reader, cost_fail_at(site->reader->err, COST_ERR_RANGE, node, "%s", why));
        return false;
    }
    out->text = values[RANGE_GROUP].text;
    return true;
}

bool cost_amount_read(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    const cost_field_t *field = site->field;
    char why[COST_AMOUNT_WHY_SIZE];
    if (node->kind == COST_NODE_MAP && !field->exact)
        return read_long_range(site, node, out);
    if (!cost_node_is_scalar(node))
        return cost_site_wrong_type(site, node, cost_measure_example(field->measure));
    if (!cost_amount_parse(&out->amount, node->text, field->measure, field->noun, why)) {
        cost_reader_fail(site->reader, cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node, "%s", why));
        return false;
    }
    if (out->amount.range && field->exact) {
        cost_reader_fail(site->reader, cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node,
                                                    "\"%s\" is a range; one value is expected here", node->text));
        return false;
    }
    return amount_in_range(field, &out->amount) || out_of_range(site, node, node->text);
}

static bool parse_integer(int64_t *out, const char *text)
{
    cost_wide_t value;
    const char *why;
    if (!text || !cost_wide_parse(&value, text, strlen(text), 1, &why) || value > INT64_MAX || value < INT64_MIN)
        return false;
    *out = (int64_t)value;
    return true;
}

static bool read_integer(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    int64_t least = 0, most = INT64_MAX;
    if (!cost_node_is_scalar(node) || !parse_integer(&out->integer, node->text))
        return cost_site_wrong_type(site, node, "a whole number such as 2");
    if (site->field->min)
        parse_integer(&least, site->field->min);
    if (site->field->max)
        parse_integer(&most, site->field->max);
    if (out->integer < least || out->integer > most)
        return out_of_range(site, node, node->text);
    return true;
}

static bool read_switch(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    bool yes = cost_node_is_scalar(node) && !strcmp(node->text, "true");
    if (!yes && !(cost_node_is_scalar(node) && !strcmp(node->text, "false")))
        return cost_site_wrong_type(site, node, "true or false");
    out->on = yes;
    return true;
}

static size_t choice_count(const char *const *choices)
{
    size_t count = 0;
    while (choices[count])
        count++;
    return count;
}

int cost_choice_find(const char *const *choices, const char *text)
{
    for (int i = 0; choices[i]; i++)
        if (!strcmp(choices[i], text))
            return i;
    return -1;
}

void cost_choices_join(char *buffer, size_t size, const char *const *choices)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; choices[i]; i++) {
        const char *link = i == 0 ? "" : choices[i + 1] ? ", " : " or ";
        size_t link_length = strlen(link), length = strlen(choices[i]);
        if (used + link_length + length + 1 > size)
            return;
        memcpy(buffer + used, link, link_length);
        memcpy(buffer + used + link_length, choices[i], length + 1);
        used += link_length + length;
    }
}

bool cost_choice_refuse(const cost_site_t *site, const cost_node_t *node, const char *text)
{
    char list[512];
    const char *near = cost_nearest(text, site->field->choices, choice_count(site->field->choices));
    cost_choices_join(list, sizeof list, site->field->choices);
    cost_status_t status =
        near ? cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node, "\"%s\" is not one of %s; did you mean %s?", text,
                            list, near)
             : cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node, "\"%s\" is not one of %s", text, list);
    cost_reader_fail(site->reader, status);
    return false;
}

static bool read_choice(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    if (!cost_node_is_scalar(node))
        return cost_site_wrong_type(site, node, "a word");
    out->choice = cost_choice_find(site->field->choices, node->text);
    if (out->choice < 0)
        return cost_choice_refuse(site, node, node->text);
    out->text = site->field->choices[out->choice];
    return true;
}

static bool read_text(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    if (!cost_node_is_scalar(node))
        return cost_site_wrong_type(site, node, "text");
    if (!*node->text) {
        cost_reader_fail(site->reader, cost_fail_at(site->reader->err, COST_ERR_SCHEMA, node, "is empty; it is %s",
                                                    site->field->help ? site->field->help : "text"));
        return false;
    }
    out->text = node->text;
    return true;
}

bool cost_scalar_read(const cost_site_t *site, const cost_node_t *node, cost_value_t *out)
{
    switch (site->field->kind) {
    case COST_KIND_AMOUNT:
        return cost_amount_read(site, node, out);
    case COST_KIND_INTEGER:
        return read_integer(site, node, out);
    case COST_KIND_SWITCH:
        return read_switch(site, node, out);
    case COST_KIND_CHOICE:
        return read_choice(site, node, out);
    case COST_KIND_TEXT:
        return read_text(site, node, out);
    case COST_KIND_TEXTS:
    case COST_KIND_GROUP:
    case COST_KIND_MAP:
    case COST_KIND_AMOUNTS:
    case COST_KIND_RAW:
        break;
    }
    return false;
}
