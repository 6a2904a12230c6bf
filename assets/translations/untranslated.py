#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What of the kiosk's texts is not translated yet.

    untranslated.py            lists both languages, one text a line
    untranslated.py bo         one language
    untranslated.py --po bo    as messages to fill in and append to bo.po,
                               each with its English and where it stands
    untranslated.py --catalogue bo
                               the names and texts of the built-in records
                               instead, file by file

The texts are the Chinese ones in src/ui, src/screens and src/app; English
is en.po beside this file, Tibetan bo.po. Ends with 1 when English is
missing; Tibetan is the translators' to add."""
import argparse
import json
import pathlib
import re
import signal
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
ROOMS = ("ui", "screens", "app")
# Read the same in every language.
AS_IS = {"{1} / {2}", "{1} {2}", "#{1} {2} {3}", "{1}%"}
# Said in Tibetan on every page; they have no English.
TIBETAN_ONLY = {"扎西德勒", "藏文"}


def messages(text):
    """msgid to (msgstr, comments) of each message of a .po file; texts as
    one line each, still escaped."""
    out = {}
    for block in text.split("\n\n"):
        found = {}
        for word in ("msgid", "msgstr"):
            match = re.search(word + r' ((?:".*"\s*)+)', block)
            if match:
                found[word] = "".join(
                    re.findall(r'"(.*)"', match.group(1)))
        if found.get("msgid"):
            notes = [line for line in block.splitlines()
                     if line.startswith("#:")]
            out[found["msgid"]] = (found.get("msgstr", ""), notes)
    return out


def pairs(text):
    return {key: value[0] for key, value in messages(text).items()}


def source_messages(root):
    """The texts of the program, with the places they stand at."""
    files = sorted(path.relative_to(root).as_posix() for room in ROOMS
                   for path in (root / "src" / room).glob("*.c"))
    pot = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "-L", "C", "-kui_tr:2",
         "-kui_say:2", "-kui_tr_in:3", "-kUI_MARK:1", "-o", "-"] + files,
        check=True, capture_output=True, encoding="utf-8", cwd=root).stdout
    return messages(pot)


def translated(language):
    return pairs((FOLDER / (language + ".po")).read_text("utf-8"))


def missing(language, source):
    have = translated(language)
    needed = set(source) - AS_IS
    if language == "en":
        needed -= TIBETAN_ONLY
    return sorted(text for text in needed if not have.get(text))


def print_po(texts, source):
    english = translated("en")
    for text in texts:
        if english.get(text):
            print("#. English: " + english[text])
        for note in source[text][1]:
            print(note)
        print('msgid "%s"\nmsgstr ""\n' % text)


def texts_of(value):
    """All {"zh": …, "en": …, "bo": …} in a record."""
    if isinstance(value, dict) and isinstance(value.get("zh"), str):
        yield value
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def print_catalogue(root, language):
    lacking = total = 0
    for path in sorted((root / "assets" / "catalogue").glob("*.json")):
        for text in texts_of(json.loads(path.read_text("utf-8"))):
            total += 1
            if not text.get(language):
                lacking += 1
                print("%s\t%s\t%s" % (
                    language, path.name, text["zh"].replace("\n", " ")))
    print("%s: %d of %d texts of records not translated" % (
        language, lacking, total), file=sys.stderr)


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="en|bo")
    parser.add_argument("--po", action="store_true")
    parser.add_argument("--catalogue", action="store_true")
    parser.add_argument("--root", type=pathlib.Path,
                        default=FOLDER.parent.parent)
    options = parser.parse_args()
    languages = options.languages or ["en", "bo"]
    if not set(languages) <= {"en", "bo"}:
        parser.error("a language is en or bo")
    if options.catalogue:
        for language in languages:
            print_catalogue(options.root, language)
        return 0
    source = source_messages(options.root)
    lacking = False
    for language in languages:
        texts = missing(language, source)
        lacking = lacking or (language == "en" and bool(texts))
        if options.po:
            print_po(texts, source)
            continue
        for text in texts:
            print("%s\t%s" % (language, text))
        print("%s: %d of %d texts not translated" % (
            language, len(texts), len(source)), file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
