/* Finds the ranges of a workload and copies what holds them. */
#include "libcost/analysis/world.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/range_draw.h"
#include "libcost/base/random.h"

struct cost_world_slot {
    cost_world_slot_t *next; /* while they are being found */
    const char *name;
    size_t input;
    cost_amount_t *amount; /* in the copy */
    cost_amount_t range;
    cost_wide_t least, most;
    const cost_resource_t *resource; /* whose field it is; NULL: of a traffic or an edge */
};

typedef struct path {
    const struct path *up;
    const char *key;
} path_t;

typedef struct {
    cost_arena_t *arena;
    const char *workload;
    cost_world_slot_t *first, *last;
    size_t count;
    const cost_resource_t *resource;
    bool failed; /* memory was out */
} finder_t;

/* ---- the ranges of a map ---- */

static const char *join(cost_arena_t *arena, const path_t *path)
{
    const char *up = path->up ? join(arena, path->up) : NULL;
    if (!path->up)
        return cost_arena_string(arena, path->key);
    return up ? cost_arena_format(arena, "%s.%s", up, path->key) : NULL;
}

static const char *name_of(finder_t *finder, const cost_value_t *value, const path_t *path)
{
    if (value->text)
        return cost_arena_format(finder->arena, "group %s", value->text);
    const char *text = join(finder->arena, path);
    return text ? cost_arena_format(finder->arena, "%s/%s", finder->workload, text) : NULL;
}

static cost_wide_t bound(const cost_field_t *field, const char *text, cost_wide_t otherwise)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    return text && cost_amount_parse(&amount, text, field->measure, field->noun, why) ? amount.value : otherwise;
}

static void add_slot(finder_t *finder, const cost_field_t *field, cost_value_t *value, const path_t *path)
{
    cost_world_slot_t *slot = cost_arena_alloc(finder->arena, sizeof *slot);
    const char *name = name_of(finder, value, path);
    if (!slot || !name) {
        finder->failed = true;
        return;
    }
    *slot = (cost_world_slot_t){.name = name,
                                .amount = &value->amount,
                                .range = value->amount,
                                .least = bound(field, field->min, 0),
                                .most = bound(field, field->max, COST_WIDE_MAX),
                                .resource = finder->resource};
    if (finder->last)
        finder->last->next = slot;
    else
        finder->first = slot;
    finder->last = slot;
    finder->count++;
}

static bool has_range(const cost_value_t *values, const cost_field_t *fields, size_t count);

static bool entries_have_range(const cost_value_t *value, const cost_field_t *field)
{
    for (size_t i = 0; i < value->entry_count; i++) {
        const cost_value_t *values = value->entries[i].values;
        if (field->kind == COST_KIND_AMOUNTS ? values && values->amount.range
                                             : values && has_range(values, field->fields, field->field_count))
            return true;
    }
    return false;
}

static bool value_has_range(const cost_value_t *value, const cost_field_t *field)
{
    switch (field->kind) {
    case COST_KIND_AMOUNT:
        return value->given && value->amount.range;
    case COST_KIND_GROUP:
        return value->values && has_range(value->values, field->fields, field->field_count);
    case COST_KIND_MAP:
    case COST_KIND_AMOUNTS:
        return entries_have_range(value, field);
    case COST_KIND_INTEGER:
    case COST_KIND_SWITCH:
    case COST_KIND_CHOICE:
    case COST_KIND_TEXT:
    case COST_KIND_TEXTS:
    case COST_KIND_RAW:
        break;
    }
    return false;
}

static bool has_range(const cost_value_t *values, const cost_field_t *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!fields[i].later && value_has_range(&values[i], &fields[i]))
            return true;
    return false;
}

static const cost_value_t *copy_values(finder_t *finder, const cost_value_t *values, const cost_field_t *fields,
                                       size_t count, const path_t *path);

/* The entries of a map, or the amounts by name. */
static const cost_entry_t *copy_entries(finder_t *finder, const cost_value_t *value, const cost_field_t *field,
                                        const path_t *path)
{
    cost_entry_t *entries = cost_arena_array(finder->arena, value->entry_count, sizeof *entries);
    if (!entries) {
        finder->failed = true;
        return value->entries;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        entries[i] = value->entries[i];
        const path_t here = {path, entries[i].name};
        if (!entries[i].values)
            continue;
        if (field->kind == COST_KIND_MAP) {
            entries[i].values = copy_values(finder, entries[i].values, field->fields, field->field_count, &here);
            continue;
        }
        cost_value_t *amount = cost_arena_alloc(finder->arena, sizeof *amount);
        finder->failed = finder->failed || !amount;
        if (!amount)
            continue;
        *amount = *value->entries[i].values;
        entries[i].values = amount;
        if (amount->amount.range)
            add_slot(finder, field, amount, &here);
    }
    return entries;
}

static void copy_value(finder_t *finder, cost_value_t *value, const cost_field_t *field, const path_t *path)
{
    if (field->kind == COST_KIND_AMOUNT)
        add_slot(finder, field, value, path);
    else if (field->kind == COST_KIND_GROUP)
        value->values = copy_values(finder, value->values, field->fields, field->field_count, path);
    else
        value->entries = copy_entries(finder, value, field, path);
}

/* The values themselves when they hold no range. */
static const cost_value_t *copy_values(finder_t *finder, const cost_value_t *values, const cost_field_t *fields,
                                       size_t count, const path_t *path)
{
    if (!values || !has_range(values, fields, count))
        return values;
    cost_value_t *copy = cost_arena_array(finder->arena, count, sizeof *copy);
    if (!copy) {
        finder->failed = true;
        return values;
    }
    memcpy(copy, values, count * sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        const path_t here = {path, fields[i].name};
        if (!fields[i].later && value_has_range(&copy[i], &fields[i]))
            copy_value(finder, &copy[i], &fields[i], &here);
    }
    return copy;
}

/* ---- the ranges of a workload ---- */

static bool copy_traffic(finder_t *finder, cost_world_t *out, const cost_workload_t *from)
{
    const path_t top = {NULL, "traffic"};
    cost_traffic_t *traffic = cost_arena_array(finder->arena, from->traffic_count + 1, sizeof *traffic);
    out->events = cost_arena_array(finder->arena, from->traffic_count + 1, sizeof(cost_event_t *));
    if (!traffic || !out->events)
        return false;
    for (size_t i = 0; i < from->traffic_count; i++) {
        const path_t here = {&top, from->traffic[i].name};
        traffic[i] = from->traffic[i];
        traffic[i].field = copy_values(finder, traffic[i].field, cost_traffic_fields, COST_TRAFFIC_FIELDS, &here);
        out->events[i] = cost_arena_array(finder->arena, traffic[i].event_count + 1, sizeof *out->events[i]);
        if (!out->events[i])
            return false;
        if (traffic[i].event_count)
            memcpy(out->events[i], traffic[i].events, traffic[i].event_count * sizeof *out->events[i]);
        traffic[i].events = out->events[i];
    }
    out->workload.traffic = traffic;
    return true;
}

static bool copy_edges(finder_t *finder, cost_member_t *member, const cost_workload_t *from, const path_t *resource)
{
    const path_t top = {resource, "from"};
    cost_edge_t *edges = cost_arena_array(finder->arena, member->edge_count + 1, sizeof *edges);
    if (!edges)
        return false;
    for (size_t i = 0; i < member->edge_count; i++) {
        edges[i] = member->edges[i];
        const path_t here = {&top, edges[i].traffic >= 0 ? from->traffic[edges[i].traffic].name
                                                         : from->members[edges[i].resource].base.id};
        edges[i].field = copy_values(finder, edges[i].field, cost_edge_fields, COST_EDGE_FIELDS, &here);
    }
    member->edges = edges;
    return true;
}

static bool copy_members(finder_t *finder, cost_world_t *out, const cost_workload_t *from)
{
    const path_t top = {NULL, "resources"};
    cost_member_t *members = cost_arena_array(finder->arena, from->member_count + 1, sizeof *members);
    cost_resource_t *resources = cost_arena_array(finder->arena, from->member_count + 1, sizeof *resources);
    if (!members || !resources)
        return false;
    for (size_t i = 0; i < from->member_count; i++) {
        const path_t here = {&top, from->members[i].base.id};
        members[i] = from->members[i];
        if (out->resolved.resources)
            resources[i] = out->resolved.resources[i];
        finder->resource = &resources[i];
        members[i].base.field = copy_values(finder, members[i].base.field, members[i].base.service->fields,
                                            members[i].base.service->field_count, &here);
        resources[i].field = members[i].base.field;
        finder->resource = NULL;
        if (!copy_edges(finder, &members[i], from, &here))
            return false;
    }
    out->workload.members = members;
    out->resolved.resources = resources;
    return true;
}

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

static bool take_slots(cost_world_t *out, const finder_t *finder, const cost_inputs_t *inputs)
{
    out->slots = cost_arena_array(finder->arena, finder->count + 1, sizeof *out->slots);
    if (!out->slots)
        return false;
    for (const cost_world_slot_t *slot = finder->first; slot; slot = slot->next) {
        const char **found =
            inputs ? bsearch(&slot->name, inputs->names, inputs->count, sizeof *inputs->names, compare_names) : NULL;
        out->slots[out->slot_count] = *slot;
        if (found)
            out->slots[out->slot_count].input = (size_t)(found - inputs->names);
        out->slot_count++;
    }
    return true;
}

cost_status_t cost_world_create(cost_world_t *out, cost_arena_t *arena, const cost_resolved_t *central,
                                const cost_inputs_t *inputs, cost_error_t *err)
{
    finder_t finder = {.arena = arena, .workload = central->workload->name};
    *out = (cost_world_t){.workload = *central->workload, .resolved = *central};
    const bool copied = copy_traffic(&finder, out, central->workload) && copy_members(&finder, out, central->workload);
    out->resolved.workload = &out->workload;
    if (!copied || finder.failed || !take_slots(out, &finder, inputs))
        return cost_fail_memory(err);
    return COST_OK;
}

/* ---- inputs ---- */

cost_status_t cost_inputs_find(cost_inputs_t *out, cost_arena_t *arena, const cost_workload_t *const *workloads,
                               size_t count, cost_error_t *err)
{
    size_t room = 0, used = 0;
    cost_world_t *worlds = cost_arena_array(arena, count + 1, sizeof *worlds);
    *out = (cost_inputs_t){0};
    if (!worlds)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const cost_resolved_t bare = {.workload = workloads[i]};
        cost_status_t status = cost_world_create(&worlds[i], arena, &bare, NULL, err);
        if (status)
            return status;
        room += worlds[i].slot_count;
    }
    out->names = cost_arena_array(arena, room + 1, sizeof *out->names);
    if (!out->names)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < worlds[i].slot_count; k++)
            out->names[used++] = worlds[i].slots[k].name;
    qsort(out->names, used, sizeof *out->names, compare_names);
    for (size_t i = 0; i < used; i++)
        if (i == 0 || strcmp(out->names[i - 1], out->names[i]))
            out->names[out->count++] = out->names[i];
    return COST_OK;
}

void cost_inputs_draw(const cost_inputs_t *inputs, uint64_t seed, uint64_t trial, double *uniform)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const cost_random_t key = cost_random_key(seed, trial, inputs->names[i], "range");
        uniform[i] = cost_random_uniform(&key, 0);
    }
}

/* ---- drawing ---- */

static cost_wide_t within(cost_wide_t value, cost_wide_t least, cost_wide_t most)
{
    if (value < least)
        return least;
    return value > most ? most : value;
}

cost_status_t cost_world_draw(cost_world_t *world, const double *uniform, cost_error_t *err)
{
    for (size_t i = 0; i < world->slot_count; i++) {
        const cost_world_slot_t *slot = &world->slots[i];
        slot->amount->value = within(cost_range_draw(&slot->range, uniform[slot->input]), slot->least, slot->most);
    }
    for (size_t i = 0; i < world->workload.traffic_count; i++)
        cost_shapes_update(&world->workload.traffic[i], world->events[i]);
    const cost_resource_t *checked = NULL;
    for (size_t i = 0; i < world->slot_count; i++) {
        const cost_resource_t *resource = world->slots[i].resource;
        if (!resource || resource == checked || !resource->service->check)
            continue;
        checked = resource;
        cost_status_t status = resource->service->check(resource, err);
        if (status)
            return status;
    }
    return COST_OK;
}
