/* Small books of the tests, written to a directory of their own. */
#ifndef OVERLAY_FILES_H
#define OVERLAY_FILES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cost/catalog.h"
#include "unit.h"

#define PRICES_HEAD                                                                                                    \
    "service,dimension,variant,region,usage_type,unit,tier_from,price_usd,model,observed,valid_from,valid_to,"         \
    "confidence,source_id\n"
#define SHORT_HEAD "service,dimension,variant,region,unit,tier_from,price_usd\n"

static char overlay_dir[] = "/tmp/libcost_unit_XXXXXX";
static cost_error_t *overlay_err;

static inline const char *overlay_path(const char *name, char path[512])
{
    snprintf(path, 512, "%s/%s", overlay_dir, name);
    return path;
}

static inline void overlay_write(const char *name, const char *text)
{
    char path[512];
    FILE *stream = fopen(overlay_path(name, path), "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), stream), strlen(text));
    ck_assert_int_eq(fclose(stream), 0);
}

static inline void overlay_setup(void)
{
    memcpy(overlay_dir + strlen(overlay_dir) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(overlay_dir));
    overlay_err = cost_error_create();
    ck_assert_ptr_nonnull(overlay_err);
}

static inline void overlay_clean(void)
{
    DIR *dir = opendir(overlay_dir);
    char path[512];
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            unlink(overlay_path(entry->d_name, path));
    if (dir)
        closedir(dir);
}

static inline void overlay_teardown(void)
{
    overlay_clean();
    rmdir(overlay_dir);
    cost_error_destroy(overlay_err);
}

/* The default book with the file `name` laid over it, or with the whole directory for "". */
static inline cost_catalog_t *overlay_open(const char *name)
{
    cost_catalog_t *catalog = NULL;
    char path[512];
    cost_status_t status = cost_catalog_create(&catalog, *name ? overlay_path(name, path) : overlay_dir, overlay_err);
    ck_assert_msg(status == COST_OK, "%s",
                  cost_error_text(overlay_err, 0) ? cost_error_text(overlay_err, 0) : "(no problem)");
    ck_assert_uint_eq(cost_error_count(overlay_err), 0);
    return catalog;
}

/* The problems so far are exactly these, each without the directory in front; then forgets them. */
static inline void overlay_expect(const char *const *texts)
{
    const size_t skip = strlen(overlay_dir) + 1;
    size_t i = 0;
    for (; i < cost_error_count(overlay_err) && texts[i]; i++) {
        const char *text = cost_error_text(overlay_err, i);
        ck_assert_str_eq(strncmp(text, overlay_dir, skip - 1) == 0 ? text + skip : text, texts[i]);
    }
    ck_assert_msg(!texts[i], "missing: %s", texts[i]);
    ck_assert_msg(i == cost_error_count(overlay_err), "one too many: %s", cost_error_text(overlay_err, i));
    cost_error_clear(overlay_err);
}

/* The file (or "", the directory) is refused with exactly these problems. */
static inline void overlay_refused(const char *name, cost_status_t status, const char *const *texts)
{
    cost_catalog_t *catalog = NULL;
    char path[512];
    ck_assert_int_eq(cost_catalog_create(&catalog, *name ? overlay_path(name, path) : overlay_dir, overlay_err),
                     status);
    ck_assert_ptr_null(catalog);
    overlay_expect(texts);
}

static inline Suite *overlay_suite(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_add_checked_fixture(tcase, overlay_setup, overlay_teardown);
    tcase_set_timeout(tcase, 60);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    return suite;
}

#endif
