#include <string.h>

#include "libcost/money/wide.h"
#include "unit.h"

/* Check has no 128-bit assertion, so values are compared as their digits, which reads well in a failure too. */
static void expect_wide(cost_wide_t got, const char *want)
{
    char text[COST_WIDE_TEXT_SIZE];
    ck_assert_str_eq(cost_wide_text(got, text), want);
}

static void expect_same(cost_wide_t got, cost_wide_t want)
{
    char text[COST_WIDE_TEXT_SIZE];
    expect_wide(got, cost_wide_text(want, text));
}

/* ---- numbers at random, the same in every run ---- */

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* 0 to 127 bits, each length as likely as the others, so that small and large ones meet. */
static cost_wide_t positive(uint64_t *state)
{
    const int bits = (int)(next(state) % 128);
    const cost_uwide_t high = next(state), low = next(state);
    return bits ? (cost_wide_t)((high << 64 | low) >> (128 - bits)) : 0;
}

static cost_wide_t any(uint64_t *state)
{
    const cost_wide_t value = positive(state);
    return next(state) % 2 ? -value : value;
}

/* ---- the slow way: 16 digits of 16 bits, divided bit by bit ---- */

enum { DIGITS = 16 };
typedef struct {
    uint32_t digit[DIGITS + 1]; /* the smallest first; one to spare */
} slow_t;

static slow_t slow_from(cost_wide_t value)
{
    slow_t out = {{0}};
    cost_uwide_t rest = value < 0 ? (cost_uwide_t)(-(value + 1)) + 1 : (cost_uwide_t)value;
    for (int i = 0; i < DIGITS / 2; i++, rest >>= 16)
        out.digit[i] = (uint32_t)(rest & 0xFFFF);
    return out;
}

static slow_t slow_multiply(const slow_t *a, const slow_t *b)
{
    slow_t out = {{0}};
    for (int i = 0; i < DIGITS / 2; i++) {
        uint32_t carry = 0;
        for (int j = 0; j < DIGITS / 2 || carry; j++) {
            const uint32_t sum = out.digit[i + j] + carry + (j < DIGITS / 2 ? a->digit[i] * b->digit[j] : 0);
            out.digit[i + j] = sum & 0xFFFF;
            carry = sum >> 16;
        }
    }
    return out;
}

static void slow_double(slow_t *value, uint32_t bit)
{
    for (int i = 0; i <= DIGITS; i++) {
        const uint32_t sum = value->digit[i] * 2 + bit;
        value->digit[i] = sum & 0xFFFF;
        bit = sum >> 16;
    }
}

static int slow_compare(const slow_t *a, const slow_t *b)
{
    for (int i = DIGITS; i >= 0; i--) {
        if (a->digit[i] != b->digit[i])
            return a->digit[i] < b->digit[i] ? -1 : 1;
    }
    return 0;
}

static void slow_subtract(slow_t *a, const slow_t *b)
{
    uint32_t borrow = 0;
    for (int i = 0; i <= DIGITS; i++) {
        const uint32_t take = b->digit[i] + borrow;
        borrow = a->digit[i] < take ? 1 : 0;
        a->digit[i] = a->digit[i] + borrow * 0x10000 - take;
    }
}

/* a becomes the quotient; the remainder is returned. */
static slow_t slow_divide(slow_t *a, const slow_t *b)
{
    slow_t quotient = {{0}}, rest = {{0}};
    for (int bit = DIGITS * 16 - 1; bit >= 0; bit--) {
        slow_double(&rest, a->digit[bit / 16] >> (bit % 16) & 1);
        const bool goes = slow_compare(&rest, b) >= 0;
        slow_double(&quotient, goes ? 1 : 0);
        if (goes)
            slow_subtract(&rest, b);
    }
    *a = quotient;
    return rest;
}

typedef enum { NEAREST, DOWN, UP } way_t;

static bool slow_mul_div(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c, way_t way)
{
    const slow_t left = slow_from(a), right = slow_from(b), divisor = slow_from(c);
    const bool negative = (a < 0) != (b < 0);
    slow_t quotient = slow_multiply(&left, &right);
    slow_t rest = slow_divide(&quotient, &divisor);
    const bool exact = slow_compare(&rest, &(slow_t){{0}}) == 0;
    slow_double(&rest, 0);
    const int half = slow_compare(&rest, &divisor);
    bool away = half > 0 || (half == 0 && quotient.digit[0] % 2);
    if (way != NEAREST)
        away = !exact && negative == (way == DOWN);
    if (away) {
        uint32_t carry = 1;
        for (int i = 0; i < DIGITS && carry; i++) {
            quotient.digit[i] += carry;
            carry = quotient.digit[i] >> 16;
            quotient.digit[i] &= 0xFFFF;
        }
    }
    cost_uwide_t value = 0;
    for (int i = DIGITS - 1; i >= 0; i--) {
        if (i >= DIGITS / 2 && quotient.digit[i])
            return false;
        value = value << 16 | quotient.digit[i];
    }
    const cost_uwide_t most = (cost_uwide_t)COST_WIDE_MAX;
    if (value > most + (negative ? 1 : 0))
        return false;
    *out = value > most ? COST_WIDE_MIN : negative ? -(cost_wide_t)value : (cost_wide_t)value;
    return true;
}

START_TEST(sums)
{
    cost_wide_t out = 7;
    ck_assert(cost_wide_add(&out, COST_WIDE_MAX, 0));
    expect_same(out, COST_WIDE_MAX);
    ck_assert(cost_wide_add(&out, COST_WIDE_MIN, COST_WIDE_MAX));
    expect_wide(out, "-1");
    ck_assert(!cost_wide_add(&out, COST_WIDE_MAX, 1));
    ck_assert(!cost_wide_add(&out, COST_WIDE_MIN, -1));
    ck_assert(cost_wide_sub(&out, -1, COST_WIDE_MIN));
    expect_same(out, COST_WIDE_MAX);
    ck_assert(!cost_wide_sub(&out, 0, COST_WIDE_MIN));
    ck_assert(!cost_wide_sub(&out, COST_WIDE_MIN, 1));
    expect_same(out, COST_WIDE_MAX); /* a refusal leaves it alone */
}
END_TEST

START_TEST(products)
{
    cost_wide_t out = 7;
    const cost_wide_t two_to_64 = (cost_wide_t)1 << 64, two_to_63 = (cost_wide_t)1 << 63;
    ck_assert(!cost_wide_mul(&out, two_to_64, two_to_63));
    ck_assert(!cost_wide_mul(&out, two_to_64, two_to_64));
    ck_assert(!cost_wide_mul(&out, COST_WIDE_MIN, -1));
    expect_wide(out, "7");
    ck_assert(cost_wide_mul(&out, -two_to_64, two_to_63));
    expect_same(out, COST_WIDE_MIN);
    ck_assert(cost_wide_mul(&out, COST_WIDE_MIN, 1));
    expect_same(out, COST_WIDE_MIN);
    ck_assert(cost_wide_mul(&out, -1000000007, 998244353));
    expect_wide(out, "-998244359987710471");
}
END_TEST

START_TEST(rounding_by_hand)
{
    /* a b c, then nearest, floor, ceil: 5/2 = 2.5, 7/2 = 3.5, 10/3 = 3.33, 11/3 = 3.67 */
    static const struct {
        int a, b, c;
        const char *nearest, *floor, *ceil;
    } rows[] = {
        {5, 1, 2, "2", "2", "3"},      {7, 1, 2, "4", "3", "4"},   {-5, 1, 2, "-2", "-3", "-2"},
        {5, -7, 10, "-4", "-4", "-3"}, {1, 10, 3, "3", "3", "4"},  {11, 1, 3, "4", "3", "4"},
        {-11, 1, 3, "-4", "-4", "-3"}, {-1, 1, 3, "0", "-1", "0"}, {1, 1, 2, "0", "0", "1"},
        {-1, -1, 2, "0", "0", "1"},    {0, 9, 4, "0", "0", "0"},   {6, 4, 8, "3", "3", "3"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_wide_t out;
        ck_assert(cost_wide_mul_div(&out, rows[i].a, rows[i].b, rows[i].c));
        expect_wide(out, rows[i].nearest);
        ck_assert(cost_wide_mul_div_floor(&out, rows[i].a, rows[i].b, rows[i].c));
        expect_wide(out, rows[i].floor);
        ck_assert(cost_wide_mul_div_ceil(&out, rows[i].a, rows[i].b, rows[i].c));
        expect_wide(out, rows[i].ceil);
    }
}
END_TEST

START_TEST(mul_div_at_the_edges)
{
    cost_wide_t out = 7;
    ck_assert(cost_wide_mul_div(&out, COST_WIDE_MAX, COST_WIDE_MAX, COST_WIDE_MAX));
    expect_same(out, COST_WIDE_MAX);
    ck_assert(cost_wide_mul_div(&out, COST_WIDE_MIN, COST_WIDE_MAX, COST_WIDE_MAX));
    expect_same(out, COST_WIDE_MIN);
    ck_assert(cost_wide_mul_div(&out, COST_WIDE_MIN, 1, 1));
    expect_same(out, COST_WIDE_MIN);
    ck_assert(!cost_wide_mul_div(&out, COST_WIDE_MIN, -1, 1));
    ck_assert(!cost_wide_mul_div(&out, COST_WIDE_MIN, COST_WIDE_MIN, COST_WIDE_MAX));
    ck_assert(!cost_wide_mul_div(&out, COST_WIDE_MAX, 2, 1));
    ck_assert(!cost_wide_mul_div_ceil(&out, COST_WIDE_MAX, 3, 2));
    expect_same(out, COST_WIDE_MIN);
    /* (2^127 - 1)^2 / 2^126 = 2^128 - 4 + 2^-126: one bit more than fits */
    ck_assert(!cost_wide_mul_div(&out, COST_WIDE_MAX, COST_WIDE_MAX, (cost_wide_t)1 << 126));
}
END_TEST

START_TEST(mul_div_at_random)
{
    uint64_t state = 20251122;
    int overflows = 0, mismatches = 0;
    for (int i = 0; i < 3000; i++) {
        const cost_wide_t a = any(&state), b = any(&state), c = positive(&state) / 2 + 1;
        static bool (*const ways[])(cost_wide_t *, cost_wide_t, cost_wide_t, cost_wide_t) = {
            [NEAREST] = cost_wide_mul_div, [DOWN] = cost_wide_mul_div_floor, [UP] = cost_wide_mul_div_ceil};
        for (int way = NEAREST; way <= UP; way++) {
            cost_wide_t got = 7, want = 7;
            const bool fits = ways[way](&got, a, b, c);
            mismatches += fits != slow_mul_div(&want, a, b, c, (way_t)way) || got != want;
            overflows += !fits;
        }
    }
    ck_assert_int_eq(mismatches, 0);
    ck_assert_int_gt(overflows, 100); /* both answers were met often */
    ck_assert_int_lt(overflows, 6000);
}
END_TEST

/* Ties come up once in a blue moon at random: 2 q + 1 halves, with a product beyond 128 bits. */
START_TEST(mul_div_ties)
{
    uint64_t state = 7;
    for (int i = 0; i < 1000; i++) {
        const cost_wide_t c = ((positive(&state) >> 3) + 1) * 2;
        const cost_wide_t odd = (cost_wide_t)(next(&state) >> 8 | 1);
        cost_wide_t got;
        ck_assert(cost_wide_mul_div(&got, c / 2, odd, c));
        expect_same(got, odd / 2 + (odd / 2) % 2);
        ck_assert(cost_wide_mul_div(&got, -odd, c / 2, c));
        expect_same(got, -(odd / 2 + (odd / 2) % 2));
    }
}
END_TEST

START_TEST(compared_products)
{
    ck_assert_int_eq(cost_wide_compare_products(3, 4, 2, 6), 0);
    ck_assert_int_eq(cost_wide_compare_products(3, 4, 2, 7), -1);
    ck_assert_int_eq(cost_wide_compare_products(3, 5, 2, 7), 1);
    ck_assert_int_eq(cost_wide_compare_products(0, COST_WIDE_MAX, 0, 1), 0);
    ck_assert_int_eq(cost_wide_compare_products(COST_WIDE_MAX, COST_WIDE_MAX, COST_WIDE_MAX, COST_WIDE_MAX - 1), 1);
    /* (m - 1)(m + 1) = m^2 - 1, a difference in the last of 252 bits */
    const cost_wide_t m = (cost_wide_t)1 << 126;
    ck_assert_int_eq(cost_wide_compare_products(m - 1, m + 1, m, m), -1);
    ck_assert_int_eq(cost_wide_compare_products(m, m, m + 1, m - 1), 1);
}
END_TEST

START_TEST(roots)
{
    expect_wide(cost_wide_sqrt_product(2, 8), "4");
    expect_wide(cost_wide_sqrt_product(1, 2), "1"); /* 1.414 */
    expect_wide(cost_wide_sqrt_product(1, 3), "2"); /* 1.732 */
    expect_wide(cost_wide_sqrt_product(1, 6), "2"); /* 2.449 */
    expect_wide(cost_wide_sqrt_product(1, 7), "3"); /* 2.646 */
    expect_wide(cost_wide_sqrt_product(0, COST_WIDE_MAX), "0");
    expect_wide(cost_wide_sqrt_product(20000, 60000), "34641");                         /* 34641.016 */
    expect_wide(cost_wide_sqrt_product(2, cost_wide_pow10(36)), "1414213562373095049"); /* ...5048.80 */
    expect_same(cost_wide_sqrt_product(COST_WIDE_MAX, COST_WIDE_MAX), COST_WIDE_MAX);
    /* MAX - 1/2 and a little less */
    expect_same(cost_wide_sqrt_product(COST_WIDE_MAX, COST_WIDE_MAX - 1), COST_WIDE_MAX - 1);
    uint64_t state = 99;
    for (int i = 0; i < 1000; i++) {
        const cost_wide_t a = positive(&state) / 4, b = positive(&state) / 4;
        const cost_wide_t root = cost_wide_sqrt_product(a, b);
        ck_assert_int_le(cost_wide_compare_products(a, b, root, root + 1), 0); /* a b <= (r + 1/2)^2 */
        if (root)
            ck_assert_int_gt(cost_wide_compare_products(a, b, root, root - 1), 0); /* a b > (r - 1/2)^2 */
    }
}
END_TEST

START_TEST(divisors_and_powers)
{
    expect_wide(cost_wide_gcd(0, 0), "0");
    expect_wide(cost_wide_gcd(0, -12), "12");
    expect_wide(cost_wide_gcd(84, -36), "12");
    expect_wide(cost_wide_gcd(COST_WIDE_MAX, 2), "1");
    expect_wide(cost_wide_pow10(0), "1");
    expect_wide(cost_wide_pow10(38), "100000000000000000000000000000000000000");
}
END_TEST

START_TEST(texts)
{
    expect_wide(0, "0");
    expect_wide(-42, "-42");
    expect_wide(COST_WIDE_MAX, "170141183460469231731687303715884105727");
    expect_wide(COST_WIDE_MIN, "-170141183460469231731687303715884105728");
}
END_TEST

static void expect_decimal(cost_wide_t value, cost_wide_t one, int decimals, const char *want)
{
    char text[COST_WIDE_TEXT_SIZE];
    ck_assert_str_eq(cost_wide_decimal(value, one, decimals, text), want);
}

START_TEST(decimals)
{
    expect_decimal(2880000000, 1000000, 9, "2880");
    expect_decimal(250000, 1000000, 9, "0.25");
    expect_decimal(650, 3, 9, "216.666666667");
    expect_decimal(-650, 3, 9, "-216.666666667");
    expect_decimal(1, 8, 2, "0.12"); /* 0.125: half to even */
    expect_decimal(3, 8, 2, "0.38"); /* 0.375 */
    expect_decimal(5, 2, 0, "2");
    expect_decimal(7, 2, 0, "4");
    expect_decimal(-1, 1000, 2, "0");
    expect_decimal(1999, 1000, 2, "2");
    expect_decimal(10007, 10000, 20, "1.0007");
    expect_decimal(COST_WIDE_MAX, COST_WIDE_MAX - 1, 20, "1");
    expect_decimal(COST_WIDE_MAX - 2, COST_WIDE_MAX, 20, "1");
    expect_decimal(COST_WIDE_MAX / 3, COST_WIDE_MAX, 20, "0.33333333333333333333");
    expect_decimal(COST_WIDE_MIN, 1, 20, "-170141183460469231731687303715884105728");
    expect_decimal(COST_WIDE_MAX, 10, 9, "17014118346046923173168730371588410572.7");
}
END_TEST

/* The value, or what is wrong. */
static const char *parsed(const char *text, cost_wide_t scale)
{
    static char out[COST_WIDE_TEXT_SIZE];
    const char *why = "";
    cost_wide_t value;
    return cost_wide_parse(&value, text, strlen(text), scale, &why) ? cost_wide_text(value, out) : why;
}

START_TEST(parses)
{
    ck_assert_str_eq(parsed("12", 1000000), "12000000");
    ck_assert_str_eq(parsed("-0.5", 1000000), "-500000");
    ck_assert_str_eq(parsed("0.1", (cost_wide_t)1000000 << 30), "107374182400000");
    ck_assert_str_eq(parsed("1.0000000000000000000000000000000000000000000000000000000000", 1), "1");
    ck_assert_str_eq(parsed("0.00", 1), "0");
    ck_assert_str_eq(parsed("-0", 1), "0");
    ck_assert_str_eq(parsed("007", 1), "7");
    ck_assert_str_eq(parsed("0.125", 8), "1");
    ck_assert_str_eq(parsed("170141183460469231731687303715884105727", 1), "170141183460469231731687303715884105727");
    ck_assert_str_eq(parsed("-170141183460469231731687303715884105728", 1), "-170141183460469231731687303715884105728");
    ck_assert_str_eq(parsed("17014118346046923173168730371588410572.7", 10), "170141183460469231731687303715884105727");
}
END_TEST

START_TEST(does_not_parse)
{
    static const char fine[] = "has more decimals than can be counted exactly", large[] = "is too large";
    static const char number[] = "is not a decimal number such as 12 or 0.5";
    ck_assert_str_eq(parsed("0.0000001", 1000000), fine);
    ck_assert_str_eq(parsed("0.3", 8), fine);
    ck_assert_str_eq(parsed("0.000000000000000000000000000000000000000001", 1), fine);
    ck_assert_str_eq(parsed("170141183460469231731687303715884105728", 1), large);
    ck_assert_str_eq(parsed("-170141183460469231731687303715884105729", 1), large);
    ck_assert_str_eq(parsed("9999999999999999999999999999999999999999999999999", 1), large);
    ck_assert_str_eq(parsed("17014118346046923173168730371588410573", 10), large);
    static const char *const wrong[] = {"", "-", "+5", ".5", "5.", "--5", "1.2.3", "five", "-.5"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_str_eq(parsed(wrong[i], 1), number);
    ck_assert_ptr_nonnull(strstr(parsed("1,000", 1), "separator"));
    ck_assert_ptr_nonnull(strstr(parsed("1_000", 1), "separator"));
    ck_assert_ptr_nonnull(strstr(parsed("1'000", 1), "separator"));
    ck_assert_ptr_nonnull(strstr(parsed("1 000", 1), "separator"));
    ck_assert_ptr_nonnull(strstr(parsed("1e3", 1), "exponent"));
    ck_assert_ptr_nonnull(strstr(parsed("-1.5E-3", 1), "exponent"));
    ck_assert_ptr_nonnull(strstr(parsed("0x10", 1), "hexadecimal"));
    ck_assert_ptr_nonnull(strstr(parsed("nan", 1), "finite"));
    ck_assert_ptr_nonnull(strstr(parsed("-Infinity", 1), "finite"));
}
END_TEST

START_TEST(shares_by_hand)
{
    cost_wide_t shares[3];
    /* 100/3 = 33 and 1 left: all rests are equal, the first gets it */
    ck_assert(cost_wide_apportion(shares, (cost_wide_t[]){1, 1, 1}, 3, 100));
    ck_assert(shares[0] == 34 && shares[1] == 33 && shares[2] == 33);
    /* 30/7 = 4 rest 2, twice; 10/7 = 1 rest 3, the largest rest */
    ck_assert(cost_wide_apportion(shares, (cost_wide_t[]){3, 3, 1}, 3, 10));
    ck_assert(shares[0] == 4 && shares[1] == 4 && shares[2] == 2);
    /* 2 * 5/11 = 0 rest 10, 2 * 1/11 = 0 rest 2: both units go to the fives */
    ck_assert(cost_wide_apportion(shares, (cost_wide_t[]){5, 1, 5}, 3, 2));
    ck_assert(shares[0] == 1 && shares[1] == 0 && shares[2] == 1);
    ck_assert(cost_wide_apportion(shares, (cost_wide_t[]){0, 5, 0}, 3, 7));
    ck_assert(shares[0] == 0 && shares[1] == 7 && shares[2] == 0);
    ck_assert(cost_wide_apportion(shares, (cost_wide_t[]){1, 2, 3}, 3, 0));
    ck_assert(shares[0] == 0 && shares[1] == 0 && shares[2] == 0);
    ck_assert(!cost_wide_apportion(shares, (cost_wide_t[]){0, 0, 0}, 3, 5));
    ck_assert(!cost_wide_apportion(shares, (cost_wide_t[]){COST_WIDE_MAX, 1, 0}, 3, 5));
}
END_TEST

enum { SHARE_MAX = 60 };

static cost_wide_t sum_of(const cost_wide_t *values, size_t count)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < count; i++)
        ck_assert(cost_wide_add(&sum, sum, values[i]));
    return sum;
}

START_TEST(shares_at_random)
{
    uint64_t state = 3;
    for (int round = 0; round < 500; round++) {
        cost_wide_t weights[SHARE_MAX], mirrored[SHARE_MAX], shares[SHARE_MAX], back[SHARE_MAX];
        const size_t count = 1 + next(&state) % SHARE_MAX;
        const cost_wide_t total = positive(&state);
        const int shift = (int)(next(&state) % 120) + 7;
        for (size_t i = 0; i < count; i++)
            weights[i] = positive(&state) >> shift;
        weights[count - 1]++;
        for (size_t i = 0; i < count; i++)
            mirrored[i] = weights[count - 1 - i];
        ck_assert(cost_wide_apportion(shares, weights, count, total));
        ck_assert(cost_wide_apportion(back, mirrored, count, total));
        expect_same(sum_of(shares, count), total);
        expect_same(sum_of(back, count), total);
        const cost_wide_t sum = sum_of(weights, count);
        for (size_t i = 0; i < count; i++) {
            cost_wide_t floor;
            ck_assert(cost_wide_mul_div_floor(&floor, total, weights[i], sum));
            ck_assert(shares[i] == floor || shares[i] == floor + 1);
            const cost_wide_t other = back[count - 1 - i];
            /* Order matters only among equal rests. */
            bool tied = shares[i] == other;
            for (size_t j = 0; j < count && !tied; j++)
                tied = j != i && shares[j] != back[count - 1 - j];
            ck_assert(tied);
        }
    }
}
END_TEST

/* Largest remainder as the textbook has it: all rests sorted, the first ones get one more. */
START_TEST(shares_of_a_month)
{
    enum { MINUTES = 44640 };
    static cost_wide_t weights[MINUTES], shares[MINUTES];
    uint64_t state = 11;
    for (size_t i = 0; i < MINUTES; i++)
        weights[i] = (cost_wide_t)(next(&state) % 1000000);
    const cost_wide_t total = (cost_wide_t)9000000 * 1000000;
    ck_assert(cost_wide_apportion(shares, weights, MINUTES, total));
    expect_same(sum_of(shares, MINUTES), total);
    const cost_wide_t sum = sum_of(weights, MINUTES);
    cost_wide_t least_lucky = sum, most_unlucky = -1;
    for (size_t i = 0; i < MINUTES; i++) {
        const cost_wide_t rest = total * weights[i] % sum;
        const bool lucky = shares[i] > total * weights[i] / sum;
        if (lucky && rest < least_lucky)
            least_lucky = rest;
        if (!lucky && rest > most_unlucky)
            most_unlucky = rest;
    }
    ck_assert(least_lucky >= most_unlucky);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("wide", (const TTest *const[]){sums, products, rounding_by_hand, mul_div_at_the_edges,
                                                     mul_div_at_random, mul_div_ties, compared_products, roots,
                                                     divisors_and_powers, texts, decimals, parses, does_not_parse,
                                                     shares_by_hand, shares_at_random, shares_of_a_month, NULL});
}

UNIT_MAIN(suite)
