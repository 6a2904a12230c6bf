// SPDX-License-Identifier: Apache-2.0
#include "screens/visitor.h"

#include <string.h>

#include "store/visits.h"
#include "ui/build.h"
#include "util/err.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

const char *
visitor_grade(struct ui *ui, const char *grade)
{
    if (strcmp(grade, "high_level") == 0) {
        return ui_tr(ui, "高层次人才");
    }
    return NULL;
}

const char *
visitor_number(struct ui *ui, const struct session *session, bool brief)
{
    const char *until = session->on_roster ? session->talent.valid_to : "";
    const char *mask = session->number_mask;
    bool phone = session->visit.identity == VISIT_BY_PHONE;
    if (*until && brief) {
        return ui_say(ui, "有效至 {1}", until, NULL);
    }
    if (*until) {
        return phone ? ui_say(ui, "手机号 {1} · 有效至 {2}", mask, until,
                              NULL)
                     : ui_say(ui, "证件号 {1} · 有效至 {2}", mask, until,
                              NULL);
    }
    return phone ? ui_say(ui, "手机号 {1}", mask, NULL)
                 : ui_say(ui, "证件号 {1}", mask, NULL);
}

void
visitor_next_visit(struct screen_context *context)
{
    struct session *session = context->session;
    if (!session->checked_in) {
        return;
    }
    enum err err = visit_end(context->store, session->visit.id, "done");
    if (err && err != ERR_NOT_FOUND) {
        LOGW("screens: end of visit not recorded: %s", err_name(err));
    }
    context->ops->poke(context->host);
    id_uuid(session->visit.id);
    session->checked_in = false;
    secret_wipe(&session->result, sizeof(session->result));
    secret_wipe(session->visit.service, sizeof(session->visit.service));
}

void
visitor_forget_person(struct session *session)
{
    struct visit *visit = &session->visit;
    talent_clear(&session->talent);
    secret_wipe(session->person_key, sizeof(session->person_key));
    secret_wipe(session->number_mask, sizeof(session->number_mask));
    session->identified = false;
    session->on_roster = false;
    secret_wipe(visit->talent, sizeof(visit->talent));
    secret_wipe(visit->programme, sizeof(visit->programme));
    secret_wipe(visit->role, sizeof(visit->role));
    secret_wipe(visit->employer_type, sizeof(visit->employer_type));
    secret_wipe(visit->field, sizeof(visit->field));
    visit->identity = VISIT_AS_GUEST;
    visit->consent_rev = 0;
}
