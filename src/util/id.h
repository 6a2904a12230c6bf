// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_ID_H
#define UTIL_ID_H

#include <stdbool.h>
#include <stddef.h>

// "3f1c…" in 8-4-4-4-12 form and its NUL
#define UUID_SIZE 37
// the longest record id and its NUL
#define ID_SIZE 65

/** Fill with bytes from the system's cryptographic generator. */
void
id_random(void *out, size_t len);

/** A random (version 4) UUID in lower case. */
void
id_uuid(char out[UUID_SIZE]);

/** True for any UUID in lower-case 8-4-4-4-12 form. */
bool
id_uuid_valid(const char *text);

/** True for a record id: 1–64 of A–Z a–z 0–9 . _ : - */
bool
id_valid(const char *text);

#endif
