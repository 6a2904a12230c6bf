// SPDX-License-Identifier: Apache-2.0
#include "app/paths.h"

#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

#define SHARE_INSTALLED "/usr/share/talent-kiosk"
#define IME_INSTALLED "/usr/libexec/talent-kiosk/talent-kiosk-ime"

/** The folder the running program lies in. */
static bool
program_dir(char out[FILE_PATH_SIZE])
{
    ssize_t len = readlink("/proc/self/exe", out, FILE_PATH_SIZE - 1);
    if (len <= 0)
        return false;
    out[len] = '\0';
    char *slash = strrchr(out, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

static bool
take_share(struct paths *out, const char *share)
{
    return file_exists(share) &&
           str_copy(out->share, sizeof out->share, share) &&
           file_join(out->catalogue, sizeof out->catalogue, share,
                     "catalogue") &&
           file_join(out->fonts, sizeof out->fonts, share, "fonts") &&
           file_join(out->art, sizeof out->art, share, "art") &&
           file_join(out->translations, sizeof out->translations, share,
                     "translations");
}

/** Where it is, or where it would be installed. */
static void
find_helper(struct paths *out, const char *dir)
{
    if (!file_join(out->ime, sizeof out->ime, dir, "talent-kiosk-ime") ||
        !file_exists(out->ime))
        file_join(out->ime, sizeof out->ime, dir,
                  "../libexec/talent-kiosk/talent-kiosk-ime");
    if (!file_exists(out->ime) &&
        (file_exists(IME_INSTALLED) || !out->ime[0]))
        str_copy(out->ime, sizeof out->ime, IME_INSTALLED);
    if (!file_join(out->ime_words, sizeof out->ime_words, out->share,
                   "ime/hall.txt") ||
        !file_exists(out->ime_words))
        out->ime_words[0] = '\0';
}

static bool
find_share(struct paths *out, const char *dir)
{
    char share[FILE_PATH_SIZE];
    return (file_join(share, sizeof share, dir, "../share/talent-kiosk") &&
            take_share(out, share)) ||
           take_share(out, SHARE_INSTALLED);
}

enum err
paths_find(struct paths *out)
{
    char dir[FILE_PATH_SIZE];
    if (!program_dir(dir))
        dir[0] = '\0';
    if (find_share(out, dir)) {
        find_helper(out, dir);
        return ERR_OK;
    }
    LOGE("paths: neither ../share/talent-kiosk beside the program nor "
         SHARE_INSTALLED " is there: install the package again");
    return ERR_NOT_FOUND;
}
