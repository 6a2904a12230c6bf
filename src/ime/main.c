// SPDX-License-Identifier: GPL-3.0-or-later
// talent-kiosk-ime: pinyin to characters for talent-kiosk, which starts it
// and speaks to it in lines over a pipe (README.md).

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ime/serve.h"

static const char usage[] =
    "usage: talent-kiosk-ime [--words FILE]\n"
    "Turns pinyin into Chinese for talent-kiosk. Reads requests from\n"
    "standard input and answers on standard output, a line each.\n"
    "  --words FILE  words that come first\n"
    "  --help, --version\n";

#ifdef __SANITIZE_ADDRESS__
const char *
__lsan_default_suppressions(void);
const char *
__lsan_default_options(void);

const char *
__lsan_default_options(void)
{
    return "print_suppressions=0";
}

/** Berkeley DB, below libpinyin, keeps its environments to the end. */
const char *
__lsan_default_suppressions(void)
{
    return "leak:libdb-\n";
}
#endif

/** What visitors type must not reach a disk: no core, no file at all. */
static void
leave_no_trace(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &none);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

/** Each answer takes and frees a megabyte: it stays with this program
 *  instead of being fetched from the kernel, page by page, every time. */
static void
keep_memory(void)
{
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

/** Answers go to a pipe of their own: libraries print where they like. */
static int
take_output(void)
{
    int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (out >= 0)
        dup2(STDERR_FILENO, STDOUT_FILENO);
    return out;
}

int
main(int argc, char **argv)
{
    const char *words = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (strcmp(argv[i], "--version") == 0) {
            puts("talent-kiosk-ime " TALENT_VERSION);
            return 0;
        }
        if (strcmp(argv[i], "--words") != 0 || i + 1 >= argc) {
            fprintf(stderr, "talent-kiosk-ime: %s: not an option: see "
                            "--help\n", argv[i]);
            return 2;
        }
        words = argv[++i];
    }
    leave_no_trace();
    keep_memory();
    int out = take_output();
    return out >= 0 && serve(STDIN_FILENO, out, words) ? 0 : 1;
}
