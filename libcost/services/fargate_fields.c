#include "libcost/services/fargate_fields.h"

#include "libcost/services/ecs_scaling.h"

#define PRICING "https://aws.amazon.com/fargate/pricing/"
#define GUIDE "ECS developer guide: "
#define SIZES GUIDE "AWS_Fargate.md"
#define STRATEGY GUIDE "cluster-capacity-providers.md"
#define LIFE GUIDE "task-lifecycle.md"
#define ROLLING "ECS API: DeploymentConfiguration"
#define LOAD "model: CPU = rate x time, in flight = rate x response time"
#define WORKER "model: jobs a second = concurrency / job time"
#define SIMULATOR "the simulator of a later version uses it"

static const char *const archs[] = {"x86_64", "arm64", NULL};
static const char *const systems[] = {"linux", "windows", NULL};
static const char *const platforms[] = {"latest", "1.4.0", "1.3.0", "1.0.0", NULL};
static const cost_field_t task_fields[] = {
    [TASK_VCPU] = {.name = "vcpu", .help = "vCPU of one task: 0.25, 0.5, 1, 2, 4, ...", .source = SIZES,
                   .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_VCPU, .exact = true},
    [TASK_MEMORY] = {.name = "memory", .help = "memory of one task; which goes with which vCPU is a table",
                     .source = SIZES, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES, .exact = true},
    [TASK_ARCH] = {.name = "arch", .help = "processor architecture", .kind = COST_KIND_CHOICE, .choices = archs,
                   .fallback = "x86_64"},
    [TASK_OS] = {.name = "os", .help = "operating system family; Windows adds a licence per vCPU-hour",
                 .source = PRICING, .kind = COST_KIND_CHOICE, .choices = systems, .fallback = "linux"},
    [TASK_EPHEMERAL] = {.name = "ephemeral_storage", .help = "ephemeral storage of one task; what exceeds the "
                        "included 20 GiB is billed", .source = GUIDE "fargate-task-storage.md",
                        .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES, .min = "20 GiB", .max = "200 GiB",
                        .fallback = "20 GiB"},
    [TASK_PLATFORM] = {.name = "platform", .help = "platform version", .kind = COST_KIND_CHOICE, .choices = platforms,
                       .fallback = "latest"},
};

enum { ON_DEMAND_FIELDS = PROVIDER_WEIGHT + 1 };
#define BASE_FIELD                                                                                                     \
    {.name = "base", .help = "tasks that this provider gets first", .source = STRATEGY, .kind = COST_KIND_INTEGER,  \
     .max = "100000", .fallback = "0"}
#define WEIGHT_FIELD                                                                                                   \
    {.name = "weight", .help = "its part of the tasks beyond the bases; 0 places none", .source = STRATEGY,         \
     .kind = COST_KIND_INTEGER, .max = "1000", .fallback = "0"}
static const cost_field_t on_demand_fields[ON_DEMAND_FIELDS] = {BASE_FIELD, WEIGHT_FIELD};
static const cost_field_t spot_fields[SPOT_FIELDS] = {
    [PROVIDER_BASE] = BASE_FIELD,
    [PROVIDER_WEIGHT] = WEIGHT_FIELD,
    [SPOT_PRICE] = {.name = "price", .help = "Spot price as a part of the on-demand price, such as 30% to 50%; "
                    "absent: the price book's Spot price", .source = "observed: 30% to 50%", .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_RATIO, .max = "100%"},
    [SPOT_INTERRUPTIONS] = {.name = "interruptions", .help = "part of the Spot tasks that AWS interrupts in a month",
                            .source = "assumption", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO_RATE,
                            .fallback = "5%/month", .later = SIMULATOR},
    [SPOT_SHARED] = {.name = "shared_interruptions", .help = "part of the interruptions that hit all Spot tasks of "
                     "the service at once", .source = "assumption", .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_RATIO, .max = "100%", .fallback = "20%", .later = SIMULATOR},
    [SPOT_WAIT] = {.name = "replacement_wait", .help = "how long Spot capacity is missing after that, on average",
                   .source = "assumption", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                   .fallback = "10 min", .later = SIMULATOR},
};
static const cost_field_t capacity_fields[PROVIDERS] = {
    [ON_DEMAND] = {.name = "fargate", .help = "the provider FARGATE: on demand", .kind = COST_KIND_GROUP,
                   .fields = on_demand_fields, .field_count = COST_COUNT(on_demand_fields)},
    [SPOT] = {.name = "fargate_spot", .help = "the provider FARGATE_SPOT: spare capacity, two minutes' notice",
              .kind = COST_KIND_GROUP, .fields = spot_fields, .field_count = COST_COUNT(spot_fields)},
};

static const cost_field_t memory_fields[] = {
    [MEMORY_BASE] = {.name = "base", .help = "memory that an idle task uses, such as 250 MiB", .source = LOAD,
                     .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES, .later = SIMULATOR},
    [MEMORY_PER_REQUEST] = {.name = "per_request", .help = "memory that each request in flight adds, such as 2 MiB",
                            .source = LOAD, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                            .later = SIMULATOR},
};

static const cost_field_t job_fields[] = {
    {.name = "time", .help = "how long a worker is busy with one job", .source = WORKER,
     .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .later = SIMULATOR, .required = true},
    {.name = "cpu", .help = "CPU time of one job", .source = WORKER, .kind = COST_KIND_AMOUNT,
     .measure = COST_MEASURE_TIME, .later = SIMULATOR},
    {.name = "concurrency", .help = "jobs that one task works on at once", .source = WORKER,
     .kind = COST_KIND_INTEGER, .min = "1", .max = "10000", .fallback = "1", .later = SIMULATOR},
};

static const cost_field_t health_fields[] = {
    [HEALTH_INTERVAL] = {.name = "interval", .help = "time between two health checks of the balancer",
                         .source = "assumption", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                         .max = "300 s", .fallback = "30 s"},
    [HEALTH_HEALTHY] = {.name = "healthy", .help = "checks in a row that a new task must pass", .source = "assumption",
                        .kind = COST_KIND_INTEGER, .max = "10", .fallback = "2"},
};

static const cost_field_t deployment_fields[] = {
    [DEPLOYMENTS_COUNT] = {.name = "count", .help = "how often the service is deployed, such as 20/month",
                           .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE, .noun = "deployments",
                           .required = true},
    [DEPLOYMENTS_MAXIMUM] = {.name = "maximum_percent", .help = "how many tasks may run during a deployment, as a part "
                             "of the desired count", .source = ROLLING, .kind = COST_KIND_AMOUNT,
                             .measure = COST_MEASURE_RATIO, .min = "100%", .max = "200%", .fallback = "200%",
                             .exact = true},
    [DEPLOYMENTS_HEALTHY] = {.name = "minimum_healthy", .help = "how many must stay healthy meanwhile",
                             .source = ROLLING, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO,
                             .max = "100%", .fallback = "100%", .exact = true},
};

static const cost_field_t launch_fields[] = {
    [LAUNCHES_COUNT] = {.name = "count", .help = "how many tasks are started, such as 5/day or 100/month",
                        .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE, .noun = "tasks",
                        .required = true},
    [LAUNCHES_TIME] = {.name = "time", .help = "how long each lives, from the start of the image pull until it has "
                       "stopped; billed by the second with a minimum per task", .source = PRICING,
                       .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .max = "3650 days",
                       .required = true},
};

static const char *const classes[] = {"standard", "infrequent-access", NULL};
static const cost_field_t log_fields[] = {
    [LOGS_PER_REQUEST] = {.name = "per_request", .help = "log data that each request of the load writes, such as 500 B",
                          .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES},
    [LOGS_PER_TASK_HOUR] = {.name = "per_task_hour", .help = "log data that a task writes in an hour besides",
                            .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES},
    [LOGS_RETENTION] = {.name = "retention", .help = "how long the logs are kept, such as 30 days; what is kept is "
                        "billed compressed", .source = "https://aws.amazon.com/cloudwatch/pricing/",
                        .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .max = "3653 days"},
    [LOGS_CLASS] = {.name = "class", .help = "log class", .source = "https://aws.amazon.com/cloudwatch/pricing/",
                    .kind = COST_KIND_CHOICE, .choices = classes, .fallback = "standard"},
};

static const char *const pulls[] = {"nat", "endpoint", "none", NULL};
static const char *const subnets[] = {"public", "private", NULL};

static const char *const insights_modes[] = {"standard", "enhanced", NULL};
static const cost_field_t insights_fields[] = {
    [INSIGHTS_MODE] = {.name = "mode", .help = "standard: billed as custom metrics; enhanced: each task and container too",
                       .kind = COST_KIND_CHOICE, .choices = insights_modes, .required = true},
    [INSIGHTS_CLUSTER] = {.name = "cluster", .help = "the cluster's name: services that share one share its metrics",
                          .kind = COST_KIND_TEXT, .fallback = "default", .source = "ECS: the default cluster"},
    [INSIGHTS_CONTAINERS] = {.name = "containers_per_task", .help = "containers of a task, side-cars included",
                             .kind = COST_KIND_INTEGER, .min = "1", .max = "1000", .fallback = "1",
                             .source = "assumption: no side-cars"},
};

const cost_field_t cost_fargate_fields[FARGATE_FIELDS] = {
    [TASKS] = {.name = "tasks", .help = "how many tasks run; with scaling, how many at the start",
               .kind = COST_KIND_INTEGER, .max = "1000000", .fallback = "1"},
    [TASK] = {.name = "task", .help = "the size of one task", .source = SIZES, .kind = COST_KIND_GROUP,
              .fields = task_fields, .field_count = COST_COUNT(task_fields)},
    [CAPACITY] = {.name = "capacity", .help = "capacity provider strategy; absent: all on FARGATE",
                  .source = STRATEGY, .kind = COST_KIND_GROUP, .fields = capacity_fields,
                  .field_count = COST_COUNT(capacity_fields)},
    [CPU_PER_REQUEST] = {.name = "cpu_per_request", .help = "CPU time of one request, such as 20 ms to 60 ms",
                         .source = LOAD, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                         .later = SIMULATOR},
    [RESPONSE_TIME] = {.name = "response_time", .help = "how long a request is in flight", .source = LOAD,
                       .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .later = SIMULATOR},
    [THREADS] = {.name = "threads", .help = "threads of a task that can use CPU at once; one Node.js process has 1",
                 .source = "assumption: one Node.js process", .kind = COST_KIND_INTEGER, .min = "1", .max = "1024",
                 .fallback = "1"},
    [MEMORY] = {.name = "memory", .help = "memory that a task uses of its size", .kind = COST_KIND_GROUP,
                .fields = memory_fields, .field_count = COST_COUNT(memory_fields)},
    [SUBNETS] = {.name = "subnets", .help = "whether the tasks are in public subnets, each with an address of its own, or in private ones",
                 .source = "https://aws.amazon.com/vpc/pricing/", .kind = COST_KIND_CHOICE, .choices = subnets},
    [PUBLIC_ADDRESS] = {.name = "public_address", .help = "whether each task has a public IPv4 address, when the subnets do not say it",
                        .source = "https://aws.amazon.com/vpc/pricing/", .kind = COST_KIND_SWITCH},
    [AUTOSCALING] = {.name = "scaling", .help = "service auto scaling", .source = GUIDE "service-auto-scaling.md",
                     .kind = COST_KIND_GROUP, .fields = cost_scaling_fields, .field_count = COST_SCALING_FIELDS},
    [JOB] = {.name = "job", .help = "of a queue worker: what one job takes; what comes in are jobs",
             .kind = COST_KIND_GROUP, .fields = job_fields, .field_count = COST_COUNT(job_fields)},
    [IMAGE] = {.name = "image", .help = "compressed size of the container image, from which the start latency follows",
               .source = "measured: 20 s at 55 MB, 35 s at 360 MB", .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_BYTES, .max = "1 TiB"},
    [START] = {.name = "start", .help = "from the start of the image pull until the task runs; when `image` is stated, "
               "that decides unless this is stated too", .source = "AWS, 2026-06-18", .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_TIME, .max = "3600 s", .fallback = "23 s"},
    [WARM_UP] = {.name = "warm_up", .help = "until a running task is at full speed", .source = "assumption: none",
                 .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .later = SIMULATOR},
    [DRAIN] = {.name = "drain", .help = "deregistration delay of the target group: how long a stopping task stays, "
               "when load comes in that is not jobs; stated, it always holds", .source = "load balancer guide",
               .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .max = "3600 s", .fallback = "300 s"},
    [STOP_TIMEOUT] = {.name = "stop_timeout", .help = "how long a container takes to stop after SIGTERM, at most this "
                      "setting", .source = LIFE, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                      .max = "120 s", .fallback = "30 s"},
    [HEALTH_CHECK] = {.name = "health_check", .help = "health check of the target group, before a new task counts",
                      .kind = COST_KIND_GROUP, .fields = health_fields, .field_count = COST_COUNT(health_fields),
                      .fallback = "{}"},
    [DEPLOYMENTS] = {.name = "deployments", .help = "rolling updates: new tasks run beside the old ones for a while",
                     .source = ROLLING, .kind = COST_KIND_GROUP, .fields = deployment_fields,
                     .field_count = COST_COUNT(deployment_fields)},
    [RESTARTS] = {.name = "restarts", .help = "tasks of the service that crash and are replaced, such as 10/month",
                  .source = LIFE, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE,
                  .noun = "restarts"},
    [LAUNCHES] = {.name = "launches", .help = "tasks that are started apart from the service and end by themselves",
                  .source = PRICING, .kind = COST_KIND_GROUP, .fields = launch_fields,
                  .field_count = COST_COUNT(launch_fields)},
    [LOGS] = {.name = "logs", .help = "what the service logs to CloudWatch", .kind = COST_KIND_GROUP,
              .fields = log_fields, .field_count = COST_COUNT(log_fields)},
    [SECRETS] = {.name = "secrets", .help = "secrets of Secrets Manager that each task reads when it starts",
                 .source = GUIDE "specifying-sensitive-data-secrets.md", .kind = COST_KIND_INTEGER, .max = "1000"},
    [PULLS] = {.name = "pulls", .help = "what the image passes when a task in private subnets pulls it: a NAT gateway, "
               "an interface endpoint, or neither, such as the free gateway endpoint of S3, where ECR has its layers",
               .source = "https://aws.amazon.com/vpc/pricing/", .kind = COST_KIND_CHOICE, .choices = pulls},
    [INSIGHTS] = {.name = "container_insights",
                  .help = "Container Insights of its cluster: its metrics are lines of their own",
                  .source = "CloudWatch user guide: Container-Insights-metrics-ECS.md", .kind = COST_KIND_GROUP,
                  .fields = insights_fields, .field_count = COST_COUNT(insights_fields)},
};
