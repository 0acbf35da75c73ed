"""Labels among the metadata of MP4 and QuickTime: taken out, and the one put where the standard wants it."""

from __future__ import annotations

import struct

from ..containers.isobmff import XMP, MetaKey, boxes
from ..containers.text import decoded, fourcc
from ..containers.window import MOST_TEXT, MediaWindow
from ..reading.entries import is_label
from ..reading.isobmff import item_name
from ..reading.label import parse
from . import xmp
from .boxes import BoxNode
from .splicing import KEY

BOX = "moov/udta/meta/ilst"
_HANDLER = bytes(8) + b"mdta" + bytes(12) + b"\0"
_UTF_8 = 1


def take_out(window: MediaWindow, box: BoxNode) -> bool:
    """Take every label out of a box; return whether there were any. Raises ReadError."""
    if box.children is None:
        return False
    kept = [child for child in box.children if not is_label(fourcc(child.kind))]
    found = len(kept) < len(box.children)
    box.children = kept
    if box.kind == b"meta":
        found |= _of_meta(window, box)
    for child in kept:
        if child.kind == b"XMP_":
            found |= _blank(child, 0)
        elif child.kind == b"uuid" and child.data.startswith(XMP):
            found |= _blank(child, len(XMP))
        elif child.kind != b"ilst":
            found |= take_out(window, child)
    return found


def _blank(box: BoxNode, start: int) -> bool:
    """Blank the labels of XMP in a box; return whether there were any."""
    new = xmp.blanked(box.data[start:])
    box.data = box.data if new is None else box.data[:start] + new
    return new is not None


def _of_meta(window: MediaWindow, meta: BoxNode) -> bool:
    """Take the labels out of a list of metadata, and out of its keys. Raises ReadError."""
    keys, items = meta.first(b"keys"), meta.first(b"ilst")
    old = keys.keys if keys is not None else []
    names = [key.name.decode(errors="replace") for key in old]
    gone = {index for index, name in enumerate(names, start=1) if is_label(name)}
    found = bool(gone)
    if items is not None and items.children is not None:
        kept = [item for item in items.children if not _is_label(window, item, names)]
        found |= len(kept) < len(items.children)
        items.children = kept
        for item in kept:
            index = int.from_bytes(item.kind, "big")
            if names and index <= len(names):
                item.kind = struct.pack(">I", index - sum(each < index for each in gone))
    if keys is not None:
        keys.keys = [key for index, key in enumerate(old, start=1) if index not in gone]
    return found


def _is_label(window: MediaWindow, item: BoxNode, names: list[str]) -> bool:
    """Return whether an item is a label by its name, or, where nothing names it, by what it says."""
    assert item.place is not None
    inside = list(boxes(window, item.place.begin, item.place.end, item.place.way))
    if is_label(item_name(window, item.place, inside, names)):
        return True
    values = [each for each in inside if each.name == b"data" and 8 <= each.size <= MOST_TEXT]
    is_named = names or int.from_bytes(item.kind, "big") > 0xFFFF
    texts = (decoded(window.exact(each.begin + 8, each.size - 8, each.way)) for each in values)
    return not is_named and any("ContentProducer" in (parse(text).fields or ()) for text in texts)


def list_of(moov: BoxNode) -> tuple[str, BoxNode | None]:
    """Return where the label of a movie belongs, and the list with keys that is there already, as of a camera.

    Some readers look into the first such list only, so there is never a second one.
    """
    for child in moov.children or ():
        if child.kind == b"meta" and _handler(child) == b"mdta":
            return "moov/meta/ilst", child
        if child.kind == b"udta":
            found = next((each for each in child.of(b"meta") if _handler(each) == b"mdta"), None)
            if found is not None:
                return BOX, found
    return BOX, None


def put(moov: BoxNode, label: str) -> None:
    """Put a label, of which there is none, into the list with keys of a movie."""
    box, meta = list_of(moov)
    if meta is None:
        meta = BoxNode(b"meta", data=bytes(4), children=[BoxNode(b"hdlr", data=_HANDLER)])
        _insert(moov, meta)
    else:  # in user data as MP4 has it, with a version, right in the movie as QuickTime does: else not all look into it
        meta.data = bytes(4) if box == BOX else b""
    _add(meta, label)


def _insert(moov: BoxNode, meta: BoxNode) -> None:
    """Put a list into the user data. Music has one of another handler there: it stays the first, which players read."""
    assert moov.children is not None
    user = moov.first(b"udta")
    if user is None:
        user = BoxNode(b"udta", children=[])
        moov.children.append(user)
    assert user.children is not None
    last = max((index for index, each in enumerate(user.children) if each.kind == b"meta"), default=-1)
    user.children.insert(last + 1 if last >= 0 else len(user.children), meta)


def _add(meta: BoxNode, label: str) -> None:
    assert meta.children is not None
    keys, items = meta.first(b"keys"), meta.first(b"ilst")
    if keys is None:
        keys = BoxNode(b"keys", data=bytes(4))
        meta.children.insert(1, keys)
    if items is None:
        items = BoxNode(b"ilst", children=[])
        meta.children.insert(meta.children.index(keys) + 1, items)
    assert items.children is not None
    keys.keys.append(MetaKey(b"mdta", KEY.encode()))
    value = BoxNode(b"data", data=struct.pack(">II", _UTF_8, 0) + label.encode())
    items.children.append(BoxNode(struct.pack(">I", len(keys.keys)), data=value.encode()))


def _handler(meta: BoxNode) -> bytes:
    handler = meta.first(b"hdlr")
    return handler.data[8:12] if handler is not None else b""
