/* Trials in files: `simulate --shard 3/16 -o part.bin`, `merge part*.bin`.
 *
 * All numbers are 64 bits, little end first; a text is its length and its bytes, filled up with zeros to a multiple
 * of 8.
 *
 *     "ilmtrial", version (2), bytes of the header
 *     identity (2 numbers), seed, trials of the whole run, first trial, trials in this file, columns
 *     date of the prices; whether the period is in hours; its start
 *     rows of the whole run's design for Sobol indices (0: not asked for), first row, rows in this file, its columns
 *     texts: subject, period, scenario ("" for the base), price book
 *     of each column: kind, central, limit, name (text)
 *     FNV-1a of the header up to here
 *     trials: trials x columns
 *     FNV-1a of the trials
 *     if Sobol indices were asked for: rows x columns (2 + inputs), bills of samples A, B and AB_i (sobol.h)
 *     FNV-1a of these
 */
#ifndef COST_TRIAL_FILE_H
#define COST_TRIAL_FILE_H

#include "libcost/analysis/distribution.h"
#include "libcost/workload/workload.h"

enum { COST_TRIAL_FILE_COLUMNS_MAX = 100000, COST_TRIAL_FILE_HEADER_MAX = 64 * 1024 * 1024 };

/* What identifies a run: the account's documents as they were read (scenario and --set applied; order of maps and
 * comments mean nothing), the scenario's name, the price book and the date of prices. */
void cost_run_identify(cost_run_about_t *run, const cost_workload_t *const *workloads, size_t count);

#endif
