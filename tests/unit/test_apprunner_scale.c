/* App Runner in a stretch of even load: scaling rules, section 5. */
#include "libcost/capacity/apprunner_scale.h"
#include "unit.h"

enum { HOUR = 3600 };
static const cost_wide_t micro = 1000000;

static cost_apprunner_scale_t service(int64_t concurrency, int64_t response_us)
{
    return (cost_apprunner_scale_t){.min_size = 1,
                                    .max_size = 3,
                                    .concurrency = concurrency,
                                    .response_us = response_us,
                                    .activation_us = 60 * micro};
}

START_TEST(instances_follow_the_published_cases)
{
    static const struct {
        const char *id;
        int64_t per_second, instances, served_per_second;
    } rows[] = {{"ar-little-10", 10, 1, 10}, {"ar-little-200", 200, 1, 200}, {"ar-little-1000", 1000, 3, 600}};
    const cost_apprunner_scale_t little = service(100, 500000);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_apprunner_stretch_t hour;
        ck_assert(cost_apprunner_stretch(&hour, &little, rows[i].per_second * HOUR * micro, HOUR));
        ck_assert_msg(hour.instances == rows[i].instances, "%s", rows[i].id);
        ck_assert_msg(hour.served == rows[i].served_per_second * HOUR * micro, "%s", rows[i].id);
        ck_assert_msg(hour.active_us == rows[i].instances * HOUR * micro, "%s", rows[i].id);
    }
}
END_TEST

START_TEST(idle_instances_are_provisioned_and_not_active)
{
    const cost_apprunner_scale_t little = service(100, 500000);
    cost_apprunner_stretch_t hour;
    ck_assert(cost_apprunner_stretch(&hour, &little, 0, HOUR));
    ck_assert(hour.instances == 0 && hour.active_us == 0 && hour.served == 0);
    ck_assert(hour.provisioned_us == HOUR * micro);
}
END_TEST

/* Twelve requests an hour, each an activation of a minute: vector ar-min-activation, 8760 of them in 730 hours. */
START_TEST(requests_that_come_alone_are_activations)
{
    const cost_apprunner_scale_t slow = service(100, 1000000);
    cost_apprunner_stretch_t hour;
    ck_assert(cost_apprunner_stretch(&hour, &slow, 12 * micro, HOUR));
    ck_assert(hour.active_us == 12 * 60 * micro);
    ck_assert(hour.provisioned_us == HOUR * micro);
    ck_assert(cost_apprunner_stretch(&hour, &slow, 60 * micro, HOUR)); /* one a minute: never idle */
    ck_assert(hour.active_us == HOUR * micro);
}
END_TEST

START_TEST(what_cannot_be_counted_is_said)
{
    const cost_apprunner_scale_t slow = service(1, INT64_C(86400) * 1000000);
    cost_apprunner_stretch_t hour;
    ck_assert(!cost_apprunner_stretch(&hour, &slow, COST_WIDE_MAX / 2, HOUR));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("apprunner_scale", (const TTest *const[]){instances_follow_the_published_cases,
                                                                idle_instances_are_provisioned_and_not_active,
                                                                requests_that_come_alone_are_activations,
                                                                what_cannot_be_counted_is_said, NULL});
}

UNIT_MAIN(suite)
