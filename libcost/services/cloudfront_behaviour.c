/* Shares and ratios of cache behaviours, in 1e-9.  Sources: CloudFront developer guide, origin-shield.md (which
 * requests count) and ServingCompressedFiles.md. */
#include "libcost/services/cloudfront_behaviour.h"

enum { COMPRESSION_SHARE, COMPRESSION_RATIO };
static const cost_field_t compression_fields[] = {
    [COMPRESSION_SHARE] = {.name = "share",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_RATIO,
                           .max = "100%",
                           .required = true,
                           .help = "share of the bytes that the edge can compress: text, not images"},
    [COMPRESSION_RATIO] = {.name = "ratio",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_RATIO,
                           .max = "100%",
                           .fallback = "25%",
                           .source = "assumption: text shrinks to a quarter",
                           .help = "what remains of them"},
};

const cost_field_t cost_behaviour_fields[COST_BEHAVIOUR_FIELDS] = {
    [COST_BEHAVIOUR_SHARE] =
        {.name = "share",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_RATIO,
         .max = "100%",
         .exact = true,
         .help = "share of the requests; one behaviour may leave it out and takes what the others leave"},
    [COST_BEHAVIOUR_HIT_RATIO] =
        {.name = "hit_ratio",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_RATIO,
         .max = "100%",
         .fallback = "0%",
         .source = "a behaviour without caching has no hits",
         .help = "share of the GET, HEAD and OPTIONS requests that the edge answers from its cache"},
    [COST_BEHAVIOUR_WRITE_SHARE] = {.name = "write_share",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_RATIO,
                                    .max = "100%",
                                    .fallback = "0%",
                                    .source = "assumption: nothing is written",
                                    .help =
                                        "share of PUT, POST, PATCH and DELETE requests, which always go to the origin "
                                        "and whose bodies are billed"},
    [COST_BEHAVIOUR_OTHER_REGION] = {.name = "other_region",
                                     .kind = COST_KIND_AMOUNT,
                                     .measure = COST_MEASURE_RATIO,
                                     .max = "100%",
                                     .fallback = "100%",
                                     .source = "assumption: the most that Origin Shield can cost",
                                     .help =
                                         "share of the misses that reach Origin Shield from a regional edge cache of "
                                         "another region; only these are billed"},
    [COST_BEHAVIOUR_COMPRESSION] = {.name = "compression",
                                    .kind = COST_KIND_GROUP,
                                    .fields = compression_fields,
                                    .field_count = COST_COUNT(compression_fields),
                                    .help = "compression by the edge; the origin sends its bytes uncompressed"},
};

static const cost_wide_t one = 1000000000;

typedef struct {
    cost_wide_t share, hit, write, other, shrink; /* 1e-9; shrink: what compression takes off the bytes, 1e-18 */
} behaviour_t;

static const cost_value_t *behaviours_of(const cost_resource_t *r)
{
    return &r->field[COST_CF_BEHAVIOURS];
}

size_t cost_behaviour_count(const cost_resource_t *r)
{
    return behaviours_of(r)->entry_count ? behaviours_of(r)->entry_count : 1;
}

/* What the stated shares leave, and how many behaviours state none. */
static cost_wide_t shares_left(const cost_value_t *behaviours, size_t *silent)
{
    cost_wide_t left = one;
    *silent = 0;
    for (size_t i = 0; i < behaviours->entry_count; i++) {
        const cost_value_t *share = &behaviours->entries[i].values[COST_BEHAVIOUR_SHARE];
        if (cost_given(share))
            left -= share->amount.value;
        else
            ++*silent;
    }
    return left;
}

/* The default that the table states, for a distribution without behaviours. */
static cost_wide_t fallback(int field)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    const cost_field_t *of = &cost_behaviour_fields[field];
    return cost_amount_parse(&amount, of->fallback, of->measure, of->noun, why) ? amount.value : 0;
}

static behaviour_t read_behaviour(const cost_resource_t *r, size_t i)
{
    const cost_value_t *all = behaviours_of(r);
    size_t silent;
    if (!all->entry_count)
        return (behaviour_t){.share = one,
                             .hit = fallback(COST_BEHAVIOUR_HIT_RATIO),
                             .write = fallback(COST_BEHAVIOUR_WRITE_SHARE),
                             .other = fallback(COST_BEHAVIOUR_OTHER_REGION)};
    const cost_value_t *values = all->entries[i].values;
    const cost_value_t *compression = &values[COST_BEHAVIOUR_COMPRESSION];
    behaviour_t b = {.share = cost_given(&values[COST_BEHAVIOUR_SHARE]) ? values[COST_BEHAVIOUR_SHARE].amount.value
                                                                        : shares_left(all, &silent),
                     .hit = values[COST_BEHAVIOUR_HIT_RATIO].amount.value,
                     .write = values[COST_BEHAVIOUR_WRITE_SHARE].amount.value,
                     .other = values[COST_BEHAVIOUR_OTHER_REGION].amount.value};
    if (compression->given == COST_STATED)
        b.shrink = compression->values[COMPRESSION_SHARE].amount.value *
                   (one - compression->values[COMPRESSION_RATIO].amount.value);
    return b;
}

/* ---- mixes ---- */

typedef struct {
    cost_wide_t origin, shield, written, sent; /* 1e-27, 1e-36, 1e-18, 1e-27 */
} sums_t;

static void add_behaviour(sums_t *sums, const behaviour_t *b)
{
    const cost_wide_t missed = (one - b->write) * (one - b->hit); /* 1e-18 */
    sums->origin += b->share * (b->write * one + missed);
    sums->shield += b->share * (b->write * one * one + missed * b->other);
    sums->written += b->share * b->write;
    sums->sent += b->share * (one * one - b->shrink);
}

cost_behaviour_mix_t cost_behaviour_mix(const cost_resource_t *r, int port, bool websocket)
{
    sums_t sums = {0};
    for (size_t i = 0; i < cost_behaviour_count(r); i++) {
        behaviour_t b = read_behaviour(r, i);
        if (port >= 0 && i != (size_t)port)
            continue;
        if (websocket)
            b = (behaviour_t){.share = b.share, .write = one};
        add_behaviour(&sums, &b);
    }
    return (cost_behaviour_mix_t){.origin = cost_ratio(sums.origin, one * one * one),
                                  .shield = cost_ratio(sums.shield, one * one * one * one),
                                  .written = cost_ratio(sums.written, one * one),
                                  .sent = cost_ratio(sums.sent, one * one * one)};
}

/* ---- checks ---- */

static cost_status_t check_shares(const cost_value_t *behaviours, cost_error_t *err)
{
    char text[COST_AMOUNT_TEXT_SIZE];
    size_t silent;
    const cost_wide_t left = shares_left(behaviours, &silent);
    const cost_amount_t sum = {.value = one - left, .low = one - left, .high = one - left};
    const char *total = cost_amount_text(&sum, COST_MEASURE_RATIO, text);
    if (silent > 1)
        return cost_fail_at(err, COST_ERR_SCHEMA, behaviours->node,
                            "%zu behaviours have no share; only one may leave it out and take the rest", silent);
    if (left < 0)
        return cost_fail_at(err, COST_ERR_RANGE, behaviours->node, "the shares add up to %s; at most 100%% is possible",
                            total);
    if (left > 0 && !silent)
        return cost_fail_at(
            err, COST_ERR_RANGE, behaviours->node,
            "the shares add up to %s; 100%%, or a behaviour without share that takes the rest, is expected", total);
    if (left == 0 && silent)
        return cost_fail_at(err, COST_ERR_RANGE, behaviours->node,
                            "the shares add up to 100%% and leave nothing for the behaviour without share");
    return COST_OK;
}

cost_status_t cost_behaviour_check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *behaviours = behaviours_of(r);
    cost_status_t status = behaviours->entry_count ? check_shares(behaviours, err) : COST_OK;
    for (size_t i = 0; i < behaviours->entry_count; i++) {
        const cost_value_t *other = &behaviours->entries[i].values[COST_BEHAVIOUR_OTHER_REGION];
        if (other->given != COST_STATED || cost_given(&r->field[COST_CF_ORIGIN_SHIELD]))
            continue;
        cost_status_t useless =
            cost_fail_at(err, COST_ERR_SCHEMA, other->node,
                         "has no effect without Origin Shield; origin_shield: us-east-1 would add it");
        status = status ? status : useless;
    }
    return status;
}
