// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_ERR_H
#define UTIL_ERR_H

/**
 * Everything that can go wrong, as far as a caller may act on it.
 *
 * The function that knows the fact logs it once; callers pass the value
 * upward unchanged and only a screen turns it into a sentence for people.
 */
enum err {
    ERR_OK = 0,
    ERR_NOT_FOUND, // what was asked for is not there
    ERR_CONFLICT,  // another state or owner stands in the way
    ERR_INVALID,   // input broke a rule; nothing was changed
    ERR_OFFLINE,   // the network or the hub did not answer
    ERR_IO,        // disk, device or database failed
    ERR_NO_MEMORY, // out of memory, or a buffer's maximum was reached
    ERR_BUG,       // a promise of our own code was broken
};

/** A short lower-case name for logs; "unknown" for any other number. */
const char *
err_name(enum err err);

#endif
