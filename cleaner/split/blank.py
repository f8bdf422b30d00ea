"""Lines of which nothing is left when their characters are mended are no lines: the page without them."""

from __future__ import annotations

from array import array
from itertools import accumulate, compress

import msgspec

from cleaner.article import Line, Repair
from cleaner.page import Found, Page
from cleaner.tree import Meta, Tree


def without_blank(page: Page, repairs: tuple[Repair, ...]) -> tuple[Page, tuple[Repair, ...]]:
    """The page without its blank lines, the others counted anew; what emptied a line is a repair of the document."""
    stays = [bool(line.text.strip()) for line in page.lines]
    place = [0, *accumulate(stays)]  # how many lines stay before each one, and before the end
    lines = tuple(_numbered(line, at + 1) for at, line in enumerate(compress(page.lines, stays)))
    title = page.title_line
    left = msgspec.structs.replace(
        page,
        lines=lines,
        tree=_tree(page.tree, stays, place) if page.tree else None,
        meta=_meta(page.meta, stays, place) if page.meta else None,
        title_line=place[title] if title is not None and stays[title] else None,
        found=_found(page.found, stays, place),
    )
    return left, tuple(_moved(repair, stays, place) for repair in repairs)


def _numbered(line: Line, number: int) -> Line:
    return line if line.number == number else msgspec.structs.replace(line, number=number)


def _moved(repair: Repair, stays: list[bool], place: list[int]) -> Repair:
    at = repair.line - 1
    return msgspec.structs.replace(repair, line=place[at] + 1 if stays[at] else 0)


def _found(found: Found, stays: list[bool], place: list[int]) -> Found:
    inline = tuple((order, place[at], text) for order, at, text in found.inline if stays[at])
    return msgspec.structs.replace(found, inline=inline)


def _meta(meta: Meta, stays: list[bool], place: list[int]) -> Meta:
    return msgspec.structs.replace(meta, h1=tuple((place[at], text) for at, text in meta.h1 if stays[at]))


def _tree(tree: Tree, stays: list[bool], place: list[int]) -> Tree:
    end = len(stays)
    return msgspec.structs.replace(
        tree,
        first=array("i", [place[min(at, end)] for at in tree.first]),
        last=array("i", [place[min(at, end)] for at in tree.last]),
        node=array("i", compress(tree.node, stays)),
        block=array("i", compress(tree.block, stays)),
        links=array("i", compress(tree.links, stays)),
        bold=array("i", compress(tree.bold, stays)),
    )
