// SPDX-License-Identifier: GPL-3.0-or-later
// libpinyin keeps its sentences in a Berkeley database of 25 MB, opened
// with that library's usual 256 KiB of memory and no way to ask for more:
// each guess reads hundreds of pages from the file anew. So the call that
// makes a database is taken here, and asks for more before it is opened.

#include <db.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

// Bytes a database; only the sentences' comes to need them.
#define PAGES_MEMORY (8 << 20)

typedef int create_fn(DB **, DB_ENV *, u_int32_t);
typedef char *version_fn(int *, int *, int *);

/** True when the library at hand is the one its header describes. */
static bool
is_known(void)
{
    version_fn *version = (version_fn *)dlsym(RTLD_NEXT, "db_version");
    int major = 0, minor = 0;
    if (version)
        version(&major, &minor, NULL);
    return major == DB_VERSION_MAJOR && minor == DB_VERSION_MINOR;
}

/** Found before the library's own by whoever is linked to both. */
int
db_create(DB **out, DB_ENV *env, u_int32_t flags)
{
    create_fn *create = (create_fn *)dlsym(RTLD_NEXT, "db_create");
    int status = create ? create(out, env, flags) : ENOSYS;
    if (!status && !env && is_known())
        (*out)->set_cachesize(*out, 0, PAGES_MEMORY, 1);
    return status;
}
