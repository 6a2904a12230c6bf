// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DRIVE_TREE_H
#define APP_DRIVE_TREE_H

struct buf;
struct kiosk;
struct ui_node;

/** The answer of `tree`: the page on show as JSON, without a line feed. */
void
drive_tree(const struct kiosk *kiosk, struct buf *out);

/** The answer of `stats`. */
void
drive_stats(const struct kiosk *kiosk, struct buf *out);

/**
 * The element of this id, or the only one of this label, that can be
 * touched now; NULL with the reason in `problem`. `at` gets its middle, in
 * px of the page.
 */
const struct ui_node *
drive_find(const struct kiosk *kiosk, const char *id, const char *label,
           const char **problem);

#endif
