/* AWS Certificate Manager: certificates when they are issued or renewed; those that stay within AWS are free.
 * Source: billing-rules 10; the price list for exportable and private certificates. */
#include <stdio.h>

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

enum { TYPE, NAMES, WILDCARD_NAMES, ISSUANCES };
enum { PUBLIC, EXPORTABLE, PRIVATE };
static const char *const types[] = {[PUBLIC] = "public", [EXPORTABLE] = "exportable", [PRIVATE] = "private", NULL};

static const cost_field_t fields[] = {
    [TYPE] = {.name = "type",
              .kind = COST_KIND_CHOICE,
              .choices = types,
              .fallback = "public",
              .source = "what a balancer or a distribution uses",
              .help = "public: for AWS's own services, free; exportable: a public one whose key you may take away; "
                      "private: of a private CA, for use outside of AWS's services"},
    [NAMES] = {.name = "names",
               .kind = COST_KIND_INTEGER,
               .max = "1000",
               .help = "fully qualified names in an exportable certificate, each billed; one when neither names nor "
                       "wildcard_names is stated"},
    [WILDCARD_NAMES] = {.name = "wildcard_names",
                        .kind = COST_KIND_INTEGER,
                        .max = "1000",
                        .help = "wildcard names such as *.example.com in an exportable certificate, each billed"},
    [ISSUANCES] = {.name = "issuances",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_COUNT_RATE,
                   .noun = "issuance",
                   .help = "how often each certificate is issued or renewed, such as 2/year; once when it is left out "
                           "and `runs` says that the certificate is created"},
};

enum { PUBLIC_CERTIFICATES, EXPORTABLE_CERTIFICATES, PRIVATE_CERTIFICATES };
static const char *const kinds_of_name[] = {"fqdn", "wildcard", NULL};
static const cost_dimension_t dimensions[] = {
    [PUBLIC_CERTIFICATES] = {.name = "public_certificates", .unit = "certificates", .help = "public ones, free"},
    [EXPORTABLE_CERTIFICATES] = {.name = "exportable_certificates",
                                 .unit = "certificates",
                                 .help = "names of exportable ones, at each issuance",
                                 .nested = kinds_of_name},
    [PRIVATE_CERTIFICATES] = {.name = "private_certificates",
                              .unit = "certificates",
                              .help = "private ones, at each issuance"},
};

static const cost_wide_t micro = 1000000;

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (int i = NAMES; i <= WILDCARD_NAMES; i++)
        if (cost_given(&r->field[i]) && r->field[TYPE].choice != EXPORTABLE)
            status = cost_fail_at(err, COST_ERR_SCHEMA, r->field[i].node,
                                  "only exportable certificates are billed by the name; write type: exportable");
    if (cost_given(&r->field[ISSUANCES]) && r->field[TYPE].choice == PUBLIC)
        status = cost_fail_at(err, COST_ERR_SCHEMA, r->field[ISSUANCES].node,
                              "public certificates are free however often they are issued; leave it out, or write "
                              "type: exportable");
    return status;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    (void)r;
    if (dimension == EXPORTABLE_CERTIFICATES)
        snprintf(out->variant, sizeof out->variant, "name=%s", nested ? nested : kinds_of_name[0]);
}

/* Certificates issued in the month, in 1e-6; false when nobody said. */
static cost_status_t find_issued(cost_wide_t *out, bool *known, const cost_resource_t *r, const cost_flows_t *flows,
                                 cost_error_t *err)
{
    *out = 0;
    *known = true;
    if (cost_given(&r->field[ISSUANCES]))
        return cost_stated_total(out, &r->field[ISSUANCES], r, flows, err);
    *known = cost_node_find(r->node, "runs") != NULL;
    for (size_t i = 0; i < flows->exist_count; i++)
        if (flows->exists[i].from > 0)
            *out += r->count * micro;
    return COST_OK;
}

static cost_status_t meter_names(const cost_resource_t *r, cost_wide_t issued, cost_usage_t *out, cost_error_t *err)
{
    int64_t names = r->field[NAMES].integer, wildcards = r->field[WILDCARD_NAMES].integer;
    if (!cost_given(&r->field[NAMES]) && !cost_given(&r->field[WILDCARD_NAMES]))
        names = 1;
    cost_status_t status = cost_usage_add_product(out, EXPORTABLE_CERTIFICATES, kinds_of_name[0], issued, names, err);
    return status ? status
                  : cost_usage_add_product(out, EXPORTABLE_CERTIFICATES, kinds_of_name[1], issued, wildcards, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    static const int of_type[] = {PUBLIC_CERTIFICATES, EXPORTABLE_CERTIFICATES, PRIVATE_CERTIFICATES};
    const int dimension = of_type[r->field[TYPE].choice];
    cost_wide_t issued;
    bool known;
    if (dimension == PUBLIC_CERTIFICATES)
        return cost_usage_add(out, dimension, NULL, r->count * micro, err);
    cost_status_t status = find_issued(&issued, &known, r, flows, err);
    if (status)
        return status;
    if (!known)
        return cost_usage_unpriced(out, dimension, "issuances: 2/year, or runs: {from: 2026-03-02}", err);
    return dimension == EXPORTABLE_CERTIFICATES ? meter_names(r, issued, out, err)
                                                : cost_usage_add(out, dimension, NULL, issued, err);
}

const cost_service_t cost_service_acm = {
    .name = "acm",
    .title = "AWS Certificate Manager",
    .help = "TLS certificates. Public ones that AWS's own services use are free. Exportable ones are billed for each "
            "name, and private ones each, when they are issued and again when they are renewed; nothing is billed in "
            "the months between. Each resource is `count` certificates.",
    .source = "https://aws.amazon.com/certificate-manager/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .check = check,
    .key = key,
    .meter = meter,
};
