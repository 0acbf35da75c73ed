"""Changes in processes that may end, and our own policies by a sample of theirs."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from installed_rules import rules

from adjudge import Options, load_settings
from adjudge.lib.errors import JudgeError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.mutation.noticing import Noticing
from adjudge.plugins.authoring.mutation.policy_changes import PolicyChange, policy_changes
from adjudge.plugins.authoring.mutation.reviewed import key_of_change, read_reviewed
from adjudge.plugins.authoring.mutation.trying import MutationBench, tried_each

LIST = Path(__file__).resolve().parents[3] / "data" / "mutation.yaml"
SAMPLE, SEED = 60, 14


def our_changes() -> list[PolicyChange]:
    catalogue = load_settings(Options()).catalogue
    catalogue.open_all()
    folders = [opened.folder for opened in catalogue.opened()] + [catalogue.lib]
    modules = {policy.module.file: policy.module for folder in folders for policy in folder.policies.values()}
    return [each for _, module in sorted(modules.items()) for each in policy_changes(module)]


@pytest.mark.slow
def test_a_sample_of_the_changes_of_our_own_policies_is_noticed() -> None:
    chosen = random.Random(SEED).sample(our_changes(), SAMPLE)
    allowed = {each.key for each in read_reviewed(LIST, LIST.name)}
    counts: Counter[str] = Counter()
    with Noticing(load_settings(Options())) as noticing:
        for each in chosen:
            if key_of_change(each.file, each.before, each.after) not in allowed:
                counts[noticing.tried(each).fate] += 1
    assert counts["noticed"] >= 0.9 * (counts["noticed"] + counts["survived"])
    assert counts["refused"] <= 0.1 * SAMPLE


@pytest.mark.slow
@pytest.mark.parametrize("domain", sorted({rule.domain for rule in rules()}))
def test_a_test_notices_when_a_rule_of_ours_says_nothing_or_never_or_always_applies(domain: str) -> None:
    heads = {rule.file: rule.heads for rule in rules() if rule.domain == domain}
    taken = [each for each in our_changes() if each.sort == "head" and each.file in heads]
    assert Counter(each.file for each in taken) == {file: len(own) + ("applies" in own) for file, own in heads.items()}
    with Noticing(load_settings(Options())) as noticing:
        assert [each.place for each in taken if noticing.tried(each).fate != "noticed"] == []


def change() -> PolicyChange:
    text = "package identity.lib.mine\n\nr if 1 < 2\n"
    return policy_changes(Module("identity/lib/mine/mine.rego", text, "identity"))[0]


def bench(options: Options | None = None) -> MutationBench:
    return MutationBench.of(options or Options(), (), ("identity",))


def test_a_change_whose_tests_take_too_long_is_told_as_such() -> None:
    (found,) = tried_each(bench(), [change()], jobs=1, seconds=0.0)
    assert (found.fate, found.by != "") == ("timed_out", True)


def test_a_process_that_cannot_begin_is_an_error_and_no_change_is_taken_for_noticed() -> None:
    with pytest.raises(JudgeError, match=r"a change could not be tried: .*there is no engine nonesuch"):
        tried_each(bench(Options(engine="nonesuch")), [change()] * 3, jobs=2, seconds=60)
