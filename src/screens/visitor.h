// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_VISITOR_H
#define SCREENS_VISITOR_H

#include "screens/screen.h"

// Who stands in front of the kiosk, as far as several screens deal with it.

/** What a grade of the directory is called: "高层次人才"; NULL for a code
 *  that has no name here. */
const char *
visitor_grade(struct ui *ui, const char *grade);

/** "证件号 8****15 · 有效至 2027-06-30": how they were found, masked;
 *  `brief`, for a narrow panel, tells one of the two. */
const char *
visitor_number(struct ui *ui, const struct session *session, bool brief);

/** The visitor begins another errand: a check-in that was committed is
 *  ended and a new visit begun, by the same person. */
void
visitor_next_visit(struct screen_context *context);

/** Forget who was recognised and in what role: a guest again. */
void
visitor_forget_person(struct session *session);

#endif
