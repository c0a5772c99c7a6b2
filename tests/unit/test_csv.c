#include "libcost/base/csv.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

static cost_arena_t *arena;
static cost_error_t *err;
static cost_csv_t table;

static void setup(void)
{
    arena = cost_arena_create();
    err = cost_error_create();
}

static void teardown(void)
{
    cost_arena_destroy(arena);
    cost_error_destroy(err);
}

static cost_status_t read_csv(const char *text)
{
    return cost_csv_parse(&table, arena, text, strlen(text), "p.csv", err);
}

/* The rows as `line:cell|cell;`. */
static void expect_rows(const char *text, const char *rows)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    ck_assert_int_eq(read_csv(text), COST_OK);
    for (size_t row = 0; row < table.row_count; row++) {
        cost_buffer_add_format(&out, "%d:", table.lines[row]);
        for (int column = 0; column < (int)table.column_count; column++)
            cost_buffer_add_format(&out, "%s%s", column ? "|" : "", cost_csv_cell(&table, row, column));
        cost_buffer_add_char(&out, ';');
    }
    char *written = cost_buffer_take(&out);
    ck_assert_str_eq(written, rows);
    free(written);
}

START_TEST(rows)
{
    expect_rows("a,b\n1,2\n3,4\n", "2:1|2;3:3|4;");
    expect_rows("a,b\n1,2", "2:1|2;");
    expect_rows("a,b", "");
    expect_rows("\xef\xbb\xbf"
                "a\n1\n",
                "2:1;");
    ck_assert_str_eq(table.header[0], "a");
    expect_rows("a,b\n,\n1,\n,2", "2:|;3:1|;4:|2;");
    expect_rows(" a , b \n 1 2 ,\t3\t\n\" 4 \" , \"5\" \n", "2:1 2|3;3: 4 |5;");
    ck_assert_str_eq(table.header[1], "b");
    ck_assert_str_eq(table.file, "p.csv");
}
END_TEST

START_TEST(lines)
{
    expect_rows("\n\na,b\n\n1,2\n \n\n3,4\n\n", "5:1|2;8:3|4;");
    expect_rows("a,b\r\n\r\n1,2\r\n3,4\r\n", "3:1|2;4:3|4;");
    expect_rows("a,b\r\r1,2\r3,4", "3:1|2;4:3|4;");
    expect_rows("a,b\n\"1\n\n2\",\"x\r\ny\"\n5,6\n", "2:1\n\n2|x\r\ny;6:5|6;");
    expect_rows("\"a\nb\",c\n1,2\n", "3:1|2;");
}
END_TEST

START_TEST(quotes)
{
    expect_rows("a,b\n\"x \"\"q\"\" y\",\"p,q\"\n\"\",\"\"\"\"\n", "2:x \"q\" y|p,q;3:|\";");
}
END_TEST

START_TEST(columns)
{
    ck_assert_int_eq(read_csv("service,price_usd,,\n1,2,3,4\n"), COST_OK);
    ck_assert_uint_eq(table.column_count, 4);
    ck_assert_int_eq(cost_csv_column(&table, "price_usd"), 1);
    ck_assert_int_eq(cost_csv_column(&table, "Price_usd"), -1);
    ck_assert_str_eq(cost_csv_cell(&table, 0, 1), "2");
}
END_TEST

START_TEST(all_wrong_rows)
{
    ck_assert_int_eq(read_csv("a,b,a\n1\n1,2,3,4\n\n5,6,7\n\"x\ny\",8\n"), COST_ERR_SYNTAX);
    ck_assert_uint_eq(table.row_count, 0);
    unit_expect_errors(err, (const char *const[]){"p.csv:1:3: column \"a\" is given twice; the first is column 1",
                                                  "p.csv:2:2: the row has 1 cell; the header has 3",
                                                  "p.csv:3:4: the row has 4 cells; the header has 3",
                                                  "p.csv:6:3: the row has 2 cells; the header has 3", NULL});
}
END_TEST

static const struct {
    const char *text, *error;
} refused[] = {
    {"", "p.csv: the table is empty; its first line should name the columns"},
    {"\n \r\n", "p.csv: the table is empty; its first line should name the columns"},
    {"a,b\n1,x\"y\n", "p.csv:2:2: a quotation mark is out of place; a cell that holds some is written \"12\"\" disk\""},
    {"a,b\n\"1\"x,2\n",
     "p.csv:2:1: a quotation mark is out of place; a cell that holds some is written \"12\"\" disk\""},
    {"a,b\n\"1\n2\",\"3\n4\"x\n",
     "p.csv:4:2: a quotation mark is out of place; a cell that holds some is written \"12\"\" disk\""},
    {"a,b\n1,2\n3,\"4\n5,6\n", "p.csv:3:2: the quotes of this cell are never closed"},
    {"a\n\xff\n", "p.csv:2:1: byte 0xff is not UTF-8; the file should be saved as UTF-8"},
};

START_TEST(refusals)
{
    ck_assert_int_eq(read_csv(refused[_i].text), COST_ERR_SYNTAX);
    ck_assert_ptr_null(table.cells);
    unit_expect_errors(err, (const char *const[]){refused[_i].error, NULL});
}
END_TEST

START_TEST(too_many_columns)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_buffer_add_repeat(&text, ',', COST_CSV_COLUMNS_MAX);
    ck_assert_int_eq(read_csv(text.text), COST_ERR_LIMIT);
    unit_expect_errors(err,
                       (const char *const[]){"p.csv:1:4097: the table has 4097 columns; at most 4096 are read", NULL});
    cost_buffer_clear(&text);
}
END_TEST

START_TEST(loading)
{
    char name[] = "/tmp/libcost_unit_XXXXXX";
    int handle = mkstemp(name);
    ck_assert_int_eq(write(handle, "a\n1\n", 4), 4);
    close(handle);
    ck_assert_int_eq(cost_csv_load(&table, arena, name, err), COST_OK);
    ck_assert_str_eq(cost_csv_cell(&table, 0, 0), "1");
    ck_assert_str_eq(table.file, name);
    unlink(name);
    ck_assert_int_eq(cost_csv_load(&table, arena, name, err), COST_ERR_IO);
    ck_assert_uint_eq(table.row_count, 0);
}
END_TEST

START_TEST(writing)
{
    static const char *const cells[] = {"plain", "",        "a,b",     "say \"hi\"", "two\nlines", "cr\r",
                                        " lead", "trail\t", "in side", "\"",         "\xc3\xa9"};
    enum { COUNT = sizeof cells / sizeof *cells };
    cost_buffer_t out;
    cost_buffer_init(&out);
    for (size_t i = 0; i < 2 * COUNT; i++) {
        if (i < COUNT)
            cost_buffer_add_format(&out, "c%zu", i);
        else
            cost_csv_add(&out, cells[i - COUNT]);
        cost_buffer_add_char(&out, i % COUNT == COUNT - 1 ? '\n' : ',');
    }
    ck_assert_ptr_nonnull(strstr(out.text, "\nplain,,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\",\" lead\","
                                           "\"trail\t\",in side,\"\"\"\",\xc3\xa9\n"));
    ck_assert_int_eq(read_csv(out.text), COST_OK);
    for (int i = 0; i < COUNT; i++)
        ck_assert_str_eq(cost_csv_cell(&table, 0, i), cells[i]);
    cost_buffer_clear(&out);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {rows, lines, quotes, columns, all_wrong_rows, too_many_columns, loading, writing};
    Suite *csv = suite_create("csv");
    TCase *tcase = tcase_create("csv");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, refusals, 0, (int)(sizeof refused / sizeof *refused));
    suite_add_tcase(csv, tcase);
    return csv;
}

UNIT_MAIN(suite)
