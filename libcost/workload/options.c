/* What is laid over a workload file. */
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/workload/workload.h"

cost_options_t *cost_options_create(void)
{
    return cost_alloc(sizeof(cost_options_t));
}

void cost_options_destroy(cost_options_t *options)
{
    if (!options)
        return;
    cost_free(options->period);
    cost_free(options->region);
    cost_free(options->folder);
    cost_free(options->scenario);
    for (size_t i = 0; i < options->override_count; i++)
        cost_free(options->overrides[i]);
    cost_free(options->overrides);
    cost_free(options);
}

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = cost_alloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

static cost_status_t set_text(char **field, const char *text)
{
    char *copy = text ? copy_text(text) : NULL;
    if (text && !copy)
        return COST_ERR_MEMORY;
    cost_free(*field);
    *field = copy;
    return COST_OK;
}

cost_status_t cost_options_set_period(cost_options_t *options, const char *period)
{
    return set_text(&options->period, period);
}

cost_status_t cost_options_set_region(cost_options_t *options, const char *region)
{
    return set_text(&options->region, region);
}

cost_status_t cost_options_set_folder(cost_options_t *options, const char *folder)
{
    return set_text(&options->folder, folder);
}

cost_status_t cost_options_set_scenario(cost_options_t *options, const char *scenario)
{
    return set_text(&options->scenario, scenario);
}

cost_status_t cost_options_add_override(cost_options_t *options, const char *assignment)
{
    if (!strchr(assignment, '='))
        return COST_ERR_SYNTAX;
    char **grown = cost_realloc(options->overrides, (options->override_count + 1) * sizeof *grown);
    if (!grown)
        return COST_ERR_MEMORY;
    options->overrides = grown;
    char *copy = copy_text(assignment);
    if (!copy)
        return COST_ERR_MEMORY;
    options->overrides[options->override_count++] = copy;
    return COST_OK;
}

cost_status_t cost_options_set_as_of(cost_options_t *options, const char *date)
{
    int64_t seconds = 0;
    bool zoned;
    char day[16];
    if (!date) {
        options->as_of = 0;
        return COST_OK;
    }
    size_t length = strlen(date);
    if (length == 7) { /* a month stands for its first day */
        memcpy(day, date, 7);
        memcpy(day + 7, "-01", 4);
        date = day;
    }
    if (strlen(date) != 10 || !cost_civil_parse(date, &seconds, &zoned))
        return COST_ERR_SYNTAX;
    cost_civil_t civil = cost_civil_from_seconds(seconds);
    options->as_of = civil.year * 10000 + civil.month * 100 + civil.day;
    return COST_OK;
}

void cost_options_set_catalog(cost_options_t *options, const cost_catalog_t *catalog)
{
    options->catalog = catalog;
}

void cost_options_set_strict(cost_options_t *options, int strict)
{
    options->strict = strict != 0;
}

void cost_options_set_hourly(cost_options_t *options, int hourly)
{
    options->by_hour = hourly != 0;
}
