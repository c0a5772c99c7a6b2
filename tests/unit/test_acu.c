/* Aurora Serverless v2: scaling rules, section 9. */
#include "libcost/capacity/acu.h"
#include "unit.h"

static const cost_acu_policy_t policy = {.min_half = 1, .max_half = 16, .up_percent = 50, .down_half = 1};

START_TEST(capacity_for_cpu_is_rounded_up_to_half_units)
{
    ck_assert_int_eq(cost_acu_for_cpu(1000000, 2), 4);
    ck_assert_int_eq(cost_acu_for_cpu(1000001, 2), 5);
    ck_assert_int_eq(cost_acu_for_cpu(500000, 4), 4);
    ck_assert_int_eq(cost_acu_for_cpu(0, 2), 0);
}
END_TEST

START_TEST(it_rises_by_half_and_falls_by_half_a_unit)
{
    cost_acu_t acu;
    cost_acu_init(&acu, &policy, 0, true);
    cost_acu_run(&acu, 16, true, 60); /* 2, 3, 4, 6, 9, 13 */
    ck_assert_int_eq(acu.half_seconds, 10 * (2 + 3 + 4 + 6 + 9 + 13));
    cost_acu_run(&acu, 16, true, 60);
    ck_assert_int_eq(acu.half, 16);
    ck_assert_int_eq(acu.short_s, 70);
    cost_acu_run(&acu, 0, true, 60);
    ck_assert_int_eq(acu.half, 10);
    for (int i = 0; i < 3; i++)
        cost_acu_run(&acu, 0, true, 60);
    ck_assert_int_eq(acu.half, 1);
}
END_TEST

START_TEST(it_pauses_without_connections_and_resumes_with_the_first)
{
    cost_acu_policy_t sleeper = policy;
    cost_acu_t acu;
    sleeper.min_half = 0;
    sleeper.pause_after_s = 300;
    sleeper.resume_s = 15;
    sleeper.deep_resume_s = 30;
    cost_acu_init(&acu, &sleeper, 0, true);
    for (int i = 0; i < 10; i++)
        cost_acu_run(&acu, 0, false, 60);
    ck_assert(acu.paused);
    ck_assert_int_eq(acu.half_seconds, 300);
    ck_assert_int_eq(acu.paused_s, 300);
    cost_acu_run(&acu, 1, true, 60);
    ck_assert_int_eq(acu.half_seconds, 360);
    ck_assert_int_eq(acu.resumes, 1);
    ck_assert_int_eq(acu.short_s, 20); /* 15 s, in steps of ten */
    ck_assert_int_eq(acu.least, 0);
    ck_assert_int_eq(acu.most, 1);
    for (int i = 0; i < 6 + 1440; i++)
        cost_acu_run(&acu, 0, false, 60);
    cost_acu_run(&acu, 1, true, 60);
    ck_assert_int_eq(acu.resumes, 2);
    ck_assert_int_eq(acu.short_s, 50); /* 30 s more: it slept for a day */
}
END_TEST

START_TEST(a_stop_begins_anew_and_a_part_of_a_minute_is_one)
{
    cost_acu_t acu;
    cost_acu_init(&acu, &policy, 0, true);
    cost_acu_run(&acu, 16, true, 25); /* 2, 3, and 4 for five seconds */
    ck_assert_int_eq(acu.half_seconds, 20 + 30 + 20);
    cost_acu_start(&acu);
    cost_acu_run(&acu, 0, true, 10);
    ck_assert_int_eq(acu.half_seconds, 70 + 10);
    ck_assert_int_eq(acu.most, 4);
    ck_assert_int_eq(acu.least, 1);
}
END_TEST

START_TEST(a_month_opens_in_a_steady_state)
{
    cost_acu_policy_t sleeper = policy;
    cost_acu_t acu;
    cost_acu_init(&acu, &policy, 9, true);
    ck_assert_int_eq(acu.half, 9);
    cost_acu_init(&acu, &policy, 99, true);
    ck_assert_int_eq(acu.half, 16);
    cost_acu_init(&acu, &policy, 0, false);
    ck_assert_int_eq(acu.half, 1);
    sleeper.min_half = 0;
    sleeper.pause_after_s = 300;
    cost_acu_init(&acu, &sleeper, 0, false);
    ck_assert(acu.paused && acu.half == 0);
}
END_TEST

/* Steady minutes are taken at once: two hundred days of any needs come to the same in parts of ten seconds. */
START_TEST(a_minute_is_six_times_ten_seconds)
{
    cost_acu_policy_t sleeper = policy;
    cost_acu_t whole, parts;
    uint64_t state = 5;
    sleeper.min_half = 0;
    sleeper.pause_after_s = 300;
    sleeper.resume_s = 15;
    sleeper.deep_resume_s = 30;
    cost_acu_init(&whole, &sleeper, 0, false);
    cost_acu_init(&parts, &sleeper, 0, false);
    for (int i = 0; i < 3000; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
        const int64_t needed = (int64_t)(state >> 60);
        const bool connected = needed > 3 && state >> 40 & 3;
        for (int k = 0, minutes = 1 + (int)(state >> 32 & 15) * 8; k < minutes; k++) {
            cost_acu_run(&whole, needed, connected, 60);
            for (int tick = 0; tick < 6; tick++)
                cost_acu_run(&parts, needed, connected, 10);
        }
        ck_assert_int_eq(whole.half, parts.half);
        ck_assert_int_eq(whole.half_seconds, parts.half_seconds);
        ck_assert_int_eq(whole.short_s, parts.short_s);
        ck_assert_int_eq(whole.paused_s, parts.paused_s);
        ck_assert_int_eq(whole.resumes, parts.resumes);
        ck_assert(whole.least == parts.least && whole.most == parts.most);
    }
    ck_assert_int_gt(whole.resumes, 100);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("acu", (const TTest *const[]){capacity_for_cpu_is_rounded_up_to_half_units,
                                                    it_rises_by_half_and_falls_by_half_a_unit,
                                                    it_pauses_without_connections_and_resumes_with_the_first,
                                                    a_month_opens_in_a_steady_state, a_minute_is_six_times_ten_seconds,
                                                    a_stop_begins_anew_and_a_part_of_a_minute_is_one, NULL});
}

UNIT_MAIN(suite)
