/* CloudWatch alarms: scaling rules, section 2.2. */
#include "libcost/capacity/alarm.h"
#include "unit.h"

/* X breaches, 0 does not, - is missing. */
static cost_alarm_t after(int32_t datapoints, int32_t look_back, const char *points)
{
    cost_alarm_t alarm = {.datapoints = datapoints, .look_back = look_back};
    for (; *points; points++)
        cost_alarm_add(&alarm, *points == 'X'   ? COST_DATAPOINT_BREACH
                               : *points == '0' ? COST_DATAPOINT_QUIET
                                                : COST_DATAPOINT_MISSING);
    return alarm;
}

START_TEST(an_alarm_needs_all_its_points)
{
    static const struct {
        const char *source;
        int32_t datapoints, look_back;
        const char *points;
        cost_alarm_state_t want;
    } rows[] = {
        {"nothing yet", 3, 2, "", COST_ALARM_INSUFFICIENT},
        {"two of three", 3, 2, "XX", COST_ALARM_OK},
        {"vector alarm-high-2of3", 3, 2, "X0X", COST_ALARM_OK},
        {"vector alarm-high-3of3", 3, 2, "XXX", COST_ALARM_ON},
        {"the newest count", 3, 2, "000XXX", COST_ALARM_ON},
        {"one that does not breach ends it", 3, 2, "XXXX0", COST_ALARM_OK},
        {"vector alarm-low-15", 15, 2, "XXXXXXXXXXXXXXX", COST_ALARM_ON},
        {"vector alarm-low-14", 15, 2, "XXXXXXXXXXXXXX", COST_ALARM_OK},
        {"missing points are skipped", 3, 2, "XX-X", COST_ALARM_ON},
        {"as far as the look-back goes", 3, 2, "X-X-X", COST_ALARM_ON},
        {"and not further", 3, 2, "X--X-X", COST_ALARM_OK},
        {"without look-back", 3, 0, "XX-X", COST_ALARM_OK},
        {"without look-back, and all there", 3, 0, "-XXX", COST_ALARM_ON},
        {"an alarm lasts while points may be skipped", 3, 2, "XXX--", COST_ALARM_ON},
        {"then too few are left", 3, 2, "XXX---", COST_ALARM_OK},
        {"then none", 3, 2, "XXX-----", COST_ALARM_INSUFFICIENT},
        {"it needs all its points again", 3, 2, "XXX-----XX", COST_ALARM_OK},
        {"three new ones", 3, 2, "XXX-----XXX", COST_ALARM_ON},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const cost_alarm_t alarm = after(rows[i].datapoints, rows[i].look_back, rows[i].points);
        ck_assert_msg(cost_alarm_state(&alarm) == rows[i].want, "%s: \"%s\" gives %d", rows[i].source, rows[i].points,
                      (int)cost_alarm_state(&alarm));
    }
}
END_TEST

enum { SLOTS = 10 };

/* The rule as it is written: the newest N real points among the newest N + look_back slots. */
static cost_alarm_state_t by_the_rule(const char *points, int length, int datapoints, int look_back)
{
    int real = 0, breaching = 0;
    for (int i = length - 1; i >= 0 && i >= length - datapoints - look_back && real < datapoints; i--) {
        real += points[i] != '-';
        breaching += points[i] == 'X';
    }
    if (breaching == datapoints)
        return COST_ALARM_ON;
    return real ? COST_ALARM_OK : COST_ALARM_INSUFFICIENT;
}

START_TEST(an_alarm_is_the_rule_for_all_short_histories_exhaustive)
{
    for (int code = 0; code < 59049; code++) { /* 3 to the 10 */
        char points[SLOTS + 1] = {0};
        for (int i = 0, rest = code; i < SLOTS; i++, rest /= 3)
            points[i] = "X0-"[rest % 3];
        for (int datapoints = 1; datapoints <= 4; datapoints++)
            for (int look_back = 0; look_back <= 3; look_back++) {
                const cost_alarm_t alarm = after(datapoints, look_back, points);
                ck_assert_msg(cost_alarm_state(&alarm) == by_the_rule(points, SLOTS, datapoints, look_back),
                              "%s, %d of %d + %d", points, datapoints, datapoints, look_back);
            }
    }
}
END_TEST

/* A history of any kind, then so many points or gaps at once. */
START_TEST(many_at_once_are_the_same_as_one_by_one)
{
    static const char *const before[] = {"", "XX", "XXX", "X-X", "---", "0X-X", "XXXX--"};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        for (int32_t count = 0; count <= 8; count++)
            for (int32_t streak = -1; streak <= count; streak++) { /* -1: gaps */
                cost_alarm_t once = after(3, 2, before[i]), each = once;
                for (int32_t k = 0; k < count; k++)
                    cost_alarm_add(&each, streak < 0            ? COST_DATAPOINT_MISSING
                                          : k >= count - streak ? COST_DATAPOINT_BREACH
                                                                : COST_DATAPOINT_QUIET);
                if (streak < 0)
                    cost_alarm_add_gaps(&once, count);
                else
                    cost_alarm_add_points(&once, count, streak);
                for (int k = 0; k < 8; k++) {
                    ck_assert_int_eq(cost_alarm_state(&once), cost_alarm_state(&each));
                    ck_assert_int_eq(cost_alarm_has_gaps(&once), cost_alarm_has_gaps(&each));
                    cost_alarm_add(&once, k % 3 == 1 ? COST_DATAPOINT_MISSING : COST_DATAPOINT_BREACH);
                    cost_alarm_add(&each, k % 3 == 1 ? COST_DATAPOINT_MISSING : COST_DATAPOINT_BREACH);
                }
            }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("alarm", (const TTest *const[]){an_alarm_needs_all_its_points,
                                                      an_alarm_is_the_rule_for_all_short_histories_exhaustive,
                                                      many_at_once_are_the_same_as_one_by_one, NULL});
}

UNIT_MAIN(suite)
