/* How long the phases of a task last: scaling rules, section 3. */
#include "libcost/services/fargate_life.h"
#include "resolved.h"

static const cost_wide_t second = 1000000;

static cost_fargate_life_t life(const char *fields, size_t in_count)
{
    char text[1024];
    cost_fargate_life_t made;
    snprintf(text, sizeof text,
             "period: 730h\nresources:\n  app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, %s}\n",
             fields);
    resolved_t all = resolved(text);
    const cost_flows_t flows = {.in_count = in_count};
    ck_assert(cost_fargate_life(&made, resolved_resource(&all, "app"), &flows));
    resolved_clear(&all);
    return made;
}

/* 17.5 s + 0.0485 s for each MB, at least 19 s; AWS's own figure is 23 s. */
START_TEST(a_start_follows_from_the_image)
{
    ck_assert(life("subnets: private", 0).start == 23 * second);
    ck_assert(life("image: 360 MB", 0).start == 34960000);
    ck_assert(life("image: 51 MB", 0).start == 19973500); /* measured: 20 s */
    ck_assert(life("image: 10 MB", 0).start == 19 * second);
    ck_assert(life("image: 360 MB, start: 40 s", 0).start == 40 * second);
}
END_TEST

/* Two checks of 30 s, and 300 s of deregistration; without a balancer neither. */
START_TEST(a_balancer_takes_its_time)
{
    const cost_fargate_life_t alone = life("subnets: private", 0), behind = life("subnets: private", 1);
    ck_assert(alone.health == 0 && alone.drain == 0 && alone.stop == 30 * second && alone.warm_up == 0);
    ck_assert(behind.health == 60 * second && behind.drain == 300 * second);
    const cost_fargate_life_t stated = life("health_check: {interval: 10 s, healthy: 3}, drain: 20 s, warm_up: 5 s", 0);
    ck_assert(stated.health == 30 * second && stated.drain == 20 * second && stated.warm_up == 5 * second);
}
END_TEST

/* Jobs come from a queue. */
START_TEST(a_worker_has_no_balancer)
{
    const cost_fargate_life_t worker = life("job: {time: 4 s}", 1);
    ck_assert(worker.health == 0 && worker.drain == 0);
}
END_TEST

START_TEST(a_start_has_its_minimum)
{
    ck_assert_int_eq(life("subnets: private", 0).minimum_s, 60);
    char text[] =
        "period: 730h\nresources:\n  app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB, os: windows}}\n";
    resolved_t all = resolved(text);
    const cost_flows_t flows = {.in_count = 0};
    cost_fargate_life_t windows;
    ck_assert(cost_fargate_life(&windows, resolved_resource(&all, "app"), &flows));
    ck_assert_int_eq(windows.minimum_s, 300);
    ck_assert_int_eq(cost_up_to_seconds(1), 1);
    ck_assert_int_eq(cost_up_to_seconds(second), 1);
    resolved_clear(&all);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("fargate_life", (const TTest *const[]){a_start_follows_from_the_image, a_balancer_takes_its_time,
                                                             a_worker_has_no_balancer, a_start_has_its_minimum, NULL});
}

UNIT_MAIN(suite)
