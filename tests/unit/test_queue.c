/* Queue workers: scaling rules, section 10.4. */
#include "libcost/capacity/queue.h"
#include "unit.h"

START_TEST(the_backlog_follows_the_published_case)
{
    static const int64_t arrivals[] = {60, 60, 300, 300, 60, 60, 60, 60}; /* vector queue: 2 workers, 1 a second */
    static const int64_t backlog[] = {0, 0, 180, 360, 300, 240, 180, 120};
    cost_queue_t queue = {0};
    for (int i = 0; i < 8; i++) {
        cost_queue_step(&queue, (cost_queue_rate_t){1, 1}, 60, arrivals[i], 2);
        ck_assert_int_eq(queue.backlog, backlog[i]);
    }
}
END_TEST

START_TEST(speed_is_that_of_slots_or_of_cpu)
{
    static const struct {
        const char *source;
        int64_t concurrency, job_us, cpu_us, usable, num, den;
    } rows[] = {
        {"I/O: 5 at once, 4 s each", 5, 4000000, 200000, 1000000, 5, 4},
        {"CPU: one event loop", 5, 4000000, 2000000, 1000000, 1, 2},
        {"CPU only, one at a time", 1, 0, 500000, 2000000, 2, 1},
        {"time only", 2, 1000000, 0, 2000000, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const cost_queue_rate_t rate =
            cost_queue_rate(rows[i].concurrency, rows[i].job_us, rows[i].cpu_us, rows[i].usable);
        ck_assert_msg(rate.num == rows[i].num && rate.den == rows[i].den, "%s", rows[i].source);
    }
}
END_TEST

START_TEST(work_on_a_job_that_takes_several_minutes_is_kept)
{
    cost_queue_t queue = {0};
    const cost_queue_rate_t rate = {1, 150}; /* two and a half minutes a job */
    int64_t done = 0;
    for (int i = 0; i < 10; i++)
        done += cost_queue_step(&queue, rate, 60, i ? 0 : 10, 1);
    ck_assert_int_eq(done, 4);
    ck_assert_int_eq(queue.backlog, 6);
    ck_assert_int_eq(cost_queue_wait_s(6, rate, 1), 900);
    ck_assert_int_eq(cost_queue_wait_s(6, rate, 0), INT64_MAX);
    ck_assert_int_eq(cost_queue_wait_s(0, rate, 0), 0);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("queue",
                      (const TTest *const[]){the_backlog_follows_the_published_case, speed_is_that_of_slots_or_of_cpu,
                                             work_on_a_job_that_takes_several_minutes_is_kept, NULL});
}

UNIT_MAIN(suite)
