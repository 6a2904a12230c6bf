// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "hub/ingest.h"
#include "util/str.h"
#include "wire/bundle.h"

static const struct cli_command bundle_command = {
    .name = "import-bundle",
    .arguments = "FILE",
    .help = "Takes in the events that `talent-kiosk export` wrote. A file "
            "that was cut\nor changed is refused as a whole; events that are "
            "there already count as\nduplicates.",
    .min_arguments = 1,
    .max_arguments = 1,
};

/** One import of a file. */
struct import {
    struct cli *cli;
    const char *path;
    FILE *copy;  // what was checked, so that nobody changes it meanwhile
    char *line;  // owned
    size_t size; // of `line`
    struct bundle_header header;
    struct hub_kiosk kiosk;
    bool old_key; // signed by a key the kiosk had before
    size_t counts[VERDICT_RETRY + 1];
    bool frozen;
};

static int
refuse(struct import *import, const char *why)
{
    return cli_fail(import->cli, "%s was not imported: %s: export it again",
                    import->path, why);
}

/**
 * The next line without its line feed; -1 at the end. A line that is longer
 * than any a kiosk writes, or not ended, is -2.
 */
static ssize_t
read_line(struct import *import, FILE *file)
{
    size_t used = 0;
    for (;;) {
        int c = getc(file);
        if (c == EOF)
            return used == 0 && !ferror(file) ? -1 : -2;
        if (c == '\n')
            break;
        if (used + 1 >= import->size)
            return -2;
        import->line[used++] = (char)c;
    }
    import->line[used] = '\0';
    return (ssize_t)used;
}

static bool
keep_line(struct import *import, ssize_t len)
{
    return fwrite(import->line, 1, (size_t)len, import->copy)
               == (size_t)len
           && putc('\n', import->copy) != EOF;
}

/** Is this the key that signed? Tries a copy: closing ends the hash. */
static bool
signed_by(const struct bundle *bundle, const struct import *import,
          size_t len, const unsigned char key[SIGN_PUBLIC_SIZE])
{
    struct bundle attempt = *bundle;
    return bundle_close(&attempt, import->line, len, key, NULL) == ERR_OK;
}

/** What is needed to try a kiosk's former keys. */
struct former {
    const struct bundle *bundle;
    const struct import *import;
    size_t len;
    bool found;
};

static enum err
try_former(const struct hub_kiosk *kiosk, void *userdata)
{
    struct former *former = userdata;
    if (signed_by(former->bundle, former->import, former->len, kiosk->key))
        former->found = true;
    return ERR_OK;
}

/** Check the last line, the signature. */
static int
check_signature(struct import *import, const struct bundle *bundle,
                size_t len)
{
    if (signed_by(bundle, import, len, import->kiosk.key))
        return CLI_GO_ON;
    struct former former = {bundle, import, len, false};
    struct hub_store *hub = import->cli->hub;
    enum err err = hub->ops->old_key_each(hub, import->kiosk.id, try_former,
                                          &former);
    if (err)
        return cli_store_failed(import->cli, "keys", err);
    if (!former.found)
        return refuse(import, "it is cut, changed, or not signed by its "
                              "kiosk");
    import->old_key = true;
    return CLI_GO_ON;
}

static int
check_header(struct import *import, FILE *file, struct bundle *bundle)
{
    ssize_t len = read_line(import, file);
    if (len < 0
        || bundle_open(bundle, import->line, (size_t)len, NULL))
        return refuse(import, "its first line is not that of a bundle");
    if (!keep_line(import, len))
        return refuse(import, "there is no room for a copy");
    import->header = bundle->header;
    struct hub_store *hub = import->cli->hub;
    enum err err = hub->ops->kiosk_get(hub, bundle->header.kiosk_id,
                                       &import->kiosk);
    if (err == ERR_NOT_FOUND)
        return cli_fail(import->cli, "%s is of kiosk %s, which this hub does "
                                     "not know: import it where the kiosk "
                                     "was enrolled",
                        import->path, bundle->header.kiosk_id);
    return err ? cli_store_failed(import->cli, "kiosks", err) : CLI_GO_ON;
}

/** Read the whole file into the copy; CLI_GO_ON when all of it is good. */
static int
check_file(struct import *import, FILE *file)
{
    struct bundle bundle = {0};
    int code = check_header(import, file, &bundle);
    for (int64_t i = 0; i < import->header.calls && code == CLI_GO_ON; i++) {
        ssize_t len = read_line(import, file);
        if (len < 0
            || bundle_call(&bundle, import->line, (size_t)len, NULL))
            code = refuse(import, "it is cut or changed");
        else if (!keep_line(import, len))
            code = refuse(import, "there is no room for a copy");
    }
    if (code != CLI_GO_ON)
        return code;
    ssize_t len = read_line(import, file);
    if (len < 0)
        return refuse(import, "it is cut: the signature is missing");
    code = check_signature(import, &bundle, (size_t)len);
    if (code == CLI_GO_ON && read_line(import, file) != -1)
        code = refuse(import, "something follows its end");
    return code;
}

static int
ingest_call(struct import *import, size_t len)
{
    struct hub_ingest result;
    struct fault fault = {0};
    enum err err = hub_ingest(import->cli->hub, &import->kiosk,
                              import->line, len, &result, &fault);
    if (!err) {
        for (size_t i = 0; i <= VERDICT_RETRY; i++)
            import->counts[i] += result.counts[i];
        import->frozen |= result.frozen;
    }
    hub_ingest_clear(&result);
    if (err == ERR_INVALID)
        return cli_fail(import->cli, "a call of %s is not acceptable (%s): "
                                     "report it; what came before is stored",
                        import->path, fault.code);
    return err ? cli_store_failed(import->cli, "what came before is stored",
                                  err)
               : CLI_GO_ON;
}

/** Take in the calls of the checked copy. */
static int
ingest_copy(struct import *import)
{
    if (fflush(import->copy) || fseek(import->copy, 0, SEEK_SET))
        return refuse(import, "its copy cannot be read");
    if (read_line(import, import->copy) < 0)
        return refuse(import, "its copy cannot be read");
    int code = CLI_GO_ON;
    for (int64_t i = 0; i < import->header.calls && code == CLI_GO_ON; i++) {
        ssize_t len = read_line(import, import->copy);
        if (len < 0)
            return refuse(import, "its copy cannot be read");
        code = ingest_call(import, (size_t)len);
    }
    return code;
}

static int
import_file(struct import *import, FILE *file, bool accept_revoked)
{
    int code = check_file(import, file);
    if (code != CLI_GO_ON)
        return code;
    if (!accept_revoked
        && (import->old_key || import->kiosk.state != HUB_KIOSK_LIVE))
        return cli_fail(import->cli, "%s is of a revoked kiosk: give "
                                     "--accept-revoked if you trust where "
                                     "the file comes from", import->path);
    return ingest_copy(import);
}

static int
report(const struct import *import)
{
    const size_t *counts = import->counts;
    fprintf(import->cli->out,
            "%s: %zu stored, %zu duplicate, %zu held, %zu rejected\n",
            import->kiosk.id, counts[VERDICT_OK], counts[VERDICT_DUPLICATE],
            counts[VERDICT_HELD], counts[VERDICT_REJECTED]);
    if (import->frozen)
        return cli_fail(import->cli, "an epoch of %s is frozen (its disk was "
                                     "cloned): its events were not taken; "
                                     "enrol the kiosk again with --replace",
                        import->kiosk.id);
    if (counts[VERDICT_RETRY] > 0)
        return cli_fail(import->cli, "%zu events could not be taken now: "
                                     "import the file again",
                        counts[VERDICT_RETRY]);
    return CLI_DONE;
}

int
command_import_bundle(struct cli *cli, int argc, char **argv)
{
    bool accept = false;
    const struct cli_option options[] = {
        {"accept-revoked", NULL, "also of a kiosk that was revoked", NULL,
         &accept},
    };
    int code = cli_parse(cli, &bundle_command, options, 1, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    struct import import = {.cli = cli, .path = cli->arguments[0]};
    FILE *file = fopen(import.path, "rbe");
    if (!file)
        return cli_fail(cli, "%s cannot be read (%s): check its name and "
                             "rights", import.path, strerror(errno));
    import.size = BUNDLE_LINE_MAX + 2;
    import.line = malloc(import.size);
    import.copy = tmpfile();
    if (!import.line || !import.copy)
        code = cli_fail(cli, "no room for a copy of the file: free some "
                             "memory and disk");
    else
        code = import_file(&import, file, accept);
    if (code == CLI_GO_ON)
        code = report(&import);
    if (import.copy)
        fclose(import.copy);
    free(import.line);
    fclose(file);
    return code;
}
