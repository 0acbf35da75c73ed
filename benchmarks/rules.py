"""The rules that everybody is measured with, as data: 20 of one kind, 6 of another, and 84 that are only carried.

Each is written down once and rendered in two dialects: adjudge's (METADATA, a message a code) and conftest's (``deny``
with ``msg``), so that both tools look for the same things in the same way. They are as long as real rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

DOMAIN = "studio"
MANIFEST = "manifest"
ACCOUNT = "account"
CARRIED = tuple(f"shelf{number}" for number in range(1, 8))
"""Kinds of which there are rules and no files."""

CARRIED_RULES = 12


@dataclass(frozen=True, kw_only=True)
class Case:
    """One thing that a rule denies. ``body`` is Rego over ``input.document``, ``path`` and ``details`` are terms.

    ``message`` has the details' names in braces.
    """

    code: str
    body: str
    path: str
    details: tuple[tuple[str, str], ...]
    message: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: ``applies`` is a body, ``helpers`` are modules' lines with names of this rule's own."""

    kind: str
    name: str
    applies: str
    cases: tuple[Case, ...]
    helpers: str = ""

    @property
    def id(self) -> str:
        return f"{DOMAIN}.{self.kind}.{self.name}"


def _case(code: str, body: str, message: str, *, path: str, **details: str) -> Case:
    return Case(code=code, body=body, path=path, details=tuple(details.items()), message=message)


def _track(code: str, body: str, message: str, *, field: str, **details: str) -> Case:
    return _case(
        code,
        f"some i, track in input.document.tracks\n{body}",
        message,
        path=f'["tracks", i, "{field}"]',
        track="track.id",
        **details,
    )


def _manifest(name: str, *cases: Case, helpers: str = "") -> Rule:
    return Rule(kind=MANIFEST, name=name, applies="input.document.released", cases=cases, helpers=helpers)


MANIFEST_RULES = (
    _manifest(
        "label",
        _track("missing", "not track.label", "{track} has no label", field="label"),
        _track(
            "form",
            "not track.label in data.studio.params.label_forms",
            "{track} is labelled by {form}, which is no form of a label",
            field="label",
            form="track.label",
        ),
    ),
    _manifest(
        "label_place",
        _track(
            "place",
            'not track.at in {"start", "middle", "end"}',
            "the label of {track} is at {place}",
            field="at",
            place="track.at",
        ),
        _track(
            "spoken",
            'track.label == "spoken"\nnot tracks.opens(track)\nnot tracks.inside(track)',
            "the spoken label of {track} is at {place}",
            field="label",
            place="track.at",
        ),
    ),
    _manifest(
        "voice_declared",
        _track(
            "undeclared",
            "not track.voice in tracks.voices",
            "{track} has the voice {voice}, which is not declared",
            field="voice",
            voice="track.voice",
        ),
    ),
    _manifest(
        "voice_consent",
        _case(
            "missing",
            "some i, voice in _persons\nnot voice.consent",
            "the voice {voice} has no consent",
            path='["voices", i]',
            voice="voice.id",
        ),
        _case(
            "ended",
            "some i, voice in _persons\nvoice.until < input.document.release",
            "the consent of {voice} ends on {until}, before the release",
            path='["voices", i, "until"]',
            voice="voice.id",
            until="voice.until",
        ),
        helpers='_persons[i] := voice if {\n\tsome i, voice in input.document.voices\n\tvoice.origin == "person"\n}\n',
    ),
    _manifest(
        "loudness",
        _track(
            "loud",
            "track.loudness > data.studio.params.loudness + data.studio.params.tolerance",
            "{track} has {loudness} LUFS, which is too loud",
            field="loudness",
            loudness="track.loudness",
        ),
        _track(
            "quiet",
            "track.loudness < data.studio.params.loudness - data.studio.params.tolerance",
            "{track} has {loudness} LUFS, which is too quiet",
            field="loudness",
            loudness="track.loudness",
        ),
    ),
    _manifest(
        "sample_rate",
        _track(
            "unknown",
            "not track.rate in data.studio.params.rates",
            "{track} is sampled at {rate} Hz",
            field="rate",
            rate="track.rate",
        ),
    ),
    _manifest(
        "language_form",
        _track(
            "form",
            "not regex.match(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`, track.language)",
            "{track} is in {language}, which is no language tag",
            field="language",
            language="track.language",
        ),
    ),
    _manifest(
        "language_planned",
        _track(
            "unplanned",
            "not track.language in input.document.languages",
            "{track} is in {language}, which is not planned",
            field="language",
            language="track.language",
        ),
        _case(
            "missing",
            "some i, language in input.document.languages\nnot language in _spoken",
            "no track is in {language}",
            path='["languages", i]',
            language="language",
        ),
        helpers="_spoken contains track.language if some track in input.document.tracks\n",
    ),
    _manifest(
        "reviewed",
        _track("missing", "not track.reviewed", "nobody has reviewed {track}", field="reviewed"),
        _track(
            "early",
            "track.reviewed < input.document.recorded",
            "{track} was reviewed on {day}, before it was recorded",
            field="reviewed",
            day="track.reviewed",
        ),
        _track(
            "late",
            "track.reviewed > input.document.release",
            "{track} was reviewed on {day}, after its release",
            field="reviewed",
            day="track.reviewed",
        ),
    ),
    _manifest(
        "reviewer_is_another",
        _track(
            "same",
            "track.reviewer == input.document.engineer",
            "{track} was reviewed by {reviewer}, who recorded it",
            field="reviewer",
            reviewer="track.reviewer",
        ),
    ),
    _manifest(
        "reviewer_known",
        _track(
            "unknown",
            "not track.reviewer in input.document.reviewers",
            "{track} was reviewed by {reviewer}, who is no reviewer",
            field="reviewer",
            reviewer="track.reviewer",
        ),
    ),
    _manifest(
        "file_name",
        _track(
            "suffix",
            "not tracks.is_audio(track.file)",
            "{track} is {file}, which is no audio file",
            field="file",
            file="track.file",
        ),
        _track(
            "folder",
            'contains(track.file, "..")',
            "{track} is {file}, which leaves the folder",
            field="file",
            file="track.file",
        ),
    ),
    _manifest(
        "file_is_unique",
        _track(
            "shared",
            "count(_tracks_of[track.file]) > 1",
            "{track} shares {file} with another track",
            field="file",
            file="track.file",
        ),
        helpers="_tracks_of[track.file] contains i if some i, track in input.document.tracks\n",
    ),
    _manifest(
        "numbering",
        _track("number", 'track.id != sprintf("t%d", [i + 1])', "{track} is not numbered by its place", field="id"),
    ),
    _manifest(
        "credits",
        _case(
            "missing",
            "some i, voice in input.document.voices\nnot voice.credit",
            "the voice {voice} has no credit",
            path='["voices", i]',
            voice="voice.id",
        ),
        _case(
            "blank",
            'some i, voice in input.document.voices\ntrim_space(voice.credit) == ""',
            "the credit of the voice {voice} is blank",
            path='["voices", i, "credit"]',
            voice="voice.id",
        ),
    ),
    _manifest(
        "territories",
        _case(
            "unknown",
            "some i, territory in input.document.territories\nnot data.studio.params.territories[territory]",
            "{territory} is no known territory",
            path='["territories", i]',
            territory="territory",
        ),
    ),
    _manifest(
        "title",
        _case(
            "short",
            "count(trim_space(input.document.title)) < 3",
            "the title {title} is too short",
            path='["title"]',
            title="input.document.title",
        ),
        _case(
            "reserved",
            "some word in data.studio.params.reserved\ncontains(lower(input.document.title), word)",
            "the title {title} has a reserved word",
            path='["title"]',
            title="input.document.title",
        ),
    ),
    _manifest(
        "voice_language",
        _track(
            "foreign",
            "some voice in input.document.voices\nvoice.id == track.voice\nnot track.language in voice.languages",
            "{track} is in {language}, which {voice} does not speak",
            field="language",
            language="track.language",
            voice="voice.id",
        ),
    ),
    _manifest(
        "voice_share",
        _case(
            "much",
            "some voice, own in _by_voice\ncount(own) > data.studio.params.share",
            "the voice {voice} is in too many tracks",
            path='["voices"]',
            voice="voice",
        ),
        helpers="_by_voice[track.voice] contains i if some i, track in input.document.tracks\n",
    ),
    _manifest(
        "release_day",
        _case(
            "past",
            "time.parse_rfc3339_ns(_day(input.document.release)) < "
            "time.parse_rfc3339_ns(_day(input.document.recorded))",
            "the release is before the recording",
            path='["release"]',
        ),
        _case(
            "free",
            "input.document.release in data.studio.params.closed_days",
            "{day} is no day for a release",
            path='["release"]',
            day="input.document.release",
        ),
        helpers='_day(text) := concat("", [text, "T00:00:00Z"])\n',
    ),
)

_OPEN = 'input.document.status != "closed"'


def _account(name: str, applies: str, *cases: Case) -> Rule:
    return Rule(kind=ACCOUNT, name=name, applies=applies, cases=cases)


ACCOUNT_RULES = (
    _account(
        "method_allowed",
        _OPEN,
        _case(
            "refused",
            "not input.document.method in data.studio.params.methods",
            "verified by {method}, which is not enough",
            path='["method"]',
            method="input.document.method",
        ),
    ),
    _account(
        "verified_before_publishing",
        "input.document.published",
        _case("unverified", "not input.document.verified_at", "publishes without being verified", path='["published"]'),
        _case(
            "late",
            "time.parse_rfc3339_ns(input.document.published_at) < time.parse_rfc3339_ns(input.document.verified_at)",
            "published at {at}, before it was verified",
            path='["published_at"]',
            at="input.document.published_at",
        ),
    ),
    _account(
        "verified_in_the_past",
        "input.document.verified_at",
        _case(
            "future",
            "time.parse_rfc3339_ns(input.document.verified_at) > time.parse_rfc3339_ns(input.as_of)",
            "verified at {at}, which is still to come",
            path='["verified_at"]',
            at="input.document.verified_at",
        ),
    ),
    _account(
        "quota",
        _OPEN,
        _case(
            "high",
            "to_number(input.document.quota) > data.studio.params.quota",
            "may publish {quota} items a day",
            path='["quota"]',
            quota="input.document.quota",
        ),
    ),
    _account(
        "contact",
        _OPEN,
        _case("missing", 'input.document.contact == ""', "has no contact", path='["contact"]'),
        _case(
            "form",
            'not contains(input.document.contact, "@")',
            "has the contact {contact}, which is no address",
            path='["contact"]',
            contact="input.document.contact",
        ),
    ),
    _account(
        "stores_little",
        "input.document.stored",
        _case(
            "plain",
            'plain := {field | some field in input.document.stored} & {"name", "id_number"}\ncount(plain) > 0',
            "stores {fields} in plain text",
            path='["stored"]',
            fields='concat(", ", sort([field | some field in plain]))',
        ),
    ),
)


def carried_rules(kind: str) -> tuple[Rule, ...]:
    """Return the rules of a kind that has no files: they cost whoever loads more than is needed."""
    return tuple(replace(rule, kind=kind) for rule in MANIFEST_RULES[:CARRIED_RULES])


def all_rules() -> tuple[Rule, ...]:
    """Return all 110 rules."""
    return (*MANIFEST_RULES, *ACCOUNT_RULES, *(rule for kind in CARRIED for rule in carried_rules(kind)))


LIB = """\
package studio.lib.tracks

voices contains voice.id if some voice in input.document.voices

opens(track) if track.at == "start"

inside(track) if track.at in {"middle", "end"}

is_audio(file) if endswith(file, ".wav")

is_audio(file) if endswith(file, ".flac")
"""

PARAMS = {
    "label_forms": ["spoken", "rhythm", "text"],
    "loudness": -23,
    "tolerance": 1,
    "rates": [44100, 48000, 96000],
    "territories": {"CN": "China", "DE": "Germany", "FR": "France", "JP": "Japan", "SG": "Singapore"},
    "reserved": ["official", "government"],
    "share": 18,
    "closed_days": ["2026-12-24", "2026-12-31"],
    "methods": ["mobile_number", "id_number", "network_id"],
    "quota": 500,
}


def as_adjudge(rule: Rule) -> str:
    """Write a rule as adjudge wants it."""
    body = f"applies if {{\n\t{rule.applies}\n}}\n\n" + "\n".join(
        f"deny contains {_object(case)} if {{\n{_indented(case.body)}\n}}\n" for case in rule.cases
    )
    schemas = f"# schemas:\n#   - input.document: schema.{DOMAIN}.{rule.kind}\n"
    return f"{_metadata(rule, schemas)}package {rule.id}\n\n{_import(rule)}{body}{_helpers(rule)}"


def as_conftest(rule: Rule, *, together: bool) -> str:
    """Write a rule as conftest wants it: the document is the input, the message is made in the rule.

    ``together`` puts all rules of a kind into one package: conftest then asks one query, and can't tell rules apart.
    """
    bodies = "\n".join(
        f'deny contains {{"msg": {_message(case)}, "rule": "{rule.id}", "path": {case.path}}} if {{\n'
        f"\t{rule.applies}\n{_indented(case.body)}\n}}\n"
        for case in rule.cases
    )
    # A package that lies in many files has only one METADATA of its own: there is none then.
    opening = f"package {DOMAIN}.{rule.kind}" if together else f"{_metadata(rule, '')}package {rule.id}"
    return for_conftest(f"{opening}\n\n{_import(rule)}{bodies}{_helpers(rule)}")


def for_conftest(text: str) -> str:
    """Let a policy read conftest's input; the clock is data there."""
    return text.replace("input.document", "input").replace("input.as_of", "data.as_of")


def _metadata(rule: Rule, schemas: str) -> str:
    messages = "".join(f'#     {case.code}: "{case.message}"\n' for case in rule.cases)
    chinese = "".join(f'#       {case.code}: "不符合要求：{case.message}"\n' for case in rule.cases)
    return f"""\
# METADATA
# scope: package
# title: The rule {rule.name.replace("_", " ")} holds for each {rule.kind}
# description: |
#   A rule that was made for measuring. It is about as long as a real one: it says what it looks for, which clause is
#   behind it, from when it is in force and what to do, in both languages, and its conditions read several fields.
# related_resources:
#   - ref: https://example.org/studio-code
{schemas}# custom:
#   severity: high
#   basis: ["studio-code#3"]
#   jurisdictions: [CN]
#   effective: {{from: "2025-09-01"}}
#   collections: [release]
#   message:
{messages}#   remediation: Correct the field that the finding names, or take the entry out of the release.
#   zh:
#     title: 每个{rule.kind}均符合规则{rule.name}
#     description: 用于测量的规则，长度与真实规则相当：说明所查内容、依据条款、施行日期和处置办法，条件读取若干字段。
#     message:
{chinese}#     remediation: 更正所指字段，或者将该条目移出发布范围。
"""


def _object(case: Case) -> str:
    details = "".join(f', "{name}": {term}' for name, term in case.details)
    return f'{{"code": "{case.code}", "path": {case.path}{details}}}'


def _message(case: Case) -> str:
    terms = dict(case.details)
    names = re.findall(r"\{(\w+)\}", case.message)
    template = re.sub(r"\{\w+\}", "%v", case.message)
    return f'sprintf("{template}", [{", ".join(terms[name] for name in names)}])' if names else f'"{template}"'


def _import(rule: Rule) -> str:
    uses = any(re.search(r"(?<!document\.)\btracks\.", case.body) for case in rule.cases)
    return "import data.studio.lib.tracks\n\n" if uses else ""


def _helpers(rule: Rule) -> str:
    return f"\n{rule.helpers}" if rule.helpers else ""


def _indented(body: str) -> str:
    return "\n".join(f"\t{line}" for line in body.splitlines())
