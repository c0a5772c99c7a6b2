/* What CloudWatch, X-Ray, EventBridge, SNS, SQS, Step Functions and support say beside their lines: loads that nobody
 * stated, and warnings, each provoked and not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

enum { TEXT_SIZE = 1024 };

static cost_bill_t *bill_of(const char *resource)
{
    char text[TEXT_SIZE];
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_error_t *err = cost_error_create();
    int length = snprintf(
        text, sizeof text,
        "{format: libcost-workload/1, workload: w, region: us-east-1, period: 2026-11, traffic: {web: {requests: "
        "1M/month}}, resources: {x: {service: %s}}}",
        resource);
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, text, (size_t)length, "w.yaml", NULL, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    ck_assert_int_eq(cost_estimate(&bill, book, account, 1, NULL, err), COST_OK);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return bill;
}

/* Codes of our own, in one text; those of the price book (old-price, low-confidence-price) are not asked for. */
static void join_warnings(const cost_bill_t *bill, char text[TEXT_SIZE])
{
    text[0] = '\0';
    for (size_t i = 0; i < cost_bill_warning_count(bill); i++)
        if (!strstr(cost_bill_warning_code(bill, i), "price"))
            snprintf(text + strlen(text), TEXT_SIZE - strlen(text), "%s ", cost_bill_warning_code(bill, i));
}

static void join_unpriced(const cost_bill_t *bill, char text[TEXT_SIZE])
{
    text[0] = '\0';
    for (size_t i = 0; i < cost_bill_unpriced_count(bill); i++)
        snprintf(text + strlen(text), TEXT_SIZE - strlen(text), "%s: %s\n", cost_bill_unpriced_dimension(bill, i),
                 cost_bill_unpriced_remedy(bill, i));
}

typedef struct {
    const char *resource, *said;
} row_t;

static void compare(const row_t *rows, void (*join)(const cost_bill_t *, char *))
{
    for (; rows->resource; rows++) {
        char text[TEXT_SIZE];
        cost_bill_t *bill = bill_of(rows->resource);
        join(bill, text);
        ck_assert_msg(!strcmp(text, rows->said), "%s: got %s, want %s", rows->resource, text, rows->said);
        cost_bill_destroy(bill);
    }
}

START_TEST(test_warnings)
{
    static const row_t rows[] = {
        {"cloudwatch, dashboards: 1, dashboard_metrics: 51", "dashboard-not-free "},
        {"cloudwatch, dashboards: 1, dashboard_metrics: 50", ""},
        {"cloudwatch, dashboards: 1", ""},
        {"support, plan: business", "support-plan-ends "},
        {"support, plan: developer", "support-plan-ends "},
        {"support, plan: enterprise-on-ramp", "support-plan-ends "},
        {"support, plan: business-support-plus", ""},
        {"support, plan: enterprise", ""},
        {"support, plan: basic", ""},
        {NULL, NULL},
    };
    compare(rows, join_warnings);
}
END_TEST

START_TEST(test_unpriced_cloudwatch)
{
    static const row_t rows[] = {
        {"cloudwatch, logs: {per_request: 1 KB}", "logs_ingested: from: whose requests write the logs\n"},
        {"cloudwatch, from: web", "logs_ingested: logs: {per_request: 500 B}\n"},
        {"cloudwatch, from: web, logs: {per_request: 1 KB}", ""},
        {"cloudwatch, from: web, logs: {ingested: 1 GB/month}", ""},
        {"cloudwatch, from: web, usage: {logs_ingested: 0}", ""},
        {"cloudwatch, container_insights: {services: 1, families: 1}",
         "logs_ingested: container_insights: {performance_logs: 1 GB/month}\n"},
        {"cloudwatch, container_insights: {services: 1, families: 1, performance_logs: 0 GB/month}", ""},
        {"cloudwatch, logs: {ingested: 1 GB/month}, container_insights: {services: 1, families: 1}", ""},
        {"cloudwatch, logs: {ingested: 1 GB/month}, container_insights: {mode: enhanced, services: 1, families: 1}",
         "container_insights_metrics: container_insights: {tasks: 3}\n"},
        {"cloudwatch, logs: {ingested: 1 GB/month}, container_insights: {mode: enhanced, services: 1, families: 1, "
         "tasks: 0}",
         ""},
        {NULL, NULL},
    };
    compare(rows, join_unpriced);
}
END_TEST

START_TEST(test_unpriced_messages)
{
    static const row_t rows[] = {
        {"sqs", "requests: from: what sends to it, or messages: 1M/month\n"},
        {"sqs, from: web", ""},
        {"sqs, usage: {requests: 0}", ""},
        {"sns", "requests: from: what publishes to it, or publishes: 1M/month\n"},
        {"sns, publishes: 1/month", ""},
        {"sns, subscriptions: {a: {protocol: email}}",
         "requests: from: what publishes to it, or publishes: 1M/month\n"
         "email_notifications: from: what publishes to it, or publishes: 1M/month\n"},
        {"sns, type: fifo, from: web, subscriptions: {a: {protocol: sqs}}",
         "fifo_payload: message: 2 KiB, or request: and response: on its from\n"
         "fifo_notification_payload: message: 2 KiB, or request: and response: on its from\n"},
        {"sns, type: fifo, from: web, message: 1 KB, subscriptions: {a: {protocol: sqs}}", ""},
        {NULL, NULL},
    };
    compare(rows, join_unpriced);
}
END_TEST

START_TEST(test_unpriced_actions)
{
    static const row_t rows[] = {
        {"xray", "traces_recorded: from: the traffic that is traced, or traces: 1M/month\n"},
        {"xray, traces: 0/month", ""},
        {"xray, from: web", ""},
        {"eventbridge", "custom_events: from: what puts events, or custom_events: 1M/month\n"},
        {"eventbridge, free_rules: 2", ""},
        {"eventbridge, scheduler_invocations: 2/day", ""},
        {"eventbridge, free_rules: 2, archive: {retention: 1 day}",
         "custom_events: from: what puts events, or custom_events: 1M/month\n"},
        {"eventbridge, custom_events: 1/day, event: 1 KB, archive: {}",
         "archive_storage: archive: {retention: 30 days}, or {stored: 100 GB}\n"},
        {"eventbridge, custom_events: 1/day, schema_discovery: true, archive: {retention: 1 day}",
         "schema_discovery_events: event: 2 KiB, or request: and response: on its from\n"
         "archive_processed: event: 2 KiB, or request: and response: on its from\n"
         "archive_storage: event: 2 KiB, or request: and response: on its from\n"},
        {"step-functions", "state_transitions: from: what starts it, or executions: 100k/month\n"},
        {"step-functions, from: web", "state_transitions: transitions_per_execution: 10\n"},
        {"step-functions, from: web, transitions_per_execution: 1", ""},
        {"step-functions, type: express", "express_requests: from: what starts it, or executions: 100k/month\n"
                                          "express_gb_hours: from: what starts it, or executions: 100k/month\n"},
        {"step-functions, type: express, from: web", "express_gb_hours: duration: 800 ms\n"},
        {"step-functions, type: express, from: web, duration: 1 ms", ""},
        {NULL, NULL},
    };
    compare(rows, join_unpriced);
}
END_TEST

static Suite *watching_notes_suite(void)
{
    const TTest *const tests[] = {test_warnings, test_unpriced_cloudwatch, test_unpriced_messages,
                                  test_unpriced_actions, NULL};
    return unit_suite("watching_notes", tests);
}

UNIT_MAIN(watching_notes_suite)
