#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Make a certificate authority and a hub certificate for a small site:
#   sh config/make-certificate.sh NAME_OR_ADDRESS DIR [DAYS]
# DIR gets ca.pem and ca-key.pem (keep the latter away from the hub),
# hub.pem (certificate with its chain) and hub-key.pem. Prints the pin for
# kiosks. Run again with the same DIR it renews the hub's certificate with
# the same keys, so that the pin stays.
set -eu

fail() {
    echo "make-certificate.sh: $1" >&2
    exit "${2:-1}"
}

case ${1:-} in
--help | -h)
    sed -n '3,9s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
esac
[ $# -eq 2 ] || [ $# -eq 3 ] ||
    fail "give the hub's name or address and a folder: see --help" 2
name=$1
dir=$2
days=${3:-825}
command -v openssl >/dev/null 2>&1 ||
    fail "openssl is missing: install the package openssl"
case $days in
*[!0-9]* | "") fail "DAYS is no number: give for example 825" 2 ;;
esac
case $name in
"" | *[!A-Za-z0-9.:-]*)
    fail "$name is neither a host name nor an address: give one" 2
    ;;
*:* | *[0-9].*[0-9].*[0-9].*[0-9])
    case $name in
    *[!0-9a-fA-F:.]*) subject="DNS:$name" ;;
    *) subject="IP:$name" ;;
    esac
    ;;
*) subject="DNS:$name" ;;
esac

umask 077
mkdir -p "$dir"
cd "$dir"
work=$(mktemp -d ./make.XXXXXX)
trap 'rm -rf "$work"' EXIT

new_key() {
    [ -s "$1" ] ||
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
            -out "$1" 2>/dev/null || fail "no key was made: see openssl"
}
# The pin of a public key, as curl and the kiosks write it.
pin() {
    printf 'sha256//'
    openssl x509 -in "$1" -noout -pubkey |
        openssl pkey -pubin -outform DER |
        openssl dgst -sha256 -binary | openssl base64
}

new_key ca-key.pem
new_key hub-key.pem
if [ ! -s ca.pem ]; then
    openssl req -x509 -new -key ca-key.pem -sha256 -days 3650 \
        -subj "/CN=talent-hub authority" \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -out ca.pem || fail "no authority was made: see above"
fi
openssl req -new -key hub-key.pem -subj "/CN=$name" \
    -out "$work/hub.csr" || fail "no request was made: see above"
cat >"$work/extensions" <<END
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = $subject
END
serial=$(openssl rand -hex 16)
openssl x509 -req -in "$work/hub.csr" -CA ca.pem -CAkey ca-key.pem \
    -set_serial "0x00$serial" -days "$days" -sha256 \
    -extfile "$work/extensions" -out "$work/hub.pem" 2>/dev/null ||
    fail "no certificate was made: is ca-key.pem the key of ca.pem?"
cat "$work/hub.pem" ca.pem >"$work/chain.pem"
chmod 644 "$work/chain.pem"
mv "$work/chain.pem" hub.pem
chmod 644 ca.pem

echo "certificate  $(pwd)/hub.pem"
echo "key          $(pwd)/hub-key.pem"
echo "authority    $(pwd)/ca.pem"
echo "pin          $(pin hub.pem)"
