/** @file
 * libcost: from a workload and its traffic to the AWS bill that it will cause.  This header includes all the others.
 */
#ifndef COST_H
#define COST_H

#include "cost/bill.h"
#include "cost/budget.h"
#include "cost/catalog.h"
#include "cost/compare.h"
#include "cost/diff.h"
#include "cost/explain.h"
#include "cost/quality.h"
#include "cost/rate_card.h"
#include "cost/report.h"
#include "cost/schedule.h"
#include "cost/service.h"
#include "cost/simulate.h"
#include "cost/status.h"
#include "cost/sweep.h"
#include "cost/timeline.h"
#include "cost/version.h"
#include "cost/workload.h"

#endif
