/* Quantities at prices of the book: each amount by hand. */
#include "cost.h"
#include "unit.h"

#define M ((int64_t)COST_MICRO)

static cost_catalog_t *book;
static cost_error_t *err;

static void setup(void)
{
    err = cost_error_create();
    ck_assert(!cost_catalog_create(&book, NULL, err));
}

static void teardown(void)
{
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}

static cost_rate_card_t *card_of(const char *const *prices, size_t count, const char *as_of)
{
    cost_rate_card_t *card = NULL;
    ck_assert_msg(!cost_rate_card_create(&card, book, prices, count, as_of, err), "%s", cost_error_text(err, 0));
    return card;
}

#define VCPU "fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux"
#define SQS  "sqs/requests/us-east-1/type=standard"

START_TEST(rows_of_quantities)
{
    /* 2880 x 0.04048 = 116.5824.  250e9 requests: 100,000 million at 0.40, the same at 0.30, 50,000 million at 0.24:
     * 40,000 + 30,000 + 12,000.  At 100e9 exactly: 40,000. */
    static const char *const prices[] = {VCPU, SQS};
    static const int64_t quantities[] = {2880 * M, 250000000000 * M, 0, 100000000000 * M, 0, 0};
    cost_rate_card_t *card = card_of(prices, 2, NULL);
    cost_money_t costs[6], totals[3];
    ck_assert_uint_eq(cost_rate_card_count(card), 2);
    ck_assert_str_eq(cost_rate_card_unit(card, 0), "vCPU-hour");
    ck_assert_str_eq(cost_rate_card_unit(card, 1), "requests");
    ck_assert_ptr_null(cost_rate_card_unit(card, 2));
    ck_assert_int_eq(cost_rate_card_price(card, quantities, 3, costs, totals), COST_OK);
    ck_assert_int_eq(costs[0].nano_usd, 116582400000);
    ck_assert_int_eq(costs[1].nano_usd, 82000000000000);
    ck_assert_int_eq(totals[0].nano_usd, 82116582400000);
    ck_assert_int_eq(totals[1].nano_usd, 40000000000000);
    ck_assert_int_eq(totals[2].nano_usd, 0);
    cost_rate_card_destroy(card);
}
END_TEST

START_TEST(halves_go_to_the_even)
{
    /* A request is 400 nano-dollars: 0.00125 of one 0.5, 0.00375 1.5, 0.00625 2.5, and a millionth more 2.5004. */
    static const char *const prices[] = {SQS};
    static const int64_t quantities[] = {1250, 3750, 6250, 6251};
    static const int64_t wanted[] = {0, 2, 2, 3};
    cost_rate_card_t *card = card_of(prices, 1, NULL);
    cost_money_t totals[4];
    ck_assert_int_eq(cost_rate_card_price(card, quantities, 4, NULL, totals), COST_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(totals[i].nano_usd, wanted[i]);
    cost_rate_card_destroy(card);
}
END_TEST

START_TEST(what_does_not_fit)
{
    /* 9.2e12 hours x 0.04048 are 373 billion USD; 2e11 hours are 8.1 billion, twice that is too much. */
    static const char *const prices[] = {VCPU, VCPU};
    static const int64_t quantities[][2] = {{-1, 0}, {INT64_MAX, 0}, {200000000000 * M, 200000000000 * M}};
    static const int64_t fits[] = {200000000000 * M, 0};
    cost_rate_card_t *card = card_of(prices, 2, NULL);
    cost_money_t total;
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(cost_rate_card_price(card, quantities[i], 1, NULL, &total), COST_ERR_RANGE);
    ck_assert_int_eq(cost_rate_card_price(card, fits, 1, NULL, &total), COST_OK);
    ck_assert_int_eq(total.nano_usd, 8096000000000000000);
    cost_rate_card_destroy(card);
}
END_TEST

START_TEST(every_wrong_key_is_told)
{
    static const char *const prices[] = {VCPU, "fargate/vcpu_hours", "alb/hours/mars-1",
                                         "rds/backup_storage/eu-west-1"};
    static const char *const wanted[] = {
        "fargate/vcpu_hours: a price is service/dimension/region or service/dimension/region/variant, such as "
        "fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux",
        NULL};
    cost_rate_card_t *card = NULL;
    ck_assert_int_eq(cost_rate_card_create(&card, book, prices, 4, NULL, err), COST_ERR_SYNTAX);
    ck_assert_ptr_null(card);
    ck_assert_uint_eq(cost_error_count(err), 3);
    ck_assert_str_eq(cost_error_text(err, 0), wanted[0]);
    ck_assert_int_eq(cost_error_status(err, 1), COST_ERR_NO_PRICE);
    ck_assert_str_eq(cost_error_path(err, 1), "alb/hours/mars-1");
    ck_assert_int_eq(cost_error_status(err, 2), COST_ERR_UNSUPPORTED);
}
END_TEST

START_TEST(prices_of_a_day)
{
    static const char *const prices[] = {VCPU};
    cost_rate_card_t *card = card_of(prices, 1, "2025-11");
    cost_rate_card_destroy(card);
    ck_assert_int_eq(cost_rate_card_create(&card, book, prices, 1, "2025-13", err), COST_ERR_SYNTAX);
    ck_assert_str_eq(cost_error_text(err, 0), "as_of: \"2025-13\" is not a date such as 2025-11-01");
    ck_assert_ptr_null(card);
    cost_rate_card_destroy(NULL);
}
END_TEST

START_TEST(no_price_at_all)
{
    cost_money_t totals[2] = {{1}, {1}};
    cost_rate_card_t *card = card_of(NULL, 0, NULL);
    ck_assert_int_eq(cost_rate_card_price(card, NULL, 2, NULL, totals), COST_OK);
    ck_assert_int_eq(totals[0].nano_usd + totals[1].nano_usd, 0);
    cost_rate_card_destroy(card);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {rows_of_quantities,
                                  halves_go_to_the_even,
                                  what_does_not_fit,
                                  every_wrong_key_is_told,
                                  prices_of_a_day,
                                  no_price_at_all,
                                  NULL};
    Suite *suite = suite_create("rate_card");
    TCase *tcase = tcase_create("rate_card");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
