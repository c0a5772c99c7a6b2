#include <string.h>

#include "libcost/base/arena.h"
#include "libcost/base/tree.h"
#include "libcost/services/service.h"
#include "libcost/workload/workload.h"
#include "unit.h"

static cost_arena_t *arena;
static const cost_node_t *schema;

static void read_schema(void)
{
    char *text = NULL;
    cost_node_t *root = NULL;
    arena = cost_arena_create();
    ck_assert_int_eq(cost_schema_text(&text, NULL), COST_OK);
    ck_assert_int_eq(cost_tree_parse(&root, arena, text, strlen(text), "schema.json", NULL), COST_OK);
    cost_text_free(text);
    schema = root;
}

static const cost_node_t *find(const cost_node_t *map, const char *key)
{
    const cost_node_t *node = map ? cost_node_find(map, key) : NULL;
    ck_assert_msg(node != NULL, "the schema has no %s", key);
    return node;
}

static const cost_node_t *definition(const char *prefix, const char *name)
{
    return find(find(schema, "$defs"), cost_arena_format(arena, "%s%s", prefix, name));
}

static const cost_node_t *property(const cost_node_t *of, const char *name)
{
    return find(find(of, "properties"), name);
}

static void expect_text(const cost_node_t *node, const char *key, const char *want)
{
    ck_assert_str_eq(find(node, key)->text, want);
}

START_TEST(every_table_is_in_it)
{
    read_schema();
    for (size_t i = 0; i < COST_TOP_FIELDS; i++)
        property(schema, cost_top_fields[i].name);
    for (size_t i = 0; i < cost_services_count; i++) {
        const cost_service_t *service = cost_services[i];
        const cost_node_t *def = definition("service-", service->name);
        for (size_t k = 0; k < service->field_count; k++)
            property(def, service->fields[k].name);
        for (size_t k = 0; k < COST_COMMON_FIELDS; k++)
            property(def, cost_common_fields[k].name);
        for (size_t k = 0; k < service->dimension_count; k++)
            property(property(def, "usage"), service->dimensions[k].name);
        expect_text(def, "additionalProperties", "false");
    }
    cost_arena_destroy(arena);
}
END_TEST

static void expect_reference(const cost_node_t *node)
{
    if (node->key && !strcmp(node->key, "$ref")) {
        static const char prefix[] = "#/$defs/";
        ck_assert_int_eq(strncmp(node->text, prefix, sizeof prefix - 1), 0);
        find(find(schema, "$defs"), node->text + sizeof prefix - 1);
    }
    for (const cost_node_t *child = node->first; child; child = child->next)
        expect_reference(child);
}

START_TEST(references_exist)
{
    read_schema();
    expect_reference(schema);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(kinds)
{
    read_schema();
    expect_text(property(schema, "format"), "const", "libcost-workload/1");
    expect_text(schema, "additionalProperties", "false");
    const cost_node_t *resource = definition("", "resource");
    expect_text(property(resource, "count"), "minimum", "0");
    expect_text(property(resource, "count"), "maximum", "1000000");
    expect_text(property(resource, "count"), "default", "1");
    const cost_node_t *traffic = find(property(schema, "traffic"), "additionalProperties");
    expect_text(property(traffic, "requests"), "$ref", "#/$defs/count-rate-range");
    expect_text(property(traffic, "shape"), "default", "flat");
    const cost_node_t *edge = find(definition("", "from"), "additionalProperties");
    expect_text(property(edge, "share"), "$ref", "#/$defs/ratio");
    expect_text(property(edge, "share"), "maximum", "1");
    ck_assert_ptr_null(cost_node_find(definition("", "ratio"), "maximum"));
    expect_text(definition("", "bytes"), "maximum", "0");
    ck_assert_uint_eq(find(definition("", "bytes-range"), "type")->count, 3);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(formatted)
{
    static const char begin[] = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n";
    char *text = NULL;
    ck_assert_int_eq(cost_schema_text(&text, NULL), COST_OK);
    ck_assert_int_eq(strncmp(text, begin, sizeof begin - 1), 0);
    ck_assert_str_eq(text + strlen(text) - 3, "\n}\n");
    cost_text_free(text);
}
END_TEST

/* The example of a page, as a whole file. */
static char *example_of(const char *manual)
{
    static const char begin[] = "```yaml\n";
    const char *start = strstr(manual, begin);
    ck_assert_ptr_nonnull(start);
    start += sizeof begin - 1;
    const char *end = strstr(start, "```");
    ck_assert_ptr_nonnull(end);
    return cost_arena_format(arena,
                             "format: libcost-workload/1\nworkload: page\nregion: us-east-1\nperiod: 2026-11\n%.*s",
                             (int)(end - start), start);
}

START_TEST(manual_examples_are_valid)
{
    cost_catalog_t *book = NULL;
    cost_error_t *err = cost_error_create();
    arena = cost_arena_create();
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    for (size_t i = 0; i < cost_services_count; i++) {
        const char *name = cost_services[i]->name;
        char *page = NULL;
        cost_workload_t *workload = NULL;
        ck_assert_int_eq(cost_service_manual(&page, name, NULL), COST_OK);
        char *text = example_of(page);
        cost_text_free(page);
        cost_status_t status = cost_workload_parse(&workload, text, strlen(text), name, NULL, err);
        if (!status)
            status = cost_workload_check(workload, book, NULL, err);
        ck_assert_msg(!status, "%s", cost_error_text(err, 0));
        cost_workload_destroy(workload);
    }
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(manual_of_everything)
{
    for (size_t i = 0; i < cost_services_count; i++) {
        const cost_service_t *service = cost_services[i];
        char *page = NULL;
        ck_assert_int_eq(cost_service_manual(&page, service->name, NULL), COST_OK);
        ck_assert_ptr_nonnull(strstr(page, service->title));
        for (size_t k = 0; k < service->field_count; k++)
            ck_assert_ptr_nonnull(strstr(page, service->fields[k].name));
        for (size_t k = 0; k < service->dimension_count; k++)
            ck_assert_ptr_nonnull(strstr(page, service->dimensions[k].name));
        cost_text_free(page);
    }
}
END_TEST

START_TEST(manual_of_nothing)
{
    char *page = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_int_eq(cost_service_manual(&page, "fargat", err), COST_ERR_RANGE);
    ck_assert_ptr_null(page);
    unit_expect_errors(err, (const char *const[]){"there is no service \"fargat\"; did you mean fargate?", NULL});
    cost_error_destroy(err);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("schema",
                      (const TTest *const[]){every_table_is_in_it, references_exist, kinds, formatted,
                                             manual_examples_are_valid, manual_of_everything, manual_of_nothing, NULL});
}

UNIT_MAIN(suite)
