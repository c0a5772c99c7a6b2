/* The order of resources: depth first, sources before those that they feed; cycles are refused. */
#include "libcost/workload/workload.h"

enum { WHITE, GREY, BLACK };
enum { NAMED_MAX = 20 }; /* of a long cycle */

static void report_cycle(cost_reader_t *reader, const cost_workload_t *workload, const size_t *stack, size_t depth,
                         size_t member)
{
    const char *text = workload->members[member].base.id;
    size_t at = depth, named = 0;
    while (at > 0 && text && named++ < NAMED_MAX) {
        at--;
        text = cost_arena_format(reader->arena, "%s from %s", workload->members[stack[at]].base.id, text);
        if (stack[at] == member)
            break;
    }
    if (text && at > 0 && stack[at] != member)
        text = cost_arena_format(reader->arena, "%s from ... from %s", workload->members[member].base.id, text);
    cost_reader_fail(reader, text ? cost_fail_key(reader->err, COST_ERR_SCHEMA, workload->members[member].base.node,
                                                  "its load comes from itself: %s", text)
                                  : cost_fail_memory(reader->err));
}

/* An explicit stack: a file may chain thousands of resources. */
static void visit(cost_reader_t *reader, cost_workload_t *workload, size_t root, char *color, size_t *stack,
                  size_t *next, size_t *placed)
{
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
            report_cycle(reader, workload, stack, depth, (size_t)source);
            continue;
        }
        color[source] = GREY;
        next[source] = 0;
        stack[depth++] = (size_t)source;
    }
}

void cost_members_sort(cost_reader_t *reader, cost_workload_t *workload)
{
    size_t count = workload->member_count, placed = 0;
    size_t *work = cost_arena_array(reader->arena, 2 * count + 1, sizeof *work);
    char *color = cost_arena_alloc(reader->arena, count + 1);
    workload->order = cost_arena_array(reader->arena, count + 1, sizeof *workload->order);
    if (!work || !color || !workload->order) {
        cost_reader_memory(reader);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (color[i] == WHITE)
            visit(reader, workload, i, color, work, work + count, &placed);
}
