// SPDX-License-Identifier: Apache-2.0
#include "wire/record_case.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/read.h"
#include "wire/record_open.h"
#include "wire/writer.h"

static enum err
read_state(const struct json_node *node, enum case_state *out)
{
    int index = 0;
    enum err err = json_choice(node, case_state_names, &index);
    *out = (enum case_state)index;
    return err;
}

static enum err
read_step(const struct json_node *node, struct case_step *out)
{
    struct json_node state = json_at(node, "state");
    struct json_node at = json_at(node, "at");
    enum err err = read_state(&state, &out->state);
    return err ? err : read_time(&at, &out->at_ms);
}

// The last step is where it stands: whatever else a body says of that would
// be two answers to one question.
static enum err
read_steps(const struct json_node *root, struct case_file *out)
{
    struct json_node steps = json_at(root, "steps");
    enum err err = record_count(&steps, CASE_MAX_STEPS, &out->step_count);
    for (size_t i = 0; i < out->step_count && !err; i++) {
        struct json_node item = json_item(&steps, i);
        err = read_step(&item, &out->steps[i]);
    }
    if (err)
        return err;
    if (out->step_count == 0) {
        out->steps[0] = (struct case_step){out->state, out->updated_ms};
        out->step_count = 1;
    } else if (out->steps[out->step_count - 1].state != out->state) {
        return json_refuse(&steps, "bad_value", "最后一步与当前状态不一致",
                           "the last step is not the state");
    }
    return ERR_OK;
}

static enum err
read_case(const struct json_node *root, const char *id, void *userdata)
{
    struct case_file *out = userdata;
    struct json_node form = json_at(root, "form");
    struct json_node receipt = json_at(root, "receipt");
    struct json_node k = json_at(&receipt, "k");
    struct json_node h = json_at(&receipt, "h");
    struct json_node state = json_at(root, "state");
    struct json_node message = json_at(root, "message");
    struct json_node received = json_at(root, "received_at");
    struct json_node updated = json_at(root, "updated_at");
    if (!str_copy(out->id, sizeof(out->id), id))
        return json_refuse(root, "bad_value", "办件编号太长",
                           "the id is too long");
    enum err err = read_id(&form, out->form);
    if (!err)
        err = read_text(&k, false, out->receipt_key,
                        sizeof(out->receipt_key));
    err = err ? err : read_key(&h, out->receipt_hash);
    err = err ? err : read_state(&state, &out->state);
    if (!err)
        err = read_names_or_null(&message, CASE_MESSAGE_MAX, &out->message);
    err = err ? err : read_time(&received, &out->received_ms);
    err = err ? err : read_time(&updated, &out->updated_ms);
    return err ? err : read_steps(root, out);
}

enum err
record_case(const char *id, const char *body, size_t len,
            struct case_file *out, struct fault *fault)
{
    *out = (struct case_file){0};
    return record_read(id, body, len, read_case, out, fault);
}

enum err
record_case_write(const struct case_file *file, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "form", file->form);
    writer_object(&writer, "receipt");
    writer_text(&writer, "k", file->receipt_key);
    writer_bytes(&writer, "h", file->receipt_hash,
                 sizeof(file->receipt_hash));
    writer_end(&writer);
    writer_text(&writer, "state",
                names_get(case_state_names, (int)file->state));
    writer_names(&writer, "message", &file->message);
    writer_time(&writer, "received_at", file->received_ms);
    writer_time(&writer, "updated_at", file->updated_ms);
    writer_array(&writer, "steps");
    for (size_t i = 0; i < file->step_count; i++) {
        const struct case_step *step = &file->steps[i];
        writer_object(&writer, NULL);
        writer_text(&writer, "state",
                    names_get(case_state_names, (int)step->state));
        writer_time(&writer, "at", step->at_ms);
        writer_end(&writer);
    }
    writer_end(&writer);
    writer_end(&writer);
    return writer_result(&writer);
}
