#include <string.h>

#include "libcost/money/rate.h"
#include "unit.h"

#define MICRO ((cost_wide_t)1000000)
#define HOUR  (3600 * MICRO)
#define GB    (MICRO << 30)

static cost_rate_t rate(const char *text)
{
    cost_rate_t out = {0, 0};
    ck_assert_msg(cost_rate_parse(&out, text, strlen(text)), "%s", text);
    return out;
}

START_TEST(keeps_its_digits)
{
    static const char *const texts[] = {"0.0000166667",
                                        "0.04048",
                                        "0",
                                        "0.00",
                                        "600",
                                        "0.10",
                                        "1.000000000000000000",
                                        "0.000000000000000001",
                                        "9223372036854775807",
                                        "9.223372036854775807"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[COST_RATE_TEXT_SIZE];
        ck_assert_str_eq(cost_rate_text(rate(texts[i]), text), texts[i]);
    }
    ck_assert_int_eq(rate("0.0000166667").digits, 166667);
    ck_assert_int_eq(rate("0.0000166667").scale, 10);
}
END_TEST

START_TEST(does_not_parse)
{
    static const char *const wrong[] = {"",
                                        "-1",
                                        "+1",
                                        "0,0416",
                                        "1e-5",
                                        ".5",
                                        "5.",
                                        "1.2.3",
                                        "007",
                                        "00",
                                        " 1",
                                        "1 ",
                                        "0x1",
                                        "nan",
                                        "$1",
                                        "0.0000000000000000001",
                                        "9223372036854775808",
                                        "9.223372036854775808"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cost_rate_t out = {1, 2};
        ck_assert_msg(!cost_rate_parse(&out, wrong[i], strlen(wrong[i])), "%s", wrong[i]);
    }
    cost_rate_t out;
    ck_assert(cost_rate_parse(&out, "0.5 per hour", 3)); /* the length decides, not a NUL */
    ck_assert_int_eq(out.digits, 5);
}
END_TEST

START_TEST(compares)
{
    ck_assert_int_eq(cost_rate_compare(rate("0.10"), rate("0.1")), 0);
    ck_assert_int_eq(cost_rate_compare(rate("0.10"), rate("0.2")), -1);
    ck_assert_int_eq(cost_rate_compare(rate("0.0000166667"), rate("0.0000133334")), 1);
    ck_assert_int_eq(cost_rate_compare(rate("9223372036854775807"), rate("9.223372036854775807")), 1);
    ck_assert_int_eq(cost_rate_compare(rate("0.000000000000000001"), rate("0")), 1);
}
END_TEST

/* Worked figures of AWS's rules: each line was multiplied out by hand. */
START_TEST(worked_figures)
{
    const struct {
        const char *rate;
        cost_wide_t quantity, one;
        int64_t nano_usd;
    } rows[] = {
        {"0.04048", 1460 * HOUR, HOUR, 59100800000},            /* a 2 vCPU task, 730 h */
        {"0.004445", 2920 * GB * 3600, GB * 3600, 12979400000}, /* its 4 GB */
        {"0.03238", 1460 * HOUR, HOUR, 47274800000},            /* on ARM */
        {"0.00356", 2920 * GB * 3600, GB * 3600, 10395200000},
        {"0.000111", 300 * GB * 3600, GB * 3600, 33300000},    /* 30 GB of ephemeral storage for 10 h */
        {"0.04048", 1500 * MICRO, HOUR, 16866667},             /* 100 tasks x 60 s x 0.25 vCPU: 0.0168666666... */
        {"0.004445", 3000 * GB, GB * 3600, 3704167},           /* 100 x 60 s x 0.5 GB: 0.0037041666... */
        {"0.008", 108 * HOUR / 100, HOUR, 8640000},            /* 1.08 LCU-hours */
        {"0.0075", 1200000 * MICRO, 10000 * MICRO, 900000000}, /* Origin Shield, 1.2 M requests per 10k */
        {"1.00", 4400000 * MICRO, MICRO * MICRO, 4400000000},  /* WebSocket messages */
        {"0.25", 495000 * 60 * MICRO, MICRO * 60 * MICRO, 123750000}, /* connection minutes */
        {"0.0000166667", 400000 * GB, GB, 6666680000},                /* Lambda GB-seconds */
        {"0.145", 730 * HOUR, HOUR, 105850000000},                    /* db.t3.medium Multi-AZ */
        {"0.23", 100 * GB * 2628000, GB * 2628000, 23000000000},      /* its 100 GiB for 730 h */
        {"0.095", 25 * GB * 2592000, GB * 2592000, 2375000000},       /* backups above the allowance */
        {"1.00", 19 * HOUR, 720 * HOUR, 26388889},                    /* a KMS key for 19 of 720 h: 0.02638888... */
        {"600", 0, MICRO, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_money_t money = {-1};
        ck_assert(cost_rate_times(&money, rate(rows[i].rate), rows[i].quantity, rows[i].one));
        ck_assert_msg(money.nano_usd == rows[i].nano_usd, "row %zu: %s", i, rows[i].rate);
    }
}
END_TEST

/* Half a nano-dollar goes to the even neighbour; anything beside the half does not. */
START_TEST(rounds_half_to_even)
{
    for (int64_t k = 0; k < 700; k++) {
        const cost_rate_t half = {10 * k + 5, 10};
        cost_money_t money;
        ck_assert(cost_rate_times(&money, half, MICRO, MICRO));
        ck_assert_int_eq(money.nano_usd, k + k % 2);
        ck_assert(cost_rate_times(&money, (cost_rate_t){10 * k + 4, 10}, MICRO, MICRO));
        ck_assert_int_eq(money.nano_usd, k);
        ck_assert(cost_rate_times(&money, half, MICRO * MICRO + 1, MICRO * MICRO));
        ck_assert_int_eq(money.nano_usd, k + 1);
        /* the same half from a rate of 18 decimals and from a third of a unit */
        ck_assert(cost_rate_times(&money, (cost_rate_t){(10 * k + 5) * 100000000, 18}, MICRO, MICRO));
        ck_assert_int_eq(money.nano_usd, k + k % 2);
        ck_assert(cost_rate_times(&money, (cost_rate_t){3 * (10 * k + 5), 10}, MICRO, 3 * MICRO));
        ck_assert_int_eq(money.nano_usd, k + k % 2);
    }
}
END_TEST

START_TEST(large_amounts)
{
    cost_money_t money = {7};
    /* 92 billion GB-months at 0.1 USD: 9.2 billion USD from 2.6e32 base counts */
    ck_assert(cost_rate_times(&money, rate("0.1"), (cost_wide_t)92000000000 * GB * 2592000, GB * 2592000));
    ck_assert_int_eq(money.nano_usd, 9200000000000000000);
    ck_assert(!cost_rate_times(&money, rate("0.1"), (cost_wide_t)93000000000 * GB * 2592000, GB * 2592000));
    ck_assert_int_eq(money.nano_usd, 9200000000000000000);
    ck_assert(cost_rate_times(&money, rate("1"), INT64_MAX, 1000000000));
    ck_assert_int_eq(money.nano_usd, INT64_MAX);
    ck_assert(!cost_rate_times(&money, rate("1"), (cost_wide_t)INT64_MAX + 1, 1000000000));
    ck_assert(cost_rate_times(&money, rate("9223372036854775807"), 1, 1000000000));
    ck_assert_int_eq(money.nano_usd, INT64_MAX);
    ck_assert(!cost_rate_times(&money, rate("9223372036854775807"), COST_WIDE_MAX, 1));
    ck_assert(cost_rate_times(&money, rate("0.000000000000000001"), COST_WIDE_MAX / 1000000000, MICRO * MICRO));
    ck_assert_int_eq(money.nano_usd, 170141183); /* 1.70e29 / 1e12 x 1e-18 USD */
}
END_TEST

/* {rate, factor in 1e-9, their product}; the last ones leave the 18 decimals that a rate has. */
START_TEST(parts_of_a_rate)
{
    static const struct {
        const char *rate;
        int64_t factor;
        const char *part;
    } parts[] = {{"0.04048", 300000000, "0.012144"},
                 {"0.10", 1000000000, "0.1"},
                 {"0.136", 0, "0"},
                 {"0", 500000000, "0"},
                 {"123", 1300000000, "159.9"},
                 {"0.000000001", 333333333, "0.000000000333333333"},
                 {"0.0000000001", 333333335, "0.000000000033333334"}, /* half to even */
                 {"0.0000000001", 333333345, "0.000000000033333334"},
                 {"0.00000000001", 333333349, "0.000000000003333333"}, /* 49 is less than a half; 4.9 is not 5 */
                 {"0.00000000001", 333333350, "0.000000000003333334"},
                 {"0.00000000001", 333333449, "0.000000000003333334"},
                 {"0.00000000001", 333333450, "0.000000000003333334"},
                 {"0.00000000001", 333333451, "0.000000000003333335"},
                 {"9223372036.854775807", 500000001, "4611686027.650759940"}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char text[COST_RATE_TEXT_SIZE];
        ck_assert_str_eq(cost_rate_text(cost_rate_part(rate(parts[i].rate), parts[i].factor), text), parts[i].part);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("rate", (const TTest *const[]){keeps_its_digits, does_not_parse, compares, worked_figures,
                                                     rounds_half_to_even, large_amounts, parts_of_a_rate, NULL});
}

UNIT_MAIN(suite)
