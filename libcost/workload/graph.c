/* The graph: `from` is its only edge.  Names, ports, shares, cycles, order. */
#include <string.h>

#include "libcost/workload/workload.h"

enum { NAMES_MAX = 256 };

typedef struct {
    cost_reader_t *reader;
    cost_workload_t *workload;
} graph_t;

static void fail_memory(graph_t *graph)
{
    cost_reader_fail(graph->reader, cost_fail_memory(graph->reader->err));
}

static int find_traffic(const cost_workload_t *workload, const char *name)
{
    for (size_t i = 0; i < workload->traffic_count; i++)
        if (!strcmp(workload->traffic[i].name, name))
            return (int)i;
    return -1;
}

static int find_member(const cost_workload_t *workload, const char *name)
{
    for (size_t i = 0; i < workload->member_count; i++)
        if (!strcmp(workload->members[i].base.id, name))
            return (int)i;
    return -1;
}

/* Traffic and resources share one namespace, since `from` names both. */
static void check_names(graph_t *graph)
{
    const cost_workload_t *workload = graph->workload;
    for (size_t i = 0; i < workload->member_count; i++) {
        const cost_resource_t *base = &workload->members[i].base;
        int traffic = find_traffic(workload, base->id);
        if (traffic >= 0)
            cost_reader_fail(graph->reader,
                             cost_fail_key(graph->reader->err, COST_ERR_SCHEMA, base->node,
                                           "\"%s\" is the name of a traffic too, at line %d; `from` could mean either",
                                           base->id, workload->traffic[traffic].node->key_line));
    }
}

static void no_such_source(graph_t *graph, const cost_node_t *node, const char *name)
{
    const cost_workload_t *workload = graph->workload;
    const char *known[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < workload->traffic_count && count < NAMES_MAX; i++)
        known[count++] = workload->traffic[i].name;
    for (size_t i = 0; i < workload->member_count && count < NAMES_MAX; i++)
        known[count++] = workload->members[i].base.id;
    const char *near = cost_nearest(name, known, count);
    cost_reader_fail(graph->reader, cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, node,
                                                 "there is no traffic or resource \"%s\"%s%s%s", name,
                                                 near ? "; did you mean " : "", near ? near : "", near ? "?" : ""));
}

static int find_port(graph_t *graph, const cost_node_t *node, const cost_resource_t *source, const char *port)
{
    const cost_service_t *service = source->service;
    if (!service)
        return -1;
    const cost_value_t *ports = service->ports && source->field ? &source->field[service->ports - 1] : NULL;
    const char *known[64];
    size_t count = 0;
    for (size_t i = 0; ports && i < ports->entry_count; i++) {
        if (!strcmp(ports->entries[i].name, port))
            return (int)i;
        if (count < 64)
            known[count++] = ports->entries[i].name;
    }
    const char *near = cost_nearest(port, known, count);
    cost_reader_fail(graph->reader, cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, node,
                                                 "%s has no port \"%s\"%s%s%s", source->id, port,
                                                 near    ? "; did you mean "
                                                 : count ? "; it has "
                                                         : "; it has none",
                                                 near    ? near
                                                 : count ? known[0]
                                                         : "",
                                                 near ? "?" : ""));
    return -1;
}

/* "web", "alb" or "cdn.static". */
static void read_source(graph_t *graph, cost_edge_t *edge, const cost_node_t *node, const char *text)
{
    edge->node = node;
    edge->traffic = find_traffic(graph->workload, text);
    edge->resource = edge->port = -1;
    if (edge->traffic >= 0)
        return;
    const char *point = strchr(text, '.');
    char *name = cost_arena_text(graph->reader->arena, text, point ? (size_t)(point - text) : strlen(text));
    if (!name) {
        fail_memory(graph);
        return;
    }
    edge->resource = find_member(graph->workload, name);
    if (edge->resource < 0)
        no_such_source(graph, node, name);
    else if (point)
        edge->port = find_port(graph, node, &graph->workload->members[edge->resource].base, point + 1);
}

static const cost_value_t *read_edge_fields(graph_t *graph, const cost_node_t *node, const cost_scope_t *scope)
{
    if (node && node->kind != COST_NODE_MAP && node->kind != COST_NODE_NULL) {
        cost_reader_fail(graph->reader, cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, node,
                                                     "a map such as {share: 40%%} is expected"));
        node = NULL;
    }
    const cost_node_t *map = node && node->kind == COST_NODE_MAP ? node : NULL;
    const cost_value_t *field =
        cost_fields_read(graph->reader, map, scope, cost_edge_fields, COST_EDGE_FIELDS, NULL, 0, true);
    if (field && field[COST_EDGE_THROUGH].text && find_member(graph->workload, field[COST_EDGE_THROUGH].text) < 0)
        no_such_source(graph, field[COST_EDGE_THROUGH].node, field[COST_EDGE_THROUGH].text);
    return field;
}

static void read_edges(graph_t *graph, cost_member_t *member)
{
    const cost_node_t *from = cost_node_find(member->base.node, "from");
    const cost_scope_t top = {NULL, "resources"}, up = {&top, member->base.id}, scope = {&up, "from"};
    if (!from || from->kind == COST_NODE_NULL)
        return;
    bool many = from->kind == COST_NODE_LIST || from->kind == COST_NODE_MAP;
    size_t count = many ? from->count : 1;
    cost_edge_t *edges = cost_arena_array(graph->reader->arena, count + 1, sizeof *edges);
    if (!edges) {
        fail_memory(graph);
        return;
    }
    const cost_node_t *node = many ? from->first : from;
    for (size_t i = 0; i < count; i++, node = node->next) {
        bool map = from->kind == COST_NODE_MAP;
        const char *text = map ? node->key : node->text;
        const cost_scope_t here = {&scope, text ? text : "?"};
        if (!text) {
            cost_reader_fail(graph->reader, cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, node,
                                                         "the name of a traffic or resource is expected"));
            continue;
        }
        read_source(graph, &edges[i], node, text);
        edges[i].field = read_edge_fields(graph, map ? node : NULL, &here);
    }
    member->edges = edges;
    member->edge_count = count;
}

/* ---- shares: what leaves a port adds up to 100 % at most ---- */

static bool same_port(const cost_edge_t *a, const cost_edge_t *b)
{
    return a->traffic == b->traffic && a->resource == b->resource && a->port == b->port;
}

static cost_wide_t port_share(const cost_workload_t *workload, const cost_edge_t *of, const cost_edge_t **last)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < workload->member_count; i++)
        for (size_t k = 0; k < workload->members[i].edge_count; k++) {
            const cost_edge_t *edge = &workload->members[i].edges[k];
            if (!edge->field || !edge->field[COST_EDGE_SHARE].given || !same_port(edge, of))
                continue;
            sum += edge->field[COST_EDGE_SHARE].amount.value;
            *last = edge;
        }
    return sum;
}

static void check_shares(graph_t *graph)
{
    const cost_workload_t *workload = graph->workload;
    const cost_wide_t whole = 1000000000;
    for (size_t i = 0; i < workload->member_count; i++)
        for (size_t k = 0; k < workload->members[i].edge_count; k++) {
            const cost_edge_t *edge = &workload->members[i].edges[k], *last = edge;
            if (!edge->field || !edge->field[COST_EDGE_SHARE].given)
                continue;
            cost_wide_t sum = port_share(workload, edge, &last);
            char text[COST_WIDE_TEXT_SIZE];
            if (sum > whole && last == edge) /* once a port, at its last share */
                cost_reader_fail(graph->reader,
                                 cost_fail_at(graph->reader->err, COST_ERR_RANGE, edge->field[COST_EDGE_SHARE].node,
                                              "the shares of what leaves there add up to %s%%; 100%% is the most",
                                              cost_wide_decimal(sum, whole / 100, 6, text)));
        }
}

/* ---- order: depth first, sources before those that they feed ---- */

enum { WHITE, GREY, BLACK };

static void report_cycle(graph_t *graph, const size_t *stack, size_t depth, size_t member)
{
    const cost_workload_t *workload = graph->workload;
    const char *text = workload->members[member].base.id;
    size_t at = depth;
    while (at > 0 && text) {
        at--;
        text = cost_arena_format(graph->reader->arena, "%s from %s", workload->members[stack[at]].base.id, text);
        if (stack[at] == member)
            break;
    }
    cost_reader_fail(graph->reader,
                     text ? cost_fail_key(graph->reader->err, COST_ERR_SCHEMA, workload->members[member].base.node,
                                          "its load comes from itself: %s", text)
                          : cost_fail_memory(graph->reader->err));
}

/* An explicit stack: a file may chain thousands of resources. */
static void visit(graph_t *graph, size_t root, char *color, size_t *stack, size_t *next, size_t *placed)
{
    cost_workload_t *workload = graph->workload;
    size_t depth = 0;
    stack[depth++] = root;
    color[root] = GREY;
    next[root] = 0;
    while (depth > 0) {
        size_t at = stack[depth - 1];
        const cost_member_t *member = &workload->members[at];
        if (next[at] == member->edge_count) {
            color[at] = BLACK;
            workload->order[(*placed)++] = at;
            depth--;
            continue;
        }
        int source = member->edges[next[at]++].resource;
        if (source < 0 || color[source] == BLACK)
            continue;
        if (color[source] == GREY) {
            report_cycle(graph, stack, depth, (size_t)source);
            continue;
        }
        color[source] = GREY;
        next[source] = 0;
        stack[depth++] = (size_t)source;
    }
}

static void sort_members(graph_t *graph)
{
    cost_workload_t *workload = graph->workload;
    size_t count = workload->member_count, placed = 0;
    size_t *work = cost_arena_array(graph->reader->arena, 2 * count + 1, sizeof *work);
    char *color = cost_arena_alloc(graph->reader->arena, count + 1);
    workload->order = cost_arena_array(graph->reader->arena, count + 1, sizeof *workload->order);
    if (!work || !color || !workload->order) {
        fail_memory(graph);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (color[i] == WHITE)
            visit(graph, i, color, work, work + count, &placed);
}

static void check_owners(graph_t *graph)
{
    const cost_workload_t *workload = graph->workload;
    for (size_t i = 0; i < workload->member_count; i++) {
        const cost_resource_t *base = &workload->members[i].base;
        const cost_node_t *node = base->owner ? cost_node_find(base->node, "for") : NULL;
        if (node && find_member(workload, base->owner) < 0)
            no_such_source(graph, node, base->owner);
    }
}

cost_status_t cost_graph_read(cost_reader_t *reader, cost_workload_t *workload)
{
    graph_t graph = {reader, workload};
    check_names(&graph);
    for (size_t i = 0; i < workload->member_count; i++)
        read_edges(&graph, &workload->members[i]);
    check_owners(&graph);
    check_shares(&graph);
    sort_members(&graph);
    return reader->status;
}
