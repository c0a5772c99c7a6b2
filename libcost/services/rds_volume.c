/* The volume of an RDS instance.  Source: billing-rules 8.4. */
#include "libcost/services/rds_volume.h"

bool cost_rds_provisions_iops(const cost_resource_t *resource)
{
    return cost_rds_volume_type(resource) == COST_RDS_IO1 || cost_rds_volume_type(resource) == COST_RDS_IO2;
}

cost_wide_t cost_rds_throughput(const cost_resource_t *resource)
{
    const cost_amount_t *amount = &cost_rds_volume(resource, COST_RDS_STORAGE_THROUGHPUT)->amount;
    int64_t seconds = cost_per_seconds(amount->per);
    return amount->value / (seconds > 0 ? seconds : 1);
}

cost_rds_gp3_t cost_rds_gp3(const cost_resource_t *resource)
{
    const cost_wide_t *rule = resource->rule;
    bool sqlserver = cost_rds_engine_is(resource, "sqlserver"), oracle = cost_rds_engine_is(resource, "oracle");
    cost_rds_gp3_t gp3;
    gp3.threshold = COST_RDS_GIB * rule[sqlserver ? COST_RDS_GP3_THRESHOLD_SQLSERVER
                                        : oracle  ? COST_RDS_GP3_THRESHOLD_ORACLE
                                                  : COST_RDS_GP3_THRESHOLD];
    gp3.large = cost_rds_volume(resource, COST_RDS_STORAGE_SIZE)->amount.value >= gp3.threshold;
    gp3.iops = rule[sqlserver   ? COST_RDS_GP3_IOPS_SQLSERVER
                    : gp3.large ? COST_RDS_GP3_IOPS_LARGE
                                : COST_RDS_GP3_IOPS_SMALL];
    gp3.iops_max = rule[sqlserver ? COST_RDS_GP3_IOPS_MAX_SQLSERVER : COST_RDS_GP3_IOPS_MAX];
    gp3.throughput = COST_RDS_MIB * rule[sqlserver   ? COST_RDS_GP3_THROUGHPUT_SQLSERVER
                                         : gp3.large ? COST_RDS_GP3_THROUGHPUT_LARGE
                                                     : COST_RDS_GP3_THROUGHPUT_SMALL];
    gp3.throughput_max =
        COST_RDS_MIB * rule[sqlserver ? COST_RDS_GP3_THROUGHPUT_MAX_SQLSERVER : COST_RDS_GP3_THROUGHPUT_MAX];
    return gp3;
}
