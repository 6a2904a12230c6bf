// SPDX-License-Identifier: Apache-2.0
#include "app/paths.h"

#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

#define SHARE_INSTALLED "/usr/share/talent-kiosk"

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

enum err
paths_find(struct paths *out)
{
    char dir[FILE_PATH_SIZE], share[FILE_PATH_SIZE];
    if (program_dir(dir) &&
        file_join(share, sizeof share, dir, "../share/talent-kiosk") &&
        take_share(out, share))
        return ERR_OK;
    if (take_share(out, SHARE_INSTALLED))
        return ERR_OK;
    LOGE("paths: neither ../share/talent-kiosk beside the program nor "
         SHARE_INSTALLED " is there: install the package again");
    return ERR_NOT_FOUND;
}
