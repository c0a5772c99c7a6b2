/* What the fuzz targets share.  Under -DREPLAY a target has a main() that runs every file of the folder that is given,
 * so that the corpus is tested without a fuzzer, and says which input took long: work is bounded by the input. */
#ifndef REPLAY_H
#define REPLAY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A broken promise: the fuzzer and the replay both end here. */
#define FUZZ_REQUIRE(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                              \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The input as a C string in a block of its own, so that a sanitizer sees a step past its end. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    FUZZ_REQUIRE(text);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

#ifdef REPLAY
#include <dirent.h>
#include <time.h>

enum { REPLAY_SLOW_MS = 3000, REPLAY_BIG_BYTES = 9 * 1024 * 1024, REPLAY_PATH_SIZE = 4096 };

typedef struct {
    int passed, failed;
} replay_t;

static long replay_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void replay_run(replay_t *replay, const char *name, const uint8_t *data, size_t size)
{
    const long start = replay_clock_ms();
    LLVMFuzzerTestOneInput(data, size);
    const long taken = replay_clock_ms() - start;
    if (taken > REPLAY_SLOW_MS)
        printf("%s: took %ld ms\n", name, taken);
    replay->passed += taken <= REPLAY_SLOW_MS;
    replay->failed += taken > REPLAY_SLOW_MS;
}

static void replay_file(replay_t *replay, const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (file && !fseek(file, 0, SEEK_END))
        size = ftell(file);
    uint8_t *data = size < 0 ? NULL : malloc((size_t)size + 1);
    if (data && !fseek(file, 0, SEEK_SET) && fread(data, 1, (size_t)size, file) == (size_t)size) {
        replay_run(replay, path, data, (size_t)size);
    } else {
        printf("%s: cannot be read\n", path);
        replay->failed++;
    }
    free(data);
    if (file)
        fclose(file);
}

/* Inputs over every limit, made rather than stored: a piece, again and again. */
static void replay_big(replay_t *replay)
{
    static const char *const pieces[] = {
        "[", "{", "a: 1\n", "- ", "9", "{a: ", "\"", "&a *a ", "[[],", "x,", "\n", "? "};
    char *data = malloc(REPLAY_BIG_BYTES);
    FUZZ_REQUIRE(data);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const size_t length = strlen(pieces[i]);
        for (size_t at = 0; at < REPLAY_BIG_BYTES; at++)
            data[at] = pieces[i][at % length];
        replay_run(replay, pieces[i], (const uint8_t *)data, REPLAY_BIG_BYTES);     /* over the limit of a document */
        replay_run(replay, pieces[i], (const uint8_t *)data, REPLAY_BIG_BYTES / 9); /* below it */
    }
    free(data);
}

int main(int argc, char **argv)
{
    replay_t replay = {0, 0};
    const char *slash = strrchr(argv[0], '/');
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 64;
    }
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char path[REPLAY_PATH_SIZE];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        replay_file(&replay, path);
    }
    closedir(folder);
    replay_big(&replay);
    printf("%s: %d passed, %d failed\n", slash ? slash + 1 : argv[0], replay.passed, replay.failed);
    return replay.failed || !replay.passed;
}
#endif

#endif
