/* What may be written about EC2 instances. */
#include "libcost/services/ec2.h"
#include "libcost/services/ecs_scaling.h"

#define PRICING  "https://aws.amazon.com/ec2/pricing/"
#define GUIDE    "EC2 user guide: "
#define SCALING  "EC2 Auto Scaling user guide: ec2-auto-scaling-mixed-instances-groups"
#define RESERVED GUIDE "reserved-instances-types"

static const char *const systems[] = {[COST_EC2_LINUX] = "linux", [COST_EC2_WINDOWS] = "windows", NULL};
static const char *const tenancies[] = {
    [COST_EC2_SHARED] = "default", [COST_EC2_DEDICATED] = "dedicated", [COST_EC2_HOST] = "host", NULL};
static const char *const offerings[] = {
    [COST_EC2_OFFERING_STANDARD] = "standard", [COST_EC2_OFFERING_CONVERTIBLE] = "convertible", NULL};
static const char *const credits[] = {
    [COST_EC2_CREDITS_UNLIMITED] = "unlimited", [COST_EC2_CREDITS_STANDARD] = "standard", NULL};

#define BASE_FIELD                                                                                                     \
    {                                                                                                                  \
        .name = "base", .help = "instances that are of this kind first, whatever the weights", .source = SCALING,      \
        .kind = COST_KIND_INTEGER, .max = "100000", .fallback = "0"                                                    \
    }
#define WEIGHT_FIELD                                                                                                   \
    {                                                                                                                  \
        .name = "weight", .help = "its part of the instances beyond the bases, such as a percentage; 0: none",         \
        .source = SCALING, .kind = COST_KIND_INTEGER, .max = "1000", .fallback = "0"                                   \
    }

static const cost_field_t on_demand_fields[] = {[COST_EC2_BASE] = BASE_FIELD, [COST_EC2_WEIGHT] = WEIGHT_FIELD};
static const cost_field_t spot_fields[] = {
    [COST_EC2_BASE] = BASE_FIELD,
    [COST_EC2_WEIGHT] = WEIGHT_FIELD,
    [COST_EC2_SPOT_PRICE] = {.name = "price",
                             .help = "Spot price as a part of the on-demand price, such as 30% to 50%; absent: the "
                                     "price book's typical one",
                             .source = GUIDE "using-spot-instances-history",
                             .kind = COST_KIND_AMOUNT,
                             .measure = COST_MEASURE_RATIO,
                             .max = "100%"},
};
#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
static const cost_field_t capacity_fields[] = {
    [COST_EC2_ON_DEMAND] = {.name = "on_demand", .help = "on-demand instances", GROUP(on_demand_fields)},
    [COST_EC2_SPOT] = {.name = "spot",
                       .help = "Spot instances: spare capacity, two minutes' notice",
                       GROUP(spot_fields)},
};

static const cost_field_t reserved_fields[] = {
    [COST_EC2_RESERVED_COUNT] = {.name = "count",
                                 .help = "how many of the on-demand instances are reserved; all of them when left out",
                                 .kind = COST_KIND_INTEGER,
                                 .min = "1"},
    [COST_EC2_RESERVED_TERM] = {.name = "term",
                                .help = "one or three years",
                                .kind = COST_KIND_CHOICE,
                                .choices = cost_reserved_terms},
    [COST_EC2_RESERVED_PAYMENT] = {.name = "payment",
                                   .help = "how much of it is paid upfront",
                                   .kind = COST_KIND_CHOICE,
                                   .choices = cost_reserved_payments},
    [COST_EC2_RESERVED_OFFERING] = {.name = "offering",
                                    .help = "offering class; convertible ones can be exchanged and cost more",
                                    .source = RESERVED,
                                    .kind = COST_KIND_CHOICE,
                                    .choices = offerings,
                                    .fallback = "standard"},
    [COST_EC2_RESERVED_UPFRONT] = {.name = "upfront",
                                   .help = "amortised: spread over the hours of the term; paid: the fee lies behind",
                                   .source = "billing rules 15.2, amortised view",
                                   .kind = COST_KIND_CHOICE,
                                   .choices = cost_reserved_upfronts,
                                   .fallback = "amortised"},
    [COST_EC2_RESERVED_PRICE] = {.name = "price",
                                 .help = "effective price as a part of the on-demand price, such as 63%, for types "
                                         "whose reserved price the book does not have",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_RATIO,
                                 .max = "100%"},
};

static const cost_field_t cpu_fields[] = {
    [COST_EC2_CPU_UTILISATION] = {.name = "utilisation",
                                  .help = "mean CPU utilisation of a running instance; what a T type uses beyond its "
                                          "baseline is billed in the mode unlimited",
                                  .source = GUIDE "burstable-credits-baseline-concepts",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_RATIO,
                                  .max = "100%"},
};

static const cost_field_t volume_fields[] = {
    COST_EBS_VOLUME_ROWS,
    [COST_EC2_VOLUME_REQUESTS] = {.name = "requests",
                                  .help = "I/O requests of a magnetic volume, which are billed",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_COUNT_RATE,
                                  .noun = "requests"},
};

static const cost_field_t launch_fields[] = {
    [COST_EC2_LAUNCHES_COUNT] = {.name = "count",
                                 .help = "how often the `count` instances are launched, such as 5/day",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_COUNT_RATE,
                                 .noun = "launches",
                                 .required = true},
    [COST_EC2_LAUNCHES_TIME] = {.name = "time",
                                .help = "how long each runs until it is terminated; at least a minute is billed",
                                .source = PRICING,
                                .kind = COST_KIND_AMOUNT,
                                .measure = COST_MEASURE_TIME,
                                .max = "3650 days",
                                .required = true},
};

const cost_field_t cost_ec2_fields[COST_EC2_FIELDS] = {
    [COST_EC2_INSTANCE_TYPE] = {.name = "instance_type",
                                .help = "instance type such as t3.medium",
                                .source = PRICING,
                                .kind = COST_KIND_TEXT,
                                .required = true},
    [COST_EC2_OS] = {.name = "os",
                     .help = "operating system, whose licence is in the price",
                     .source = PRICING,
                     .kind = COST_KIND_CHOICE,
                     .choices = systems,
                     .fallback = "linux"},
    [COST_EC2_TENANCY] = {.name = "tenancy",
                          .help = "default: hardware shared with others; dedicated: own hardware at another price; "
                                  "host: on a Dedicated Host, which is billed instead of the instance",
                          .source = GUIDE "dedicated-instance",
                          .kind = COST_KIND_CHOICE,
                          .choices = tenancies,
                          .fallback = "default"},
    [COST_EC2_CAPACITY] = {.name = "capacity",
                           .help = "how the instances are split into on-demand and Spot ones; absent: all on demand",
                           .source = SCALING,
                           GROUP(capacity_fields)},
    [COST_EC2_RESERVED] = {.name = "reserved",
                           .help = "Reserved Instances: billed every hour of the month, used or not",
                           .source = RESERVED,
                           GROUP(reserved_fields)},
    [COST_EC2_CPU] = {.name = "cpu", .help = "how much CPU is used", GROUP(cpu_fields)},
    [COST_EC2_CREDITS] = {.name = "cpu_credits",
                          .help =
                              "credit specification of T types: in the mode standard they are slowed down instead of "
                              "billed; absent: unlimited, and standard for t2",
                          .source = GUIDE "burstable-performance-instances-unlimited-mode-concepts",
                          .kind = COST_KIND_CHOICE,
                          .choices = credits},
    [COST_EC2_ROOT] = {.name = "root",
                       .help = "root volume of each instance",
                       .source = "https://aws.amazon.com/ebs/pricing/",
                       GROUP(volume_fields)},
    [COST_EC2_VOLUMES] = {.name = "volumes",
                          .help = "further EBS volumes of each instance, by name",
                          .source = "https://aws.amazon.com/ebs/pricing/",
                          .kind = COST_KIND_MAP,
                          .fields = volume_fields,
                          .field_count = COST_COUNT(volume_fields)},
    [COST_EC2_MONITORING] = {.name = "detailed_monitoring",
                             .help =
                                 "metrics every minute instead of every five, billed as custom metrics of CloudWatch",
                             .source = "https://aws.amazon.com/cloudwatch/pricing/",
                             .kind = COST_KIND_SWITCH},
    [COST_EC2_PUBLIC_ADDRESS] = {.name = "public_address",
                                 .help = "whether each running instance has a public IPv4 address",
                                 .source = "https://aws.amazon.com/vpc/pricing/",
                                 .kind = COST_KIND_SWITCH},
    [COST_EC2_POLICIES] =
        {.name = "target_tracking_policies",
         .help = "target tracking policies of the Auto Scaling group beside those of `scaling`; each owns "
                 "CloudWatch alarms",
         .source = "EC2 Auto Scaling user guide: as-scaling-target-tracking",
         .kind = COST_KIND_INTEGER,
         .max = "50"},
    [COST_EC2_TERMINATES] = {.name = "terminates",
                             .help =
                                 "whether the schedule terminates instances, as that of an Auto Scaling group does, "
                                 "and with them their volumes; else they are stopped and the volumes stay",
                             .source = GUIDE "Stop_Start",
                             .kind = COST_KIND_SWITCH},
    [COST_EC2_LAUNCHES] = {.name = "launches",
                           .help =
                               "instances that are launched for a while, such as batch jobs, instead of running all "
                               "the time",
                           .source = PRICING,
                           GROUP(launch_fields)},
    [COST_EC2_SCALING] =
        {.name = "scaling",
         .help = "scaling of the Auto Scaling group, of which `count` instances run at the start; with the "
                 "load of `from` they follow it",
         .source = "EC2 Auto Scaling user guide: as-scaling-target-tracking",
         .kind = COST_KIND_GROUP,
         .fields = cost_scaling_fields,
         .field_count = COST_SCALING_FIELDS},
    [COST_EC2_CPU_PER_REQUEST] = {.name = "cpu_per_request",
                                  .help =
                                      "CPU time that one request of the load takes; what the instances cannot serve is "
                                      "lost",
                                  .source = "model: utilisation = rate x CPU time / vCPU",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_TIME,
                                  .max = "3600 s"},
    [COST_EC2_START] = {.name = "start",
                        .help =
                            "with scaling: how long an instance takes until it serves, billed; absent: 90 s, the price "
                            "book's rule",
                        .source = "assumption",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_TIME,
                        .max = "3600 s"},
    [COST_EC2_DRAIN] = {.name = "drain",
                        .help =
                            "with scaling: how long an instance that is taken away waits for its connections, billed; "
                            "absent: 300 s, the price book's rule",
                        .source = "elastic load balancing user guide: deregistration delay",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_TIME,
                        .max = "3600 s"},
};
