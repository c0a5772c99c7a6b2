/* Lists of notes: in the order in which they came, and each only once where that is asked for. */
#include <string.h>

#include "libcost/workload/workload.h"
#include "unit.h"

static cost_note_t note(cost_arena_t *arena, int number, const char *second)
{
    return (cost_note_t){.workload = "shop",
                         .path = cost_arena_format(arena, "resources.r%d", number),
                         .first = "lcu_hours",
                         .second = second};
}

START_TEST(once_each_in_order)
{
    enum { NOTES = 5000 };
    cost_arena_t *arena = cost_arena_create();
    cost_notes_t notes = {0};
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < NOTES; i++) {
            const cost_note_t one = note(arena, i, "request:");
            ck_assert(cost_notes_add_once(&notes, arena, &one));
        }
    ck_assert_uint_eq(notes.count, NOTES);
    int number = 0;
    for (const cost_note_t *at = notes.first; at; at = at->next)
        ck_assert_str_eq(at->path, note(arena, number++, "").path);
    ck_assert_int_eq(number, NOTES);
    cost_arena_destroy(arena);
}
END_TEST

/* What differs in one text differs; texts do not run into each other. */
START_TEST(every_text_counts)
{
    static const cost_note_t different[] = {{.workload = "w", .path = "p", .first = "f", .second = "s"},
                                            {.workload = "x", .path = "p", .first = "f", .second = "s"},
                                            {.workload = "w", .path = "q", .first = "f", .second = "s"},
                                            {.workload = "w", .path = "p", .first = "g", .second = "s"},
                                            {.workload = "w", .path = "p", .first = "f", .second = "t"},
                                            {.workload = "w", .path = "pf", .first = "", .second = "s"},
                                            {.workload = "w", .path = "p", .first = "fs", .second = ""}};
    const size_t count = sizeof different / sizeof different[0];
    cost_arena_t *arena = cost_arena_create();
    cost_notes_t notes = {0};
    for (size_t i = 0; i < 2 * count; i++)
        ck_assert(cost_notes_add_once(&notes, arena, &different[i % count]));
    ck_assert_uint_eq(notes.count, count);
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("notes", (const TTest *const[]){once_each_in_order, every_text_counts, NULL});
}

UNIT_MAIN(suite)
