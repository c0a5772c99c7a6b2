/* Every service: X(its constant's suffix).  Adding one is a line here and a file beside this one. */
#define COST_SERVICE_LIST(X)                                                                                           \
    X(fargate)                                                                                                         \
    X(apprunner)                                                                                                       \
    X(alb)                                                                                                             \
    X(nlb)                                                                                                             \
    X(cloudfront)                                                                                                      \
    X(rds)                                                                                                             \
    X(elasticache)
