/* Amazon ECR: what private repositories store.  Source: billing-rules, section 10. */
#include "libcost/services/service_load.h"

enum { STORAGE, IMAGE, IMAGES, NEW_LAYERS };
static const cost_field_t fields[] = {
    [STORAGE] = {.name = "storage",
                 .kind = COST_KIND_AMOUNT,
                 .measure = COST_MEASURE_BYTES,
                 .help = "what the repository stores on average, instead of image and images"},
    [IMAGE] = {.name = "image",
               .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_BYTES,
               .help = "size of one image, compressed as the registry keeps it"},
    [IMAGES] = {.name = "images",
                .kind = COST_KIND_INTEGER,
                .max = "1000000",
                .fallback = "1",
                .help = "how many images are kept: tags, and untagged ones that no lifecycle policy removes",
                .source = "model parameter: a repository that keeps its latest image only"},
    [NEW_LAYERS] = {.name = "new_layers",
                    .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_RATIO,
                    .max = "100%",
                    .fallback = "100%",
                    .help = "share of an image that is not a layer of the one before: layers that images share are "
                            "stored once",
                    .source = "model parameter: billing-rules 10, unique layers; all of an image when left out"},
};

enum { STORED };
static const cost_dimension_t dimensions[] = {
    [STORED] = {.name = "storage", .unit = "GB-month", .help = "unique layers of private repositories"},
};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *storage = &r->field[STORAGE], *image = &r->field[IMAGE];
    if (cost_given(storage) && cost_given(image))
        return cost_fail_at(err, COST_ERR_SCHEMA, image->node,
                            "goes without storage: one of them says how much is stored; leave one out");
    if (!cost_given(image) && r->field[IMAGES].given == COST_STATED)
        return cost_fail_at(err, COST_ERR_SCHEMA, r->field[IMAGES].node,
                            "needs image: the size of one, such as 250 MiB");
    return COST_OK;
}

/* The first image whole, and of each further one what is new. */
static bool stored(cost_wide_t *out, const cost_resource_t *r)
{
    const cost_wide_t image = r->field[IMAGE].amount.value, nano = 1000000000;
    const int64_t images = r->field[IMAGES].integer;
    cost_wide_t rest;
    *out = r->field[STORAGE].amount.value;
    if (cost_given(&r->field[STORAGE]) || images == 0)
        return true;
    return cost_wide_mul_div(&rest, image, r->field[NEW_LAYERS].amount.value * (images - 1), nano) &&
           cost_wide_add(out, image, rest);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_wide_t bytes;
    if (!cost_given(&r->field[STORAGE]) && !cost_given(&r->field[IMAGE]))
        return cost_usage_unpriced(out, STORED, "storage: 2.5 GB, or image: 250 MiB and images: 10", err);
    if (!stored(&bytes, r))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "its images are too large to be counted");
    return cost_usage_add_product(out, STORED, NULL, bytes, cost_existing_seconds(r, flows), err);
}

const cost_service_t cost_service_ecr = {
    .name = "ecr",
    .title = "Amazon ECR",
    .help = "Private image repositories, billed by what they store. Pulls within the Region are free, through a NAT "
            "gateway or an interface endpoint they are bytes of that; pulls from elsewhere are data transfer.",
    .source = "billing-rules 10",
    .example = "    image: 250 MiB\n    images: 10\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .check = check,
    .meter = meter,
};
