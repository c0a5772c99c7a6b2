#include "libcost/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

static char name[] = "/tmp/libcost_unit_XXXXXX";
static cost_arena_t *arena;
static cost_error_t *err;

static void write_file(const char *text, size_t length)
{
    FILE *stream = fopen(name, "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(text, 1, length, stream), length);
    ck_assert_int_eq(fclose(stream), 0);
}

static void setup(void)
{
    memcpy(name + strlen(name) - 6, "XXXXXX", 6);
    int handle = mkstemp(name);
    ck_assert_int_ge(handle, 0);
    close(handle);
    arena = cost_arena_create();
    err = cost_error_create();
}

static void teardown(void)
{
    unlink(name);
    cost_arena_destroy(arena);
    cost_error_destroy(err);
}

START_TEST(whole)
{
    char *text = NULL;
    size_t length = 0;
    write_file("a\r\n\0b", 5);
    ck_assert_int_eq(cost_file_read(&text, &length, arena, name, 100, err), COST_OK);
    ck_assert_uint_eq(length, 5);
    ck_assert_mem_eq(text, "a\r\n\0b", 6);
    write_file("", 0);
    ck_assert_int_eq(cost_file_read(&text, &length, arena, name, 100, err), COST_OK);
    ck_assert_uint_eq(length, 0);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(limits)
{
    enum { SIZE = 100000 };
    char *block = malloc(SIZE), *text = NULL;
    size_t length = 0;
    memset(block, 'x', SIZE);
    write_file(block, SIZE);
    ck_assert_int_eq(cost_file_read(&text, &length, arena, name, SIZE, err), COST_OK);
    ck_assert_uint_eq(length, SIZE);
    ck_assert_mem_eq(text, block, SIZE);
    ck_assert_int_eq(cost_file_read(&text, &length, arena, name, SIZE - 1, err), COST_ERR_LIMIT);
    ck_assert_ptr_null(text);
    ck_assert_str_eq(cost_error_message(err, 0), "the file has over 99999 bytes, the most that are read");
    ck_assert_str_eq(cost_error_file(err, 0), name);
    free(block);
}
END_TEST

START_TEST(endless)
{
    char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq(cost_file_read(&text, &length, arena, "/dev/zero", 100000, err), COST_ERR_LIMIT);
}
END_TEST

START_TEST(missing)
{
    char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq(cost_file_read(&text, &length, arena, "/nowhere/shop.yaml", 100, err), COST_ERR_IO);
    ck_assert_int_eq(cost_file_read(&text, &length, arena, "/tmp", 100, err), COST_ERR_IO);
    unit_expect_errors(err,
                       (const char *const[]){"/nowhere/shop.yaml: the file cannot be read: No such file or directory",
                                             "/tmp: the file cannot be read: Is a directory", NULL});
}
END_TEST

START_TEST(standard_input)
{
    char *text = NULL;
    size_t length = 0;
    write_file("from a pipe", 11);
    ck_assert_ptr_nonnull(freopen(name, "rb", stdin));
    ck_assert_int_eq(cost_file_read(&text, &length, arena, "-", 100, err), COST_OK);
    ck_assert_str_eq(text, "from a pipe");
    ck_assert_str_eq(cost_file_label("-"), "<stdin>");
    ck_assert_str_eq(cost_file_label("a.yaml"), "a.yaml");
}
END_TEST

static Suite *suite(void)
{
    Suite *file = suite_create("file");
    TCase *tcase = tcase_create("file");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, whole);
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, endless);
    tcase_add_test(tcase, missing);
    tcase_add_test(tcase, standard_input);
    suite_add_tcase(file, tcase);
    return file;
}

UNIT_MAIN(suite)
