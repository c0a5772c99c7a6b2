#include "libcost/demand/tzif.h"

#include <string.h>

enum { HEADER_SIZE = 44, TYPE_SIZE = 6, OFFSET_MAX = 26 * 3600 };

/* One header and the block behind it: version 1 has times of four bytes, later versions append a block of eight. */
typedef struct {
    uint32_t ut_count, standard_count, leap_count, time_count, type_count, char_count;
    size_t time_size;
    const unsigned char *times, *numbers, *types, *end;
} block_t;

static uint32_t read_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Two's complement by arithmetic: the conversion of large unsigned values is up to the compiler. */
static int64_t read_signed(const unsigned char *bytes, size_t size)
{
    int64_t value = bytes[0] >= 0x80 ? bytes[0] - 0x100 : bytes[0];
    for (size_t i = 1; i < size; i++)
        value = value * 256 + bytes[i];
    return value;
}

static uint64_t block_size(const block_t *block)
{
    return (uint64_t)block->time_count * (block->time_size + 1) + (uint64_t)block->type_count * TYPE_SIZE +
           block->char_count + (uint64_t)block->leap_count * (block->time_size + 4) + block->standard_count +
           block->ut_count;
}

static bool counts_agree(const block_t *block)
{
    return (block->ut_count == 0 || block->ut_count == block->type_count) &&
           (block->standard_count == 0 || block->standard_count == block->type_count);
}

static bool open_block(block_t *block, const unsigned char *bytes, size_t length, size_t time_size)
{
    if (length < HEADER_SIZE || memcmp(bytes, "TZif", 4) != 0)
        return false;
    *block = (block_t){.ut_count = read_u32(bytes + 20),
                       .standard_count = read_u32(bytes + 24),
                       .leap_count = read_u32(bytes + 28),
                       .time_count = read_u32(bytes + 32),
                       .type_count = read_u32(bytes + 36),
                       .char_count = read_u32(bytes + 40),
                       .time_size = time_size};
    if (!counts_agree(block) || block_size(block) > length - HEADER_SIZE)
        return false;
    block->times = bytes + HEADER_SIZE;
    block->numbers = block->times + block->time_count * time_size;
    block->types = block->numbers + block->time_count;
    block->end = block->times + block_size(block);
    return true;
}

static bool types_are_right(const block_t *block)
{
    if (block->type_count == 0 || block->char_count == 0 || block->leap_count != 0)
        return false;
    for (uint32_t i = 0; i < block->type_count; i++) {
        const unsigned char *type = block->types + (size_t)i * TYPE_SIZE;
        int64_t offset = read_signed(type, 4);
        if (offset < -OFFSET_MAX || offset > OFFSET_MAX || type[4] > 1 || type[5] >= block->char_count)
            return false;
    }
    return true;
}

static int64_t time_at(const block_t *block, size_t i)
{
    return read_signed(block->times + i * block->time_size, block->time_size);
}

static bool times_are_right(const block_t *block)
{
    for (size_t i = 0; i < block->time_count; i++)
        if (block->numbers[i] >= block->type_count || (i > 0 && time_at(block, i) <= time_at(block, i - 1)))
            return false;
    return true;
}

static int32_t type_offset(const block_t *block, size_t number)
{
    return (int32_t)read_signed(block->types + number * TYPE_SIZE, 4);
}

static cost_status_t keep_block(cost_zone_t *zone, cost_arena_t *arena, const block_t *block)
{
    int64_t *times = cost_arena_array(arena, block->time_count, sizeof *times);
    int32_t *offsets = cost_arena_array(arena, block->time_count, sizeof *offsets);
    if (!times || !offsets)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < block->time_count; i++) {
        times[i] = time_at(block, i);
        offsets[i] = type_offset(block, block->numbers[i]);
    }
    zone->times = times;
    zone->offsets = offsets;
    zone->count = block->time_count;
    zone->before = type_offset(block, 0);
    return COST_OK;
}

/* A line feed, the rule (which may be empty), a line feed. */
static bool read_footer(cost_zone_t *zone, const unsigned char *at, const unsigned char *end)
{
    if (at == end || *at++ != '\n')
        return false;
    const unsigned char *line_end = memchr(at, '\n', (size_t)(end - at));
    if (!line_end)
        return false;
    zone->has_rule = line_end > at;
    return !zone->has_rule || cost_tz_rule_parse(&zone->rule, (const char *)at, (size_t)(line_end - at));
}

cost_status_t cost_tzif_parse(cost_zone_t *zone, cost_arena_t *arena, const unsigned char *bytes, size_t length)
{
    block_t block;
    const unsigned char *end = bytes + length;
    memset(zone, 0, sizeof *zone);
    if (!open_block(&block, bytes, length, 4))
        return COST_ERR_SYNTAX;
    bool first_version = bytes[4] == '\0';
    if (!first_version) {
        if (bytes[4] < '2' || !open_block(&block, block.end, (size_t)(end - block.end), 8))
            return COST_ERR_SYNTAX;
        if (!read_footer(zone, block.end, end))
            return COST_ERR_SYNTAX;
    }
    if (!types_are_right(&block) || !times_are_right(&block))
        return COST_ERR_SYNTAX;
    return keep_block(zone, arena, &block);
}
