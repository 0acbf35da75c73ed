"""What `adjudge coverage` says of an instrument that nobody brings."""

from __future__ import annotations

from desk import Desk


def test_an_instrument_that_nobody_brings_is_exit_2_in_both_languages(tmp_path):
    project = Desk.make(tmp_path)
    for language, said in (
        ("en", "error: there is no instrument zzz. `adjudge coverage` lists them.\n"),
        ("zh", "错误：没有法规文件 zzz。`adjudge coverage` 列出全部法规文件。\n"),
    ):
        done = project.adjudge("coverage", "zzz", "--lang", language)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
