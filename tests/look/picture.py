# SPDX-License-Identifier: Apache-2.0
"""Pictures as arrays of numbers: PNG in and out, smaller, side by side."""

import pathlib
import struct
import sys
import zlib

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(data):
    """Name and body of each chunk of a PNG."""
    at = len(SIGNATURE)
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at:at + 8])
        yield name, data[at + 8:at + 8 + size]
        at += size + 12


def load(path):
    """An array of height x width x 3 of an 8-bit RGB or palette PNG."""
    data = pathlib.Path(path).read_bytes()
    if data[:8] != SIGNATURE:
        raise ValueError("%s is not a PNG" % path)
    parts = {}
    for name, body in chunks(data):
        parts[name] = parts.get(name, b"") + body
    width, height, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    step = {2: 3, 3: 1}.get(kind)
    if depth != 8 or not step:
        raise ValueError("%s: neither 8-bit RGB nor palette" % path)
    rows = numpy.frombuffer(zlib.decompress(parts[b"IDAT"]), numpy.uint8)
    rows = rows.reshape(height, 1 + width * step)
    pixels = unfilter(rows, step).reshape(height, width, step)
    if kind == 3:
        palette = numpy.frombuffer(parts[b"PLTE"], numpy.uint8)
        return palette.reshape(-1, 3)[pixels[:, :, 0]]
    return pixels


def unfilter(rows, step):
    """Undo the filters of a PNG's rows."""
    kinds, body = rows[:, 0], rows[:, 1:]
    if (kinds == 0).all():
        return body.copy()
    if (kinds == 2).all():
        return numpy.cumsum(body, axis=0, dtype=numpy.uint8)
    done, before = [], bytes(body.shape[1])
    for kind, row in zip(kinds, body):
        before = terminal.unfilter(int(kind), row.tobytes(), before, step)
        done.append(numpy.frombuffer(before, numpy.uint8))
    return numpy.array(done)


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(
        ">I", zlib.crc32(name + body))


def save(path, pixels, palette=None):
    """Write RGB pixels, or indices into `palette`, as a PNG."""
    height, width = pixels.shape[:2]
    flat = pixels.reshape(height, -1).astype(numpy.uint8)
    rows = numpy.zeros((height, 1 + flat.shape[1]), numpy.uint8)
    rows[:, 1:] = flat
    if palette is None:  # differences to the row above pack better
        rows[:, 0] = 2
        rows[1:, 1:] -= flat[:-1]
    head = struct.pack(">IIBBBBB", width, height, 8,
                       2 if palette is None else 3, 0, 0, 0)
    out = SIGNATURE + chunk(b"IHDR", head)
    if palette is not None:
        out += chunk(b"PLTE", palette.astype(numpy.uint8).tobytes())
    out += chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
    pathlib.Path(path).write_bytes(out + chunk(b"IEND", b""))


def smaller(pixels, by):
    """Each `by` x `by` pixels become their mean."""
    height, width = pixels.shape[0] // by, pixels.shape[1] // by
    cut = pixels[:height * by, :width * by].astype(numpy.uint16)
    blocks = cut.reshape(height, by, width, by, 3)
    return (blocks.sum(axis=(1, 3)) // (by * by)).astype(numpy.uint8)


def coarse_keys(pixels):
    """Each pixel as 0xRRGGBB of 32 steps a channel."""
    coarse = pixels & 0xF8
    coarse |= coarse >> 5
    flat = coarse.reshape(-1, 3)
    return (flat[:, 0].astype(numpy.uint32) << 16
            | flat[:, 1].astype(numpy.uint32) << 8 | flat[:, 2])


def nearest(pixels, palette):
    """The index of the palette's nearest colour, pixel by pixel."""
    seen, where = numpy.unique(coarse_keys(pixels), return_inverse=True)
    far = numpy.abs(split(seen)[:, None, :].astype(numpy.int16)
                    - palette[None, :, :]).sum(axis=2)
    return far.argmin(axis=1)[where].reshape(pixels.shape[:2])


def few_colours(pixels, most):
    """(indices, palette): the commonest colours, the rest the nearest."""
    seen, counts = numpy.unique(coarse_keys(pixels), return_counts=True)
    common = seen[numpy.argsort(-counts, kind="stable")[:most]]
    common.sort()
    palette = split(common)
    return nearest(pixels, palette), palette


def split(keys):
    """0xRRGGBB numbers as an array of three columns."""
    return numpy.stack([keys >> 16 & 255, keys >> 8 & 255, keys & 255],
                       axis=1).astype(numpy.uint8)


def grey(pixels):
    """Luma of 0 to 255."""
    return (pixels.astype(numpy.float32)
            @ numpy.array([0.299, 0.587, 0.114], numpy.float32))


def save_grey(path, pixels):
    """Write one channel as PGM, which tesseract reads fastest."""
    height, width = pixels.shape
    pathlib.Path(path).write_bytes(
        b"P5 %d %d 255\n" % (width, height)
        + pixels.astype(numpy.uint8).tobytes())


def scaled(pixels, height):
    """One channel at another height, by straight lines between pixels."""
    old_h, old_w = pixels.shape
    if old_h > 2 * height:  # first the mean of whole blocks
        by = old_h // height
        cut = pixels[:old_h // by * by, :old_w // by * by]
        pixels = cut.reshape(old_h // by, by, -1, by).mean(axis=(1, 3))
        old_h, old_w = pixels.shape
    width = max(1, round(old_w * height / old_h))
    for axis, new, old in ((0, height, old_h), (1, width, old_w)):
        at = numpy.clip((numpy.arange(new) + 0.5) * old / new - 0.5, 0,
                        old - 1)
        low = at.astype(int)
        high = numpy.minimum(low + 1, old - 1)
        part = (at - low).astype(numpy.float32)
        part = part[:, None] if axis == 0 else part[None, :]
        pixels = (pixels.take(low, axis) * (1 - part)
                  + pixels.take(high, axis) * part)
    return pixels


def sheet(pictures, columns, gap=16):
    """Pictures of one size on one grey sheet, row by row."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    out = numpy.full((gap + rows * (height + gap),
                      gap + columns * (width + gap), 3), 96, numpy.uint8)
    for i, one in enumerate(pictures):
        y = gap + i // columns * (height + gap)
        x = gap + i % columns * (width + gap)
        out[y:y + height, x:x + width] = one
    return out
