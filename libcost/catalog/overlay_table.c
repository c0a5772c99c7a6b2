/* The columns of a book's files, and packing their rows into tables of the shape that is compiled in. */
#include "libcost/catalog/overlay_table.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/base/buffer.h"
#include "libcost/base/error.h"

typedef cost_overlay_column_t column_t;
typedef cost_overlay_schema_t schema_t;
typedef cost_overlay_record_t record_t;

#define PRICE_COLUMNS(price_required)                                                                                  \
    {                                                                                                                  \
        [COST_PRICE_SERVICE] = {"service", COST_CELL_TEXT, true, NULL},                                                \
        [COST_PRICE_DIMENSION] = {"dimension", COST_CELL_TEXT, true, NULL},                                            \
        [COST_PRICE_VARIANT] = {"variant", COST_CELL_VARIANT, false, NULL},                                            \
        [COST_PRICE_REGION] = {"region", COST_CELL_TEXT, true, NULL},                                                  \
        [COST_PRICE_USAGE_TYPE] = {"usage_type", COST_CELL_TEXT, false, NULL},                                         \
        [COST_PRICE_UNIT] = {"unit", COST_CELL_UNIT, price_required, NULL},                                            \
        [COST_PRICE_TIER_FROM] = {"tier_from", COST_CELL_TIER, false, "0"},                                            \
        [COST_PRICE_USD] = {"price_usd", COST_CELL_PRICE, price_required, NULL},                                       \
        [COST_PRICE_MODEL] = {"model", COST_CELL_MODEL, false, "graduated"},                                           \
        [COST_PRICE_OBSERVED] = {"observed", COST_CELL_DATE, false, NULL},                                             \
        [COST_PRICE_VALID_FROM] = {"valid_from", COST_CELL_DATE, false, NULL},                                         \
        [COST_PRICE_VALID_TO] = {"valid_to", COST_CELL_DATE, false, NULL},                                             \
        [COST_PRICE_CONFIDENCE] = {"confidence", COST_CELL_CONFIDENCE, false, "medium"},                               \
        [COST_PRICE_SOURCE] = {"source_id", COST_CELL_TEXT, false, COST_OVERLAY_SOURCE},                               \
    }
static const column_t price_columns[] = PRICE_COLUMNS(true);
/* A row of overrides.csv without a price only takes away. */
static const column_t override_columns[] = PRICE_COLUMNS(false);

enum { RULE_SERVICE, RULE_NAME, RULE_VALUE, RULE_UNIT, RULE_VALID_FROM, RULE_SOURCE };
static const column_t rule_columns[] = {
    [RULE_SERVICE] = {"service", COST_CELL_TEXT, true, NULL},
    [RULE_NAME] = {"rule", COST_CELL_TEXT, true, NULL},
    [RULE_VALUE] = {"value", COST_CELL_DECIMAL, true, NULL},
    [RULE_UNIT] = {"unit", COST_CELL_TEXT, false, NULL},
    [RULE_VALID_FROM] = {"valid_from", COST_CELL_DATE, false, NULL},
    [RULE_SOURCE] = {"source_id", COST_CELL_TEXT, false, COST_OVERLAY_SOURCE},
};

enum { FREE_ID, FREE_SERVICE, FREE_DIMENSIONS, FREE_AMOUNT, FREE_UNIT, FREE_SCOPE, FREE_VALID_FROM, FREE_SOURCE };
static const column_t allowance_columns[] = {
    [FREE_ID] = {"id", COST_CELL_TEXT, true, NULL},
    [FREE_SERVICE] = {"service", COST_CELL_TEXT, true, NULL},
    [FREE_DIMENSIONS] = {"dimensions", COST_CELL_TEXT, true, NULL},
    [FREE_AMOUNT] = {"amount", COST_CELL_TIER, true, NULL},
    [FREE_UNIT] = {"unit", COST_CELL_UNIT, true, NULL},
    [FREE_SCOPE] = {"scope", COST_CELL_TEXT, false, "global"},
    [FREE_VALID_FROM] = {"valid_from", COST_CELL_DATE, false, NULL},
    [FREE_SOURCE] = {"source_id", COST_CELL_TEXT, false, COST_OVERLAY_SOURCE},
};

enum { REGION_ID, REGION_NAME, REGION_PREFIX };
static const column_t region_columns[] = {
    [REGION_ID] = {"region", COST_CELL_TEXT, true, NULL},
    [REGION_NAME] = {"name", COST_CELL_TEXT, false, NULL},
    [REGION_PREFIX] = {"usage_prefix", COST_CELL_TEXT, false, NULL},
};

enum { SIZE_SERVICE, SIZE_OS, SIZE_VCPU, SIZE_FROM, SIZE_TO, SIZE_STEP, SIZE_VALID_FROM, SIZE_SOURCE };
static const column_t size_columns[] = {
    [SIZE_SERVICE] = {"service", COST_CELL_TEXT, true, NULL},
    [SIZE_OS] = {"os", COST_CELL_TEXT, false, "linux"},
    [SIZE_VCPU] = {"vcpu", COST_CELL_DECIMAL, true, NULL},
    [SIZE_FROM] = {"memory_gib_from", COST_CELL_DECIMAL, true, NULL},
    [SIZE_TO] = {"memory_gib_to", COST_CELL_DECIMAL, true, NULL},
    [SIZE_STEP] = {"memory_gib_step", COST_CELL_DECIMAL, true, NULL},
    [SIZE_VALID_FROM] = {"valid_from", COST_CELL_DATE, false, NULL},
    [SIZE_SOURCE] = {"source_id", COST_CELL_TEXT, false, COST_OVERLAY_SOURCE},
};

enum { SPEC_SERVICE, SPEC_ITEM, SPEC_VCPU, SPEC_MEMORY, SPEC_ARCH, SPEC_SOURCE };
static const column_t spec_columns[] = {
    [SPEC_SERVICE] = {"service", COST_CELL_TEXT, true, NULL},
    [SPEC_ITEM] = {"item", COST_CELL_TEXT, true, NULL},
    [SPEC_VCPU] = {"vcpu", COST_CELL_DECIMAL, false, NULL},
    [SPEC_MEMORY] = {"memory_gib", COST_CELL_DECIMAL, false, NULL},
    [SPEC_ARCH] = {"arch", COST_CELL_TEXT, false, NULL},
    [SPEC_SOURCE] = {"source_id", COST_CELL_TEXT, false, COST_OVERLAY_SOURCE},
};

enum { FROM_ID, FROM_URL, FROM_READ_ON, FROM_SHA256, FROM_HOW };
static const column_t source_columns[] = {
    [FROM_ID] = {"id", COST_CELL_TEXT, true, NULL},
    [FROM_URL] = {"url", COST_CELL_TEXT, true, NULL},
    [FROM_READ_ON] = {"read_on", COST_CELL_TEXT, false, NULL},
    [FROM_SHA256] = {"sha256", COST_CELL_TEXT, false, NULL},
    [FROM_HOW] = {"how", COST_CELL_TEXT, false, "hand"},
};

#define COLUMNS(table) table, sizeof(table) / sizeof *(table)
static const schema_t schemas[] = {
    [COST_BOOK_PRICES] = {"prices.csv",
                          COST_BOOK_PRICES,
                          COLUMNS(price_columns),
                          {COST_PRICE_VALID_FROM, COST_PRICE_VALID_TO, COST_PRICE_OBSERVED, COST_PRICE_TIER_FROM}},
    [COST_BOOK_RULES] = {"rules.csv", COST_BOOK_RULES, COLUMNS(rule_columns), {RULE_VALID_FROM, -1}},
    [COST_BOOK_ALLOWANCES] = {"allowances.csv", COST_BOOK_ALLOWANCES, COLUMNS(allowance_columns), {-1}},
    [COST_BOOK_REGIONS] = {"regions.csv", COST_BOOK_REGIONS, COLUMNS(region_columns), {-1}},
    [COST_BOOK_SIZES] = {"sizes.csv", COST_BOOK_SIZES, COLUMNS(size_columns), {SIZE_VCPU, SIZE_FROM, -1}},
    [COST_BOOK_SPECS] = {"specs.csv", COST_BOOK_SPECS, COLUMNS(spec_columns), {-1}},
    [COST_BOOK_SOURCES] = {"sources.csv", COST_BOOK_SOURCES, COLUMNS(source_columns), {-1}},
};
static const schema_t override_schema = {
    "overrides.csv",
    COST_BOOK_PRICES,
    COLUMNS(override_columns),
    {COST_PRICE_VALID_FROM, COST_PRICE_VALID_TO, COST_PRICE_OBSERVED, COST_PRICE_TIER_FROM}};

const cost_overlay_schema_t *cost_overlay_schema(cost_book_kind_t kind)
{
    return &schemas[kind];
}

const cost_overlay_schema_t *cost_overlay_overrides(void)
{
    return &override_schema;
}

int cost_overlay_find_column(const cost_overlay_schema_t *schema, const char *name)
{
    for (size_t i = 0; i < schema->column_count; i++)
        if (strcmp(schema->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

const char *cost_overlay_nearest_column(const cost_overlay_schema_t *schema, const char *name)
{
    const char *names[COST_OVERLAY_COLUMNS_MAX];
    for (size_t i = 0; i < schema->column_count; i++)
        names[i] = schema->columns[i].name;
    return cost_nearest(name, names, schema->column_count);
}

static int compare_records(const record_t *a, const record_t *b)
{
    int order = 0;
    for (size_t k = 0; k < cost_book_key_count(a->schema->kind) && order == 0; k++)
        order = strcmp(a->cell[k].text, b->cell[k].text);
    for (size_t k = 0; k < COST_OVERLAY_SORTS_MAX && order == 0 && a->schema->sort[k] >= 0; k++) {
        int64_t x = a->cell[a->schema->sort[k]].number, y = b->cell[b->schema->sort[k]].number;
        order = (x > y) - (x < y);
    }
    return order;
}

static int compare_for_sort(const void *x, const void *y)
{
    const record_t *a = x, *b = y;
    int order = compare_records(a, b);
    return order ? order : (a->origin.line > b->origin.line) - (a->origin.line < b->origin.line);
}

static cost_status_t sort_records(record_t *records, size_t count, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (count > 1)
        qsort(records, count, sizeof *records, compare_for_sort);
    for (size_t i = 1; i < count; i++) {
        const record_t *a = &records[i - 1], *b = &records[i];
        if (compare_records(a, b) == 0)
            status = cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){b->origin.file, b->origin.line, 0, NULL},
                               "this repeats line %d: the same %s", a->origin.line,
                               a->schema->kind == COST_BOOK_PRICES ? "price, dates and tier" : "key");
    }
    return status;
}

typedef struct {
    cost_buffer_t text;
    uint32_t last[COST_OVERLAY_COLUMNS_MAX];
} pool_t;

/* Rows come sorted, so that a text is most often the one of the row before. */
static uint32_t pooled(pool_t *pool, const record_t *record, int column)
{
    const char *text = record->cell[column].text;
    if (*text == '\0' || pool->text.failed)
        return 0;
    if (pool->last[column] == 0 || strcmp(pool->text.text + pool->last[column], text) != 0) {
        pool->last[column] = (uint32_t)pool->text.length;
        cost_buffer_add(&pool->text, text, strlen(text) + 1);
    }
    return pool->last[column];
}

static cost_book_row_t price_row(const record_t *r, pool_t *pool)
{
    return (cost_book_row_t){
        .service = pooled(pool, r, COST_PRICE_SERVICE),
        .dimension = pooled(pool, r, COST_PRICE_DIMENSION),
        .variant = pooled(pool, r, COST_PRICE_VARIANT),
        .region = pooled(pool, r, COST_PRICE_REGION),
        .usage_type = pooled(pool, r, COST_PRICE_USAGE_TYPE),
        .unit = pooled(pool, r, COST_PRICE_UNIT),
        .source = pooled(pool, r, COST_PRICE_SOURCE),
        .tier_from_micro = r->cell[COST_PRICE_TIER_FROM].number,
        .price_digits = r->cell[COST_PRICE_USD].number,
        .price_scale = r->cell[COST_PRICE_USD].scale,
        .observed = (int32_t)r->cell[COST_PRICE_OBSERVED].number,
        .valid_from = (int32_t)r->cell[COST_PRICE_VALID_FROM].number,
        .valid_to = (int32_t)r->cell[COST_PRICE_VALID_TO].number,
        .model = (uint8_t)r->cell[COST_PRICE_MODEL].number,
        .confidence = (uint8_t)r->cell[COST_PRICE_CONFIDENCE].number,
        .model_argument = pooled(pool, r, COST_PRICE_MODEL),
    };
}

static cost_book_rule_t rule_row(const record_t *r, pool_t *pool)
{
    return (cost_book_rule_t){
        .service = pooled(pool, r, RULE_SERVICE),
        .rule = pooled(pool, r, RULE_NAME),
        .value = pooled(pool, r, RULE_VALUE),
        .unit = pooled(pool, r, RULE_UNIT),
        .source = pooled(pool, r, RULE_SOURCE),
        .valid_from = (int32_t)r->cell[RULE_VALID_FROM].number,
    };
}

static cost_book_allowance_t allowance_row(const record_t *r, pool_t *pool)
{
    return (cost_book_allowance_t){
        .id = pooled(pool, r, FREE_ID),
        .service = pooled(pool, r, FREE_SERVICE),
        .dimensions = pooled(pool, r, FREE_DIMENSIONS),
        .amount = pooled(pool, r, FREE_AMOUNT),
        .unit = pooled(pool, r, FREE_UNIT),
        .scope = pooled(pool, r, FREE_SCOPE),
        .source = pooled(pool, r, FREE_SOURCE),
        .valid_from = (int32_t)r->cell[FREE_VALID_FROM].number,
    };
}

static cost_book_region_t region_row(const record_t *r, pool_t *pool)
{
    return (cost_book_region_t){
        .region = pooled(pool, r, REGION_ID),
        .name = pooled(pool, r, REGION_NAME),
        .usage_prefix = pooled(pool, r, REGION_PREFIX),
    };
}

static cost_book_size_t size_row(const record_t *r, pool_t *pool)
{
    return (cost_book_size_t){
        .service = pooled(pool, r, SIZE_SERVICE),
        .os = pooled(pool, r, SIZE_OS),
        .vcpu = pooled(pool, r, SIZE_VCPU),
        .memory_from = pooled(pool, r, SIZE_FROM),
        .memory_to = pooled(pool, r, SIZE_TO),
        .memory_step = pooled(pool, r, SIZE_STEP),
        .source = pooled(pool, r, SIZE_SOURCE),
    };
}

static cost_book_spec_t spec_row(const record_t *r, pool_t *pool)
{
    return (cost_book_spec_t){
        .service = pooled(pool, r, SPEC_SERVICE),
        .item = pooled(pool, r, SPEC_ITEM),
        .vcpu = pooled(pool, r, SPEC_VCPU),
        .memory_gib = pooled(pool, r, SPEC_MEMORY),
        .arch = pooled(pool, r, SPEC_ARCH),
    };
}

static cost_book_source_t source_row(const record_t *r, pool_t *pool)
{
    return (cost_book_source_t){
        .id = pooled(pool, r, FROM_ID),
        .url = pooled(pool, r, FROM_URL),
        .read_on = pooled(pool, r, FROM_READ_ON),
        .how = pooled(pool, r, FROM_HOW),
    };
}

static void pack_row(void *rows, size_t i, cost_book_kind_t kind, const record_t *record, pool_t *pool)
{
    switch (kind) {
    case COST_BOOK_PRICES:
        ((cost_book_row_t *)rows)[i] = price_row(record, pool);
        break;
    case COST_BOOK_RULES:
        ((cost_book_rule_t *)rows)[i] = rule_row(record, pool);
        break;
    case COST_BOOK_ALLOWANCES:
        ((cost_book_allowance_t *)rows)[i] = allowance_row(record, pool);
        break;
    case COST_BOOK_REGIONS:
        ((cost_book_region_t *)rows)[i] = region_row(record, pool);
        break;
    case COST_BOOK_SIZES:
        ((cost_book_size_t *)rows)[i] = size_row(record, pool);
        break;
    case COST_BOOK_SPECS:
        ((cost_book_spec_t *)rows)[i] = spec_row(record, pool);
        break;
    case COST_BOOK_SOURCES:
        ((cost_book_source_t *)rows)[i] = source_row(record, pool);
        break;
    }
}

static char *pack_rows(void *rows, cost_book_origin_t *origins, cost_arena_t *arena, cost_book_kind_t kind,
                       const record_t *records, size_t count)
{
    pool_t pool = {.last = {0}};
    cost_buffer_init(&pool.text);
    cost_buffer_add(&pool.text, "", 1);
    for (size_t i = 0; i < count; i++) {
        pack_row(rows, i, kind, &records[i], &pool);
        origins[i] = records[i].origin;
    }
    char *strings = pool.text.failed ? NULL : cost_arena_alloc(arena, pool.text.length);
    if (strings)
        memcpy(strings, pool.text.text, pool.text.length);
    cost_buffer_clear(&pool.text);
    return strings;
}

cost_status_t cost_overlay_pack(cost_book_table_t *out, cost_arena_t *arena, cost_book_kind_t kind,
                                cost_overlay_record_t *records, size_t count, cost_error_t *err)
{
    cost_status_t status = sort_records(records, count, err);
    if (status || count == 0)
        return status;
    void *rows = cost_arena_array(arena, count, cost_book_stride(kind));
    cost_book_origin_t *origins = cost_arena_array(arena, count, sizeof *origins);
    char *strings = rows && origins ? pack_rows(rows, origins, arena, kind, records, count) : NULL;
    if (!strings)
        return cost_fail_memory(err);
    *out = (cost_book_table_t){strings, rows, count, origins};
    return COST_OK;
}
