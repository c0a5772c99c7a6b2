/* What must not matter: the order of a file, in how many pieces a resource or a file is written, what changes nothing.
 */
#include "property.h"

enum { RESOURCES_MAX = 10 };

typedef struct {
    text_t traffic;
    char period[32];
    text_t resource[RESOURCES_MAX];
    size_t count;
} parts_t;

static void make_parts(parts_t *parts, chance_t *chance)
{
    static const char *const periods[] = {"2025-11", "730h", "2025-12..2026-03", "744h"};
    snprintf(parts->period, sizeof parts->period, "%s", periods[chance_below(chance, 4)]);
    text_clear(&parts->traffic);
    add_traffic(&parts->traffic, chance);
    parts->count = 2 + chance_below(chance, RESOURCES_MAX - 1);
    for (size_t i = 0; i < parts->count; i++) {
        char name[32];
        snprintf(name, sizeof name, "%c%d", 'a' + (char)chance_below(chance, 26), (int)i);
        text_clear(&parts->resource[i]);
        add_resource(&parts->resource[i], chance, name);
    }
}

static void write_parts(text_t *text, const parts_t *parts, const size_t *order, const char *workload, size_t from,
                        size_t until)
{
    text_clear(text);
    text_add(text, "format: libcost-workload/1\nworkload: %s\nregion: us-east-1\nperiod: %s\n%sresources:\n", workload,
             parts->period, parts->traffic.text);
    for (size_t i = from; i < until; i++)
        text_add(text, "%s", parts->resource[order[i]].text);
}

static void shuffle(size_t *order, size_t count, chance_t *chance)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        const size_t other = chance_below(chance, i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* The defaults are listed in the file's order, and warnings name lines of the file; all before and between is equal. */
static void check_same_bill(run_t *run, const billed_t *a, const billed_t *b, const char *text)
{
    static const char end[] = "\"defaults\": [";
    char *x = json_of(a), *y = json_of(b);
    const char *x_end = x ? strstr(x, end) : NULL, *y_end = y ? strstr(y, end) : NULL;
    hold(run, x_end && y_end && x_end - x == y_end - y && !memcmp(x, y, (size_t)(x_end - x)), "another bill\n%s", text);
    hold(run,
         cost_bill_default_count(a->bill) == cost_bill_default_count(b->bill) &&
             cost_bill_unpriced_count(a->bill) == cost_bill_unpriced_count(b->bill) &&
             cost_bill_warning_count(a->bill) == cost_bill_warning_count(b->bill),
         "another number of notes\n%s", text);
    cost_text_free(x);
    cost_text_free(y);
}

static void order_is_nothing(run_t *run, chance_t *chance)
{
    static parts_t parts;
    static text_t first, second;
    size_t as_is[RESOURCES_MAX], shuffled[RESOURCES_MAX];
    billed_t a, b;
    make_parts(&parts, chance);
    for (size_t i = 0; i < parts.count; i++)
        as_is[i] = i;
    shuffle(shuffled, parts.count, chance);
    write_parts(&first, &parts, as_is, "shop", 0, parts.count);
    write_parts(&second, &parts, shuffled, "shop", 0, parts.count);
    bill_text(&a, run->book, first.text);
    bill_text(&b, run->book, second.text);
    if (hold(run, !a.status && !b.status, "%s %s\n%s", a.error, b.error, first.text))
        check_same_bill(run, &a, &b, first.text);
    billed_clear(&a);
    billed_clear(&b);
}

/* Two files share tiers and allowances: together they cost what one file with everything costs. */
static void files_are_one_account(run_t *run, chance_t *chance)
{
    static parts_t parts;
    static text_t whole, left, right;
    size_t order[RESOURCES_MAX];
    billed_t one, two;
    make_parts(&parts, chance);
    shuffle(order, parts.count, chance);
    const size_t cut = 1 + chance_below(chance, parts.count - 1);
    write_parts(&whole, &parts, order, "shop", 0, parts.count);
    write_parts(&left, &parts, order, "left", 0, cut);
    write_parts(&right, &parts, order, "right", cut, parts.count);
    const char *const both[] = {left.text, right.text}, *const swapped[] = {right.text, left.text};
    bill_text(&one, run->book, whole.text);
    bill_texts(&two, run->book, both, 2, NULL);
    if (hold(run, !one.status && !two.status, "%s %s\n%s", one.error, two.error, whole.text))
        hold(run, total_of(&one) == total_of(&two), "%" PRId64 " as one, %" PRId64 " as two\n%s", total_of(&one),
             total_of(&two), whole.text);
    billed_clear(&one);
    bill_texts(&one, run->book, swapped, 2, NULL);
    if (hold(run, !one.status, "%s", one.error))
        hold(run, total_of(&one) == total_of(&two), "the order of the files matters\n%s", whole.text);
    billed_clear(&one);
    billed_clear(&two);
}

/* --set of what the file says anyway. */
static void setting_the_same_is_nothing(run_t *run, chance_t *chance)
{
    static text_t text, path;
    billed_t a, b;
    const unsigned tasks = (unsigned)chance_below(chance, 9);
    cost_options_t *options = cost_options_create();
    text_clear(&text);
    text_add(&text,
             "%speriod: 2025-11\nresources:\n  app: {service: fargate, tasks: %u, task: {vcpu: 2, memory: 4 GiB}}\n"
             "  cdn: {service: cloudfront, usage: {transfer_out: {japan: %u TB}}}\n",
             head, tasks, tasks);
    text_clear(&path);
    text_add(&path, "resources.app.tasks=%u", tasks);
    bool good = !cost_options_add_override(options, path.text);
    text_clear(&path);
    text_add(&path, "resources.cdn.usage={transfer_out: {japan: %u TB}}", tasks);
    good = good && !cost_options_add_override(options, path.text) &&
           !cost_options_add_override(options, "resources.app.task.memory=4 GiB") &&
           !cost_options_add_override(options, "region=us-east-1") && !cost_options_set_period(options, "2025-11");
    const char *const texts[] = {text.text};
    bill_texts(&a, run->book, texts, 1, NULL);
    bill_texts(&b, run->book, texts, 1, options);
    if (hold(run, good && !a.status && !b.status, "%s %s\n%s", a.error, b.error, text.text))
        check_same_bill(run, &a, &b, text.text);
    billed_clear(&a);
    billed_clear(&b);
    cost_options_destroy(options);
}

/* ---- time cut in two ---- */

static void add_window(text_t *text, const char *name, const char *resource, unsigned from, unsigned until)
{
    text_add(text, "  %s: {%s, runs: {from: \"2025-11-%02uT%02u:00Z\", until: \"2025-11-%02uT%02u:00Z\"}}\n", name,
             resource, 1 + from / 24, from % 24, 1 + until / 24, until % 24);
}

/* Two resources, one after the other, cost what one costs that lasts as long as both: at a full hour nothing is rounded
 * up in between. */
static void hours_cut_in_two(run_t *run, chance_t *chance)
{
    static const char *const resources[] = {
        "service: alb",
        "service: nlb",
        "service: elasticache, engine: redis, node: cache.t3.micro",
        "service: rds, engine: mysql, class: db.t3.micro, storage: {type: gp3, size: 33 GiB}",
        "service: rds, engine: postgres, class: db.m5.large, deployment: multi-az, storage: {type: gp2, size: 101 GiB}",
        "service: fargate, tasks: 3, task: {vcpu: 1, memory: 3 GiB}, start: 0 s, stop_timeout: 0 s"};
    enum { HOURS = 29 * 24 };
    static text_t whole, cut;
    const char *resource = resources[chance_below(chance, sizeof resources / sizeof *resources)];
    const unsigned from = (unsigned)chance_below(chance, HOURS - 2),
                   until = from + 2 + (unsigned)chance_below(chance, HOURS - from - 2);
    const unsigned middle = from + 1 + (unsigned)chance_below(chance, until - from - 1);
    text_clear(&whole);
    text_add(&whole, "%speriod: 2025-11\nresources:\n", head);
    cut = whole;
    add_window(&whole, "a", resource, from, until);
    add_window(&cut, "a", resource, from, middle);
    add_window(&cut, "b", resource, middle, until);
    const int64_t one = price_text(run, whole.text), two = price_text(run, cut.text);
    hold(run, one == two, "%" PRId64 " in one piece, %" PRId64 " in two\n%s", one, two, cut.text);
}

/* A period of hours in two halves, for what is billed by the hour and has no tiers. */
static void periods_cut_in_two(run_t *run, chance_t *chance)
{
    static text_t text;
    const unsigned hours = 2 + (unsigned)chance_below(chance, 2000),
                   cut = 1 + (unsigned)chance_below(chance, hours - 1);
    const unsigned lengths[] = {hours, cut, hours - cut};
    int64_t totals[3];
    for (size_t i = 0; i < 3; i++) {
        text_clear(&text);
        text_add(&text,
                 "%speriod: %uh\nresources:\n  app: {service: fargate, tasks: 3, task: {vcpu: 2, memory: 4 GiB}}\n"
                 "  lb: {service: alb}\n  cache: {service: elasticache, engine: redis, node: cache.t3.micro}\n",
                 head, lengths[i]);
        totals[i] = price_text(run, text.text);
    }
    const int64_t apart = totals[0] - totals[1] - totals[2];
    hold(run, apart >= -4 && apart <= 4, "%uh cost %" PRId64 " nano-USD more than %uh and %uh", hours, apart, cut,
         hours - cut);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("order", &book);
    try_cases(&run, order_is_nothing, 800);
    try_cases(&run, files_are_one_account, 800);
    try_cases(&run, setting_the_same_is_nothing, 200);
    try_cases(&run, hours_cut_in_two, 800);
    try_cases(&run, periods_cut_in_two, 400);
    return finish_run(&run, book);
}
