"""``adjudge label`` and the file system: the file is whole before and after, whatever happens between."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import oddlabels as odd
import pytest

from adjudge.lib.errors import AdjudgeError, JudgeError, ReadError, UsageError
from adjudge.plugins.media.containers.window import MediaWindow
from adjudge.plugins.media.labelling.planning import MediaContainer
from adjudge.plugins.media.labelling.riff import plan_wav
from adjudge.plugins.media.labelling.splicing import SpliceEdit, SplicePlan
from adjudge.plugins.media.labelling.writing import write_label

LABEL = odd.OLD
WAV = odd.riff(
    b"RIFF\0\0\0\0WAVE"
    + odd.chunk(b"fmt ", bytes.fromhex("0100010040 1f0000 80 3e0000 0200 1000"))
    + odd.chunk(b"data", bytes(2_000))
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A little WAV, alone in its folder."""
    path = tmp_path / "a.wav"
    path.write_bytes(WAV)
    return path


def names(folder: Path) -> list[str]:
    """Give what lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def code(error: AdjudgeError) -> str | None:
    return error.code


def refused(file: Path, kind: type[AdjudgeError], container: MediaContainer | None = None) -> AdjudgeError:
    """See that a file is refused, is as it was, and has nothing beside it; give the error."""
    before = file.read_bytes(), names(file.parent)
    with pytest.raises(kind) as caught:
        write_label(str(file), LABEL, container=container)
    assert (file.read_bytes(), names(file.parent)) == before
    return caught.value


def test_the_mode_stays_and_the_time_is_that_of_the_change(file: Path) -> None:
    file.chmod(0o640)
    os.utime(file, (1_000_000_000, 1_000_000_000))
    write_label(str(file), LABEL)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_mtime > 1_000_000_000
    assert names(file.parent) == ["a.wav"]


def test_a_read_only_file_is_refused(file: Path) -> None:
    file.chmod(0o444)
    assert code(refused(file, UsageError)) == "labelling.read_only"


def test_a_labelled_file_that_is_read_only_is_fine(file: Path) -> None:
    write_label(str(file), LABEL)
    file.chmod(0o444)
    assert not write_label(str(file), LABEL).is_new


def test_a_file_that_changes_meanwhile_is_left_alone(file: Path) -> None:
    def plan(window: MediaWindow, label: str) -> SplicePlan:
        made = plan_wav(window, label)
        if window.size == len(WAV):
            with file.open("r+b") as stream:
                stream.seek(60)
                stream.write(b"!")
        return made

    with pytest.raises(ReadError) as caught:
        write_label(str(file), LABEL, container=MediaContainer("wav", plan))
    assert code(caught.value) == "labelling.changed"
    assert b"AIGC" not in file.read_bytes()
    assert names(file.parent) == ["a.wav"]


def test_a_file_that_shrinks_meanwhile_is_left_alone(file: Path) -> None:
    def plan(window: MediaWindow, label: str) -> SplicePlan:
        made = plan_wav(window, label)
        os.truncate(file, 50)
        return made

    with pytest.raises(AdjudgeError):
        write_label(str(file), LABEL, container=MediaContainer("wav", plan))
    assert file.stat().st_size == 50
    assert names(file.parent) == ["a.wav"]


def _lost(window: MediaWindow, label: str) -> SplicePlan:
    """Plan what leaves no label."""
    return SplicePlan(box="nowhere", edits=(SpliceEdit(window.size, 0, b"x"),))


def _twice(window: MediaWindow, label: str) -> SplicePlan:
    """Plan what leaves two labels."""
    made = plan_wav(window, label)
    return SplicePlan(box=made.box, edits=(*made.edits, SpliceEdit(36, 0, odd.chunk(b"AIGC", label.encode()))))


def _broken(window: MediaWindow, label: str) -> SplicePlan:
    """Plan what makes a file that nobody reads."""
    if window.size != len(WAV):
        return plan_wav(window, label)
    return SplicePlan(box="RIFF/AIGC", edits=(SpliceEdit(40, 4, b"\xfe\xff\xff\xff\0"),))


@pytest.mark.parametrize(
    ("plan", "said"), [(_lost, "labelling.not_only"), (_twice, "labelling.other"), (_broken, "labelling.not_whole")]
)
def test_a_copy_that_does_not_read_back_is_thrown_away(plan: object, said: str, file: Path) -> None:
    assert code(refused(file, JudgeError, MediaContainer("wav", plan))) == said  # type: ignore[arg-type]


def test_a_copy_that_is_not_what_was_written_is_thrown_away(file: Path) -> None:
    """The plan gives other bytes the second time, as a disk would that does not keep what it got."""

    class Fickle(SplicePlan):
        asked = 0

        def pieces(self, size: int):  # type: ignore[no-untyped-def]  # as the one of SplicePlan
            Fickle.asked += 1
            yield from super().pieces(size)
            yield b"x" if Fickle.asked == 1 else b"y"

    def plan(window: MediaWindow, label: str) -> SplicePlan:
        made = plan_wav(window, label)
        return Fickle(box=made.box, edits=made.edits)

    assert code(refused(file, JudgeError, MediaContainer("wav", plan))) == "labelling.not_read_back"


def test_a_pipe_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for name, said in (("pipe.wav", "file.is_pipe"), (".", "file.is_folder"), ("none.wav", "file.unreadable_path")):
        with pytest.raises(ReadError) as caught:
            write_label(str(tmp_path / name), LABEL)
        assert code(caught.value) == said


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"")
    assert code(refused(tmp_path / "a.wav", ReadError)) == "labelling.empty"


def test_without_room_for_the_copy_the_file_stays(file: Path) -> None:
    """A limit of the size of files stands in for a full disk: both stop the same call in the middle."""
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "sys.dont_write_bytecode = True;"  # it would be cut off, and stay so
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(WAV)}, {len(WAV)}));"
        "from adjudge.plugins.media.labelling.writing import write_label;"
        "from adjudge.lib.errors import UsageError\n"
        "try: write_label(sys.argv[1], sys.argv[2])\n"
        "except UsageError as error: print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file), LABEL], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "labelling.unwritable\n", done.stderr
    assert file.read_bytes() == WAV
    assert names(file.parent) == ["a.wav"]


def test_a_long_name_has_room_for_its_copy(tmp_path: Path) -> None:
    file = tmp_path / ("声" * 80 + ".wav")
    file.write_bytes(WAV)
    assert write_label(str(file), LABEL).is_new
    assert len(names(tmp_path)) == 1


def test_what_a_killed_run_left_beside_the_file_is_swept_by_the_next(file: Path) -> None:
    left = file.with_name(f".a.wav.{'0' * 16}.part")
    left.write_bytes(b"half")
    write_label(str(file), LABEL)
    assert names(file.parent) == ["a.wav"]


def test_the_limit_of_the_system_is_told_from_here() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY  # else the tests above say nothing
