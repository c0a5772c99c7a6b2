/* Shares: what leaves a port adds up to 100 % at most. */
#include <stdlib.h>

#include "libcost/workload/workload.h"

/* A share, and the sum of all of its port where it is the last of them. */
typedef struct {
    const cost_edge_t *edge;
    size_t number; /* in the file's order */
    cost_wide_t sum;
} share_t;

static int compare_ints(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_ports(const cost_edge_t *a, const cost_edge_t *b)
{
    int order = compare_ints(a->traffic, b->traffic);
    if (!order)
        order = compare_ints(a->resource, b->resource);
    return order ? order : compare_ints(a->port, b->port);
}

static int by_number(const void *left, const void *right)
{
    const share_t *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static int by_port(const void *left, const void *right)
{
    const share_t *a = left, *b = right;
    int order = compare_ports(a->edge, b->edge);
    return order ? order : by_number(left, right);
}

static bool is_share(const cost_edge_t *edge)
{
    return edge->field && edge->field[COST_EDGE_SHARE].given;
}

static size_t edges_of(const cost_workload_t *workload)
{
    size_t count = 0;
    for (size_t i = 0; i < workload->member_count; i++)
        count += workload->members[i].edge_count;
    return count;
}

static size_t collect_shares(share_t *out, const cost_workload_t *workload)
{
    size_t count = 0;
    for (size_t i = 0; i < workload->member_count; i++)
        for (size_t k = 0; k < workload->members[i].edge_count; k++)
            if (is_share(&workload->members[i].edges[k])) {
                out[count] = (share_t){.edge = &workload->members[i].edges[k], .number = count};
                count++;
            }
    return count;
}

/* Sorted by port: the last share of each gets the sum. */
static void sum_shares(share_t *shares, size_t count)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += shares[i].edge->field[COST_EDGE_SHARE].amount.value;
        if (i + 1 < count && !compare_ports(shares[i].edge, shares[i + 1].edge))
            continue;
        shares[i].sum = sum;
        sum = 0;
    }
}

void cost_shares_check(cost_reader_t *reader, const cost_workload_t *workload)
{
    const cost_wide_t whole = 1000000000;
    share_t *shares = cost_arena_array(reader->arena, edges_of(workload) + 1, sizeof *shares);
    if (!shares) {
        cost_reader_memory(reader);
        return;
    }
    size_t count = collect_shares(shares, workload);
    qsort(shares, count, sizeof *shares, by_port);
    sum_shares(shares, count);
    qsort(shares, count, sizeof *shares, by_number);
    for (size_t i = 0; i < count; i++) {
        char text[COST_WIDE_TEXT_SIZE];
        if (shares[i].sum > whole)
            cost_reader_fail(reader,
                             cost_fail_at(reader->err, COST_ERR_RANGE, shares[i].edge->field[COST_EDGE_SHARE].node,
                                          "the shares of what leaves there add up to %s%%; 100%% is the most",
                                          cost_wide_decimal(shares[i].sum, whole / 100, 6, text)));
    }
}
