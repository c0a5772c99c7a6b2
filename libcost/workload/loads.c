/* Traffic: what comes in. */
#include <string.h>

#include "libcost/workload/workload.h"

const cost_zone_t *cost_zone_read(cost_reader_t *reader, const cost_value_t *name)
{
    char why[COST_ZONE_WHY_SIZE];
    const cost_zone_t *zone = NULL;
    cost_status_t status = name->text ? cost_zone_load(&zone, reader->arena, name->text, why) : COST_OK;
    if (status == COST_ERR_MEMORY)
        cost_reader_memory(reader);
    else if (status)
        cost_reader_fail(reader, cost_fail_at(reader->err, status, name->node, "%s", why));
    return zone;
}

/* What is stated of requests means nothing for sessions, nor the other way round. */
static void refuse_foreign(cost_reader_t *reader, const cost_value_t *field)
{
    static const int of_requests[] = {COST_TRAFFIC_REQUEST, COST_TRAFFIC_RESPONSE, COST_TRAFFIC_REQUESTS_PER_CONNECTION,
                                      COST_TRAFFIC_CONNECTION};
    static const int of_sessions[] = {COST_TRAFFIC_LENGTH, COST_TRAFFIC_MESSAGES, COST_TRAFFIC_MESSAGE,
                                      COST_TRAFFIC_PING, COST_TRAFFIC_RECONNECT};
    const bool sessions = field[COST_TRAFFIC_SESSIONS].given == COST_STATED;
    const int *foreign = sessions ? of_requests : of_sessions;
    const size_t count = sessions ? COST_COUNT(of_requests) : COST_COUNT(of_sessions);
    for (size_t i = 0; i < count; i++)
        if (field[foreign[i]].given == COST_STATED)
            cost_reader_fail(
                reader,
                cost_fail_key(
                    reader->err, COST_ERR_SCHEMA, field[foreign[i]].node,
                    sessions ? "it is of requests; of sessions length, messages, message, ping and reconnect are known"
                             : "it is of WebSocket sessions, such as sessions: 11k/month, and these are "
                               "requests"));
}

void cost_traffic_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
{
    static const int stated[] = {COST_TRAFFIC_REQUESTS, COST_TRAFFIC_RATE, COST_TRAFFIC_SESSIONS, COST_TRAFFIC_SERIES};
    cost_traffic_t *traffic = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *traffic);
    if (!traffic) {
        cost_reader_memory(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        const cost_entry_t *entry = &value->entries[i];
        int count = 0;
        traffic[i] = (cost_traffic_t){.name = entry->name, .node = entry->node, .field = entry->values};
        for (size_t k = 0; entry->values && k < COST_COUNT(stated); k++)
            count += entry->values[stated[k]].given == COST_STATED;
        if (entry->values && count != 1)
            cost_reader_fail(reader,
                             cost_fail_key(reader->err, COST_ERR_SCHEMA, entry->node,
                                           "%s; exactly one of requests, rate, sessions and series says how much",
                                           count ? "the load is stated more than once" : "no load is stated"));
        if (!entry->values)
            continue;
        if (count == 1)
            refuse_foreign(reader, entry->values);
        traffic[i].shape.zone = cost_zone_read(reader, &entry->values[COST_TRAFFIC_TIMEZONE]);
        cost_shapes_read(reader, workload, &traffic[i]);
    }
    workload->traffic = traffic;
    workload->traffic_count = value->entry_count;
}
