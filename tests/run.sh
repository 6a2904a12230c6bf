#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Build with the sanitizers and run every test; the last line reads
# "N passed, 0 failed". Installs what is missing.
set -eu
cd "$(dirname "$0")/.."
sh config/packages.sh build run test

ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1}
UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1}
export ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS

passed=0
failed=0
# Reads the figures of one ctest run from its JUnit report.
count() {
    tests=$(sed -n 's/.*<testsuite.* tests="\([0-9]*\)".*/\1/p; s/^[[:space:]]*tests="\([0-9]*\)".*/\1/p' "$1" | head -n 1)
    bad=$(sed -n 's/.*failures="\([0-9]*\)".*/\1/p' "$1" | head -n 1)
    failed=$((failed + ${bad:-0}))
    passed=$((passed + ${tests:-0} - ${bad:-0}))
}
run() {
    preset=$1
    shift
    cmake --preset "$preset" >"build/configure-$preset.log" || {
        cat "build/configure-$preset.log"
        exit 1
    }
    cmake --build --preset "$preset"
    report="$PWD/build/$preset/ctest.xml"
    rm -f "$report"
    ctest --preset "$preset" --output-junit "$report" "$@" || true
    if [ ! -s "$report" ]; then
        echo "run.sh: ctest left no report for $preset" >&2
        exit 1
    fi
    count "$report"
}
mkdir -p build
run asan -j 2
run tsan -j 2

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
