/* Bursts: their form, presets, times and chances. */
#include "libcost/demand/event.h"

#include <string.h>

#include "libcost/money/wide.h"
#include "traffic.h"

/* x 5 for two minutes, ramps of two minutes, from second 0 on: 1.. 3, 3.. 5, 5, 5 and back. */
START_TEST(a_ramp_is_linear)
{
    static const int64_t means[] = {1000000000, 2000000000, 4000000000, 5000000000,
                                    5000000000, 4000000000, 2000000000, 1000000000};
    const cost_event_t event = {.hold_s = 120, .ramp_s = 120, .times = 5 * COST_EVENT_ONE, .chance = COST_EVENT_ONE};
    for (int m = 0; m < 8; m++)
        ck_assert_int_eq(cost_event_factor(&event, 60 * (m - 1)), means[m]);
    ck_assert_int_eq(cost_event_end(&event), 360);
}
END_TEST

START_TEST(parts_of_minutes_count_as_parts)
{
    const cost_event_t event = {.at = 45, .hold_s = 30, .times = 3 * COST_EVENT_ONE, .chance = COST_EVENT_ONE};
    ck_assert_int_eq(cost_event_factor(&event, 0), COST_EVENT_ONE * 3 / 2);  /* 15 s of 60 x 2 */
    ck_assert_int_eq(cost_event_factor(&event, 60), COST_EVENT_ONE * 3 / 2); /* and the other 15 */
    ck_assert_int_eq(cost_event_factor(&event, 120), COST_EVENT_ONE);
    const cost_event_t dip = {.hold_s = 60, .times = 0, .chance = COST_EVENT_ONE};
    ck_assert_int_eq(cost_event_factor(&dip, 0), 0);
    ck_assert_int_eq(cost_event_factor(&dip, -30), COST_EVENT_ONE / 2);
}
END_TEST

/* What an event adds is (times - 1) x (hold + ramp), however it lies to the minutes. */
START_TEST(an_event_adds_its_area)
{
    uint64_t state = 1;
    for (int i = 0; i < 2000; i++) {
        const cost_event_t event = {.at = traffic_below(&state, 300),
                                    .hold_s = traffic_below(&state, 2000),
                                    .ramp_s = traffic_below(&state, 1000),
                                    .times = traffic_below(&state, 20 * COST_EVENT_ONE),
                                    .chance = COST_EVENT_ONE};
        cost_wide_t sum = 0, want = (cost_wide_t)(event.times - COST_EVENT_ONE) * (event.hold_s + event.ramp_s);
        for (int64_t second = 0; second < cost_event_end(&event); second += 60)
            sum += (cost_wide_t)(cost_event_factor(&event, second) - COST_EVENT_ONE) * 60;
        ck_assert(sum - want <= 60 * 100 && want - sum <= 60 * 100); /* 1e-9 of a minute for each rounding */
    }
}
END_TEST

/* scaling-rules 10.1: launch x5, ramp 10 min, plateau 60 min; email x3, 2, 20 min; crawler x1.5, 6 h. */
START_TEST(presets)
{
    cost_event_t event = {.at = 7, .chance = 9};
    ck_assert(cost_event_preset(&event, "launch"));
    ck_assert(event.times == 5 * COST_EVENT_ONE && event.ramp_s == 600 && event.hold_s == 3600);
    ck_assert(cost_event_preset(&event, "email"));
    ck_assert(event.times == 3 * COST_EVENT_ONE && event.ramp_s == 120 && event.hold_s == 1200);
    ck_assert(cost_event_preset(&event, "crawler"));
    ck_assert(event.times == COST_EVENT_ONE * 3 / 2 && event.ramp_s == 0 && event.hold_s == 21600);
    ck_assert(event.at == 7 && event.chance == 9);
    ck_assert(!cost_event_preset(&event, "sale"));
}
END_TEST

START_TEST(the_median_event_happens_or_does_not)
{
    ck_assert(cost_event_happens(&(cost_event_t){.chance = COST_EVENT_ONE}));
    ck_assert(cost_event_happens(&(cost_event_t){.chance = COST_EVENT_ONE / 2}));
    ck_assert(!cost_event_happens(&(cost_event_t){.chance = COST_EVENT_ONE / 2 - 1}));
    ck_assert(!cost_event_check(&(cost_event_t){.chance = COST_EVENT_ONE + 1}));
    ck_assert(!cost_event_check(&(cost_event_t){.times = -1}));
    ck_assert(cost_event_check(&(cost_event_t){.times = COST_EVENT_TIMES_MAX}));
}
END_TEST

START_TEST(times_are_local)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_zone_t *york = traffic_zone(arena, "America/New_York");
    const int64_t at = cost_days_from_civil(2025, 11, 28) * 86400 + 14 * 3600;
    char why[COST_EVENT_WHY_SIZE];
    int64_t got = 0;
    ck_assert(cost_event_time(&got, "2025-11-28T14:00", NULL, why) && got == at);
    ck_assert(cost_event_time(&got, "2025-11-28T14:00", york, why) && got == at + 5 * 3600);
    ck_assert(cost_event_time(&got, "2025-11-28T14:00Z", york, why) && got == at);
    ck_assert(cost_event_time(&got, "2025-11-02T01:30", york, why) && got == at - 26 * 86400 - 8 * 3600 - 1800);
    ck_assert(!cost_event_time(&got, "2026-03-08T02:30", york, why));
    ck_assert_str_eq(why, "\"2026-03-08T02:30\" does not exist: clocks are put forward over it; write a later time");
    ck_assert(!cost_event_time(&got, "noon", york, why));
    ck_assert_str_eq(why, "\"noon\" is not a time; write one such as 2025-11-28T14:00");
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("event",
                      (const TTest *const[]){a_ramp_is_linear, parts_of_minutes_count_as_parts, an_event_adds_its_area,
                                             presets, the_median_event_happens_or_does_not, times_are_local, NULL});
}

UNIT_MAIN(suite)
