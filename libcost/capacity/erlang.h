/* Waiting for a free server, M/M/n: figures of quality that are reported, never counts that are billed.
 * Source: scaling rules, section 10.2; A. K. Erlang, 1917.  Doubles with + - * / only: the same bits everywhere. */
#ifndef COST_ERLANG_H
#define COST_ERLANG_H

#include <stdint.h>

/* The probability that a request has to wait; `offered` in erlang (rate x service time), >= 0.  1 when the servers do
 * not suffice. */
double cost_erlang_c(int64_t servers, double offered);
/* Mean wait in seconds; service_s: time of one request.  Infinite when the servers do not suffice. */
double cost_erlang_mean_wait_s(int64_t servers, double offered, double service_s);
/* The wait that `quantile` (0 to below 1, such as 0.95) of the requests do not exceed. */
double cost_erlang_wait_s(int64_t servers, double offered, double service_s, double quantile);
/* Square-root staffing: ceil(a + q sqrt(a)), exactly, for an offered load of a x 1e-6 and q x 1e-6 (1 to 3). */
int64_t cost_erlang_staffing(int64_t offered_micro, int64_t q_micro);

#endif
