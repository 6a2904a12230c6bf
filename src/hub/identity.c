// SPDX-License-Identifier: Apache-2.0
#include "hub/identity.h"

#include <string.h>

#include "util/buf.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/writer.h"

static enum err
hub_id_make(struct hub_store *store)
{
    char uuid[UUID_SIZE];
    struct buf id;
    buf_init(&id, HUB_ID_SIZE);
    enum err err = store->ops->meta_get(store, "hub_id", &id);
    if (err == ERR_NOT_FOUND) {
        id_uuid(uuid);
        err = store->ops->meta_set(store, "hub_id", uuid);
    }
    buf_clear(&id);
    return err;
}

static enum err
seal_record(struct hub_store *store, const struct enrol_key *seal)
{
    struct buf body;
    struct writer writer;
    buf_init(&body, 1024);
    writer_init(&writer, &body);
    writer_object(&writer, NULL);
    writer_text(&writer, "use", "seal");
    writer_text(&writer, "id", seal->id);
    writer_bytes(&writer, "key", seal->key, sizeof(seal->key));
    writer_text(&writer, "not_after", NULL);
    writer_end(&writer);
    enum err err = writer_done(&writer) ? ERR_OK : ERR_NO_MEMORY;
    if (err == ERR_OK) {
        struct hub_record record = {
            .kind = "key",
            .id = seal->id,
            .body = buf_text(&body),
        };
        err = store->ops->record_put(store, &record);
    }
    buf_clear(&body);
    return err;
}

/** Without the key itself: see directory_key.h. */
static enum err
receipt_record(struct hub_store *store, const struct enrol_key *receipt)
{
    struct buf body;
    buf_init(&body, 1024);
    buf_addf(&body, "{\"use\":\"receipt\",\"id\":\"%s\",\"not_after\":null}",
             receipt->id);
    enum err err = body.failed ? ERR_NO_MEMORY : ERR_OK;
    if (err == ERR_OK) {
        struct hub_record record = {
            .kind = "key",
            .id = receipt->id,
            .body = buf_text(&body),
        };
        err = store->ops->record_put(store, &record);
    }
    buf_clear(&body);
    return err;
}

enum err
hub_identity_init(struct hub_store *store, const char *keys_dir)
{
    struct hub_keys keys;
    enum err err = hub_keys_load(keys_dir, &keys);
    if (err != ERR_OK)
        return err;
    err = store->ops->begin(store, true);
    if (err == ERR_OK) {
        err = hub_id_make(store);
        if (err == ERR_OK)
            err = seal_record(store, &keys.seal);
        if (err == ERR_OK)
            err = receipt_record(store, &keys.receipt);
        if (err == ERR_OK)
            err = store->ops->commit(store);
        else
            store->ops->rollback(store);
    }
    hub_keys_clear(&keys);
    return err;
}

static void
pin_add(struct hub_identity *identity, const char *pin)
{
    for (size_t i = 0; i < identity->pin_count; i++) {
        if (str_equal(identity->pins[i], pin))
            return;
    }
    if (identity->pin_count < ENROL_MAX_PINS &&
        str_copy(identity->pins[identity->pin_count], ENROL_PIN_SIZE, pin))
        identity->pin_count++;
}

/** Pins noted by the server, one a line. */
static void
pins_parse(char *text, struct hub_identity *identity)
{
    char *save = NULL;
    for (char *pin = strtok_r(text, "\n", &save); pin != NULL;
         pin = strtok_r(NULL, "\n", &save))
        pin_add(identity, pin);
}

static enum err
meta_read(struct hub_store *store, const char *name, struct buf *out)
{
    buf_reset(out);
    return store->ops->meta_get(store, name, out);
}

static enum err
pins_load(struct hub_store *store, const struct hub_config *config,
          struct hub_identity *out, struct buf *text)
{
    char pin[ENROL_PIN_SIZE];
    if (config->tls_cert[0] != '\0') {
        enum err err = hub_pin_of_cert(config->tls_cert, pin);
        if (err != ERR_OK)
            return err;
        pin_add(out, pin);
    }
    for (size_t i = 0; i < config->pin_count; i++)
        pin_add(out, config->pins[i]);
    if (out->pin_count > 0)
        return ERR_OK;
    enum err err = meta_read(store, "pins", text);
    if (err == ERR_OK && text->len > 0)
        pins_parse(text->data, out);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/** Where the server was reached last; "" is nowhere that can be told. */
static enum err
url_load(struct hub_store *store, const struct hub_config *config,
         struct hub_identity *out, struct buf *text)
{
    if (config->public_url[0] != '\0') {
        str_copy(out->url, sizeof(out->url), config->public_url);
        return ERR_OK;
    }
    enum err err = meta_read(store, "url", text);
    if (err == ERR_OK && !str_copy(out->url, sizeof(out->url), buf_text(text)))
        return ERR_INVALID;
    return err == ERR_OK && out->url[0] == '\0' ? ERR_NOT_FOUND : err;
}

enum err
hub_identity_load(struct hub_store *store, const struct hub_config *config,
                  struct hub_identity *out)
{
    struct buf text;
    memset(out, 0, sizeof(*out));
    buf_init(&text, 4096);
    enum err err = meta_read(store, "hub_id", &text);
    if (err == ERR_OK && !str_copy(out->id, sizeof(out->id), buf_text(&text)))
        err = ERR_INVALID;
    if (err == ERR_OK)
        err = pins_load(store, config, out, &text);
    if (err == ERR_OK)
        err = url_load(store, config, out, &text);
    buf_clear(&text);
    return err;
}

/** An address that means "all of mine" leads nowhere from outside. */
static bool
url_leads_nowhere(const char *url)
{
    return strstr(url, "//0.0.0.0:") != NULL || strstr(url, "//[::]:") != NULL;
}

enum err
hub_identity_note(struct hub_store *store, const char *url,
                  const struct hub_config *config)
{
    struct hub_identity identity = {0};
    struct buf pins;
    char pin[ENROL_PIN_SIZE];
    enum err err = ERR_OK;
    if (config->tls_cert[0] != '\0') {
        err = hub_pin_of_cert(config->tls_cert, pin);
        if (err == ERR_OK)
            pin_add(&identity, pin);
    }
    for (size_t i = 0; i < config->pin_count; i++)
        pin_add(&identity, config->pins[i]);
    buf_init(&pins, 4096);
    for (size_t i = 0; i < identity.pin_count; i++)
        buf_addf(&pins, "%s\n", identity.pins[i]);
    if (err == ERR_OK)
        err = store->ops->meta_set(store, "pins", buf_text(&pins));
    if (config->public_url[0] != '\0')
        url = config->public_url;
    if (err == ERR_OK)
        err = store->ops->meta_set(store, "url",
                                   url_leads_nowhere(url) ? "" : url);
    buf_clear(&pins);
    return err;
}
