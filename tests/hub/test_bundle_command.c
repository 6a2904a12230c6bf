// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "hub/kiosks.h"
#include "hub/setup.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/id.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/bundle.h"
#include "wire/event.h"
#include "wire/push.h"

#define EVENTS 3

/** A hub with one kiosk whose key we hold, and a bundle of it. */
struct bench {
    char folder[64];
    char data[96];
    char bundle[96];
    char kiosk[HUB_ID_SIZE];
    unsigned char secret[SIGN_SECRET_SIZE];
    struct buf text; // of the bundle
};

/** Runs a command against the bench's hub; what it said goes to `said`. */
static int
run_command(struct bench *bench, cli_run_fn *run, struct buf *said,
            const char *first, const char *second)
{
    char *argv[6];
    int argc = 0;
    if (first)
        argv[argc++] = (char *)(uintptr_t)first;
    if (second)
        argv[argc++] = (char *)(uintptr_t)second;
    argv[argc++] = (char *)(uintptr_t)"--data";
    argv[argc++] = bench->data;
    argv[argc] = NULL;
    FILE *out = tmpfile();
    assert_non_null(out);
    struct cli cli = {.in = stdin, .out = out, .err = out};
    int code = run(&cli, argc, argv);
    cli_close(&cli);
    rewind(out);
    buf_reset(said);
    int c;
    while ((c = getc(out)) != EOF)
        buf_add_char(said, (char)c);
    fclose(out);
    return code;
}

/** Gives the kiosk a fresh key; `replace` is its id, or NULL at first. */
static void
enrol(struct bench *bench, const char *replace)
{
    char spec[128];
    char code[HUB_CODE_TEXT_SIZE];
    struct hub_store *store;
    struct hub_kiosk kiosk;
    enum hub_enrol_result result;
    struct hub_enrol_request request = {
        .code = code, .model = "test", .version = "1"};
    str_format(spec, sizeof(spec), "sqlite:%s/hub.db", bench->data);
    assert_int_equal(hub_store_open(spec, &store), ERR_OK);
    assert_int_equal(hub_kiosk_add(store, replace ? NULL : "hall", NULL,
                                   replace, code), ERR_OK);
    sign_keypair(request.key, bench->secret);
    assert_int_equal(hub_kiosk_enrol(store, &request, &result, &kiosk),
                     ERR_OK);
    assert_int_equal(result, HUB_ENROL_OK);
    str_copy(bench->kiosk, sizeof(bench->kiosk), kiosk.id);
    hub_store_close(store);
}

/** Append one call with EVENTS events of a fresh epoch. */
static void
add_call(struct bundle *bundle, struct buf *out)
{
    char epoch[UUID_SIZE];
    struct buf events;
    struct buf call;
    struct buf body;
    buf_init(&events, 1 << 20);
    buf_init(&call, 1 << 20);
    buf_init(&body, 4096);
    id_uuid(epoch);
    assert_true(body_what(&body, "test", NULL, NULL));
    for (int64_t seq = 1; seq <= EVENTS; seq++) {
        struct event event = {
            .seq = seq, .type = "kiosk.started", .v = 1,
            .at_ms = 1796000000000, .time_quality = CLOCK_RTC,
            .up_ms = 1000 * seq, .subject = "hall-1"};
        id_uuid(event.boot);
        if (seq > 1)
            buf_add_char(&events, ',');
        assert_int_equal(event_write(&event, buf_text(&body), body.len,
                                     &events), ERR_OK);
    }
    assert_int_equal(push_call_write(epoch, buf_text(&events), events.len,
                                     &call), ERR_OK);
    assert_int_equal(bundle_add(bundle, buf_text(&call), call.len, out),
                     ERR_OK);
    buf_clear(&events);
    buf_clear(&call);
    buf_clear(&body);
}

static void
write_bundle(struct bench *bench, int64_t calls)
{
    struct bundle bundle = {0};
    struct bundle_header header = {.created_ms = 1796000000000,
                                   .calls = calls};
    str_copy(header.kiosk_id, sizeof(header.kiosk_id), bench->kiosk);
    buf_reset(&bench->text);
    assert_int_equal(bundle_begin(&bundle, &header, &bench->text), ERR_OK);
    for (int64_t i = 0; i < calls; i++)
        add_call(&bundle, &bench->text);
    assert_int_equal(bundle_end(&bundle, bench->secret, &bench->text),
                     ERR_OK);
}

static void
save(struct bench *bench, size_t len)
{
    assert_int_equal(file_write(bench->bundle, 0600, bench->text.data, len),
                     ERR_OK);
}

static int
setup(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    struct buf said;
    assert_non_null(bench);
    buf_init(&said, 1 << 20);
    buf_init(&bench->text, 1 << 20);
    str_copy(bench->folder, sizeof(bench->folder), "/tmp/bundle-XXXXXX");
    assert_non_null(mkdtemp(bench->folder));
    file_join(bench->data, sizeof(bench->data), bench->folder, "hub");
    file_join(bench->bundle, sizeof(bench->bundle), bench->folder, "b");
    assert_int_equal(run_command(bench, command_init, &said, NULL, NULL), 0);
    enrol(bench, NULL);
    buf_clear(&said);
    *state = bench;
    return 0;
}

static int
teardown(void **state)
{
    struct bench *bench = *state;
    char command[96];
    buf_clear(&bench->text);
    str_format(command, sizeof(command), "rm -r '%s'", bench->folder);
    int code = system(command);
    free(bench);
    return code;
}

/** Imports the saved file; the exit code, and what it must have said. */
static void
import(struct bench *bench, const char *option, int code, const char *says)
{
    struct buf said;
    buf_init(&said, 1 << 20);
    assert_int_equal(run_command(bench, command_import_bundle, &said,
                                 bench->bundle, option), code);
    if (!strstr(buf_text(&said), says))
        fail_msg("%s", buf_text(&said));
    buf_clear(&said);
}

static void
events_count_once(void **state)
{
    struct bench *bench = *state;
    write_bundle(bench, 2);
    save(bench, bench->text.len);
    import(bench, NULL, 0, "6 stored, 0 duplicate");
    import(bench, NULL, 0, "0 stored, 6 duplicate");
    write_bundle(bench, 0);
    save(bench, bench->text.len);
    import(bench, NULL, 0, "0 stored, 0 duplicate");
}

static void
damaged_files_are_refused_whole(void **state)
{
    struct bench *bench = *state;
    write_bundle(bench, 2);
    size_t whole = bench->text.len;
    for (size_t cut = 0; cut < whole; cut += whole / 23 + 1) {
        save(bench, cut);
        import(bench, NULL, 1, "was not imported");
    }
    save(bench, whole - 1);
    import(bench, NULL, 1, "was not imported");
    for (size_t at = 70; at < whole; at += whole / 17 + 1) {
        bench->text.data[at] ^= 1;
        save(bench, whole);
        import(bench, NULL, 1, "talent-hub: ");
        bench->text.data[at] ^= 1;
    }
    buf_add_str(&bench->text, "more\n");
    save(bench, bench->text.len);
    import(bench, NULL, 1, "follows its end");
    // Nothing of all that was taken.
    save(bench, whole);
    import(bench, NULL, 0, "6 stored, 0 duplicate");
}

static void
revoked_kiosks_need_the_option(void **state)
{
    struct bench *bench = *state;
    struct buf said;
    buf_init(&said, 1 << 20);
    write_bundle(bench, 1);
    save(bench, bench->text.len);
    assert_int_equal(run_command(bench, command_kiosk_revoke, &said,
                                 bench->kiosk, NULL), 0);
    import(bench, NULL, 1, "--accept-revoked");
    import(bench, "--accept-revoked", 0, "3 stored");
    buf_clear(&said);
}

static void
a_former_key_needs_the_option(void **state)
{
    struct bench *bench = *state;
    write_bundle(bench, 1);
    save(bench, bench->text.len);
    enrol(bench, bench->kiosk);
    import(bench, NULL, 1, "--accept-revoked");
    import(bench, "--accept-revoked", 0, "3 stored");
    sign_keypair((unsigned char[SIGN_PUBLIC_SIZE]){0}, bench->secret);
    write_bundle(bench, 1);
    save(bench, bench->text.len);
    import(bench, "--accept-revoked", 1, "not signed by its kiosk");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_count_once, setup, teardown),
        cmocka_unit_test_setup_teardown(damaged_files_are_refused_whole,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(revoked_kiosks_need_the_option,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_former_key_needs_the_option,
                                        setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
