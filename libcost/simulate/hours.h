/* Usage by the hour: for reports in time.  Off unless asked for. */
#ifndef COST_HOURS_H
#define COST_HOURS_H

#include "libcost/simulate/pass.h"

/* After both passes of a month with one world: meters every hour by itself, with windows, loads and capacity cut down
 * to it, and shares each record's usage of the month out in proportion (record->hours, which add up to it).  What no
 * meter counts by the hour (stated usage, fees) goes by the time that its resource exists.  Meters do not know: a
 * service needs nothing for this. */
cost_status_t cost_hours_count(const cost_pass_t *pass, const cost_record_t *before);

#endif
