/* The new file with the usage of the old one.  Usage is `traffic`, `usage` of a resource and of the account, what an
 * edge calls and carries, and any rate by the hour or longer that both files state at the same place ("4.4M/month"); a
 * traffic or resource that only one of the files has is configuration.  Source: docs/compare.md. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/difference.h"

/* ---- children by their key ---- */

static int compare_keys(const void *left, const void *right)
{
    return strcmp((*(const cost_node_t *const *)left)->key, (*(const cost_node_t *const *)right)->key);
}

typedef struct {
    const cost_node_t **children; /* sorted by key */
    size_t count;
} index_t;

static bool index_map(index_t *out, cost_arena_t *arena, const cost_node_t *map)
{
    *out = (index_t){NULL, 0};
    if (!map || map->kind != COST_NODE_MAP)
        return true;
    out->children = cost_arena_array(arena, map->count + 1, sizeof *out->children);
    for (const cost_node_t *child = map->first; out->children && child; child = child->next)
        out->children[out->count++] = child;
    if (out->count)
        qsort(out->children, out->count, sizeof *out->children, compare_keys);
    return out->children;
}

static const cost_node_t *find(const index_t *index, const char *key)
{
    const cost_node_t like = {.key = key}, *wanted = &like;
    const cost_node_t **found =
        index->count ? bsearch(&wanted, index->children, index->count, sizeof wanted, compare_keys) : NULL;
    return found ? *found : NULL;
}

/* ---- walking the new document, the old one beside it ---- */

typedef struct walk walk_t;
/* Appends to `up` what becomes of the new node `to`, beside which the old file has `from` (NULL: nothing).  False when
 * memory is out. */
typedef bool step_t(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to);
struct walk {
    cost_arena_t *arena;
};

static bool keep(const walk_t *walk, cost_node_t *up, const cost_node_t *node)
{
    return !node || cost_node_append(walk->arena, up, node);
}

/* The map `to` with every child gone through `step`; then the old children of `added` keys that the new map lacks. */
static bool each(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to, step_t *step,
                 const char *const *added)
{
    index_t old, fresh;
    cost_node_t *map = cost_node_append_empty(walk->arena, up, to);
    if (!map || !index_map(&old, walk->arena, from) || !index_map(&fresh, walk->arena, to))
        return false;
    for (const cost_node_t *child = to->first; child; child = child->next)
        if (!step(walk, map, find(&old, child->key), child))
            return false;
    for (; added && *added; added++) {
        const cost_node_t *only_old = find(&old, *added);
        if (only_old && !find(&fresh, *added) && !keep(walk, map, only_old))
            return false;
    }
    return true;
}

static bool both_maps(const cost_node_t *from, const cost_node_t *to)
{
    return from && from->kind == COST_NODE_MAP && to->kind == COST_NODE_MAP;
}

static bool is_scalar(const cost_node_t *node)
{
    return node && (node->kind == COST_NODE_SCALAR || node->kind == COST_NODE_TEXT);
}

/* A load that is stated by the hour or longer; by the second and the minute are thresholds and throughputs. */
static bool is_load(const cost_node_t *node)
{
    const char *slash = is_scalar(node) ? strrchr(node->text, '/') : NULL;
    const cost_per_t per = slash ? cost_per_find(cost_span_trim(cost_span(slash + 1))) : COST_PER_NONE;
    return per >= COST_PER_HOUR;
}

static bool step_rates(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    if (is_load(from) && is_load(to))
        return keep(walk, up, from);
    return both_maps(from, to) ? each(walk, up, from, to, step_rates, NULL) : keep(walk, up, to);
}

static bool is_one_of(const char *key, const char *const *words)
{
    for (; *words; words++)
        if (!strcmp(key, *words))
            return true;
    return false;
}

static const char *const edge_usage[] = {"per_request", "request", "response", NULL};
static const char *const usage_key[] = {"usage", NULL};

static bool step_edge_field(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    return keep(walk, up, is_one_of(to->key, edge_usage) ? from : to);
}

static bool step_edge(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    return both_maps(from, to) ? each(walk, up, from, to, step_edge_field, edge_usage) : keep(walk, up, to);
}

static bool step_resource_field(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    if (!strcmp(to->key, "usage"))
        return keep(walk, up, from);
    if (!strcmp(to->key, "from"))
        return both_maps(from, to) ? each(walk, up, from, to, step_edge, NULL) : keep(walk, up, to);
    return step_rates(walk, up, from, to);
}

static bool same_service(const cost_node_t *from, const cost_node_t *to)
{
    const cost_node_t *a = cost_node_find(from, "service"), *b = cost_node_find(to, "service");
    return is_scalar(a) && is_scalar(b) && !strcmp(a->text, b->text);
}

static bool step_resource(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    if (!both_maps(from, to) || !same_service(from, to))
        return keep(walk, up, to);
    return each(walk, up, from, to, step_resource_field, usage_key);
}

static bool step_traffic(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    return keep(walk, up, from ? from : to);
}

static bool step_account(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    return keep(walk, up, strcmp(to->key, "usage") ? to : from);
}

static bool step_top(const walk_t *walk, cost_node_t *up, const cost_node_t *from, const cost_node_t *to)
{
    if (!both_maps(from, to))
        return keep(walk, up, to);
    if (!strcmp(to->key, "traffic"))
        return each(walk, up, from, to, step_traffic, NULL);
    if (!strcmp(to->key, "account"))
        return each(walk, up, from, to, step_account, usage_key);
    return !strcmp(to->key, "resources") ? each(walk, up, from, to, step_resource, NULL) : keep(walk, up, to);
}

const cost_node_t *cost_usage_patch(cost_arena_t *arena, const cost_node_t *old_root, const cost_node_t *new_root)
{
    const walk_t walk = {arena};
    cost_node_t *holder = cost_node_create(arena, NULL, COST_NODE_LIST, NULL, new_root->file, 0, 0);
    if (!holder || !each(&walk, holder, old_root, new_root, step_top, NULL))
        return NULL;
    holder->first->up = NULL;
    return holder->first;
}
