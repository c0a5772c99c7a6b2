#include "libcost/catalog/catalog.h"

#include "libcost/catalog/book_table.h"
#include "overlay_files.h"

static const cost_wide_t micro = 1000000;

static void expect_rate(const cost_catalog_t *book, const cost_price_t *price, size_t tier, const char *usd)
{
    char text[COST_RATE_TEXT_SIZE];
    ck_assert_uint_lt(tier, price->tier_count);
    ck_assert_str_eq(cost_rate_text(cost_catalog_tier(book, price, tier).rate, text), usd);
}

/* AWS's pricing pages: https://aws.amazon.com/fargate/pricing/, /rds/postgresql/pricing/. */
START_TEST(published_prices)
{
    cost_catalog_t *book = NULL;
    cost_price_t price;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, overlay_err), COST_OK);
    ck_assert(
        cost_catalog_find_price(book, "fargate", "vcpu_hours", "arch=x86_64;os=linux", "us-east-1", 20261101, &price));
    expect_rate(book, &price, 0, "0.04048");
    ck_assert_str_eq(price.unit, "vCPU-hour");
    ck_assert_str_eq(price.usage_type, "USE1-Fargate-vCPU-Hours:perCPU");
    ck_assert_str_eq(price.service, "fargate");
    ck_assert_str_eq(price.region, "us-east-1");
    ck_assert_int_eq(price.model, COST_MODEL_GRADUATED);
    ck_assert_int_eq(price.confidence, COST_CONFIDENCE_HIGH);
    ck_assert_uint_eq(price.tier_count, 1);
    ck_assert(!price.overlay);
    ck_assert_str_ne(price.source_url, "");
    ck_assert(cost_catalog_find_price(book, "rds", "instance_hours",
                                      "class=db.t3.medium;deployment=multi-az;engine=postgres", "us-east-1", 20261101,
                                      &price));
    expect_rate(book, &price, 0, "0.145");
    cost_catalog_destroy(book);
}
END_TEST

/* https://aws.amazon.com/cloudfront/pricing/: 10 TB, 40, 100, 350, 524, 4096 TB, then over 5 PB. */
START_TEST(published_tiers)
{
    static const struct {
        int64_t from;
        const char *usd;
    } want[] = {{0, "0.085"},     {10240, "0.08"},    {51200, "0.06"},  {153600, "0.04"},
                {512000, "0.03"}, {1048576, "0.025"}, {5242880, "0.02"}};
    cost_catalog_t *book = NULL;
    cost_price_t price;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(cost_catalog_find_price(book, "cloudfront", "transfer_out", "geo=us-mexico", "global", 20261101, &price));
    ck_assert_uint_eq(price.tier_count, sizeof want / sizeof *want);
    for (size_t i = 0; i < price.tier_count; i++) {
        expect_rate(book, &price, i, want[i].usd);
        ck_assert(cost_catalog_tier(book, &price, i).from_micro == want[i].from * micro);
    }
    cost_catalog_destroy(book);
}
END_TEST

/* ACM's certificates fell from 15 to 7 USD on 2026-02-18, which the book documents. */
START_TEST(documented_change)
{
    cost_catalog_t *book = NULL;
    cost_price_t price;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(
        cost_catalog_find_price(book, "acm", "exportable_certificates", "name=fqdn", "us-east-1", 20260217, &price));
    expect_rate(book, &price, 0, "15");
    ck_assert(
        cost_catalog_find_price(book, "acm", "exportable_certificates", "name=fqdn", "us-east-1", 20260218, &price));
    expect_rate(book, &price, 0, "7");
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(no_such_price)
{
    cost_catalog_t *book = NULL;
    cost_price_t price;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(
        !cost_catalog_find_price(book, "fargate", "vcpu_hours", "arch=x86_64;os=linux", "mars-1", 20261101, &price));
    ck_assert(!cost_catalog_find_price(book, "", "", "", "", 20261101, &price));
    ck_assert(!cost_catalog_find_price(book, "zzz", "vcpu_hours", "", "us-east-1", 20261101, &price));
    ck_assert(
        !cost_catalog_find_price(book, "fargate", "vcpu_hours", "os=linux;arch=x86_64", "us-east-1", 20261101, &price));
    cost_catalog_destroy(book);
}
END_TEST

/* Every key of the book is found again, by its own name. */
START_TEST(every_key_exhaustive)
{
    cost_catalog_t *book = NULL;
    char service[256], dimension[256], variant[256], region[256];
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert_uint_eq(cost_catalog_price_count(book), cost_book_row_count);
    for (size_t i = 0; i < cost_catalog_price_count(book); i++) {
        cost_price_t price;
        cost_catalog_price_field(book, i, COST_PRICE_SERVICE, service, sizeof service);
        cost_catalog_price_field(book, i, COST_PRICE_DIMENSION, dimension, sizeof dimension);
        cost_catalog_price_field(book, i, COST_PRICE_VARIANT, variant, sizeof variant);
        cost_catalog_price_field(book, i, COST_PRICE_REGION, region, sizeof region);
        ck_assert_msg(cost_catalog_find_price(book, service, dimension, variant, region, cost_book_date, &price),
                      "%s %s %s %s", service, dimension, variant, region);
        ck_assert_str_eq(price.variant, variant);
        ck_assert(cost_catalog_tier(book, &price, 0).from_micro == 0);
    }
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(versions_by_date)
{
    static const struct {
        int32_t date;
        const char *usd; /* NULL: none */
    } bounded[] = {{20240101, NULL}, {20250101, "1"}, {20250630, "1"}, {20250701, "2"}, {20991231, "2"}},
      mixed[] = {{20241231, "11"}, {20250101, "12"}, {20251231, "12"}, {20260101, "11"}};
    overlay_write("p.csv",
                  PRICES_HEAD "test,bounded,,us-east-1,,hour,0,1,graduated,2025-01,2025-01,2025-07,high,s\n"
                              "test,bounded,,us-east-1,,hour,0,2,graduated,2025-02,2025-07,,high,s\n"
                              "test,mixed,,us-east-1,,hour,0,10,graduated,2024-01,,,high,s\n"
                              "test,mixed,,us-east-1,,hour,0,11,graduated,2024-06,,,high,s\n"
                              "test,mixed,,us-east-1,,hour,0,12,graduated,2023-01,2025-01-01,2026-01-01,high,s\n");
    cost_catalog_t *book = overlay_open("p.csv");
    cost_price_t price;
    for (size_t i = 0; i < sizeof bounded / sizeof *bounded; i++) {
        bool found = cost_catalog_find_price(book, "test", "bounded", "", "us-east-1", bounded[i].date, &price);
        ck_assert_int_eq(found, bounded[i].usd != NULL);
        if (found)
            expect_rate(book, &price, 0, bounded[i].usd);
    }
    for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++) {
        ck_assert(cost_catalog_find_price(book, "test", "mixed", "", "us-east-1", mixed[i].date, &price));
        expect_rate(book, &price, 0, mixed[i].usd);
    }
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(each_version_has_its_tiers)
{
    overlay_write("p.csv", PRICES_HEAD "test,d,,us-east-1,,GB,0,3,graduated,2024-01,,2025-01,high,s\n"
                                       "test,d,,us-east-1,,GB,10,2,graduated,2024-01,,2025-01,low,s\n"
                                       "test,d,,us-east-1,,GB,500.5,1,graduated,2024-01,,2025-01,high,s\n"
                                       "test,d,,us-east-1,,GB,0,4,net_of:storage,2025-03-02,2025-01,,medium,s\n"
                                       "test,d,,us-east-1,,GB,20,3,net_of:storage,2025-03-02,2025-01,,high,s\n");
    cost_catalog_t *book = overlay_open("p.csv");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "test", "d", "", "us-east-1", 20241231, &price));
    ck_assert_uint_eq(price.tier_count, 3);
    ck_assert_int_eq(price.confidence, COST_CONFIDENCE_LOW);
    ck_assert_int_eq(price.model, COST_MODEL_GRADUATED);
    ck_assert_int_eq(price.observed, 20240101);
    ck_assert(cost_catalog_tier(book, &price, 2).from_micro == 500500000);
    expect_rate(book, &price, 2, "1");
    ck_assert(cost_catalog_find_price(book, "test", "d", "", "us-east-1", 20250101, &price));
    ck_assert_uint_eq(price.tier_count, 2);
    ck_assert_int_eq(price.confidence, COST_CONFIDENCE_MEDIUM);
    ck_assert_int_eq(price.model, COST_MODEL_NET_OF);
    ck_assert_str_eq(price.model_argument, "storage");
    ck_assert_int_eq(price.observed, 20250302);
    ck_assert(price.overlay);
    cost_catalog_destroy(book);
}
END_TEST

/* https://docs.aws.amazon.com/elasticloadbalancing/: 25 new connections a second make one LCU. */
START_TEST(rules)
{
    cost_catalog_t *book = NULL;
    cost_wide_t value;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(cost_catalog_find_rule(book, "alb", "lcu_new_connections", 20261101, &value));
    ck_assert(value == 25 * micro);
    ck_assert(cost_catalog_find_rule(book, "alb", "lcu_bytes_lambda", 20261101, &value));
    ck_assert(value == 400000);
    ck_assert(!cost_catalog_find_rule(book, "alb", "nothing", 20261101, &value));
    ck_assert_str_eq(cost_catalog_rule_source(book, "alb", "nothing", 20261101), "");
    ck_assert_str_ne(cost_catalog_rule_source(book, "alb", "lcu_bytes_lambda", 20261101), "");
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(rules_by_date)
{
    overlay_write("rules.csv", "service,rule,value,unit,valid_from,source_id\n"
                               "test,a,1.5,count,,one\ntest,a,2,count,2025-06,two\ntest,b,-3,count,2025-06-15,three\n");
    cost_catalog_t *book = overlay_open("");
    cost_wide_t value;
    ck_assert(cost_catalog_find_rule(book, "test", "a", 20250531, &value));
    ck_assert(value == 1500000);
    ck_assert(cost_catalog_find_rule(book, "test", "a", 20250601, &value));
    ck_assert(value == 2 * micro);
    ck_assert_str_eq(cost_catalog_rule_source(book, "test", "a", 20250601), "two");
    ck_assert(!cost_catalog_find_rule(book, "test", "b", 20250614, &value));
    ck_assert(cost_catalog_find_rule(book, "test", "b", 20250615, &value));
    ck_assert(value == -3 * micro);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(allowances)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    size_t i = 0;
    while (strcmp(cost_catalog_allowance(book, i).id, "cloudfront-requests") != 0)
        ck_assert_uint_lt(++i, cost_catalog_allowance_count(book));
    cost_allowance_t free_requests = cost_catalog_allowance(book, i);
    ck_assert_str_eq(free_requests.amount, "10000000");
    ck_assert(cost_allowance_covers(&free_requests, "cloudfront", "http_requests", "geo=japan"));
    ck_assert(cost_allowance_covers(&free_requests, "cloudfront", "https_requests", ""));
    ck_assert(!cost_allowance_covers(&free_requests, "cloudfront", "http", ""));
    ck_assert(!cost_allowance_covers(&free_requests, "cloudfront", "http_requests|https_requests", ""));
    ck_assert(!cost_allowance_covers(&free_requests, "s3", "http_requests", ""));
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(allowance_of_a_variant)
{
    const cost_allowance_t free_alarms = {.service = "cw", .dimensions = "alarms[a=1;b=2]|metrics"};
    ck_assert(cost_allowance_covers(&free_alarms, "cw", "alarms", "a=1;b=2"));
    ck_assert(cost_allowance_covers(&free_alarms, "cw", "alarms", "a=1;aa=5;b=2;c=3"));
    ck_assert(cost_allowance_covers(&free_alarms, "cw", "metrics", ""));
    ck_assert(!cost_allowance_covers(&free_alarms, "cw", "alarms", "a=1"));
    ck_assert(!cost_allowance_covers(&free_alarms, "cw", "alarms", "a=11;b=2"));
    ck_assert(!cost_allowance_covers(&free_alarms, "cw", "alarms", ""));
    ck_assert(!cost_allowance_covers(&free_alarms, "cw", "alarm", "a=1;b=2"));
    ck_assert(cost_allowance_covers(&free_alarms, "cw", "alarms", NULL));
    ck_assert(!cost_allowance_covers(&free_alarms, "cw", "alarm", NULL));
}
END_TEST

/* https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
START_TEST(sizes)
{
    cost_catalog_t *book = NULL;
    cost_size_t size;
    size_t count = 0;
    bool two = false;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    for (; cost_catalog_size(book, "fargate", count, &size); count++) {
        ck_assert_str_eq(size.service, "fargate");
        if (size.vcpu_micro == 2 * micro && strcmp(size.os, "linux") == 0)
            two = size.from_micro == 4 * micro && size.to_micro == 16 * micro && size.step_micro == micro;
    }
    ck_assert_uint_gt(count, 5);
    ck_assert(two);
    ck_assert(!cost_catalog_size(book, "zzz", 0, &size));
    ck_assert(!cost_catalog_size(book, "fargate", SIZE_MAX, &size));
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(specs)
{
    cost_catalog_t *book = NULL;
    cost_spec_t spec;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(cost_catalog_find_spec(book, "rds", "db.t3.medium", &spec));
    ck_assert(spec.vcpu_micro == 2 * micro && spec.memory_gib_micro == 4 * micro);
    ck_assert(!cost_catalog_find_spec(book, "rds", "db.t3.huge", &spec));
    cost_catalog_destroy(book);
    overlay_write("specs.csv", "service,item,memory_gib\ntest,big,0.5\n");
    book = overlay_open("");
    ck_assert(cost_catalog_find_spec(book, "test", "big", &spec));
    ck_assert(spec.vcpu_micro == -1 && spec.memory_gib_micro == 500000);
    ck_assert_str_eq(spec.arch, "");
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(regions)
{
    cost_catalog_t *book = NULL;
    const char *name, *prefix;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert(cost_catalog_find_region(book, "eu-west-1", &name, &prefix));
    ck_assert_str_eq(name, "EU (Ireland)");
    ck_assert_str_eq(prefix, "EU");
    ck_assert(!cost_catalog_find_region(book, "eu-west-11", NULL, NULL));
    ck_assert_uint_eq(cost_catalog_region_count(book), cost_book_region_count);
    for (size_t i = 1; i < cost_catalog_region_count(book); i++)
        ck_assert_str_lt(cost_catalog_region(book, i - 1), cost_catalog_region(book, i));
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(version)
{
    char want[64];
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert_str_eq(cost_catalog_version(book), cost_book_version);
    ck_assert_int_eq(cost_catalog_date(book), cost_book_date);
    cost_catalog_destroy(book);
    overlay_write("p.csv", SHORT_HEAD);
    book = overlay_open("p.csv");
    snprintf(want, sizeof want, "%s+overlay", cost_book_version);
    ck_assert_str_eq(cost_catalog_version(book), want);
    ck_assert_uint_eq(cost_catalog_price_count(book), cost_book_row_count);
    cost_catalog_destroy(book);
    cost_catalog_destroy(NULL);
}
END_TEST

/* The row of a one-row overlay. */
static size_t row_of(const cost_catalog_t *book, const char *words)
{
    size_t i = 0;
    while (!cost_catalog_price_matches(book, i, words))
        ck_assert_uint_lt(++i, cost_catalog_price_count(book));
    return i;
}

START_TEST(fields_as_text)
{
    static const char *const want[] = {"test",       "d",          "a=1;b=2", "eu-west-1", "EU-Test:x",
                                       "GB",         "0.5",        "0.10",    "net_of:x",  "2025-09",
                                       "2025-09-01", "2026-03-05", "low",     "here",      "x/y"};
    overlay_write("prices.csv", PRICES_HEAD "test,d,b=2;a=1,eu-west-1,EU-Test:x,GB,0,0.1,net_of:x,2025-09,2025-09,"
                                            "2026-03-05,high,here\n"
                                            "test,d,b=2;a=1,eu-west-1,EU-Test:x,GB,0.5,0.10,net_of:x,2025-09,2025-09,"
                                            "2026-03-05,low,here\n");
    overlay_write("sources.csv", "id,url,read_on,sha256,how\nhere,x/y,2026-01,,hand\n");
    cost_catalog_t *book = overlay_open("");
    const size_t row = row_of(book, "test") + 1;
    for (int field = COST_PRICE_SERVICE; field <= COST_PRICE_SOURCE_URL; field++) {
        char text[256], cut[4];
        ck_assert_str_eq(cost_catalog_price_field(book, row, (cost_price_field_t)field, text, sizeof text),
                         want[field]);
        cost_catalog_price_field(book, row, (cost_price_field_t)field, cut, sizeof cut);
        ck_assert_uint_le(strlen(cut), 3);
        ck_assert_mem_eq(cut, want[field], strlen(cut));
        cost_catalog_price_field(book, row, (cost_price_field_t)field, NULL, 0);
    }
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(matching_words)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    const size_t row = row_of(book, " FARGATE  us-east-1\tvcpu x86 linux perCPU");
    ck_assert(cost_catalog_price_matches(book, row, ""));
    ck_assert(!cost_catalog_price_matches(book, row, "fargate eu-west-1"));
    ck_assert(!cost_catalog_price_matches(book, row, "fargate us-east-11"));
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(nearest)
{
    cost_catalog_t *book = NULL;
    char text[512], tiny[24];
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    ck_assert_str_eq(
        cost_catalog_nearest(book, "fargate", "vcpu_hours", "arch=x86_64;os=linux", "eu-west-9", text, sizeof text),
        "fargate vcpu_hours arch=x86_64;os=linux in eu-west-1, "
        "fargate vcpu_hours arch=x86_64;os=linux in eu-west-2, "
        "fargate vcpu_hours arch=x86_64;os=linux in eu-west-3");
    ck_assert_ptr_nonnull(strstr(cost_catalog_nearest(book, "rds", "instance_hours",
                                                      "class=db.t3.mediun;deployment=multi-az;engine=postgres",
                                                      "us-east-1", text, sizeof text),
                                 "class=db.t3.medium;deployment=multi-az;engine=postgres in us-east-1, "));
    ck_assert_str_eq(cost_catalog_nearest(book, "nat-gateway", "hour", "", "us-east-1", text, sizeof text),
                     "nat-gateway hours, nat-gateway data_processed");
    ck_assert_str_eq(cost_catalog_nearest(book, "zzz", "hour", "", "us-east-1", text, sizeof text), "");
    ck_assert_str_eq(cost_catalog_nearest(book, "nat-gateway", "hour", "", "us-east-1", tiny, sizeof tiny),
                     "nat-gateway hours");
    cost_catalog_destroy(book);
}
END_TEST

typedef struct {
    size_t medium, all;
} seen_t;

static void see(const char *value, size_t length, void *context)
{
    seen_t *seen = context;
    seen->all++;
    seen->medium += length == strlen("db.t3.medium") && memcmp(value, "db.t3.medium", length) == 0;
}

START_TEST(variant_values)
{
    cost_catalog_t *book = NULL;
    seen_t classes = {0, 0}, none = {0, 0};
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    cost_catalog_each_variant_value(book, "rds", "instance_hours", "class", see, &classes);
    ck_assert_uint_gt(classes.medium, 0);
    ck_assert_uint_gt(classes.all, classes.medium);
    cost_catalog_each_variant_value(book, "rds", "instance_hours", "clas", see, &none);
    cost_catalog_each_variant_value(book, "rds", "nothing", "class", see, &none);
    ck_assert_uint_eq(none.all, 0);
    cost_catalog_destroy(book);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {published_prices,
                                  published_tiers,
                                  documented_change,
                                  no_such_price,
                                  every_key_exhaustive,
                                  versions_by_date,
                                  each_version_has_its_tiers,
                                  rules,
                                  rules_by_date,
                                  allowances,
                                  allowance_of_a_variant,
                                  sizes,
                                  specs,
                                  regions,
                                  version,
                                  fields_as_text,
                                  matching_words,
                                  nearest,
                                  variant_values,
                                  NULL};
    return overlay_suite("catalog", tests);
}
UNIT_MAIN(suite)
