/* From a Fargate service and its load to what libcost/capacity runs. */
#include "libcost/services/fargate_plan.h"

#include "libcost/services/fargate_flow.h"
#include "resolved.h"

enum { MINUTES = 720 * 60 };
static const cost_window_t all = {0, 2592000};
static const cost_run_t flat = {0, MINUTES, 60 * MINUTES}; /* 60 a minute */
static const cost_column_t column = {&flat, 1, MINUTES, NULL};

static cost_fargate_plan_t plan_of(resolved_t *made, const char *fields, const cost_flow_t *in, size_t in_count)
{
    char text[1024];
    cost_fargate_plan_t plan;
    snprintf(text, sizeof text,
             "period: 2025-11\nresources:\n  app: {service: fargate, tasks: 3, task: {vcpu: 2, memory: 4 GiB}, %s}\n",
             fields);
    *made = resolved(text);
    const cost_flows_t flows = {.month = resolved_month(made),
                                .exists = &all,
                                .exist_count = 1,
                                .on = &all,
                                .on_count = 1,
                                .in = in,
                                .out = in,
                                .in_count = in_count,
                                .load_stated = in_count > 0};
    ck_assert(!cost_fargate_plan(&plan, resolved_resource(made, "app"), &flows, made->arena, made->err));
    return plan;
}

static const cost_flow_t web = {.load = &column, .requests = {1, 1}, .connections = {1, 1}};

START_TEST(a_plan_says_what_a_task_is)
{
    resolved_t made;
    cost_fargate_plan_t plan =
        plan_of(&made,
                "count: 2, cpu_per_request: 20 ms, response_time: 120 ms, memory: {base: 250 MiB, per_request: 2 MiB}, "
                "scaling: {min: 2, max: 10, policies: {cpu: {metric: cpu, target: 40%}}}",
                &web, 1);
    const cost_task_model_t *model = &plan.loop.model;
    ck_assert(plan.needed);
    ck_assert(model->vcpu_micro == 2000000 && model->usable_micro == 1000000); /* one thread */
    ck_assert(model->memory_bytes == INT64_C(4) << 30 && model->memory_base_bytes == 250 << 20);
    ck_assert(model->memory_each_bytes == 2 << 20 && model->cpu_us == 20000 && model->response_us == 120000);
    ck_assert(model->units == 1000000 && plan.micro_per_unit == 1);
    ck_assert(plan.loop.start == 3 && plan.loop.bounds.min == 2 && plan.loop.bounds.max == 10);
    ck_assert_int_eq(cost_column_sum(plan.loop.column, 0, 60), INT64_C(30) * 60 * 1000000); /* of one of two services */
    cost_fargate_plan_clear(&plan);
    resolved_clear(&made);
}
END_TEST

/* 60 a minute of 20 ms are a fiftieth of a vCPU; of 2 s they are two, and three tasks of one thread have three. */
START_TEST(without_scaling_it_matters_only_when_there_is_too_much)
{
    resolved_t made;
    cost_fargate_plan_t plan = plan_of(&made, "cpu_per_request: 2 s", &web, 1);
    ck_assert(!plan.needed);
    resolved_clear(&made);
    plan = plan_of(&made, "cpu_per_request: 4 s", &web, 1);
    ck_assert(plan.needed);
    cost_fargate_plan_clear(&plan);
    resolved_clear(&made);
    plan = plan_of(&made, "subnets: private", &web, 1);
    ck_assert(!plan.needed);
    resolved_clear(&made);
    plan = plan_of(&made, "scaling: {min: 2, max: 10}", NULL, 0);
    ck_assert(!plan.needed); /* no load is stated */
    resolved_clear(&made);
}
END_TEST

START_TEST(a_worker_has_whole_jobs)
{
    resolved_t made;
    cost_fargate_plan_t plan = plan_of(&made, "job: {time: 4 s, concurrency: 5}", &web, 1);
    ck_assert(plan.needed && plan.loop.queue && plan.loop.served);
    ck_assert(plan.loop.model.units == 1 && plan.micro_per_unit == 1000000);
    ck_assert(plan.queue.num == 5 && plan.queue.den == 4); /* jobs a second */
    ck_assert_int_eq(cost_column_sum(plan.loop.column, 0, 60), 3600);
    cost_fargate_plan_clear(&plan);
    resolved_clear(&made);
}
END_TEST

START_TEST(what_a_metric_lacks_is_said)
{
    resolved_t made =
        resolved("period: 730h\nresources:\n"
                 "  web: {service: fargate, task: {vcpu: 1, memory: 2 GiB}, memory: {base: 1 GiB, per_request: "
                 "2 MiB}}\n"
                 "  job: {service: fargate, task: {vcpu: 1, memory: 2 GiB}, job: {time: 4 s}}\n");
    const cost_resource_t *service = resolved_resource(&made, "web"), *worker = resolved_resource(&made, "job");
    ck_assert_str_eq(cost_fargate_metric_lacks(service, COST_METRIC_CPU), "cpu_per_request: 20 ms");
    ck_assert_str_eq(cost_fargate_metric_lacks(service, COST_METRIC_MEMORY), "response_time: 200 ms");
    ck_assert_ptr_null(cost_fargate_metric_lacks(service, COST_METRIC_REQUESTS));
    ck_assert_ptr_nonnull(cost_fargate_metric_lacks(service, COST_METRIC_BACKLOG));
    ck_assert_str_eq(cost_fargate_metric_lacks(worker, COST_METRIC_CPU), "job: {cpu: 200 ms}");
    ck_assert_ptr_nonnull(cost_fargate_metric_lacks(worker, COST_METRIC_REQUESTS));
    ck_assert_ptr_null(cost_fargate_metric_lacks(worker, COST_METRIC_BACKLOG));
    resolved_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("fargate_plan",
                      (const TTest *const[]){a_plan_says_what_a_task_is,
                                             without_scaling_it_matters_only_when_there_is_too_much,
                                             a_worker_has_whole_jobs, what_a_metric_lacks_is_said, NULL});
}

UNIT_MAIN(suite)
