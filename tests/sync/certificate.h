// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SYNC_CERTIFICATE_H
#define TESTS_SYNC_CERTIFICATE_H

/** A self-signed certificate for 127.0.0.1 in a folder of the test's. */
struct certificate {
    char cert[128], key[128]; // PEM files
    char pin[64];             // "sha256//…"
};

/** Valid from and to so many days from now. */
void
certificate_make(struct certificate *out, const char *dir, const char *name,
                 int from_days, int to_days);

#endif
