/* Whether an overlay's rows can have any effect: the default book has a row of every service, dimension and rule that
 * the library asks for. */
#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/catalog/book.h"

enum { NAMES_MAX = 128, SHAPE_SIZE = 128, NAMES_KEYS = 2 };

static cost_book_view_t default_view(cost_book_kind_t kind)
{
    cost_book_view_t view;
    cost_book_default(&view, kind);
    return view;
}

/* The distinct k-th key texts of the rows that begin with the first k of `key`. */
static size_t distinct(const cost_book_view_t *view, const char *const key[], size_t k, const char *out[NAMES_MAX])
{
    size_t count = 0;
    for (size_t i = cost_book_find(view, key, k); i < view->count && cost_book_is(view, i, key, k); i++) {
        const char *name = cost_book_key(view, i, k);
        if (count < NAMES_MAX && (!count || strcmp(out[count - 1], name) != 0))
            out[count++] = name;
    }
    return count;
}

static bool unknown(cost_book_unknown_t *out, const cost_book_view_t *view, const char *const key[], size_t k)
{
    const char *names[NAMES_MAX];
    const size_t count = distinct(view, key, k, names);
    static const char *const whats[][NAMES_KEYS] = {{"service", "dimension"}, {"service", "rule"}};
    *out = (cost_book_unknown_t){.what = whats[view->kind == COST_BOOK_RULES][k],
                                 .of = k ? key[0] : "",
                                 .name = key[k],
                                 .near = cost_nearest(key[k], names, count)};
    return true;
}

/* `arch=arm64;os=linux` is of the shape `arch;os`. */
static void shape_of(char out[SHAPE_SIZE], const char *variant)
{
    size_t used = 0;
    bool in_key = true;
    for (; *variant && used + 1 < SHAPE_SIZE; variant++) {
        in_key = *variant == ';' || (in_key && *variant != '=');
        if (in_key)
            out[used++] = *variant;
    }
    out[used] = '\0';
}

static bool odd_variant(cost_book_unknown_t *out, const cost_book_view_t *base, const char *const key[])
{
    char own[SHAPE_SIZE], other[SHAPE_SIZE];
    const char *example = NULL;
    shape_of(own, key[2]);
    for (size_t i = cost_book_find(base, key, 2); i < base->count && cost_book_is(base, i, key, 2); i++) {
        shape_of(other, cost_book_key(base, i, 2));
        if (!strcmp(own, other))
            return false;
        example = example ? example : cost_book_key(base, i, 2);
    }
    *out = (cost_book_unknown_t){.what = "variant", .of = key[1], .name = key[2], .near = example};
    return true;
}

bool cost_book_unknown(const cost_catalog_t *catalog, cost_book_kind_t kind, size_t i, cost_book_unknown_t *out)
{
    const cost_book_view_t *view = &catalog->view[kind];
    const cost_book_view_t base = default_view(kind);
    const char *key[COST_BOOK_KEY_MAX];
    if (cost_book_at(view, i).table != &view->overlay)
        return false;
    for (size_t k = 0; k < cost_book_key_count(kind); k++)
        key[k] = cost_book_key(view, i, k);
    for (size_t k = 0; k < NAMES_KEYS; k++) {
        const size_t at = cost_book_find(&base, key, k + 1);
        if (at == base.count || !cost_book_is(&base, at, key, k + 1))
            return unknown(out, &base, key, k);
    }
    return kind == COST_BOOK_PRICES && odd_variant(out, &base, key);
}

cost_ignored_t cost_catalog_ignored(const cost_catalog_t *catalog)
{
    static const cost_book_kind_t kinds[] = {COST_BOOK_PRICES, COST_BOOK_RULES};
    cost_ignored_t out = {0};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const cost_book_view_t *view = &catalog->view[kinds[k]];
        cost_book_unknown_t unknown;
        for (size_t i = 0; view->overlay.count && i < view->count; i++) {
            if (!cost_book_unknown(catalog, kinds[k], i, &unknown))
                continue;
            const cost_book_origin_t origin = cost_book_origin(view, i);
            if (!out.count++ || (!strcmp(origin.file, out.file) && origin.line < out.line)) {
                out.file = origin.file;
                out.line = origin.line;
            }
        }
    }
    return out;
}
