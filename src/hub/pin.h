// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PIN_H
#define HUB_PIN_H

#include "util/err.h"
#include "wire/enrol.h"

/**
 * `sha256//…` of the public key in a PEM certificate, the first of a chain:
 * what a kiosk pins, so that a renewed certificate with the same key fits.
 * ERR_INVALID: not a certificate; ERR_NOT_FOUND; ERR_IO.
 */
enum err
hub_pin_of_cert(const char *path, char out[ENROL_PIN_SIZE]);

/** The same of PEM text. ERR_INVALID. */
enum err
hub_pin_of_pem(const char *pem, char out[ENROL_PIN_SIZE]);

#endif
