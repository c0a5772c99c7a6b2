/* The list of services and what every meter shares. */
#include "libcost/services/service.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/services/service_list.h"

#define DECLARE(name) extern const cost_service_t cost_service_##name;
COST_SERVICE_LIST(DECLARE)
#undef DECLARE

#define ENTRY(name) &cost_service_##name,
const cost_service_t *const cost_services[] = {COST_SERVICE_LIST(ENTRY)};
#undef ENTRY
const size_t cost_services_count = COST_COUNT(cost_services);

const cost_service_t *cost_service_find(const char *name)
{
    for (size_t i = 0; i < cost_services_count; i++)
        if (!strcmp(cost_services[i]->name, name))
            return cost_services[i];
    return NULL;
}

size_t cost_service_count(void)
{
    return cost_services_count;
}

const char *cost_service_name(size_t service)
{
    return service < cost_services_count ? cost_services[service]->name : NULL;
}

const char *cost_service_title(size_t service)
{
    return service < cost_services_count ? cost_services[service]->title : NULL;
}

size_t cost_service_dimension_count(size_t service)
{
    return service < cost_services_count ? cost_services[service]->dimension_count : 0;
}

static const cost_dimension_t *find_dimension(size_t service, size_t dimension)
{
    return dimension < cost_service_dimension_count(service) ? &cost_services[service]->dimensions[dimension] : NULL;
}

const char *cost_service_dimension(size_t service, size_t dimension)
{
    const cost_dimension_t *found = find_dimension(service, dimension);
    return found ? found->name : NULL;
}

const char *cost_service_dimension_unit(size_t service, size_t dimension)
{
    const cost_dimension_t *found = find_dimension(service, dimension);
    return found ? found->unit : NULL;
}

/* ---- fields by path ---- */

static const cost_field_t *find_field(const cost_field_t *fields, size_t count, const char *path)
{
    size_t length = strcspn(path, ".");
    for (size_t i = 0; i < count; i++) {
        const cost_field_t *field = &fields[i];
        if (strncmp(field->name, path, length) || field->name[length])
            continue;
        if (!path[length])
            return field;
        const char *rest = path + length + 1;
        if (field->kind == COST_KIND_MAP) { /* policies.NAME.target */
            size_t skip = strcspn(rest, ".");
            if (!rest[skip])
                return field;
            rest += skip + 1;
        }
        return find_field(field->fields, field->field_count, rest);
    }
    return NULL;
}

const char *cost_service_field(const char *service, const char *path, cost_field_fact_t fact)
{
    static const char *const kinds[] = {"amount", "integer", "switch", "choice",  "text",
                                        "texts",  "group",   "map",    "amounts", "raw"};
    const cost_service_t *found = cost_service_find(service);
    const cost_field_t *field = found ? find_field(found->fields, found->field_count, path) : NULL;
    if (!field)
        return NULL;
    bool amount = field->kind == COST_KIND_AMOUNT || field->kind == COST_KIND_AMOUNTS;
    const char *text = NULL;
    switch (fact) {
    case COST_FIELD_HELP:
        text = field->help;
        break;
    case COST_FIELD_KIND:
        text = kinds[field->kind];
        break;
    case COST_FIELD_MEASURE:
        text = amount ? cost_measure_name(field->measure) : NULL;
        break;
    case COST_FIELD_MIN:
        text = field->min ? field->min : amount || field->kind == COST_KIND_INTEGER ? "0" : NULL;
        break;
    case COST_FIELD_MAX:
        text = field->max;
        break;
    case COST_FIELD_FALLBACK:
        text = field->fallback;
        break;
    case COST_FIELD_SOURCE:
        text = field->source;
        break;
    }
    return text ? text : "";
}

void cost_text_free(char *text)
{
    cost_free(text);
}

/* ---- for meters ---- */

cost_wide_t cost_chunks(cost_wide_t value, cost_wide_t chunk)
{
    cost_wide_t chunks = value / chunk + (value % chunk != 0);
    return chunks > 0 ? chunks : 1;
}

cost_wide_t cost_flows_clock_hours(const cost_flows_t *flows, int64_t count)
{
    return (cost_wide_t)cost_window_hours(flows->exists, flows->exist_count) * count * 3600 * 1000000;
}

cost_status_t cost_flows_sum(cost_flow_sum_t *out, const cost_flows_t *flows, int64_t from, int64_t until,
                             const cost_resource_t *resource, cost_error_t *err)
{
    cost_flow_sum_t total = {0};
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        if (!cost_flow_sum(&sum, &flows->in[i], from, until) ||
            !cost_wide_add(&total.requests, total.requests, sum.requests) ||
            !cost_wide_add(&total.connections, total.connections, sum.connections) ||
            !cost_wide_add(&total.connection_us, total.connection_us, sum.connection_us) ||
            !cost_wide_add(&total.request_bytes, total.request_bytes, sum.request_bytes) ||
            !cost_wide_add(&total.response_bytes, total.response_bytes, sum.response_bytes))
            return cost_fail_at(err, COST_ERR_RANGE, resource->node, "the load is too large to be counted");
    }
    *out = total;
    return COST_OK;
}

bool cost_flows_bytes_known(const cost_flows_t *flows)
{
    for (size_t i = 0; i < flows->in_count; i++)
        if (!flows->in[i].bytes_known)
            return false;
    return true;
}

#define WRITE_BYTES    "request: and response: of the traffic, such as 2 KiB and 45 KiB"
#define WRITE_SESSIONS "length:, messages: and message: of the traffic, such as 6 min, 120 and 2 KiB"

const char *cost_flow_bytes_remedy(const cost_flow_t *flow)
{
    return flow->websocket ? WRITE_SESSIONS : WRITE_BYTES;
}

const char *cost_flows_bytes_remedy(const cost_flows_t *flows)
{
    bool requests = false, sessions = false;
    for (size_t i = 0; i < flows->in_count; i++) {
        requests = requests || (!flows->in[i].bytes_known && !flows->in[i].websocket);
        sessions = sessions || (!flows->in[i].bytes_known && flows->in[i].websocket);
    }
    return requests && sessions ? WRITE_BYTES "; " WRITE_SESSIONS : sessions ? WRITE_SESSIONS : WRITE_BYTES;
}
