"""The few fixed words of reports, in English and Chinese. Everything else comes from METADATA and instruments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .rego.rule import Severity


class Wording(NamedTuple):
    """The fixed words of one language.

    ``counts`` are templates of the summary's parts, ``{n}`` and, where a language has one, ``{s}`` for the plural;
    ``core`` are titles of what the core itself finds, by the last part of the rule id; ``page`` is what the HTML report
    says besides.
    """

    outcomes: Mapping[str, str]
    verdicts: Mapping[str, str]
    severities: Mapping[Severity, str]
    core: Mapping[str, str]
    counts: Mapping[str, str]
    clause: str
    fix: str
    next: str
    note: str
    rule: str
    plugin: str
    evidence: str
    missing: str
    unclaimed: str
    advisory: str
    law: str
    article: str
    section: str
    in_force: str
    compare: str
    until: str
    owner: str
    approver: str
    because: str
    gate: str
    more: str
    report: str
    place: str
    finding: str
    every: str
    outcome: str
    outside: str
    page: Mapping[str, str]
    comma: str
    colon: str
    stop: str
    brackets: tuple[str, str]


EN = Wording(
    outcomes={
        "passed": "passed",
        "denied": "denied",
        "warned": "warned",
        "not_applicable": "not applicable",
        "pending": "pending",
        "waived": "waived",
        "not_evaluated": "not evaluated",
        "error": "error",
    },
    verdicts={"pass": "pass", "warn": "warn", "deny": "deny", "error": "error"},
    severities={"critical": "critical", "high": "high", "medium": "medium", "low": "low", "info": "info"},
    core={
        "schema": "The document satisfies the schema of its kind",
        "reference": "References stay inside the root",
        "legal": "Parameters keep to the bounds of the law",
        "expired": "No waiver has expired",
        "over_long": "No waiver lasts longer than it may",
        "duplicate": "No finding is waived twice",
        "unused": "Every waiver excuses something",
        "pending": "Every waiver has begun",
        "expiring": "No waiver expires soon",
        "unaccounted": "Every file of a release is a judged artifact, evidence of one, or exempted by the gate",
        "named": "Every file of a release is named where the gate says that it must be",
        "artifacts": "The artifacts that the gate requires were judged",
    },
    counts={
        "artifacts": "{n} artifact{s}",
        "deny": "{n} denied",
        "error_verdict": "{n} not judged",
        "warn": "{n} warned",
        "passed": "{n} rule{s} passed",
        "denied": "{n} denied",
        "warned": "{n} warned",
        "error": "{n} failed with an error",
        "pending": "{n} pending",
        "waived": "{n} waived",
        "not_evaluated": "{n} not evaluated",
        "not_applicable": "{n} not applicable",
        "unclaimed": "{n} unclaimed",
        "problems": "{n} problem{s} outside artifacts",
        "skipped": "{n} rule{s} not evaluated, because the document breaks its schema",
        "budget_warned": "{n} warned, more than the gate allows",
        "budget_waived": "{n} waived, more than the gate allows",
    },
    clause="clause",
    fix="fix",
    next="next",
    note="note",
    rule="rule",
    plugin="plugin",
    evidence="evidence",
    missing="missing",
    unclaimed="unclaimed",
    advisory="not binding",
    law="{title}",
    article=", article {number}",
    section=", {number}",
    in_force="in force from {since}",
    compare="Compare the document with `adjudge schema {kind}`.",
    until="until {day}",
    owner="owner {name}",
    approver="approved by {name}",
    because="; because of {reasons}",
    gate="gate {environment}",
    more="{n} more",
    report="adjudge report",
    place="place",
    finding="finding",
    every="Every rule's outcome",
    outcome="outcome",
    outside="Problems outside artifacts",
    page={
        "skip": "Skip to the artifacts",
        "artifacts": "Artifacts",
        "rules": "Rules",
        "coverage": "Instruments",
        "by_verdict": "Artifacts by verdict",
        "by_outcome": "Outcomes of rules",
        "language": "Language",
        "verdict": "verdict",
        "severity": "severity",
        "domain": "domain",
        "text": "text",
        "open": "open all",
        "close": "close all",
        "kind": "kind",
        "clause": "clause",
        "requires": "requires",
        "checked_by": "rules that checked it",
        "about_coverage": "Each clause that a rule of this run cites, with what the rules said. "
        "A clause counts as checked only as far as these rules go.",
        "uncited": "Clauses that no rule of this run cites",
        "official": "official text",
        "none": "nothing",
        "as_of": "as of",
        "engine": "engine",
        "plugin": "plugin",
        "in_force": "in force",
        "jurisdictions": "jurisdictions",
        "collections": "collections",
        "digest": "SHA-256",
        "notice": "A pass means that the rules named here found nothing against the artifacts named here. "
        "It is no statement by any authority and no legal advice.",
    },
    comma=", ",
    colon=": ",
    stop=".",
    brackets=(" (", ")"),
)

ZH = Wording(
    outcomes={
        "passed": "通过",
        "denied": "不通过",
        "warned": "警告",
        "not_applicable": "不适用",
        "pending": "尚未施行",
        "waived": "已豁免",
        "not_evaluated": "未评估",
        "error": "错误",
    },
    verdicts={"pass": "通过", "warn": "警告", "deny": "不通过", "error": "错误"},
    severities={"critical": "严重", "high": "高", "medium": "中", "low": "低", "info": "提示"},
    core={
        "schema": "文档符合其类型的模式",
        "reference": "引用不超出根目录",
        "legal": "参数不超出法定界限",
        "expired": "没有已到期的豁免",
        "over_long": "没有超过最长期限的豁免",
        "duplicate": "没有重复的豁免",
        "unused": "每项豁免均有所用",
        "pending": "每项豁免均已生效",
        "expiring": "没有即将到期的豁免",
        "unaccounted": "发布目录中的每个文件都是已评定的制品、其证据，或经门禁豁免",
        "named": "发布目录中的文件均在门禁要求的字段中列出",
        "artifacts": "门禁要求的制品均已评定",
    },
    counts={
        "artifacts": "{n} 个制品",
        "deny": "{n} 个不通过",
        "error_verdict": "{n} 个无法判定",
        "warn": "{n} 个有警告",
        "passed": "{n} 条规则通过",
        "denied": "{n} 条不通过",
        "warned": "{n} 条警告",
        "error": "{n} 条出错",
        "pending": "{n} 条尚未施行",
        "waived": "{n} 条已豁免",
        "not_evaluated": "{n} 条未评估",
        "not_applicable": "{n} 条不适用",
        "unclaimed": "{n} 个文件无归属",
        "problems": "{n} 个问题不属于任何制品",
        "skipped": "{n} 条规则未评估，因为文档不符合其模式",
        "budget_warned": "{n} 条警告，超出门禁允许的数量",
        "budget_waived": "{n} 条已豁免，超出门禁允许的数量",
    },
    clause="依据",
    fix="整改",
    next="下一步",
    note="说明",
    rule="规则",
    plugin="插件",
    evidence="证据",
    missing="缺失",
    unclaimed="无归属",
    advisory="非强制",
    law="《{title}》",
    article="第{number}条",
    section=" {number}",
    in_force="自 {since} 起施行",
    compare="请用 `adjudge schema {kind}` 对照文档。",
    until="至 {day}",
    owner="责任人 {name}",
    approver="批准人 {name}",
    because="；原因：{reasons}",
    gate="门禁 {environment}",
    more="另有 {n} 条",
    report="adjudge 报告",
    place="位置",
    finding="问题",
    every="每条规则的结果",
    outcome="结果",
    outside="不属于任何制品的问题",
    page={
        "skip": "跳到制品",
        "artifacts": "制品",
        "rules": "规则",
        "coverage": "法规与标准",
        "by_verdict": "制品判定",
        "by_outcome": "规则结果",
        "language": "语言",
        "verdict": "判定",
        "severity": "严重程度",
        "domain": "领域",
        "text": "文字",
        "open": "全部展开",
        "close": "全部折叠",
        "kind": "类型",
        "clause": "条款",
        "requires": "要求",
        "checked_by": "检查它的规则",
        "about_coverage": "本次运行的规则所引用的每个条款及规则的结果。条款只在这些规则所及的范围内算作已检查。",
        "uncited": "本次运行没有规则引用的条款",
        "official": "官方文本",
        "none": "无",
        "as_of": "判定时点",
        "engine": "引擎",
        "plugin": "插件",
        "in_force": "施行",
        "jurisdictions": "法域",
        "collections": "集合",
        "digest": "SHA-256",
        "notice": "“通过”仅表示此处列出的规则未在此处列出的制品中发现问题，不是任何机关的认定，也不构成法律意见。",
    },
    comma="，",
    colon="：",
    stop="。",
    brackets=("（", "）"),
)

WORDINGS: Mapping[str, Wording] = MappingProxyType({"en": EN, "zh": ZH})


def wording(language: str) -> Wording:
    """Return the fixed words of ``language``, English where there are none."""
    return WORDINGS.get(language, EN)


def said(texts: Mapping[str, str], language: str) -> str:
    """Return the text of ``language`` out of a mapping by language, English where it is missing or empty."""
    return texts.get(language) or texts.get("en") or ""


def count(words: Wording, name: str, number: int) -> str:
    """Return one part of a summary, such as ``1 artifact``."""
    return words.counts[name].format(n=number, s="" if number == 1 else "s")
