/* Every allocation fails once: the first, the second, ... until a sequence of calls needs no more.
 *
 * Whatever fails, the call says COST_ERR_MEMORY, or what it would have said anyway; it never crashes, leaks, or says
 * COST_OK with another result.  The allocator is wrapped when the program is linked (-Wl,--wrap) and, where the C
 * library lets a program bring its own (glibc), for the libraries behind our doors as well. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cost.h"
#include "libcost/base/arena.h"
#include "libcost/capacity/scan.h"

/* ---- the allocator ---- */

static long allocations, failing = -1, live;

static bool may_allocate(void)
{
    return allocations++ != failing;
}

#ifdef __GLIBC__
#define REAL(name) __libc_##name
#else
#define REAL(name) __real_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size)
{
    void *block = may_allocate() ? REAL(malloc)(size) : NULL;
    live += block != NULL;
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = may_allocate() ? REAL(calloc)(count, size) : NULL;
    live += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    void *grown = may_allocate() ? REAL(realloc)(block, size) : NULL;
    live += grown && !block;
    return grown;
}

#ifdef __GLIBC__
#include <errno.h>
void __libc_free(void *block);

void *malloc(size_t size)
{
    void *block = __wrap_malloc(size);
    if (!block)
        errno = ENOMEM;
    return block;
}

void *calloc(size_t count, size_t size)
{
    void *block = __wrap_calloc(count, size);
    if (!block)
        errno = ENOMEM;
    return block;
}

void *realloc(void *block, size_t size)
{
    void *grown = __wrap_realloc(block, size);
    if (!grown)
        errno = ENOMEM;
    return grown;
}

void free(void *block)
{
    live -= block != NULL;
    __libc_free(block);
}
#endif

/* Arenas ask for few, large blocks: what they hand out fails piece by piece as well. */
void *__real_cost_arena_alloc(cost_arena_t *arena, size_t size);
void *__real_cost_arena_array(cost_arena_t *arena, size_t count, size_t size);
void *__real_cost_arena_raw(cost_arena_t *arena, size_t count, size_t size);
char *__real_cost_arena_text(cost_arena_t *arena, const char *text, size_t length);
char *__real_cost_arena_string(cost_arena_t *arena, const char *text);
void *__wrap_cost_arena_alloc(cost_arena_t *arena, size_t size);
void *__wrap_cost_arena_array(cost_arena_t *arena, size_t count, size_t size);
void *__wrap_cost_arena_raw(cost_arena_t *arena, size_t count, size_t size);
char *__wrap_cost_arena_text(cost_arena_t *arena, const char *text, size_t length);
char *__wrap_cost_arena_string(cost_arena_t *arena, const char *text);
char *__wrap_cost_arena_format(cost_arena_t *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

void *__wrap_cost_arena_alloc(cost_arena_t *arena, size_t size)
{
    return may_allocate() ? __real_cost_arena_alloc(arena, size) : NULL;
}

void *__wrap_cost_arena_array(cost_arena_t *arena, size_t count, size_t size)
{
    return may_allocate() ? __real_cost_arena_array(arena, count, size) : NULL;
}

void *__wrap_cost_arena_raw(cost_arena_t *arena, size_t count, size_t size)
{
    return may_allocate() ? __real_cost_arena_raw(arena, count, size) : NULL;
}

char *__wrap_cost_arena_text(cost_arena_t *arena, const char *text, size_t length)
{
    return may_allocate() ? __real_cost_arena_text(arena, text, length) : NULL;
}

char *__wrap_cost_arena_string(cost_arena_t *arena, const char *text)
{
    return may_allocate() ? __real_cost_arena_string(arena, text) : NULL;
}

char *__wrap_cost_arena_format(cost_arena_t *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    char *text = may_allocate() ? __real_cost_arena_alloc(arena, (size_t)length + 1) : NULL;
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

/* ---- what is run ---- */

static const char yaml[] =
    "format: libcost-workload/1\n"
    "workload: shop\n"
    "region: us-east-1\n"
    "period: 2025-11..2025-12\n"
    "tags: {env: production}\n"
    "account: {usage: {cloudfront.transfer_out: {us-mexico: 4 TB}}}\n"
    "traffic:\n"
    "  web: &web {requests: 9M/month to 20M/month, timezone: America/New_York, request: 2 KiB,\n"
    "             response: {low: 4 KiB, high: 50 KiB, dist: lognormal}}\n"
    "  api: *web\n"
    "schedules: {office: {start: \"cron(0 8 ? * 2-6 *)\", stop: \"rate(1 day)\", timezone: Europe/Berlin}}\n"
    "resources:\n"
    "  cdn: {service: cloudfront, from: web, behaviours: {static: {share: 60%}, rest: {share: 40%}}}\n"
    "  lb: {service: alb, from: [cdn.rest, api], tags: {team: a}, runs: {from: 2025-11-03, until: 2025-12-20},\n"
    "       usage: {public-ipv4.in_use_hours: 10, data_transfer.internet_out: 7 GB}}\n"
    "  app: {service: fargate, from: lb, tasks: 2, task: {vcpu: 2, memory: 4 GiB}, schedule: office,\n"
    "        capacity: {fargate: {weight: 1}, fargate_spot: {weight: 1}}}\n"
    "  db: {service: rds, engine: postgres, class: db.t3.medium, storage: {type: gp3, size: 100 GiB},\n"
    "       from: {app: {per_request: 2 to 8, request: 400 B, response: 2 KiB}}, usage: {backup_storage: 300 GB}}\n"
    "  idle: {service: apprunner, instance: {vcpu: 1, memory: 2 GiB}}\n"
    "scenarios: {big: {resources: {app: {tasks: 30}, idle: null}}}\n";

static const char json[] =
    "{\"format\": \"libcost-workload/1\", \"workload\": \"annex\", \"region\": \"us-east-1\",\n"
    " \"period\": \"2025-11..2025-12\", \"account\": {\"usage\": {\"cloudfront.transfer_out\": {\"us-mexico\": \"4 "
    "TB\"}}},\n"
    " \"resources\": {\"cache\": {\"service\": \"elasticache\", \"engine\": \"redis\", \"node\": \"cache.t3.micro\"},\n"
    "   \"cdn\": {\"service\": \"cloudfront\", \"usage\": {\"transfer_out\": {\"japan\": \"20 TB\", \"india\": \"3 "
    "TB\"}}}}}\n";

static const char day[] =
    "{format: libcost-workload/1, workload: day, region: us-east-1, period: 2h,\n"
    " traffic: {web: {rate: 10/s, request: 1 KiB, response: 4 KiB}},\n"
    " resources: {lb: {service: alb, from: web, zones: 2},\n"
    "   app: {service: fargate, from: lb, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, cpu_per_request: 20 ms,\n"
    "         scaling: {min: 1, max: 3, policies: {cpu: {metric: cpu, target: 50%}}}},\n"
    "   help: {service: support, plan: business-support-plus}}}\n";

/* Everything that follows a load, or loses some of it. */
static const char following[] =
    "{format: libcost-workload/1, workload: day, region: us-east-1, period: 2h,\n"
    " traffic: {web: {rate: 10/s, shape: diurnal, request: 1 KiB, response: 4 KiB},\n"
    "           live: {sessions: 1/s, shape: diurnal, length: 10 min, messages: 20, message: 1 KiB}},\n"
    " resources: {lb: {service: alb, from: live, zones: 2},\n"
    "   run: {service: apprunner, from: web, instance: {vcpu: 1, memory: 2 GiB}, response_time: 1 s, max_size: 1,\n"
    "         max_concurrency: 5},\n"
    "   db: {service: aurora, engine: aurora-postgresql, from: run, serverless: {max: 2, cpu_per_query: 20 ms},\n"
    "        storage: {used: 1 GiB}},\n"
    "   group: {service: ec2, from: run, instance_type: c5.large, cpu_per_request: 1 s, scaling: {min: 1, max: 3}},\n"
    "   cluster: {service: ecs-ec2, from: run, instances: {instance_type: c5.large}, managed_scaling: {},\n"
    "             tasks: {web: {vcpu: 1, memory: 1 GiB, cpu_per_request: 1 s, scaling: {min: 1, max: 3, policies: "
    "{cpu: "
    "{metric: cpu, target: 50%}}}}}},\n"
    "   cache: {service: elasticache, engine: redis, serverless: {data: 1 GiB, growth: 1 GiB/day}},\n"
    "   worker: {service: fargate, from: {run: {per_request: 1, request: 1 MiB, through: cache}}, tasks: 1,\n"
    "            task: {vcpu: 1, memory: 2 GiB}, job: {time: 1 s}},\n"
    "   store: {service: rds, engine: postgres, class: db.t3.medium, storage: {size: 20 GiB, max_size: 40 GiB, used: "
    "19 GiB,\n"
    "           growth: 1 GiB/day}}}}\n";

static const char broken[] =
    "format: libcost-workload/2\n"
    "workload: [shop]\n"
    "region: us-eats-1\n"
    "period: 2025-13\n"
    "traffic: {web: {requests: 4 ms, timezone: Europe/Berlim}, \"a b\": {rate: 1/s, sessions: 2/s}}\n"
    "schedules: {office: {start: \"cron(0 8 * * 1-5)\", stop: 3}}\n"
    "resources:\n"
    "  a: {service: fargat}\n"
    "  b: {service: alb, from: [b, wep, b.x], zones: 99, taks: 1, usage: {hour: 1, lcu_hours: x, "
    "public-ipv4.in_use_hour: 3, cloudwatch.metrics: 3}}\n"
    "  c: {service: fargate, tasks: many, task: {vcpu: 3 GiB}, schedule: offise, runs: {from: soon}}\n"
    "  d: {service: fargate, region: us-east-1, taks: 2, task: {vcpu: 3, memory: 4 GiB}}\n"
    "scenarios: {more: {resources: {d: {tasks: some}}}, none: 3}\n";

static const char given_twice[] = "a: {b: 1, b: 2}\na: &a [*a, *c]\n";

static const char broken_json[] = "{\"format\": [1, 2, {\"a\": \"\\u00zz\"}], \"format\": 01}";

static const char overlay_csv[] = "service,dimension,variant,region,unit,tier_from,price_usd\n"
                                  "alb,hours,,us-east-1,hour,0,0.03\n"
                                  "cloudfront,transfer_out,geo=japan,global,GB,0,0.1\n"
                                  "cloudfront,transfer_out,geo=japan,global,GB,10240,0.05\n";
static const char overlay_json[] = "{\"prices\": [{\"service\": \"alb\", \"dimension\": \"hours\", \"region\": "
                                   "\"us-east-1\", \"unit\": \"hour\", \"price_usd\": \"0.03\"}]}";
static const char overlay_broken[] = "service,dimension,region,unit,price_usd\n"
                                     "alb,hours,us-east-1,hours-and,0.03\n"
                                     "alb,,us-east-1,hour,0,03\n"
                                     "alb,hours,us-east-1,hour,1e5\n";

/* Measured a day and a half with a gap, so that its days are repeated; noise of every kind. */
static const char series_csv[] = "timestamp,value\n2025-10-06T00:00Z,60\n2025-10-06T06:00Z,90\n2025-10-06T12:00Z,1.5\n"
                                 "2025-10-07T00:00Z,60\n2025-10-07T06:00Z,7\n";
static const char measured[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
    " traffic: {web: {series: load.csv, measured: {gaps: bridge}, noise: {sd: 20%}, day_factor: {sd: 10%},\n"
    "                 events: {sale: {at: 2025-11-28T09:00, for: 2 h, times: 3, chance: 40%}},\n"
    "                 request: 2 KiB, response: 45 KiB}},\n"
    " schedules: {office: {start: 'cron(0 8 ? * MON-FRI *)', stop: 'cron(0 18 ? * MON-FRI *)', timezone: "
    "Europe/Berlin}},\n"
    " resources: {firewall: {service: waf, rules: 1, from: web, protects: alb}}}";

enum { OVERLAYS = 3 };
static char overlay_path[OVERLAYS][32] = {"/tmp/cost-chaos-a.XXXXXX", "/tmp/cost-chaos-b.XXXXXX",
                                          "/tmp/cost-chaos-c.XXXXXX"};
static char series_path[32] = "/tmp/cost-chaos-f.XXXXXX";
static char yaml_path[32] = "/tmp/cost-chaos-d.XXXXXX", workbook_path[32] = "/tmp/cost-chaos-e.XXXXXX";

static bool write_file(char *path, const char *text)
{
    const size_t length = strlen(text);
    const int file = mkstemp(path);
    return file >= 0 && write(file, text, length) == (ssize_t)length && !close(file);
}

static bool write_files(void)
{
    return write_file(overlay_path[0], overlay_csv) && write_file(overlay_path[1], overlay_json) &&
           write_file(overlay_path[2], overlay_broken) && write_file(yaml_path, yaml) &&
           write_file(workbook_path, "") && write_file(series_path, series_csv);
}

static void remove_files(void)
{
    for (int i = 0; i < OVERLAYS; i++)
        unlink(overlay_path[i]);
    unlink(yaml_path);
    unlink(series_path);
    unlink(workbook_path);
}

/* What a sequence came to: its status and a sum over all that it gave out. */
typedef struct {
    cost_status_t status;
    uint64_t digest;
} outcome_t;

static void digest(outcome_t *outcome, const char *text)
{
    for (; text && *text; text++)
        outcome->digest = (outcome->digest ^ (unsigned char)*text) * 0x100000001b3;
}

/* The problems themselves may be without their texts, but whoever asks must get one. */
static void look_at_errors(cost_error_t *err)
{
    for (size_t i = 0; i < cost_error_count(err); i++)
        if (!*cost_error_text(err, i) || !*cost_error_message(err, i) || !cost_error_path(err, i))
            abort();
    cost_error_destroy(err);
}

static const cost_catalog_t *shared_book;
static cost_workload_t *shared_workload[2], *shared_day;
static cost_bill_t *shared_bill;

static outcome_t overlay(int i)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    outcome.status = cost_catalog_create(&book, overlay_path[i], err);
    if (!outcome.status)
        digest(&outcome, cost_catalog_version(book));
    cost_catalog_destroy(book);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_overlay_csv(void)
{
    return overlay(0);
}

static outcome_t run_overlay_json(void)
{
    return overlay(1);
}

static outcome_t run_overlay_broken(void)
{
    return overlay(2);
}

static outcome_t parse(const char *text, const cost_options_t *options)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    outcome.status = cost_workload_parse(&workload, text, strlen(text), "shop.yaml", options, err);
    if (!outcome.status)
        outcome.status = cost_workload_check(workload, shared_book, options, err);
    for (size_t i = 0; !outcome.status && i < cost_workload_resource_count(workload); i++)
        digest(&outcome, cost_workload_resource(workload, i));
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_yaml(void)
{
    return parse(yaml, NULL);
}

static outcome_t run_json(void)
{
    return parse(json, NULL);
}

static outcome_t run_broken(void)
{
    outcome_t outcome = {COST_ERR_MEMORY, 0};
    cost_options_t *options = cost_options_create();
    if (options) {
        cost_options_set_catalog(options, shared_book);
        outcome = parse(broken, options);
    }
    cost_options_destroy(options);
    return outcome;
}

static outcome_t run_twice(void)
{
    return parse(given_twice, NULL);
}

static outcome_t run_broken_json(void)
{
    return parse(broken_json, NULL);
}

static outcome_t run_file(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    outcome.status = cost_workload_load(&workload, yaml_path, NULL, err);
    digest(&outcome, outcome.status ? NULL : cost_workload_name(workload));
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static cost_status_t set_options(cost_options_t *options)
{
    cost_status_t status = options ? cost_options_set_scenario(options, "big") : COST_ERR_MEMORY;
    if (!status)
        status = cost_options_set_period(options, "2026-02");
    if (!status)
        status = cost_options_set_region(options, "eu-west-1");
    if (!status)
        status = cost_options_add_override(options, "resources.app.task.memory=8 GiB");
    if (!status)
        status = cost_options_add_override(options, "resources.app.tags.\"a b\"=[1, 2]");
    if (!status)
        status = cost_options_add_override(options, "resources.app.tags={a: b}");
    return status ? status : cost_options_set_as_of(options, "2026-01");
}

static outcome_t run_options(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_options_t *options = cost_options_create();
    outcome.status = set_options(options);
    if (!outcome.status)
        outcome = parse(yaml, options);
    cost_options_destroy(options);
    return outcome;
}

static cost_status_t report(outcome_t *outcome, const cost_bill_t *bill, cost_format_t format, cost_error_t *err)
{
    char *text = NULL;
    cost_status_t status = cost_report_bill(&text, NULL, bill, format, COST_REPORT_LINES | COST_REPORT_COLOR, err);
    if (!status)
        digest(outcome, text);
    cost_text_free(text);
    return status;
}

static outcome_t run_reports(void)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON, COST_FORMAT_MARKDOWN};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !outcome.status; i++)
        outcome.status = report(&outcome, shared_bill, formats[i], err);
    look_at_errors(err);
    return outcome;
}

/* The workbook's own file is digested: libxlsxwriter fails like everything else. */
static outcome_t run_workbook(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    char block[4096];
    size_t count;
    outcome.status = cost_report_workbook(workbook_path, shared_bill, NULL, err);
    FILE *stream = outcome.status ? NULL : fopen(workbook_path, "rb");
    while (stream && (count = fread(block, 1, sizeof block - 1, stream)) > 0) {
        block[count] = '\0';
        digest(&outcome, block);
    }
    if (stream)
        fclose(stream);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_following(void)
{
    outcome_t outcome = {COST_ERR_MEMORY, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    outcome.status = cost_workload_parse(&workload, following, strlen(following), "day.yaml", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!outcome.status)
        outcome.status = cost_estimate(&bill, shared_book, account, 1, NULL, err);
    if (!outcome.status)
        outcome.digest = (uint64_t)cost_bill_total(bill).nano_usd;
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_timeline(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_options_t *options = cost_options_create();
    cost_bill_t *bill = NULL;
    cost_timeline_t *timeline = NULL;
    char *text = NULL;
    outcome.status = options ? COST_OK : COST_ERR_MEMORY;
    if (options)
        cost_options_set_hourly(options, 1);
    if (!outcome.status)
        outcome.status =
            cost_estimate(&bill, shared_book, (const cost_workload_t *const *)&shared_day, 1, options, err);
    if (!outcome.status)
        outcome.status = cost_timeline_create(&timeline, bill, COST_RESOLUTION_HOURLY, err);
    if (!outcome.status)
        outcome.status = cost_report_timeline(&text, NULL, timeline, COST_FORMAT_CSV, err);
    if (!outcome.status)
        digest(&outcome, text);
    if (!outcome.status)
        outcome.status = cost_report_workbook(workbook_path, bill, NULL, err);
    cost_text_free(text);
    cost_timeline_destroy(timeline);
    cost_bill_destroy(bill);
    cost_options_destroy(options);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_estimate(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_bill_t *bill = NULL;
    char field[512];
    outcome.status = cost_estimate(&bill, shared_book, (const cost_workload_t *const *)shared_workload, 2, NULL, err);
    for (size_t i = 0; !outcome.status && i < cost_bill_line_count(bill); i++) {
        digest(&outcome, cost_bill_line_field(bill, i, COST_LINE_ID, field, sizeof field));
        digest(&outcome, cost_bill_line_field(bill, i, COST_LINE_COST, field, sizeof field));
    }
    for (size_t i = 0; !outcome.status && i < cost_bill_warning_count(bill); i++)
        digest(&outcome, cost_bill_warning_text(bill, i));
    for (size_t i = 0; !outcome.status && i < cost_bill_unpriced_count(bill); i++)
        digest(&outcome, cost_bill_unpriced_remedy(bill, i));
    cost_bill_destroy(bill);
    look_at_errors(err);
    return outcome;
}

/* Two workloads of one name, and one without its prices: refused in words. */
static outcome_t run_refusal(void)
{
    const cost_workload_t *const twice[] = {shared_workload[0], shared_workload[0]};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_bill_t *bill = NULL;
    outcome.status = cost_estimate(&bill, shared_book, twice, 2, NULL, err);
    cost_bill_destroy(bill);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_schema(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    char *text = NULL;
    outcome.status = cost_schema_text(&text, err);
    digest(&outcome, outcome.status ? NULL : text);
    cost_text_free(text);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_manual(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    char *text = NULL;
    outcome.status = cost_service_manual(&text, "fargate", err);
    digest(&outcome, outcome.status ? NULL : text);
    cost_text_free(text);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_check(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    outcome.status = cost_catalog_check(shared_book, err);
    look_at_errors(err);
    return outcome;
}

/* Three variants, the second of which no size of Fargate holds. */
static outcome_t run_sweep(void)
{
    static const char *const paths[] = {"resources.app.tasks", "resources.app.task.memory"};
    static const char *const values[] = {"3", "8 GiB", "3", "3 GiB", "1", "4 GiB"};
    outcome_t outcome = {COST_OK, 0};
    cost_status_t statuses[3];
    cost_money_t totals[3];
    char usd[COST_MONEY_TEXT_SIZE];
    cost_error_t *err = cost_error_create();
    outcome.status =
        cost_estimate_many(totals, statuses, shared_book, shared_workload[0], NULL, paths, 2, values, 3, err);
    for (size_t i = 0; !outcome.status && i < 3; i++)
        digest(&outcome, statuses[i] ? cost_status_name((int)statuses[i]) : cost_money_text(totals[i], 9, usd));
    look_at_errors(err);
    return outcome;
}

static outcome_t run_rate_card(void)
{
    static const char *const prices[] = {"fargate/vcpu_hours/us-east-1/arch=arm64;os=linux", "alb/hours/us-east-1"};
    static const int64_t quantities[] = {730 * (int64_t)COST_MICRO, 5};
    outcome_t outcome = {COST_OK, 0};
    cost_money_t total;
    char usd[COST_MONEY_TEXT_SIZE];
    cost_rate_card_t *card = NULL;
    cost_error_t *err = cost_error_create();
    outcome.status = cost_rate_card_create(&card, shared_book, prices, 2, "2026-01", err);
    if (!outcome.status)
        outcome.status = cost_rate_card_price(card, quantities, 1, NULL, &total);
    if (!outcome.status)
        digest(&outcome, cost_money_text(total, 9, usd));
    cost_rate_card_destroy(card);
    look_at_errors(err);
    return outcome;
}

static const char uncertain[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11, tags: {env: test},\n"
    " traffic: {web: {requests: 6M/month to 14M/month, response: {low: 1 KiB, high: 9 KiB, group: g}}},\n"
    " budgets: {all: {limit: 20 USD}},\n"
    " resources: {lb: {service: alb, from: web, zones: 2}}}\n";

static int drop(void *user, const void *bytes, size_t length)
{
    (void)user;
    (void)bytes;
    (void)length;
    return 0;
}

static cost_status_t look_at_distribution(outcome_t *outcome, const cost_distribution_t *distribution,
                                          cost_error_t *err)
{
    char *text = NULL;
    double probability = 0;
    cost_status_t status = cost_distribution_write(distribution, drop, NULL, err);
    if (!status)
        status = cost_distribution_probability_above(distribution, COST_PART_TOTAL, 0, (cost_money_t){20000000000},
                                                     &probability, NULL, err);
    if (!status)
        status = cost_report_distribution(&text, NULL, distribution, COST_FORMAT_TABLE, 0, err);
    digest(outcome, text);
    cost_text_free(text);
    return status;
}

static outcome_t run_simulate(void)
{
    outcome_t outcome = {COST_ERR_MEMORY, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_distribution_t *distribution = NULL;
    cost_bill_t *bill = NULL;
    cost_simulation_t *run = cost_simulation_create();
    if (run) {
        cost_simulation_set_trials(run, 10);
        cost_simulation_set_sobol(run, COST_HAVE_GSL);
        outcome.status = cost_simulation_add_budget(run, "mine", (cost_money_t){5}, "alb", "lb", "env=test", "2025-11");
    }
    if (!outcome.status)
        outcome.status = cost_workload_parse(&workload, uncertain, strlen(uncertain), "shop.yaml", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!outcome.status)
        outcome.status = cost_simulate(&distribution, shared_book, account, 1, NULL, run, err);
    if (!outcome.status)
        outcome.status = look_at_distribution(&outcome, distribution, err);
    if (!outcome.status)
        outcome.status = cost_simulate_trial(&bill, shared_book, account, 1, NULL, 1, 4, err);
    cost_bill_destroy(bill);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(run);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_measured(void)
{
    char assignment[64];
    outcome_t outcome = {COST_ERR_MEMORY, 0};
    cost_error_t *err = cost_error_create();
    cost_options_t *options = cost_options_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_schedule_on_t on;
    snprintf(assignment, sizeof assignment, "traffic.web.series=%s", series_path + strlen("/tmp/"));
    if (options)
        outcome.status = cost_options_set_folder(options, "/tmp");
    if (!outcome.status)
        outcome.status = cost_options_add_override(options, assignment);
    if (!outcome.status)
        outcome.status = cost_workload_parse(&workload, measured, strlen(measured), "shop.yaml", options, err);
    const cost_workload_t *const account[] = {workload};
    if (!outcome.status)
        outcome.status = cost_schedule_on(workload, 0, 0, &on);
    if (!outcome.status)
        outcome.status = cost_simulate_trial(&bill, shared_book, account, 1, options, 1, 4, err);
    if (!outcome.status)
        outcome.digest = (uint64_t)cost_bill_total(bill).nano_usd + (uint64_t)on.seconds;
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_options_destroy(options);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_merge(void)
{
    static const char *const files[] = {"tests/fuzz/corpus/trials/sobol.bin"};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_distribution_t *distribution = NULL;
    outcome.status = cost_distribution_merge(&distribution, files, 1, err);
    if (!outcome.status)
        outcome.status = look_at_distribution(&outcome, distribution, err);
    cost_distribution_destroy(distribution);
    look_at_errors(err);
    return outcome;
}

/* ---- what is asked of bills ---- */

static const char asked[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2h, tags: {env: test},\n"
    " traffic: {web: {requests: 600/month to 900/month, request: 1 KiB, response: 9 KiB}},\n"
    " budgets: {most: {limit: 0.01 USD, waiver: {reason: r, until: 2026-01-31}}, grown: {growth: +1%, tag: env=test},\n"
    "           then: {limit: 1 USD, scenario: more}},\n"
    " resources: {lb: {service: alb, from: web, zones: 2, scheme: internal}, q: {service: sqs, requests: 9/month}},\n"
    " scenarios: {more: {resources: {lb: {count: 2}}}}}\n";

/* The workload and its bill, or what went wrong. */
static cost_status_t bill_asked(cost_workload_t **workload, cost_bill_t **bill, cost_error_t *err)
{
    cost_status_t status = cost_workload_parse(workload, asked, strlen(asked), "shop.yaml", NULL, err);
    const cost_workload_t *const account[] = {*workload};
    return status ? status : cost_estimate(bill, shared_book, account, 1, NULL, err);
}

static cost_status_t read_back(outcome_t *outcome, const cost_bill_t *bill, cost_format_t format, const char *name,
                               cost_error_t *err)
{
    char *text = NULL, *again = NULL;
    cost_bill_t *read = NULL;
    cost_status_t status = cost_report_bill(&text, NULL, bill, format, 0, err);
    if (!status)
        status = cost_bill_parse(&read, text, strlen(text), name, err);
    if (!status)
        status = cost_report_bill(&again, NULL, read, format, 0, err);
    digest(outcome, status ? NULL : again);
    cost_bill_destroy(read);
    cost_text_free(text);
    cost_text_free(again);
    return status;
}

static outcome_t run_saved(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    outcome.status = bill_asked(&workload, &bill, err);
    if (!outcome.status)
        outcome.status = read_back(&outcome, bill, COST_FORMAT_JSON, "bill.json", err);
    if (!outcome.status)
        outcome.status = read_back(&outcome, bill, COST_FORMAT_CSV, "bill.csv", err);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_compare(void)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON, COST_FORMAT_MARKDOWN};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_comparison_t *comparison = NULL;
    outcome.status = cost_workload_parse(&workload, asked, strlen(asked), "shop.yaml", NULL, err);
    if (!outcome.status)
        outcome.status = cost_compare(&comparison, shared_book, workload, NULL, err);
    for (size_t i = 0; !outcome.status && i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        outcome.status = cost_report_comparison(&text, NULL, comparison, formats[i], 0, err);
        digest(&outcome, text);
        cost_text_free(text);
    }
    cost_comparison_destroy(comparison);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_diff(void)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON, COST_FORMAT_MARKDOWN};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_options_t *options = cost_options_create();
    cost_workload_t *old = NULL, *fresh = NULL;
    cost_diff_t *diff = NULL;
    outcome.status = options ? cost_options_set_scenario(options, "more") : COST_ERR_MEMORY;
    if (!outcome.status)
        outcome.status = cost_workload_parse(&old, asked, strlen(asked), "shop.yaml", NULL, err);
    if (!outcome.status)
        outcome.status = cost_workload_parse(&fresh, asked, strlen(asked), "shop.yaml", options, err);
    if (!outcome.status)
        outcome.status = cost_diff_workloads(&diff, shared_book, old, NULL, shared_book, fresh, options, err);
    for (size_t i = 0; !outcome.status && i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        outcome.status = cost_report_diff(&text, NULL, diff, (cost_money_t){0}, formats[i], COST_REPORT_LINES, err);
        digest(&outcome, text);
        cost_text_free(text);
    }
    cost_diff_destroy(diff);
    cost_workload_destroy(fresh);
    cost_workload_destroy(old);
    cost_options_destroy(options);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_diff_bills(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_diff_t *diff = NULL;
    outcome.status = bill_asked(&workload, &bill, err);
    if (!outcome.status)
        outcome.status = cost_diff_bills(&diff, bill, bill, err);
    digest(&outcome, outcome.status ? NULL : cost_diff_note(diff, 0));
    cost_diff_destroy(diff);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

static const char own_budgets[] =
    "{format: libcost-budgets/1, budgets: {sure: {limit: 0.05 USD, confidence: 95%, trials: 4}, lb: {limit: 0.01 USD, "
    "resource: lb, level: warning}}}";

static outcome_t run_gate(void)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_JSON, COST_FORMAT_JUNIT, COST_FORMAT_GITHUB};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_budgets_t *budgets = NULL;
    cost_verdicts_t *verdicts = NULL;
    cost_gate_t *gate = cost_gate_create();
    outcome.status = gate ? bill_asked(&workload, &bill, err) : COST_ERR_MEMORY;
    if (!outcome.status)
        outcome.status = cost_budgets_parse(&budgets, own_budgets, strlen(own_budgets), "budgets.yaml", err);
    if (!outcome.status) {
        cost_gate_set_budgets(gate, budgets);
        cost_gate_set_baseline(gate, bill);
        cost_gate_set_today(gate, "2026-01-01");
        const cost_workload_t *const account[] = {workload};
        outcome.status = cost_check(&verdicts, shared_book, account, 1, NULL, gate, err);
    }
    for (size_t i = 0; !outcome.status && i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        outcome.status = cost_report_check(&text, NULL, verdicts, formats[i], 0, err);
        digest(&outcome, text);
        cost_text_free(text);
    }
    cost_verdicts_destroy(verdicts);
    cost_budgets_destroy(budgets);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_gate_destroy(gate);
    look_at_errors(err);
    return outcome;
}

static outcome_t run_explain(void)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_JSON};
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_explanation_t *explanation = NULL;
    outcome.status = bill_asked(&workload, &bill, err);
    const cost_workload_t *const account[] = {workload};
    if (!outcome.status)
        outcome.status = cost_explain(&explanation, bill, account, 1, "lb lcu", err);
    for (size_t i = 0; !outcome.status && i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        outcome.status = cost_report_explanation(&text, NULL, explanation, formats[i], 0, err);
        digest(&outcome, text);
        cost_text_free(text);
    }
    cost_explanation_destroy(explanation);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    look_at_errors(err);
    return outcome;
}

/* All of it, as a program would do it. */
static outcome_t run_whole(void)
{
    outcome_t outcome = {COST_OK, 0};
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    outcome.status = cost_catalog_create(&book, NULL, err);
    if (!outcome.status)
        outcome.status = cost_workload_parse(&workload, json, strlen(json), "annex.json", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!outcome.status)
        outcome.status = cost_estimate(&bill, book, account, 1, NULL, err);
    if (!outcome.status)
        outcome.status = report(&outcome, bill, COST_FORMAT_JSON, err);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    look_at_errors(err);
    return outcome;
}

/* ---- the runs ---- */

typedef struct {
    const char *name;
    outcome_t (*run)(void);
    cost_status_t want; /* when no allocation fails */
} sequence_t;

/* A service's month whose days, of three hours here, go as those before. */
static outcome_t run_repeating(void)
{
    enum { DAY = 180, MINUTES = 20 * DAY };
    static int64_t load[MINUTES];
    static const cost_provider_t providers[] = {{0, 1}};
    cost_tracking_policy_t requests = COST_TRACKING_DEFAULTS;
    outcome_t outcome = {COST_OK, 0};
    cost_loop_result_t month;
    requests.metric = COST_TASK_REQUESTS;
    requests.target = 1000 * INT64_C(1000000);
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = t % DAY < 90 ? 1500 : 5500;
    const cost_loop_plan_t plan = {.month_seconds = MINUTES * 60,
                                   .load = load,
                                   .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1},
                                   .providers = providers,
                                   .provider_count = 1,
                                   .bounds = {1, 10},
                                   .start = 2,
                                   .policies = &requests,
                                   .policy_count = 1,
                                   .day_minutes = DAY};
    outcome.status = cost_scan_run(&month, &plan);
    if (!outcome.status && !month.repeated_minutes)
        abort();
    if (!outcome.status)
        outcome.digest = (uint64_t)month.tasks.billed_s[0] * 1000 + month.event_count;
    cost_loop_result_clear(&month);
    return outcome;
}

static const sequence_t sequences[] = {
    {"a CSV book", run_overlay_csv, COST_OK},
    {"a JSON book", run_overlay_json, COST_OK},
    {"a broken book", run_overlay_broken, COST_ERR_SYNTAX},
    {"a YAML workload", run_yaml, COST_OK},
    {"a JSON workload", run_json, COST_OK},
    {"a file", run_file, COST_OK},
    {"a broken workload", run_broken, COST_ERR_SCHEMA},
    {"keys given twice", run_twice, COST_ERR_SYNTAX},
    {"broken JSON", run_broken_json, COST_ERR_SYNTAX},
    {"options", run_options, COST_OK},
    {"estimate", run_estimate, COST_OK},
    {"refusal", run_refusal, COST_ERR_SCHEMA},
    {"sweep", run_sweep, COST_OK},
    {"rate card", run_rate_card, COST_OK},
    {"reports", run_reports, COST_OK},
    {"workbook", run_workbook, COST_OK},
    {"simulation", run_simulate, COST_OK},
    {"measured", run_measured, COST_OK},
    {"merge", run_merge, COST_OK},
    {"following", run_following, COST_OK},
    {"a month that repeats itself", run_repeating, COST_OK},
    {"timeline", run_timeline, COST_OK},
    {"saved bills", run_saved, COST_OK},
    {"comparison", run_compare, COST_OK},
    {"diff", run_diff, COST_OK},
    {"diff of bills", run_diff_bills, COST_OK},
    {"gate", run_gate, COST_OK},
    {"explanation", run_explain, COST_OK},
    {"schema", run_schema, COST_OK},
    {"manual", run_manual, COST_OK},
    {"book check", run_check, COST_OK},
    {"the whole", run_whole, COST_OK},
};

static long passed, failed;

static void complain(const sequence_t *sequence, long n, const char *what, long value)
{
    printf("chaos: %s: allocation %ld fails: %s %ld\n", sequence->name, n, what, value);
    failed++;
}

/* Runs it with the nth allocation failing; false when it needed fewer. */
static bool run_failing(const sequence_t *sequence, long n, const outcome_t *good)
{
    const long before = live;
    allocations = 0;
    failing = n;
    const outcome_t outcome = sequence->run();
    const bool reached = allocations > n;
    failing = -1;
    const long failed_before = failed;
    if (outcome.status != COST_ERR_MEMORY && outcome.status != good->status)
        complain(sequence, n, "the status is", (long)outcome.status);
    if (outcome.status == COST_OK && outcome.digest != good->digest)
        complain(sequence, n, "COST_OK with another result,", 0);
    if (live != before)
        complain(sequence, n, "blocks are left:", live - before);
    passed += failed == failed_before;
    return reached;
}

static void run_sequence(const sequence_t *sequence)
{
    const outcome_t good = sequence->run();
    if (good.status != sequence->want)
        complain(sequence, -1, "the status is", (long)good.status);
    long n = 0;
    while (run_failing(sequence, n, &good) && failed < 20)
        n++;
}

static bool share(cost_catalog_t **book)
{
    if (cost_catalog_create(book, NULL, NULL) ||
        cost_workload_parse(&shared_workload[0], yaml, strlen(yaml), "shop.yaml", NULL, NULL) ||
        cost_workload_parse(&shared_workload[1], json, strlen(json), "annex.json", NULL, NULL) ||
        cost_workload_parse(&shared_day, day, strlen(day), "day.yaml", NULL, NULL))
        return false;
    shared_book = *book;
    return !cost_estimate(&shared_bill, shared_book, (const cost_workload_t *const *)shared_workload, 2, NULL, NULL);
}

int main(void)
{
    cost_catalog_t *book = NULL;
    const bool ready = write_files() && share(&book);
    if (!ready)
        printf("chaos: what every sequence needs is not there\n");
    for (size_t i = 0; ready && i < sizeof sequences / sizeof *sequences; i++)
        run_sequence(&sequences[i]);
    cost_bill_destroy(shared_bill);
    cost_workload_destroy(shared_workload[0]);
    cost_workload_destroy(shared_workload[1]);
    cost_workload_destroy(shared_day);
    cost_catalog_destroy(book);
    remove_files();
    printf("chaos: %ld passed, %ld failed\n", passed, failed);
    return failed || !passed;
}
