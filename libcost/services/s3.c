/* Amazon S3: objects of one storage class.  Source: billing-rules, section 10. */
#include "libcost/services/s3.h"

#include <stdio.h>
#include <string.h>

static const cost_dimension_t dimensions[] = {
    [COST_S3_STORED] = {.name = "storage",
                        .unit = "GB-month",
                        .help = "bytes over time; objects below the class's least size, and the rest of its least "
                                "duration, among them"},
    [COST_S3_PUTS] = {.name = "put_requests", .unit = "1k-requests", .help = "PUT, COPY, POST and LIST requests"},
    [COST_S3_GETS] = {.name = "get_requests", .unit = "1k-requests", .help = "GET and all other requests"},
    [COST_S3_TRANSITED] = {.name = "lifecycle_transitions",
                           .unit = "1k-requests",
                           .help = "objects that lifecycle rules move into the class"},
    [COST_S3_RETRIEVAL] = {.name = "retrieval", .unit = "GB", .help = "bytes read or restored"},
    [COST_S3_RESTORES] = {.name = "retrieval_requests",
                          .unit = "1k-requests",
                          .help = "restores from Glacier Flexible Retrieval and Deep Archive"},
    [COST_S3_MONITORED] = {.name = "monitored_objects",
                           .unit = "1k-object-month",
                           .help = "objects of 128 KB and more that Intelligent-Tiering watches"},
    [COST_S3_UPLOADS] = {.name = "uploads", .unit = "GB", .help = "bytes written to Express One Zone"},
};

static const char *const rules[COST_S3_RULES] = {
    [COST_S3_MINIMUM_IA] = "minimum_object_standard_ia",
    [COST_S3_MINIMUM_ONEZONE] = "minimum_object_onezone_ia",
    [COST_S3_MINIMUM_INSTANT] = "minimum_object_glacier_instant_retrieval",
    [COST_S3_DAYS_IA] = "minimum_days_standard_ia",
    [COST_S3_DAYS_ONEZONE] = "minimum_days_onezone_ia",
    [COST_S3_DAYS_INSTANT] = "minimum_days_glacier_instant_retrieval",
    [COST_S3_DAYS_FLEXIBLE] = "minimum_days_glacier_flexible_retrieval",
    [COST_S3_DAYS_DEEP] = "minimum_days_glacier_deep_archive",
    [COST_S3_ARCHIVE_INDEX] = "archive_index",
    [COST_S3_ARCHIVE_NAME] = "archive_name",
    [COST_S3_MINIMUM_MONITORED] = "minimum_monitored_object",
};

/* ---- checks ---- */

static cost_status_t refuse(const cost_resource_t *resource, int field, bool allowed, const char *why,
                            cost_error_t *err)
{
    if (allowed || resource->field[field].given != COST_STATED)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[field].node, "%s", why);
}

static cost_status_t check_size(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *field = resource->field;
    const bool storage = cost_given(&field[COST_S3_STORAGE]), objects = cost_given(&field[COST_S3_OBJECTS]),
               size = cost_given(&field[COST_S3_OBJECT_SIZE]);
    if (storage && objects && size)
        return cost_fail_at(err, COST_ERR_SCHEMA, field[COST_S3_OBJECT_SIZE].node,
                            "goes without storage and objects: two of the three say it all; leave one out");
    if (objects && !storage && !size)
        return cost_fail_at(err, COST_ERR_SCHEMA, field[COST_S3_OBJECTS].node,
                            "needs storage or object_size; write object_size: 500 KB");
    if (size && !storage && !objects)
        return cost_fail_at(err, COST_ERR_SCHEMA, field[COST_S3_OBJECT_SIZE].node,
                            "needs storage or objects; write objects: 10k");
    if (size && field[COST_S3_OBJECT_SIZE].amount.value == 0)
        return cost_fail_at(err, COST_ERR_RANGE, field[COST_S3_OBJECT_SIZE].node,
                            "is no size; write 500 KB, or leave it out");
    return COST_OK;
}

static cost_status_t check_tiers(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *tiers = &resource->field[COST_S3_TIERS];
    const cost_wide_t one = cost_measure_one(COST_MEASURE_RATIO);
    cost_amount_t sum = {.value = 0};
    char text[COST_AMOUNT_TEXT_SIZE];
    if (!cost_given(tiers))
        return COST_OK;
    for (size_t i = 0; i < tiers->entry_count; i++)
        sum.value += tiers->entries[i].values[0].amount.value;
    sum.low = sum.high = sum.value;
    if (sum.value == one)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, tiers->node, "the tiers add up to %s; 100%% is expected",
                        cost_amount_text(&sum, COST_MEASURE_RATIO, text));
}

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    const int class = cost_s3_class(resource);
    const bool archive = cost_s3_archive(resource);
    const bool expedited = !strcmp(resource->field[COST_S3_RETRIEVAL_SPEED].text, "expedited");
    const cost_status_t status[] = {
        check_size(resource, err),
        check_tiers(resource, err),
        refuse(resource, COST_S3_TIERS, class == COST_S3_INTELLIGENT,
               "only intelligent-tiering has tiers; write class: intelligent-tiering, or leave it out", err),
        refuse(resource, COST_S3_RETRIEVED, class != COST_S3_STANDARD && class != COST_S3_INTELLIGENT,
               "reading costs nothing by the byte in this class; leave it out", err),
        refuse(resource, COST_S3_RETRIEVAL_REQUESTS, archive,
               "only Glacier Flexible Retrieval and Deep Archive restore objects; leave it out", err),
        refuse(resource, COST_S3_RETRIEVAL_SPEED, archive,
               "only Glacier Flexible Retrieval and Deep Archive restore objects; leave it out", err),
        refuse(resource, COST_S3_RETRIEVAL_SPEED, class != COST_S3_DEEP_ARCHIVE || !expedited,
               "Deep Archive has no expedited restores; write standard or bulk", err),
        refuse(resource, COST_S3_UPLOADED, class == COST_S3_EXPRESS,
               "only express-one-zone bills written bytes; leave it out", err),
        refuse(resource, COST_S3_TRANSITIONS, class != COST_S3_STANDARD && class != COST_S3_EXPRESS,
               "lifecycle rules move nothing into this class; leave it out", err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- which price ---- */

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    const char *class = resource->field[COST_S3_CLASS].text, *speed = resource->field[COST_S3_RETRIEVAL_SPEED].text;
    const char *tier = nested ? nested : cost_s3_tiers[COST_S3_FREQUENT_ACCESS];
    const bool restored = dimension == COST_S3_RETRIEVAL || dimension == COST_S3_RESTORES;
    if (restored && cost_s3_archive(resource))
        snprintf(out->variant, sizeof out->variant, "class=%s;speed=%s", class, speed);
    else if (dimension == COST_S3_STORED && cost_s3_class(resource) == COST_S3_INTELLIGENT)
        snprintf(out->variant, sizeof out->variant, "class=%s;tier=%s", class, tier);
    else
        snprintf(out->variant, sizeof out->variant, "class=%s", nested ? nested : class);
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    cost_status_t status = cost_s3_meter_storage(resource, flows, out, err);
    return status ? status : cost_s3_meter_requests(resource, flows, out, err);
}

const cost_service_t cost_service_s3 = {
    .name = "s3",
    .title = "Amazon S3",
    .help =
        "Objects of one storage class: bytes over time, requests, and in the colder classes what is read. Those also "
        "have a least size of an object and a least time that it is billed. DELETE requests, data that comes in and "
        "data that CloudFront fetches are free.",
    .source = "billing-rules 10",
    .example = "    class: standard\n    storage: 5 GB\n    from: web\n",
    .fields = cost_s3_fields,
    .field_count = COST_S3_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = check,
    .key = key,
    .meter = meter,
};
