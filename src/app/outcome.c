// SPDX-License-Identifier: Apache-2.0
#include "app/outcome.h"

#include <inttypes.h>

#include "app/answer.h"
#include "wire/writer.h"

// In the order of enum sync_outcome.
static const struct {
    const char *name;
    const char *sentence;
} outcomes[] = {
    [SYNC_DONE] = {"done", "all was sent and fetched"},
    [SYNC_PARTLY] = {"partly", "some records were set aside or wait: see"
                               " them on the staff console"},
    [SYNC_OFFLINE] = {"offline", "the hub was not reached: check the"
                                 " network; nothing is lost"},
    [SYNC_HUB_TROUBLE] = {"trouble", "the hub answered with an error: tell"
                                     " the centre; nothing is lost"},
    [SYNC_NOT_TRUSTED] = {"not_trusted",
                          "the hub's certificate or pin does not match: ask"
                          " the centre before enrolling again"},
    [SYNC_CLOCK] = {"clock", "the clocks differ: set this machine's time"},
    [SYNC_UNKNOWN_KIOSK] = {"unknown_kiosk", "the hub does not know this"
                                             " kiosk: enrol it again"},
    [SYNC_FROZEN] = {"frozen", "this kiosk's records were seen from another"
                               " disk: enrol it again"},
    [SYNC_REVOKED] = {"revoked", "the hub revoked this kiosk: enrol it"
                                 " again"},
    [SYNC_NOT_ENROLLED] = {"not_enrolled", "this kiosk has no hub yet:"
                                           " talent-kiosk enrol URL CODE"},
};
#define OUTCOME_COUNT (sizeof outcomes / sizeof outcomes[0])

const char *
outcome_name(enum sync_outcome outcome)
{
    return (size_t)outcome < OUTCOME_COUNT ? outcomes[outcome].name
                                           : "trouble";
}

const char *
outcome_sentence(enum sync_outcome outcome)
{
    return (size_t)outcome < OUTCOME_COUNT ? outcomes[outcome].sentence
                                           : "";
}

void
outcome_answer(const struct sync_event *result, struct answer *out)
{
    struct writer writer;
    out->ok = result->outcome == SYNC_DONE;
    if (out->ok)
        buf_addf(&out->text, "%s\n", outcome_sentence(result->outcome));
    else
        answer_error(out, outcome_sentence(result->outcome));
    buf_addf(&out->text, "sent %" PRId64 ", fetched %" PRId64
             ", set aside %" PRId64 "\n", result->sent, result->received,
             result->set_aside);
    if (result->problem[0])
        buf_addf(&out->text, "the hub said: %s\n", result->problem);
    writer_init(&writer, &out->data);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", out->ok);
    writer_text(&writer, "outcome", outcome_name(result->outcome));
    writer_text(&writer, "problem",
                result->problem[0] ? result->problem : NULL);
    writer_int(&writer, "sent", result->sent);
    writer_int(&writer, "received", result->received);
    writer_int(&writer, "set_aside", result->set_aside);
    writer_end(&writer);
}
