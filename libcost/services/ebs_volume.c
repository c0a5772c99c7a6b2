/* One EBS volume.  Source: https://aws.amazon.com/ebs/pricing/, and billing-rules 0.3.
 *
 * To whoever writes EC2: this file was missing when `ebs` was written, so it is here; change it as you need. */
#include "libcost/services/ebs_volume.h"

#include <stdio.h>

static const cost_wide_t micro = 1000000;

const char *const cost_ebs_types[] = {"gp2", "gp3", "io1", "io2", "st1", "sc1", "magnetic", NULL};

static const char *const variants[] = {"type=gp2", "type=gp3", "type=io1",     "type=io2",
                                       "type=st1", "type=sc1", "type=magnetic"};

cost_ebs_volume_t cost_ebs_volume_of(const cost_value_t *values)
{
    const cost_amount_t *throughput = &values[COST_EBS_VOLUME_THROUGHPUT].amount;
    int64_t seconds = cost_per_seconds(throughput->per);
    return (cost_ebs_volume_t){.type = values[COST_EBS_VOLUME_TYPE].choice,
                               .size = values[COST_EBS_VOLUME_SIZE].amount.value,
                               .iops = values[COST_EBS_VOLUME_IOPS].amount.value,
                               .throughput = seconds > 0 ? throughput->value / seconds : 0};
}

/* ---- checks ---- */

static bool rule_of(cost_wide_t *out, const char *name, const cost_catalog_t *catalog, int32_t date)
{
    return cost_catalog_find_rule(catalog, "ebs", name, date, out);
}

static cost_status_t check_foreign(const cost_value_t *value, bool allowed, const char *type, const char *where,
                                   cost_error_t *err)
{
    if (allowed || !cost_given(value))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, value->node,
                        "cannot be chosen for %s; %s - leave it out, or change the type", type, where);
}

static cost_status_t check_size(const cost_value_t *values, const cost_catalog_t *catalog, int32_t date,
                                cost_error_t *err)
{
    const cost_value_t *size = &values[COST_EBS_VOLUME_SIZE];
    const char *type = values[COST_EBS_VOLUME_TYPE].text;
    char least_rule[32], most_rule[32], least_text[COST_WIDE_TEXT_SIZE], most_text[COST_WIDE_TEXT_SIZE];
    const cost_wide_t gib = (cost_wide_t)1 << 30;
    cost_wide_t least, most;
    snprintf(least_rule, sizeof least_rule, "%s_size_min", type);
    snprintf(most_rule, sizeof most_rule, "%s_size_max", type);
    if (!cost_given(size) || !rule_of(&least, least_rule, catalog, date) || !rule_of(&most, most_rule, catalog, date) ||
        (size->amount.low >= least * gib && size->amount.high <= most * gib))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, size->node, "is outside the %s to %s GiB of one %s volume",
                        cost_wide_decimal(least, micro, 3, least_text), cost_wide_decimal(most, micro, 3, most_text),
                        type);
}

/* `iops_max` and so on: value in 1e-6 of the unit against the rule of the type. */
static cost_status_t check_most(const cost_value_t *value, cost_wide_t stated, cost_wide_t one, const char *what,
                                const char *type, const cost_catalog_t *catalog, int32_t date, cost_error_t *err)
{
    char rule[32], text[COST_WIDE_TEXT_SIZE], most_text[COST_WIDE_TEXT_SIZE];
    cost_wide_t most;
    snprintf(rule, sizeof rule, "%s_max_%s", type, what);
    if (!cost_given(value) || !rule_of(&most, rule, catalog, date) || stated <= most * one)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, value->node, "%s %s is more than the %s that one %s volume can have",
                        cost_wide_decimal(stated, one * micro, 3, text), one == 1 ? "IOPS" : "MiB/s",
                        cost_wide_decimal(most, micro, 3, most_text), type);
}

/* gp3 has its included IOPS at any size. */
static bool may_exceed_ratio(const cost_value_t *values, const cost_catalog_t *catalog, int32_t date)
{
    cost_wide_t included = 0;
    if (values[COST_EBS_VOLUME_TYPE].choice == COST_EBS_GP3)
        rule_of(&included, "gp3_included_iops", catalog, date);
    return values[COST_EBS_VOLUME_IOPS].amount.value <= included;
}

static cost_status_t check_ratio(const cost_value_t *values, const cost_catalog_t *catalog, int32_t date,
                                 cost_error_t *err)
{
    const cost_value_t *iops = &values[COST_EBS_VOLUME_IOPS], *size = &values[COST_EBS_VOLUME_SIZE];
    const char *type = values[COST_EBS_VOLUME_TYPE].text;
    char rule[32], text[COST_WIDE_TEXT_SIZE], size_text[COST_WIDE_TEXT_SIZE], most_text[COST_WIDE_TEXT_SIZE];
    const cost_wide_t gib = (cost_wide_t)1 << 30;
    cost_wide_t most;
    snprintf(rule, sizeof rule, "%s_iops_per_gib_max", type);
    if (!cost_given(iops) || !cost_given(size) || may_exceed_ratio(values, catalog, date) ||
        !rule_of(&most, rule, catalog, date) ||
        cost_wide_compare_products(iops->amount.value, gib * micro, most, size->amount.value) <= 0)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, iops->node, "%s IOPS on %s GiB is more than the %s IOPS per GiB of %s",
                        cost_wide_decimal(iops->amount.value, micro, 3, text),
                        cost_wide_decimal(size->amount.value, gib * micro, 3, size_text),
                        cost_wide_decimal(most, micro, 3, most_text), type);
}

static cost_status_t check_per(const cost_value_t *throughput, cost_error_t *err)
{
    if (!cost_given(throughput) || cost_per_seconds(throughput->amount.per))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, throughput->node, "is not a throughput such as 250 MiB/s");
}

cost_status_t cost_ebs_volume_check(const cost_value_t *values, const cost_catalog_t *catalog, int32_t date,
                                    cost_error_t *err)
{
    const cost_value_t *iops = &values[COST_EBS_VOLUME_IOPS], *throughput = &values[COST_EBS_VOLUME_THROUGHPUT];
    const int type = values[COST_EBS_VOLUME_TYPE].choice;
    const char *name = values[COST_EBS_VOLUME_TYPE].text;
    const cost_ebs_volume_t volume = cost_ebs_volume_of(values);
    const cost_status_t status[] = {
        check_size(values, catalog, date, err),
        check_foreign(iops, type == COST_EBS_GP3 || cost_ebs_provisions(type), name,
                      "gp3, io1 and io2 have provisioned IOPS", err),
        check_foreign(throughput, type == COST_EBS_GP3, name, "only gp3 has provisioned throughput", err),
        check_per(throughput, err),
        check_most(iops, volume.iops, 1, "iops", name, catalog, date, err),
        check_most(throughput, volume.throughput, (cost_wide_t)1 << 20, "throughput", name, catalog, date, err),
        check_ratio(values, catalog, date, err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- counting ---- */

typedef struct {
    cost_ebs_line_t *lines;
    size_t count;
    cost_wide_t seconds;
} lines_t;

static bool put(lines_t *out, const char *dimension, const char *variant, cost_wide_t each)
{
    cost_ebs_line_t *line = &out->lines[out->count];
    *line = (cost_ebs_line_t){.dimension = dimension, .variant = variant};
    if (each <= 0)
        return true;
    out->count++;
    return cost_wide_mul(&line->base, each, out->seconds);
}

static bool put_gp3(lines_t *out, const cost_ebs_volume_t *volume, const cost_catalog_t *catalog, int32_t date)
{
    cost_wide_t iops, throughput;
    return rule_of(&iops, "gp3_included_iops", catalog, date) &&
           rule_of(&throughput, "gp3_included_throughput", catalog, date) &&
           put(out, "iops", "type=gp3", volume->iops - iops) &&
           put(out, "throughput", "type=gp3", volume->throughput - (throughput << 20));
}

/* The tiers of io2 are those of one volume, not of the account: each has a usage type of its own. */
static bool put_io2(lines_t *out, cost_wide_t iops, const cost_catalog_t *catalog, int32_t date)
{
    cost_wide_t second, third;
    if (!rule_of(&second, "io2_tier_2_from", catalog, date) || !rule_of(&third, "io2_tier_3_from", catalog, date))
        return false;
    return put(out, "iops", "type=io2", iops < second ? iops : second) &&
           put(out, "iops", "tier=2;type=io2", (iops < third ? iops : third) - second) &&
           put(out, "iops", "tier=3;type=io2", iops - third);
}

bool cost_ebs_volume_lines(cost_ebs_line_t lines[COST_EBS_LINES], size_t *count, const cost_ebs_volume_t *volume,
                           cost_wide_t seconds, const cost_catalog_t *catalog, int32_t date)
{
    lines_t out = {.lines = lines, .seconds = seconds};
    bool fits = put(&out, "storage", variants[volume->type], volume->size);
    if (fits && volume->type == COST_EBS_GP3)
        fits = put_gp3(&out, volume, catalog, date);
    if (fits && volume->type == COST_EBS_IO1)
        fits = put(&out, "iops", "type=io1", volume->iops);
    if (fits && volume->type == COST_EBS_IO2)
        fits = put_io2(&out, volume->iops, catalog, date);
    *count = out.count;
    return fits;
}
