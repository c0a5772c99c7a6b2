/* Fields of Amazon ECS Express Mode that others look at. */
#ifndef COST_ECS_EXPRESS_H
#define COST_ECS_EXPRESS_H

enum { COST_EXPRESS_SERVICE, COST_EXPRESS_BALANCER, COST_EXPRESS_ROLLBACK_ALARMS };

#endif
