/* What simulate and merge share: distributions, as reports and as files of trials. */
#ifndef TRIALS_H
#define TRIALS_H

#include "cli.h"

/* A report_t of a distribution. */
cost_status_t trials_report(char **text, size_t *length, const void *distribution, cost_format_t format, unsigned flags,
                            cost_error_t *err);
/* Writes every FILE.bin that was asked for.  DONE or FAILED. */
int trials_write(const session_t *session, const cost_distribution_t *distribution);

#endif
