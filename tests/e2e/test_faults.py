# SPDX-License-Identifier: Apache-2.0
"""Visitors are served whatever the network does, and once the fault ends
everything is delivered once.

    test_faults.py BINARIES [--measure]

Between kiosk and hub stands the fault proxy. With --measure (a build
without sanitizers) check-ins must stay within 50 ms and memory within
64 MiB.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

YEAR = 365 * 24 * 3600
FAULTS = ["drop", "stall", "delay 900", "half", "cut", "repeat",
          "status 500", "status 429 30", "html", "endless", "bomb"]
EACH = 4


class Proxy:
    """The fault proxy before a hub."""

    def __init__(self, binaries, port, log):
        self.process = terminal.Process(
            [pathlib.Path(binaries) / "fault_proxy", port], log, pipe=True)
        line = self.process.read_line(10)
        self.url = "http://" + line.rsplit(" ", 1)[1]

    def do(self, command):
        child = self.process.child
        child.stdin.write(command.encode() + b"\n")
        child.stdin.flush()
        answer = self.process.read_line(10)
        if not answer.startswith("ok"):
            raise AssertionError("%s: %s" % (command, answer))


class Visitors:
    """Guests who take numbers, and how long the commit and page took."""

    def __init__(self, kiosk):
        self.kiosk = kiosk
        self.shown = []
        self.times = []
        self.rss = 0

    def come(self, count):
        kiosk = self.kiosk
        for _ in range(count):
            if kiosk.tree()["screen"] == "attract":
                kiosk.do("tap attract.start")
            kiosk.do("tap home.services")
            item = next(n["id"] for n in kiosk.tree()["nodes"]
                        if n["id"].startswith("services.item."))
            kiosk.do("tap " + item)
            started = time.perf_counter()
            kiosk.do("tap service.take")
            self.times.append((time.perf_counter() - started) * 1e3)
            kiosk.do("wait-screen ticket")
            self.shown.append(kiosk.label("ticket.number"))
            kiosk.do("tap ticket.done")
        self.rss = max(self.rss, kiosk.do("stats")["rss_kib"] / 1024)

    def all_arrive(self, hub, timeout=60):
        """Every number once; the pauses of the worker are skipped."""
        end = time.monotonic() + timeout
        while True:
            numbers = [row["number"] for row in hub.visits()]
            if set(self.shown) <= set(numbers):
                break
            if time.monotonic() > end:
                raise AssertionError("missing: %s" % (
                    set(self.shown) - set(numbers)))
            self.kiosk.do("clock +20")
            time.sleep(0.1)
        if len(numbers) != len(set(numbers)):
            raise AssertionError("a number twice")


def plain_faults(binaries, folder):
    """Faults of the network, on plain HTTP over loopback."""
    hub = terminal.Hub(binaries, folder / "hub")
    kiosk = terminal.Kiosk(binaries, folder / "kiosk")
    proxy = None
    try:
        hub.command("init")
        hub.command("demo", "--json")
        hub.start()
        proxy = Proxy(binaries, hub.port, folder / "proxy.log")
        kiosk.enrol(proxy.url, hub.add_kiosk("hall")["code"])
        kiosk.start("--window", "540x960")
        visitors = Visitors(kiosk)
        for fault in FAULTS:
            proxy.do(fault)
            visitors.come(EACH)
        proxy.do("pass")
        visitors.all_arrive(hub)
        proxy.do("drop")
        kiosk.do("clock wall +%d" % YEAR)
        visitors.come(EACH)
        proxy.do("pass")
        visitors.all_arrive(hub)
        kiosk.quit()
        return visitors
    finally:
        kiosk.kill()
        if proxy:
            proxy.process.kill()
        hub.kill()


def year_off(binaries, folder, seconds):
    """The clock of the terminal is a year off from the start."""
    hub = terminal.Hub(binaries, folder / ("hub%+d" % seconds))
    kiosk = terminal.Kiosk(binaries, folder / ("kiosk%+d" % seconds))
    try:
        hub.command("init")
        hub.command("demo", "--json")
        hub.start()
        kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
        hub.stop()
        kiosk.start("--window", "540x960")
        kiosk.do("clock wall %+d" % seconds)
        visitors = Visitors(kiosk)
        visitors.come(2)
        hub.start()
        visitors.all_arrive(hub)
        visitors.come(2)
        visitors.all_arrive(hub)
        kiosk.quit()
    finally:
        kiosk.kill()
        hub.kill()


def certificates(folder):
    """A good certificate, and an expired one of the same key and CA."""
    subprocess.run(
        ["sh", terminal.ROOT / "config" / "make-certificate.sh",
         "127.0.0.1", folder], check=True, capture_output=True)
    (folder / "ca.txt").write_text("")
    (folder / "serial").write_text("77\n")
    (folder / "ca.conf").write_text(
        "[ca]\ndefault_ca=x\n[x]\ndatabase=%s/ca.txt\nserial=%s/serial\n"
        "new_certs_dir=%s\ndefault_md=sha256\npolicy=p\n"
        "x509_extensions=e\nunique_subject=no\n[p]\n"
        "commonName=supplied\n[e]\nsubjectAltName=IP:127.0.0.1\n" % (
            folder, folder, folder))
    subprocess.run(
        ["openssl", "req", "-new", "-key", folder / "hub-key.pem", "-subj",
         "/CN=127.0.0.1", "-out", folder / "old.csr"],
        check=True, capture_output=True)
    subprocess.run(
        ["openssl", "ca", "-batch", "-config", folder / "ca.conf", "-cert",
         folder / "ca.pem", "-keyfile", folder / "ca-key.pem", "-startdate",
         "20240101000000Z", "-enddate", "20240201000000Z", "-in",
         folder / "old.csr", "-out", folder / "old.pem", "-notext"],
        check=True, capture_output=True)
    pin = subprocess.run(
        "openssl pkey -in '%s' -pubout -outform DER | openssl dgst -sha256 "
        "-binary | openssl base64" % (folder / "hub-key.pem"), shell=True,
        check=True, capture_output=True, text=True).stdout.strip()
    return "sha256//" + pin


def tls_faults(binaries, folder):
    """A wrong pin and an expired certificate; visitors are served."""
    tls = folder / "tls"
    tls.mkdir()
    pin = certificates(tls)
    hub = terminal.Hub(binaries, folder / "hub-tls")
    config = folder / "kiosk.conf"
    kiosk = terminal.Kiosk(binaries, folder / "kiosk-tls",
                           options=["--config", str(config)])

    def write(pins):
        config.write_text('hub = { url = ""; pins = [ "%s" ]; ca_file = '
                          '"%s"; };\n' % (pins, tls / "ca.pem"))

    def serve(certificate):
        path = folder / "hub.conf"
        path.write_text('tls_cert = "%s";\ntls_key = "%s";\n' % (
            tls / certificate, tls / "hub-key.pem"))
        hub.start("--config", path)

    try:
        hub.command("init")
        hub.command("demo", "--json")
        serve("hub.pem")
        url = hub.url.replace("http:", "https:")
        code = hub.add_kiosk("hall")["code"]
        write("sha256//" + "A" * 43 + "=")
        refused = terminal.run(
            [kiosk.program, "enrol", url, code, "--data", kiosk.data,
             *kiosk.options], check=False, env=kiosk.env)
        if refused.returncode != 1:
            raise AssertionError("enrolled with a wrong pin: " +
                                 refused.stderr)
        write(pin)
        kiosk.enrol(url, code)
        hub.stop()
        serve("old.pem")
        kiosk.start("--window", "540x960")
        visitors = Visitors(kiosk)
        visitors.come(2)
        kiosk.do("clock +30")
        time.sleep(1)  # as long as a kiosk that did send would need
        if hub.visits():
            raise AssertionError("sent to an expired certificate")
        hub.stop()
        serve("hub.pem")
        visitors.all_arrive(hub)
        kiosk.quit()
        print("wrong pin and expired certificate: refused, then delivered")
    finally:
        kiosk.kill()
        hub.kill()


def main():
    binaries = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        visitors = plain_faults(binaries, folder)
        year_off(binaries, folder, -YEAR)
        year_off(binaries, folder, YEAR)
        tls_faults(binaries, folder)
    times = sorted(visitors.times)
    p99 = times[int(len(times) * 0.99)]
    print("%d check-ins under %d faults: median %.1f ms, p99 %.1f ms, "
          "RSS at most %.1f MiB" % (
              len(times), len(FAULTS), times[len(times) // 2], p99,
              visitors.rss))
    if "--measure" in sys.argv and (p99 > 50 or visitors.rss > 64):
        raise AssertionError("too slow or too large")


if __name__ == "__main__":
    main()
