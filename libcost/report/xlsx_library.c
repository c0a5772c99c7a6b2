#include "libcost/report/xlsx_library.h"

#include <dlfcn.h>

#include "libcost/base/error.h"
#include "libcost/base/library.h"

/* The name of the library whose headers are included above; the Makefile asks the compiler for it. */
#ifndef COST_XLSX_LIBRARY
#define COST_XLSX_LIBRARY "libxlsxwriter.so"
#endif

static bool find_all(cost_xlsx_functions_t *out, void *library)
{
    bool found = true;
#define FUNCTION_FIND(name) found = cost_library_find(library, #name, &out->name) && found;
    COST_XLSX_FUNCTIONS(FUNCTION_FIND)
#undef FUNCTION_FIND
    return found;
}

cost_status_t cost_xlsx_load(cost_xlsx_t *book, cost_error_t *err)
{
    book->library = dlopen(COST_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (book->library && find_all(&book->call, book->library))
        return COST_OK;
    return cost_fail(
        err, COST_ERR_UNSUPPORTED, (cost_place_t){.file = book->label},
        "a workbook needs the library libxlsxwriter (%s), which %s; install it: apt install "
        "libxlsxwriter-dev, dnf install libxlsxwriter, pacman -S libxlsxwriter, brew install libxlsxwriter",
        COST_XLSX_LIBRARY, book->library ? "is too old here" : "is not here");
}

void cost_xlsx_unload(cost_xlsx_t *book)
{
    if (book->library)
        dlclose(book->library);
}
