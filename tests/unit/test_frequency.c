/* How much of a frequency falls into a stretch of the month. */
#include "libcost/flow/frequency.h"
#include "unit.h"

static const cost_month_t november = {.seconds = 720 * 3600, .hours = 720, .minutes = 720 * 60};

static cost_wide_t total(const char *text, int64_t seconds, cost_wide_t each)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t frequency;
    cost_wide_t out = -1;
    ck_assert_msg(cost_amount_parse(&frequency, text, COST_MEASURE_COUNT_RATE, NULL, why), "%s", why);
    ck_assert(cost_frequency_total(&out, &frequency, &november, seconds, each));
    return out;
}

START_TEST(a_whole_month_has_what_is_stated)
{
    const cost_wide_t micro = 1000000;
    ck_assert(total("7/month", november.seconds, 1) == 7 * micro);
    ck_assert(total("5/day", november.seconds, 1) == 150 * micro);
    ck_assert(total("12/year", november.seconds, 1) == micro);
    ck_assert(total("2/min", november.seconds, 1) == 2 * micro * november.minutes);
    ck_assert(total("1/week", 7 * 86400, 1) == micro);
    ck_assert(total("0/day", november.seconds, 1) == 0);
}
END_TEST

START_TEST(a_part_of_an_occurrence_is_not_rounded_first)
{
    ck_assert(total("1/month", november.seconds / 3, 1) == 333333);
    ck_assert(total("1/month", november.seconds / 3, 300) == 100000000);
}
END_TEST

START_TEST(overflow_is_an_answer)
{
    const cost_amount_t often = {.value = COST_WIDE_MAX / 1000, .per = COST_PER_SECOND};
    const cost_amount_t much = {.value = COST_WIDE_MAX / november.seconds, .per = COST_PER_SECOND};
    cost_wide_t out = 7;
    ck_assert(!cost_frequency_total(&out, &often, &november, november.seconds, 1));
    ck_assert(!cost_frequency_total(&out, &much, &november, november.seconds, 1000));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("frequency", (const TTest *const[]){a_whole_month_has_what_is_stated,
                                                          a_part_of_an_occurrence_is_not_rounded_first,
                                                          overflow_is_an_answer, NULL});
}

UNIT_MAIN(suite)
