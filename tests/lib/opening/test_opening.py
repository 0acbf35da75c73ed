"""Only regular files of a size that can be read are opened, and nothing is waited for."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from adjudge.lib.opening import RefusedFileError, open_regular, read_regular, read_stream, read_text
from adjudge.lib.system import reason
from adjudge.lib.words import said


def test_a_regular_file_is_read_whole(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 3_000_000)
    assert read_regular(file) == b"x" * 3_000_000
    assert read_regular(file, 3_000_000) == b"x" * 3_000_000
    (tmp_path / "empty").touch()
    assert read_regular(tmp_path / "empty") == b""


def test_lines_of_a_text_end_with_lf(tmp_path):
    (tmp_path / "a").write_bytes("a\r\né\rb\n".encode())
    assert read_text(tmp_path / "a") == "a\né\nb\n"


def test_what_is_too_big_is_refused_in_each_language_without_being_read(tmp_path, monkeypatch):
    file = tmp_path / "huge"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)
    monkeypatch.setattr(os, "read", None)
    with pytest.raises(RefusedFileError) as caught:
        read_regular(file, 16 << 20)
    assert said(reason(caught.value), "en") == "the file is larger than 16 MiB"
    assert said(reason(caught.value), "zh") == "文件大于 16 MiB"


def test_what_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(os, "read", lambda _descriptor, size: b"x" * size)
    with pytest.raises(RefusedFileError):
        read_regular(tmp_path / "a", 1 << 20)


def test_a_stream_without_end_is_refused():
    with Path("/dev/zero").open("rb") as endless, pytest.raises(RefusedFileError):
        read_stream(endless, 2 << 20)
    assert read_stream(io.BytesIO(b"abc")) == b"abc"


def make_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def make_socket(path: Path) -> Path:
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(path.name)
    return path


def make_folder(path: Path) -> Path:
    path.mkdir()
    return path


IRREGULAR = {
    "pipe": (make_pipe, "this is a pipe, not a file"),
    "socket": (make_socket, "this is a socket, not a file"),
    "folder": (make_folder, "this is a folder, not a file"),
    "device": (lambda _: Path("/dev/zero"), "this is a device, not a file"),
}


@pytest.mark.parametrize("what", IRREGULAR)
def test_what_is_no_regular_file_is_refused_for_what_it_is(what, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make, words = IRREGULAR[what]
    path = make(tmp_path / "a")
    for follow in (True, False):
        with pytest.raises(RefusedFileError) as caught:
            open_regular(path, follow=follow)
        assert said(reason(caught.value), "en") == words


def test_a_file_that_became_a_pipe_meanwhile_is_not_waited_for(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda _path, **options: real(tmp_path / "file", **options))
    with pytest.raises(RefusedFileError):
        open_regular(tmp_path / "pipe")


def test_a_link_is_followed_only_where_that_is_wanted(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("a")
    assert read_regular(tmp_path / "link") == b"a"
    with pytest.raises(OSError, match="symbolic links"):
        open_regular(tmp_path / "link", follow=False)


def test_a_system_with_few_of_the_flags_reads_writes_and_removes_all_the_same(tmp_path):
    lacking = """
import os, sys
for name in ("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH"):
    delattr(os, name)
os.supports_dir_fd = set()
sys.modules["fcntl"] = None
from pathlib import Path
from adjudge.lib.files import Tree
from adjudge.lib.temporary import Temporary
from adjudge.lib.writing import replace_file
root = Path(os.path.realpath("."))
replace_file(root / "a", b"1\\r\\n2\\x1a")
assert Tree(root=root).read("a").data == b"1\\r\\n2\\x1a"
folder = Temporary("t.", parent=root)
(folder.path / "b").mkdir()
folder.remove()
assert os.listdir() == ["a"]
"""
    subprocess.run([sys.executable, "-c", lacking], cwd=tmp_path, check=True)
