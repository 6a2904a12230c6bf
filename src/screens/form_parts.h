// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_FORM_PARTS_H
#define SCREENS_FORM_PARTS_H

#include "screens/form.h"
#include "ui/form_frame.h"

// What the files of the screen `form` call of each other.

/** "form.field.NAME", or "form.field.NAME.PART". */
void
form_field_id(const struct form_screen *data, size_t index, const char *part,
              char out[UI_ID_SIZE]);

/** The field that `id` belongs to and what follows its name, "" for the
 *  field itself; FORM_NOTHING for another id. */
int
form_field_find(const struct form_screen *data, const char *id,
                const char **part);

/** What is wrong with a field, in words that say what to do; NULL while
 *  nothing is, or is not told yet. */
const char *
form_error(struct ui *ui, const struct form_screen *data, size_t index);

/** An answer was changed: conditions may show or hide other fields. */
void
form_changed(struct form_screen *data, size_t index);

/** Begin and end typing into a field. */
void
form_edit_begin(struct screen_context *context, struct form_screen *data,
                size_t index);
void
form_edit_end(struct form_screen *data);

/** Keys, text and candidates for the field being typed into; true when the
 *  event was for it. */
bool
form_edit_event(struct screen_context *context, struct form_screen *data,
                const struct screen_event *event);

/** The parts of a day as far as it was typed: "2026", "12", "". */
struct form_day {
    char year[5], month[3], day[3];
};
struct form_day
form_day_split(const char *digits);

/** As much of a leaf's frame as its size depends on. */
struct form_frame
form_frame_shape(struct ui *ui, const struct form_screen *data, int page,
                 bool first);

/** Everything around the fields of a leaf; while a page is drawn. */
struct form_frame
form_frame_of(struct ui *ui, const struct form_screen *data,
              const struct form_leaves *leaves);

void
form_draw(struct screen_context *context, const void *data);
void
form_field_draw(struct screen_context *context,
                const struct form_screen *data, size_t index,
                struct rect rect, const struct form_leaf *leaf);
/** The field being typed into and the keys below it. */
void
form_keys_draw(struct screen_context *context,
               const struct form_screen *data,
               const struct form_leaves *leaves);
/** What stands at the right of a field's label: "必填". */
const char *
form_remark(struct ui *ui, const struct form_field *field);
/** The receipt of what was handed in. */
void
form_done_draw(struct screen_context *context,
               const struct form_screen *data);

#endif
