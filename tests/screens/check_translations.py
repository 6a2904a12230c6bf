#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text of the kiosk has its English, with the same places {1} {2},
and no translation is left of a text that is gone."""
import pathlib
import re
import subprocess
import sys

ENGLISH_AS_IS = {"{1} / {2}", "{1} {2}", "#{1} {2} {3}", "{1}%"}
OTHER_LANGUAGES = {"扎西德勒", "藏文"}


def pairs(text):
    """msgid and msgstr of each message, as one line each."""
    out = {}
    for block in text.split("\n\n"):
        found = {}
        for word in ("msgid", "msgstr"):
            match = re.search(word + r' ((?:".*"\s*)+)', block)
            if match:
                found[word] = "".join(
                    re.findall(r'"(.*)"', match.group(1)))
        if found.get("msgid"):
            out[found["msgid"]] = found.get("msgstr", "")
    return out


def main():
    root = pathlib.Path(sys.argv[1])
    sources = sorted(str(path) for room in ("ui", "screens", "app")
                     for path in (root / "src" / room).glob("*.c"))
    pot = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "-L", "C", "-kui_tr:2",
         "-kui_say:2", "-kui_tr_in:3", "-kUI_MARK:1", "--no-location",
         "-o", "-"] + sources, check=True, capture_output=True,
        encoding="utf-8").stdout
    english = pairs((root / "assets/translations/en.po").read_text(
        encoding="utf-8"))
    used = set(pairs(pot)) - OTHER_LANGUAGES
    faults = ["not translated: " + text
              for text in sorted(used - ENGLISH_AS_IS)
              if not english.get(text)]
    faults += ["no longer used: " + text
               for text in sorted(set(english) - used)]
    for zh, en in english.items():
        if set(re.findall(r"{\d}", en)) - set(re.findall(r"{\d}", zh)):
            faults.append("other places: %s -> %s" % (zh, en))
    for fault in faults:
        print(fault)
    print("%d texts, %d faults" % (len(used), len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
