/* Instance and node classes. */
#include "libcost/services/node_class.h"

#include <stdio.h>
#include <string.h>

enum { CLASSES_MAX = 512, CLASS_SIZE = 40, RULE_SIZE = 64 };

typedef struct {
    const char *wanted;
    bool found;
    size_t count;
    char names[CLASSES_MAX][CLASS_SIZE];
} classes_t;

static void collect(const char *value, size_t length, void *context)
{
    classes_t *classes = context;
    if (strlen(classes->wanted) == length && !memcmp(classes->wanted, value, length))
        classes->found = true;
    if (classes->found || length >= CLASS_SIZE || classes->count == CLASSES_MAX)
        return;
    for (size_t i = 0; i < classes->count; i++)
        if (strlen(classes->names[i]) == length && !memcmp(classes->names[i], value, length))
            return;
    memcpy(classes->names[classes->count], value, length);
    classes->names[classes->count++][length] = '\0';
}

cost_status_t cost_class_check(const cost_resource_t *resource, const cost_value_t *value, const char *dimension,
                               const char *key, cost_error_t *err)
{
    cost_spec_t spec;
    if (cost_catalog_find_spec(resource->catalog, resource->service->name, value->text, &spec))
        return COST_OK; /* one look-up instead of thousands of rows; a book without specs goes the long way */
    classes_t classes = {.wanted = value->text};
    cost_catalog_each_variant_value(resource->catalog, resource->service->name, dimension, key, collect, &classes);
    if (classes.found)
        return COST_OK;
    const char *known[CLASSES_MAX];
    for (size_t i = 0; i < classes.count; i++)
        known[i] = classes.names[i];
    const char *near = cost_nearest(value->text, known, classes.count);
    if (near)
        return cost_fail_at(err, COST_ERR_NO_PRICE, value->node, "the price book knows no %s \"%s\"; did you mean %s?",
                            key, value->text, near);
    return cost_fail_at(err, COST_ERR_NO_PRICE, value->node,
                        "the price book knows no %s \"%s\"; one such as %s is known", key, value->text,
                        classes.count ? classes.names[0] : "none");
}

const char *cost_class_size(const char *name)
{
    const char *point = strrchr(name, '.');
    return point ? point + 1 : name;
}

void cost_class_family(const char *name, char *family, size_t size)
{
    const char *first = strchr(name, '.');
    const char *last = strrchr(name, '.');
    family[0] = '\0';
    if (first && last > first + 1)
        snprintf(family, size, "%.*s", (int)(last - first - 1), first + 1);
}

bool cost_class_vcpu(const cost_resource_t *resource, const char *name, cost_wide_t *vcpu_micro)
{
    cost_spec_t spec;
    if (!cost_catalog_find_spec(resource->catalog, resource->service->name, name, &spec) || spec.vcpu_micro < 0)
        return false;
    *vcpu_micro = spec.vcpu_micro;
    return true;
}

bool cost_class_units(const cost_catalog_t *catalog, const char *service, const char *name, int32_t date,
                      cost_wide_t *units_micro)
{
    char rule[RULE_SIZE];
    snprintf(rule, sizeof rule, "size_factor_%s", cost_class_size(name));
    return cost_catalog_find_rule(catalog, service, rule, date, units_micro);
}
