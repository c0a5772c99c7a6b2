/* The graph: `from` is its only edge.  Names, sources, ports. */
#include <stdlib.h>
#include <string.h>

#include "libcost/workload/workload.h"

enum { NAMES_MAX = 256 };

typedef struct {
    const char *name;
    int number;
} name_t;

typedef struct {
    name_t *names; /* sorted */
    size_t count;
} names_t;

typedef struct {
    cost_reader_t *reader;
    cost_workload_t *workload;
    names_t traffic, members;
} graph_t;

static void fail_memory(graph_t *graph)
{
    cost_reader_fail(graph->reader, cost_fail_memory(graph->reader->err));
}

/* ---- names ---- */

static int compare_names(const void *left, const void *right)
{
    const name_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static bool make_names(names_t *out, graph_t *graph, size_t count)
{
    out->names = cost_arena_array(graph->reader->arena, count + 1, sizeof *out->names);
    out->count = count;
    if (!out->names)
        fail_memory(graph);
    return out->names != NULL;
}

/* Traffic and resources by name, since a file may have thousands of either. */
static bool index_names(graph_t *graph)
{
    const cost_workload_t *workload = graph->workload;
    if (!make_names(&graph->traffic, graph, workload->traffic_count) ||
        !make_names(&graph->members, graph, workload->member_count))
        return false;
    for (size_t i = 0; i < workload->traffic_count; i++)
        graph->traffic.names[i] = (name_t){workload->traffic[i].name, (int)i};
    for (size_t i = 0; i < workload->member_count; i++)
        graph->members.names[i] = (name_t){workload->members[i].base.id, (int)i};
    qsort(graph->traffic.names, graph->traffic.count, sizeof(name_t), compare_names);
    qsort(graph->members.names, graph->members.count, sizeof(name_t), compare_names);
    return true;
}

static int find_name(const names_t *names, const char *name)
{
    const name_t key = {.name = name};
    const name_t *found = bsearch(&key, names->names, names->count, sizeof key, compare_names);
    return found ? found->number : -1;
}

/* Traffic and resources share one namespace, since `from` names both. */
static void check_names(graph_t *graph)
{
    const cost_workload_t *workload = graph->workload;
    for (size_t i = 0; i < workload->member_count; i++) {
        const cost_resource_t *base = &workload->members[i].base;
        int traffic = find_name(&graph->traffic, base->id);
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

/* ---- sources ---- */

/* "web", "alb" or "cdn.static". */
static void read_source(graph_t *graph, cost_edge_t *edge, const cost_node_t *node, const char *text)
{
    edge->traffic = find_name(&graph->traffic, text);
    if (edge->traffic >= 0)
        return;
    const char *point = strchr(text, '.');
    char *name = cost_arena_text(graph->reader->arena, text, point ? (size_t)(point - text) : strlen(text));
    if (!name) {
        fail_memory(graph);
        return;
    }
    edge->resource = find_name(&graph->members, name);
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
    if (field && field[COST_EDGE_THROUGH].text && find_name(&graph->members, field[COST_EDGE_THROUGH].text) < 0)
        no_such_source(graph, field[COST_EDGE_THROUGH].node, field[COST_EDGE_THROUGH].text);
    return field;
}

static const char *source_text(const cost_node_t *node)
{
    return node->text ? node->text : "";
}

static int compare_sources(const void *left, const void *right)
{
    const cost_node_t *const *a = left, *const *b = right;
    int order = strcmp(source_text(*a), source_text(*b));
    return order ? order : ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

/* A map cannot name a source twice; a list can. */
static void check_sources(graph_t *graph, const cost_node_t *list)
{
    const cost_node_t **nodes = cost_arena_array(graph->reader->arena, list->count + 1, sizeof(const cost_node_t *));
    if (!nodes) {
        fail_memory(graph);
        return;
    }
    size_t count = 0;
    for (const cost_node_t *node = list->first; node; node = node->next)
        nodes[count++] = node;
    qsort(nodes, count, sizeof(const cost_node_t *), compare_sources);
    for (size_t i = 1; i < count; i++)
        if (*source_text(nodes[i]) && !strcmp(source_text(nodes[i - 1]), source_text(nodes[i])))
            cost_reader_fail(graph->reader,
                             cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, nodes[i],
                                          "\"%s\" is a source already, and its load would count twice; leave one out",
                                          nodes[i]->text));
}

static void check_through(graph_t *graph, const cost_member_t *member, const cost_edge_t *edge)
{
    const cost_value_t *through = edge->field ? &edge->field[COST_EDGE_THROUGH] : NULL;
    if (through && through->text && !strcmp(through->text, member->base.id))
        cost_reader_fail(graph->reader,
                         cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, through->node,
                                      "%s cannot be what holds its own backlog; name the queue or cache between %s and "
                                      "its source",
                                      through->text, through->text));
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
        edges[i] = (cost_edge_t){.node = node, .traffic = -1, .resource = -1, .port = -1, .holder = -1};
        if (!text) {
            cost_reader_fail(graph->reader, cost_fail_at(graph->reader->err, COST_ERR_SCHEMA, node,
                                                         "the name of a traffic or resource is expected"));
            continue;
        }
        read_source(graph, &edges[i], node, text);
        edges[i].field = read_edge_fields(graph, map ? node : NULL, &here);
        check_through(graph, member, &edges[i]);
    }
    member->edges = edges;
    member->edge_count = count;
    if (from->kind == COST_NODE_LIST)
        check_sources(graph, from);
}

/* ---- what holds a backlog ---- */

static cost_edge_t *add_edge(graph_t *graph, cost_member_t *member)
{
    cost_edge_t *edges = cost_arena_array(graph->reader->arena, member->edge_count + 1, sizeof *edges);
    if (!edges) {
        fail_memory(graph);
        return NULL;
    }
    for (size_t i = 0; i < member->edge_count; i++)
        edges[i] = member->edges[i];
    member->edges = edges;
    return &edges[member->edge_count++];
}

/* What goes `through` a queue or cache comes into that as well, and is billed there. */
static void lead_through(graph_t *graph)
{
    cost_workload_t *workload = graph->workload;
    for (size_t i = 0; i < workload->member_count; i++) {
        cost_edge_t *edges = (cost_edge_t *)workload->members[i].edges; /* made by read_edges() or add_edge() */
        const size_t count = workload->members[i].edge_count;
        for (size_t k = 0; k < count; k++) {
            const cost_value_t *through = edges[k].field ? &edges[k].field[COST_EDGE_THROUGH] : NULL;
            const int holder = through && through->text ? find_name(&graph->members, through->text) : -1;
            const bool held = holder >= 0 && (size_t)holder != i; /* its own are those that were led to it */
            cost_edge_t *edge = held ? add_edge(graph, &workload->members[holder]) : NULL;
            if (!edge)
                continue;
            *edge = edges[k];
            edges[k].holder = holder;
        }
    }
}

/* ---- the whole ---- */

/* Whoever stands for another one is chained to it, in any order. */
static void find_owner(graph_t *graph, cost_member_t *member)
{
    const cost_node_t *node = member->base.owner ? cost_node_find(member->base.node, "for") : NULL;
    int owner = member->base.owner ? find_name(&graph->members, member->base.owner) : -1;
    if (owner >= 0) {
        member->next_stand_in = graph->workload->members[owner].stand_ins;
        graph->workload->members[owner].stand_ins = member;
    } else if (node) {
        no_such_source(graph, node, member->base.owner);
    }
}

cost_status_t cost_graph_read(cost_reader_t *reader, cost_workload_t *workload)
{
    graph_t graph = {.reader = reader, .workload = workload};
    if (!index_names(&graph))
        return reader->status;
    check_names(&graph);
    for (size_t i = 0; i < workload->member_count; i++)
        read_edges(&graph, &workload->members[i]);
    for (size_t i = 0; i < workload->member_count; i++)
        find_owner(&graph, &workload->members[i]);
    for (size_t i = 0; i < workload->member_count; i++)
        cost_implied_usage_check(reader, &workload->members[i]);
    cost_shares_check(reader, workload);
    cost_target_groups_check(reader, workload);
    lead_through(&graph);
    cost_members_sort(reader, workload);
    return reader->status;
}
