"""Labels among the metadata of MP4 and QuickTime: found, taken out, and put where the standard wants the one."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator

from . import xmp
from .boxes import BoxNode, children_of
from .splicing import KEY, FoundLabel, as_text, is_key
from .window import malformed

BOX = "moov/udta/meta/ilst"
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_HANDLER = bytes(8) + b"mdta" + bytes(12) + b"\0"
_UTF_8 = 1
_KEYS = 100_000


def take_out(box: BoxNode, path: str) -> Iterator[FoundLabel]:
    """Take every label out of a box, and yield it. Raises ReadError."""
    kept = []
    for child in box.children or ():
        here = f"{path}/{child.kind.decode('latin-1')}"
        if is_key(child.kind):
            yield FoundLabel(here, child.at, as_text(child.data))
            continue
        kept.append(child)
        if child.kind == b"meta":
            yield from _of_meta(child, here)
        elif child.kind == b"XMP_" or (child.kind == b"uuid" and child.data.startswith(XMP)):
            found, child.data = xmp.without(child.data, child.at, here)
            yield from found
        elif child.children is not None:
            yield from take_out(child, here)
    if box.children is not None:
        box.children = kept


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
        keys = BoxNode(b"keys", data=bytes(8))
        meta.children.insert(1, keys)
    if items is None:
        items = BoxNode(b"ilst", children=[])
        meta.children.insert(meta.children.index(keys) + 1, items)
    assert items.children is not None
    names = [*_keys(keys), KEY.encode()]
    keys.data = _listed(keys.data[:4], _spaces(keys), names)
    value = BoxNode(b"data", data=struct.pack(">II", _UTF_8, 0) + label.encode())
    items.children.append(BoxNode(struct.pack(">I", len(names)), data=value.encode()))


def _of_meta(meta: BoxNode, path: str) -> Iterator[FoundLabel]:
    """Take the labels out of a list of metadata. Raises ReadError."""
    keys, items = meta.first(b"keys"), meta.first(b"ilst")
    names = _keys(keys) if keys is not None else []
    gone = {index for index, name in enumerate(names, start=1) if is_key(name)}
    kept, seen = [], set()
    for item in items.children or () if items is not None else ():
        index = int.from_bytes(item.kind, "big")
        if index in gone:
            seen.add(index)
            yield from _values(item, f"{path}/ilst" if _handler(meta) == b"mdta" else f"{path}/ilst/{KEY}")
        elif _is_freeform(item) or is_key(item.kind) or (not names and index < _KEYS and _says_label(item)):
            yield from _values(item, f"{path}/ilst/{item.kind.decode('latin-1') if index > _KEYS else index}")
        else:
            kept.append(item)
    for _ in gone - seen:  # a key that has no value
        assert keys is not None
        yield FoundLabel(f"{path}/keys", keys.at, "")
    if items is not None:
        for item in kept:
            index = int.from_bytes(item.kind, "big")
            if names and index <= len(names):
                item.kind = struct.pack(">I", index - sum(each < index for each in gone))
        items.children = kept
    if gone and keys is not None:
        spaces = _spaces(keys)
        left = [index for index in range(1, len(names) + 1) if index not in gone]
        keys.data = _listed(keys.data[:4], [spaces[each - 1] for each in left], [names[each - 1] for each in left])
    listed = [each for each in meta.children or () if each is keys or each is items]
    others = BoxNode(
        meta.kind, children=[each for each in meta.children or () if each is not keys and each is not items]
    )
    yield from take_out(others, path)
    staying = {id(each) for each in (*listed, *(others.children or ()))}
    meta.children = [each for each in meta.children or () if id(each) in staying]


def _handler(meta: BoxNode) -> bytes:
    handler = meta.first(b"hdlr")
    return handler.data[8:12] if handler is not None else b""


def _entries(keys: BoxNode) -> list[tuple[bytes, bytes]]:
    """Return name space and name of each key. Raises ReadError."""
    parts, rest = children_of(keys.data[8:], keys.at + 8)
    if len(keys.data) < 8 or rest.strip(b"\0") or len(parts) > _KEYS:
        raise malformed("keys", keys.at)
    return [(kind, name) for kind, _, name in parts]


def _keys(keys: BoxNode) -> list[bytes]:
    return [name for _, name in _entries(keys)]


def _spaces(keys: BoxNode) -> list[bytes]:
    return [space for space, _ in _entries(keys)]


def _listed(version: bytes, spaces: list[bytes], names: list[bytes]) -> bytes:
    """Return what a box of keys has in it; a name that has no name space is new."""
    spaces = [*spaces, *[b"mdta"] * (len(names) - len(spaces))]
    entries = [struct.pack(">I", len(name) + 8) + space + name for space, name in zip(spaces, names, strict=True)]
    return version + struct.pack(">I", len(names)) + b"".join(entries)


def _values(item: BoxNode, path: str) -> Iterator[FoundLabel]:
    """Yield each value of an item."""
    parts, _ = children_of(item.data, item.at)
    values = [(at, data) for kind, at, data in parts if kind == b"data"]
    for at, data in values:
        yield FoundLabel(path, at + 8, as_text(data[8:]))
    if not values:
        yield FoundLabel(path, item.at, "")


def _is_freeform(item: BoxNode) -> bool:
    if item.kind != b"----":
        return False
    parts, _ = children_of(item.data, item.at)
    return any(kind == b"name" and is_key(data[4:]) for kind, _, data in parts)


def _says_label(item: BoxNode) -> bool:
    """Return whether an item without a name holds what only a label does."""
    for found in _values(item, ""):
        try:
            value = json.loads(found.text or "null")
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and {KEY, "ContentProducer"} & set(value):
            return True
    return False
