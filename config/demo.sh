#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Try the terminal: build it, make a hub with demonstration data, enrol a
# kiosk and open it.
#   sh config/demo.sh             in the display's full screen
#   sh config/demo.sh --window    in a window
#   sh config/demo.sh --headless  drive the kiosk and write build/tour/
# Without a display it drives the kiosk too. Installs what is missing.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-}
case $mode in
"" | --window | --headless) ;;
*)
    echo "usage: sh config/demo.sh [--window|--headless]" >&2
    exit 2
    ;;
esac
sh config/packages.sh build run
mkdir -p build
cmake --preset release >build/configure-release.log || {
    cat build/configure-release.log
    echo "demo: failed at configuring the build"
    exit 1
}
cmake --build --preset release --target talent-kiosk talent-hub || {
    echo "demo: failed at building"
    exit 1
}
exec python3 config/demo.py "$PWD/build/release/bin" $mode
