"""Pack a bundle into the gzipped tar file that OPA downloads: the same content gives the same bytes."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Mapping

from .contents import Bundle

Sign = Callable[[Mapping[str, bytes]], bytes]
"""Gives the content of ``.signatures.json`` for all other files of a bundle."""


def pack(bundle: Bundle, sign: Sign | None = None) -> bytes:
    """Return the bundle as a file. No time, owner or order of a file system is in it."""
    files = {".manifest": bundle.manifest, **bundle.files}
    if sign is not None:
        files[".signatures.json"] = sign(files)
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(files):
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(files[path]), 0o644
            archive.addfile(member, io.BytesIO(files[path]))
    return packed.getvalue()
