#include "libcost/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "unit.h"

START_TEST(aligned_and_zeroed)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t size = 0; size < 3000; size += 7) {
        cost_arena_text(arena, "x", 1); /* spoils the alignment */
        unsigned char *block = cost_arena_alloc(arena, size);
        ck_assert_ptr_nonnull(block);
        ck_assert_uint_eq((uintptr_t)block % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(block[i], 0);
        memset(block, 0xff, size);
        if (size % 1001 == 0) /* raw blocks, large ones and small ones, leave zeros for the next */
            memset(cost_arena_raw(arena, 1 + size % 2 * 100000, 8), 0xff, 8 * (1 + size % 2 * 100000));
    }
    ck_assert_ptr_null(cost_arena_raw(arena, SIZE_MAX / 2, 8));
    cost_arena_destroy(arena);
    cost_arena_destroy(NULL);
}
END_TEST

START_TEST(blocks_keep_apart)
{
    enum { COUNT = 3000 };
    static unsigned char *blocks[COUNT];
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < COUNT; i++) {
        const size_t size = 1 + i * 37 % 9000;
        blocks[i] = cost_arena_alloc(arena, size);
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < 1 + i * 37 % 9000; j += 101)
            ck_assert_uint_eq(blocks[i][j], i % 251);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(texts)
{
    cost_arena_t *arena = cost_arena_create();
    ck_assert_str_eq(cost_arena_text(arena, "abcdef", 3), "abc");
    ck_assert_str_eq(cost_arena_text(arena, NULL, 0), "");
    ck_assert_str_eq(cost_arena_string(arena, "shop"), "shop");
    ck_assert_str_eq(cost_arena_format(arena, "%s has %d", "app", -3), "app has -3");
    ck_assert_str_eq(cost_arena_format(arena, "%s", ""), "");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(bytes_are_counted)
{
    cost_arena_t *arena = cost_arena_create();
    ck_assert_uint_eq(cost_arena_bytes(arena), 0);
    cost_arena_alloc(arena, 100);
    cost_arena_array(arena, 10, 8);
    cost_arena_text(arena, "abc", 3);
    ck_assert_uint_eq(cost_arena_bytes(arena), 100 + 80 + 4);
    cost_arena_alloc(arena, 10 * 1000 * 1000);
    ck_assert_uint_eq(cost_arena_bytes(arena), 10 * 1000 * 1000 + 184);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(too_much_is_refused)
{
    cost_arena_t *arena = cost_arena_create();
    ck_assert_ptr_null(cost_arena_array(arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(cost_arena_alloc(arena, SIZE_MAX - 8));
    ck_assert_ptr_null(cost_arena_text(arena, "", SIZE_MAX));
    ck_assert_uint_eq(cost_arena_bytes(arena), 0);
    ck_assert_ptr_nonnull(cost_arena_alloc(arena, 8));
    cost_arena_destroy(arena);
}
END_TEST

/* What is handed out again is zeros again, and a loop of the same requests gets the same memory. */
START_TEST(a_reset_arena_hands_out_zeros)
{
    static const size_t sizes[] = {1, 700, 3000, 100000, 24, 5000};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    cost_arena_t *arena = cost_arena_create();
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < SIZES; i++) {
            unsigned char *block = cost_arena_alloc(arena, sizes[i]);
            ck_assert_ptr_nonnull(block);
            for (size_t k = 0; k < sizes[i]; k++)
                ck_assert_uint_eq(block[k], 0);
            memset(block, 0xa5, sizes[i]);
        }
        unsigned char *raw = cost_arena_raw(arena, 1000, 8);
        ck_assert_ptr_nonnull(raw);
        memset(raw, 0x5a, 8000);
        ck_assert_uint_ge(cost_arena_bytes(arena), 116725);
        cost_arena_reset(arena);
        ck_assert_uint_eq(cost_arena_bytes(arena), 0);
    }
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(there_is_room_for_one_more)
{
    cost_arena_t *arena = cost_arena_create();
    size_t capacity = 0;
    int *array = NULL;
    for (int i = 0; i < 100; i++) {
        array = cost_arena_room(arena, array, &capacity, (size_t)i, sizeof *array);
        ck_assert_ptr_nonnull(array);
        array[i] = i;
    }
    ck_assert_uint_eq(capacity, 128);
    for (int i = 0; i < 100; i++)
        ck_assert_int_eq(array[i], i);
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("arena", (const TTest *const[]){aligned_and_zeroed, blocks_keep_apart, texts, bytes_are_counted,
                                                      too_much_is_refused, a_reset_arena_hands_out_zeros,
                                                      there_is_room_for_one_more, NULL});
}

UNIT_MAIN(suite)
