/* Measured series: a text is a CSV file, or an answer of CloudWatch when it begins with a brace; each is read in many
 * ways. */
#include "libcost/demand/calendar.h"
#include "libcost/demand/series.h"
#include "libcost/workload/workload.h"
#include "replay.h"

static const int64_t november = 1761955200; /* 2025-11-01 */

/* Sums begin at 0 and never fall. */
static void check_month(const cost_load_series_t *series, cost_arena_t *arena, cost_interpolation_t how)
{
    const cost_month_t month = {.start = november, .seconds = 28 * 86400, .hours = 672, .minutes = 40320};
    for (int extend = COST_SERIES_AS_DATED; extend <= COST_SERIES_DAYS; extend++) {
        const cost_column_t *column = NULL;
        const cost_series_month_t use = {.extend = (cost_series_extend_t)extend, .interpolation = how};
        if (cost_series_column(&column, arena, series, &month, &use, NULL))
            continue;
        FUZZ_REQUIRE(column->prefix[0] == 0);
        for (int64_t m = 0; m < month.minutes; m++)
            FUZZ_REQUIRE(column->prefix[m + 1] >= column->prefix[m]);
    }
}

static void check_series(const cost_csv_t *table, cost_arena_t *arena, unsigned how)
{
    const cost_series_options_t options = {.meaning = how & 1 ? COST_SERIES_RATES : COST_SERIES_COUNTS,
                                           .per_seconds = how & 2 ? 3600 : 0,
                                           .sort = how & 4,
                                           .add_duplicates = how & 8,
                                           .gaps = how & 16 ? COST_GAP_BRIDGE : COST_GAP_EMPTY};
    cost_load_series_t *series = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_series_read(&series, arena, table, &options, err);
    FUZZ_REQUIRE((status == COST_OK) == (series != NULL));
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    cost_error_destroy(err);
    if (!series)
        return;
    FUZZ_REQUIRE(series->knot_count >= 2 && series->sums[0] == 0);
    for (size_t k = 1; k < series->knot_count; k++)
        FUZZ_REQUIRE(series->times[k] > series->times[k - 1] && series->sums[k] >= series->sums[k - 1]);
    check_month(series, arena, COST_INTERPOLATE_LINEAR);
    if (cost_interpolate_has_smooth())
        check_month(series, arena, COST_INTERPOLATE_SMOOTH);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { WAYS = 32 };
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    cost_csv_t table;
    FUZZ_REQUIRE(arena && err);
    char *text = fuzz_text(data, size);
    cost_status_t status;
    if (*text == '{') {
        cost_node_t *root = NULL;
        status = cost_tree_parse(&root, arena, text, size, "answer.json", err);
        if (!status)
            status = cost_series_answer(&table, arena, root, size % 2 ? NULL : "m1", err);
    } else {
        status = cost_csv_parse(&table, arena, text, size, "load.csv", err);
    }
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    for (unsigned how = 0; how < WAYS && !status; how += 7) /* 00000, 00111, 01110, 10101, 11100 */
        check_series(&table, arena, how);
    free(text);
    cost_error_destroy(err);
    cost_arena_destroy(arena);
    return 0;
}
