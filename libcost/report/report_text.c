#include "libcost/report/report_text.h"

#include <inttypes.h>
#include <string.h>

/* Trailing zeros go, but at least `least` decimals stay. */
static void trim_decimals(char *text, size_t least)
{
    char *point = strchr(text, '.');
    size_t length = strlen(text);
    while (point && length > (size_t)(point - text) + 1 + least && text[length - 1] == '0')
        text[--length] = '\0';
    if (point && !point[1])
        *point = '\0';
}

const char *cost_text_exact(cost_arena_t *arena, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_money_text(money, 9, text);
    trim_decimals(text, 2);
    return cost_arena_string(arena, text);
}

const char *cost_text_cents(cost_arena_t *arena, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    if (!strcmp(cost_money_text(money, 2, text), "0.00") && money.nano_usd)
        return cost_text_exact(arena, money);
    return cost_arena_string(arena, text);
}

const char *cost_text_change(cost_arena_t *arena, cost_money_t change)
{
    const char *text = cost_text_cents(arena, change);
    return text && change.nano_usd > 0 ? cost_arena_format(arena, "+%s", text) : text;
}

const char *cost_text_percent(cost_arena_t *arena, cost_money_t change, cost_money_t base)
{
    cost_wide_t permille = 0;
    if (!change.nano_usd)
        return "";
    if (base.nano_usd <= 0)
        return "new";
    cost_wide_mul_div(&permille, change.nano_usd, 1000, base.nano_usd);
    const char sign = change.nano_usd < 0 ? '-' : '+';
    const int64_t size = (int64_t)(permille < 0 ? -permille : permille);
    return cost_arena_format(arena, "%c%" PRId64 ".%d%%", sign, size / 10, (int)(size % 10));
}

void cost_text_quantity(cost_wide_t quantity, cost_wide_t one, int decimals, char text[COST_WIDE_TEXT_SIZE])
{
    cost_wide_decimal(quantity, one, decimals, text);
    if (!strcmp(text, "0") && quantity)
        cost_wide_decimal(quantity, one, 12, text);
}
