#!/usr/bin/env python3
"""Make the price book.

    python3 pricing/book.py import FACTS.csv     facts and hand/ -> the imported tables of this directory
    python3 pricing/book.py compile OUT.c        all tables, overrides included -> one C source

`import` reads a file of gathered prices (columns: service, family, item, attributes, region, unit, tier_from, tier_to, price_usd,
as_of, source, confidence) and writes prices.csv, commitments.csv, allowances.csv, specs.csv, sources.csv and not_covered.csv.
Every row of the file must be named in one of the tables below; one that is not stops the import with its file and line.
`compile` reads what lies in this directory and writes constant tables with offsets into one pool of strings, so that a
program that links them has nothing to parse, allocate or relocate.

The same input gives the same output, byte for byte.  What each file and column means is in README.md beside this script.
Python 3.9 or newer; nothing but the standard library.
"""

import argparse
import csv
import hashlib
import re
import sys
from collections import OrderedDict
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent

# --------------------------------------------------------------------------------------------------------------------------------
# Tables: what a row of the facts becomes
# --------------------------------------------------------------------------------------------------------------------------------

# PRICES: one line for each kind of row.  Columns, separated by `|`:
#   facts       service/family/item, and @unit where one item is sold in two units
#   book        service.dimension
#   variant     what selects a price: `key` (attribute of that name), `key<attribute`, or `key:value` (constant)
#   left out    attributes that describe, and select nothing
#   unit        ours, where it is not UNITS[facts unit]
#   usage type  STYLE:text, see USAGE_STYLES; {key} is a value of the variant, {word:key+key} goes through WORDS; empty if not certain
#   options     model=..., region=... (the price holds there, whatever the row says), from=... (documented start)
# A kind may have two lines: then each row becomes two.
PRICES = """
Fargate/on-demand/vcpu-hour                     | fargate.vcpu_hours                | arch os | | | new:Fargate-{fargate:arch+os}vCPU-Hours:perCPU |
Fargate/on-demand/gb-hour                       | fargate.gb_hours                  | arch os | | | new:Fargate-{fargate:arch+os}GB-Hours |
Fargate/on-demand/os-licence-vcpu-hour          | fargate.os_licence_vcpu_hours     | arch os | | | new:Fargate-Windows-OS-Hours:perCPU |
Fargate/on-demand/ephemeral-storage-gb-hour     | fargate.ephemeral_gb_hours        | | included_gb max_gb | | new:Fargate-EphemeralStorage-GB-Hours |
Fargate/spot/vcpu-hour                          | fargate.spot_vcpu_hours           | arch os | | | new:SpotUsage-Fargate-{fargate:arch+os}vCPU-Hours:perCPU |
Fargate/spot/gb-hour                            | fargate.spot_gb_hours             | arch os | | | new:SpotUsage-Fargate-{fargate:arch+os}GB-Hours |

AppRunner/compute/provisioned-gb-hour           | apprunner.provisioned_gb_hours    | | state | | |
AppRunner/compute/active-gb-hour                | apprunner.active_gb_hours         | | state | | |
AppRunner/compute/active-vcpu-hour              | apprunner.active_vcpu_hours       | | state | | |
AppRunner/build/build-minute                    | apprunner.build_minutes           | | | | |
AppRunner/deployment/automatic-deployment       | apprunner.automatic_deployments   | | | | |

ELB/load-balancers/alb-hour                     | alb.hours                         | | type | | old:LoadBalancerUsage |
ELB/load-balancers/alb-lcu-hour                 | alb.lcu_hours                     | | type lcu_new_conn_per_s lcu_active_conn_per_min lcu_gb_per_hour lcu_gb_per_hour_lambda lcu_rule_evals_per_s | | old:LCUUsage |
ELB/load-balancers/alb-reserved-lcu-hour        | alb.reserved_lcu_hours            | | type | | |
ELB/load-balancers/alb-trust-store-hour         | alb.trust_store_hours             | | type | | |
ELB/load-balancers/nlb-hour                     | nlb.hours                         | | type | | old:LoadBalancerUsage |
ELB/load-balancers/nlb-nlcu-hour                | nlb.nlcu_hours                    | | type tcp_new_conn_per_s tcp_active_conn tcp_gb_per_hour udp_new_flows_per_s udp_active_flows udp_gb_per_hour tls_new_conn_per_s tls_active_conn tls_gb_per_hour | | old:LCUUsage |
ELB/load-balancers/clb-hour                     | clb.hours                         | | type | | old:LoadBalancerUsage |
ELB/load-balancers/clb-data-processed           | clb.data_processed                | | type | | old:DataProcessing-Bytes |
ELB/load-balancers/gwlb-hour                    | gwlb.hours                        | | type | | old:LoadBalancerUsage |
ELB/load-balancers/gwlb-glcu-hour               | gwlb.glcu_hours                   | | type | | old:LCUUsage |

CloudFront/data-transfer-out/to-internet        | cloudfront.transfer_out           | geo | | | none:{cloudfront:geo}-DataTransfer-Out-Bytes |
CloudFront/data-transfer-out/to-origin          | cloudfront.transfer_to_origin     | geo | | | none:{cloudfront:geo}-DataTransfer-Out-OBytes |
CloudFront/requests/http-requests               | cloudfront.http_requests          | geo | | | none:{cloudfront:geo}-Requests-Tier1 |
CloudFront/requests/https-requests              | cloudfront.https_requests         | geo | | | none:{cloudfront:geo}-Requests-Tier2-HTTPS |
CloudFront/requests/field-level-encryption-requests | cloudfront.field_level_encryption_requests | | | | |
CloudFront/origin-shield/origin-shield-requests | cloudfront.origin_shield_requests | | | | |
CloudFront/invalidations/invalidation-paths     | cloudfront.invalidation_paths     | | | | none:Invalidations |
CloudFront/functions/function-invocations       | cloudfront.function_invocations   | | | | none:Executions-CloudFrontFunctions |
CloudFront/functions/key-value-store-reads      | cloudfront.key_value_store_reads  | | | | |
CloudFront/lambda-edge/lambda-edge-requests     | cloudfront.lambda_edge_requests   | | | | |
CloudFront/lambda-edge/lambda-edge-duration     | cloudfront.lambda_edge_gb_seconds | | | | |
CloudFront/logs/realtime-log-lines              | cloudfront.realtime_log_lines     | | | | |
CloudFront/certificates/dedicated-ip-custom-ssl | cloudfront.dedicated_ip_certificates | | | | none:SSL-Cert-Custom |
CloudFront/flat-rate-plan/plan-month            | cloudfront.plan_months            | plan | requests_included data_transfer_included dns_queries_included overage distributions apex_domains | plan-month | | model=flat_plan from=2025-11-18

RDS/on-demand/instance-hour                     | rds.instance_hours                | class<instance deployment engine | vcpu memory_gib | | old:{rds:deployment}:{short:class} |
RDS/reserved/effective-instance-hour            | rds.reserved_instance_hours       | class<instance deployment engine payment term | vcpu memory_gib | | |
RDS/reserved/recurring-instance-hour            | rds.reserved_recurring_hours      | class<instance deployment engine payment term | vcpu memory_gib | | |
RDS/storage-and-features/storage                | rds.storage                       | deployment type | | | old:{rds_storage:deployment+type} |
RDS/storage-and-features/provisioned-iops       | rds.iops                          | deployment type | included_iops | | old:{rds_iops:deployment+type} |
RDS/storage-and-features/provisioned-throughput | rds.throughput                    | deployment type | included_mibps | | old:{rds_throughput:deployment+type} |
RDS/storage-and-features/io-requests            | rds.io_requests                   | | type | | old:RDS:StorageIOUsage |
RDS/storage-and-features/backup-storage         | rds.backup_storage                | | free | | old:RDS:ChargedBackupUsage | model=net_of:storage
RDS/storage-and-features/backup-storage         | rds.backup_storage_billable       | | free | | old:RDS:ChargedBackupUsage |
RDS/storage-and-features/rds-proxy@vCPU-hour    | rds.proxy_vcpu_hours              | | minimum_vcpu | | new:RDS:ProxyUsage |
RDS/storage-and-features/rds-proxy@vCPU-hour    | aurora.proxy_vcpu_hours           | | minimum_vcpu | | new:RDS:ProxyUsage |
RDS/storage-and-features/rds-proxy@ACU-hour     | rds.proxy_acu_hours               | | target minimum_acu | | |
RDS/storage-and-features/rds-proxy@ACU-hour     | aurora.proxy_acu_hours            | | target minimum_acu | | |
RDS/storage-and-features/extended-support       | rds.extended_support_vcpu_hours   | year | | | |
RDS/storage-and-features/extended-support       | aurora.extended_support_vcpu_hours | year | | | |
RDS/storage-and-features/cpu-credits            | rds.cpu_credits                   | family | | | |
RDS/storage-and-features/snapshot-export        | rds.snapshot_export               | | | | |
RDS/storage-and-features/performance-insights-api            | rds.performance_insights_requests    | | | | |
RDS/storage-and-features/performance-insights-api            | aurora.performance_insights_requests | | | | |
RDS/storage-and-features/performance-insights-long-retention | rds.performance_insights_vcpu_months | class<instance | | | |

Aurora/on-demand/instance-hour                  | aurora.instance_hours             | class<instance engine storage<storage_config | deployment vcpu memory_gib | | old:{aurora:storage}:{short:class} |
Aurora/reserved/effective-instance-hour         | aurora.reserved_instance_hours    | class<instance engine payment term | deployment vcpu memory_gib | | |
Aurora/cluster/storage                          | aurora.storage                    | storage<storage_config | | | |
Aurora/cluster/io-requests                      | aurora.io_requests                | | storage_config | | old:Aurora:StorageIOUsage |
Aurora/cluster/serverless-v1-acu-hour           | aurora.serverless_v1_acu_hours    | | | | old:Aurora:ServerlessUsage |
Aurora/cluster/serverless-v2-acu-hour           | aurora.acu_hours                  | storage<storage_config | | | old:{aurora_acu:storage} |
Aurora/cluster/backup-storage                   | aurora.backup_storage_billable    | | | | old:Aurora:BackupUsage |
Aurora/cluster/backtrack                        | aurora.backtrack_change_records   | | | | |
Aurora/cluster/cpu-credits                      | aurora.cpu_credits                | family | | | |
Aurora/cluster/snapshot-export                  | aurora.snapshot_export            | | | | |

ElastiCache/on-demand/node-hour                 | elasticache.node_hours            | engine node<instance | vcpu memory_gib | | old:NodeUsage:{node} |
ElastiCache/reserved/effective-node-hour        | elasticache.reserved_node_hours   | engine node<instance payment term | vcpu memory_gib | | |
ElastiCache/backup/backup-storage               | elasticache.backup_storage        | engine | | | |
ElastiCache/serverless/data-storage             | elasticache.data_gb_hours         | engine | minimum_gb | | |
ElastiCache/serverless/ecpu                     | elasticache.ecpus                 | engine | | | |

EC2/on-demand/instance-hour                     | ec2.instance_hours                | instance os | tenancy vcpu memory_gib arch | | old:BoxUsage:{instance} |
EC2/spot-advisor/typical-spot-hour-estimate     | ec2.spot_instance_hours           | instance os | savings_pct interruption_band_pct derived | | old:SpotUsage:{instance} |
EC2/reserved/effective-instance-hour            | ec2.reserved_instance_hours       | instance os payment term | vcpu memory_gib | | |
EC2/cpu-credits/surplus-credit-hour             | ec2.cpu_credits                   | family os | | | old:CPUCredits:{family} |

EBS/volumes/gp2-storage                         | ebs.storage                       | type:gp2 | | | old:EBS:VolumeUsage.gp2 |
EBS/volumes/gp3-storage                         | ebs.storage                       | type:gp3 | | | old:EBS:VolumeUsage.gp3 |
EBS/volumes/io1-storage                         | ebs.storage                       | type:io1 | | | old:EBS:VolumeUsage.piops |
EBS/volumes/io2-storage                         | ebs.storage                       | type:io2 | | | old:EBS:VolumeUsage.io2 |
EBS/volumes/sc1-storage                         | ebs.storage                       | type:sc1 | | | old:EBS:VolumeUsage.sc1 |
EBS/volumes/st1-storage                         | ebs.storage                       | type:st1 | | | old:EBS:VolumeUsage.st1 |
EBS/volumes/magnetic-storage                    | ebs.storage                       | type:magnetic | | | old:EBS:VolumeUsage |
EBS/volumes/gp3-iops-above-3000                 | ebs.iops                          | type:gp3 | | | old:EBS:VolumeP-IOPS.gp3 |
EBS/volumes/io1-iops                            | ebs.iops                          | type:io1 | | | old:EBS:VolumeP-IOPS.piops |
EBS/volumes/io2-iops                            | ebs.iops                          | type:io2 | | | |
EBS/volumes/gp3-throughput-above-125            | ebs.throughput                    | type:gp3 | | | old:EBS:VolumeP-Throughput.gp3 |
EBS/volumes/magnetic-io-requests                | ebs.io_requests                   | | | | old:EBS:VolumeIOUsage |
EBS/snapshots/snapshot-standard-storage         | ebs.snapshot_storage              | | | | old:EBS:SnapshotUsage |
EBS/snapshots/snapshot-archive-storage          | ebs.snapshot_archive_storage      | | | | old:EBS:SnapshotArchiveStorage |
EBS/snapshots/fast-snapshot-restore             | ebs.fast_snapshot_restore_hours   | | | | |
EBS/snapshots/snapshot-list-api                 | ebs.snapshot_list_requests        | | | | |
EBS/snapshots/snapshot-get-api                  | ebs.snapshot_get_units            | | | | |
EBS/snapshots/snapshot-put-api                  | ebs.snapshot_put_units            | | | | |

ECR/private/storage                             | ecr.storage                       | | | | old:TimedStorage-ByteHrs |
EKS/cluster/cluster-hour                        | eks.cluster_hours                 | support | | | |
CloudMap/discovery/namespace-resource           | cloud-map.resources               | | | | |

S3/standard/storage                             | s3.storage   | class:standard | | | old:TimedStorage-ByteHrs |
S3/standard-ia/storage                          | s3.storage   | class:standard-ia | | | old:TimedStorage-SIA-ByteHrs |
S3/onezone-ia/storage                           | s3.storage   | class:onezone-ia | | | old:TimedStorage-ZIA-ByteHrs |
S3/glacier-instant-retrieval/storage            | s3.storage   | class:glacier-instant-retrieval | | | old:TimedStorage-GIR-ByteHrs |
S3/glacier-flexible-retrieval/storage           | s3.storage   | class:glacier-flexible-retrieval | | | old:TimedStorage-GlacierByteHrs |
S3/glacier-deep-archive/storage                 | s3.storage   | class:glacier-deep-archive | | | old:TimedStorage-GDA-ByteHrs |
S3/express-one-zone/storage                     | s3.storage   | class:express-one-zone | | | |
S3/intelligent-tiering/frequent-access-storage  | s3.storage   | class:intelligent-tiering tier:frequent-access | | | old:TimedStorage-INT-FA-ByteHrs |
S3/intelligent-tiering/infrequent-access-storage | s3.storage  | class:intelligent-tiering tier:infrequent-access | | | old:TimedStorage-INT-IA-ByteHrs |
S3/intelligent-tiering/archive-access-storage   | s3.storage   | class:intelligent-tiering tier:archive-access | | | old:TimedStorage-INT-AA-ByteHrs |
S3/intelligent-tiering/deep-archive-access-storage | s3.storage | class:intelligent-tiering tier:deep-archive-access | | | old:TimedStorage-INT-DAA-ByteHrs |
S3/intelligent-tiering/monitoring               | s3.monitored_objects              | class:intelligent-tiering | | | old:Monitoring-Automation-INT |
S3/standard/put-copy-post-list-requests         | s3.put_requests                   | class:standard | | | old:Requests-Tier1 |
S3/standard/get-and-other-requests              | s3.get_requests                   | class:standard | | | old:Requests-Tier2 |
S3/standard-ia/put-copy-post-list-requests      | s3.put_requests                   | class:standard-ia | | | old:Requests-SIA-Tier1 |
S3/standard-ia/get-and-other-requests           | s3.get_requests                   | class:standard-ia | | | old:Requests-SIA-Tier2 |
S3/standard-ia/lifecycle-transition-requests    | s3.lifecycle_transitions          | class:standard-ia | | | |
S3/standard-ia/retrieval                        | s3.retrieval                      | class:standard-ia | | | old:Retrieval-SIA |
S3/onezone-ia/retrieval                         | s3.retrieval                      | class:onezone-ia | | | old:Retrieval-ZIA |
S3/glacier-instant-retrieval/get-and-other-requests | s3.get_requests               | class:glacier-instant-retrieval | | | |
S3/glacier-instant-retrieval/retrieval          | s3.retrieval                      | class:glacier-instant-retrieval | | | |

Lambda/functions/requests                       | lambda.requests                   | arch | | | old:Request{arm:arch} |
Lambda/functions/duration                       | lambda.gb_seconds                 | arch | | | old:Lambda-GB-Second{arm:arch} |
Lambda/functions/provisioned-duration           | lambda.provisioned_gb_seconds     | arch | | | old:Lambda-Provisioned-GB-Second{arm:arch} |
Lambda/functions/provisioned-concurrency        | lambda.provisioned_concurrency_gb_seconds | arch | | | old:Lambda-Provisioned-Concurrency{arm:arch} |
Lambda/functions/ephemeral-storage-above-512mb  | lambda.ephemeral_gb_seconds       | arch | | | old:Lambda-Storage-GB-Second{arm:arch} |
Lambda/functions/response-streaming-bytes       | lambda.response_streamed          | | arch | | |

Amplify/hosting/build-minute                    | amplify.build_minutes             | instance<build_instance | vcpu memory_gib | | |
Amplify/hosting/storage                         | amplify.storage                   | | | | |
Amplify/hosting/data-served                     | amplify.data_served               | | | | |
Amplify/hosting/ssr-request                     | amplify.ssr_requests              | | | | |
Amplify/hosting/ssr-duration                    | amplify.ssr_gb_seconds            | | | | |
Amplify/waf/waf-integration                     | amplify.waf_integrations          | | plus | | |

KMS/keys/customer-managed-key                   | kms.keys                          | | | | region:KMS-Keys |
KMS/requests/symmetric-requests                 | kms.requests                      | type:symmetric | | | region:KMS-Requests |
KMS/requests/asymmetric-requests                | kms.requests                      | type:asymmetric | | | |
KMS/requests/rsa2048-requests                   | kms.requests                      | type:rsa-2048 | | | |
KMS/requests/generatedatakeypair-ecc-requests   | kms.requests                      | type:data-key-pair-ecc | | | |
KMS/requests/generatedatakeypair-rsa-requests   | kms.requests                      | type:data-key-pair-rsa | | | |
SecretsManager/secrets/secret                   | secrets-manager.secrets           | | | | new:AWSSecretsManager-Secrets |
SecretsManager/secrets/api-calls                | secrets-manager.requests          | | | | new:AWSSecretsManagerAPIRequest |
SSM/parameter-store/standard-parameter          | ssm.standard_parameters           | | | | |
SSM/parameter-store/advanced-parameter          | ssm.advanced_parameters           | | | | |
SSM/parameter-store/api-interactions            | ssm.interactions                  | | tier | | |
SSM/managed-instances/on-prem-advanced-instance | ssm.managed_instance_hours        | | | | |
ACM/public/exportable-public-certificate        | acm.exportable_certificates       | name | | | | from=2026-02-18
ACM/public/non-exportable-public-certificate    | acm.public_certificates           | | | | |
ACM/private-ca/private-certificate-first-1000   | acm.private_certificates          | | | | |

Route53/dns/hosted-zone                         | route53.hosted_zones              | | | | none:HostedZone |
Route53/dns/standard-queries                    | route53.queries                   | type:standard | | | none:DNS-Queries |
Route53/dns/latency-queries                     | route53.queries                   | type:latency | | | none:LBR-DNS-Queries |
Route53/dns/geo-queries                         | route53.queries                   | type:geo | | | none:Geo-DNS-Queries |
Route53/health-checks/health-check              | route53.health_checks             | endpoint | | check-month | none:Health-Check-{health:endpoint} |
Route53/health-checks/health-check-optional-feature | route53.health_check_features | endpoint | | feature-month | |
Route53/resolver/resolver-endpoint-eni-hour     | route53.resolver_endpoint_hours   | | | | |
Route53/resolver/resolver-queries               | route53.resolver_queries          | | | | |

APIGateway/http/requests                        | api-gateway.http_requests         | | | | new:ApiGatewayHttpRequest |
APIGateway/rest/requests                        | api-gateway.rest_requests         | | | | new:ApiGatewayRequest |
APIGateway/rest/cache-hour                      | api-gateway.cache_hours           | size_gb<cache_gb | | | |
APIGateway/websocket/messages                   | api-gateway.websocket_messages    | | | | new:ApiGatewayMessage |
APIGateway/websocket/connection-minutes         | api-gateway.websocket_connection_minutes | | | | new:ApiGatewayMinute |

WAF/web-acl/web-acl                             | waf.web_acls                      | | | | |
WAF/web-acl/rule                                | waf.rules                         | | | | |
WAF/web-acl/requests-up-to-1500-wcu             | waf.requests                      | | | | |
WAF/web-acl/requests-per-500-wcu-above-1500     | waf.extra_wcu_requests            | | | | |
WAF/web-acl/requests-per-16kb-body-above-default | waf.extra_body_requests          | | | | |
WAF/web-acl/bot-control-subscription            | waf.bot_control_subscriptions     | | | subscription-month | |
WAF/web-acl/bot-control-common-requests         | waf.bot_control_common_requests   | | | | |
WAF/web-acl/bot-control-targeted-requests       | waf.bot_control_targeted_requests | | | | |
WAF/web-acl/captcha-attempts                    | waf.captcha_attempts              | | | | |
WAF/web-acl/challenge-responses                 | waf.challenge_responses           | | | | |

VPC/nat-gateway/nat-gateway-hour                | nat-gateway.hours                 | | | | old:NatGateway-Hours |
VPC/nat-gateway/nat-gateway-data-processed      | nat-gateway.data_processed        | | | | old:NatGateway-Bytes |
VPC/public-ipv4/public-ipv4-in-use              | public-ipv4.in_use_hours          | | | | old:PublicIPv4:InUseAddress |
VPC/public-ipv4/public-ipv4-idle                | public-ipv4.idle_hours            | | | | old:PublicIPv4:IdleAddress |
VPC/interface-endpoint/endpoint-az-hour         | vpc-endpoint.interface_az_hours   | | | | |
VPC/interface-endpoint/data-processed           | vpc-endpoint.data_processed       | | | | |
VPC/gwlb-endpoint/endpoint-az-hour              | vpc-endpoint.gwlb_az_hours        | | | | |
VPC/gwlb-endpoint/data-processed                | vpc-endpoint.gwlb_data_processed  | | | | |
VPC/transit-gateway/vpc-attachment-hour         | transit-gateway.attachment_hours  | | | | |
VPC/transit-gateway/data-processed              | transit-gateway.data_processed    | | | | |
VPC/vpn/site-to-site-connection-hour            | vpn.connection_hours              | | | | |

DataTransfer/internet-out/to-internet           | data-transfer.internet_out        | | free_gb_per_month_account_wide | | old:DataTransfer-Out-Bytes |
DataTransfer/internet-in/from-internet          | data-transfer.internet_in         | | | | |
DataTransfer/inter-az/per-direction             | data-transfer.inter_az            | | | | old:DataTransfer-Regional-Bytes |
DataTransfer/inter-region/to-other-regions      | data-transfer.inter_region        | to:other | | | |
DataTransfer/inter-region/to-us-east-regions    | data-transfer.inter_region        | to:us-east | | | |
DataTransfer/to-cloudfront/origin-fetch-to-cloudfront | data-transfer.to_cloudfront | | | | | region=global

CloudWatch/metrics/custom-metric                | cloudwatch.metrics                | | | | old:CW:MetricMonitorUsage |
CloudWatch/metrics/api-requests                 | cloudwatch.api_requests           | | | | old:CW:Requests |
CloudWatch/metrics/getmetricdata-metrics        | cloudwatch.getmetricdata_metrics  | | | | |
CloudWatch/metrics/metric-stream-updates        | cloudwatch.metric_stream_updates  | | | | |
CloudWatch/alarms/alarm-metric                  | cloudwatch.alarms                 | resolution | | | old:CW:{alarm:resolution}MonitorUsage |
CloudWatch/alarms/composite-alarm               | cloudwatch.composite_alarms       | | | | |
CloudWatch/dashboards/dashboard                 | cloudwatch.dashboards             | | | | none:DashboardsUsageHour-Basic | region=global
CloudWatch/logs/ingestion                       | cloudwatch.logs_ingested          | class | | | new:{logs:class} |
CloudWatch/logs/storage                         | cloudwatch.logs_stored            | | | | new:TimedStorage-ByteHrs |
CloudWatch/logs/insights-scanned                | cloudwatch.logs_scanned           | | | | new:DataScanned-Bytes |
CloudWatch/logs/vended-ingestion                | cloudwatch.vended_logs_ingested   | class | | | |
CloudWatch/logs/vended-delivery-to-s3           | cloudwatch.vended_logs_to_s3      | | | | |
CloudWatch/logs/data-protection-scanned         | cloudwatch.logs_data_protection_scanned | | | | |
CloudWatch/logs/live-tail                       | cloudwatch.live_tail_minutes      | | | | |
CloudWatch/container-insights/enhanced-metric   | cloudwatch.container_insights_metrics | | platform mode | | |
CloudWatch/container-insights/enhanced-observations | cloudwatch.container_insights_observations | | platform mode | | |
CloudWatch/rum/rum-events                       | cloudwatch.rum_events             | | | | |
CloudWatch/synthetics/canary-run                | cloudwatch.canary_runs            | | | | |
XRay/traces/traces-recorded                     | xray.traces_recorded              | | | | |
XRay/traces/traces-retrieved-or-scanned         | xray.traces_retrieved             | | | | |

EventBridge/event-bus/custom-events             | eventbridge.custom_events         | | | | |
EventBridge/event-bus/third-party-events        | eventbridge.third_party_events    | | | | |
EventBridge/event-bus/schema-discovery          | eventbridge.schema_discovery_events | | | | |
EventBridge/event-bus/archive-processing        | eventbridge.archive_processed     | | | | |
EventBridge/event-bus/archive-storage           | eventbridge.archive_storage       | | | | |
EventBridge/scheduler/scheduler-invocations     | eventbridge.scheduler_invocations | | | | |
SNS/topics/standard-api-requests                | sns.requests                      | type:standard | | | old:Requests-Tier1 |
SNS/topics/fifo-publish-requests                | sns.requests                      | type:fifo | | | |
SNS/topics/fifo-publish-payload                 | sns.fifo_payload                  | | | | |
SNS/topics/email-notifications                  | sns.email_notifications           | | | | old:DeliveryAttempts-SMTP |
SNS/topics/http-notifications                   | sns.http_notifications            | | | | old:DeliveryAttempts-HTTP |
SNS/topics/lambda-notifications                 | sns.lambda_notifications          | | | | old:DeliveryAttempts-LAMBDA |
SNS/topics/sqs-notifications                    | sns.sqs_notifications             | | | | old:DeliveryAttempts-SQS |
SNS/topics/firehose-notifications               | sns.firehose_notifications        | | | | |
SQS/queues/standard-requests                    | sqs.requests                      | type:standard | | | sqs:Requests |
SQS/queues/fifo-requests                        | sqs.requests                      | type:fifo | | | |
StepFunctions/standard/state-transitions        | step-functions.state_transitions  | | | | |
StepFunctions/express/requests                  | step-functions.express_requests   | | | | |
StepFunctions/express/duration                  | step-functions.express_gb_hours   | | | | |
"""

# COMMITMENTS: rates of Savings Plans.  facts | plan | book | variant | left out
COMMITMENTS = """
SavingsPlans/compute-sp-fargate/vcpu-hour              | compute | fargate.vcpu_hours | arch os     |
SavingsPlans/compute-sp-fargate/gb-hour                | compute | fargate.gb_hours   | arch os     |
SavingsPlans/compute-sp-ec2/effective-instance-hour    | compute | ec2.instance_hours | instance os | vcpu memory_gib
"""

# ALLOWANCES: always-free amounts.  facts | id | book dimensions (all of one service) | unit | left out
# A dimension in brackets is only the part with that variant.  A row may become several allowances.
ALLOWANCES = """
FreeTier-CloudFront/always-free/data-transfer-out      | cloudfront-transfer    | cloudfront.transfer_out                 | GB          |
FreeTier-CloudFront/always-free/requests               | cloudfront-requests    | cloudfront.http_requests,https_requests | requests    |
FreeTier-CloudFront/always-free/functions              | cloudfront-functions   | cloudfront.function_invocations         | invocations |
FreeTier-CloudWatch/always-free/custom-metrics-and-detailed-metrics | cloudwatch-metrics | cloudwatch.metrics             | metric-month |
FreeTier-CloudWatch/always-free/alarms                 | cloudwatch-alarms      | cloudwatch.alarms[resolution=standard]  | alarm-month | resolution
FreeTier-CloudWatch/always-free/dashboards             | cloudwatch-dashboards  | cloudwatch.dashboards                   | dashboard-month | max_metrics
FreeTier-CloudWatch/always-free/api-requests           | cloudwatch-api         | cloudwatch.api_requests                 | requests    |
FreeTier-CloudWatch/always-free/logs-ingestion-storage-insights | cloudwatch-logs-ingested | cloudwatch.logs_ingested     | GB          | per
FreeTier-CloudWatch/always-free/logs-ingestion-storage-insights | cloudwatch-logs-stored   | cloudwatch.logs_stored       | GB-month    | per
FreeTier-CloudWatch/always-free/logs-ingestion-storage-insights | cloudwatch-logs-scanned  | cloudwatch.logs_scanned      | GB          | per
FreeTier-DataTransfer/always-free/internet-out         | data-transfer-out      | data-transfer.internet_out              | GB          | scope
FreeTier-EventBridge/always-free/scheduler-invocations | eventbridge-scheduler  | eventbridge.scheduler_invocations       | invocations |
FreeTier-KMS/always-free/requests                      | kms-requests           | kms.requests[type=symmetric]            | requests    |
FreeTier-Lambda/always-free/requests                   | lambda-requests        | lambda.requests                         | requests    |
FreeTier-Lambda/always-free/duration                   | lambda-duration        | lambda.gb_seconds                       | GB-second   |
FreeTier-Route53/always-free/health-checks-aws-endpoints | route53-health-checks | route53.health_checks[endpoint=aws]    | check-month |
FreeTier-SQS/always-free/requests                      | sqs-requests           | sqs.requests                            | requests    |
FreeTier-StepFunctions/always-free/state-transitions   | step-functions-transitions | step-functions.state_transitions    | transitions |
FreeTier-XRay/always-free/traces-recorded              | xray-recorded          | xray.traces_recorded                    | traces      |
FreeTier-XRay/always-free/traces-retrieved-or-scanned  | xray-retrieved         | xray.traces_retrieved                   | traces      |
"""

# FREE_RULES: always-free rows that are not a pool of a dimension; rules.csv has the same number.  facts | service.rule | left out
FREE_RULES = """
FreeTier-Fargate/always-free/ephemeral-storage         | fargate.ephemeral_included   | per
FreeTier-RDS/always-free/backup-storage                | rds.backup_included          | limit
FreeTier-SSM/always-free/standard-parameters           | ssm.standard_parameters_max  |
"""

# LEFT_OUT: rows that make no price, each with the reason that not_covered.csv gives.
LEFT_OUT = {
    "Amplify/hosting/ssr-duration-per-gb-hour":
        "the same charge as Amplify ssr-duration, which is in the book as amplify.ssr_gb_seconds; billed once",
    "CloudWatch/container-insights/standard-metric":
        "billed as custom metrics, with their tiers and their ten free ones: use cloudwatch.metrics",
    "EC2/monitoring/detailed-monitoring-metric":
        "billed as custom metrics, with their tiers and their ten free ones: use cloudwatch.metrics",
    "FreeTier-ACM/always-free/public-certificates":
        "not a limited amount: the price of acm.public_certificates is zero already",
    "FreeTier-DynamoDB/always-free/storage":
        "DynamoDB is not in the book",
    "FreeTier-ECR/always-free/public-storage":
        "public repositories are not in the book; ecr.storage is private storage and has no free amount",
    "FreeTier-EventBridge/always-free/aws-service-events-default-bus":
        "not a limited amount: events of AWS services are free and not metered",
}

# RULE_ATTRIBUTES: describing attributes that state a metering constant.  The import checks that rules.csv says the same.
# attribute -> service.rule; {x} is another attribute of the row
RULE_ATTRIBUTES = {
    "included_gb": "fargate.ephemeral_included",
    "max_gb": "fargate.ephemeral_max",
    "lcu_new_conn_per_s": "alb.lcu_new_connections",
    "lcu_active_conn_per_min": "alb.lcu_active_connections",
    "lcu_gb_per_hour": "alb.lcu_bytes",
    "lcu_gb_per_hour_lambda": "alb.lcu_bytes_lambda",
    "lcu_rule_evals_per_s": "alb.lcu_rule_evaluations",
    "tcp_new_conn_per_s": "nlb.tcp_new",
    "tcp_active_conn": "nlb.tcp_active",
    "tcp_gb_per_hour": "nlb.tcp_bytes",
    "udp_new_flows_per_s": "nlb.udp_new",
    "udp_active_flows": "nlb.udp_active",
    "udp_gb_per_hour": "nlb.udp_bytes",
    "tls_new_conn_per_s": "nlb.tls_new",
    "tls_active_conn": "nlb.tls_active",
    "tls_gb_per_hour": "nlb.tls_bytes",
    "requests_included": "cloudfront.plan_{plan}_requests",
    "data_transfer_included": "cloudfront.plan_{plan}_transfer",
    "dns_queries_included": "cloudfront.plan_{plan}_dns_queries",
    "minimum_gb": "elasticache.serverless_minimum_{engine}",
    "minimum_vcpu": "rds.proxy_minimum_vcpu",
    "minimum_acu": "rds.proxy_minimum_acu",
    "max_metrics": "cloudwatch.dashboard_free_metrics",
    "metrics_per_instance": "ec2.detailed_monitoring_metrics",
}

# ATTRIBUTE_VALUES: our words for values of the facts.  A tuple makes one row for each of its values.
ATTRIBUTE_VALUES = {
    ("arch", "x86"): ("x86_64",),
    ("arch", "arm"): ("arm64",),
    ("engine", "redis-or-valkey"): ("redis", "valkey"),
}

# DERIVED: facts -> (attribute to set, attribute that decides, its values).  Tells the levels of the Premium plan apart.
DERIVED = {
    "CloudFront/flat-rate-plan/plan-month": ("plan", "requests_included", {
        "750000000": "premium-2", "1250000000": "premium-3", "2000000000": "premium-4",
        "3500000000": "premium-5", "6000000000": "premium-6"}),
}

# SPECS: facts whose rows describe an instance or node class.  facts -> (book service, attribute with the name)
SPECS = {
    "EC2/on-demand/instance-hour": ("ec2", "instance"),
    "RDS/on-demand/instance-hour": ("rds", "instance"),
    "Aurora/on-demand/instance-hour": ("aurora", "instance"),
    "ElastiCache/on-demand/node-hour": ("elasticache", "instance"),
    "Amplify/hosting/build-minute": ("amplify", "build_instance"),
}

# UNITS: the one spelling of each unit.
UNITS = {
    "hour": "hour", "minute": "minute", "1M-minutes": "1M-minute", "GB": "GB", "GB-month": "GB-month", "GB-hour": "GB-hour",
    "GB-second": "GB-second", "vCPU-hour": "vCPU-hour", "vCPU-month": "vCPU-month", "ACU-hour": "ACU-hour",
    "LCU-hour": "LCU-hour", "NLCU-hour": "NLCU-hour", "GLCU-hour": "GLCU-hour", "DSU-hour": "DSU-hour",
    "IOPS-month": "IOPS-month", "MBps-month": "MiBps-month", "MiBps-month": "MiBps-month",
    "acl-month": "acl-month", "alarm-month": "alarm-month", "app-month": "app-month", "certificate-month": "certificate-month",
    "dashboard-month": "dashboard-month", "key-month": "key-month", "metric-month": "metric-month",
    "parameter-month": "parameter-month", "resource-month": "resource-month", "rule-month": "rule-month",
    "secret-month": "secret-month", "zone-month": "zone-month", "1k-objects-month": "1k-object-month",
    "certificate": "certificates", "path": "paths", "request": "requests", "run": "runs",
    "1k-requests": "1k-requests", "10k-requests": "10k-requests", "1M-requests": "1M-requests",
    "1k-attempts": "1k-attempts", "1k-metrics": "1k-metrics", "1k-transitions": "1k-transitions", "1k-units": "1k-units",
    "1k-updates": "1k-updates", "10k-interactions": "10k-interactions", "100k-events": "100k-events",
    "100k-notifications": "100k-notifications", "1M-ECPU": "1M-ECPUs", "1M-change-records": "1M-change-records",
    "1M-events": "1M-events", "1M-invocations": "1M-invocations", "1M-lines": "1M-lines", "1M-messages": "1M-messages",
    "1M-notifications": "1M-notifications", "1M-observations": "1M-observations", "1M-queries": "1M-queries",
    "1M-reads": "1M-reads", "1M-responses": "1M-responses", "1M-traces": "1M-traces",
}

# USAGE_STYLES: how a usage type starts.  (prefix in us-east-1, prefix elsewhere); {code} is usage_prefix of regions.csv
USAGE_STYLES = {
    "old": ("", "{code}-"),
    "new": ("{code}-", "{code}-"),
    "region": ("{region}-", "{region}-"),
    "none": ("", ""),
    "sqs": ("", "{code}-"),
}
SQS_USAGE_ENDS = ("-RBP", "-Tier1")     # us-east-1 alone prints Requests-RBP

# WORDS: parts of usage types by the values of a variant.  A value that is missing here leaves the usage type empty.
WORDS = {
    "fargate": {"x86_64+linux": "", "arm64+linux": "ARM-", "x86_64+windows": "Windows-"},
    "arm": {"x86_64": "", "arm64": "-ARM"},
    "cloudfront": {"us-mexico": "US", "canada": "CA", "europe-israel-turkey": "EU", "japan": "JP", "asia-pacific": "AP",
                   "australia-new-zealand": "AU", "india": "IN", "south-america": "SA", "middle-east": "ME",
                   "south-africa-kenya-nigeria": "ZA"},
    "rds": {"single-az": "InstanceUsage", "multi-az": "Multi-AZUsage"},
    "rds_storage": {"single-az+gp2": "RDS:GP2-Storage", "multi-az+gp2": "RDS:Multi-AZ-GP2-Storage",
                    "single-az+gp3": "RDS:GP3-Storage", "multi-az+gp3": "RDS:Multi-AZ-GP3-Storage",
                    "single-az+io1": "RDS:PIOPS-Storage", "multi-az+io1": "RDS:Multi-AZ-PIOPS-Storage",
                    "single-az+magnetic": "RDS:StorageUsage", "multi-az+magnetic": "RDS:Multi-AZ-StorageUsage"},
    "rds_iops": {"single-az+io1": "RDS:PIOPS", "multi-az+io1": "RDS:Multi-AZ-PIOPS",
                 "single-az+gp3": "RDS:GP3-PIOPS", "multi-az+gp3": "RDS:Multi-AZ-GP3-PIOPS"},
    "rds_throughput": {"single-az+gp3": "RDS:GP3-Throughput", "multi-az+gp3": "RDS:Multi-AZ-GP3-Throughput"},
    "aurora": {"standard": "InstanceUsage", "io-optimized": "InstanceUsageIOOptimized"},
    "aurora_acu": {"standard": "Aurora:ServerlessV2Usage", "io-optimized": "Aurora:ServerlessV2IOOptimizedUsage"},
    "alarm": {"standard": "Alarm", "high": "HighResAlarm"},
    "logs": {"standard": "DataProcessing-Bytes", "infrequent-access": "DataProcessingIA-Bytes"},
    "health": {"aws": "AWS", "non-aws": "Non-AWS"},
}

# SOURCE_IDS: the id of a source by the start of its text.  Texts that share an id are numbered in the order of their text.
SOURCE_IDS = [
    (r"lamngockhuong/aws-price:lib/data/pricing/(\w+)(?:-transformed)?\.json", r"feed-\1-2025-11"),
    (r"AWS pricing-page feed", r"feed"),
    (r"infracost golden (\w+?)(?:_test)?\b", r"infracost-\1"),
    (r"indexed public files? (\d+)", r"public-\1"),
    (r"flexera-public/policy_templates:data/aws/aws_rds_pricing\.json@52fd12579", r"flexera-rds-2023-03"),
    (r"flexera-public/policy_templates:data/aws/aws_rds_pricing\.json@09ce44964", r"flexera-rds-2026-10"),
    (r"vantage-sh/ec2instances\.info:www/cache/", r"vantage-cache-2022-02"),
    (r"vantage-sh/ec2instances\.info:www/rds/instances\.json@14ede5a5", r"vantage-rds-2021-08"),
    (r"vantage-sh/ec2instances\.info:www/rds/instances\.json@967c408b", r"vantage-rds-2018-12"),
    (r"alexei-led/spotinfo", r"spot-advisor-2025-07"),
    (r"aws/karpenter-provider-aws", r"karpenter-ec2-2026-07"),
    (r"cycloidio/terracost", r"terracost-2023-02"),
    (r"api-evangelist/cloudfront", r"cloudfront-plans-2026-09"),
    (r"https://aws\.amazon\.com/apprunner/pricing/", r"page-apprunner"),
    (r"https://aws\.amazon\.com/lambda/pricing/", r"page-lambda"),
    (r"https://cloudburn\.io/", r"cloudburn-rds"),
    (r"https://huggingface\.co/datasets/labofsahil/", r"labofsahil-apprunner"),
    (r"https://www\.usage\.ai/", r"usage-ai-rds"),
    (r"theuves/fgcalc", r"fgcalc-spot-2021-01"),
    (r"FinOps-Open-Cost-and-Usage-Spec/FOCUS-Sample-Data", r"focus-sample-2024-09"),
    (r"awsdocs/amazon-elasticache-docs", r"elasticache-backups-guide"),
    (r"aws/agent-toolkit-for-aws", r"agent-toolkit-aurora"),
    (r"recalled", r"recalled"),
]

# --------------------------------------------------------------------------------------------------------------------------------
# Columns of our files
# --------------------------------------------------------------------------------------------------------------------------------

FACTS_COLUMNS = ["service", "family", "item", "attributes", "region", "unit", "tier_from", "tier_to", "price_usd", "as_of",
                 "source", "confidence"]
PRICE_COLUMNS = ["service", "dimension", "variant", "region", "usage_type", "unit", "tier_from", "price_usd", "model",
                 "observed", "valid_from", "valid_to", "confidence", "source_id"]
COMMITMENT_COLUMNS = ["service", "plan", "dimension", "variant", "region", "term", "payment", "rate_usd", "unit", "observed",
                      "confidence", "source_id"]
ALLOWANCE_COLUMNS = ["id", "service", "dimensions", "amount", "unit", "scope", "valid_from", "source_id"]
RULE_COLUMNS = ["service", "rule", "value", "unit", "valid_from", "source_id"]
SIZE_COLUMNS = ["service", "os", "vcpu", "memory_gib_from", "memory_gib_to", "memory_gib_step", "valid_from", "source_id"]
SPEC_COLUMNS = ["service", "item", "vcpu", "memory_gib", "arch", "source_id"]
SOURCE_COLUMNS = ["id", "url", "read_on", "sha256", "how"]
REGION_COLUMNS = ["region", "name", "usage_prefix"]
NOT_COVERED_COLUMNS = ["item", "reason"]
METADATA_COLUMNS = ["key", "value"]

# Numbers of the model and confidence columns in the compiled tables.
MODELS = {"graduated": 0, "flat_plan": 1, "percent_of_bill": 2, "net_of": 3}
CONFIDENCES = {"low": 0, "medium": 1, "high": 2}


class BookError(Exception):
    """A file says something that the book cannot take; the text is one line `file:line: what`."""


# --------------------------------------------------------------------------------------------------------------------------------
# Reading and writing CSV
# --------------------------------------------------------------------------------------------------------------------------------

def display(path):
    """The path as messages show it: relative to where the user stands, if it is below."""
    try:
        return str(Path(path).resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_csv(path, columns):
    """Read a CSV file with exactly these columns.  Each row is a dict with its place under the key `place`."""
    rows = []
    try:
        file = open(path, newline="", encoding="utf-8")
    except OSError as problem:
        raise BookError("%s: %s" % (display(path), problem.strerror))
    with file:
        reader = csv.reader(file, strict=True)
        header = next(reader, [])
        if header != columns:
            raise BookError("%s:1: the header is not %s" % (display(path), ",".join(columns)))
        for cells in checked_cells(reader, path):
            place = "%s:%d" % (display(path), reader.line_num)
            if len(cells) != len(columns):
                raise BookError("%s: %d cells, expected %d" % (place, len(cells), len(columns)))
            row = dict(zip(columns, cells))
            row["place"] = place
            rows.append(row)
    return rows


def checked_cells(reader, path):
    """The rest of a CSV reader; bad quoting and bad UTF-8 become a BookError with its place."""
    try:
        for cells in reader:
            yield cells
    except (csv.Error, UnicodeDecodeError) as problem:
        raise BookError("%s:%d: %s" % (display(path), reader.line_num + 1, problem))


def write_csv(path, columns, rows):
    """Write rows (dicts) as comma-separated text with LF line ends."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row[column] for column in columns])


def decimal(text, place):
    """A plain decimal such as 0.0000166667, without exponent or thousands mark."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise BookError('%s: "%s" is not a number such as 0.0000166667' % (place, text))
    return Decimal(text)


# --------------------------------------------------------------------------------------------------------------------------------
# Tables at the top of this file -> entries
# --------------------------------------------------------------------------------------------------------------------------------

def table_lines(text, columns):
    """The lines of a text table, each split at `|` into as many stripped cells as there are columns."""
    for line in text.splitlines():
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (columns - len(cells))
        if len(cells) > columns and any(cells[columns:]):
            raise BookError("book.py: too many cells in the line %s" % line)
        yield cells[:columns]


def parse_variant(text):
    """`arch class<instance type:gp3` -> [(key, attribute or None, constant or None)]"""
    parts = []
    for word in text.split():
        if ":" in word:
            key, constant = word.split(":", 1)
            parts.append((key, None, constant))
        else:
            key, _, attribute = word.partition("<")
            parts.append((key, attribute or key, None))
    return parts


def price_entries():
    """facts key -> the entries of PRICES that it makes"""
    entries = {}
    for facts, book, variant, left_out, unit, usage, options in table_lines(PRICES, 7):
        service, dimension = book.split(".")
        entry = {"service": service, "dimension": dimension, "variant": parse_variant(variant), "left_out": set(left_out.split()),
                 "unit": unit, "usage": usage, "model": "graduated", "region": "", "from": ""}
        for option in options.split():
            name, _, value = option.partition("=")
            entry[name] = value
        entries.setdefault(facts, []).append(entry)
    return entries


def commitment_entries():
    """facts key -> entry of COMMITMENTS"""
    entries = {}
    for facts, plan, book, variant, left_out in table_lines(COMMITMENTS, 5):
        service, dimension = book.split(".")
        entries[facts] = {"plan": plan, "service": service, "dimension": dimension, "variant": parse_variant(variant),
                          "left_out": set(left_out.split()) | {"term", "payment"}}
    return entries


def allowance_entries():
    """facts key -> the entries of ALLOWANCES that it makes"""
    entries = {}
    for facts, name, book, unit, left_out in table_lines(ALLOWANCES, 5):
        service, dimensions = book.split(".", 1)
        entries.setdefault(facts, []).append({"id": name, "service": service, "dimensions": dimensions.replace(",", "|"),
                                              "unit": unit, "left_out": set(left_out.split())})
    return entries


def free_rule_entries():
    """facts key -> entry of FREE_RULES"""
    return {facts: {"rule": rule, "left_out": set(left_out.split())} for facts, rule, left_out in table_lines(FREE_RULES, 3)}


# --------------------------------------------------------------------------------------------------------------------------------
# One row of the facts
# --------------------------------------------------------------------------------------------------------------------------------

def facts_key(row, known):
    """The key under which the tables know a row, with @unit where the item needs it; None if they do not."""
    key = "/".join([row["service"], row["family"], row["item"]])
    with_unit = key + "@" + row["unit"]
    return with_unit if with_unit in known else key if key in known else None


def parse_attributes(row):
    """`a=b;c=d` -> dict"""
    attributes = OrderedDict()
    for pair in filter(None, row["attributes"].split(";")):
        name, equals, value = pair.partition("=")
        if not equals or name in attributes:
            raise BookError('%s: "%s" is not an attribute such as os=linux' % (row["place"], pair))
        attributes[name] = value
    return attributes


def derive(key, attributes):
    """The attributes with those of DERIVED set."""
    attributes = OrderedDict(attributes)
    if key in DERIVED:
        name, decides, values = DERIVED[key]
        attributes[name] = values.get(attributes[decides], attributes[name])
    return attributes


def check_attributes(row, attributes, used, left_out):
    """Every attribute must select or be left out on purpose."""
    unknown = [name for name in attributes if name not in used and name not in left_out]
    if unknown:
        raise BookError("%s: no table says what the attribute %s means here" % (row["place"], unknown[0]))


def variants(row, attributes, entry):
    """The variants that the row holds for: a list of dicts key -> value, most often one."""
    used = {attribute for _, attribute, _ in entry["variant"] if attribute}
    check_attributes(row, attributes, used, entry["left_out"])
    result = [{}]
    for key, attribute, constant in entry["variant"]:
        if attribute and attribute not in attributes:
            raise BookError("%s: the attribute %s is missing" % (row["place"], attribute))
        value = constant or attributes[attribute]
        choices = ATTRIBUTE_VALUES.get((key, value), (value,))
        result = [dict(variant, **{key: choice}) for variant in result for choice in choices]
    return result


def variant_text(variant):
    """dict -> `k=v;k=v`, keys in order"""
    return ";".join("%s=%s" % (key, variant[key]) for key in sorted(variant))


def usage_word(placeholder, variant):
    """The text of one {placeholder} of a usage type, or None if it is not known."""
    table, colon, keys = placeholder.partition(":")
    if not colon:
        return variant[table]
    value = "+".join(variant[key] for key in keys.split("+"))
    if table == "short":                                # bills print db.r5.2xl for db.r5.2xlarge
        return value.replace("xlarge", "xl")
    return WORDS[table].get(value)


def usage_type(entry, variant, region, prefixes):
    """AWS's usage type, region prefix included, or empty where it is not known with certainty."""
    style, _, text = entry["usage"].partition(":")
    if not style:
        return ""
    words = {name: usage_word(name, variant) for name in re.findall(r"\{([^}]*)\}", text)}
    if None in words.values():
        return ""
    if style == "sqs":
        text += SQS_USAGE_ENDS[region != "us-east-1"]
    if style != "none" and not prefixes[region]:
        return ""
    prefix = USAGE_STYLES[style][region != "us-east-1"].format(code=prefixes[region], region=region)
    return prefix + re.sub(r"\{([^}]*)\}", lambda match: words[match.group(1)], text)


def plain_number(text):
    """`50TB`, `100GB` or `0.4` as a decimal in GB or as it stands; None if it is not one number."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(GB|TB)?", text)
    return Decimal(match.group(1)) * (1024 if match.group(2) == "TB" else 1) if match else None


def check_rule(place, name, text, rules):
    """A constant that the facts state must be the one of rules.csv."""
    stated = plain_number(text)
    ours = rules.get(name)
    if ours is None or stated != ours:
        raise BookError("%s: rules.csv has %s for %s, the facts say %s" % (place, ours, name, text))


def check_rule_attributes(row, attributes, rules):
    """Compare all describing attributes that state a constant with rules.csv."""
    for attribute, rule in RULE_ATTRIBUTES.items():
        if attribute in attributes:
            words = {name: value.replace("-", "_") for name, value in attributes.items()}
            check_rule(row["place"], rule.format(**words), attributes[attribute], rules)


# --------------------------------------------------------------------------------------------------------------------------------
# Sources
# --------------------------------------------------------------------------------------------------------------------------------

def source_base(row):
    """The id of a source before numbering."""
    for pattern, name in SOURCE_IDS:
        match = re.match(pattern, row["source"])
        if match:
            return match.expand(name).replace("_", "-")
    raise BookError('%s: SOURCE_IDS has no id for the source "%s"' % (row["place"], row["source"]))


def import_sources(facts):
    """Source text -> row of sources.csv.  read_on is the latest reading that the facts have from it."""
    texts = {}
    for row in facts:
        texts.setdefault(row["source"], [source_base(row), row["as_of"]])
        texts[row["source"]][1] = max(texts[row["source"]][1], row["as_of"])
    taken = {}
    sources = {}
    for text in sorted(texts):
        base, read_on = texts[text]
        taken[base] = taken.get(base, 0) + 1
        name = base if taken[base] == 1 else "%s-%d" % (base, taken[base])
        sources[text] = {"id": name, "url": text, "read_on": read_on, "sha256": "", "how": "imported"}
    return sources


def facts_source(path):
    """The row of sources.csv for the facts file itself."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return {"id": "facts", "url": "the file of gathered prices that `book.py import` read (12 columns, one row a price)",
            "read_on": metadata()["date"], "sha256": digest, "how": "imported"}


# --------------------------------------------------------------------------------------------------------------------------------
# import
# --------------------------------------------------------------------------------------------------------------------------------

def metadata():
    """metadata.csv as a dict"""
    return {row["key"]: row["value"] for row in read_csv(HERE / "metadata.csv", METADATA_COLUMNS)}


def read_rules():
    """`service.rule` -> value (the latest one) of rules.csv"""
    rows = read_csv(HERE / "rules.csv", RULE_COLUMNS)
    return {row["service"] + "." + row["rule"]: decimal(row["value"], row["place"])
            for row in sorted(rows, key=lambda row: row["valid_from"])}


def read_prefixes():
    """region -> usage prefix"""
    return {row["region"]: row["usage_prefix"] for row in read_csv(HERE / "regions.csv", REGION_COLUMNS)}


def price_rows(row, attributes, entry, sources, prefixes):
    """The rows of prices.csv that one row of the facts makes through one entry."""
    region = entry["region"] or row["region"]
    if region not in prefixes:
        raise BookError("%s: regions.csv has no region %s" % (row["place"], region))
    unit = entry["unit"] or UNITS.get(row["unit"])
    if not unit:
        raise BookError("%s: UNITS has no unit %s" % (row["place"], row["unit"]))
    decimal(row["price_usd"], row["place"])
    for variant in variants(row, attributes, entry):
        yield {"service": entry["service"], "dimension": entry["dimension"], "variant": variant_text(variant), "region": region,
               "usage_type": usage_type(entry, variant, region, prefixes), "unit": unit, "tier_from": row["tier_from"] or "0",
               "tier_to": row["tier_to"] or "inf", "price_usd": row["price_usd"], "model": entry["model"],
               "observed": row["as_of"], "valid_from": entry["from"], "valid_to": "", "confidence": row["confidence"],
               "source_id": sources[row["source"]]["id"], "place": row["place"]}


def commitment_rows(row, attributes, entry, sources):
    """The rows of commitments.csv that one row of the facts makes."""
    for variant in variants(row, attributes, entry):
        yield {"service": entry["service"], "plan": entry["plan"], "dimension": entry["dimension"],
               "variant": variant_text(variant), "region": row["region"], "term": attributes["term"],
               "payment": attributes["payment"], "rate_usd": row["price_usd"], "unit": UNITS[row["unit"]],
               "observed": row["as_of"], "confidence": row["confidence"], "source_id": sources[row["source"]]["id"]}


def allowance_row(row, attributes, entry, sources):
    """The row of allowances.csv that one row of the facts makes through one entry."""
    check_attributes(row, attributes, set(), entry["left_out"])
    return {"id": entry["id"], "service": entry["service"], "dimensions": entry["dimensions"], "amount": row["tier_to"],
            "unit": entry["unit"], "scope": "global", "valid_from": "", "source_id": sources[row["source"]]["id"]}


def add_spec(specs, key, row, attributes, sources):
    """Note vCPU and memory of a class; two rows about one class must agree."""
    if key not in SPECS or "vcpu" not in attributes:
        return
    service, name = SPECS[key]
    arch = ATTRIBUTE_VALUES.get(("arch", attributes.get("arch", "")), ("",))[0]
    spec = {"service": service, "item": attributes[name], "vcpu": attributes["vcpu"], "memory_gib": attributes["memory_gib"],
            "arch": arch, "source_id": sources[row["source"]]["id"]}
    first = specs.setdefault((service, attributes[name]), spec)
    if any(first[column] != spec[column] for column in ("vcpu", "memory_gib", "arch")):
        raise BookError("%s: %s has another vCPU count, memory or arch than before" % (row["place"], attributes[name]))


def ladder_key(row):
    """What one ladder of tiers has in common."""
    return tuple(row[column] for column in ("service", "dimension", "variant", "region", "valid_from"))


def price_order(row):
    """The order of prices.csv and of the compiled rows."""
    return tuple(row[column].encode() for column in ("service", "dimension", "variant", "region", "valid_from", "observed")) + (
        Decimal(row["tier_from"]),)


def settle_ladders(rows):
    """Check that tiers start at 0, meet without gap and never end, and give each ladder one date: its newest reading."""
    ladders = {}
    for row in rows:
        ladders.setdefault(ladder_key(row), []).append(row)
    for ladder in ladders.values():
        ladder.sort(key=lambda row: Decimal(row["tier_from"]))
        expected = "0"
        for row in ladder:
            if row["tier_from"] != expected:
                raise BookError("%s: the tier starts at %s, not at %s" % (row["place"], row["tier_from"], expected))
            expected = row["tier_to"]
            row["observed"] = max(other["observed"] for other in ladder)
        if expected != "inf":
            raise BookError("%s: the last tier ends at %s" % (ladder[-1]["place"], expected))


def check_prices(rows, source_ids):
    """No key twice, every source named in sources.csv, every ladder with a step at 0."""
    seen = set()
    ladders = {}
    for row in rows:
        key = price_order(row)
        if key in seen:
            raise BookError("%s: a second row for %s" % (row["place"], " ".join(part.decode() for part in key[:-1])))
        seen.add(key)
        ladders.setdefault(key[:-1], []).append(row)
        if row["source_id"] not in source_ids:
            raise BookError("%s: sources.csv has no source %s" % (row["place"], row["source_id"]))
    for ladder in ladders.values():
        if not any(Decimal(row["tier_from"]) == 0 for row in ladder):
            raise BookError("%s: the first tier starts at %s, not at 0" % (ladder[0]["place"], ladder[0]["tier_from"]))


def sort_facts(facts, sources, rules, prefixes):
    """Send every row of the facts to the tables it makes."""
    prices, commitments, allowances, free_rules = price_entries(), commitment_entries(), allowance_entries(), free_rule_entries()
    known = set(prices) | set(commitments) | set(allowances) | set(free_rules) | set(LEFT_OUT)
    out = {"prices": [], "commitments": [], "allowances": [], "left_out": OrderedDict(), "specs": {}}
    for row in facts:
        key = facts_key(row, known)
        if key is None:
            raise BookError("%s: no table knows %s/%s/%s" % (row["place"], row["service"], row["family"], row["item"]))
        attributes = derive(key, parse_attributes(row))
        check_rule_attributes(row, attributes, rules)
        if key in LEFT_OUT:
            out["left_out"][key] = LEFT_OUT[key]
        elif key in free_rules:
            check_attributes(row, attributes, set(), free_rules[key]["left_out"])
            check_rule(row["place"], free_rules[key]["rule"], row["tier_to"], rules)
        elif key in commitments:
            out["commitments"].extend(commitment_rows(row, attributes, commitments[key], sources))
        elif key in allowances:
            out["allowances"].extend(allowance_row(row, attributes, entry, sources) for entry in allowances[key])
        else:
            add_spec(out["specs"], key, row, attributes, sources)
            for entry in prices[key]:
                out["prices"].extend(price_rows(row, attributes, entry, sources, prefixes))
    return out


def in_order(rows, columns):
    """Rows sorted bytewise by these columns."""
    return sorted(rows, key=lambda row: [row[column].encode() for column in columns])


def run_import(facts_path):
    """The import subcommand."""
    facts = read_csv(facts_path, FACTS_COLUMNS)
    sources = import_sources(facts)
    out = sort_facts(facts, sources, read_rules(), read_prefixes())
    settle_ladders(out["prices"])

    all_sources = list(sources.values()) + [facts_source(facts_path)] + read_csv(HERE / "hand" / "sources.csv", SOURCE_COLUMNS)
    prices = out["prices"] + read_csv(HERE / "hand" / "prices.csv", PRICE_COLUMNS)
    check_prices(prices, {row["id"] for row in all_sources})
    not_covered = ([{"item": item, "reason": reason} for item, reason in out["left_out"].items()]
                   + read_csv(HERE / "hand" / "not_covered.csv", NOT_COVERED_COLUMNS))

    write_csv(HERE / "prices.csv", PRICE_COLUMNS, sorted(prices, key=price_order))
    write_csv(HERE / "commitments.csv", COMMITMENT_COLUMNS, in_order(out["commitments"], COMMITMENT_COLUMNS))
    write_csv(HERE / "allowances.csv", ALLOWANCE_COLUMNS, in_order(out["allowances"], ["id"]))
    write_csv(HERE / "specs.csv", SPEC_COLUMNS, in_order(out["specs"].values(), ["service", "item"]))
    write_csv(HERE / "sources.csv", SOURCE_COLUMNS, in_order(all_sources, ["id"]))
    write_csv(HERE / "not_covered.csv", NOT_COVERED_COLUMNS, in_order(not_covered, ["item"]))
    print("%d rows of facts: %d prices, %d commitments, %d allowances, %d specs, %d sources" %
          (len(facts), len(prices), len(out["commitments"]), len(out["allowances"]), len(out["specs"]), len(all_sources)),
          file=sys.stderr)


# --------------------------------------------------------------------------------------------------------------------------------
# compile
# --------------------------------------------------------------------------------------------------------------------------------

class Strings:
    """One pool of NUL-terminated strings; each text is kept once, and offset 0 is the empty one."""

    def __init__(self):
        self.offsets = {"": 0}
        self.bytes = bytearray(b"\0")

    def offset(self, text):
        """Where the text starts."""
        if text not in self.offsets:
            self.offsets[text] = len(self.bytes)
            self.bytes += text.encode() + b"\0"
        return self.offsets[text]


def date_number(text, place):
    """`2026-09` -> 20260901, `2026-09-05` -> 20260905, empty -> 0"""
    if not text:
        return 0
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text)
    if not match:
        raise BookError('%s: "%s" is not a date such as 2026-09 or 2026-09-05' % (place, text))
    return int(match.group(1) + match.group(2) + (match.group(3) or "01"))


def int64(number, place, what):
    """An integer that C can hold."""
    if not -2 ** 63 <= number < 2 ** 63:
        raise BookError("%s: %s does not fit 64 bits" % (place, what))
    return number


def price_digits(text, place):
    """`0.04048` -> (4048, 5); zeros at the end stay."""
    decimal(text, place)
    whole, _, fraction = text.partition(".")
    return int64(int(whole + fraction), place, "the price " + text), len(fraction)


def tier_micro(text, place):
    """A tier bound in millionths of its unit."""
    micro = decimal(text, place) * 1000000
    if micro != int(micro):
        raise BookError("%s: the tier bound %s is finer than a millionth" % (place, text))
    return int64(int(micro), place, "the tier bound " + text)


def apply_overrides(prices, overrides):
    """Lay overrides over the prices: a ladder named there replaces the ladder of the same service, dimension, variant,
    region and valid_from, whatever its date; a row without a price only removes."""
    replaced = {ladder_key(row) for row in overrides}
    kept = [row for row in prices if ladder_key(row) not in replaced]
    return kept + [row for row in overrides if row["price_usd"]]


def c_price(row, strings):
    """One initialiser of cost_book_row_t."""
    place = row["place"]
    model, _, argument = row["model"].partition(":")
    if model not in MODELS or row["confidence"] not in CONFIDENCES:
        raise BookError("%s: unknown model %s or confidence %s" % (place, row["model"], row["confidence"]))
    digits, scale = price_digits(row["price_usd"], place)
    texts = [strings.offset(row[column])
             for column in ("service", "dimension", "variant", "region", "usage_type", "unit", "source_id")]
    dates = [date_number(row[column], place) for column in ("observed", "valid_from", "valid_to")]
    return texts + [tier_micro(row["tier_from"], place), digits, scale] + dates + [
        MODELS[model], CONFIDENCES[row["confidence"]], 0, strings.offset(argument)]


def c_texts(row, strings, columns, date=None):
    """One initialiser of texts, and a date at its end if a column is named."""
    numbers = [strings.offset(row[column]) for column in columns]
    return numbers + ([date_number(row[date], row["place"])] if date else [])


def c_table(name, rows):
    """A constant table and its count as lines of C."""
    lines = ["const cost_book_%s_t cost_book_%ss[] = {" % (name, name)]
    lines += ["{" + ",".join(str(number) for number in row) + "}," for row in rows]
    return lines + ["};", "const uint32_t cost_book_%s_count = %du;" % (name, len(rows)), ""]


def c_strings(pool):
    """The pool as an array of character codes; a literal of this length would be longer than C11 promises to take."""
    lines = ["const char cost_book_strings[] = {"]
    lines += [",".join(str(byte) for byte in pool[at:at + 40]) + "," for at in range(0, len(pool), 40)]
    return lines + ["};", "const uint32_t cost_book_string_bytes = %du;" % len(pool), ""]


def check_ascii(pool):
    """Plain char may be signed, so that a byte above 127 would not be a constant it can hold."""
    if any(byte > 127 for byte in pool):
        raise BookError("the tables must be plain ASCII")


def run_compile(out_path):
    """The compile subcommand."""
    strings = Strings()
    prices = apply_overrides(read_csv(HERE / "prices.csv", PRICE_COLUMNS), read_csv(HERE / "overrides.csv", PRICE_COLUMNS))
    sources = read_csv(HERE / "sources.csv", SOURCE_COLUMNS)
    check_prices(prices, {row["id"] for row in sources})

    tables = [
        c_table("row", [c_price(row, strings) for row in sorted(prices, key=price_order)]),
        c_table("rule", [c_texts(row, strings, ("service", "rule", "value", "unit", "source_id"), "valid_from") for row in
                         in_order(read_checked("rules.csv", RULE_COLUMNS, sources), ["service", "rule", "valid_from"])]),
        c_table("allowance", [c_texts(row, strings, ("id", "service", "dimensions", "amount", "unit", "scope", "source_id"),
                                      "valid_from") for row in
                              in_order(read_checked("allowances.csv", ALLOWANCE_COLUMNS, sources), ["id"])]),
        c_table("region", [c_texts(row, strings, REGION_COLUMNS) for row in
                           in_order(read_csv(HERE / "regions.csv", REGION_COLUMNS), ["region"])]),
        c_table("size", [c_texts(row, strings, ("service", "os", "vcpu", "memory_gib_from", "memory_gib_to", "memory_gib_step",
                                                "source_id")) for row in
                         in_order(read_checked("sizes.csv", SIZE_COLUMNS, sources),
                                  ["service", "os", "vcpu", "memory_gib_from"])]),
        c_table("spec", [c_texts(row, strings, ("service", "item", "vcpu", "memory_gib", "arch")) for row in
                         in_order(read_checked("specs.csv", SPEC_COLUMNS, sources), ["service", "item"])]),
        c_table("source", [c_texts(row, strings, ("id", "url", "read_on", "how")) for row in in_order(sources, ["id"])]),
    ]
    check_ascii(strings.bytes)
    about = metadata()
    lines = ["/* The default price book.  Made by pricing/book.py from the tables of pricing/; do not edit. */",
             '#include "book_table.h"', "",
             'const char cost_book_version[] = "%s";' % about["book_version"],
             "const int32_t cost_book_date = %d;" % date_number(about["date"], "metadata.csv"), ""]
    lines += c_strings(strings.bytes)
    for table in tables:
        lines += table
    Path(out_path).write_text("\n".join(lines), encoding="ascii")


def read_checked(name, columns, sources):
    """Read a table whose rows must name a source of sources.csv."""
    ids = {row["id"] for row in sources}
    rows = read_csv(HERE / name, columns)
    for row in rows:
        if row["source_id"] not in ids:
            raise BookError("%s: sources.csv has no source %s" % (row["place"], row["source_id"]))
    return rows


def main():
    """Read the command line and run a subcommand."""
    parser = argparse.ArgumentParser(description="Make the price book.")
    commands = parser.add_subparsers(dest="command", required=True)
    importer = commands.add_parser("import", help="make the imported tables from a file of facts")
    importer.add_argument("facts", metavar="FACTS.csv")
    compiler = commands.add_parser("compile", help="write all tables as one C source")
    compiler.add_argument("out", metavar="OUT.c")
    options = parser.parse_args()
    try:
        if options.command == "import":
            run_import(options.facts)
        else:
            run_compile(options.out)
    except BookError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
