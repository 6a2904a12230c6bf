# SPDX-License-Identifier: Apache-2.0
"""The contact sheet: all pages of a language, shape and mode on one
picture, and an index.html that shows them with their faults."""

import html
import json

import picture

COLUMNS = {"tall": 10, "wide": 6}
STYLE = """body{font:16px sans-serif;margin:24px;background:#f6f4ef}
figure{display:inline-block;margin:8px;vertical-align:top;width:%dpx}
img{width:100%%;border:1px solid #6b6557}figcaption{font-size:13px}
.bad{color:#8a2b16}"""


def keep(pages, out):
    """One big picture a mode, and what index.html needs of the pages."""
    shape = out.name.split("-")[1]
    for mode in sorted({page["mode"] for page in pages}):
        shots = [page["small"] for page in pages
                 if page["mode"] == mode and page["small"] is not None]
        if shots:
            picture.save(out.parent / ("%s-%s.png" % (out.name, mode)),
                         picture.sheet(shots, COLUMNS[shape]))
    rows = [{key: page.get(key) for key in
             ("mode", "name", "file", "faults", "read", "unread")}
            for page in pages]
    (out / "pages.json").write_text(json.dumps(rows, ensure_ascii=False,
                                               indent=1))


def figure(folder, page):
    read = page["read"]
    faults = "".join("<br><span class=bad>%s</span>" % html.escape(
        ": ".join(fault)) for fault in page["faults"])
    return ("<figure><a href='%s/%s'><img loading=lazy src='%s/%s'></a>"
            "<figcaption>%s%s%s</figcaption></figure>" % (
                folder, page["file"], folder, page["file"],
                html.escape(page["name"]),
                "" if read is None else " · %.0f %%" % (100 * read), faults))


def write(out):
    """index.html of all that lies in `out`."""
    parts = []
    for path in sorted(out.glob("*/pages.json")):
        pages = json.loads(path.read_text())
        folder = path.parent.name
        for mode in dict.fromkeys(page["mode"] for page in pages):
            parts.append("<h2>%s %s</h2>" % (folder, mode))
            parts += [figure(folder, page) for page in pages
                      if page["mode"] == mode]
    (out / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>All screens</title>"
        "<style>%s</style><h1>All screens</h1>%s\n" % (STYLE % 260,
                                                      "\n".join(parts)))
