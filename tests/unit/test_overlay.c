#include "libcost/catalog/overlay.h"

#include "overlay_files.h"

#define X86 "arch=x86_64;os=linux"
static const int32_t today = 20261101;

static const char *usd(const cost_catalog_t *book, const char *service, const char *dimension, const char *variant,
                       const char *region)
{
    static char text[COST_RATE_TEXT_SIZE];
    cost_price_t price;
    if (!cost_catalog_find_price(book, service, dimension, variant, region, today, &price))
        return "none";
    return cost_rate_text(cost_catalog_tier(book, &price, 0).rate, text);
}

START_TEST(replaces_a_key)
{
    overlay_write("mine.csv", SHORT_HEAD "fargate,vcpu_hours," X86 ",us-east-1,vCPU-hour,0,0.0300\n"
                                         "aaa,first,,us-east-1,hour,0,1\n"
                                         "zzz,last,,us-east-1,hour,0,2\n");
    cost_catalog_t *book = overlay_open("mine.csv");
    ck_assert_str_eq(usd(book, "fargate", "vcpu_hours", X86, "us-east-1"), "0.0300");
    ck_assert_str_ne(usd(book, "fargate", "vcpu_hours", X86, "eu-west-1"), "none");
    ck_assert_str_eq(usd(book, "fargate", "gb_hours", X86, "us-east-1"), "0.004445");
    ck_assert_str_eq(usd(book, "aaa", "first", "", "us-east-1"), "1");
    ck_assert_str_eq(usd(book, "zzz", "last", "", "us-east-1"), "2");
    ck_assert_uint_eq(cost_catalog_price_count(book), cost_book_row_count + 2);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(replaces_all_tiers_and_versions)
{
    overlay_write("mine.csv", SHORT_HEAD "cloudfront,transfer_out,geo=us-mexico,global,GB,0,0.05\n");
    cost_catalog_t *book = overlay_open("mine.csv");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "cloudfront", "transfer_out", "geo=us-mexico", "global", today, &price));
    ck_assert_uint_eq(price.tier_count, 1);
    ck_assert(price.overlay);
    ck_assert_uint_eq(cost_catalog_price_count(book), cost_book_row_count - 6);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(defaults)
{
    overlay_write("mine.csv", "price_usd,unit,region,dimension,service\n0.5,hour,eu-west-1,d,test\n");
    cost_catalog_t *book = overlay_open("mine.csv");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "test", "d", "", "eu-west-1", today, &price));
    ck_assert_str_eq(price.variant, "");
    ck_assert_str_eq(price.usage_type, "");
    ck_assert_int_eq(price.model, COST_MODEL_GRADUATED);
    ck_assert_str_eq(price.model_argument, "");
    ck_assert_int_eq(price.observed, cost_book_date);
    ck_assert_int_eq(price.confidence, COST_CONFIDENCE_MEDIUM);
    ck_assert_str_eq(price.source_id, "overlay");
    ck_assert_str_eq(price.source_url, "");
    ck_assert(cost_catalog_tier(book, &price, 0).from_micro == 0);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(sorts_for_the_user)
{
    overlay_write("mine.csv", SHORT_HEAD "test,d,\"os=linux; arch=x86_64\",us-east-1,GB,500,1\n"
                                         "test,a,b=1;a-b=2;a=3,us-east-1,hour,0,7\n"
                                         "test,d,arch=x86_64;os=linux,us-east-1,GB,0,3\n"
                                         "test,d,arch=x86_64 ; os=linux,us-east-1,GB,20.25,2\n");
    cost_catalog_t *book = overlay_open("mine.csv");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "test", "d", X86, "us-east-1", today, &price));
    ck_assert_uint_eq(price.tier_count, 3);
    ck_assert(cost_catalog_tier(book, &price, 0).from_micro == 0);
    ck_assert(cost_catalog_tier(book, &price, 1).from_micro == 20250000);
    ck_assert(cost_catalog_tier(book, &price, 2).from_micro == 500000000);
    ck_assert_str_eq(usd(book, "test", "a", "a=3;a-b=2;b=1", "us-east-1"), "7");
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(refuses_cells)
{
    overlay_write("prices.csv", PRICES_HEAD "a,b,,us-east-1,,hour,0,\"0,0416\",graduated,,,,high,s\n"
                                            "a,b,,us-east-1,,vCPU-hr,0,1,,,,,,\n"
                                            "a,b,,us-east-1,,quux,0,1,,,,,,\n"
                                            "a,b,,us-east-1,,hour,1e3,-1,,,,,,\n"
                                            "a,b,,us-east-1,,hour,-1,1,,,,,,\n"
                                            "a,b,x86_64,us-east-1,,hour,0,1,flat,2026-13,2026-02-30,26-1,sure,\n"
                                            "a,b,a=1;a=2,us-east-1,,hour,0,1,net_of:,2026,,,,\n"
                                            ",,a=,,,,0,,,,,,,\n"
                                            "a,b,,us-east-1,,hour,0,1,,,2026-02,2026-02-01,,\n");
    static const char *const problems[] = {
        "prices.csv:2:8: \"0,0416\" is not a price such as 0.0000166667",
        "prices.csv:3:6: \"vCPU-hr\" is not a known unit; did you mean \"vCPU-hour\"?",
        "prices.csv:4:6: \"quux\" is not a known unit such as vCPU-hour or 1M-requests",
        "prices.csv:5:7: \"1e3\" is not where a tier begins, such as 0 or 10240",
        "prices.csv:5:8: \"-1\" is not a price such as 0.0000166667",
        "prices.csv:6:7: -1 is outside 0 to 9223372036854",
        "prices.csv:7:3: \"x86_64\" is not a variant such as arch=x86_64;os=linux",
        "prices.csv:7:9: \"flat\" is not a price model: graduated, flat_plan, percent_of_bill or net_of:DIMENSION",
        "prices.csv:7:10: \"2026-13\" is not a date such as 2026-09 or 2026-09-28",
        "prices.csv:7:11: \"2026-02-30\" is not a date such as 2026-09 or 2026-09-28",
        "prices.csv:7:12: \"26-1\" is not a date such as 2026-09 or 2026-09-28",
        "prices.csv:7:13: \"sure\" is not a confidence: low, medium or high",
        "prices.csv:8:3: \"a=1;a=2\" names a twice",
        "prices.csv:8:9: \"net_of:\" is not a price model: graduated, flat_plan, percent_of_bill or net_of:DIMENSION",
        "prices.csv:8:10: \"2026\" is not a date such as 2026-09 or 2026-09-28",
        "prices.csv:9:1: service is missing",
        "prices.csv:9:2: dimension is missing",
        "prices.csv:9:3: \"a=\" is not a variant such as arch=x86_64;os=linux",
        "prices.csv:9:4: region is missing",
        "prices.csv:9:6: unit is missing",
        "prices.csv:9:8: price_usd is missing",
        "prices.csv:10:12: valid_to 2026-02-01 is not after valid_from 2026-02",
        NULL};
    overlay_refused("prices.csv", COST_ERR_SCHEMA, problems);
    overlay_refused("", COST_ERR_SCHEMA, problems);
}
END_TEST

START_TEST(refuses_columns)
{
    overlay_write("p.csv", "service,dimension,region,unit,price\na,b,us-east-1,hour,1\n");
    overlay_refused(
        "p.csv", COST_ERR_SCHEMA,
        (const char *const[]){"p.csv:1:5: \"price\" is not a column of prices.csv; did you mean \"price_usd\"?",
                              "p.csv:1: the column price_usd is missing", NULL});
    overlay_write("p.csv", "service,dimension,regoin,unit,price_us,comment\n");
    overlay_refused("p.csv", COST_ERR_SCHEMA,
                    (const char *const[]){
                        "p.csv:1:3: \"regoin\" is not a column of prices.csv; did you mean \"region\"?",
                        "p.csv:1:5: \"price_us\" is not a column of prices.csv; did you mean "
                        "\"price_usd\"?",
                        "p.csv:1:6: \"comment\" is not a column of prices.csv", "p.csv:1: the column region is missing",
                        "p.csv:1: the column price_usd is missing", NULL});
}
END_TEST

START_TEST(refuses_repetition)
{
    overlay_write("p.csv", SHORT_HEAD "a,b,,us-east-1,hour,0,1\na,c,,us-east-1,hour,0,1\na,b,,us-east-1,hour,0,2\n");
    overlay_refused("p.csv", COST_ERR_SCHEMA,
                    (const char *const[]){"p.csv:4: this repeats line 2: the same price, dates and tier", NULL});
    overlay_clean();
    overlay_write("regions.csv", "region\nus-moon-1\nus-moon-1\n");
    overlay_refused("", COST_ERR_SCHEMA,
                    (const char *const[]){"regions.csv:3: this repeats line 2: the same key", NULL});
}
END_TEST

START_TEST(refuses_broken_tiers)
{
    overlay_write("p.csv", SHORT_HEAD "a,b,k=v,us-east-1,GB,10,1\na,b,k=v,us-east-1,GB,20,0.5\n"
                                      "a,c,,us-east-1,GB,0,1\na,c,,us-east-1,GB-month,10,1\n");
    overlay_refused("p.csv", COST_ERR_RANGE,
                    (const char *const[]){"p.csv:2: a b k=v in us-east-1: the first tier begins at 10, not at 0 (the "
                                          "tiers of a price share their dates)",
                                          "p.csv:5: a c in us-east-1: the tier from 10 is per GB-month, the first one "
                                          "per GB",
                                          NULL});
    overlay_write("p.csv", "service,dimension,region,unit,tier_from,price_usd,model\n"
                           "a,c,us-east-1,GB,0,1,flat_plan\na,c,us-east-1,GB,10,1,graduated\n");
    overlay_refused(
        "p.csv", COST_ERR_SCHEMA,
        (const char *const[]){"p.csv:3: a c in us-east-1: the tier from 10 has another model than the first "
                              "one",
                              NULL});
}
END_TEST

START_TEST(json)
{
    overlay_write("b.json",
                  "{\"prices\": [\n"
                  "  {\"service\": \"test\", \"dimension\": \"d\", \"variant\": \"b=1;a=2\",\n"
                  "   \"region\": \"us-east-1\", \"unit\": \"GB\", \"tier_from\": 0, \"price_usd\": \"0.10\"},\n"
                  "  {\"service\": \"test\", \"dimension\": \"d\", \"variant\": \"a=2;b=1\", \"model\": null,\n"
                  "   \"region\": \"us-east-1\", \"unit\": \"GB\", \"tier_from\": \"2.5\", \"price_usd\": \"0\"}]}\n");
    cost_catalog_t *book = overlay_open("b.json");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "test", "d", "a=2;b=1", "us-east-1", today, &price));
    ck_assert_uint_eq(price.tier_count, 2);
    ck_assert(cost_catalog_tier(book, &price, 1).from_micro == 2500000);
    ck_assert_str_eq(usd(book, "test", "d", "a=2;b=1", "us-east-1"), "0.10");
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(json_by_its_look)
{
    overlay_write("b", " {\"prices\": []}");
    cost_catalog_destroy(overlay_open("b"));
}
END_TEST

START_TEST(refuses_json)
{
    overlay_write("b.json", "{\"prices\": [\n"
                            "{\"service\": \"a\", \"dimension\": \"b\", \"region\": \"us-east-1\",\n"
                            " \"unit\": \"hour\", \"price_usd\": 0.0416},\n"
                            "{\"service\": \"a\", \"dimension\": [\"b\"], \"region\": \"us-east-1\",\n"
                            " \"unit\": \"hour\", \"price_us\": \"1\"},\n"
                            "7,\n"
                            "{\"service\": \"a\", \"dimension\": \"b\", \"region\": \"us-east-1\",\n"
                            " \"unit\": \"hours!\", \"price_usd\": \"one\", \"zzz\": 1}],\n"
                            "\"rules\": []}\n");
    overlay_refused(
        "b.json", COST_ERR_SCHEMA,
        (const char *const[]){
            "b.json:9:1: rules: \"rules\" is not a part of a price book; it has \"prices\" only",
            "b.json:3:31: prices[0].price_usd: a price is text, so that it keeps its digits: write "
            "\"0.0416\" with quotes",
            "b.json:5:18: prices[1].price_us: \"price_us\" is not a field of a price; did you mean "
            "\"price_usd\"?",
            "b.json:4:31: prices[1].dimension: text is expected here, not a list",
            "b.json:4:1: prices[1]: price_usd is missing",
            "b.json:6:1: prices[2]: a price such as {\"service\": ..., \"price_usd\": \"0.0416\"} is expected "
            "here",
            "b.json:8:40: prices[3].zzz: \"zzz\" is not a field of a price",
            "b.json:8:10: prices[3].unit: \"hours!\" is not a known unit; did you mean \"hour\"?",
            "b.json:8:33: prices[3].price_usd: \"one\" is not a price such as 0.0000166667", NULL});
    overlay_write("b.json", "[]");
    overlay_refused("b.json", COST_ERR_SCHEMA,
                    (const char *const[]){"b.json:1:1: a price book such as {\"prices\": [{\"service\": ...}, ...]} is "
                                          "expected here",
                                          NULL});
    overlay_write("b.json", "{\"prices\": {}}");
    overlay_refused("b.json", COST_ERR_SCHEMA,
                    (const char *const[]){"b.json:1:12: prices: a price book such as {\"prices\": [{\"service\": ...}, "
                                          "...]} is expected here",
                                          NULL});
}
END_TEST

START_TEST(directory)
{
    overlay_write("prices.csv", SHORT_HEAD "fargate,vcpu_hours," X86 ",us-moon-1,vCPU-hour,0,0.1\n");
    overlay_write("rules.csv", "service,rule,value\nalb,lcu_new_connections,30\ntest,new,1\n");
    overlay_write("allowances.csv", "id,service,dimensions,amount,unit\nsqs-requests,sqs,requests,5,requests\n"
                                    "mine,fargate,vcpu_hours,10,vCPU-hour\n");
    overlay_write("regions.csv", "region,name,usage_prefix\nus-moon-1,Moon,MOO1\n");
    overlay_write("sizes.csv", "service,os,vcpu,memory_gib_from,memory_gib_to,memory_gib_step\n"
                               "fargate,linux,32,64,240,8\nfargate,linux,4,8,30,1\n");
    overlay_write("specs.csv", "service,item,vcpu,memory_gib,arch,source_id\nrds,db.t3.medium,3,5.5,,\n");
    overlay_write("sources.csv", "id,url,read_on,sha256,how\noverlay,our contract,,,\n");
    overlay_write("README.md", "not a table");
    cost_catalog_t *book = overlay_open("");
    const char *name, *prefix;
    cost_wide_t value;
    cost_price_t price;
    cost_size_t size;
    cost_spec_t spec;
    ck_assert(cost_catalog_find_price(book, "fargate", "vcpu_hours", X86, "us-moon-1", today, &price));
    ck_assert_str_eq(price.source_url, "our contract");
    ck_assert(cost_catalog_find_rule(book, "alb", "lcu_new_connections", today, &value) && value == 30000000);
    ck_assert(cost_catalog_find_rule(book, "test", "new", today, &value) && value == 1000000);
    ck_assert(cost_catalog_find_rule(book, "alb", "lcu_active_connections", today, &value));
    ck_assert_uint_eq(cost_catalog_allowance_count(book), cost_book_allowance_count + 1);
    for (size_t i = 0; i < cost_catalog_allowance_count(book); i++)
        if (strcmp(cost_catalog_allowance(book, i).id, "sqs-requests") == 0)
            ck_assert_str_eq(cost_catalog_allowance(book, i).amount, "5");
    ck_assert(cost_catalog_find_region(book, "us-moon-1", &name, &prefix));
    ck_assert_str_eq(name, "Moon");
    ck_assert_uint_eq(cost_catalog_region_count(book), cost_book_region_count + 1);
    ck_assert(cost_catalog_size(book, "fargate", 0, &size) && size.vcpu_micro == 4000000);
    ck_assert(cost_catalog_size(book, "fargate", 1, &size) && size.vcpu_micro == 32000000);
    ck_assert(cost_catalog_size(book, "fargate", 2, &size));
    ck_assert_str_eq(size.os, "windows");
    ck_assert(cost_catalog_find_spec(book, "rds", "db.t3.medium", &spec) && spec.memory_gib_micro == 5500000);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(directory_overrides)
{
    overlay_write("prices.csv", SHORT_HEAD "test,a,,us-east-1,GB,0,1\ntest,a,,us-east-1,GB,10,0.5\n"
                                           "test,b,,us-east-1,GB,0,1\ntest,c,,us-east-1,GB,0,1\n");
    overlay_write("overrides.csv", PRICES_HEAD "test,a,,us-east-1,,GB,0,7,,,,,,\ntest,b,,us-east-1,,,,,,,,,,\n");
    cost_catalog_t *book = overlay_open("");
    cost_price_t price;
    ck_assert(cost_catalog_find_price(book, "test", "a", "", "us-east-1", today, &price));
    ck_assert_uint_eq(price.tier_count, 1);
    ck_assert_str_eq(usd(book, "test", "a", "", "us-east-1"), "7");
    ck_assert_str_eq(usd(book, "test", "b", "", "us-east-1"), "none");
    ck_assert_str_eq(usd(book, "test", "c", "", "us-east-1"), "1");
    cost_catalog_destroy(book);
    overlay_write("overrides.csv", PRICES_HEAD "test,a,,us-east-1,,,0,7,,,,,,\n");
    overlay_refused("", COST_ERR_SCHEMA, (const char *const[]){"overrides.csv:2:6: unit is missing", NULL});
}
END_TEST

START_TEST(refuses_other_tables)
{
    overlay_write("rules.csv", "service,rule,value\ntest,a,many\ntest,b,\n");
    overlay_write("allowances.csv", "id,service,dimensions,amount,unit\nx,test,d,-1,things\n");
    overlay_write("sizes.csv", "service,vcpu\n");
    overlay_write("sources.csv", "id,uri,url\n");
    overlay_refused(
        "", COST_ERR_SCHEMA,
        (const char *const[]){"rules.csv:2:3: \"many\" is not a number such as 64 or 0.25",
                              "rules.csv:3:3: value is missing", "allowances.csv:2:4: -1 is outside 0 to 9223372036854",
                              "allowances.csv:2:5: \"things\" is not a known unit such as vCPU-hour or 1M-requests",
                              "sizes.csv:1: the column memory_gib_from is missing",
                              "sizes.csv:1: the column memory_gib_to is missing",
                              "sizes.csv:1: the column memory_gib_step is missing",
                              "sources.csv:1:2: \"uri\" is not a column of sources.csv; did you mean \"url\"?", NULL});
}
END_TEST

START_TEST(refuses_what_is_not_there)
{
    cost_catalog_t *book = NULL;
    overlay_refused("", COST_ERR_IO,
                    (const char *const[]){" the directory holds no file of a price book, such as prices.csv", NULL});
    ck_assert_int_eq(cost_catalog_create(&book, "/nonexistent/book.csv", overlay_err), COST_ERR_IO);
    ck_assert_ptr_null(book);
    ck_assert_str_eq(cost_error_file(overlay_err, 0), "/nonexistent/book.csv");
    cost_error_clear(overlay_err);
    ck_assert_int_eq(cost_catalog_create(&book, "", NULL), COST_ERR_IO);
    overlay_write("b.csv", "a,\"b\nc");
    ck_assert_int_eq(cost_catalog_create(&book, overlay_dir, NULL), COST_ERR_IO);
    char path[512];
    ck_assert_int_eq(cost_catalog_create(&book, overlay_path("b.csv", path), NULL), COST_ERR_SYNTAX);
    overlay_write("b.json", "{\"prices\": [");
    ck_assert_int_eq(cost_catalog_create(&book, overlay_path("b.json", path), NULL), COST_ERR_SYNTAX);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {replaces_a_key,
                                  replaces_all_tiers_and_versions,
                                  defaults,
                                  sorts_for_the_user,
                                  refuses_cells,
                                  refuses_columns,
                                  refuses_repetition,
                                  refuses_broken_tiers,
                                  json,
                                  json_by_its_look,
                                  refuses_json,
                                  directory,
                                  directory_overrides,
                                  refuses_other_tables,
                                  refuses_what_is_not_there,
                                  NULL};
    return overlay_suite("overlay", tests);
}
UNIT_MAIN(suite)
