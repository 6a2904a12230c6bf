# SPDX-License-Identifier: Apache-2.0
"""A policy on its way to a phone and back: the hub's page over HTTP and in
Chromium without scripts, at 390 px, at twice the zoom and printed; the code
on a kiosk, decoded from its picture; and codes that are held to a kiosk.

    test_phone.py BINARIES [SHOTS]

Pictures and printed pages are left in SHOTS where it is given."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

PHD = "settling-allowance-phd"
DESK = "暂无公开信息，请咨询窗口"


def policy(title, body, **more):
    """A record's body with just what must be there, and `more`."""
    made = {"title": {"zh": title}, "summary": {"zh": "要点"}, "facts": [],
            "body": {"zh": body}, "topics": [], "services": [], "rules": [],
            "valid_from": None, "valid_to": None, "rows": [],
            "source": {"document": {"zh": "《测试文件》"},
                       "date": "2026-01-05", "place": {"zh": "第一节"}},
            "state": "verified"}
    made.update(more)
    return made


def long_body():
    table = "| 甲 | 乙 | 丙 | 丁 | 戊 |\n|---|---|---|---|---|\n"
    table += "| 一 | 二二二二二二二二 | 三 | 四 | 五 |\n" * 20
    return "\n\n".join(
        "## 第%d节\n\n%s\n\n- 一\n  1. 二\n- 三" % (i, "很长的一段话。" * 40)
        for i in range(30)) + "\n\n" + table


HOSTILE = policy(
    "<script>document.title='ran'</script>\"'&",
    "<script>document.title='ran'</script>\n\n"
    "<img src=x onerror=\"document.title='ran'\">\n\n"
    "[tap](javascript:alert(1)) ![x](https://elsewhere.example/x.png)\n\n"
    "a\u200bb\ufeffc **\"><svg onload=alert(1)>**\n\n"
    "مرحبا بكم في المدينة\n\n" + "W" * 3000 + "\n\n"
    "###### six\n\n" + "> " * 40 + "deep\n\n" + "- " * 40 + "deep",
    facts=[{"label": {"zh": "<b>谁</b>"},
            "value": {"zh": "<a href=javascript:1>x</a>" + "长" * 600}}],
    source={"document": {"zh": "<i>《x》</i>"}, "date": "2026-01-05",
            "place": {"zh": "\"></p><script>1</script>"}})

RECORDS = {
    "p-long": policy("很长的政策", long_body()),
    "p-expired": policy("到期的政策", "正文", valid_to="2024-12-31"),
    "p-empty": policy("没有内容的政策", "", state="unverified"),
    "p-hostile": HOSTILE,
    "p-later": policy("以后", "x", effective_from="2999-01-01T00:00:00Z"),
    "p-over": policy("从前", "x", effective_to="2020-01-01T00:00:00Z"),
}


def fetch(url, headers=None):
    """Status, headers and text; nothing is followed."""
    try:
        with urllib.request.urlopen(
                urllib.request.Request(url, headers=headers or {}),
                timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def check_http(hub):
    page = hub.url + "/p/"
    status, headers, text = fetch(page + PHD)
    assert status == 200, status
    assert headers["Content-Type"] == "text/html; charset=utf-8", headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'"), headers
    assert headers["Content-Language"] == "zh-CN", headers
    assert 'lang="zh-CN"' in text and "未核实" in text, text
    # What was not changed is not sent again.
    again = {"If-None-Match": headers["ETag"]}
    assert fetch(page + PHD, again)[::2] == (304, "")
    english = {"Accept-Language": "de, en-GB;q=0.8, zh;q=0.3"}
    assert "Unverified" in fetch(page + PHD, english)[2]
    assert "Unverified" in fetch(page + PHD + "?lang=en", again)[2]
    assert "未核实" in fetch(page + PHD + "?lang=zh", english)[2]
    for name, code in (("p-later", 404), ("p-over", 410), ("none", 404),
                       ("", 404), ("%2e%2e%2fhub.db", 404),
                       ("x" * 300, 404), ("a/b", 404)):
        status, headers, text = fetch(page + name)
        assert status == code and "<h1>" in text, (name, status, text)
        assert "以后" not in text and "从前" not in text, text
    assert fetch(hub.url + "/web/../hub.db")[0] in (401, 404)
    assert fetch(hub.url + "/web/phone.css")[0] == 200


def check_withdrawn(hub):
    hub.command("catalogue", "withdraw", "policy", "p-long")
    status, _, text = fetch(hub.url + "/p/p-long")
    assert status == 410 and "已撤下" in text, (status, text)


def read_in_browser(hub, folder, shots):
    page = hub.url + "/p/"
    plan = {"chromium": shutil.which("chromium"), "folder": str(shots),
            "pages": [
        {"name": "phd", "url": page + PHD, "lang": "zh-CN",
         "texts": ["未核实", "10 万元", "全职引进 · 校园引才平台", "谁可以",
                   "出处：《当代组工干部》2022-10-11", "以窗口最新政策为准"]},
        {"name": "phd-en", "url": page + PHD + "?lang=en", "lang": "en",
         "texts": ["Unverified", "CNY 100,000", "Source:"]},
        {"name": "long", "url": page + "p-long", "lang": "zh-CN",
         "long": True, "texts": ["第29节", "已核实"]},
        {"name": "expired", "url": page + "p-expired", "lang": "zh-CN",
         "texts": ["已过期", "政策期限已到", "有效期至 2024-12-31",
                   "只供查阅，现行政策请咨询窗口"]},
        {"name": "empty", "url": page + "p-empty?lang=en", "lang": "en",
         "texts": ["没有内容的政策", "please ask the desk"]},
        {"name": "hostile", "url": page + "p-hostile", "lang": "zh-CN",
         "texts": ["<script>document.title='ran'</script>\"'&", "abc",
                   "tap x", "<b>谁</b>"]},
        {"name": "gone", "url": page + "p-over", "lang": "zh-CN",
         "status": 410, "texts": ["这项政策已撤下"]},
    ]}
    file = folder / "plan.json"
    file.write_text(json.dumps(plan))
    print(terminal.run(
        ["node", terminal.ROOT / "tests" / "npm" / "phone.js", file],
        timeout=240), end="")


def decode(kiosk, folder):
    """What a phone reads from the kiosk's screen."""
    picture = folder / "screen.png"
    kiosk.do('shot "%s"' % picture)
    done = subprocess.run(["zbarimg", "--raw", "-q", str(picture)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    return done.stdout.rstrip("\n")


def scan(kiosk, text):
    kiosk.do("scan " + json.dumps(text, ensure_ascii=False))


def open_by_scan(kiosk, text):
    kiosk.do("tap bar.home")
    kiosk.do("wait-screen home 10000")
    scan(kiosk, text)
    kiosk.do("wait-screen policy 10000")


def check_text_code(kiosk, folder):
    """Without a hub the code holds the policy itself."""
    kiosk.do("wait-screen attract 20000")
    scan(kiosk, "https://anywhere.example/p/%s?lang=en" % PHD)
    kiosk.do("wait-screen policy 10000")
    shown = kiosk.node("policy.qr")["value"]
    lines = shown.split("\n")
    assert lines[0] == "全职引进博士研究生安家费", shown
    assert lines[1].startswith("西宁市再配套 · 一次性安家费：10 万元（全职引"
                               "进 · 校园引才平台）"), shown
    assert any(line.startswith("怎么办：") for line in lines), shown
    assert lines[-2] == "《当代组工干部》2022-10-11 (未核实)", shown
    assert lines[-1] == "/p/" + PHD, shown
    assert decode(kiosk, folder) == shown
    kiosk.do("tap bar.language.en")
    english = kiosk.node("policy.qr")["value"]
    assert "\nHow: Papers and terms" in english, english
    assert decode(kiosk, folder) == english
    kiosk.do("tap bar.language.zh")
    open_by_scan(kiosk, shown)
    kiosk.do("tap bar.home")
    for code, words in (("https://anywhere.example/p/nothing", "没有这项政策"),
                        ("WIFI:S:hall;;", "没有认出这个码")):
        scan(kiosk, code)
        told = kiosk.node("toast.text")["label"]
        assert words in told, told
        assert kiosk.tree()["screen"] == "home"


def check_address_code(kiosk, hub, folder):
    """Enrolled, the code is the address of the hub's page."""
    address = hub.url + "/p/" + PHD
    kiosk.do("wait-screen attract 20000")
    scan(kiosk, address)
    kiosk.do("wait-screen policy 10000")
    assert kiosk.node("policy.qr")["value"] == address
    assert decode(kiosk, folder) == address
    status, _, text = fetch(decode(kiosk, folder))
    assert status == 200 and "全职引进博士研究生安家费" in text
    # The page shows the same code; whoever scans it here is back.
    open_by_scan(kiosk, address)


def main():
    binaries = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="phone-") as name:
        folder = pathlib.Path(name)
        shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else folder
        shots.mkdir(parents=True, exist_ok=True)
        records = folder / "records"
        records.mkdir()
        for key, body in RECORDS.items():
            (records / (key + ".json")).write_text(json.dumps(
                {"kind": "policy", "id": key, "body": body}))
        hub = terminal.Hub(binaries, folder / "hub")
        kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        kiosk.patience = 60
        try:
            hub.command("init")
            hub.command("demo")
            hub.command("import", "policy", records)
            hub.start()
            check_http(hub)
            read_in_browser(hub, folder, shots)
            check_withdrawn(hub)
            kiosk.start()
            check_text_code(kiosk, shots)
            kiosk.quit()
            kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
            kiosk.start()
            check_address_code(kiosk, hub, shots)
            kiosk.quit()
        finally:
            kiosk.kill()
            hub.kill()
    print("phone: ok")


if __name__ == "__main__":
    main()
