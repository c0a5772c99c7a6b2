#include "libcost/capacity/margins.h"

#include "libcost/base/alloc.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

typedef struct {
    cost_margins_t *margins;
    cost_loop_t *loop;
    int64_t from, later; /* the next minute */
} lesson_t;

static bool add(lesson_t *lesson, cost_margin_t margin)
{
    cost_margins_t *margins = lesson->margins;
    const int64_t until = margin.until + lesson->later;
    if (cost_minutes_leave(&lesson->loop->minutes, lesson->from + lesson->later, until, margin.above, margin.most) <
        until)
        return false;
    cost_margin_t *list = cost_alloc_room(margins->list, &margins->capacity, margins->count, sizeof margin);
    lesson->loop->failed = lesson->loop->failed || !list;
    if (!list)
        return false;
    margins->list = list;
    margins->list[margins->count++] = margin;
    lesson->from = margin.until;
    return true;
}

/* The margin of a load, less of it if the bound lies within: loads are above it, or not. */
static void cut(cost_margin_t *margin, int64_t load, int64_t bound)
{
    if (load > bound)
        margin->above = greatest(margin->above, bound);
    else
        margin->most = least(margin->most, bound);
}

static cost_margin_t margin_of(cost_loop_t *loop, const cost_sight_t *sight, int64_t load)
{
    cost_margin_t margin = {.above = -1, .most = COST_BOUND_NEVER};
    cut(&margin, load, cost_loop_capacity_of(loop, sight->healthy));
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_bounds_t at = *cost_tracking_bounds(&loop->tracking[i], sight->running, sight->healthy);
        if (!at.missing) {
            cut(&margin, load, at.most_quiet);
            cut(&margin, load, at.most_low);
            cut(&margin, load, at.most_in);
        }
        cut(&margin, load, cost_tracking_bounds(&loop->tracking[i], sight->desired, sight->desired)->most_quiet);
    }
    return margin;
}

/* Up to `until`, minute by minute the same margin as far as loads stay within it. */
static bool learn_stretch(lesson_t *lesson, const cost_sight_t *sight, int64_t until)
{
    cost_loop_t *loop = lesson->loop;
    while (lesson->from < until) {
        cost_margin_t margin = margin_of(loop, sight, cost_minutes_at(&loop->minutes, lesson->from));
        margin.until = cost_minutes_leave(&loop->minutes, lesson->from + 1, until, margin.above, margin.most);
        if (!add(lesson, margin))
            return false;
    }
    return true;
}

static bool learn_vote(lesson_t *lesson, const cost_sight_t *sight)
{
    cost_loop_t *loop = lesson->loop;
    const int64_t load = cost_minutes_at(&loop->minutes, sight->minute);
    cost_margin_t margin = margin_of(loop, sight, load);
    margin.until = sight->minute + 1;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_wanting_t same = cost_tracking_wanting(&loop->tracking[i], load, sight->running, sight->healthy);
        cut(&margin, load, same.above);
        cut(&margin, load, same.most);
    }
    return add(lesson, margin);
}

bool cost_margins_learn(cost_margins_t *margins, cost_loop_t *loop, const cost_sight_t *sights, size_t sight_count,
                        int64_t from, int64_t until, int64_t later)
{
    lesson_t lesson = {margins, loop, from, later};
    const size_t before = margins->count;
    bool good = true;
    for (size_t i = 0; good && i < sight_count; i++) {
        const int64_t end = i + 1 < sight_count ? sights[i + 1].minute : until;
        if (sights[i].voted && lesson.from <= sights[i].minute)
            good = learn_vote(&lesson, &sights[i]);
        good = good && learn_stretch(&lesson, &sights[i], end);
    }
    if (!good)
        margins->count = before;
    return good;
}

bool cost_margins_hold(const cost_minutes_t *minutes, const cost_margin_t *margins, size_t count, int64_t from,
                       int64_t later)
{
    for (size_t i = 0; i < count; i++) {
        const int64_t until = margins[i].until;
        if (cost_minutes_leave(minutes, from + later, until + later, margins[i].above, margins[i].most) < until + later)
            return false;
        from = until;
    }
    return true;
}
