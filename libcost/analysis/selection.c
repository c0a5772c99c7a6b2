#include "libcost/analysis/selection.h"

#include <stdbool.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

enum { CLASSES = 256 };

typedef struct {
    cost_selection_t *selection;
    uint64_t step; /* values in a class */
    size_t below;  /* rows under the bounds */
    size_t counts[CLASSES];
} search_t;

typedef struct {
    search_t *searches;
    size_t count, width;
} searches_t;

/* How far a value is above another, below 2^64. */
static uint64_t above(int64_t value, int64_t least)
{
    return (uint64_t)value - (uint64_t)least;
}

static void count_rows(void *user, const int64_t *rows, size_t count)
{
    const searches_t *all = user;
    for (size_t i = 0; i < all->count; i++) {
        search_t *search = &all->searches[i];
        const int64_t least = search->selection->least, most = search->selection->most;
        const int64_t *cell = rows + search->selection->column;
        for (size_t row = 0; row < count; row++, cell += all->width) {
            if (*cell < least)
                search->below++;
            else if (*cell <= most)
                search->counts[above(*cell, least) / search->step]++;
        }
    }
}

static void prepare(search_t *search)
{
    const uint64_t distance = above(search->selection->most, search->selection->least);
    search->step = distance / CLASSES + 1;
    search->below = 0;
    memset(search->counts, 0, sizeof search->counts);
}

static void narrow(search_t *search)
{
    cost_selection_t *selection = search->selection;
    size_t seen = search->below, class = 0;
    while (class + 1 < CLASSES && seen + search->counts[class] < selection->rank)
        seen += search->counts[class ++];
    const uint64_t least = (uint64_t)selection->least + class * search->step, most = least + search->step - 1;
    selection->least = (int64_t)least;
    if (above((int64_t)most, (int64_t)least) < above(selection->most, (int64_t)least))
        selection->most = (int64_t)most;
}

/* Leaves the searches that are not over at the front; how many. */
static size_t drop_found(search_t *searches, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (searches[i].selection->least != searches[i].selection->most)
            searches[left++].selection = searches[i].selection;
    return left;
}

cost_status_t cost_select(cost_selection_t *selections, size_t count, const cost_records_t *records, cost_error_t *err)
{
    search_t *searches = cost_alloc_array(count + 1, sizeof *searches);
    if (!searches)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        searches[i].selection = &selections[i];
    cost_status_t status = COST_OK;
    size_t left = drop_found(searches, count);
    while (!status && left > 0) {
        searches_t all = {searches, left, records->width};
        for (size_t i = 0; i < left; i++)
            prepare(&searches[i]);
        status = records->read(records, count_rows, &all, err);
        for (size_t i = 0; !status && i < left; i++)
            narrow(&searches[i]);
        left = drop_found(searches, left);
    }
    cost_free(searches);
    return status;
}
