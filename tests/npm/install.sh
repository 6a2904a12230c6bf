#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Put the packages of package-lock.json beside this file into DIR, once:
#   sh install.sh DIR
# A folder that has just these is left as it is, so a later run needs no
# network. No script of a package runs, so none brings a browser along.
set -eu
from=$(cd "$(dirname "$0")" && pwd)
into=$1
mkdir -p "$into"
exec 9>"$into/.lock"
flock 9
if cmp -s "$from/package-lock.json" "$into/.installed"; then
    exit 0
fi
rm -f "$into/.installed"
cp "$from/package.json" "$from/package-lock.json" "$into"
cd "$into"
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier \
    --loglevel error || {
    echo "install.sh: npm could not install them: it needs its registry" \
        "once; afterwards no network" >&2
    exit 1
}
cp package-lock.json .installed
