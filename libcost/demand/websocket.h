/* WebSocket connections that are open, by Little's law in time: sessions that begin, and how long one lasts.
 *
 *     const cost_column_t *open;
 *     cost_open_column(&open, arena, sessions, INT64_C(45) * 60 * 1000000);
 *     cost_column_sum(open, 0, 60) / 3600.0;          // connections open in the first hour, on average
 *
 * A session that begins in minute m is open from the start of that minute on: 60 s in each minute that its length fills
 * and the rest in the next.  The month is in steady state: what is open at its start are the last sessions of a month
 * like this one, so that the connection-seconds of the month are sessions x length, rounded once to a whole second.
 * Messages that go on all the time are a view of the same column: messages / length for each connection-second. */
#ifndef COST_WEBSOCKET_H
#define COST_WEBSOCKET_H

#include <stdint.h>

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/flow/flow.h"

/* A column of connection-seconds, of sessions that last length_us microseconds each (> 0).  COST_ERR_RANGE when they
 * are more than 2^61; COST_ERR_MEMORY. */
cost_status_t cost_open_column(const cost_column_t **out, cost_arena_t *arena, const cost_column_t *sessions,
                               int64_t length_us);

#endif
