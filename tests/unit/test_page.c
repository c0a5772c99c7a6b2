/* One text for a terminal and for Markdown. */
#include "libcost/report/page.h"
#include "unit.h"

static void expect(bool markdown, bool color, const char *wanted)
{
    static const cost_grid_column_t columns[] = {{"Name", COST_ALIGN_LEFT}, {"USD", COST_ALIGN_POINT}};
    cost_buffer_t out;
    cost_arena_t *arena = cost_arena_create();
    cost_page_t page = {&out, arena, markdown, color};
    cost_grid_t grid = cost_grid(arena, columns, 2);
    cost_grid_add(&grid, COST_ROW_PLAIN, (const char *const[]){"a_b", "1.00"});
    cost_buffer_init(&out);
    cost_page_space(&page); /* nothing to keep apart yet */
    cost_page_title(&page, "Bill of %s", "a*b");
    cost_page_text(&page, COST_TONE_BAD, "over\x1b[31m by %d", 3);
    cost_page_space(&page);
    cost_page_space(&page);
    cost_page_grid(&page, &grid);
    cost_page_heading(&page, COST_TONE_PLAIN, "Notes");
    cost_page_item(&page, "one");
    ck_assert(!out.failed);
    ck_assert_str_eq(out.text, wanted);
    cost_buffer_clear(&out);
    cost_arena_destroy(arena);
}

START_TEST(a_terminal)
{
    expect(false, false, "Bill of a*b\nover?[31m by 3\n\nName   USD\n----  ----\na_b   1.00\n\nNotes\n  one\n");
}
END_TEST

START_TEST(a_terminal_in_colour)
{
    expect(false, true,
           "\033[1mBill of a*b\033[0m\n\033[1;31mover?[31m by 3\033[0m\n\n\033[1mName   USD\033[0m\n----  ----\na_b   "
           "1.00\n\n\033[1mNotes\033[0m\n  one\n");
}
END_TEST

START_TEST(markdown)
{
    expect(true, true,
           "# Bill of a\\*b\n\nover \\[31m by 3\n\n| Name | USD |\n| --- | ---: |\n| a\\_b | 1.00 |\n\n## Notes\n\n- "
           "one\n");
}
END_TEST

static Suite *page_suite(void)
{
    const TTest *const tests[] = {a_terminal, a_terminal_in_colour, markdown, NULL};
    return unit_suite("page", tests);
}

UNIT_MAIN(page_suite)
