#include <string.h>

#include "cost/money.h"
#include "unit.h"

static void expect_text(int64_t nano_usd, int decimals, const char *want)
{
    char text[COST_MONEY_TEXT_SIZE];
    ck_assert_str_eq(cost_money_text((cost_money_t){nano_usd}, decimals, text), want);
}

START_TEST(texts)
{
    expect_text(72080200000, 9, "72.080200000");
    expect_text(72080200000, 2, "72.08");
    expect_text(72080200000, 0, "72");
    expect_text(0, 9, "0.000000000");
    expect_text(0, 0, "0");
    expect_text(-1, 9, "-0.000000001");
    expect_text(INT64_MAX, 9, "9223372036.854775807");
    expect_text(INT64_MIN, 9, "-9223372036.854775808");
    expect_text(INT64_MIN, 0, "-9223372037");
}
END_TEST

START_TEST(rounds_half_to_even)
{
    expect_text(125000000, 2, "0.12");
    expect_text(135000000, 2, "0.14");
    expect_text(125000001, 2, "0.13");
    expect_text(500000000, 0, "0");
    expect_text(1500000000, 0, "2");
    expect_text(-125000000, 2, "-0.12");
    expect_text(999999999, 8, "1.00000000");
    expect_text(-1000, 2, "0.00");
}
END_TEST

START_TEST(decimals_out_of_range)
{
    expect_text(1234567890, -1, "1");
    expect_text(1234567890, 12, "1.234567890");
}
END_TEST

START_TEST(parses)
{
    static const struct {
        const char *text;
        int64_t nano_usd;
    } rows[] = {
        {"-12.345", -12345000000},
        {"0", 0},
        {"0.000000001", 1},
        {"59.1008", 59100800000},
        {"9223372036.854775807", INT64_MAX},
        {"-9223372036.854775808", INT64_MIN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_money_t money = {7};
        ck_assert_int_eq(cost_money_parse(&money, rows[i].text), COST_OK);
        ck_assert_int_eq(money.nano_usd, rows[i].nano_usd);
    }
}
END_TEST

START_TEST(does_not_parse)
{
    static const char *const wrong[] = {"",   "-",  "$5",  "5 USD", "1,000", "1e3",   "0x1", ".5",
                                        "5.", "+5", "nan", " 5",    "5 ",    "1.2.3", "--1", "0.0000000000"};
    static const char *const large[] = {"9223372036.854775808", "-9223372036.854775809", "10000000000",
                                        "99999999999999999999999999999999999999999999999"};
    cost_money_t money = {7};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_msg(cost_money_parse(&money, wrong[i]) == COST_ERR_SYNTAX, "%s", wrong[i]);
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++)
        ck_assert_msg(cost_money_parse(&money, large[i]) == COST_ERR_RANGE, "%s", large[i]);
    ck_assert_int_eq(money.nano_usd, 7);
}
END_TEST

START_TEST(reads_what_it_wrote)
{
    uint64_t state = 5;
    for (int i = 0; i < 2000; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char text[COST_MONEY_TEXT_SIZE];
        const int64_t nano_usd = (int64_t)(state >> (i % 64)) - (i % 2 ? INT64_MAX / 3 : 0);
        cost_money_t money;
        if (nano_usd < 0 && i % 2 == 0)
            continue;
        ck_assert_int_eq(cost_money_parse(&money, cost_money_text((cost_money_t){nano_usd}, 9, text)), COST_OK);
        ck_assert_int_eq(money.nano_usd, nano_usd);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("money", (const TTest *const[]){texts, rounds_half_to_even, decimals_out_of_range, parses,
                                                      does_not_parse, reads_what_it_wrote, NULL});
}

UNIT_MAIN(suite)
