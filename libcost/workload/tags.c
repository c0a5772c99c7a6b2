/* Tags of the file and of its resources. */
#include <stdlib.h>
#include <string.h>

#include "libcost/workload/workload.h"

static int compare_tags(const void *left, const void *right)
{
    const cost_tag_t *a = left, *b = right;
    return strcmp(a->key, b->key);
}

/* Keys of one map differ from each other; `out` has room for all of them. */
static size_t read_own(cost_reader_t *reader, const cost_node_t *map, cost_tag_t *out)
{
    size_t count = 0;
    for (const cost_node_t *child = map->first; child; child = child->next) {
        if (child->text)
            out[count++] = (cost_tag_t){child->key, child->text};
        else
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, child, "a tag's value is text"));
    }
    qsort(out, count, sizeof *out, compare_tags);
    return count;
}

/* Both are sorted; of two tags with one key, the own one wins. */
static size_t merge(cost_tag_t *out, const cost_tag_t *own, size_t own_count, const cost_tags_t *base)
{
    size_t count = 0, i = 0, k = 0;
    while (i < own_count || k < base->count) {
        int order = i == own_count ? 1 : k == base->count ? -1 : compare_tags(&own[i], &base->tags[k]);
        out[count++] = order <= 0 ? own[i] : base->tags[k];
        i += order <= 0;
        k += order >= 0;
    }
    return count;
}

void cost_tags_read(cost_reader_t *reader, const cost_node_t *node, const cost_tags_t *base, cost_tags_t *out)
{
    *out = *base;
    if (!node)
        return;
    if (node->kind != COST_NODE_MAP) {
        cost_reader_fail(reader,
                         cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "tags are a map such as {env: production}"));
        return;
    }
    cost_tag_t *own = cost_arena_array(reader->arena, node->count + 1, sizeof *own);
    cost_tag_t *all = cost_arena_array(reader->arena, node->count + base->count + 1, sizeof *all);
    if (!own || !all) {
        cost_reader_memory(reader);
        return;
    }
    size_t own_count = read_own(reader, node, own);
    *out = (cost_tags_t){all, merge(all, own, own_count, base)};
}
