/* Amazon S3 inside: the numbers of its fields, dimensions and rules, and what its files share. */
#ifndef COST_S3_H
#define COST_S3_H

#include "libcost/services/service.h"

enum {
    COST_S3_CLASS,
    COST_S3_STORAGE,
    COST_S3_OBJECTS,
    COST_S3_OBJECT_SIZE,
    COST_S3_TIERS,
    COST_S3_DELETED,
    COST_S3_WRITES,
    COST_S3_PUT_REQUESTS,
    COST_S3_GET_REQUESTS,
    COST_S3_TRANSITIONS,
    COST_S3_RETRIEVED,
    COST_S3_RETRIEVAL_REQUESTS,
    COST_S3_RETRIEVAL_SPEED,
    COST_S3_UPLOADED,
    COST_S3_FIELDS
};
enum { COST_S3_DELETED_SIZE, COST_S3_DELETED_AGE };

/* In the order of the words in s3_fields.c. */
enum {
    COST_S3_STANDARD,
    COST_S3_STANDARD_IA,
    COST_S3_ONEZONE_IA,
    COST_S3_GLACIER_INSTANT,
    COST_S3_GLACIER_FLEXIBLE,
    COST_S3_DEEP_ARCHIVE,
    COST_S3_INTELLIGENT,
    COST_S3_EXPRESS
};
enum { COST_S3_FREQUENT_ACCESS };

enum {
    COST_S3_STORED,
    COST_S3_PUTS,
    COST_S3_GETS,
    COST_S3_TRANSITED,
    COST_S3_RETRIEVAL,
    COST_S3_RESTORES,
    COST_S3_MONITORED,
    COST_S3_UPLOADS
};

enum {
    COST_S3_MINIMUM_IA,
    COST_S3_MINIMUM_ONEZONE,
    COST_S3_MINIMUM_INSTANT,
    COST_S3_DAYS_IA,
    COST_S3_DAYS_ONEZONE,
    COST_S3_DAYS_INSTANT,
    COST_S3_DAYS_FLEXIBLE,
    COST_S3_DAYS_DEEP,
    COST_S3_ARCHIVE_INDEX,
    COST_S3_ARCHIVE_NAME,
    COST_S3_MINIMUM_MONITORED,
    COST_S3_RULES
};

/* s3_fields.c */
extern const cost_field_t cost_s3_fields[COST_S3_FIELDS];
extern const char *const cost_s3_tiers[];
/* The nested name under which bytes of another class than the resource's, S3 Standard, are counted. */
#define COST_S3_NESTED_STANDARD "standard"

static inline int cost_s3_class(const cost_resource_t *resource)
{
    return resource->field[COST_S3_CLASS].choice;
}
/* The two classes whose objects are restored before they can be read. */
static inline bool cost_s3_archive(const cost_resource_t *resource)
{
    return cost_s3_class(resource) == COST_S3_GLACIER_FLEXIBLE || cost_s3_class(resource) == COST_S3_DEEP_ARCHIVE;
}

/* s3_storage.c: bytes and objects over time, with the least sizes and durations of the class. */
cost_status_t cost_s3_meter_storage(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err);
/* s3_requests.c: requests, retrievals, uploads. */
cost_status_t cost_s3_meter_requests(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err);

#endif
