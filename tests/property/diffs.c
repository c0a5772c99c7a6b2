/* A diff adds up: steps, effects and items, of files and of their bills; nothing changes between equals; what changed
 * alone is named. */
#include "property.h"

static void check_sums(run_t *run, const cost_diff_t *diff, const billed_t *old, const billed_t *fresh)
{
    int64_t items[2] = {0}, effects[COST_EFFECTS] = {0}, sum = 0;
    for (size_t i = 0; i < cost_diff_item_count(diff); i++) {
        int64_t change = 0;
        for (int k = 0; k < COST_EFFECTS; k++) {
            effects[k] += cost_diff_item_effect(diff, i, (cost_effect_t)k).nano_usd;
            change += cost_diff_item_effect(diff, i, (cost_effect_t)k).nano_usd;
        }
        items[0] += cost_diff_item_old(diff, i).nano_usd;
        items[1] += cost_diff_item_new(diff, i).nano_usd;
        hold(run, change == cost_diff_item_new(diff, i).nano_usd - cost_diff_item_old(diff, i).nano_usd,
             "an item's effects do not add up");
    }
    for (int k = 0; k < COST_EFFECTS; k++) {
        sum += effects[k];
        hold(run, effects[k] == cost_diff_effect(diff, (cost_effect_t)k).nano_usd, "the items' %s is not the total's",
             cost_effect_name(k));
    }
    hold(run, cost_diff_old(diff).nano_usd == total_of(old) && items[0] == total_of(old), "another old total");
    hold(run, cost_diff_new(diff).nano_usd == total_of(fresh) && items[1] == total_of(fresh), "another new total");
    hold(run, sum == total_of(fresh) - total_of(old), "the effects do not add up");
}

static void check_zero(run_t *run, const cost_diff_t *diff, cost_effect_t effect, const char *text)
{
    hold(run, cost_diff_effect(diff, effect).nano_usd == 0, "%s had an effect\n%s", cost_effect_name(effect), text);
}

typedef struct {
    const char *period;
    uint64_t resources; /* the seeds of its parts */
    uint64_t traffic;
} file_t;

static void write_file(text_t *text, const file_t *file)
{
    chance_t resources = {file->resources}, traffic = {file->traffic};
    text_clear(text);
    text_add(text, "%speriod: %s\n", head, file->period);
    add_traffic(text, &traffic);
    text_add(text, "resources:\n");
    for (uint64_t i = 0, count = 1 + chance_below(&resources, 6); i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "r%d", (int)i);
        add_resource(text, &resources, name);
    }
}

static void compare(run_t *run, const file_t *old_file, const file_t *new_file)
{
    static text_t old_text, new_text;
    billed_t old, fresh;
    cost_diff_t *diff = NULL;
    write_file(&old_text, old_file);
    write_file(&new_text, new_file);
    bill_text(&old, run->book, old_text.text);
    bill_text(&fresh, run->book, new_text.text);
    if (hold(run, !old.status && !fresh.status, "%s%s", old.error, fresh.error)) {
        hold(run,
             !cost_diff_workloads(&diff, run->book, old.workloads[0], NULL, run->book, fresh.workloads[0], NULL, NULL),
             "no diff of files");
        check_sums(run, diff, &old, &fresh);
        if (!strcmp(old_file->period, new_file->period))
            check_zero(run, diff, COST_EFFECT_CALENDAR, new_text.text);
        if (old_file->resources == new_file->resources)
            check_zero(run, diff, COST_EFFECT_CONFIGURATION, new_text.text);
        if (old_file->traffic == new_file->traffic && old_file->resources == new_file->resources)
            check_zero(run, diff, COST_EFFECT_USAGE, new_text.text);
        check_zero(run, diff, COST_EFFECT_PRICE, new_text.text);
        cost_diff_destroy(diff);
        hold(run, !cost_diff_bills(&diff, old.bill, fresh.bill, NULL), "no diff of bills");
        check_sums(run, diff, &old, &fresh);
        cost_diff_destroy(diff);
    }
    billed_clear(&old);
    billed_clear(&fresh);
}

static void adds_up(run_t *run, chance_t *chance)
{
    static const char *const periods[] = {"2025-11", "730h", "2025-11..2026-02", "2026-02", "100h"};
    const file_t old = {periods[chance_below(chance, 5)], chance_bits(chance), chance_bits(chance)};
    file_t fresh = old;
    if (chance_one_in(chance, 2))
        fresh.period = periods[chance_below(chance, 5)];
    if (chance_one_in(chance, 2))
        fresh.resources = chance_bits(chance);
    if (chance_one_in(chance, 2))
        fresh.traffic = chance_bits(chance);
    compare(run, &old, &fresh);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("diffs", &book);
    try_cases(&run, adds_up, 150);
    return finish_run(&run, book);
}
