#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text of the kiosk has its English, every translation has the same
places {1} {2} as its text, and none is left of a text that is gone."""
import pathlib
import re
import sys


def main():
    root = pathlib.Path(sys.argv[1])
    sys.path.insert(0, str(root / "assets" / "translations"))
    sys.dont_write_bytecode = True
    import untranslated

    source = untranslated.source_messages(root)
    faults = ["not translated: " + text
              for text in untranslated.missing("en", source)]
    for language in ("en", "bo"):
        for zh, other in untranslated.translated(language).items():
            if zh not in source:
                faults.append("no longer used: " + zh)
            if set(re.findall(r"{\d}", other)) - set(re.findall(r"{\d}", zh)):
                faults.append("other places: %s -> %s" % (zh, other))
    for fault in faults:
        print(fault)
    print("%d texts, %d faults" % (len(source), len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
