/* Which lines a service may imply: its own table, what it is made of, and transfer by its flags. */
#include <string.h>

#include "libcost/services/service.h"

int cost_dimension_find(const cost_service_t *service, const char *name)
{
    for (size_t i = 0; i < service->dimension_count; i++)
        if (!strcmp(service->dimensions[i].name, name))
            return (int)i;
    return -1;
}

/* Lines of the table and of the parts in it; counts `i` down by those that are passed. */
static bool find_in_table(const cost_service_t *service, size_t *i, cost_implied_t *out)
{
    for (size_t k = 0; k < service->implied_count; k++) {
        const cost_implied_t *line = &service->implied[k];
        const cost_service_t *part = line->dimension ? NULL : cost_service_find(line->service);
        const size_t count = part ? part->dimension_count : 1;
        if (*i < count) {
            *out = *line;
            if (part)
                out->dimension = part->dimensions[*i].name;
            return true;
        }
        *i -= count;
        if (part && find_in_table(part, i, out))
            return true;
    }
    return false;
}

bool cost_service_implied(const cost_service_t *service, size_t i, cost_implied_t *out)
{
    static const cost_implied_t egress = {"data-transfer", "internet_out", "responses to traffic from outside"},
                                zones = {"data-transfer", "inter_az", "bytes from callers in other zones, and to them"};
    if (find_in_table(service, &i, out))
        return true;
    if (service->answers && i-- == 0) {
        *out = egress;
        return true;
    }
    *out = zones;
    return service->zonal && i == 0;
}

bool cost_service_may_imply(const cost_service_t *service, const cost_service_t *of, int dimension)
{
    cost_implied_t line;
    for (size_t i = 0; cost_service_implied(service, i, &line); i++)
        if (!strcmp(line.service, of->name) && !strcmp(line.dimension, of->dimensions[dimension].name))
            return true;
    return false;
}
