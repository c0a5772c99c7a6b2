/* Where CloudFront charges.  Source: the developer guide's PriceClass.md; which class serves what is in rules.csv. */
#include "libcost/services/cloudfront_geography.h"

#include <stdio.h>

enum { FIRST = 0 };
const char *const cost_geographies[COST_GEOGRAPHIES + 1] = {
    "us-mexico",    "canada", "europe-israel-turkey", "south-africa-kenya-nigeria", "middle-east", "japan",
    "asia-pacific", "india",  "south-america",        "australia-new-zealand",      NULL};
const char *const cost_price_classes[] = {"100", "200", "all", NULL};

static const cost_wide_t ratio_one = 1000000000;

void cost_geography_key(const char *name, cost_key_t *key)
{
    snprintf(key->variant, sizeof key->variant, "geo=%s", name ? name : cost_geographies[FIRST]);
}

cost_status_t cost_geography_check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *geography = &r->field[COST_CF_GEOGRAPHY];
    char text[COST_AMOUNT_TEXT_SIZE];
    cost_amount_t sum = {.value = 0};
    for (size_t i = 0; i < geography->entry_count; i++)
        sum.value += geography->entries[i].values[0].amount.value;
    sum.low = sum.high = sum.value;
    if (!cost_given(geography) || sum.value == ratio_one)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, geography->node, "the shares add up to %s; 100%% is expected",
                        cost_amount_text(&sum, COST_MEASURE_RATIO, text));
}

/* ---- price classes ---- */

static bool is_served(const cost_resource_t *r, int geography)
{
    static const cost_wide_t classes[] = {100, 200, 300}; /* what rules.csv calls 100, 200 and all */
    const cost_wide_t micro = 1000000;
    return r->rule[geography] <= classes[r->field[COST_CF_PRICE_CLASS].choice] * micro;
}

static bool first_price(cost_rate_t *out, const cost_resource_t *r, int dimension, int geography)
{
    const char *name = r->service->dimensions[dimension].name;
    cost_key_t key = {.region = "global"};
    cost_price_t price;
    cost_geography_key(cost_geographies[geography], &key);
    if (!cost_catalog_find_price(r->catalog, r->service->name, name, key.variant, key.region, r->date, &price))
        return false;
    *out = cost_catalog_tier(r->catalog, &price, 0).rate;
    return true;
}

/* AWS's rule compares prices, so this does too; it selects a geography and prices nothing. */
static int find_cheapest(const cost_resource_t *r, int dimension)
{
    int best = FIRST;
    cost_rate_t least = {0}, rate;
    bool found = false;
    for (int g = 0; g < COST_GEOGRAPHIES; g++) {
        if (!is_served(r, g) || !first_price(&rate, r, dimension, g))
            continue;
        if (found && cost_rate_compare(rate, least) >= 0)
            continue;
        best = g;
        least = rate;
        found = true;
    }
    return best;
}

cost_status_t cost_geography_warn(const cost_resource_t *r, int dimension, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *geography = &r->field[COST_CF_GEOGRAPHY];
    char text[COST_AMOUNT_TEXT_SIZE];
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < geography->entry_count; i++) {
        const cost_value_t *share = geography->entries[i].values;
        if (is_served(r, share->choice) || !share->amount.value)
            continue;
        status = cost_usage_warn(out, "cloudfront-geography-outside-class", share->node, err,
                                 "no edge of price class %s is in %s; its %s is charged as %s",
                                 r->field[COST_CF_PRICE_CLASS].text, cost_geographies[share->choice],
                                 cost_amount_text(&share->amount, COST_MEASURE_RATIO, text),
                                 cost_geographies[find_cheapest(r, dimension)]);
    }
    return status;
}

/* ---- shares ---- */

/* What is charged where, in 1e-9. */
static void charged_shares(cost_wide_t shares[COST_GEOGRAPHIES], const cost_resource_t *r, int dimension)
{
    const cost_value_t *geography = &r->field[COST_CF_GEOGRAPHY];
    for (int g = 0; g < COST_GEOGRAPHIES; g++)
        shares[g] = 0;
    if (!cost_given(geography))
        shares[FIRST] = ratio_one;
    for (size_t i = 0; i < geography->entry_count; i++) {
        const cost_value_t *share = geography->entries[i].values;
        const int charged = is_served(r, share->choice) ? share->choice : find_cheapest(r, dimension);
        shares[charged] += share->amount.value;
    }
}

cost_status_t cost_geography_add(const cost_resource_t *r, int dimension, cost_wide_t total, cost_usage_t *out,
                                 cost_error_t *err)
{
    cost_wide_t weights[COST_GEOGRAPHIES], parts[COST_GEOGRAPHIES];
    cost_status_t status = COST_OK;
    charged_shares(weights, r, dimension);
    if (!cost_wide_apportion(parts, weights, COST_GEOGRAPHIES, total))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    for (int g = 0; !status && g < COST_GEOGRAPHIES; g++)
        if (weights[g])
            status = cost_usage_add(out, dimension, cost_geographies[g], parts[g], err);
    return status;
}
