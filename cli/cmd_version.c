/* ilm-cost version */
#include "cli.h"

int cmd_version(const arguments_t *arguments)
{
    cost_catalog_t *book = NULL;
    (void)arguments;
    cost_status_t status = cost_catalog_create(&book, NULL, NULL);
    if (status)
        return output_errors(NULL, status);
    output_format("ilm-cost %s\nlibcost %s\nprice book %s\n", COST_VERSION, cost_version(), cost_catalog_version(book));
    cost_catalog_destroy(book);
    return DONE;
}
