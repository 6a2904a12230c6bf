# SPDX-License-Identifier: Apache-2.0
"""Real programs for tests and the demonstration: a hub process on
loopback, a kiosk process driven over a pipe. Standard library only."""

import json
import os
import pathlib
import re
import select
import struct
import subprocess
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent


class ProgramError(Exception):
    """A program failed; the text says which and what it printed."""


def run(arguments, stdin=None, check=True, timeout=120, env=None):
    """Run a command to its end; its stdout as text."""
    done = subprocess.run(
        [str(a) for a in arguments], input=stdin, text=True,
        capture_output=True, timeout=timeout, env=env)
    if check and done.returncode != 0:
        raise ProgramError("%s: exit %d: %s%s" % (
            " ".join(str(a) for a in arguments), done.returncode,
            done.stdout, done.stderr))
    return done.stdout if check else done


class Process:
    """A child that is ended by its process id, whatever happens."""

    def __init__(self, arguments, log, env=None, pipe=False):
        self.log = pathlib.Path(log)
        self.child = subprocess.Popen(
            [str(a) for a in arguments],
            stdin=subprocess.PIPE if pipe else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "ab"), env=env)
        self.received = b""

    @property
    def pid(self):
        return self.child.pid

    def read_line(self, timeout):
        """One line of its standard output, without the newline."""
        end = time.monotonic() + timeout
        while b"\n" not in self.received:
            left = end - time.monotonic()
            if left <= 0:
                raise ProgramError("no answer within %g s; log: %s" % (
                    timeout, self.tail()))
            ready, _, _ = select.select([self.child.stdout], [], [], left)
            if not ready:
                continue
            data = os.read(self.child.stdout.fileno(), 1 << 20)
            if not data:
                raise ProgramError("ended with exit %s; log: %s" % (
                    self.child.wait(10), self.tail()))
            self.received += data
        line, self.received = self.received.split(b"\n", 1)
        return line.decode("utf-8")

    def tail(self):
        text = self.log.read_text("utf-8", "replace")
        return text[-2000:]

    def kill(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()

    def terminate(self, timeout=10):
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise ProgramError("did not end: " + self.tail())
        return self.child.returncode


class Hub:
    """talent-hub in a data directory of its own."""

    def __init__(self, binaries, data, env=None):
        self.program = pathlib.Path(binaries) / "talent-hub"
        self.data = pathlib.Path(data)
        self.data.mkdir(parents=True, exist_ok=True)
        self.env = env
        self.process = None
        self.port = 0

    def command(self, *arguments, stdin=None, check=True):
        return run([self.program, *arguments, "--data", self.data],
                   stdin=stdin, check=check, env=self.env)

    def start(self, *options):
        """Serve on loopback: on a free port first, then on the same."""
        self.process = Process(
            [self.program, "serve", "--data", self.data, "--listen",
             "127.0.0.1:%d" % self.port, *options],
            self.data / "serve.log", env=self.env)
        line = self.process.read_line(20)
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            raise ProgramError("talent-hub serve said: " + line)
        self.port = int(found.group(1))

    @property
    def url(self):
        return "http://127.0.0.1:%d" % self.port

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process = None

    def kill(self):
        if self.process:
            self.process.kill()
            self.process = None

    def visits(self):
        return json.loads(self.command("visits", "--json"))

    def add_kiosk(self, site, *options):
        return json.loads(self.command(
            "kiosk", "add", "--site", site, "--json", *options))


class Kiosk:
    """talent-kiosk in a data directory of its own, driven over a pipe."""

    def __init__(self, binaries, data, env=None, options=()):
        self.program = pathlib.Path(binaries) / "talent-kiosk"
        self.data = pathlib.Path(data)
        self.data.mkdir(parents=True, exist_ok=True)
        self.options = list(options)
        self.env = dict(os.environ if env is None else env)
        self.env.setdefault("SDL_VIDEODRIVER", "dummy")
        self.patience = 15  # s that an answer or the end may take
        self.process = None

    def enrol(self, url, code):
        return run([self.program, "enrol", url, code, "--data", self.data,
                    *self.options], env=self.env)

    def start(self, *options):
        self.process = Process(
            [self.program, "--data", self.data, "--drive", *self.options,
             *options],
            self.data.parent / (self.data.name + ".log"), env=self.env,
            pipe=True)

    def send(self, command, timeout=0):
        """One drive command; its answer, whether ok or not."""
        child = self.process.child
        child.stdin.write(command.encode("utf-8") + b"\n")
        child.stdin.flush()
        return json.loads(self.process.read_line(timeout or self.patience))

    def do(self, command, timeout=0):
        """One drive command that must succeed."""
        answer = self.send(command, timeout)
        if not answer.get("ok"):
            raise ProgramError("%s: %s" % (command, answer.get("error")))
        return answer

    def tree(self):
        return self.do("tree")

    def node(self, node_id):
        """The element with this id, or None."""
        for node in self.tree()["nodes"]:
            if node["id"] == node_id:
                return node
        return None

    def label(self, node_id):
        node = self.node(node_id)
        if node is None:
            raise ProgramError("no element " + node_id)
        return node["label"]

    def wait_for(self, condition, timeout=15, what="condition"):
        """Ask the tree until `condition(tree)` gives something true."""
        end = time.monotonic() + timeout
        while True:
            found = condition(self.tree())
            if found:
                return found
            if time.monotonic() > end:
                raise ProgramError("waited %g s for %s" % (timeout, what))
            time.sleep(0.02)

    def type_number(self, digits, prefix="identify"):
        for digit in digits:
            self.do("tap %s.key.%s" % (prefix, digit.lower()))

    def quit(self):
        if self.process is None:
            return
        try:
            self.send("quit")
        except (ProgramError, BrokenPipeError):
            pass
        try:
            self.process.child.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise ProgramError("quit: did not end: " + self.process.tail())
        code = self.process.child.returncode
        self.process = None
        if code != 0:
            raise ProgramError("the kiosk ended with exit %d" % code)

    def kill(self):
        if self.process:
            self.process.kill()
            self.process = None


class Display:
    """A virtual X server of its own; `env` opens windows on it."""

    def __init__(self, width, height):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0",
             "%dx%dx24" % (width, height), "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        self.env = dict(os.environ, DISPLAY=":" + number,
                        SDL_VIDEODRIVER="x11")

    def close(self):
        self.server.terminate()
        self.server.wait()


def texts(tree):
    """id -> label of every element of a tree."""
    return {node["id"]: node["label"] for node in tree["nodes"]}


def read_png(path):
    """(width, height, rows of RGB or RGBA bytes) of an 8-bit PNG."""
    data = pathlib.Path(path).read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("%s is not a PNG" % path)
    at, width, height, kind, packed = 8, 0, 0, 0, b""
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if name == b"IHDR":
            width, height, depth, kind = struct.unpack(">IIBB", body[:10])
            if depth != 8 or kind not in (2, 6):
                raise ValueError("%s: not 8-bit RGB(A)" % path)
        elif name == b"IDAT":
            packed += body
        at += size + 12
    step = 3 if kind == 2 else 4
    raw = zlib.decompress(packed)
    rows, before = [], bytes(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        before = unfilter(raw[start], raw[start + 1:start + 1 + width * step],
                          before, step)
        rows.append(before)
    return width, height, rows


def unfilter(kind, row, before, step):
    """Undo the filter of one row of a PNG."""
    if kind == 0:
        return bytes(row)
    out = bytearray(row)
    for i, value in enumerate(row):
        left = out[i - step] if i >= step else 0
        up = before[i]
        corner = before[i - step] if i >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        else:
            by_left = abs(up - corner)
            by_up = abs(left - corner)
            by_corner = abs(left + up - 2 * corner)
            guess = left if by_left <= by_up and by_left <= by_corner \
                else up if by_up <= by_corner else corner
        out[i] = (value + guess) & 255
    return bytes(out)
