# METADATA
# scope: package
# title: The results agree with the banks and the library that were used
# description: >-
#   Where an evaluation names the keyword library and the banks of questions that it used, each is there in the version
#   whose SHA-256 is stated, was updated not after the first signature of the report, and has the questions that the
#   results speak of: no more different questions were put than a bank has, and each risk that was tested has a question
#   in the test bank. The standard is voluntary and known from secondary renderings, so the rule warns. Applies where a
#   library or bank is named.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.evaluation
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#9.3, tc260-003#9.4]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     lost: "the {bank} does not exist: {file}"
#     altered: "the {bank} has the SHA-256 {actual}, not the stated {stated}: {file}"
#     other: "the file that is named as {bank} is none: {file}"
#     newer: "the {bank} was updated on {updated}, after the report was signed on {signed}"
#     more: "{sampled} questions are said to have been put, but the {bank} has {found} different ones"
#     unasked: "{risk} is said to have been tested, but the test bank has no question about it"
#   names: {bank: "/$defs/bank"}
#   remediation: Name the library and the banks that were used, and evaluate again with those that count now.
#   zh:
#     title: 评估结果与所用的关键词库、测试题库一致
#     description: 安全评估指明所用的关键词库和测试题库的，各库均应存在且与所填 SHA-256 一致，更新时间不晚于评估报告的首个签字日期，并包含评估结果所涉及的测试题：抽测数量不多于题库中不同测试题的数量，所测试的每种风险在生成内容测试题库中均有测试题。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。仅适用于指明关键词库或者测试题库的评估。
#     message:
#       lost: "{bank}不存在：{file}"
#       altered: "{bank}的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#       other: "所指明的文件不是{bank}：{file}"
#       newer: "{bank}于 {updated} 更新，晚于评估报告的签字日期 {signed}"
#       more: "抽测 {sampled} 题，但{bank}只有 {found} 个不同的测试题"
#       unasked: "{risk} 记为已测试，但生成内容测试题库中没有相应的测试题"
#     remediation: 指明实际使用的关键词库和测试题库，并以现行各库重新评估。
package content_security.evaluation.banks_agree

import data.content_security.lib.evidence
import data.lib.dates
import future.keywords.not

applies if _named[_]

warn contains object.union(problem, {"path": ["banks", bank], "bank": bank, "file": record.file}) if {
	some bank, record in _named
	problem := evidence.problem(["banks", bank], record)
}

warn contains {"code": "other", "path": ["banks", bank], "bank": bank, "file": record.file} if {
	some bank, record in _named
	some entry in input.related
	entry.pointer == sprintf("/banks/%s/file", [bank])
	is_string(entry.sha256)
	not _banks[bank]
}

warn contains finding if {
	some bank, entry in _banks
	signed := min({signature.date | some signature in input.document.report.signatures})
	updated := dates.day(entry.document.updated)
	updated > signed
	there := {"artifact": entry.path, "path": ["updated"]}
	finding := {
		"code": "newer",
		"path": ["banks", bank],
		"bank": bank,
		"updated": updated,
		"signed": signed,
		"related": [there, {"path": ["report", "signatures"]}],
	}
}

warn contains finding if {
	some [bank, path, sampled] in _put
	entry := _banks[bank]
	found := count({lower(trim_space(one.question)) | some one in entry.document.entries})
	sampled > found
	there := {"artifact": entry.path, "path": ["entries"]}
	finding := {
		"code": "more",
		"path": path,
		"bank": bank,
		"sampled": sampled,
		"found": found,
		"related": [there],
	}
}

warn contains {"code": "unasked", "path": ["risks", i], "risk": tested.risk, "related": [there]} if {
	asked := {one.risk | some one in _banks.test_bank.document.entries}
	some i, tested in input.document.risks
	tested.sampled > 0
	not tested.risk in asked
	there := {"artifact": _banks.test_bank.path, "path": ["entries"]}
}

_named := {bank: record | some bank, record in input.document.banks}

_banks[bank] := entry if {
	some bank, _ in _named
	kind := concat(".", ["content_security", bank])
	entry := evidence.document(["banks", bank], kind)
}

_put contains ["refusal_bank", ["refusal", "sampled"], input.document.refusal.sampled]

_put contains ["non_refusal_bank", ["over_refusal", "sampled"], input.document.over_refusal.sampled]
