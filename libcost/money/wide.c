#include "libcost/money/wide.h"

#include <assert.h>
#include <string.h>

/* The product of two magnitudes; it may need all of its 256 bits. */
typedef struct {
    cost_uwide_t high, low;
} product_t;

typedef enum { HALF_EVEN, FLOOR, CEIL } rounding_t;

/* A decimal as written: digits / 10^decimals, no zero at the end of the fraction. */
typedef struct {
    bool negative;
    cost_uwide_t digits;
    int decimals;
} decimal_t;

enum { WIDE_BITS = 128, POW10_MAX = 38 };

static const char too_large[] = "is too large";
static const char too_fine[] = "has more decimals than can be counted exactly";

/* The smallest value has no positive twin: it is negated one step short of it. */
static cost_uwide_t magnitude(cost_wide_t value)
{
    return value < 0 ? (cost_uwide_t)(-(value + 1)) + 1 : (cost_uwide_t)value;
}

static bool with_sign(cost_wide_t *out, cost_uwide_t value, bool negative)
{
    if (value > (cost_uwide_t)COST_WIDE_MAX + (negative ? 1 : 0))
        return false;
    if (value > (cost_uwide_t)COST_WIDE_MAX)
        *out = COST_WIDE_MIN;
    else
        *out = negative ? -(cost_wide_t)value : (cost_wide_t)value;
    return true;
}

static product_t multiply(cost_uwide_t a, cost_uwide_t b)
{
    if ((a | b) >> 64 == 0) /* nearly always */
        return (product_t){.high = 0, .low = a * b};
    const cost_uwide_t half = UINT64_MAX;
    const cost_uwide_t low = (a & half) * (b & half);
    const cost_uwide_t left = (a >> 64) * (b & half);
    const cost_uwide_t right = (a & half) * (b >> 64);
    const cost_uwide_t middle = (low >> 64) + (left & half) + (right & half);
    return (product_t){
        .high = (a >> 64) * (b >> 64) + (left >> 64) + (right >> 64) + (middle >> 64),
        .low = ((middle & half) << 64) | (low & half),
    };
}

static int compare(product_t a, product_t b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

/* False when the quotient needs more than 128 bits.  The divisor is below 2^127, so a remainder can be doubled. */
static bool divide(cost_uwide_t *quotient, cost_uwide_t *remainder, product_t product, cost_uwide_t divisor)
{
    if (product.high >= divisor)
        return false;
    if ((product.low | divisor) >> 64 == 0 && !product.high) {
        *quotient = (uint64_t)product.low / (uint64_t)divisor;
        *remainder = (uint64_t)product.low % (uint64_t)divisor;
        return true;
    }
    if (!product.high) {
        *quotient = product.low / divisor;
        *remainder = product.low - *quotient * divisor;
        return true;
    }
    cost_uwide_t q = 0, r = product.high;
    for (int bit = WIDE_BITS - 1; bit >= 0; bit--) {
        r = r * 2 + (product.low >> bit & 1);
        q = q * 2 + (r >= divisor ? 1 : 0);
        if (r >= divisor)
            r -= divisor;
    }
    *quotient = q;
    *remainder = r;
    return true;
}

static bool rounds_away(rounding_t rounding, bool negative, cost_uwide_t quotient, cost_uwide_t remainder,
                        cost_uwide_t divisor)
{
    const cost_uwide_t rest = divisor - remainder;
    switch (rounding) {
    case HALF_EVEN:
        return remainder > rest || (remainder == rest && quotient % 2);
    case FLOOR:
        return negative && remainder;
    case CEIL:
        return !negative && remainder;
    }
    return false;
}

static bool mul_div(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c, rounding_t rounding)
{
    assert(c > 0);
    const bool negative = (a < 0) != (b < 0);
    const cost_uwide_t divisor = (cost_uwide_t)c;
    cost_uwide_t quotient, remainder;
    if (!divide(&quotient, &remainder, multiply(magnitude(a), magnitude(b)), divisor))
        return false;
    if (quotient > magnitude(COST_WIDE_MIN))
        return false;
    if (rounds_away(rounding, negative, quotient, remainder, divisor))
        quotient++;
    return with_sign(out, quotient, negative);
}

bool cost_wide_add(cost_wide_t *out, cost_wide_t a, cost_wide_t b)
{
    if (b > 0 ? a > COST_WIDE_MAX - b : a < COST_WIDE_MIN - b)
        return false;
    *out = a + b;
    return true;
}

bool cost_wide_sub(cost_wide_t *out, cost_wide_t a, cost_wide_t b)
{
    if (b > 0 ? a < COST_WIDE_MIN + b : a > COST_WIDE_MAX + b)
        return false;
    *out = a - b;
    return true;
}

bool cost_wide_mul(cost_wide_t *out, cost_wide_t a, cost_wide_t b)
{
    const product_t product = multiply(magnitude(a), magnitude(b));
    return !product.high && with_sign(out, product.low, (a < 0) != (b < 0));
}

bool cost_wide_mul_div(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c)
{
    return mul_div(out, a, b, c, HALF_EVEN);
}

bool cost_wide_mul_div_floor(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c)
{
    return mul_div(out, a, b, c, FLOOR);
}

bool cost_wide_mul_div_ceil(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c)
{
    return mul_div(out, a, b, c, CEIL);
}

int cost_wide_compare_products(cost_wide_t a, cost_wide_t b, cost_wide_t c, cost_wide_t d)
{
    assert(a >= 0 && b >= 0 && c >= 0 && d >= 0);
    if (((a | b | c | d) >> 63) == 0)
        return a * b < c * d ? -1 : a * b > c * d;
    return compare(multiply((cost_uwide_t)a, (cost_uwide_t)b), multiply((cost_uwide_t)c, (cost_uwide_t)d));
}

cost_wide_t cost_wide_sqrt_product(cost_wide_t a, cost_wide_t b)
{
    assert(a >= 0 && b >= 0);
    const product_t square = multiply((cost_uwide_t)a, (cost_uwide_t)b);
    cost_uwide_t root = 0;
    for (int bit = WIDE_BITS - 2; bit >= 0; bit--) {
        const cost_uwide_t next = root | (cost_uwide_t)1 << bit;
        if (compare(multiply(next, next), square) <= 0)
            root = next;
    }
    /* (root + 1/2)^2 = root (root + 1) + 1/4, which no integer equals: above root (root + 1) means nearer to root + 1.
     */
    return (cost_wide_t)(compare(multiply(root, root + 1), square) < 0 ? root + 1 : root);
}

cost_wide_t cost_wide_gcd(cost_wide_t a, cost_wide_t b)
{
    assert(a > COST_WIDE_MIN && b > COST_WIDE_MIN);
    cost_uwide_t x = magnitude(a), y = magnitude(b);
    while (y > UINT64_MAX || x > UINT64_MAX) {
        if (!y)
            return (cost_wide_t)x;
        const cost_uwide_t rest = x % y;
        x = y;
        y = rest;
    }
    /* The processor divides what fits into 64 bits. */
    uint64_t small = (uint64_t)x, smaller = (uint64_t)y;
    while (smaller) {
        const uint64_t rest = small % smaller;
        small = smaller;
        smaller = rest;
    }
    return small;
}

cost_wide_t cost_wide_pow10(int n)
{
    assert(n >= 0 && n <= POW10_MAX);
    cost_wide_t power = 1;
    for (int i = 0; i < n; i++)
        power *= 10;
    return power;
}

/* Writes the digits so that they end before `end`, at least `least` of them, and returns where they begin. */
static char *put_digits(char *end, cost_uwide_t value, int least)
{
    for (; value || least > 0; value /= 10, least--)
        *--end = (char)('0' + (int)(value % 10));
    return end;
}

static char *append_digits(char *at, cost_uwide_t value, int least)
{
    char digits[COST_WIDE_TEXT_SIZE];
    char *const end = digits + sizeof digits;
    const char *const begin = put_digits(end, value, least);
    memcpy(at, begin, (size_t)(end - begin));
    return at + (end - begin);
}

const char *cost_wide_text(cost_wide_t value, char text[COST_WIDE_TEXT_SIZE])
{
    char *at = text;
    if (value < 0)
        *at++ = '-';
    *append_digits(at, magnitude(value), 1) = '\0';
    return text;
}

/* value / one = *whole + *part / unit, rounded half to even; unit is a power of ten. */
static void split_decimal(cost_uwide_t *whole, cost_uwide_t *part, cost_uwide_t value, cost_uwide_t one,
                          cost_uwide_t unit)
{
    cost_uwide_t rest = 0;
    *whole = value / one;
    (void)divide(part, &rest, multiply(value % one, unit), one); /* below unit, so it fits */
    const cost_uwide_t last = unit == 1 ? *whole : *part;
    if (rounds_away(HALF_EVEN, false, last, rest, one))
        ++*part;
    if (*part == unit) {
        ++*whole;
        *part = 0;
    }
}

const char *cost_wide_decimal(cost_wide_t value, cost_wide_t one, int max_decimals, char text[COST_WIDE_TEXT_SIZE])
{
    assert(one > 0 && max_decimals >= 0 && max_decimals <= 20);
    cost_uwide_t whole, part;
    split_decimal(&whole, &part, magnitude(value), (cost_uwide_t)one, (cost_uwide_t)cost_wide_pow10(max_decimals));
    int decimals = max_decimals;
    for (; decimals > 0 && part % 10 == 0; decimals--)
        part /= 10;
    char *at = text;
    if (value < 0 && (whole || part))
        *at++ = '-';
    at = append_digits(at, whole, 1);
    if (decimals) {
        *at++ = '.';
        at = append_digits(at, part, decimals);
    }
    *at = '\0';
    return text;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One of `letters` at text[at], in either case. */
static bool is_letter(const char *text, size_t length, size_t at, const char *letters)
{
    const char c = at < length ? text[at] : '\0';
    return c && strchr(letters, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* What is wrong with a text that is no decimal. */
static const char *syntax_fault(const char *text, size_t length)
{
    const size_t start = length && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (is_letter(text, length, start, "in"))
        return "is not a finite number";
    if (start >= length || !is_digit(text[start]))
        return "is not a decimal number such as 12 or 0.5";
    if (text[start] == '0' && is_letter(text, length, start + 1, "x"))
        return "is hexadecimal; a decimal number such as 12 or 0.5 is expected";
    for (size_t i = start; i < length; i++) {
        if (strchr(",_' \t", text[i]))
            return "has a separator between its digits; only digits and one point are expected";
        if (is_letter(text, length, i, "e"))
            return "has an exponent; digits written out, such as 1000, are expected";
    }
    return "is not a decimal number such as 12 or 0.5";
}

/* Appends digits from text[*at] on.  False when they do not fit; *at is then at the digit that did not. */
static bool read_digits(cost_uwide_t *value, const char *text, size_t end, size_t *at)
{
    for (; *at < end && is_digit(text[*at]); ++*at) {
        const cost_uwide_t digit = (cost_uwide_t)(text[*at] - '0');
        if (*value < UINT64_MAX / 16) { /* where nothing leaves 64 bits, as nearly always */
            *value = (uint64_t)*value * 10 + (uint64_t)digit;
            continue;
        }
        if (*value > (magnitude(COST_WIDE_MIN) - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    return true;
}

static bool is_decimal(const char *text, size_t length)
{
    size_t at = length && text[0] == '-' ? 1 : 0;
    const size_t whole = at;
    while (at < length && is_digit(text[at]))
        at++;
    if (at == whole || at == length)
        return at == length && at > whole;
    const size_t point = at;
    if (text[at++] != '.')
        return false;
    while (at < length && is_digit(text[at]))
        at++;
    return at == length && at > point + 1;
}

/* NULL, or what is wrong. */
static const char *read_decimal(decimal_t *out, const char *text, size_t length)
{
    if (!is_decimal(text, length))
        return syntax_fault(text, length);
    const char *const point = memchr(text, '.', length);
    while (point && length > 0 && text[length - 1] == '0')
        length--;
    *out = (decimal_t){.negative = text[0] == '-'};
    size_t at = out->negative ? 1 : 0;
    if (!read_digits(&out->digits, text, length, &at))
        return too_large;
    if (!point || ++at >= length)
        return NULL;
    const size_t fraction = length - at;
    if (fraction > POW10_MAX || !read_digits(&out->digits, text, length, &at))
        return too_fine;
    out->decimals = (int)fraction;
    return NULL;
}

bool cost_wide_parse(cost_wide_t *out, const char *text, size_t length, cost_wide_t scale, const char **why)
{
    assert(scale > 0);
    decimal_t decimal;
    *why = read_decimal(&decimal, text, length);
    if (*why)
        return false;
    if (!decimal.decimals && decimal.digits < UINT64_MAX && scale < INT32_MAX) { /* no product leaves 128 bits */
        const cost_wide_t value = (cost_wide_t)decimal.digits * scale;
        *out = decimal.negative ? -value : value;
        return true;
    }
    const cost_uwide_t divisor = (cost_uwide_t)cost_wide_pow10(decimal.decimals);
    cost_uwide_t quotient, remainder = 0;
    const bool fits = divide(&quotient, &remainder, multiply(decimal.digits, (cost_uwide_t)scale), divisor);
    if (remainder)
        *why = too_fine;
    else if (!fits || !with_sign(out, quotient, decimal.negative))
        *why = too_large;
    return !*why;
}

/* The largest level that at least `wanted` of the rests reach, wanted > 0. */
static cost_wide_t cut_level(const cost_wide_t *rests, size_t count, cost_wide_t wanted)
{
    cost_wide_t low = 0, high = 0;
    for (size_t i = 0; i < count; i++)
        high = rests[i] > high ? rests[i] : high;
    while (low < high) {
        const cost_wide_t middle = high - (high - low) / 2;
        cost_wide_t reached = 0;
        for (size_t i = 0; i < count; i++)
            reached += rests[i] >= middle ? 1 : 0;
        if (reached >= wanted)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* Leaves the rest of each share in `rests` and returns what the floors leave of the total. */
static cost_wide_t share_rests(cost_wide_t *rests, const cost_wide_t *weights, size_t count, cost_wide_t total,
                               cost_uwide_t sum)
{
    cost_wide_t left = total;
    for (size_t i = 0; i < count; i++) {
        cost_uwide_t floor = 0, rest = 0;
        (void)divide(&floor, &rest, multiply((cost_uwide_t)total, (cost_uwide_t)weights[i]), sum);
        left -= (cost_wide_t)floor;
        rests[i] = (cost_wide_t)rest;
    }
    return left;
}

bool cost_wide_apportion(cost_wide_t *shares, const cost_wide_t *weights, size_t count, cost_wide_t total)
{
    assert(total >= 0);
    cost_wide_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        assert(weights[i] >= 0);
        if (!cost_wide_add(&sum, sum, weights[i]))
            return false;
    }
    if (sum <= 0)
        return false;
    /* The rests wait in `shares`, so that a month of minutes needs neither memory nor sorting. */
    cost_wide_t left = share_rests(shares, weights, count, total, (cost_uwide_t)sum);
    const cost_wide_t level = left ? cut_level(shares, count, left) : sum;
    for (size_t i = 0; i < count; i++)
        left -= shares[i] > level ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        const bool tie = shares[i] == level && left > 0;
        const bool more = shares[i] > level || tie;
        left -= tie ? 1 : 0;
        (void)cost_wide_mul_div_floor(&shares[i], total, weights[i], sum);
        shares[i] += more ? 1 : 0;
    }
    return true;
}
