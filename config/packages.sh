#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Install the Debian packages that a task needs, only those missing:
#   sh config/packages.sh build|run|test ...
# As root, or as a user with sudo. Nothing is asked.
set -eu

build="gcc libc6-dev cmake ninja-build pkg-config python3 gettext
    librsvg2-bin libsdl2-dev libsdl2-ttf-dev libcurl4-openssl-dev
    libsqlite3-dev libmicrohttpd-dev libsodium-dev libjansson-dev
    libconfig-dev libqrencode-dev libunibreak-dev libmd4c-dev zlib1g-dev
    libsystemd-dev libssl-dev libcmocka-dev unicode-data
    libpinyin15-dev libdb5.3-dev"
run="ca-certificates fonts-noto-cjk fonts-hanazono libpinyin15"
test="python3 python3-numpy xvfb xauth xdotool openssl procps iproute2
    tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng chromium
    zbar-tools"
fuzz="clang-14 libclang-rt-14-dev"
# A node from elsewhere brings its own npm, and forbids Debian's.
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 \
    || test="$test nodejs npm"

wanted=""
for task in "$@"; do
    case $task in
    build) wanted="$wanted $build" ;;
    run) wanted="$wanted $run" ;;
    test) wanted="$wanted $test" ;;
    fuzz) wanted="$wanted $fuzz" ;;
    *)
        echo "packages.sh: no such task: $task (build, run, test, fuzz)" >&2
        exit 2
        ;;
    esac
done

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" \
        2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "packages.sh: these packages are missing:$missing" >&2
        echo "packages.sh: run this as root, or install sudo" >&2
        exit 1
    fi
    as_root="sudo"
fi
echo "installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt_get() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q \
        -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        echo "packages.sh: apt-get $1 failed: see above" >&2
        exit 1
    }
}
apt_get update
# shellcheck disable=SC2086
apt_get install --no-install-recommends $missing
