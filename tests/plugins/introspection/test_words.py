"""What the commands that only show something say when they are asked for what there is not."""

from __future__ import annotations

import pytest
from desk import Desk
from neighbours import settle


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two services; no test changes them."""
    made = Desk.make(tmp_path_factory.mktemp("introspection"))
    settle(made)
    made.write("notes/a.txt", "Nobody's.\n")
    return made


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        (
            ("rules", "nobody.*"),
            "error: the selector 'nobody.*' matches no rule. `adjudge rules` lists them.\n",
            "错误：选择器 'nobody.*' 不匹配任何规则。`adjudge rules` 列出全部规则。\n",
        ),
        (
            ("schema", "nowhere"),
            "error: there is no schema nowhere. `adjudge plugins` lists the kinds.\n",
            "错误：没有模式 nowhere。`adjudge plugins` 列出全部类型。\n",
        ),
        (("inspect", "notes"), "error: notes is no file. Name one file.\n", "错误：notes 不是文件。请指定一个文件。\n"),
    ],
    ids=["rules", "schema", "inspect"],
)
def test_what_there_is_not_is_exit_2_in_both_languages(project, arguments, en, zh):
    for language, said in (("en", en), ("zh", zh)):
        done = project.adjudge(*arguments, "--lang", language)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_policies_see_nothing_of_a_file_that_nobody_claims(project):
    for language, said in (
        ("en", "error: notes/a.txt: nobody claims this file. Name its kind with --kind.\n"),
        ("zh", "错误：notes/a.txt: 该文件无归属。请用 --kind 指明其类型。\n"),
    ):
        done = project.adjudge("inspect", "notes/a.txt", "--lang", language)
        assert (done.returncode, done.stdout, done.stderr) == (3, "", said)
