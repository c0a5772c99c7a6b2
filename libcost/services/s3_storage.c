/* Amazon S3: storage.  Source: billing-rules, section 10; the additions to archived objects are AWS's documentation. */
#include "libcost/services/s3.h"
#include "libcost/services/service_load.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000, nano = 1000000000;

/* What is stored: bytes (micro-bytes), objects (1e-6, -1 when nobody said), and the least size of one that is billed.
 */
typedef struct {
    cost_wide_t bytes, objects, size, least;
} stored_t;

static const int least_size[] = {[COST_S3_STANDARD] = -1,
                                 [COST_S3_STANDARD_IA] = COST_S3_MINIMUM_IA,
                                 [COST_S3_ONEZONE_IA] = COST_S3_MINIMUM_ONEZONE,
                                 [COST_S3_GLACIER_INSTANT] = COST_S3_MINIMUM_INSTANT,
                                 [COST_S3_GLACIER_FLEXIBLE] = -1,
                                 [COST_S3_DEEP_ARCHIVE] = -1,
                                 [COST_S3_INTELLIGENT] = -1,
                                 [COST_S3_EXPRESS] = -1};
static const int least_days[] = {[COST_S3_STANDARD] = -1,
                                 [COST_S3_STANDARD_IA] = COST_S3_DAYS_IA,
                                 [COST_S3_ONEZONE_IA] = COST_S3_DAYS_ONEZONE,
                                 [COST_S3_GLACIER_INSTANT] = COST_S3_DAYS_INSTANT,
                                 [COST_S3_GLACIER_FLEXIBLE] = COST_S3_DAYS_FLEXIBLE,
                                 [COST_S3_DEEP_ARCHIVE] = COST_S3_DAYS_DEEP,
                                 [COST_S3_INTELLIGENT] = -1,
                                 [COST_S3_EXPRESS] = -1};

/* Any two of storage, objects and object_size give the third; storage alone says nothing of objects. */
static bool find_stored(stored_t *out, const cost_resource_t *resource)
{
    const cost_value_t *storage = &resource->field[COST_S3_STORAGE], *objects = &resource->field[COST_S3_OBJECTS],
                       *size = &resource->field[COST_S3_OBJECT_SIZE];
    const int rule = least_size[cost_s3_class(resource)];
    *out = (stored_t){.bytes = storage->amount.value,
                      .objects = cost_given(objects) ? objects->amount.value : -1,
                      .size = size->amount.value,
                      .least = rule < 0 ? 0 : resource->rule[rule] << 10};
    if (cost_given(storage) && cost_given(objects) && out->objects > 0)
        return cost_wide_mul_div(&out->size, out->bytes, micro, out->objects);
    if (cost_given(storage) && out->size > 0)
        return cost_wide_mul_div(&out->objects, out->bytes, micro, out->size);
    if (!cost_given(storage))
        return cost_wide_mul_div(&out->bytes, out->objects, out->size, micro);
    return true;
}

/* Bytes as they are billed: objects below the least size count as that. */
static bool billed(cost_wide_t *out, const stored_t *stored, cost_wide_t bytes)
{
    *out = bytes;
    return stored->size <= 0 || stored->size >= stored->least ||
           cost_wide_mul_div(out, bytes, stored->least, stored->size);
}

/* ---- what lies there ---- */

/* Intelligent-Tiering: by the shares of its tiers; other classes have one price. */
static cost_status_t add_bytes(const cost_resource_t *resource, cost_usage_t *out, cost_wide_t bytes,
                               cost_wide_t seconds, cost_error_t *err)
{
    const cost_value_t *tiers = &resource->field[COST_S3_TIERS];
    cost_status_t status = COST_OK;
    if (!tiers->entry_count)
        return cost_usage_add_product(out, COST_S3_STORED, NULL, bytes, seconds, err);
    for (size_t i = 0; !status && i < tiers->entry_count; i++) {
        cost_wide_t part;
        if (!cost_wide_mul_div(&part, bytes, tiers->entries[i].values[0].amount.value, nano))
            return cost_fail_at(err, COST_ERR_RANGE, tiers->entries[i].node, "is too large to be counted");
        status = cost_usage_add_product(out, COST_S3_STORED, tiers->entries[i].name, part, seconds, err);
    }
    return status;
}

/* AWS adds an index at the class's own price and a name at that of S3 Standard to each archived object. */
static cost_status_t add_archive(const cost_resource_t *resource, cost_usage_t *out, const stored_t *stored,
                                 cost_wide_t seconds, cost_error_t *err)
{
    cost_wide_t index, name;
    if (!cost_s3_archive(resource) || stored->objects <= 0)
        return COST_OK;
    if (!cost_wide_mul_div(&index, stored->objects, resource->rule[COST_S3_ARCHIVE_INDEX] << 10, micro) ||
        !cost_wide_mul_div(&name, stored->objects, resource->rule[COST_S3_ARCHIVE_NAME] << 10, micro))
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its objects are too many to be counted");
    cost_status_t status = cost_usage_add_product(out, COST_S3_STORED, NULL, index, seconds, err);
    return status ? status : cost_usage_add_product(out, COST_S3_STORED, COST_S3_NESTED_STANDARD, name, seconds, err);
}

static cost_status_t add_monitored(const cost_resource_t *resource, cost_usage_t *out, const stored_t *stored,
                                   cost_wide_t seconds, cost_error_t *err)
{
    if (cost_s3_class(resource) != COST_S3_INTELLIGENT)
        return COST_OK;
    if (stored->objects < 0)
        return cost_usage_unpriced(out, COST_S3_MONITORED, "objects: 1M, or object_size: 1 MiB", err);
    if (stored->size < resource->rule[COST_S3_MINIMUM_MONITORED] << 10)
        return COST_OK;
    return cost_usage_add_product(out, COST_S3_MONITORED, NULL, stored->objects, seconds, err);
}

/* ---- what left too early ---- */

static cost_status_t warn_early(const cost_resource_t *resource, cost_usage_t *out, cost_wide_t days, cost_error_t *err)
{
    char text[COST_WIDE_TEXT_SIZE];
    return cost_usage_warn(out, "s3-early-deletion", resource->field[COST_S3_DELETED].node, err,
                           "what leaves %s before %s days is billed for the rest of them; keep it that long, or choose "
                           "a class without a least duration",
                           resource->field[COST_S3_CLASS].text, cost_wide_decimal(days, micro, 0, text));
}

static cost_status_t add_early(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                               const stored_t *stored, cost_error_t *err)
{
    const cost_value_t *deleted = resource->field[COST_S3_DELETED].values;
    const int rule = least_days[cost_s3_class(resource)];
    cost_wide_t bytes, base;
    if (!cost_given(&resource->field[COST_S3_DELETED]) || rule < 0)
        return COST_OK;
    const cost_wide_t least = resource->rule[rule] * DAY_SECONDS, age = deleted[COST_S3_DELETED_AGE].amount.value;
    if (age >= least)
        return COST_OK;
    cost_status_t status = cost_stated_total(&bytes, &deleted[COST_S3_DELETED_SIZE], resource, flows, err);
    if (status)
        return status;
    if (!billed(&bytes, stored, bytes) || !cost_wide_mul_div(&base, bytes, least - age, micro))
        return cost_fail_at(err, COST_ERR_RANGE, resource->field[COST_S3_DELETED].node, "is too large to be counted");
    status = cost_usage_add(out, COST_S3_STORED, NULL, base, err);
    if (status || base == 0 || cost_usage_stated(out, COST_S3_STORED))
        return status;
    return warn_early(resource, out, resource->rule[rule], err);
}

cost_status_t cost_s3_meter_storage(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_wide_t seconds = cost_existing_seconds(resource, flows);
    stored_t stored;
    cost_wide_t bytes;
    if (!cost_given(&resource->field[COST_S3_STORAGE]) && !cost_given(&resource->field[COST_S3_OBJECTS]))
        return cost_usage_unpriced(out, COST_S3_STORED, "storage: 5 GB, or objects: 10k and object_size: 500 KB", err);
    if (!find_stored(&stored, resource) || !billed(&bytes, &stored, stored.bytes))
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its storage is too large to be counted");
    cost_status_t status = add_bytes(resource, out, bytes, seconds, err);
    if (!status)
        status = add_archive(resource, out, &stored, seconds, err);
    if (!status)
        status = add_monitored(resource, out, &stored, seconds, err);
    return status ? status : add_early(resource, flows, out, &stored, err);
}
