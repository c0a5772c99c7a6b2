/* Every service: X(its constant's suffix).  Adding one is a line here and a file beside this one. */
#define COST_SERVICE_LIST(X)                                                                                           \
    X(fargate)                                                                                                         \
    X(apprunner)                                                                                                       \
    X(alb)                                                                                                             \
    X(nlb)                                                                                                             \
    X(cloudfront)                                                                                                      \
    X(rds)                                                                                                             \
    X(elasticache)                                                                                                     \
    X(cloudwatch)                                                                                                      \
    X(xray)                                                                                                            \
    X(eventbridge)                                                                                                     \
    X(sns)                                                                                                             \
    X(sqs)                                                                                                             \
    X(step_functions)                                                                                                  \
    X(support)                                                                                                         \
    X(route53)                                                                                                         \
    X(api_gateway)                                                                                                     \
    X(waf)                                                                                                             \
    X(waf_classic)                                                                                                     \
    X(acm)                                                                                                             \
    X(nat_gateway)                                                                                                     \
    X(public_ipv4)                                                                                                     \
    X(vpc_endpoint)                                                                                                    \
    X(data_transfer)                                                                                                   \
    X(clb)                                                                                                             \
    X(gwlb)                                                                                                            \
    X(transit_gateway)                                                                                                 \
    X(ec2)                                                                                                             \
    X(ecs_ec2)                                                                                                         \
    X(aurora)                                                                                                          \
    X(ebs)                                                                                                             \
    X(s3)                                                                                                              \
    X(ecr)                                                                                                             \
    X(kms)                                                                                                             \
    X(secrets_manager)                                                                                                 \
    X(ssm)
