#include "libcost/money/rate.h"

#include <string.h>

enum { SCALE_MAX = 18, NANO_DECIMALS = 9 };

static bool append_digit(int64_t *digits, char c)
{
    const int digit = c - '0';
    if (c < '0' || c > '9' || *digits > (INT64_MAX - digit) / 10)
        return false;
    *digits = *digits * 10 + digit;
    return true;
}

bool cost_rate_parse(cost_rate_t *out, const char *text, size_t length)
{
    const char *const point = memchr(text, '.', length);
    const size_t whole = point ? (size_t)(point - text) : length;
    const size_t decimals = point ? length - whole - 1 : 0;
    /* A zero in front would be lost, and the rate would no longer read as it was published. */
    if (!whole || (text[0] == '0' && whole > 1) || (point && !decimals) || decimals > SCALE_MAX)
        return false;
    int64_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        if (i != whole && !append_digit(&digits, text[i]))
            return false;
    }
    *out = (cost_rate_t){.digits = digits, .scale = (int)decimals};
    return true;
}

const char *cost_rate_text(cost_rate_t rate, char text[COST_RATE_TEXT_SIZE])
{
    char *at = text + COST_RATE_TEXT_SIZE;
    *--at = '\0';
    int64_t digits = rate.digits;
    for (int place = 0; digits || place <= rate.scale; place++, digits /= 10) {
        if (place == rate.scale && rate.scale)
            *--at = '.';
        *--at = (char)('0' + digits % 10);
    }
    memmove(text, at, strlen(at) + 1);
    return text;
}

int cost_rate_compare(cost_rate_t a, cost_rate_t b)
{
    const cost_wide_t left = a.digits * cost_wide_pow10(b.scale);
    const cost_wide_t right = b.digits * cost_wide_pow10(a.scale);
    return left == right ? 0 : left < right ? -1 : 1;
}

cost_rate_t cost_rate_part(cost_rate_t rate, cost_wide_t factor)
{
    cost_wide_t digits = rate.digits * factor, rounded;
    int scale = rate.scale + NANO_DECIMALS;
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        scale--;
    }
    int dropped = scale > SCALE_MAX ? scale - SCALE_MAX : 0;
    while (!cost_wide_mul_div(&rounded, digits, 1, cost_wide_pow10(dropped)) || rounded > INT64_MAX)
        dropped++;
    return (cost_rate_t){(int64_t)rounded, scale - dropped};
}

bool cost_rate_times(cost_money_t *out, cost_rate_t rate, cost_wide_t quantity, cost_wide_t one)
{
    cost_wide_t nano_rate = rate.digits, units = one, nano_usd;
    if (rate.scale <= NANO_DECIMALS)
        nano_rate *= cost_wide_pow10(NANO_DECIMALS - rate.scale);
    else if (!cost_wide_mul(&units, one, cost_wide_pow10(rate.scale - NANO_DECIMALS)))
        return false;
    if (!cost_wide_mul_div(&nano_usd, quantity, nano_rate, units))
        return false;
    if (nano_usd < INT64_MIN || nano_usd > INT64_MAX)
        return false;
    out->nano_usd = (int64_t)nano_usd;
    return true;
}
