/* Adds up what meters count. */
#include "libcost/simulate/usage.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/money/unit.h"

static cost_key_t key_of(const cost_resource_t *resource, int dimension, const char *nested)
{
    cost_key_t key = {.variant = "", .region = resource->service->global ? "global" : resource->region};
    if (resource->service->key)
        resource->service->key(resource, dimension, nested, &key);
    return key;
}

static cost_record_t *find_record(const cost_usage_t *usage, const cost_record_t *like)
{
    cost_record_t *record = usage->mark ? usage->mark->next : usage->first;
    for (; record; record = record->next)
        if (record->service == like->service && record->implied == like->implied &&
            record->dimension == like->dimension && record->price_dimension == like->price_dimension &&
            record->factored == like->factored && record->factor == like->factor &&
            !strcmp(record->key.variant, like->key.variant) && !strcmp(record->key.region, like->key.region))
            return record;
    return NULL;
}

/* What is being metered, of the service that counts it now. */
static const cost_resource_t *counted(const cost_usage_t *usage)
{
    return usage->as ? usage->as : usage->resource;
}

static cost_status_t too_large(const cost_usage_t *usage, int dimension, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, usage->resource->node, "its %s are too many to be counted",
                        counted(usage)->service->dimensions[dimension].name);
}

static cost_status_t too_large_record(const cost_usage_t *usage, const cost_record_t *record, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, usage->resource->node, "its %s are too many to be counted",
                        record->service->dimensions[record->dimension].name);
}

static cost_status_t put(cost_usage_t *usage, const cost_record_t *record, cost_error_t *err)
{
    if (record->base < 0)
        return too_large_record(usage, record, err);
    if (record->base == 0)
        return COST_OK;
    cost_record_t *known = find_record(usage, record);
    if (known)
        return cost_wide_add(&known->base, known->base, record->base) ? COST_OK : too_large_record(usage, record, err);
    cost_record_t *copy = cost_arena_alloc(usage->arena, sizeof *copy);
    if (!copy)
        return cost_fail_memory(err);
    *copy = *record;
    if (usage->last)
        usage->last->next = copy;
    else
        usage->first = copy;
    usage->last = copy;
    usage->count++;
    return COST_OK;
}

static cost_record_t record_of(const cost_usage_t *usage, int dimension, const char *nested, cost_wide_t base)
{
    return (cost_record_t){.member = usage->member,
                           .resource = usage->resource,
                           .service = counted(usage)->service,
                           .dimension = dimension,
                           .key = key_of(counted(usage), dimension, nested),
                           .base = base,
                           .price_dimension = dimension,
                           .implied = usage->as};
}

/* Whether a resource of that service stands for this one (`for: owner`), so that nothing is implied. */
static bool replaced(const cost_usage_t *usage, const cost_service_t *service)
{
    for (const cost_member_t *other = usage->member->stand_ins; other; other = other->next_stand_in)
        if (other->base.service == service)
            return true;
    return false;
}

static bool refused(const cost_usage_t *usage, const cost_service_t *service)
{
    return usage->resource->implied_refused || replaced(usage, service);
}

/* Whether the owner states the usage of an implied line. */
static bool line_stated(const cost_usage_t *usage, const cost_service_t *service, int dimension)
{
    for (size_t i = 0; i < usage->member->implied_count; i++)
        if (usage->member->implied[i].service == service && usage->member->implied[i].stated.dimension == dimension)
            return true;
    return false;
}

/* Whether the count is not wanted: the file states it, or something else stands for the whole service. */
static bool superseded(const cost_usage_t *usage, int dimension)
{
    if (usage->as)
        return refused(usage, usage->as->service) || line_stated(usage, usage->as->service, dimension);
    return cost_usage_stated(usage, dimension);
}

bool cost_usage_stated(const cost_usage_t *out, int dimension)
{
    for (size_t i = 0; !out->as && i < out->resource->stated_count; i++)
        if (out->resource->stated[i].dimension == dimension)
            return true;
    return false;
}

cost_status_t cost_usage_add(cost_usage_t *out, int dimension, const char *nested, cost_wide_t base, cost_error_t *err)
{
    if (superseded(out, dimension))
        return COST_OK;
    cost_record_t record = record_of(out, dimension, nested, base);
    return put(out, &record, err);
}

cost_status_t cost_usage_add_at(cost_usage_t *out, int dimension, const char *nested, cost_wide_t base,
                                int price_dimension, cost_wide_t factor, cost_error_t *err)
{
    if (superseded(out, dimension))
        return COST_OK;
    cost_record_t record = record_of(out, dimension, nested, base);
    record.price_dimension = price_dimension;
    record.factored = true;
    record.factor = factor;
    record.key = key_of(counted(out), price_dimension, nested);
    return put(out, &record, err);
}

cost_status_t cost_usage_add_product(cost_usage_t *out, int dimension, const char *nested, cost_wide_t a, cost_wide_t b,
                                     cost_error_t *err)
{
    cost_wide_t base;
    if (!cost_wide_mul(&base, a, b))
        return too_large(out, dimension, err);
    return cost_usage_add(out, dimension, nested, base, err);
}

/* ---- implied lines ---- */

/* False when the line is not wanted: refused, replaced, or its service is not known to this library. */
static bool implied_record(const cost_usage_t *usage, const char *service, const char *dimension, cost_record_t *out)
{
    *out = (cost_record_t){
        .member = usage->member, .resource = usage->resource, .service = cost_service_find(service), .implied = true};
    if (!out->service || refused(usage, out->service))
        return false;
    out->dimension = out->price_dimension = cost_dimension_find(out->service, dimension);
    out->key = (cost_key_t){.variant = "", .region = out->service->global ? "global" : usage->resource->region};
    assert(out->dimension < 0 || cost_service_may_imply(usage->resource->service, out->service, out->dimension));
    return out->dimension >= 0;
}

static cost_status_t parse_stated(cost_wide_t *base, const cost_usage_t *usage, const cost_service_t *service,
                                  const cost_stated_t *stated, cost_error_t *err)
{
    char why[COST_AMOUNT_WHY_SIZE];
    if (cost_unit_parse_usage(base, stated->text, service->dimensions[stated->dimension].unit, usage->month_seconds,
                              why))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, stated->node, "%s", why);
}

/* Counts the i-th stated usage of an implied line under the record's key. */
static cost_status_t count_stated(cost_usage_t *usage, size_t i, cost_record_t record, cost_error_t *err)
{
    const cost_implied_usage_t *line = &usage->member->implied[i];
    usage->placed[i] = cost_arena_alloc(usage->arena, sizeof record.key);
    if (!usage->placed[i])
        return cost_fail_memory(err);
    *usage->placed[i] = record.key;
    cost_status_t status = parse_stated(&record.base, usage, line->service, &line->stated, err);
    return status ? status : put(usage, &record, err);
}

/* The stated usage of a line takes the key of what it replaces, which must be one; where it nests, it brings its own.
 */
static cost_status_t place_stated(cost_usage_t *usage, const cost_record_t *record, cost_error_t *err)
{
    for (size_t i = 0; i < usage->member->implied_count; i++) {
        const cost_implied_usage_t *line = &usage->member->implied[i];
        const cost_key_t *placed = usage->placed[i];
        if (line->service != record->service || line->stated.dimension != record->dimension || line->stated.nested)
            continue;
        if (!placed)
            return count_stated(usage, i, *record, err);
        if (strcmp(placed->variant, record->key.variant))
            return cost_fail_at(err, COST_ERR_SCHEMA, line->stated.node,
                                "%s has it at two prices, %s and %s; write resources of %s with for: %s instead",
                                usage->resource->id, placed->variant, record->key.variant, line->service->name,
                                usage->resource->id);
    }
    return COST_OK;
}

cost_status_t cost_usage_imply(cost_usage_t *out, const char *service, const char *dimension, const char *variant,
                               cost_wide_t base, cost_error_t *err)
{
    cost_record_t record;
    if (!implied_record(out, service, dimension, &record))
        return COST_OK;
    if (variant)
        snprintf(record.key.variant, sizeof record.key.variant, "%s", variant);
    if (line_stated(out, record.service, record.dimension))
        return place_stated(out, &record, err);
    record.base = base;
    return put(out, &record, err);
}

cost_status_t cost_usage_as(cost_usage_t *out, const cost_resource_t *part, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    out->as = part;
    for (size_t i = 0; !status && part && i < out->member->implied_count; i++) {
        const cost_implied_usage_t *usage = &out->member->implied[i];
        if (usage->service == part->service && !out->placed[i])
            status = count_stated(out, i, record_of(out, usage->stated.dimension, usage->stated.nested, 0), err);
    }
    return status;
}

cost_status_t cost_usage_begin(cost_usage_t *usage, const cost_member_t *member, const cost_resource_t *resource,
                               bool there, int64_t month_seconds, cost_error_t *err)
{
    usage->member = member;
    usage->resource = resource;
    usage->as = NULL;
    usage->month_seconds = month_seconds;
    usage->mark = usage->last;
    usage->placed = cost_arena_array(usage->arena, member->implied_count + 1, sizeof(cost_key_t *));
    if (!usage->placed)
        return cost_fail_memory(err);
    for (size_t i = 0; there && i < resource->stated_count; i++) {
        const cost_stated_t *stated = &resource->stated[i];
        cost_record_t record = record_of(usage, stated->dimension, stated->nested, 0);
        cost_status_t status = parse_stated(&record.base, usage, resource->service, stated, err);
        if (!status)
            status = put(usage, &record, err);
        if (status)
            return status;
    }
    return COST_OK;
}

cost_status_t cost_usage_end(cost_usage_t *usage, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < usage->member->implied_count; i++) {
        const cost_implied_usage_t *line = &usage->member->implied[i];
        cost_resource_t as = *usage->resource;
        if (usage->placed[i])
            continue;
        as.service = line->service;
        as.field = line->field;
        usage->as = &as;
        status = count_stated(usage, i, record_of(usage, line->stated.dimension, line->stated.nested, 0), err);
        usage->as = NULL;
    }
    return status;
}

cost_status_t cost_usage_ran(cost_usage_t *usage, const cost_ran_t *ran, cost_error_t *err)
{
    cost_ran_record_t *record = cost_arena_alloc(usage->arena, sizeof *record);
    if (!record)
        return cost_fail_memory(err);
    *record = (cost_ran_record_t){.member = usage->member, .resource = usage->resource, .ran = ran};
    if (usage->last_ran)
        usage->last_ran->next = record;
    else
        usage->first_ran = record;
    usage->last_ran = record;
    return COST_OK;
}

/* ---- notes ---- */

/* The same note month after month is one note. */
static cost_status_t add_note(cost_usage_t *usage, cost_notes_t *notes, const cost_node_t *node, const char *first,
                              const char *second, cost_error_t *err)
{
    char path[256];
    cost_note_t note = {.workload = usage->resource->workload,
                        .first = first,
                        .second = second,
                        .file = node->file,
                        .line = node->key_line ? node->key_line : node->line};
    note.path = cost_arena_string(usage->arena, cost_node_path(node, path, sizeof path));
    if (!note.path || !second)
        return cost_fail_memory(err);
    return cost_notes_add_once(notes, usage->arena, &note) ? COST_OK : cost_fail_memory(err);
}

cost_status_t cost_usage_unpriced(cost_usage_t *out, int dimension, const char *write, cost_error_t *err)
{
    if (superseded(out, dimension))
        return COST_OK;
    if (out->as)
        return cost_usage_imply_unpriced(out, out->as->service->name, out->as->service->dimensions[dimension].name,
                                         write, err);
    return add_note(out, &out->unpriced, out->resource->node, out->resource->service->dimensions[dimension].name,
                    cost_arena_string(out->arena, write), err);
}

cost_status_t cost_usage_imply_unpriced(cost_usage_t *out, const char *service, const char *dimension,
                                        const char *write, cost_error_t *err)
{
    cost_record_t record;
    if (!implied_record(out, service, dimension, &record) || line_stated(out, record.service, record.dimension))
        return COST_OK;
    const char *name = cost_arena_format(out->arena, "%s.%s", service, dimension);
    if (!name)
        return cost_fail_memory(err);
    return add_note(out, &out->unpriced, out->resource->node, name, cost_arena_string(out->arena, write), err);
}

cost_status_t cost_usage_warn(cost_usage_t *out, const char *code, const cost_node_t *node, cost_error_t *err,
                              const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return add_note(out, &out->warnings, node ? node : out->resource->node, code, cost_arena_string(out->arena, text),
                    err);
}

cost_status_t cost_usage_first(cost_usage_t *out, const char *what, bool *first, cost_error_t *err)
{
    *first = false;
    for (const cost_note_t *note = out->said.first; note; note = note->next)
        if (!strcmp(note->first, what))
            return COST_OK;
    const cost_note_t note = {.first = cost_arena_string(out->arena, what)};
    if (!note.first || !cost_notes_add(&out->said, out->arena, &note))
        return cost_fail_memory(err);
    *first = true;
    return COST_OK;
}
