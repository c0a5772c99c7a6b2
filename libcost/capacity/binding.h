/* Of several policies of one service, the one that decides alone.
 *
 * Requests per target have no end and are a mean over the healthy tasks, CPU and memory over all that run.  So where a
 * task reaches its target of requests before those of CPU and memory, and the policies' alarms differ in nothing else,
 * whatever another policy wants the one of requests wants as well, at least as soon and at least as much of it:
 *
 *   - its high alarm is on whenever another's is, and theirs are low whenever its own is;
 *   - it wants at least as many tasks, or no more than `min` are wanted at all (idle tasks have memory in use);
 *   - cooldowns, which may begin at other times, have ended before a scale-in can follow a scale-out.
 *
 * That holds while some task is healthy (else the other metrics may be there and requests per target not), and while
 * nothing but policies lowers the desired count.  The month of the one policy is then the month of all. */
#ifndef COST_BINDING_H
#define COST_BINDING_H

#include "libcost/capacity/service_loop.h"

/* The policy, or NULL when it takes more than one to tell. */
const cost_tracking_policy_t *cost_binding_policy(const cost_loop_plan_t *plan);

#endif
