// SPDX-License-Identifier: Apache-2.0
#include "app/scan.h"

#include "app/kiosk.h"
#include "app/overlay.h"
#include "model/scanned.h"
#include "store/policies.h"
#include "ui/build.h"
#include "util/str.h"

/** What each kind of code leads to. */
struct scan_rule {
    enum scanned_kind kind;
    const char *screen;
    bool named; // opened with the id; otherwise told the text
};

static const struct scan_rule rules[] = {
    {SCANNED_POLICY, "policy", true},
    {SCANNED_RECEIPT, "progress", false},
    {SCANNED_CARD, "identify", false},
};
#define RULE_COUNT (sizeof rules / sizeof rules[0])

/** The rule of a kind whose screen there is, or NULL. */
static const struct scan_rule *
rule_of(enum scanned_kind kind)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (rules[i].kind == kind && screen_find(rules[i].screen))
            return &rules[i];
    return NULL;
}

/** The page reads codes itself, also those that are none of its own. */
static bool
page_reads(const struct kiosk *kiosk)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (!rules[i].named && nav_at(&kiosk->nav, rules[i].screen))
            return true;
    return false;
}

static void
tell(struct kiosk *kiosk, const char *text)
{
    kiosk_tell(kiosk, &(struct screen_event){.type = SCREEN_SCAN,
                                             .text = text});
}

static void
say(struct kiosk *kiosk, const char *text)
{
    overlay_toast(kiosk, ui_tr(kiosk->ui, text));
    kiosk->dirty = true;
}

static void
go(struct kiosk *kiosk, const char *screen, const char *arg)
{
    // Whoever comes from the page that invites finds home behind it.
    if (kiosk->nav.screen && kiosk->nav.screen->bare) {
        nav_go(&kiosk->nav, "home", NULL);
        kiosk_settle(kiosk);
    }
    nav_go(&kiosk->nav, screen, arg);
    kiosk_settle(kiosk);
}

static void
open_policy(struct kiosk *kiosk, const char *id)
{
    struct policy policy = {0};
    enum err err = policies_get(kiosk->store, id, &policy);
    policy_clear(&policy);
    if (err == ERR_OK)
        go(kiosk, "policy", id);
    else
        say(kiosk, UI_MARK("这台终端没有这项政策，请咨询窗口"));
}

static void
follow(struct kiosk *kiosk, const struct scan_rule *rule,
       const struct scanned *scanned, const char *text)
{
    if (rule->named) {
        open_policy(kiosk, scanned->id);
        return;
    }
    go(kiosk, rule->screen, NULL);
    if (nav_at(&kiosk->nav, rule->screen))
        tell(kiosk, text);
}

static bool
is_staff(const struct kiosk *kiosk)
{
    return nav_at(&kiosk->nav, "pin") ||
           (kiosk->nav.screen && kiosk->nav.screen->staff);
}

void
scan_take(struct kiosk *kiosk, const char *text)
{
    struct scanned scanned;
    if (kiosk->overlay.seconds_left || is_staff(kiosk))
        return;
    scanned_read(text, &scanned);
    const struct scan_rule *rule = rule_of(scanned.kind);
    if (rule ? !rule->named && nav_at(&kiosk->nav, rule->screen)
             : page_reads(kiosk))
        tell(kiosk, text);
    else if (!rule)
        say(kiosk, UI_MARK("没有认出这个码，请到咨询台问一问"));
    else if (kiosk_is_personal(kiosk))
        say(kiosk, UI_MARK("请先办完或结束这一项，再扫码"));
    else
        follow(kiosk, rule, &scanned, text);
    secret_wipe(&scanned, sizeof scanned);
}
