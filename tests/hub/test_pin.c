// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "hub/pin.h"
#include "util/log.h"

// A self-signed certificate on P-256 made for this test, and what
// `openssl x509 -pubkey | openssl pkey -pubin -outform der |
// openssl dgst -sha256 -binary | base64` says of it.
static const char cert[] =
    "some text before\n"
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBkTCCATigAwIBAgIUPLILbXAlhey8GeaY4UW2XPSrak8wCgYIKoZIzj0EAwIw\n"
    "FjEUMBIGA1UEAwwLaHViLmV4YW1wbGUwHhcNMjYxMTI0MDk0MTE4WhcNMzYxMTIx\n"
    "MDk0MTE4WjAWMRQwEgYDVQQDDAtodWIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqG\n"
    "SM49AwEHA0IABPaEx1KWEh3IC6pxrkVJLAU/zF3BZnW7UyNy9xidIAxBxiQhh9j5\n"
    "CyG5ryWHgnhoLvC5D5DFEpM2YJyFEeNKJPqjZDBiMB0GA1UdDgQWBBQxVdZcT4gb\n"
    "mYcTwkLh6UaMZbarcDAfBgNVHSMEGDAWgBQxVdZcT4gbmYcTwkLh6UaMZbarcDAP\n"
    "BgNVHRMBAf8EBTADAQH/MA8GA1UdEQQIMAaHBH8AAAEwCgYIKoZIzj0EAwIDRwAw\n"
    "RAIgP/NxVgTLkcnO+P20Q0C/neVLojXjPsn2j8ZsU6izI/4CIBruT4uvkZ55KC0p\n"
    "0JbZbYUgeTEeDMLl0U95ktYrJGwe\n"
    "-----END CERTIFICATE-----\n";
static const char pin[] =
    "sha256//Rio52t/XO7iDkuOupr4uupwmEP1xT6iugybntoyCxm8=";

static void
test_pin(void **state)
{
    char out[ENROL_PIN_SIZE];
    (void)state;
    assert_int_equal(hub_pin_of_pem(cert, out), ERR_OK);
    assert_string_equal(out, pin);
}

static void
test_not_a_certificate(void **state)
{
    char out[ENROL_PIN_SIZE];
    char text[sizeof(cert)];
    (void)state;
    assert_int_equal(hub_pin_of_pem("", out), ERR_INVALID);
    assert_int_equal(hub_pin_of_pem("-----BEGIN CERTIFICATE-----\nAAAA\n"
                                    "-----END CERTIFICATE-----\n",
                                    out),
                     ERR_INVALID);
    // every cut of it is refused and never read over
    for (size_t i = 0; i < sizeof(cert) - 1; i++) {
        memcpy(text, cert, i);
        text[i] = '\0';
        enum err err = hub_pin_of_pem(text, out);
        assert_true(err == ERR_INVALID || i > sizeof(cert) - 4);
    }
}

static void
test_no_file(void **state)
{
    char out[ENROL_PIN_SIZE];
    (void)state;
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(hub_pin_of_cert("/nowhere/cert.pem", out), ERR_NOT_FOUND);
    assert_int_equal(hub_pin_of_cert("/dev/null", out), ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pin),
        cmocka_unit_test(test_not_a_certificate),
        cmocka_unit_test(test_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
