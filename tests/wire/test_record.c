// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "model/entry.h"
#include "model/form.h"
#include "model/service.h"
#include "model/site.h"
#include "model/talent.h"
#include "model/ticket.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/people.h"
#include "wire/record.h"

#define UUID "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"
#define KEY "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

static void
reads_a_site(void **state)
{
    static const char body[] =
        "{\"name\":{\"zh\":\"大厅\",\"en\":\"Hall\"},\"profile\":\"hall\","
        "\"hours\":[{\"days\":[1,2,5],\"from\":\"08:30\",\"to\":\"12:00\"}],"
        "\"holidays\":[\"2026-10-01\"],\"last_ticket\":30,"
        "\"windows\":[{\"id\":\"w1\",\"name\":{\"zh\":\"一号窗口\"}}],"
        "\"phone\":null,\"kiosks\":2,\"state\":\"verified\",\"demo\":true,"
        "\"new\":[1.5]}";
    struct site site;
    (void)state;
    assert_int_equal(record_site("hall", body, strlen(body), &site, NULL),
                     ERR_OK);
    assert_string_equal(site.id, "hall");
    assert_string_equal(site.name.en, "Hall");
    assert_int_equal(site.profile, SITE_PROFILE_HALL);
    assert_int_equal(site.hours.count, 1);
    assert_int_equal(site.hours.rows[0].days, 0x13);
    assert_int_equal(site.hours.rows[0].from, 510);
    assert_int_equal(site.last_ticket.kind, LAST_TICKET_BEFORE);
    assert_int_equal(site.last_ticket.minutes, 30);
    assert_int_equal(site.window_count, 1);
    assert_string_equal(site.windows[0].name.zh, "一号窗口");
    assert_null(site.phone);
    assert_int_equal(site.kiosks, 2);
    assert_true(site.demo);
    assert_int_equal(site.state, SOURCE_VERIFIED);
    site_clear(&site);
}

static void
reads_a_service(void **state)
{
    static const char body[] =
        "{\"letter\":\"B\",\"name\":{\"zh\":\"硕士安家费\"},"
        "\"materials\":[{\"name\":{\"zh\":\"证件\"},\"note\":null}],"
        "\"policy\":\"p\",\"form\":null,\"class\":\"priority\","
        "\"quota\":40,\"hours\":null,\"sites\":[\"hall\"],"
        "\"icon\":\"wallet\",\"order\":20}";
    struct service service;
    (void)state;
    assert_int_equal(record_service("s", body, strlen(body), &service, NULL),
                     ERR_OK);
    assert_int_equal(service.letter, 'B');
    assert_int_equal(service.class, TICKET_PRIORITY);
    assert_int_equal(service.quota, 40);
    assert_false(service.own_hours);
    assert_int_equal(service.sites.count, 1);
    assert_int_equal(service.material_count, 1);
    assert_null(service.form);
    assert_int_equal(service.order, 20);
    assert_false(service.demo);
    service_clear(&service);
}

static void
tickets_go_there_and_back(void **state)
{
    static const char text[] =
        "{\"number\":\"A1012\",\"service\":\"s\",\"class\":\"emergency\","
        "\"day\":\"2026-12-01\",\"state\":\"called\",\"window\":\"w1\","
        "\"issued_at\":\"2026-12-01T09:02:11.123+08:00\","
        "\"called_at\":\"2026-12-01T09:12:11.000+08:00\"}";
    struct ticket ticket;
    struct buf out;
    (void)state;
    assert_int_equal(record_ticket(UUID, text, strlen(text), &ticket, NULL),
                     ERR_OK);
    assert_string_equal(ticket.id, UUID);
    assert_int_equal(ticket.class, TICKET_EMERGENCY);
    assert_int_equal(ticket.state, TICKET_CALLED);
    assert_int_equal(ticket.issued_ms, 1796086931123);
    buf_init(&out, 4096);
    assert_int_equal(record_ticket_write(&ticket, &out), ERR_OK);
    assert_string_equal(buf_text(&out), text);
    buf_clear(&out);
}

static void
reads_a_talent_and_its_keys(void **state)
{
    static const char body[] =
        "{\"keys\":[{\"k\":\"d1\",\"h\":\"" KEY "\"}],\"name\":\"张*明\","
        "\"grade\":\"A\",\"programmes\":[\"nj_300.expert\"],"
        "\"entitlements\":[],\"status\":\"active\",\"valid_to\":null}";
    struct talent talent;
    struct talent_key keys[PEOPLE_MAX_KEYS];
    size_t count;
    (void)state;
    assert_int_equal(record_talent("t-1", body, strlen(body), &talent, NULL),
                     ERR_OK);
    assert_string_equal(talent.name, "张*明");
    assert_string_equal(talent.programmes[0], "nj_300.expert");
    assert_string_equal(talent.valid_to, "");
    assert_int_equal(
        record_talent_keys(body, strlen(body), keys, &count, NULL), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(keys[0].k, "d1");
    assert_int_equal(keys[0].h[31], 31);
}

static void
people_and_commands_go_there_and_back(void **state)
{
    struct staff_record staff, staff_in = {
        .code = "07", .name = "甲", .pin = "$argon2id$v=19$x",
        .roles = {"desk"}, .role_count = 1, .active = true};
    struct key_record key, key_in = {"seal", "s1", {1, 2}, 1796086931123};
    struct command_record command, command_in = {
        COMMAND_UNLOCK_PIN, "forgot", 1796086931123};
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    assert_int_equal(record_staff_write(&staff_in, &out), ERR_OK);
    assert_int_equal(record_staff(out.data, out.len, &staff, NULL), ERR_OK);
    assert_memory_equal(&staff, &staff_in, sizeof(staff));
    buf_reset(&out);
    assert_int_equal(record_key_write(&key_in, &out), ERR_OK);
    assert_int_equal(record_key(out.data, out.len, &key, NULL), ERR_OK);
    assert_string_equal(key.id, "s1");
    assert_memory_equal(key.key, key_in.key, 32);
    assert_int_equal(key.not_after_ms, key_in.not_after_ms);
    buf_reset(&out);
    assert_int_equal(record_command_write(&command_in, &out), ERR_OK);
    assert_int_equal(record_command(out.data, out.len, &command, NULL),
                     ERR_OK);
    assert_int_equal(command.name, COMMAND_UNLOCK_PIN);
    assert_string_equal(command.reason, "forgot");
    buf_clear(&out);
}

#define SERVICE "\"letter\":\"A\",\"name\":{\"zh\":\"x\"},\"class\":\"normal\""

static void
names_the_field_that_is_wrong(void **state)
{
    static const char *const table[][3] = {
        {"site", "[]", ""},
        {"site", "{}", "name.zh"},
        {"site", "{\"name\":{\"zh\":\"x\"},\"profile\":\"bank\"}", "profile"},
        {"site",
         "{\"name\":{\"zh\":\"x\"},\"profile\":\"hall\","
         "\"hours\":[{\"days\":[8]}]}",
         "hours[0].days[0]"},
        {"site",
         "{\"name\":{\"zh\":\"x\"},\"profile\":\"hall\","
         "\"hours\":[{\"days\":[1],\"from\":\"09:00\",\"to\":\"08:00\"}]}",
         "hours[0]"},
        {"site",
         "{\"name\":{\"zh\":\"x\"},\"profile\":\"hall\","
         "\"last_ticket\":\"noon\"}",
         "last_ticket"},
        {"service", "{\"letter\":\"I\"}", "letter"},
        {"service", "{" SERVICE ",\"quota\":-1}", "quota"},
        {"service", "{" SERVICE ",\"materials\":[{\"name\":\"x\"}]}",
         "materials[0].name.zh"},
        {"service", "{" SERVICE ",\"sites\":{}}", "sites"},
        {"policy", "{\"title\":{\"en\":\"only\"}}", "title.zh"},
        {"policy", "{\"title\":{\"zh\":\"x\"},\"valid_to\":\"soon\"}",
         "valid_to"},
        {"policy",
         "{\"title\":{\"zh\":\"x\"},\"source\":{\"document\":{\"zh\":\"d\"},"
         "\"date\":\"2022-13-01\"}}",
         "source.date"},
        {"policy", "{\"title\":{\"zh\":\"x\"},\"rows\":[\"1\"]}", "rows[0]"},
        {"entry", "{\"group\":\"gang\"}", "group"},
        {"activity", "{\"title\":{\"zh\":\"x\"},\"classes\":[\"sell\"]}",
         "classes[0]"},
        {"activity", "{\"title\":{\"zh\":\"x\"},\"ends_at\":"
                     "\"2026-12-01T09:00:00+08:00\"}", "starts_at"},
        {"activity", "{\"title\":{\"zh\":\"x\"},\"left\":-1}", "left"},
        {"activity", "{\"title\":{\"zh\":\"x\"},\"checkin\":\"person\","
                     "\"fields\":[{\"value\":\"a\",\"label\":{\"zh\":"
                     "\"x\"}}]}", "fields"},
        {"topic", "{\"name\":{\"zh\":\"x\"},\"order\":\"1\"}", "order"},
        {"talent", "{\"name\":\"x\",\"status\":\"gone\"}", "status"},
        {"talent", "{\"name\":\"x\",\"status\":\"active\",\"keys\":"
                   "[{\"k\":\"d1\",\"h\":\"short\"}]}",
         "keys[0].h"},
        {"staff", "{\"code\":\"7\"}", "code"},
        {"staff", "{\"code\":\"07\",\"name\":\"x\",\"pin\":\"123456\"}",
         "pin"},
        {"ticket", "{\"number\":\"nope\"}", "number"},
        {"command", "{\"name\":\"explode\"}", "name"},
        {"key", "{\"use\":\"seal\",\"id\":\"a\",\"key\":\"x\"}", "key"},
        {"card_key", "{\"kid\":\"a\"}", "public_key"},
        {"revocation", "{\"jti\":\"a\",\"at\":1}", "at"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct fault fault = {0};
        if (!record_check(table[i][0], "id", table[i][1],
                          strlen(table[i][1]), &fault))
            fail_msg("taken: %s", table[i][1]);
        assert_string_equal(fault.field, table[i][2]);
        assert_true(fault.zh[0] && fault.en[0]);
    }
    assert_int_equal(record_check("hologram", "x", "{\"a\":1.5}", 9, NULL),
                     ERR_OK);
    assert_int_equal(record_check("hologram", "x y", "{}", 2, NULL),
                     ERR_INVALID);
}

static void
refuses_what_turns_writing_around(void **state)
{
    static const char *const marks[] = {
        "\u202a", "\u202e", "\u2066", "\u2069", "\\u202E",
    };
    char body[128];
    (void)state;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        struct fault fault = {0};
        str_format(body, sizeof(body),
                   "{\"title\":{\"zh\":\"安家\",\"en\":\"a%sb\"}}",
                   marks[i]);
        assert_int_equal(record_check("policy", "p", body, strlen(body),
                                      &fault), ERR_INVALID);
        assert_string_equal(fault.field, "title.en");
        assert_non_null(strstr(fault.en, "direction"));
    }
    str_format(body, sizeof(body), "{\"title\":{\"zh\":\"安\u2065\u202f家"
                                   "\"}}");
    assert_int_equal(record_check("policy", "p", body, strlen(body), NULL),
                     ERR_OK);
}

// Whoever leaves a phone number agrees to be called, or it is not sent.
static void
asks_consent_for_a_phone(const char *id, const struct buf *body)
{
    bool shown[FORM_MAX_FIELDS], asked = false, phone = false;
    struct form form;
    struct form_answers answers;
    form_answers_init(&answers);
    assert_int_equal(record_form(id, body->data, body->len, &form, NULL),
                     ERR_OK);
    for (size_t i = 0; i < form.field_count; i++)
        if (form.fields[i].kind == FORM_PHONE)
            phone = form_answer_set(&answers, i, "15400000001");
    assert_int_equal(form_all_shown(&form, &answers, shown), ERR_OK);
    for (size_t i = 0; i < form.field_count; i++)
        asked = asked || (shown[i] && form_check(&form, &answers, i)
                                          == FORM_NO_CONSENT);
    if (phone && !asked)
        fail_msg("%s takes a phone number without consent", id);
    form_answers_clear(&answers);
    form_clear(&form);
}

// What ships must be what readers take.
static void
takes_the_shipped_catalogue(void **state)
{
    char folder[512], path[1024], id[65];
    const char *kind, *name;
    struct dirent *file;
    int count = 0;
    (void)state;
    str_format(folder, sizeof(folder), "%s/assets/catalogue", SOURCE_DIR);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while ((file = readdir(dir))) {
        struct buf text, body;
        struct json_t *json;
        struct fault fault = {0};
        if (!str_ends(file->d_name, ".json"))
            continue;
        buf_init(&text, 1 << 20);
        buf_init(&body, 1 << 20);
        str_format(path, sizeof(path), "%s/%s", folder, file->d_name);
        assert_int_equal(file_read(path, 1 << 20, &text), ERR_OK);
        assert_int_equal(json_parse(text.data, text.len, &json, NULL),
                         ERR_OK);
        struct json_node root = json_root(json, &fault);
        struct json_node at = json_at(&root, "kind");
        assert_int_equal(json_text(&at, 32, &kind), ERR_OK);
        at = json_at(&root, "id");
        assert_int_equal(json_text(&at, 64, &name), ERR_OK);
        str_copy(id, sizeof(id), name);
        at = json_at(&root, "body");
        assert_int_equal(json_canonical(at.value, &body), ERR_OK);
        if (record_check(kind, id, body.data, body.len, &fault))
            fail_msg("%s: %s %s", file->d_name, fault.field, fault.en);
        if (strcmp(kind, "form") == 0)
            asks_consent_for_a_phone(id, &body);
        json_free(json);
        buf_clear(&text);
        buf_clear(&body);
        count++;
    }
    closedir(dir);
    assert_true(count > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_site),
        cmocka_unit_test(reads_a_service),
        cmocka_unit_test(tickets_go_there_and_back),
        cmocka_unit_test(reads_a_talent_and_its_keys),
        cmocka_unit_test(people_and_commands_go_there_and_back),
        cmocka_unit_test(names_the_field_that_is_wrong),
        cmocka_unit_test(refuses_what_turns_writing_around),
        cmocka_unit_test(takes_the_shipped_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
