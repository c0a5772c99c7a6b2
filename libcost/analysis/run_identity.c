/* The hash by which parts of one run know each other. */
#include <string.h>

#include "libcost/analysis/trial_file.h"
#include "libcost/workload/workload.h"

/* FNV-1a; the NUL ends each text. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    while (*text++);
    return hash;
}

static uint64_t hash_number(uint64_t hash, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        hash = (hash ^ (number >> 8 * i & 0xff)) * UINT64_C(0x100000001b3);
    return hash;
}

/* A map is the sum of its members, whatever their order; `4` and "4" are the same text. */
static uint64_t hash_node(uint64_t hash, const cost_node_t *node)
{
    uint64_t members = 0;
    hash = hash_number(hash, node->kind == COST_NODE_TEXT ? COST_NODE_SCALAR : node->kind);
    if (node->text)
        hash = hash_text(hash, node->text);
    if (node->kind != COST_NODE_MAP && node->kind != COST_NODE_LIST)
        return hash;
    for (const cost_node_t *child = node->first; child; child = child->next) {
        const uint64_t start = node->kind == COST_NODE_MAP ? hash_text(hash, child->key) : hash + members;
        members += hash_number(hash_node(start, child), 0);
    }
    return hash_number(hash, members);
}

static uint64_t identify(uint64_t hash, const cost_run_about_t *run, const cost_workload_t *const *workloads,
                         size_t count)
{
    hash = hash_text(hash, run->book);
    hash = hash_number(hash, (uint64_t)run->price_date);
    hash = hash_text(hash, run->period);
    hash = hash_text(hash, run->scenario ? run->scenario : "");
    for (size_t i = 0; i < count; i++) {
        hash = hash_text(hash, workloads[i]->region ? workloads[i]->region : "");
        hash = hash_node(hash, workloads[i]->root);
    }
    return hash;
}

void cost_run_identify(cost_run_about_t *run, const cost_workload_t *const *workloads, size_t count)
{
    run->identity[0] = identify(UINT64_C(0xcbf29ce484222325), run, workloads, count);
    run->identity[1] = identify(UINT64_C(0x9e3779b97f4a7c15), run, workloads, count);
}
