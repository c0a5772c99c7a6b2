/* What the file states of a resource, and what it leaves out. */
#include <string.h>

#include "libcost/analysis/explanation.h"

static bool is_scalar(const cost_node_t *node)
{
    return node->kind == COST_NODE_SCALAR || node->kind == COST_NODE_TEXT;
}

/* Every value below a node; ways in and tags have steps of their own, or none. */
static void add_leaves(cost_explainer_t *explainer, const cost_node_t *node)
{
    char path[256];
    if (is_scalar(node)) {
        cost_explain_add(explainer, COST_EXPLAIN_INPUT, "", "%s: %s (%s:%d)", cost_node_path(node, path, sizeof path),
                         node->text, node->file, node->line);
        return;
    }
    for (const cost_node_t *child = node->first; child; child = child->next)
        add_leaves(explainer, child);
}

static bool is_range(const cost_value_t *value)
{
    return value->given == COST_STATED && value->amount.range;
}

/* A range counts with its median; only the tables of fields know in which unit. */
static void add_medians(cost_explainer_t *explainer, const cost_field_t *fields, size_t count,
                        const cost_value_t *values)
{
    char path[256], text[COST_AMOUNT_TEXT_SIZE];
    for (size_t i = 0; values && i < count; i++) {
        const cost_field_t *field = &fields[i];
        const cost_value_t *value = &values[i];
        if (field->kind == COST_KIND_AMOUNT && is_range(value) && value->node) {
            cost_amount_t median = value->amount;
            median.low = median.high = median.value;
            median.range = false;
            cost_explain_add(explainer, COST_EXPLAIN_INPUT, "", "%s counts with its median in the central month: %s",
                             cost_node_path(value->node, path, sizeof path),
                             cost_amount_text(&median, field->measure, text));
        }
        if (field->kind == COST_KIND_GROUP)
            add_medians(explainer, field->fields, field->field_count, value->values);
        for (size_t k = 0; field->kind == COST_KIND_MAP && k < value->entry_count; k++)
            add_medians(explainer, field->fields, field->field_count, value->entries[k].values);
    }
}

/* "resources.app." begins the paths of its values. */
static bool begins_with(const char *path, const char *prefix)
{
    const size_t length = strlen(prefix);
    return !strncmp(path, prefix, length) && (path[length] == '.' || path[length] == '\0');
}

static void add_defaults(cost_explainer_t *explainer)
{
    const cost_resource_t *resource = explainer->line->record->resource;
    char path[256];
    cost_node_path(resource->node, path, sizeof path);
    for (const cost_note_t *note = explainer->explanation->bill->defaults.first; note; note = note->next)
        if (note->workload && !strcmp(note->workload, resource->workload) && begins_with(note->path, path))
            cost_explain_add(explainer, COST_EXPLAIN_DEFAULT, note->second, "%s: %s", note->path, note->first);
}

void cost_explain_inputs(cost_explainer_t *explainer)
{
    static const char *const elsewhere[] = {"service", "from", "tags"};
    const cost_resource_t *resource = explainer->line->record->resource;
    for (const cost_node_t *child = resource->node->first; child; child = child->next) {
        bool skipped = false;
        for (size_t i = 0; i < COST_COUNT(elsewhere); i++)
            skipped = skipped || (child->key && !strcmp(child->key, elsewhere[i]));
        if (!skipped)
            add_leaves(explainer, child);
    }
    add_medians(explainer, resource->service->fields, resource->service->field_count, resource->field);
    add_defaults(explainer);
}
