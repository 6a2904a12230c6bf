// SPDX-License-Identifier: Apache-2.0
#include "app/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "app/kiosk.h"
#include "app/start.h"
#include "store/identity.h"
#include "sync/sync.h"
#include "util/str.h"
#include "util/thread.h"
#include "wire/writer.h"

#define PROBLEM_SIZE 65

/** The hub's codes (PROTOCOL.md "Enrolment") in words. */
static const struct {
    const char *code;
    const char *sentence;
} refusals[] = {
    {"code-unknown", "the hub does not know this code: ask for a new one"},
    {"code-used", "this code was used by another kiosk: ask for a new one"},
    {"code-expired", "this code has expired: ask for a new one"},
    {"site-full", "the site has nine kiosks already: revoke one first"},
    {"clock-skew", "the clocks differ: set this machine's time"},
    {"bad-signature", "the hub refused the signature: ask the centre"},
};

static const char *
sentence_of(enum err err, const char *problem)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (str_equal(refusals[i].code, problem))
            return refusals[i].sentence;
    switch (err) {
    case ERR_OFFLINE:
        return "the hub was not reached: check address, network and"
               " certificate";
    case ERR_INVALID:
        return "address or code is not right: it is https://… (http:// only"
               " on this machine) and the code of `talent-hub kiosk add`";
    case ERR_CONFLICT:
        return "the hub refused: ask for a new code";
    default:
        return "the enrolment could not be kept: check the disk";
    }
}

static void
say_enrolled(struct kiosk *kiosk, struct answer *out)
{
    struct identity identity;
    struct writer writer;
    if (identity_load(kiosk->store, &identity) != ERR_OK) {
        answer_fail(out, sentence_of(ERR_IO, ""));
        return;
    }
    out->ok = true;
    buf_addf(&out->text, "enrolled as %s at site %s\n", identity.kiosk_id,
             identity.site);
    writer_init(&writer, &out->data);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", true);
    writer_text(&writer, "kiosk_id", identity.kiosk_id);
    writer_text(&writer, "site", identity.site);
    writer_end(&writer);
    secret_wipe(&identity, sizeof identity);
}

static void
enrol(struct kiosk *kiosk, struct answer *out)
{
    const struct config *config = &kiosk->config;
    const char *pins[CONFIG_PINS_MAX];
    char problem[PROBLEM_SIZE] = "";
    for (size_t i = 0; i < config->hub.pin_count; i++)
        pins[i] = config->hub.pins[i];
    struct sync_enrolment enrolment = {
        .data_dir = kiosk->data_dir,
        .url = kiosk->options->args[0],
        .code = kiosk->options->args[1],
        .ca_file = config->hub.ca_file[0] ? config->hub.ca_file : NULL,
        .pins = pins,
        .pin_count = (int)config->hub.pin_count,
    };
    enum err err = sync_enrol(&enrolment, problem);
    if (err == ERR_OK)
        say_enrolled(kiosk, out);
    else
        answer_fail(out, sentence_of(err, problem));
}

int
command_enrol(const struct options *options)
{
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    struct answer answer;
    int status = COMMAND_FAILED;
    if (!kiosk)
        return COMMAND_FAILED;
    thread_mark_main();
    kiosk->options = options;
    answer_init(&answer);
    enum err err = start_begin(kiosk);
    bool taken = err == ERR_CONFLICT;
    if (err == ERR_OK)
        err = start_store(kiosk);
    if (taken)
        command_complain("the kiosk is running", "stop it, enrol, and start"
                                                 " it again");
    if (err == ERR_OK) {
        enrol(kiosk, &answer);
        status = command_say(options, &answer);
    }
    answer_clear(&answer);
    start_close(kiosk);
    free(kiosk);
    return status;
}
