/* ilm-cost init: a commented workload file to start from. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

static const char starter[] =
    "# A workload for ilm-cost: what runs on AWS, and what comes in.\n"
    "#   ilm-cost validate FILE        is it well-formed, and does AWS have such things?\n"
    "#   ilm-cost estimate FILE        the bill of a month\n"
    "#   ilm-cost services fargate     what a service may state; ilm-cost services lists them all\n"
    "# Quantities carry their unit: 4 GiB, 35 ms, 70%, 2000/min, 9M/month.  `20 ms to 60 ms` is a range.\n"
    "format: libcost-workload/1\n"
    "workload: my-shop\n"
    "region: us-east-1\n"
    "period: 730h                      # AWS's average month; or 2026-01, or 2026-01..2026-12\n"
    "tags: {env: production}           # stand on every line of the bill\n"
    "\n"
    "traffic:                          # what comes in from outside; a range is drawn by ilm-cost simulate\n"
    "  web: {requests: 6M/month to 12M/month, shape: business-hours, timezone: America/New_York,\n"
    "        request: 2 KiB, response: 45 KiB}\n"
    "\n"
    "resources:                        # what runs; `from` says whence its load comes\n"
    "  alb:\n"
    "    service: alb\n"
    "    from: web\n"
    "    scheme: internet-facing\n"
    "    zones: 2\n"
    "  app:\n"
    "    service: fargate\n"
    "    from: alb\n"
    "    tasks: 2\n"
    "    task: {vcpu: 1, memory: 2 GiB, arch: arm64}\n"
    "    subnets: public\n"
    "    cpu_per_request: 100 ms to 300 ms\n"
    "    scaling: {min: 2, max: 10, policies: {cpu: {metric: cpu, target: 60%}}}\n"
    "  db:\n"
    "    service: rds\n"
    "    engine: postgres\n"
    "    class: db.m7g.large\n"
    "    deployment: multi-az\n"
    "    storage: {type: gp3, size: 100 GiB}\n"
    "    backups: {retention: 7 days, used: 20 GiB, daily_change: 1 GiB}\n"
    "  cache:\n"
    "    service: elasticache\n"
    "    engine: valkey\n"
    "    node: cache.t3.micro\n"
    "\n"
    "budgets:                          # ilm-cost check FILE\n"
    "  month: {limit: 450 USD, confidence: 95%}\n"
    "\n"
    "scenarios:                        # what if?  ilm-cost compare FILE\n"
    "  twice-the-load: {traffic: {web: {requests: 12M/month to 24M/month}}}\n";

int cmd_init(const arguments_t *arguments)
{
    struct stat known;
    const char *file = arguments->operand_count ? arguments->operands[0] : "workload.yaml";
    bool exists = strcmp(file, "-") && (!lstat(file, &known) || errno != ENOENT);
    if (exists && !arguments_given(arguments, OPTION_FORCE)) {
        output_note("%s: exists already; --force would overwrite it", file);
        return FAILED;
    }
    if (!output_file(file, starter, sizeof starter - 1))
        return FAILED;
    if (strcmp(file, "-") && !arguments_given(arguments, OPTION_QUIET))
        output_note("%s: written; now: ilm-cost estimate %s", file, file);
    return DONE;
}
