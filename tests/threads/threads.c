/* Many threads share one catalog and one workload: they estimate, report, write workbooks, simulate on threads of
 * their own, sweep variants, parse YAML and JSON and look prices up at once. Every result is that of one thread alone,
 * byte for byte. `make check-tsan` runs it under ThreadSanitizer. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cost.h"

enum { THREADS = 8, ROUNDS = 12, FORMATS = 4, TRIALS = 40, SWEPT = 3 };

static const char yaml[] =
    "format: libcost-workload/1\n"
    "workload: shop\n"
    "region: us-east-1\n"
    "period: 2025-11..2026-01\n"
    "traffic: {web: {requests: 6M/month to 14M/month, timezone: America/New_York, request: 2 KiB, response: 45 KiB}}\n"
    "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\", timezone: "
    "Europe/Berlin}}\n"
    "resources:\n"
    "  cdn: {service: cloudfront, from: web, geography: {us-mexico: 60%, japan: 40%}}\n"
    "  lb: {service: alb, from: cdn}\n"
    "  app: {service: fargate, from: lb, tasks: 2, task: {vcpu: 2, memory: 4 GiB}, schedule: office}\n"
    "  db: {service: rds, engine: postgres, class: db.t3.medium, storage: {type: gp3, size: 100 GiB}}\n"
    "  idle: {service: apprunner, instance: {vcpu: 1, memory: 2 GiB}}\n";

static const char json[] =
    "{\"format\": \"libcost-workload/1\", \"workload\": \"annex\", \"region\": \"us-east-1\",\n"
    " \"period\": \"2025-11..2026-01\", \"resources\": {\n"
    "  \"cache\": {\"service\": \"elasticache\", \"engine\": \"redis\", \"node\": \"cache.t3.micro\"},\n"
    "  \"cdn\": {\"service\": \"cloudfront\", \"usage\": {\"transfer_out\": {\"japan\": \"20 TB\"}}}}}\n";

static const char broken[] = "{\"format\": \"libcost-workload/1\", \"workload\": [1, 2,, 3], \"a\": }";

/* What all threads share, and what each of them must find. */
typedef struct {
    const cost_catalog_t *book;
    const cost_workload_t *account[2];
    const cost_bill_t *bill;
    const cost_rate_card_t *card;
    cost_money_t swept[SWEPT]; /* two variants of the workload, and a row of the card */
    char *report[FORMATS];
    char *schema, *manual, *simulation, *workbook;
    char problem[256];
} shared_t;

static const cost_format_t formats[FORMATS] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON,
                                               COST_FORMAT_MARKDOWN};

static char *report(const cost_bill_t *bill, cost_format_t format)
{
    char *text = NULL;
    return cost_report_bill(&text, NULL, bill, format, COST_REPORT_LINES, NULL) ? NULL : text;
}

/* Takes the text over; NULL is no text at all. */
static int differs(char *text, const char *want)
{
    const int wrong = !text || strcmp(text, want) != 0;
    cost_text_free(text);
    return wrong;
}

static int check_reports(const shared_t *shared, const cost_bill_t *bill)
{
    int wrong = 0;
    for (size_t i = 0; i < FORMATS; i++)
        wrong += differs(report(bill, formats[i]), shared->report[i]);
    return wrong;
}

/* The shared workloads, billed again. */
static int estimate_shared(const shared_t *shared)
{
    cost_bill_t *bill = NULL;
    int wrong = cost_estimate(&bill, shared->book, shared->account, 2, NULL, NULL) != COST_OK;
    if (!wrong)
        wrong = check_reports(shared, bill);
    cost_bill_destroy(bill);
    return wrong;
}

/* Workloads of its own, read at the same time as those of other threads. */
static int estimate_own(const shared_t *shared)
{
    cost_workload_t *shop = NULL, *annex = NULL;
    cost_bill_t *bill = NULL;
    int wrong = cost_workload_parse(&shop, yaml, strlen(yaml), "shop.yaml", NULL, NULL) ||
                cost_workload_parse(&annex, json, strlen(json), "annex.json", NULL, NULL);
    const cost_workload_t *const account[] = {shop, annex};
    if (!wrong)
        wrong = cost_estimate(&bill, shared->book, account, 2, NULL, NULL) != COST_OK;
    if (!wrong)
        wrong = check_reports(shared, bill);
    cost_bill_destroy(bill);
    cost_workload_destroy(shop);
    cost_workload_destroy(annex);
    return wrong;
}

/* cJSON notes where it stumbled in a static variable: every thread must be told of its own text. */
static void find_problem(char *out, size_t size)
{
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    out[0] = '\0';
    if (cost_workload_parse(&workload, broken, strlen(broken), "broken.json", NULL, err) && cost_error_count(err))
        snprintf(out, size, "%s", cost_error_text(err, 0));
    cost_workload_destroy(workload);
    cost_error_destroy(err);
}

static int read_broken(const shared_t *shared)
{
    char problem[sizeof shared->problem];
    find_problem(problem, sizeof problem);
    return !*problem || strcmp(problem, shared->problem) != 0;
}

static char *schema_text(void)
{
    char *text = NULL;
    return cost_schema_text(&text, NULL) ? NULL : text;
}

static char *manual_text(void)
{
    char *text = NULL;
    return cost_service_manual(&text, "fargate", NULL) ? NULL : text;
}

static char *simulation_text(const shared_t *shared, size_t threads)
{
    char *text = NULL;
    cost_distribution_t *distribution = NULL;
    cost_simulation_t *run = cost_simulation_create();
    if (run && !cost_simulation_set_trials(run, TRIALS) && !cost_simulation_set_threads(run, threads) &&
        !cost_simulate(&distribution, shared->book, shared->account, 2, NULL, run, NULL) &&
        cost_report_distribution(&text, NULL, distribution, COST_FORMAT_JSON, 0, NULL))
        text = NULL;
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(run);
    return text;
}

/* The workbook's bytes as text, each in two digits; NULL when it was not written. */
static char *workbook_text(const cost_bill_t *bill)
{
    enum { SIZE = 1 << 20 };
    char file[] = "/tmp/cost-threads.XXXXXX", *text = malloc(SIZE);
    size_t length = 0;
    const int handle = mkstemp(file);
    FILE *stream = NULL;
    if (text && handle >= 0 && !close(handle) && !cost_report_workbook(file, bill, NULL, NULL))
        stream = fopen(file, "rb");
    for (int byte; stream && length + 3 < SIZE && (byte = getc(stream)) != EOF; length += 2)
        snprintf(text + length, 3, "%02x", (unsigned)byte & 0xff);
    if (stream)
        fclose(stream);
    unlink(file);
    if (length)
        return text;
    free(text);
    return NULL;
}

static int write_workbook(const shared_t *shared)
{
    char *text = workbook_text(shared->bill);
    const int wrong = !text || strcmp(text, shared->workbook) != 0;
    free(text);
    return wrong;
}

static int look_prices_up(const shared_t *shared)
{
    char field[256];
    size_t found = 0;
    for (size_t i = 0; i < cost_catalog_price_count(shared->book); i += 7)
        found += cost_catalog_price_matches(shared->book, i, "us-east-1") &&
                 *cost_catalog_price_field(shared->book, i, COST_PRICE_USD, field, sizeof field);
    return found == 0;
}

static bool sweep(const shared_t *shared, cost_money_t out[SWEPT])
{
    static const char *const paths[] = {"resources.app.tasks", "resources.db.class"};
    static const char *const values[] = {"3", "db.t3.medium", "5", "db.t3.large"};
    static const int64_t quantities[] = {2880 * (int64_t)COST_MICRO, 7};
    return !cost_estimate_many(out, NULL, shared->book, shared->account[0], NULL, paths, 2, values, 2, NULL) &&
           !cost_rate_card_price(shared->card, quantities, 1, NULL, &out[2]);
}

/* Variants of the shared workload, and quantities at the prices of the shared card. */
static int sweep_shared(const shared_t *shared)
{
    cost_money_t found[SWEPT];
    return !sweep(shared, found) || memcmp(found, shared->swept, sizeof found) != 0;
}

typedef struct {
    const shared_t *shared;
    int passed, failed;
} worker_t;

static void *work(void *argument)
{
    static int (*const jobs[])(const shared_t *) = {estimate_shared, estimate_own, read_broken, look_prices_up,
                                                    sweep_shared};
    worker_t *worker = argument;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
            const int wrong = jobs[i](worker->shared);
            worker->failed += wrong;
            worker->passed += !wrong;
        }
    worker->failed += check_reports(worker->shared, worker->shared->bill);
    worker->failed += write_workbook(worker->shared);
    worker->failed += differs(schema_text(), worker->shared->schema);
    worker->failed += differs(manual_text(), worker->shared->manual);
    worker->failed += differs(simulation_text(worker->shared, 3), worker->shared->simulation);
    return NULL;
}

static int run_threads(const shared_t *shared)
{
    pthread_t threads[THREADS];
    worker_t workers[THREADS];
    int passed = 0, failed = 0, started = 0;
    for (; started < THREADS; started++) {
        workers[started] = (worker_t){shared, 0, 0};
        if (pthread_create(&threads[started], NULL, work, &workers[started]))
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        passed += workers[i].passed;
        failed += workers[i].failed;
    }
    failed += started < THREADS;
    printf("threads: %d passed, %d failed\n", passed, failed);
    return failed || !passed;
}

/* One thread, first. */
static bool prepare(shared_t *shared, cost_catalog_t **book, cost_workload_t **workloads, cost_bill_t **bill,
                    cost_rate_card_t **card)
{
    static const char *const prices[] = {"fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux",
                                         "sqs/requests/us-east-1/type=standard"};
    if (cost_catalog_create(book, NULL, NULL) ||
        cost_workload_parse(&workloads[0], yaml, strlen(yaml), "shop.yaml", NULL, NULL) ||
        cost_workload_parse(&workloads[1], json, strlen(json), "annex.json", NULL, NULL))
        return false;
    *shared = (shared_t){.book = *book, .account = {workloads[0], workloads[1]}};
    if (cost_estimate(bill, *book, shared->account, 2, NULL, NULL) ||
        cost_rate_card_create(card, *book, prices, 2, NULL, NULL))
        return false;
    shared->card = *card;
    shared->bill = *bill;
    find_problem(shared->problem, sizeof shared->problem);
    shared->schema = schema_text();
    shared->manual = manual_text();
    shared->simulation = simulation_text(shared, 1);
    shared->workbook = workbook_text(*bill);
    for (size_t i = 0; i < FORMATS; i++)
        shared->report[i] = report(*bill, formats[i]);
    return sweep(shared, shared->swept) && shared->schema && shared->manual && shared->simulation && shared->workbook &&
           shared->report[0] && shared->report[1] && shared->report[2] && shared->report[3];
}

int main(void)
{
    shared_t shared = {.book = NULL};
    cost_catalog_t *book = NULL;
    cost_workload_t *workloads[2] = {NULL, NULL};
    cost_bill_t *bill = NULL;
    cost_rate_card_t *card = NULL;
    int failed = 1;
    if (prepare(&shared, &book, workloads, &bill, &card))
        failed = run_threads(&shared);
    else
        printf("threads: one thread alone fails already\n");
    for (size_t i = 0; i < FORMATS; i++)
        cost_text_free(shared.report[i]);
    cost_text_free(shared.schema);
    cost_text_free(shared.manual);
    cost_text_free(shared.simulation);
    free(shared.workbook);
    cost_rate_card_destroy(card);
    cost_bill_destroy(bill);
    cost_workload_destroy(workloads[0]);
    cost_workload_destroy(workloads[1]);
    cost_catalog_destroy(book);
    return failed;
}
