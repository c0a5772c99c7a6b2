/* Order statistics by counting against sorting. */
#include "libcost/analysis/selection.h"

#include "libcost/base/random.h"
#include "rows.h"

static const cost_column_kind_t kinds[] = {COST_COLUMN_TOTAL, COST_COLUMN_SERVICE, COST_COLUMN_SERVICE};

static int compare(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void check_all(rows_t *rows)
{
    const size_t count = rows->records.count;
    int64_t *sorted = malloc(count * sizeof *sorted);
    cost_selection_t *sought = malloc(count * sizeof *sought);
    ck_assert(sorted && sought);
    for (size_t column = 0; column < rows->records.width; column++) {
        for (size_t i = 0; i < count; i++)
            sorted[i] = *rows_cell(rows, i, column);
        qsort(sorted, count, sizeof *sorted, compare);
        for (size_t i = 0; i < count; i++)
            sought[i] = (cost_selection_t){column, i + 1, sorted[0], sorted[count - 1]};
        ck_assert_int_eq(cost_select(sought, count, &rows->records, NULL), COST_OK);
        for (size_t i = 0; i < count; i++) {
            ck_assert_int_eq(sought[i].least, sorted[i]);
            ck_assert_int_eq(sought[i].most, sorted[i]);
        }
    }
    free(sorted);
    free(sought);
}

START_TEST(every_rank_of_random_columns)
{
    rows_t rows;
    const cost_random_t key = cost_random_key(3, 0, "selection", "test");
    rows_open(&rows, kinds, 3, 700);
    for (uint32_t i = 0; i < 700; i++) {
        *rows_cell(&rows, i, 0) = (int64_t)cost_random_u64(&key, 2 * i); /* all of 64 bits, negative ones too */
        *rows_cell(&rows, i, 1) = (int64_t)cost_random_below(&key, 2 * i + 1, 20); /* many that are equal */
        *rows_cell(&rows, i, 2) = i % 2 ? INT64_MAX : INT64_MIN;
    }
    check_all(&rows);
    rows_close(&rows);
}
END_TEST

START_TEST(one_row)
{
    rows_t rows;
    rows_open(&rows, kinds, 1, 1);
    *rows_cell(&rows, 0, 0) = -5;
    check_all(&rows);
    rows_close(&rows);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("selection", (const TTest *const[]){every_rank_of_random_columns, one_row, NULL});
}

UNIT_MAIN(suite)
