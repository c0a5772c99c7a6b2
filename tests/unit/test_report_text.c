/* Figures in words. */
#include "libcost/report/report_text.h"
#include "unit.h"

static cost_arena_t *arena;

static cost_money_t nano(int64_t nano_usd)
{
    return (cost_money_t){nano_usd};
}

START_TEST(money_keeps_its_digits)
{
    arena = cost_arena_create();
    ck_assert_str_eq(cost_text_exact(arena, nano(72080200000)), "72.0802");
    ck_assert_str_eq(cost_text_exact(arena, nano(72000000000)), "72.00");
    ck_assert_str_eq(cost_text_exact(arena, nano(1)), "0.000000001");
    ck_assert_str_eq(cost_text_exact(arena, nano(-500000000)), "-0.50");
    ck_assert_str_eq(cost_text_cents(arena, nano(72080200000)), "72.08");
    ck_assert_str_eq(cost_text_cents(arena, nano(0)), "0.00");
    ck_assert_str_eq(cost_text_cents(arena, nano(4000000)), "0.004"); /* never 0.00 */
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(changes_have_signs)
{
    arena = cost_arena_create();
    ck_assert_str_eq(cost_text_change(arena, nano(1500000000)), "+1.50");
    ck_assert_str_eq(cost_text_change(arena, nano(-1500000000)), "-1.50");
    ck_assert_str_eq(cost_text_change(arena, nano(0)), "0.00");
    ck_assert_str_eq(cost_text_percent(arena, nano(100), nano(800)), "+12.5%");
    ck_assert_str_eq(cost_text_percent(arena, nano(-800), nano(800)), "-100.0%");
    ck_assert_str_eq(cost_text_percent(arena, nano(1), nano(3000)), "+0.0%");
    ck_assert_str_eq(cost_text_percent(arena, nano(5), nano(0)), "new");
    ck_assert_str_eq(cost_text_percent(arena, nano(0), nano(0)), "");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(quantities_are_never_rounded_to_nothing)
{
    char text[COST_WIDE_TEXT_SIZE];
    cost_text_quantity(1, 3, 3, text);
    ck_assert_str_eq(text, "0.333");
    cost_text_quantity(1, 1000000, 3, text);
    ck_assert_str_eq(text, "0.000001");
    cost_text_quantity(0, 7, 3, text);
    ck_assert_str_eq(text, "0");
}
END_TEST

static Suite *report_text_suite(void)
{
    const TTest *const tests[] = {money_keeps_its_digits, changes_have_signs, quantities_are_never_rounded_to_nothing,
                                  NULL};
    return unit_suite("report_text", tests);
}

UNIT_MAIN(report_text_suite)
