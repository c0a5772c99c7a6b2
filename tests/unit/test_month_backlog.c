/* What waits for a worker lies in what its jobs go through, by hand. */
#include "estimated.h"

/* A worker does 5 / 4 s = 75 jobs a minute.  60 come, and for an hour 120: at the ends of the minutes 45, 90, ..., 2700
 * wait, then 2685, ..., 15, 0: 45 x 1830 + 15 x 16110 = 324000 jobs x 60 s.  Of 1 MiB each that are
 * 324000 x 60 / 1024 / 3600 = 5.2734375 GiB-hours. */
static void worker(estimated_t *made, const char *holder)
{
    char text[1400];
    snprintf(text, sizeof text,
             "period: 2025-11\n"
             "traffic: {web: {rate: 60/min, request: 1 MiB, response: 1 KiB, events: {launch: {at: "
             "\"2025-11-10T12:00\", for: 1 "
             "h, times: 2, ramp: 0 s}}}}\n"
             "resources:\n"
             "  worker: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, subnets: private, implied: false, "
             "job: {time: 4 s, concurrency: 5}, "
             "from: "
             "{web: {through: holder}}}\n"
             "  holder: {%s}\n",
             holder);
    *made = estimated(text);
}

START_TEST(a_serverless_cache_stores_the_backlog)
{
    estimated_t made;
    worker(&made, "service: elasticache, engine: redis, serverless: {data: 2 GiB}");
    ck_quality(&made, "worker", BACKLOG_MOST, "2700");
    ck_quantity(&made, "holder", "elasticache", "data_gb_hours", "1445.2734375"); /* 2 x 720, and that */
    /* every job comes into it: an ECPU for each KB of it, 1024 and 1 */
    ck_quantity(&made, "holder", "elasticache", "ecpus", "2660.49");
    estimated_clear(&made);
}
END_TEST

/* SQS bills messages, however long they wait: each of 1 MiB is 16 chunks of 64 KB when it is sent and received. */
START_TEST(a_queue_bills_its_messages)
{
    estimated_t made;
    worker(&made, "service: sqs, type: standard");
    ck_assert_str_ne(estimated_line(&made, "holder", "sqs", "requests", COST_LINE_QUANTITY), "(none)");
    ck_assert_uint_eq(cost_bill_unpriced_count(made.bill), 0);
    estimated_clear(&made);
}
END_TEST

/* Without a backlog nothing is added. */
START_TEST(what_does_not_wait_is_not_stored)
{
    estimated_t made = estimated("period: 2025-11\n"
                                 "traffic: {web: {rate: 60/min, request: 1 MiB, response: 1 KiB}}\n"
                                 "resources:\n"
                                 "  worker: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, subnets: "
                                 "private, implied: false, job: {time: 4 s, concurrency: 5}, "
                                 "from: {web: {through: holder}}}\n"
                                 "  holder: {service: elasticache, engine: redis, serverless: {data: 2 GiB}}\n");
    ck_quantity(&made, "holder", "elasticache", "data_gb_hours", "1440");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("month_backlog",
                      (const TTest *const[]){a_serverless_cache_stores_the_backlog, a_queue_bills_its_messages,
                                             what_does_not_wait_is_not_stored, NULL});
}

UNIT_MAIN(suite)
