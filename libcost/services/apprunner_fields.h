/* What may be written about an App Runner service.  For its own files only. */
#ifndef COST_APPRUNNER_FIELDS_H
#define COST_APPRUNNER_FIELDS_H

#include "libcost/services/service.h"

enum {
    INSTANCE,
    MIN_SIZE,
    MAX_SIZE,
    MAX_CONCURRENCY,
    RESPONSE_TIME,
    ACTIVE,
    ACTIVATIONS,
    MODE,
    UNPAUSED,
    RESUMES,
    RESUME,
    AUTOMATIC_DEPLOYMENTS,
    BUILDS,
    DEPLOYMENTS,
    APPRUNNER_FIELDS
};
extern const cost_field_t cost_apprunner_fields[APPRUNNER_FIELDS];

enum { INSTANCE_VCPU, INSTANCE_MEMORY };
enum { EVENTS_COUNT, EVENTS_TIME }; /* of activations, builds and deployments */
enum { MODE_PROVISIONED_MINIMUM, MODE_SCHEDULED_PAUSE };

enum { PROVISIONED_GB_HOURS, ACTIVE_GB_HOURS, ACTIVE_VCPU_HOURS, BUILD_MINUTES, AUTOMATIC_DEPLOYMENT_MONTHS };
enum { RULE_MINIMUM_ACTIVE, RULE_MIN_SIZE_MAX, APPRUNNER_RULES };

/* Combinations that the tables cannot say. */
cost_status_t cost_apprunner_check(const cost_resource_t *resource, cost_error_t *err);

#endif
