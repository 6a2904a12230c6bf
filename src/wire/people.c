// SPDX-License-Identifier: Apache-2.0
#include "wire/people.h"
#include <string.h>
#include "model/talent.h"
#include "model/ticket.h"
#include "util/base64.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/read.h"
#include "wire/record.h"
#include "wire/record_open.h"
#include "wire/writer.h"

static const char *const staff_states[] = {"active", "inactive"};
static const char *const command_names[] = {"sync", "out_of_service",
                                            "in_service", "unlock_pin"};

// Bodies without an id of their own in the struct are begun under this one.
#define NO_ID "-"

static enum err
read_words(const struct json_node *node, char out[][ID_SIZE], size_t max,
           size_t *count)
{
    enum err err = record_count(node, max, count);
    for (size_t i = 0; i < *count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_id(&item, out[i]);
    }
    return err;
}

static enum err
read_talent(const struct json_node *root, const char *id, void *userdata)
{
    struct talent *out = userdata;
    struct json_node name = json_at(root, "name");
    struct json_node grade = json_at(root, "grade");
    struct json_node programmes = json_at(root, "programmes");
    struct json_node entitlements = json_at(root, "entitlements");
    struct json_node status = json_at(root, "status");
    struct json_node valid_to = json_at(root, "valid_to");
    int index = 0;
    enum err err = read_text(&name, false, out->name, sizeof(out->name));
    if (!err)
        err = read_text(&grade, true, out->grade, sizeof(out->grade));
    if (!err)
        err = read_words(&programmes, out->programmes, TALENT_LIST_MAX,
                         &out->programme_count);
    if (!err)
        err = read_words(&entitlements, out->entitlements, TALENT_LIST_MAX,
                         &out->entitlement_count);
    err = err ? err : json_choice(&status, talent_status_names, &index);
    out->status = (enum talent_status)index;
    err = err ? err : read_day(&valid_to, true, out->valid_to);
    if (!err)
        str_copy(out->id, sizeof(out->id), id);
    return err;
}

enum err
record_talent(const char *id, const char *body, size_t len,
              struct talent *out, struct fault *fault)
{
    *out = (struct talent){0};
    return record_read(id, body, len, read_talent, out, fault);
}

static enum err
read_talent_key(const struct json_node *node, struct talent_key *out)
{
    struct json_node k = json_at(node, "k"), h = json_at(node, "h");
    enum err err = read_text(&k, false, out->k, sizeof(out->k));
    return err ? err : read_key(&h, out->h);
}

struct talent_keys {
    struct talent_key *keys; // PEOPLE_MAX_KEYS
    size_t count;
};

static enum err
read_talent_keys(const struct json_node *root, const char *id, void *userdata)
{
    struct talent_keys *out = userdata;
    struct json_node keys = json_at(root, "keys");
    enum err err = record_count(&keys, PEOPLE_MAX_KEYS, &out->count);
    (void)id;
    for (size_t i = 0; i < out->count && !err; i++) {
        struct json_node item = json_item(&keys, i);
        err = read_talent_key(&item, &out->keys[i]);
    }
    return err;
}

enum err
record_talent_keys(const char *body, size_t len,
                   struct talent_key out[PEOPLE_MAX_KEYS], size_t *count,
                   struct fault *fault)
{
    struct talent_keys keys = {.keys = out};
    enum err err =
        record_read(NO_ID, body, len, read_talent_keys, &keys, fault);
    *count = keys.count;
    return err;
}

static enum err
read_ticket(const struct json_node *root, const char *id, void *userdata)
{
    struct ticket *out = userdata;
    struct json_node number = json_at(root, "number");
    struct json_node service = json_at(root, "service");
    struct json_node class = json_at(root, "class");
    struct json_node day = json_at(root, "day");
    struct json_node state = json_at(root, "state");
    struct json_node window = json_at(root, "window");
    struct json_node issued = json_at(root, "issued_at");
    struct json_node called = json_at(root, "called_at");
    int class_index = 0, state_index = 0, sign, counter;
    char letter;
    if (!str_copy(out->id, sizeof(out->id), id))
        return json_refuse(root, "bad_value", "票据编号太长",
                           "the ticket's id is too long");
    enum err err =
        read_text(&number, false, out->number, sizeof(out->number));
    if (!err && !ticket_number_parse(out->number, &letter, &sign, &counter))
        err = json_refuse(&number, "bad_value", "票号格式不正确",
                          "this is not a ticket number");
    err = err ? err : read_id(&service, out->service);
    err = err ? err : json_choice(&class, ticket_class_names, &class_index);
    err = err ? err : read_day(&day, false, out->day);
    err = err ? err : json_choice(&state, ticket_state_names, &state_index);
    err = err ? err : read_id_or_null(&window, out->window);
    err = err ? err : read_time(&issued, &out->issued_ms);
    out->class = (enum ticket_class)class_index;
    out->state = (enum ticket_state)state_index;
    return err ? err : read_time_or_null(&called, &out->called_ms);
}

enum err
record_ticket(const char *id, const char *body, size_t len,
              struct ticket *out, struct fault *fault)
{
    *out = (struct ticket){0};
    return record_read(id, body, len, read_ticket, out, fault);
}

enum err
record_ticket_write(const struct ticket *ticket, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "number", ticket->number);
    writer_text(&writer, "service", ticket->service);
    writer_text(&writer, "class", ticket_class_name(ticket->class));
    writer_text(&writer, "day", ticket->day);
    writer_text(&writer, "state", ticket_state_name(ticket->state));
    writer_text(&writer, "window",
                ticket->window[0] ? ticket->window : NULL);
    writer_time(&writer, "issued_at", ticket->issued_ms);
    if (ticket->called_ms)
        writer_time(&writer, "called_at", ticket->called_ms);
    else
        writer_text(&writer, "called_at", NULL);
    writer_end(&writer);
    return writer_result(&writer);
}

static bool
two_digits(const char *code)
{
    return strlen(code) == 2 && strspn(code, "0123456789") == 2;
}

static enum err
read_roles(const struct json_node *node, struct staff_record *out)
{
    enum err err = record_count(node, PEOPLE_MAX_ROLES, &out->role_count);
    for (size_t i = 0; i < out->role_count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_text(&item, false, out->roles[i], sizeof(out->roles[i]));
    }
    return err;
}

static enum err
read_staff(const struct json_node *root, const char *id, void *userdata)
{
    struct staff_record *out = userdata;
    struct json_node code = json_at(root, "code");
    struct json_node name = json_at(root, "name");
    struct json_node pin = json_at(root, "pin");
    struct json_node roles = json_at(root, "roles");
    struct json_node status = json_at(root, "status");
    int index = 0;
    (void)id;
    enum err err = read_text(&code, false, out->code, sizeof(out->code));
    if (!err && !two_digits(out->code))
        err = json_refuse(&code, "bad_value", "工号应为两位数字",
                          "the code must be two digits");
    if (!err)
        err = read_text(&name, false, out->name, sizeof(out->name));
    err = err ? err : read_text(&pin, false, out->pin, sizeof(out->pin));
    if (!err && !str_starts(out->pin, "$argon2id$"))
        err = json_refuse(&pin, "bad_value", "密码哈希格式不正确",
                          "the PIN is not an argon2id string");
    err = err ? err : read_roles(&roles, out);
    err = err ? err : json_choice(&status, NAMES(staff_states), &index);
    out->active = index == 0;
    return err;
}

enum err
record_staff(const char *body, size_t len, struct staff_record *out,
             struct fault *fault)
{
    *out = (struct staff_record){0};
    return record_read(NO_ID, body, len, read_staff, out, fault);
}

enum err
record_staff_write(const struct staff_record *staff, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "code", staff->code);
    writer_text(&writer, "name", staff->name);
    writer_text(&writer, "pin", staff->pin);
    writer_array(&writer, "roles");
    for (size_t i = 0; i < staff->role_count; i++)
        writer_text(&writer, NULL, staff->roles[i]);
    writer_end(&writer);
    writer_text(&writer, "status", staff_states[staff->active ? 0 : 1]);
    writer_end(&writer);
    return writer_result(&writer);
}

static enum err
read_key_record(const struct json_node *root, const char *id, void *userdata)
{
    struct key_record *out = userdata;
    struct json_node use = json_at(root, "use");
    struct json_node kid = json_at(root, "id");
    struct json_node key = json_at(root, "key");
    struct json_node not_after = json_at(root, "not_after");
    (void)id;
    enum err err = read_text(&use, false, out->use, sizeof(out->use));
    err = err ? err : read_id(&kid, out->id);
    err = err ? err : read_key(&key, out->key);
    err = err ? err : read_time_or_null(&not_after, &out->not_after_ms);
    return err;
}

enum err
record_key(const char *body, size_t len, struct key_record *out,
           struct fault *fault)
{
    *out = (struct key_record){0};
    return record_read(NO_ID, body, len, read_key_record, out, fault);
}

static void
write_time_or_null(struct writer *writer, const char *key, int64_t ms)
{
    if (ms)
        writer_time(writer, key, ms);
    else
        writer_text(writer, key, NULL);
}

enum err
record_key_write(const struct key_record *key, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "use", key->use);
    writer_text(&writer, "id", key->id);
    writer_bytes(&writer, "key", key->key, sizeof(key->key));
    write_time_or_null(&writer, "not_after", key->not_after_ms);
    writer_end(&writer);
    return writer_result(&writer);
}

static enum err
read_card_key(const struct json_node *root, const char *id, void *userdata)
{
    struct card_key_record *out = userdata;
    struct json_node kid = json_at(root, "kid");
    struct json_node key = json_at(root, "public_key");
    struct json_node not_before = json_at(root, "not_before");
    struct json_node not_after = json_at(root, "not_after");
    (void)id;
    enum err err = read_text(&kid, false, out->kid, sizeof(out->kid));
    err = err ? err : read_key(&key, out->public_key);
    err = err ? err : read_time_or_null(&not_before, &out->not_before_ms);
    err = err ? err : read_time_or_null(&not_after, &out->not_after_ms);
    return err;
}

enum err
record_card_key(const char *body, size_t len, struct card_key_record *out,
                struct fault *fault)
{
    *out = (struct card_key_record){0};
    return record_read(NO_ID, body, len, read_card_key, out, fault);
}

static enum err
read_revocation(const struct json_node *root, const char *id, void *userdata)
{
    struct revocation_record *out = userdata;
    struct json_node jti = json_at(root, "jti");
    struct json_node at = json_at(root, "at");
    (void)id;
    enum err err = read_id(&jti, out->jti);
    err = err ? err : read_time(&at, &out->at_ms);
    return err;
}

enum err
record_revocation(const char *body, size_t len,
                  struct revocation_record *out, struct fault *fault)
{
    *out = (struct revocation_record){0};
    return record_read(NO_ID, body, len, read_revocation, out, fault);
}

const char *
command_name_text(enum command_name name)
{
    return command_names[name];
}

static enum err
read_command(const struct json_node *root, const char *id, void *userdata)
{
    struct command_record *out = userdata;
    int index = 0;
    struct json_node name = json_at(root, "name");
    struct json_node reason = json_at(root, "reason");
    struct json_node expires = json_at(root, "expires_at");
    (void)id;
    enum err err = json_choice(&name, NAMES(command_names), &index);
    if (!err)
        err = read_text(&reason, true, out->reason, sizeof(out->reason));
    err = err ? err : read_time_or_null(&expires, &out->expires_ms);
    out->name = (enum command_name)index;
    return err;
}

enum err
record_command(const char *body, size_t len, struct command_record *out,
               struct fault *fault)
{
    *out = (struct command_record){0};
    return record_read(NO_ID, body, len, read_command, out, fault);
}

enum err
record_command_write(const struct command_record *command, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "name", command_names[command->name]);
    writer_text(&writer, "reason", command->reason);
    write_time_or_null(&writer, "expires_at", command->expires_ms);
    writer_end(&writer);
    return writer_result(&writer);
}
