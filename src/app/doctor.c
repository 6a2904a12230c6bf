// SPDX-License-Identifier: Apache-2.0
#include "app/doctor.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/outcome.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "store/store.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/writer.h"

#define DISK_FAIL_MIB 100
#define DISK_WARN_MIB 1024
#define DAY_MS INT64_C(86400000)
// A target of 80 px of a 1080 px page must be 19.8 mm (21.5 inch).
#define PANEL_SHORT_MM 262
#define DETAIL_SIZE 400

enum health { HEALTH_OK, HEALTH_WARN, HEALTH_FAIL };

/** The list while it is made. */
struct report {
    struct answer *out;
    struct writer writer;
    bool failed;
};

static void
note(struct report *report, const char *name, enum health health,
     const char *format, ...) __attribute__((format(printf, 4, 5)));

static void
note(struct report *report, const char *name, enum health health,
     const char *format, ...)
{
    static const char *const words[] = {"ok", "warn", "FAIL"};
    static const char *const states[] = {"ok", "warn", "fail"};
    char detail[DETAIL_SIZE];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    buf_addf(&report->out->text, "%-4s  %-10s %s\n", words[health], name,
             detail);
    writer_object(&report->writer, NULL);
    writer_text(&report->writer, "name", name);
    writer_text(&report->writer, "state", states[health]);
    writer_text(&report->writer, "detail", detail);
    writer_end(&report->writer);
    report->failed = report->failed || health == HEALTH_FAIL;
}

static void
check_store(struct report *report, const struct doctor *doctor)
{
    char problem[200];
    enum err err = store_check(doctor->store, problem, sizeof problem);
    if (err != ERR_OK || problem[0])
        note(report, "store", HEALTH_FAIL, "%s: start the kiosk again, it"
             " restores its last copy",
             problem[0] ? problem : err_name(err));
    else
        note(report, "store", HEALTH_OK, "complete and consistent");
    int64_t mib = store_free_mib(doctor->store);
    note(report, "disk",
         mib < DISK_FAIL_MIB ? HEALTH_FAIL
         : mib < DISK_WARN_MIB ? HEALTH_WARN : HEALTH_OK,
         "%" PRId64 " MiB free", mib);
}

static void
check_outbox(struct report *report, const struct doctor *doctor)
{
    struct outbox_counts counts;
    enum err err = outbox_count(doctor->store, &counts);
    if (err != ERR_OK)
        note(report, "outbox", HEALTH_FAIL, "cannot be read (%s)",
             err_name(err));
    else
        note(report, "outbox", counts.set_aside ? HEALTH_WARN : HEALTH_OK,
             "%" PRId64 " wait to be sent, %" PRId64 " set aside%s",
             counts.pending, counts.set_aside,
             counts.set_aside ? ": see them on the staff console" : "");
}

static void
check_parts(struct report *report, const struct doctor *doctor)
{
    const struct paths *paths = doctor->paths;
    const struct {
        const char *name, *path;
    } parts[] = {
        {"fonts", paths->fonts},
        {"art", paths->art},
        {"texts", paths->translations},
        {"catalogue", paths->catalogue},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (file_exists(parts[i].path))
            note(report, parts[i].name, HEALTH_OK, "%s", parts[i].path);
        else
            note(report, parts[i].name, HEALTH_FAIL,
                 "%s is missing: install the package again",
                 parts[i].path);
    if (access(paths->ime, X_OK) == 0)
        note(report, "pinyin", HEALTH_OK, "%s", paths->ime);
    else
        note(report, "pinyin", HEALTH_WARN, "%s is missing: visitors can"
             " type letters alone until it is installed", paths->ime);
    int64_t services = 0;
    enum err err = catalogue_count(doctor->store, "service", &services);
    note(report, "services",
         err == ERR_OK && services ? HEALTH_OK : HEALTH_WARN,
         "%" PRId64 " in the catalogue%s", services,
         services ? "" : ": start the kiosk once, or sync");
}

static void
check_last_contact(struct report *report, const struct doctor *doctor)
{
    struct sync_times times;
    char at[TIMESTAMP_SIZE];
    if (sync_times_load(doctor->store, &times) != ERR_OK ||
        !times.last_contact) {
        note(report, "hub", HEALTH_WARN, "never reached");
        return;
    }
    timestamp_format(times.last_contact, at);
    bool recent = clock_now_ms() - times.last_contact < DAY_MS;
    note(report, "hub", recent ? HEALTH_OK : HEALTH_WARN,
         "last reached at %s", at);
}

static void
check_hub(struct report *report, const struct doctor *doctor)
{
    struct identity identity;
    const struct sync_event *result = doctor->result;
    const char *url = doctor->config->hub.url;
    if (identity_load(doctor->store, &identity) != ERR_OK) {
        note(report, "hub", HEALTH_WARN, "%s",
             outcome_sentence(SYNC_NOT_ENROLLED));
        return;
    }
    note(report, "kiosk", identity.lock_order[0] ? HEALTH_FAIL : HEALTH_OK,
         "%s at site %s, hub %s%s%s", identity.kiosk_id, identity.site,
         identity.hub_url, identity.lock_order[0] ? ", revoked: " : "",
         identity.lock_order);
    if (url[0] && !str_equal(url, identity.hub_url))
        note(report, "hub", HEALTH_WARN, "the configuration names %s: enrol"
             " again to move there", url);
    if (!result)
        check_last_contact(report, doctor);
    else if (result->outcome == SYNC_DONE || result->outcome == SYNC_PARTLY)
        note(report, "hub", HEALTH_OK, "reached just now");
    else
        note(report, "hub", HEALTH_FAIL, "%s",
             outcome_sentence(result->outcome));
    secret_wipe(&identity, sizeof identity);
}

static void
check_clock(struct report *report)
{
    char at[TIMESTAMP_SIZE];
    enum clock_quality quality = clock_quality();
    timestamp_format(clock_now_ms(), at);
    if (quality == CLOCK_UNKNOWN)
        note(report, "clock", HEALTH_FAIL,
             "the system's clock is behind what is known (%s): set it", at);
    else
        note(report, "clock", HEALTH_OK, "%s (%s)", at,
             clock_quality_name(quality));
}

static void
check_panel(struct report *report, const struct config *config)
{
    int w = config->panel.width_mm, h = config->panel.height_mm;
    int narrow = w < h ? w : h;
    double inches = sqrt((double)w * w + (double)h * h) / 25.4;
    if (narrow < PANEL_SHORT_MM)
        note(report, "panel", HEALTH_WARN, "%dx%d mm (%.1f inch): smaller"
             " than 21.5 inch, buttons are less than 20 mm", w, h, inches);
    else
        note(report, "panel", HEALTH_OK, "%dx%d mm (%.1f inch)", w, h,
             inches);
}

void
doctor_run(const struct doctor *doctor, struct answer *out)
{
    struct report report = {.out = out};
    writer_init(&report.writer, &out->data);
    writer_object(&report.writer, NULL);
    writer_array(&report.writer, "checks");
    check_store(&report, doctor);
    check_outbox(&report, doctor);
    check_parts(&report, doctor);
    check_hub(&report, doctor);
    check_clock(&report);
    check_panel(&report, doctor->config);
    note(&report, "printer", HEALTH_OK, "%s",
         doctor->config->devices.printer);
    note(&report, "scanner", HEALTH_OK, "%s",
         doctor->config->devices.scanner);
    if (doctor->config_problems[0])
        note(&report, "config", HEALTH_FAIL, "%s", doctor->config_problems);
    else
        note(&report, "config", HEALTH_OK, "valid");
    writer_end(&report.writer);
    writer_bool(&report.writer, "ok", !report.failed);
    writer_end(&report.writer);
    out->ok = !report.failed;
    if (report.failed)
        answer_error(out, "some checks failed: see the lines marked FAIL");
}
