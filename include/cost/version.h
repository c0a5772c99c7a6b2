/** @file
 * Versions.  The one place where the library's version is written; the Makefile and the command read it from here.
 */
#ifndef COST_VERSION_H
#define COST_VERSION_H

#include "cost/status.h"

/** The version of these headers, `major.minor.patch`. */
#define COST_VERSION "0.1.0"

/** The version of the library that is linked, to be compared with COST_VERSION.  Static text. */
COST_API const char *cost_version(void);

#endif
