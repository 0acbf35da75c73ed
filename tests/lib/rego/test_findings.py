"""What a member of `deny` may be, and its words in each language."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from catering import FILES, INSTRUMENT
from spoken import spoken

from adjudge.lib.errors import EngineError, PolicyError
from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.rego.findings import read_finding, templates_of
from adjudge.lib.rego.rule import Effective, Rule, Words
from adjudge.lib.rego.standing import standing
from adjudge.lib.words import languages


def rule(**words: Words) -> Rule:
    return Rule(
        id="catering.menu.allergens",
        domain="catering",
        kind="catering.menu",
        severity="high",
        words=words,
        heads=frozenset({"deny"}),
        file="a.rego",
        line=3,
        plugin="catering",
        basis=("code#7",),
    )


CODES = rule(en=Words("x", messages={"bare": "{dish} is bare", "late": "late"}))
ONE = rule(en=Words("x", messages={"": "{dish} is bare"}))
NONE = rule(en=Words("x"))


@pytest.mark.parametrize(
    ("of", "value", "says"),
    [
        (ONE, 7, "a finding is an object or a string, not 7"),
        (ONE, {"path": "a"}, "`path` of a finding is an array of strings and integers, not a"),
        (ONE, {"code": 7}, "`code` of a finding is a string, not 7"),
        (ONE, {"msg": 7}, "`msg` of a finding is a string, not 7"),
        (NONE, {}, "METADATA has no message for a finding without code"),
        (CODES, {"code": "cold"}, "the finding has the code cold, for which METADATA has no message"),
        (CODES, {"code": "bare"}, "the message bare needs 'dish', which a finding lacks"),
        (ONE, {}, "the message of the rule needs 'dish', which a finding lacks"),
    ],
)
def test_a_member_that_is_no_finding_is_told(of, value, says):
    with pytest.raises(EngineError) as caught:
        read_finding(value, templates_of(of))
    assert says in spoken(caught.value)


def test_a_finding_has_words_in_every_language_that_metadata_has():
    templates = templates_of(
        rule(
            en=Words("x", messages={"": "{dish} is bare"}),
            zh=Words("x", messages={"": "{dish} 未注明"}),
            fr=Words("x", messages={"": "{dish} est nu"}),
        )
    )
    message = read_finding({"dish": "Soup"}, templates).message
    assert message == {"en": "Soup is bare", "zh": "Soup 未注明", "fr": "Soup est nu"}
    assert read_finding({"msg": "Soup"}, templates).message == dict.fromkeys(languages(), "Soup")


def test_a_language_that_metadata_lacks_is_said_in_english():
    assert read_finding({"dish": "Soup"}, templates_of(ONE)).message == dict.fromkeys(languages(), "Soup is bare")


def test_a_rule_that_cites_no_clause_that_there_is_is_told():
    law = yaml.safe_load(FILES[INSTRUMENT])
    instruments = Instruments({"catering-kitchen-code": Path(__file__)}, lambda *_: law)
    (error,) = unfounded([CODES._replace(basis=("catering-kitchen-code#99",))], instruments)
    assert "there is no clause 99 in catering-kitchen-code" in spoken(error)


def test_days_in_a_zone_that_there_is_not_are_told():
    rule = CODES._replace(effective=Effective(since="2026-01-31"))
    with pytest.raises(PolicyError) as caught:
        standing(rule, datetime(2026, 1, 31, tzinfo=UTC), lambda _: "Asia/Nowhere")
    assert "there is no time zone Asia/Nowhere, in which the days of code#7 are whole" in spoken(caught.value)


def test_a_rule_that_cites_nothing_that_there_is_is_told():
    (error,) = unfounded([CODES], Instruments({}, lambda *_: {}))
    assert isinstance(error, PolicyError)
    assert "the rule cites code#7, and there is no instrument code" in spoken(error)
