"""Counts as record batches, which any engine can carry, sort and group: so counting is a map and a merge.

A row is one template or one box at one site, or the site itself (the first row of a host, with the least key).
Documents without a host are in rows without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import msgspec
import pyarrow as pa

from cleaner.learn.counts import Box, Counts, Sight, Site
from cleaner.learn.propose import Bar
from cleaner.learn.sketch import digest

COUNTS = pa.schema({"host": pa.string(), "key": pa.int64(), "documents": pa.int64(), "counts": pa.binary()})
"""`key` tells apart (64 bits of a hash) what is counted, `documents` is how many it stands in, `counts` is the rest,
packed."""
BOX = 0x93  # how msgpack begins what has three parts
SITE = -(1 << 63)  # the key of a site's own row, before those of its templates
Row = tuple[str | None, int, int, bytes | None]

_pack = msgspec.msgpack.Encoder().encode
_sight = msgspec.msgpack.Decoder(tuple[str, Sight]).decode
_box = msgspec.msgpack.Decoder(tuple[None, str, Box]).decode
_site = msgspec.msgpack.Decoder(Site).decode


def pack(counts: Counts, homeless: int = 0) -> pa.RecordBatch:
    """Counts as a batch of COUNTS; `homeless` documents have no host."""
    rows: list[Row] = [(None, SITE, homeless, None)] if homeless else []
    for host, site in counts.sites.items():
        rows.append((host, SITE, site.documents, _pack(site)))
        for template, sight in counts.lines[host].items():
            rows.append((host, _key(host, template), sight.documents, _pack((template, sight))))
        for selector, box in counts.boxes[host].items():
            rows.append((host, _key(host, f"\n{selector}"), box.documents, _pack((None, selector, box))))
    columns = zip(*rows, strict=True) if rows else ((),) * len(COUNTS)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, COUNTS, strict=True)]
    return pa.record_batch(arrays, schema=COUNTS)


def merged(rows: Iterable[Row], bar: Bar) -> Iterator[Counts]:
    """The counts of one site after the other, of the templates that stand often enough, from rows of COUNTS.

    They must come ordered by host and key, those of one host in one stream; in which order they were counted does not
    matter. No more is in memory than what stands often enough at one site.
    """
    for host, found in groupby(rows, itemgetter(0)):
        if host is None:
            continue
        counts = Counts()
        counts.add(host, Site(), {}, {})
        least = 0
        for key, same in groupby(found, itemgetter(1)):
            if key == SITE:
                for row in same:
                    counts.add(host, _site(row[3] or b""), {}, {})
                least = bar.least(counts.sites[host])
            else:
                _add(counts, host, list(same), least)
        yield counts


def rows_in(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """The rows of batches of COUNTS."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _key(host: str, template: str) -> int:
    return max(SITE + 1, digest(f"{host}\n{template}") + SITE)


def _add(counts: Counts, host: str, rows: list[Row], least: int) -> None:
    """Add the rows of one key, if it was seen so often."""
    if sum(row[2] for row in rows) >= least:
        for row in rows:
            packed = row[3] or b""
            if packed[0] == BOX:
                _, selector, box = _box(packed)
                counts.add(host, Site(), {}, {selector: box})
            else:
                template, sight = _sight(packed)
                counts.add(host, Site(), {template: sight}, {})
