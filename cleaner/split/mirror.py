"""A page's tree once more, as lxml knows it: for XPath, which Lexbor does not speak.

A copy and not a second parse, so that both trees have the same elements.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mirrored(parser: LexborHTMLParser) -> tuple[Any, dict[Any, LexborNode]]:
    """The root of the copy, and for each of its elements the one that it stands for."""
    nodes: dict[Any, LexborNode] = {}
    root = parser.root
    copy = etree.Element("html")
    if root is None:
        return copy, nodes
    copy = etree.Element(name(root), attributes(root))
    nodes[copy] = root
    stack = [(copy, root.first_child)]
    while stack:
        parent, node = stack.pop()
        while node is not None:
            if node.tag == "-text":
                add_text(parent, node.text_content or "")
            elif (node.tag or "-")[0] not in "-!":
                element = etree.SubElement(parent, name(node), attributes(node))
                nodes[element] = node
                if node.first_child is not None:
                    stack.append((parent, node.next))
                    parent, node = element, node.first_child
                    continue
            node = node.next
    return copy, nodes


def add_text(parent: Any, text: str) -> None:
    """Append text after the element's last child, where lxml keeps it in that child's tail."""
    text = NOT_XML.sub("", text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def name(node: LexborNode) -> str:
    """The tag, with `_` for what an XML name may not hold."""
    tag = NOT_NAME.sub("_", node.tag or "_")
    return tag if NAME.fullmatch(tag) else f"_{tag}"


def attributes(node: LexborNode) -> dict[str, str]:
    """The attributes whose names XML allows."""
    found = node.attributes or {}
    return {key: NOT_XML.sub("", value or "") for key, value in found.items() if NAME.fullmatch(key)}
