/* Tiers and allowances: more never costs less, nothing jumps, parts cost what the whole costs. */
#include <unistd.h>

#include "libcost/money/wide.h"
#include "property.h"

/* One dimension that can be stated: `names` selects what it nests under. */
typedef struct {
    const char *resource, *service, *dimension;
    const char *unit;
    int bits; /* sizes up to 2^bits units */
} meter_t;

static const meter_t meters[] = {
    {"service: cloudfront", "cloudfront", "transfer_out", " MB", 43},
    {"service: cloudfront", "cloudfront", "https_requests", "", 34},
    {"service: cloudfront", "cloudfront", "http_requests", "", 34},
    {"service: cloudfront", "cloudfront", "transfer_to_origin", " MB", 40},
    {"service: cloudfront", "cloudfront", "invalidation_paths", "", 16},
    {"service: cloudfront", "cloudfront", "function_invocations", "", 36},
    {"service: fargate, task: {vcpu: 1, memory: 2 GiB}", "fargate", "vcpu_hours", "", 24},
    {"service: fargate, task: {vcpu: 1, memory: 2 GiB}", "fargate", "ephemeral_gb_hours", "", 24},
    {"service: alb", "alb", "lcu_hours", "", 24},
    {"service: nlb", "nlb", "nlcu_hours", "", 24},
    {"service: rds, engine: postgres, class: db.t3.micro, storage: {type: gp3, size: 20 GiB}", "rds", "backup_storage",
     " GB", 20},
    {"service: rds, engine: postgres, class: db.t3.micro, storage: {type: gp3, size: 20 GiB}", "rds", "io_requests", "",
     32},
};
enum { METERS = sizeof meters / sizeof *meters };

static const meter_t *any_meter(chance_t *chance)
{
    return &meters[chance_below(chance, METERS)];
}

static void add_usage(text_t *text, const char *name, const meter_t *meter, const char *nested, uint64_t quantity)
{
    text_add(text, "  %s: {%s, usage: {%s: %s%s%s%" PRIu64 "%s%s}}\n", name, meter->resource, meter->dimension,
             nested ? "{" : "", nested ? nested : "", nested ? ": " : "", quantity, meter->unit, nested ? "}" : "");
}

static void begin(text_t *text, const char *account)
{
    text_clear(text);
    text_add(text, "%speriod: 2025-11\naccount: {%s}\nresources:\n", head, account);
}

static const char *any_nested(const meter_t *meter, chance_t *chance)
{
    const cost_dimension_t *dimension = dimension_of(meter->service, meter->dimension);
    return dimension->nested ? nested_name(dimension, chance) : NULL;
}

/* What the same usage costs: alone, among others, with allowances or without. */
typedef struct {
    const meter_t *meter;
    const char *nested;
    text_t others;
    const char *account;
} scene_t;

static void make_scene(scene_t *scene, chance_t *chance)
{
    scene->meter = any_meter(chance);
    scene->nested = any_nested(scene->meter, chance);
    scene->account = chance_one_in(chance, 3) ? "always_free: false" : "always_free: true";
    text_clear(&scene->others);
    for (uint64_t i = 0, count = chance_below(chance, 4); i < count; i++) {
        char name[32];
        const meter_t *meter = chance_one_in(chance, 2) ? scene->meter : any_meter(chance);
        snprintf(name, sizeof name, "other%d", (int)i);
        add_usage(&scene->others, name, meter, any_nested(meter, chance), chance_size(chance, meter->bits));
    }
}

static int64_t price_scene(run_t *run, const scene_t *scene, uint64_t quantity)
{
    static text_t text;
    begin(&text, scene->account);
    add_usage(&text, "it", scene->meter, scene->nested, quantity);
    text_add(&text, "%s", scene->others.text);
    return price_text(run, text.text);
}

static void more_never_costs_less(run_t *run, chance_t *chance)
{
    static scene_t scene;
    make_scene(&scene, chance);
    const uint64_t less = chance_size(chance, scene.meter->bits),
                   more = less + chance_size(chance, scene.meter->bits - 4);
    const int64_t cheap = price_scene(run, &scene, less), dear = price_scene(run, &scene, more);
    hold(run, cheap <= dear, "%s %s: %" PRIu64 " cost %" PRId64 ", %" PRIu64 " cost %" PRId64 "\n%s",
         scene.meter->dimension, scene.nested ? scene.nested : "", less, cheap, more, dear, scene.others.text);
}

/* Two resources that share usage one way or another: their lines differ, the total does not. */
static void parts_cost_the_whole(run_t *run, chance_t *chance)
{
    static scene_t scene;
    static text_t apart, together;
    make_scene(&scene, chance);
    const uint64_t half = chance_size(chance, scene.meter->bits);
    const uint64_t rest = chance_one_in(chance, 2) ? half : chance_size(chance, scene.meter->bits);
    begin(&apart, scene.account);
    together = apart;
    add_usage(&apart, "left", scene.meter, scene.nested, half);
    add_usage(&apart, "right", scene.meter, scene.nested, rest);
    add_usage(&together, "left", scene.meter, scene.nested, 0);
    add_usage(&together, "right", scene.meter, scene.nested, half + rest);
    text_add(&apart, "%s", scene.others.text);
    text_add(&together, "%s", scene.others.text);
    const int64_t two = price_text(run, apart.text), one = price_text(run, together.text);
    hold(run, one == two, "%" PRId64 " as one, %" PRId64 " as two\n%s", one, two, apart.text);
}

static void allowances_are_gifts(run_t *run, chance_t *chance)
{
    static scene_t scene;
    make_scene(&scene, chance);
    const uint64_t quantity = chance_size(chance, scene.meter->bits);
    scene.account = "always_free: true";
    const int64_t with = price_scene(run, &scene, quantity);
    scene.account = "always_free: false";
    const int64_t without = price_scene(run, &scene, quantity);
    hold(run, with <= without, "%" PRId64 " with allowances, %" PRId64 " without\n%s", with, without,
         scene.others.text);
}

/* What the rest of the account uses moves tiers and uses up allowances as another resource would. */
static void accounts_count(run_t *run, chance_t *chance)
{
    static text_t text;
    const meter_t *meter = &meters[chance_below(chance, 6)];
    const char *nested = any_nested(meter, chance);
    const uint64_t mine = chance_size(chance, meter->bits), theirs = chance_size(chance, meter->bits);
    begin(&text, "always_free: true");
    add_usage(&text, "mine", meter, nested, mine);
    add_usage(&text, "theirs", meter, nested, theirs);
    const int64_t both = price_text(run, text.text);
    begin(&text, "always_free: true");
    add_usage(&text, "theirs", meter, nested, theirs);
    const int64_t other = price_text(run, text.text);
    char account[256];
    snprintf(account, sizeof account, "usage: {%s.%s: %s%s%s%" PRIu64 "%s%s}", meter->service, meter->dimension,
             nested ? "{" : "", nested ? nested : "", nested ? ": " : "", theirs, meter->unit, nested ? "}" : "");
    begin(&text, account);
    add_usage(&text, "mine", meter, nested, mine);
    const int64_t alone = price_text(run, text.text), apart = both - other - alone;
    hold(run, apart >= -16 && apart <= 16, "%" PRId64 " and %" PRId64 ", together %" PRId64 "\n%s", alone, other, both,
         text.text);
}

/* ---- bounds ---- */

/* The steps around a bound cost what a step costs at the price below or above it, each rounded once. */
static void check_bound(run_t *run, const scene_t *scene, uint64_t bound)
{
    const int64_t below = price_scene(run, scene, bound - 1), at = price_scene(run, scene, bound);
    const int64_t above = price_scene(run, scene, bound + 1), wider = price_scene(run, scene, bound - 2);
    const int64_t last = below - wider, step_up = at - below, step_on = above - at;
    hold(run, step_up >= 0 && step_on >= 0, "%s: less at %" PRIu64, scene->nested ? scene->nested : "", bound);
    hold(run, step_up <= last + 2 && step_up >= last - 2, "%s %s: a jump at %" PRIu64 ": %" PRId64 " and %" PRId64,
         scene->meter->dimension, scene->nested ? scene->nested : "", bound, last, step_up);
    hold(run, step_on <= 2 * last + 1000, "%s %s: a jump behind %" PRIu64 ": %" PRId64 " and %" PRId64,
         scene->meter->dimension, scene->nested ? scene->nested : "", bound, last, step_on);
}

/* All bounds of CloudFront's transfer in every geography, in MB, with and without the allowance before them. */
static void nothing_jumps(run_t *run)
{
    static const uint64_t bounds_gb[] = {10240, 51200, 153600, 512000, 1048576, 5242880};
    static scene_t scene;
    const cost_dimension_t *dimension = dimension_of("cloudfront", "transfer_out");
    scene.meter = &meters[0];
    for (int free = 0; free < 2; free++)
        for (size_t i = 0; dimension->nested[i]; i++)
            for (size_t k = 0; k < sizeof bounds_gb / sizeof *bounds_gb; k++) {
                scene.nested = dimension->nested[i];
                scene.account = free ? "always_free: true" : "always_free: false";
                check_bound(run, &scene, bounds_gb[k] * 1024);
            }
}

/* The bound of an allowance: nothing before it costs anything, the step behind it costs a step. */
static void allowances_end_where_they_should(run_t *run)
{
    static const struct {
        size_t meter;
        uint64_t free;
    } ends[] = {{0, 1024 * 1024}, {1, 10000000}, {2, 10000000}, {5, 2000000}};
    static scene_t scene;
    scene.account = "always_free: true";
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const meter_t *meter = scene.meter = &meters[ends[i].meter];
        const cost_dimension_t *dimension = dimension_of(meter->service, meter->dimension);
        scene.nested = dimension->nested ? dimension->nested[0] : NULL;
        hold(run, price_scene(run, &scene, ends[i].free) == 0, "%s is not free up to the end", meter->dimension);
        hold(run, price_scene(run, &scene, ends[i].free + 1) > 0, "%s is free beyond the end", meter->dimension);
    }
}

/* ---- books of our own: any ladder of tiers, against a plain sum ---- */

enum { TIERS_MAX = 8, BOOK_SIZE = 4096 };

typedef struct {
    size_t count;
    uint64_t from_gb[TIERS_MAX];
    uint64_t nano_usd[TIERS_MAX]; /* per GB */
} ladder_t;

static void make_ladder(ladder_t *ladder, chance_t *chance)
{
    ladder->count = 1 + chance_below(chance, TIERS_MAX);
    for (size_t i = 0; i < ladder->count; i++) {
        ladder->from_gb[i] = i ? ladder->from_gb[i - 1] + 1 + chance_size(chance, 16) : 0;
        ladder->nano_usd[i] = chance_size(chance, 33);
    }
}

static bool write_book(int file, const ladder_t *ladder)
{
    char text[BOOK_SIZE];
    size_t length = (size_t)snprintf(text, sizeof text, "service,dimension,variant,region,unit,tier_from,price_usd\n");
    for (size_t i = 0; i < ladder->count; i++)
        length +=
            (size_t)snprintf(text + length, sizeof text - length,
                             "cloudfront,transfer_out,geo=japan,global,GB,%" PRIu64 ",%" PRIu64 ".%09" PRIu64 "\n",
                             ladder->from_gb[i], ladder->nano_usd[i] / 1000000000, ladder->nano_usd[i] % 1000000000);
    return !ftruncate(file, 0) && !lseek(file, 0, SEEK_SET) && write(file, text, length) == (ssize_t)length;
}

/* Every tier is rounded once, half to even. */
static int64_t sum_by_hand(const ladder_t *ladder, uint64_t mb)
{
    int64_t sum = 0;
    for (size_t i = 0; i < ladder->count; i++) {
        const uint64_t low = ladder->from_gb[i] * 1024;
        const uint64_t high =
            i + 1 < ladder->count && ladder->from_gb[i + 1] * 1024 < mb ? ladder->from_gb[i + 1] * 1024 : mb;
        cost_wide_t nano;
        if (mb <= low || !cost_wide_mul_div(&nano, (cost_wide_t)(high - low), (cost_wide_t)ladder->nano_usd[i], 1024))
            break;
        sum += (int64_t)nano;
    }
    return sum;
}

static char book_path[] = "/tmp/cost-tiers.XXXXXX";
static int book_file = -1;

static void any_ladder(run_t *run, chance_t *chance)
{
    static text_t text;
    ladder_t ladder;
    cost_catalog_t *book = NULL;
    make_ladder(&ladder, chance);
    if (!hold(run, write_book(book_file, &ladder) && !cost_catalog_create(&book, book_path, NULL),
              "the book does not read"))
        return;
    for (int i = 0; i < 8; i++) {
        const uint64_t mb = i < 3 ? ladder.from_gb[ladder.count - 1] * 1024 + (uint64_t)i : chance_size(chance, 30);
        billed_t billed;
        begin(&text, "always_free: false");
        add_usage(&text, "it", &meters[0], "japan", mb);
        bill_text(&billed, book, text.text);
        if (hold(run, !billed.status, "%s", billed.error))
            hold(run, total_of(&billed) == sum_by_hand(&ladder, mb), "%" PRIu64 " MB: %" PRId64 ", by hand %" PRId64,
                 mb, total_of(&billed), sum_by_hand(&ladder, mb));
        billed_clear(&billed);
    }
    cost_catalog_destroy(book);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("tiers", &book);
    try_cases(&run, more_never_costs_less, 1500);
    try_cases(&run, parts_cost_the_whole, 1500);
    try_cases(&run, allowances_are_gifts, 1000);
    try_cases(&run, accounts_count, 1000);
    run.number = 0;
    nothing_jumps(&run);
    allowances_end_where_they_should(&run);
    book_file = mkstemp(book_path);
    try_cases(&run, any_ladder, 200);
    unlink(book_path);
    return finish_run(&run, book);
}
