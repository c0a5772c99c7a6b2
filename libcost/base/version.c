#include "cost/version.h"

const char *cost_version(void)
{
    return COST_VERSION;
}
