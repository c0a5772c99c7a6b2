#include "libcost/base/alloc.h"

#include <stdint.h>
#include <string.h>

#include "unit.h"

START_TEST(zeroed)
{
    const unsigned char *block = cost_alloc(1000);
    ck_assert_ptr_nonnull(block);
    for (size_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(block[i], 0);
    cost_free((void *)block);
}
END_TEST

START_TEST(nothing_is_one_byte)
{
    char *block = cost_alloc(0), *array = cost_alloc_array(0, 8), *resized = cost_realloc(NULL, 0);
    ck_assert_ptr_nonnull(block);
    ck_assert_ptr_nonnull(array);
    ck_assert_ptr_nonnull(resized);
    *block = *array = *resized = 'x';
    cost_free(block);
    cost_free(array);
    cost_free(resized);
    cost_free(NULL);
}
END_TEST

START_TEST(product_is_checked)
{
    ck_assert_ptr_null(cost_alloc_array(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(cost_alloc_array(3, SIZE_MAX / 2));
    ck_assert_ptr_null(cost_alloc(SIZE_MAX));
}
END_TEST

START_TEST(growing_keeps)
{
    char *block = cost_alloc(4);
    memcpy(block, "abc", 4);
    block = cost_realloc(block, 100000);
    ck_assert_str_eq(block, "abc");
    ck_assert_ptr_null(cost_realloc(block, SIZE_MAX - 8));
    ck_assert_str_eq(block, "abc");
    cost_free(block);
}
END_TEST

START_TEST(there_is_room_for_one_more)
{
    size_t capacity = 0;
    int *array = NULL;
    for (int i = 0; i < 1000; i++) {
        int *room = cost_alloc_room(array, &capacity, (size_t)i, sizeof *array);
        ck_assert_ptr_nonnull(room);
        ck_assert_uint_gt(capacity, (size_t)i);
        array = room;
        array[i] = i;
    }
    ck_assert_uint_eq(capacity, 1024); /* 64, 256, 1024 */
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(array[i], i);
    size_t too_many = SIZE_MAX / 8;
    ck_assert_ptr_null(cost_alloc_room(array, &too_many, SIZE_MAX / 8, sizeof *array));
    ck_assert_uint_eq(too_many, SIZE_MAX / 8);
    ck_assert_int_eq(array[999], 999);
    cost_free(array);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("alloc", (const TTest *const[]){zeroed, nothing_is_one_byte, product_is_checked, growing_keeps,
                                                      there_is_room_for_one_more, NULL});
}

UNIT_MAIN(suite)
