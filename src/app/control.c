// SPDX-License-Identifier: Apache-2.0
#include "app/control.h"

#include <unistd.h>

#include "app/answer.h"
#include "app/instance.h"
#include "app/kiosk.h"
#include "app/lines.h"
#include "app/news.h"
#include "app/outcome.h"
#include "app/upkeep.h"
#include "sync/sync.h"
#include "util/log.h"
#include "util/str.h"

enum err
control_start(struct kiosk *kiosk)
{
    char path[FILE_PATH_SIZE];
    if (!instance_socket(kiosk->data_dir, path, sizeof path))
        return ERR_INVALID;
    enum err err = lines_listen(path, &kiosk->control_fd);
    if (err != ERR_OK) {
        LOGW("control: %s cannot be listened to: %s", path, err_name(err));
        return err;
    }
    return lines_start(&(struct lines_options){.post = &kiosk->post,
                                               .in = -1, .out = -1,
                                               .listen = kiosk->control_fd},
                       &kiosk->control);
}

static void
reply(struct line_letter *line, struct answer *answer)
{
    struct buf text;
    buf_init(&text, LINES_ANSWER_MAX);
    if (!answer_write(answer, &text))
        buf_reset(&text);
    lines_answer(line, &text);
    buf_clear(&text);
}

static void
refuse(struct line_letter *line, const char *sentence)
{
    struct answer answer;
    answer_init(&answer);
    answer_fail(&answer, sentence);
    reply(line, &answer);
    answer_clear(&answer);
}

static void
start_sync(struct kiosk *kiosk, struct line_letter *line)
{
    if (kiosk->sync_waits || !kiosk->sync) {
        refuse(line, "the kiosk is busy: try again");
        return;
    }
    kiosk->sync_waits = line;
    news_sync_asked(kiosk);
    sync_now(kiosk->sync);
}

void
control_synced(struct kiosk *kiosk, const struct sync_event *result)
{
    struct answer answer;
    if (!kiosk->sync_waits)
        return;
    answer_init(&answer);
    outcome_answer(result, &answer);
    reply(kiosk->sync_waits, &answer);
    kiosk->sync_waits = NULL;
    answer_clear(&answer);
}

void
control_take(struct kiosk *kiosk, struct line_letter *line)
{
    static const char export_word[] = "export ";
    if (!line->text)
        refuse(line, "the command is too long");
    else if (str_equal(line->text, "sync"))
        start_sync(kiosk, line);
    else if (str_equal(line->text, "doctor"))
        upkeep_doctor(kiosk->upkeep, line);
    else if (str_starts(line->text, export_word))
        upkeep_export(kiosk->upkeep, line->text + sizeof export_word - 1,
                      line);
    else
        refuse(line, "unknown command");
}

void
control_stop(struct kiosk *kiosk)
{
    lines_stop(kiosk->control);
}

void
control_join(struct kiosk *kiosk)
{
    char path[FILE_PATH_SIZE];
    lines_join(kiosk->control);
    kiosk->control = NULL;
    if (kiosk->sync_waits)
        kiosk->sync_waits->letter.discard(&kiosk->sync_waits->letter);
    kiosk->sync_waits = NULL;
    if (kiosk->control_fd < 0)
        return;
    close(kiosk->control_fd);
    kiosk->control_fd = -1;
    if (instance_socket(kiosk->data_dir, path, sizeof path))
        file_remove(path);
}
