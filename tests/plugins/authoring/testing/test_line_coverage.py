"""Who can tell which lines are evaluated tells, and who cannot says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from installed_rules import installed

from adjudge.lib.errors import EngineError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.testing.line_coverage import line_coverage
from adjudge.plugins.authoring.testing.questions import NOTHING, program
from adjudge.plugins.authoring.testing.suite import CatalogueSuite
from adjudge.plugins.engines.auto.engine import AutoEngine
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.covering import covered

LISTED = "package a.b\n\nx := 1 if {\n\tinput.y\n}\n"
OFF_LIST = 'package a.b\n\nx := io.jwt.decode("a")\n'


def made(text: str) -> Any:
    return program("policy_tests.one", "x", [NOTHING], [Module("a/b/b.rego", text, "x")], {})


def auto() -> AutoEngine:
    return AutoEngine(lambda name: EmbeddedEngine() if name == "embedded" else None)


class Mute:
    """An engine that does not tell."""

    name = "mute"


def test_an_engine_that_cannot_tell_is_named_in_each_language() -> None:
    with pytest.raises(EngineError, match="the engine mute does not tell which lines it evaluates") as caught:
        line_coverage(CatalogueSuite(installed(), Mute()), [], [])  # type: ignore[arg-type]
    assert "引擎 mute 不提供已执行的行" in caught.value.told("zh")


def test_auto_asks_the_embedded_engine_and_an_opa_for_the_rest() -> None:
    assert auto().covered([made(LISTED)], {})["a/b/b.rego"].missed == {4}
    with pytest.raises(EngineError, match="no engine that is here tells which lines it evaluates") as caught:
        auto().covered([made(OFF_LIST)], {})
    assert "没有引擎" in caught.value.told("zh")


def test_an_opa_that_tells_nothing_is_an_error_of_the_engine(tmp_path: Path) -> None:
    odd = tmp_path / "opa"
    odd.write_text("#!/bin/sh\necho nothing\n", "utf-8")
    odd.chmod(0o755)
    with pytest.raises(EngineError, match="OPA does not tell which lines it evaluates: nothing") as caught:
        covered(str(odd), [made(LISTED)], {})
    assert "OPA 未提供已执行的行：nothing" in caught.value.told("zh")
    with pytest.raises(EngineError):
        covered(str(tmp_path / "none"), [made(LISTED)], {})
