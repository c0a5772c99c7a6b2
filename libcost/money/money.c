#include "cost/money.h"

#include <stdbool.h>
#include <string.h>

#include "libcost/money/wide.h"

enum { MONEY_DECIMALS = 9 };

/* cost_wide_decimal() drops zeros at the end; an amount keeps as many decimals as were asked for. */
static void pad_decimals(char *text, int decimals)
{
    size_t length = strlen(text);
    const char *const point = strchr(text, '.');
    int missing = decimals - (point ? (int)(text + length - point) - 1 : 0);
    if (!point && missing > 0)
        text[length++] = '.';
    for (; missing > 0; missing--)
        text[length++] = '0';
    text[length] = '\0';
}

const char *cost_money_text(cost_money_t money, int decimals, char text[COST_MONEY_TEXT_SIZE])
{
    const int kept = decimals < 0 ? 0 : decimals > MONEY_DECIMALS ? MONEY_DECIMALS : decimals;
    char number[COST_WIDE_TEXT_SIZE];
    cost_wide_decimal(money.nano_usd, cost_wide_pow10(MONEY_DECIMALS), kept, number);
    pad_decimals(number, kept);
    memcpy(text, number, strlen(number) + 1);
    return text;
}

/* Digits, and at most nine behind a point. */
static bool is_amount(const char *text)
{
    static const char digits[] = "0123456789";
    text += *text == '-' ? 1 : 0;
    const size_t whole = strspn(text, digits);
    if (!whole || !text[whole])
        return whole > 0;
    const size_t decimals = strspn(text + whole + 1, digits);
    return text[whole] == '.' && decimals > 0 && decimals <= MONEY_DECIMALS && !text[whole + 1 + decimals];
}

cost_status_t cost_money_parse(cost_money_t *out, const char *text)
{
    cost_wide_t nano_usd;
    const char *why;
    if (!is_amount(text))
        return COST_ERR_SYNTAX;
    if (!cost_wide_parse(&nano_usd, text, strlen(text), cost_wide_pow10(MONEY_DECIMALS), &why))
        return COST_ERR_RANGE;
    if (nano_usd < INT64_MIN || nano_usd > INT64_MAX)
        return COST_ERR_RANGE;
    out->nano_usd = (int64_t)nano_usd;
    return COST_OK;
}
