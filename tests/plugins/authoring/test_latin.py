"""What people read in Chinese is Chinese: METADATA, names of values, descriptions, and messages as they are shown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from first_party import FIRST_PARTY
from installed_rules import installed, rules

from adjudge import Finding, Options, judge
from adjudge.lib.rego.rule import Rule, Words
from adjudge.lib.schema.translations import translations
from adjudge.lib.words import section
from adjudge.plugins.authoring.lint.latin import allowed, in_message, in_names, in_rule, in_texts, latin

BROKEN = Path(__file__).resolve().parents[3] / "examples" / "broken"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_chinese_of_a_rule_has_no_identifiers(rule: Rule) -> None:
    assert [str(found) for found in in_rule(rule)] == []


@pytest.mark.parametrize("domain", FIRST_PARTY)
def test_the_chinese_of_a_schema_has_no_identifiers_but_those_that_a_description_explains(domain: str) -> None:
    found = installed().open(domain)
    texts = translations(found.domain.schemas, domain, "zh", domain)
    schemas = list(found.schemas.values())
    assert [str(each) for each in in_names(f"{domain}/zh.yaml", schemas, texts)] == []
    assert [str(each) for each in in_texts(f"{domain}/zh.yaml", schemas, texts)] == []


# --- as it is read ----------------------------------------------------------------------------------------------------


@cache
def findings() -> list[tuple[str, Finding]]:
    """Give the rules and findings of examples/broken."""
    verdicts = judge(BROKEN, options=Options(as_of="2026-12-15T12:00:00Z")).verdicts
    return [
        (outcome.rule, finding) for verdict in verdicts for outcome in verdict.outcomes for finding in outcome.findings
    ]


def schemas_of(rule_id: str) -> list[Any]:
    rule = installed().rules().get(rule_id)
    kind = rule.kind if rule is not None else rule_id.rpartition(".")[0]
    domain, _, name = kind.partition(".")
    schemas = installed().open(domain).schemas
    return [schemas[each] for each in (name, f"{name}_facts") if each in schemas]


@pytest.mark.parametrize("rule_id", sorted(rule.id for rule in rules()))
def test_a_message_as_it_is_shown_has_no_values_of_enums_and_no_names_of_fields(rule_id: str) -> None:
    told = [finding for rule, finding in findings() if rule == rule_id]
    said = {
        finding.message["zh"]: in_message(finding.message["zh"], finding.details, schemas_of(rule_id))
        for finding in told
    }
    assert {message: words for message, words in said.items() if words} == {}


def test_what_a_schema_finds_is_said_without_english_sentences() -> None:
    told = [finding.message["zh"] for rule, finding in findings() if rule.endswith(".schema")]
    assert told
    assert [
        message for message in told if re.search("[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(r'"[^"]*"', "□", message))
    ] == []


READ = (
    "error",
    "read",
    "report",
    "release",
    "explain",
    "coverage",
    "horizon",
    "listing",
    "pages",
    "relate",
    "schema",
    "domain",
)
"""Sections of the words that whoever reads reports meets; others speak to those who write plugins and pipelines."""
TYPED = [
    "adjudge",
    "root",
    "wheel",
    "NUL",
    "false",
    "null",
    "true",
    "true/false",
    "allowed",
    "pypinyin",
    "zh-CN",
    "YYYY-MM-DD",
    "T09",
    "WEBVTT",
]
"""Names and values that one types as they are."""


@pytest.mark.parametrize("name", READ)
def test_the_words_of_reports_have_no_identifiers(name: str) -> None:
    said = [part for words in section("zh", name).values() for part in ([words] if isinstance(words, str) else words)]
    assert {text: found for text in said if (found := latin(text, allowed().with_words(TYPED)))} == {}


# --- the lint can fail ------------------------------------------------------------------------------------------------

WORSE_AND_BETTER = {
    "output": ("任务的 output 审核未通过，但已发布", "该任务的合成结果审核未通过，但已发布"),
    "retained": ("发现违法内容，但记录中没有 retrained_at", "发现违法内容，但未记录采取模型优化训练等整改措施的时间"),
    "system": ("缺少 algorithm_mechanism_review 管理制度", "缺少算法机制机理审核管理制度"),
    "log": ("operation 日志留存期限为 30 days，少于 3 个月", "操作日志留存期限为 30 日，少于 3 个月"),
    "role": ("评估报告未经 compliance_lead 签字", "评估报告未经法务合规负责人签字"),
    "business": ("network_culture 业务没有许可", "未取得网络文化经营许可"),
    "filing": ("service 编号不符合任何已公布编号的格式", "生成式人工智能服务备案编号与常见格式不一致，请核对"),
    "kind of filing": ("申请中 不像 filing 编号", "“申请中”不是备案编号"),
    "form": ("{file} 的 spoken 标识未同时包含两种要素", "{file} 的语音标识未同时包含人工智能要素和生成合成要素"),
    "switch": ("合成引擎的 audible 标识未开启", "合成引擎的显式标识（语音或者音频节奏）未开启"),
    "mode": ("未成年人模式未包含 time_of_use", "未成年人模式未限制使用时段"),
    "field": ("机构账号缺少 address", "账号信息缺少注册运营地址"),
    "date": ("早于 {person} 的 trained_on", "早于其培训日期 {date}"),
    "type": ("来源的类型为 own_collection，但没有 collection_record", "来源为自采数据，但没有采集记录"),
    "list": ('已使用网号、网证认证：["name","id_number"]', "已使用网号、网证认证：姓名、身份证件号码"),
    "who": ("任务没有 reviewer", "任务没有审核人员"),
    "subject": ("没有对 data 进行审核的日期记录", "没有对数据进行审核、评估、验证的记录"),
    "proof": ("不能证明 security_assessment", "不能证明已开展安全评估"),
    "medium": ("来源 {source} 的 audio 语料有 0 个出处", "中文音频训练数据仅有 0 个来源"),
    "a mixed text": ("A.4.2（侵害他人肖像权，infringement of portrait）未经测试", "A.4.2（侵害他人肖像权）未经测试"),
    "an English description": ("文档缺少键（应为：When the performer withdrew）", "文档缺少键（撤回时间）"),
}


@pytest.mark.parametrize(("worse", "better"), WORSE_AND_BETTER.values(), ids=WORSE_AND_BETTER)
def test_it_tells_the_worse_text_from_the_better(worse: str, better: str) -> None:
    assert latin(worse)
    assert latin(better) == []


@pytest.mark.parametrize(
    "text",
    [
        "依据 GB 45438-2025、GB/T 45654、TC260-PG-20252A 和 ISO 3166-1 alpha-2",
        "以 JSON 或者 CSV 格式填写，脚本保存为 .srt 或者 vtt 文件",
        "含有 AI 生成内容的 URL，由 OPA 判定，见 https://example.org/a_b",
        "风险 A.1.8、I11、U9 和附录 E，{file_name} 的 SHA-256",
        "请运行 `adjudge check`，并写明 `custom.message`",
    ],
)
def test_names_that_chinese_has_no_other_word_for_are_allowed(text: str) -> None:
    assert latin(text) == []
    assert latin(text.replace("AI", "AIX").replace("SHA-256", "sha_256") + "x_y") != []


def _rule(**words: Any) -> Rule:
    told = {"title": "标题", "description": "说明", "messages": {"": "{voice}不符"}, "remediation": "请改正。", **words}
    return rules()[0]._replace(kind="a.b", words={"en": Words(title="t"), "zh": Words(**told)})


def test_each_text_of_a_rule_is_looked_at() -> None:
    assert list(in_rule(_rule())) == []
    assert list(in_rule(_rule(description="见 a.b.other_rule"))) == []
    for name in ("title", "description", "remediation"):
        (found,) = in_rule(_rule(**{name: "填写 some_key"}))
        assert str(found).endswith(f"zh: the {name} has the Latin word some_key")
    (found,) = in_rule(_rule(messages={"late": "为 30 days"}))
    assert str(found).endswith("zh: the message late has the Latin word days")
    (found,) = in_rule(_rule(messages={"": "{risk_zh}（{risk}）"}))
    assert str(found).endswith("zh: the message shows {risk} in English beside {risk_zh}")
    assert list(in_rule(_rule(remediation="填写 some_key"), allowed().with_words(["some_key"]))) == []


def test_a_name_in_latin_letters_is_found_and_a_description_may_speak_of_fields_and_values() -> None:
    schema = {
        "title": "Desk",
        "properties": {"desk_no": {"enum": ["room"], "x-adjudge-names": {"room": "the room"}, "description": "It."}},
    }
    texts = {"Desk": "desk", "the room": "阅览 room", "It.": "desk_no 为 room，other_key 为 null"}
    assert [str(each) for each in in_names("d/zh.yaml", [schema], texts)] == [
        "d/zh.yaml: desk: the Latin word desk",
        "d/zh.yaml: 阅览 room: the Latin word room",
    ]
    assert [str(each) for each in in_texts("d/zh.yaml", [schema], {"It.": texts["It."]})] == [
        "d/zh.yaml: It.: the Latin word other_key"
    ]


def test_a_message_may_have_words_of_the_document_but_no_values_of_enums_and_no_fields() -> None:
    schema = {"properties": {"form": {"enum": ["spoken"]}}}
    assert in_message("Example Ltd 的语音标识", {"who": ["Example Ltd"]}, [schema]) == []
    assert in_message("Example Ltd 的 spoken 标识", {"who": "Example Ltd", "form": "spoken"}, [schema]) == ["spoken"]
    assert in_message("缺少 form", {"field": {"name": "form"}}, [schema]) == ["form"]
