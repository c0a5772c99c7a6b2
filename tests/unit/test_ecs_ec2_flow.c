/* A cluster of ECS on EC2 in time, by hand: scaling rules, sections 2 and 8. */
#include "estimated.h"

#define TASKS                                                                                                          \
    "tasks: {web: {count: 10, vcpu: 1, memory: 1 GiB, scaling: {min: 2, max: 40, policies: {requests: {metric: "       \
    "requests_per_target, target: 600/min, publish_delay: 0 s}}}}}"

/* 6000 requests a minute and, for two hours from minute E = 13680 on, twice as many.  Two tasks fit a c5.large. */
static void cluster(estimated_t *made, const char *fields)
{
    char text[1600];
    snprintf(
        text, sizeof text,
        "period: 2025-11\n"
        "traffic: {web: {rate: 6000/min, request: 1 KiB, response: 1 KiB, events: {launch: {at: "
        "\"2025-11-10T12:00\", for: 2 h, times: 2, ramp: 0 s}}}}\n"
        "resources:\n"
        "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
        "  app: {service: ecs-ec2, from: lb, instances: {instance_type: c5.large, root: {type: gp3, size: 10 GiB}, "
        "public_address: false}, %s}\n"
        "  jobs: {service: sqs, type: standard, from: {app: {per_request: 1, request: 1 KiB}}}\n",
        fields);
    *made = estimated(text);
}

/* Tasks: after minutes E to E + 2 to ceil(10 x 1200 / 600) = 20; after E + 120 to E + 134 back to 10, which drain and
 * stop for 330 s, into minute E + 140.
 * Instances: at the end of minute E + 3 they need 10 and there are 5: 10 from E + 4 on, registered 90 s later.  From
 * E + 140 on they need 5 again: after 15 minutes less than half of them go, 6 are left in E + 155 and 5 from E + 156
 * on. 5 x 720 h + (151 x 5 + 1) min = 3612.6 h.  Tasks lack instances in minutes E + 3 to E + 5. */
START_TEST(instances_follow_the_tasks)
{
    estimated_t made;
    cluster(&made, "managed_scaling: {}, " TASKS);
    ck_quantity(&made, "app", "ec2", "instance_hours", "3612.6");
    ck_quality(&made, "app", UNIT, "instance");
    ck_quality(&made, "app", LEAST, "5");
    ck_quality(&made, "app", MOST, "10");
    ck_quality(&made, "app", STARTS, "5");
    ck_quality(&made, "app", DECISIONS, "3");
    ck_quality(&made, "app", SATURATED_MINUTES, "3");
    ck_quality(&made, "app", SERVED, "259920000"); /* 6000 x (43200 + 120) */
    ck_quality(&made, "app", LOST, "0");
    ck_quantity(&made, "app", "cloudwatch", "alarms", "4"); /* of the policy and of managed scaling */
    estimated_clear(&made);
}
END_TEST

/* Two clusters with half of the load each: twice as many of half as many tasks. */
START_TEST(clusters_share_the_load)
{
    estimated_t made;
    cluster(&made,
            "count: 2, managed_scaling: {}, tasks: {web: {count: 5, vcpu: 1, memory: 1 GiB, scaling: {min: 2, max: "
            "40, policies: {requests: {metric: requests_per_target, target: 600/min, publish_delay: 0 s}}}}}");
    ck_quality(&made, "app", LEAST, "6"); /* ceil(5 / 2) x 2 */
    ck_quality(&made, "app", MOST, "10");
    ck_quality(&made, "app", SERVED, "259920000");
    estimated_clear(&made);
}
END_TEST

/* A tenth free: ceil(5 / 0.9) = 6 and ceil(10 / 0.9) = 12, of which there may be 8. */
START_TEST(target_capacity_and_the_largest_size_hold)
{
    estimated_t made;
    cluster(&made, "managed_scaling: {target_capacity: 90%}, max_instances: 8, " TASKS);
    ck_quality(&made, "app", LEAST, "6");
    ck_quality(&made, "app", MOST, "8");
    estimated_clear(&made);
}
END_TEST

/* 100 ms of CPU make 10 vCPU, and in the two hours 20: ten tasks of one vCPU serve 6000 a minute.  The ten more are
 * asked for at E + 3, five instances for them at E + 4, which are registered 90 s later; 83 s after that the tasks are
 * healthy, in E + 6.  In each minute from E to E + 6 6000 are lost. */
START_TEST(what_tasks_cannot_serve_is_lost)
{
    estimated_t made;
    cluster(&made,
            "managed_scaling: {}, tasks: {web: {count: 10, vcpu: 1, memory: 1 GiB, cpu_per_request: 100 ms, scaling: "
            "{min: 2, max: 40, policies: {requests: {metric: requests_per_target, target: 600/min, publish_delay: 0 "
            "s}}}}}");
    ck_quality(&made, "app", LOST, "42000");
    ck_quality(&made, "app", SERVED, "259878000");
    ck_quality(&made, "app", SATURATED_MINUTES, "7");
    ck_quantity(&made, "jobs", "sqs", "requests", "779.634");
    estimated_clear(&made);
}
END_TEST

/* On 20 weekdays from 8 to 18 o'clock, and no instance at night.  At the end of the first minute two are asked for,
 * which are there 90 s later, at 8:02:30; their tasks are healthy 83 s after that, at 8:03:53.  Four minutes are lost,
 * of each ten hours 596 are served. */
START_TEST(without_any_instance_everything_is_lost)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\"}}\n"
                  "traffic: {web: {rate: 6000/min, request: 1 KiB, response: 1 KiB}}\n"
                  "resources:\n"
                  "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                  "  app: {service: ecs-ec2, from: lb, schedule: office, instances: {instance_type: c5.large, root: "
                  "{type: gp3, size: "
                  "10 GiB}, public_address: false}, managed_scaling: {}, " TASKS "}\n");
    ck_quality(&made, "app", LEAST, "0");
    ck_quality(&made, "app", MOST, "5");
    ck_quality(&made, "app", SERVED, "71520000"); /* 6000 x 20 x 596 */
    ck_quality(&made, "app", LOST, "187680000");  /* 6000 x 43200 less that */
    estimated_clear(&made);
}
END_TEST

START_TEST(without_managed_scaling_it_is_held)
{
    estimated_t made;
    cluster(&made, TASKS);
    ck_quantity(&made, "app", "ec2", "instance_hours", "3600");
    ck_assert_str_eq(estimated_warning(&made, "scaling-held"),
                     "tasks and instances stay as they are; write managed_scaling: {target_capacity: 100%}, by which "
                     "instances follow the tasks");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("ecs_ec2_flow",
                      (const TTest *const[]){instances_follow_the_tasks, clusters_share_the_load,
                                             target_capacity_and_the_largest_size_hold, what_tasks_cannot_serve_is_lost,
                                             without_any_instance_everything_is_lost,
                                             without_managed_scaling_it_is_held, NULL});
}

UNIT_MAIN(suite)
