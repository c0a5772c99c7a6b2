#include "libcost/catalog/catalog.h"

#include "libcost/catalog/book.h"
#include "overlay_files.h"

#define DATED_HEAD "service,dimension,variant,region,unit,price_usd,observed,valid_from\n"
#define NO_PROBLEM ((const char *const[]){NULL})

/* The findings about the overlay in that file (or the directory, for ""): exactly these.  What there is to find in the
 * default book is another test's matter. */
static void expect(const char *name, cost_status_t status, const char *const *texts)
{
    cost_catalog_t *book = overlay_open(name);
    cost_status_t first = cost_catalog_check(book, overlay_err);
    const size_t skip = strlen(overlay_dir);
    size_t wanted = 0;
    for (size_t i = 0; i < cost_error_count(overlay_err); i++) {
        const char *text = cost_error_text(overlay_err, i);
        if (strncmp(text, overlay_dir, skip) != 0 || strstr(text, "there is no service \"") != NULL)
            continue; /* the books of these tests are of services that nobody knows */
        ck_assert_msg(texts[wanted] != NULL, "one too many: %s", text);
        ck_assert_str_eq(text + skip + 1, texts[wanted]);
        if (wanted++ == 0)
            ck_assert_int_eq(cost_error_status(overlay_err, i), status);
    }
    ck_assert_msg(!texts[wanted], "missing: %s", texts[wanted]);
    ck_assert_int_eq(first != COST_OK, cost_error_count(overlay_err) > 0);
    cost_error_clear(overlay_err);
    cost_catalog_destroy(book);
}

START_TEST(default_book_is_clean)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, overlay_err), COST_OK);
    cost_status_t status = cost_catalog_check(book, overlay_err);
    ck_assert_msg(status == COST_OK, "%s", status ? cost_error_text(overlay_err, 0) : "");
    ck_assert_int_eq(cost_catalog_check(book, NULL), COST_OK);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(regions)
{
    overlay_write("p.csv", SHORT_HEAD "a,b,,us-east1,hour,0,1\na,b,,us-east-1,hour,0,1\na,b,,global,hour,0,1\n"
                                      "a,b,,moon,hour,0,1\n");
    expect("p.csv", COST_ERR_SCHEMA,
           (const char *const[]){"p.csv:2: a b in us-east1: \"us-east1\" is not a known region; did you mean "
                                 "\"us-east-1\"?",
                                 "p.csv:5: a b in moon: \"moon\" is not a known region", NULL});
}
END_TEST

START_TEST(sources)
{
    overlay_write("prices.csv", "service,dimension,region,unit,price_usd,source_id\na,b,us-east-1,hour,1,known\n"
                                "a,c,us-east-1,hour,1,\na,d,us-east-1,hour,1,unknown\n");
    overlay_write("sources.csv", "id,url\nknown,x\n");
    expect("", COST_ERR_SCHEMA,
           (const char *const[]){"prices.csv:4: a d in us-east-1: the source \"unknown\" is not in sources.csv", NULL});
}
END_TEST

START_TEST(multi_az)
{
    overlay_write("p.csv", SHORT_HEAD "rds,instance_hours,class=x;deployment=multi-az;engine=e,us-east-1,hour,0,0.09\n"
                                      "rds,instance_hours,class=x;deployment=single-az;engine=e,us-east-1,hour,0,0.1\n"
                                      "rds,instance_hours,class=y;deployment=multi-az;engine=e,us-east-1,hour,0,0.10\n"
                                      "rds,instance_hours,class=y;deployment=single-az;engine=e,us-east-1,hour,0,0.1\n"
                                      "rds,storage,deployment=multi-az;type=t,us-east-1,GB-month,0,0.1\n"
                                      "rds,storage,deployment=single-az;type=t,us-east-1,GB-month,0,0.2\n"
                                      "rds,iops,deployment=multi-az;type=t,us-east-1,IOPS-month,0,0.1\n"
                                      "rds,iops,deployment=single-az;type=t,us-east-1,IOPS-month,0,0.2\n");
    expect("p.csv", COST_ERR_RANGE,
           (const char *const[]){"p.csv:2: rds instance_hours class=x;deployment=multi-az;engine=e in us-east-1: the "
                                 "Multi-AZ price 0.09 is below the Single-AZ price 0.1",
                                 "p.csv:6: rds storage deployment=multi-az;type=t in us-east-1: the Multi-AZ price 0.1 "
                                 "is below the Single-AZ price 0.2",
                                 NULL});
}
END_TEST

START_TEST(reserved)
{
    overlay_write("p.csv",
                  SHORT_HEAD "a,hours,class=x,us-east-1,hour,0,1.0\n"
                             "a,reserved_hours,class=x;payment=all-upfront;term=1yr,us-east-1,hour,0,1\n"
                             "a,reserved_hours,class=x;payment=no-upfront;term=1yr,us-east-1,hour,0,1.01\n"
                             "a,reserved_hours,class=y;payment=no-upfront;term=1yr,us-east-1,hour,0,9\n"
                             "a,reserved_hours,class=x;payment=no-upfront;term=1yr,us-east-2,hour,0,9\n"
                             "a,recurring_hours,class=x,us-east-1,hour,0,1\n"
                             "a,reserved_recurring_hours,class=x;payment=no-upfront;term=1yr,us-east-1,hour,0,9\n");
    expect("p.csv", COST_ERR_RANGE,
           (const char *const[]){"p.csv:4: a reserved_hours class=x;payment=no-upfront;term=1yr in us-east-1: the "
                                 "reserved price 1.01 is above the on-demand price 1.0",
                                 NULL});
}
END_TEST

START_TEST(spot)
{
    overlay_write("p.csv", SHORT_HEAD "a,hours,k=v,us-east-1,hour,0,1\na,spot_hours,k=v,us-east-1,hour,0,1.1\n"
                                      "a,hours,k=w,us-east-1,hour,0,1\na,spot_hours,k=w,us-east-1,hour,0,0.4\n");
    expect("p.csv", COST_ERR_RANGE,
           (const char *const[]){"p.csv:3: a spot_hours k=v in us-east-1: the Spot price 1.1 is above the on-demand "
                                 "price 1",
                                 NULL});
    overlay_write("p.csv", SHORT_HEAD "fargate,spot_vcpu_hours,arch=x86_64;os=linux,us-east-1,vCPU-hour,0,0.05\n");
    expect("p.csv", COST_ERR_RANGE,
           (const char *const[]){"p.csv:2: fargate spot_vcpu_hours arch=x86_64;os=linux in us-east-1: the Spot price "
                                 "0.05 is above the on-demand price 0.04048",
                                 NULL});
}
END_TEST

START_TEST(moved_prices)
{
    overlay_write("p.csv", DATED_HEAD "a,fell,,us-east-1,hour,1,2025-01,\na,fell,,us-east-1,hour,0.49,2025-02,\n"
                                      "a,rose,,us-east-1,hour,1,2025-01,\na,rose,,us-east-1,hour,1.51,2025-02,\n"
                                      "a,near,,us-east-1,hour,1,2025-01,\na,near,,us-east-1,hour,0.5,2025-02,\n"
                                      "a,near,,us-east-1,hour,0.75,2025-03,\n"
                                      "a,told,,us-east-1,hour,1,2025-01,\na,told,,us-east-1,hour,9,2025-02,2025-02\n");
    expect(
        "p.csv", COST_ERR_RANGE,
        (const char *const[]){"p.csv:3: a fell in us-east-1: the price moved by more than half, from 1 to 0.49; give "
                              "valid_from if that is a documented change",
                              "p.csv:5: a rose in us-east-1: the price moved by more than half, from 1 to 1.51; give "
                              "valid_from if that is a documented change",
                              NULL});
}
END_TEST

/* A price may differ from the default book's as it likes. */
START_TEST(moved_from_the_default)
{
    overlay_write("p.csv", SHORT_HEAD "fargate,vcpu_hours,arch=x86_64;os=linux,us-east-1,vCPU-hour,0,4\n");
    expect("p.csv", COST_OK, NO_PROBLEM);
}
END_TEST

START_TEST(allowances)
{
    overlay_write("allowances.csv", "id,service,dimensions,amount,unit\n"
                                    "good,kms,requests[type=symmetric],10,requests\n"
                                    "bad,kms,requests[type=green]|nothing|requests,10,requests\n");
    expect("", COST_ERR_SCHEMA,
           (const char *const[]){"allowances.csv:3: bad: there is no price of kms requests[type=green]",
                                 "allowances.csv:3: bad: there is no price of kms nothing", NULL});
}
END_TEST

START_TEST(sizes)
{
    overlay_write("sizes.csv", "service,os,vcpu,memory_gib_from,memory_gib_to,memory_gib_step\n"
                               "a,linux,1,2,8,1\na,linux,2,8,4,1\na,linux,4,8,8,0\n");
    expect("", COST_ERR_RANGE,
           (const char *const[]){"sizes.csv:3: a linux: 2 vCPU with 8 to 4 GiB in steps of 1 is no size",
                                 "sizes.csv:4: a linux: 4 vCPU with 8 to 8 GiB in steps of 0 is no size", NULL});
}
END_TEST

/* What an overlay is refused for at the door is looked for in tables of our own making. */
static const char texts[] = "\0svc\0dim\0us-east-1\0hour\0furlong\0global\0x1";
enum { SVC = 1, DIM = 5, USE1 = 9, HOUR = 19, FURLONG = 24, GLOBAL = 32, X1 = 39 };

/* A book of a few price rows, rules, and nothing else but two regions. */
static cost_catalog_t tiny(const cost_book_row_t *rows, size_t row_count, const cost_book_rule_t *rules,
                           size_t rule_count)
{
    static const cost_book_region_t known[] = {{GLOBAL, 0, 0}, {USE1, 0, 0}};
    cost_catalog_t book = {.version = "0"};
    for (int kind = 0; kind < COST_BOOK_KINDS; kind++)
        book.view[kind] = (cost_book_view_t){.kind = (cost_book_kind_t)kind, .base = {.strings = texts}};
    book.view[COST_BOOK_PRICES].base.rows = rows;
    book.view[COST_BOOK_PRICES].base.count = book.view[COST_BOOK_PRICES].count = row_count;
    book.view[COST_BOOK_RULES].base.rows = rules;
    book.view[COST_BOOK_RULES].base.count = book.view[COST_BOOK_RULES].count = rule_count;
    book.view[COST_BOOK_REGIONS].base.rows = known;
    book.view[COST_BOOK_REGIONS].base.count = book.view[COST_BOOK_REGIONS].count = 2;
    return book;
}

START_TEST(tiers_units_and_sources_internal)
{
    const cost_book_row_t rows[] = {
        {.service = SVC, .dimension = DIM, .region = GLOBAL, .unit = HOUR, .source = X1, .tier_from_micro = 1500000},
        {.service = SVC, .dimension = DIM, .region = USE1, .unit = FURLONG},
        {.service = SVC, .dimension = DIM, .region = USE1, .unit = FURLONG, .tier_from_micro = 2000000},
        {.service = SVC, .dimension = DIM, .region = USE1, .unit = FURLONG, .tier_from_micro = 2000000},
        {.service = SVC,
         .dimension = DIM,
         .region = USE1,
         .unit = HOUR,
         .valid_from = 20260101,
         .valid_to = 20260101,
         .tier_from_micro = 0},
    };
    const cost_catalog_t book = tiny(rows, sizeof rows / sizeof *rows, NULL, 0);
    ck_assert_int_eq(cost_catalog_check(&book, overlay_err), COST_ERR_SCHEMA);
    overlay_expect((const char *const[]){
        "pricing/prices.csv: svc dim in global: the source \"x1\" is not in sources.csv",
        "pricing/prices.csv: svc dim in us-east-1: \"furlong\" is not a known unit",
        "pricing/prices.csv: svc dim in us-east-1: has no source",
        "pricing/prices.csv: svc dim in us-east-1: \"furlong\" is not a known unit",
        "pricing/prices.csv: svc dim in us-east-1: has no source",
        "pricing/prices.csv: svc dim in us-east-1: \"furlong\" is not a known unit",
        "pricing/prices.csv: svc dim in us-east-1: has no source",
        "pricing/prices.csv: svc dim in us-east-1: has no source",
        "pricing/prices.csv: svc dim in us-east-1: valid_to is not after valid_from",
        "pricing/prices.csv: svc dim in global: the first tier begins at 1.5, not at 0 (the tiers of a price share "
        "their dates)",
        "pricing/prices.csv: svc dim in us-east-1: the tier from 2 is there twice", NULL});
}
END_TEST

START_TEST(rules_internal)
{
    const cost_book_rule_t rules[] = {{.service = SVC, .rule = DIM, .value = X1, .source = 0},
                                      {.service = SVC, .rule = DIM, .value = X1 + 1, .source = 0},
                                      {.service = SVC, .rule = DIM, .value = X1 + 1, .valid_from = 20260101}};
    const cost_catalog_t book = tiny(NULL, 0, rules, 3);
    ck_assert_int_eq(cost_catalog_check(&book, overlay_err), COST_ERR_SCHEMA);
    overlay_expect((const char *const[]){"pricing/rules.csv: svc dim: is there twice",
                                         "pricing/rules.csv: svc dim: \"x1\" is not a number such as 64 or 0.25",
                                         "pricing/rules.csv: svc dim: has no source",
                                         "pricing/rules.csv: svc dim: has no source",
                                         "pricing/rules.csv: svc dim: has no source", NULL});
}
END_TEST

START_TEST(names)
{
    overlay_write("prices.csv", SHORT_HEAD "fargate,vcpu_hour,arch=arm64;os=linux,us-east-1,vCPU-hour,0,0.03\n"
                                           "fargate,vcpu_hours,cpu=arm64;os=linux,us-east-1,vCPU-hour,0,0.03\n"
                                           "fargate,vcpu_hours,,us-east-1,vCPU-hour,0,0.03\n"
                                           "ec2,instance_hours,instance=m99.large;os=linux,us-east-1,hour,0,0.08\n"
                                           "alb,hours,zone=1,us-east-1,hour,0,0.03\n"
                                           "alb,nothing_like_it,,us-east-1,hour,0,0.03\n");
    overlay_write("rules.csv", "service,rule,value,unit\nalb,zone_min,3,count\nalb,zones_min,3,count\n");
    expect(
        "", COST_ERR_SCHEMA,
        (const char *const[]){
            "prices.csv:2: fargate vcpu_hour arch=arm64;os=linux in us-east-1: there is no dimension \"vcpu_hour\" of "
            "fargate; did you mean \"vcpu_hours\"?",
            "prices.csv:3: fargate vcpu_hours cpu=arm64;os=linux in us-east-1: vcpu_hours has no variant "
            "\"cpu=arm64;os=linux\"; it has such as \"arch=arm64;os=linux\"",
            "prices.csv:4: fargate vcpu_hours in us-east-1: vcpu_hours has no variant \"\"; it has such as "
            "\"arch=arm64;os=linux\"",
            "prices.csv:6: alb hours zone=1 in us-east-1: hours has no variants; leave \"zone=1\" out",
            "prices.csv:7: alb nothing_like_it in us-east-1: there is no dimension \"nothing_like_it\" of alb",
            "rules.csv:2: alb zone_min: there is no rule \"zone_min\" of alb; did you mean \"zones_min\"?", NULL});
    cost_catalog_t *book = overlay_open("");
    const cost_ignored_t ignored = cost_catalog_ignored(book);
    ck_assert_uint_eq(ignored.count, 6);
    ck_assert_int_eq(ignored.line, 2);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(services)
{
    overlay_write("p.csv", SHORT_HEAD "fargat,vcpu_hours,arch=arm64;os=linux,us-east-1,vCPU-hour,0,0.03\n");
    cost_catalog_t *book = overlay_open("p.csv");
    cost_book_unknown_t unknown;
    size_t found = 0;
    for (size_t i = 0; i < cost_catalog_price_count(book); i++) {
        if (!cost_book_unknown(book, COST_BOOK_PRICES, i, &unknown))
            continue;
        found++;
        ck_assert_str_eq(unknown.what, "service");
        ck_assert_str_eq(unknown.name, "fargat");
        ck_assert_str_eq(unknown.near, "fargate");
    }
    ck_assert_uint_eq(found, 1);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(default_book_is_asked_for)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, overlay_err), COST_OK);
    ck_assert_uint_eq(cost_catalog_ignored(book).count, 0);
    cost_catalog_destroy(book);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {default_book_is_clean,
                                  regions,
                                  sources,
                                  multi_az,
                                  reserved,
                                  spot,
                                  moved_prices,
                                  moved_from_the_default,
                                  allowances,
                                  sizes,
                                  tiers_units_and_sources_internal,
                                  rules_internal,
                                  names,
                                  services,
                                  default_book_is_asked_for,
                                  NULL};
    return overlay_suite("book_check", tests);
}
UNIT_MAIN(suite)
