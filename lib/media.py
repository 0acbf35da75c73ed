"""What files of media are called."""

from __future__ import annotations

MEDIA_SUFFIXES = (
    *(
        ".wav",
        ".wave",
        ".bwf",
        ".rf64",
        ".mp3",
        ".flac",
        ".ogg",
        ".oga",
        ".ogv",
        ".opus",
        ".m4a",
        ".m4b",
        ".mp4",
        ".m4v",
    ),
    *(".mov", ".qt", ".mkv", ".mka", ".webm", ".weba", ".avi", ".flv", ".f4v", ".f4a", ".aac", ".adts", ".pcm"),
)
"""Lower-case, with the dot: of the twelve containers that can carry a label, and of AAC and samples, which cannot."""


def is_media(path: str) -> bool:
    """Return whether a file has the name of a media file."""
    return path.lower().endswith(MEDIA_SUFFIXES)
