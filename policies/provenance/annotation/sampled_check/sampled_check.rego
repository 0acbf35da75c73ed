# METADATA
# scope: package
# title: Samples of the annotations were checked
# description: >-
#   At least one sample of the annotations was checked for accuracy, with its numbers and a day that is neither after the
#   date of judgement nor before the first task. The article sets no size and no rate; a sample in which nothing was
#   right warns. Applies where the service is offered to the public in
#   mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: medium
#   basis: [interim-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     missing: no sample of the annotations was checked
#     void: "the check of {date} proves nothing: {correct} of {sampled} annotations were correct"
#     future: "the check is dated {date}, which is in the future"
#     early: "the check is dated {date}, before anybody began to annotate on {began}"
#     wrong: "none of the {sampled} annotations that were checked on {date} was correct"
#   remediation: >-
#     Check a sample of the annotations, and record the day, the size of the sample and how much of it was correct.
#   zh:
#     title: 标注内容经抽样核验
#     description: 应至少对标注内容进行一次抽样核验，记录数量和日期，且日期不晚于判定日期，也不早于首次标注。条文未规定抽样数量和准确率；抽样中无一准确的，予以警告。适用于向境内公众提供的服务。
#     message:
#       missing: 未对标注内容进行抽样核验
#       void: "{date} 的核验不能作为证明：{sampled} 条中准确 {correct} 条"
#       future: "核验日期 {date} 晚于判定日期"
#       early: "核验日期 {date} 早于首次标注日期 {began}"
#       wrong: "{date} 核验的 {sampled} 条标注无一准确"
#     remediation: 对标注内容进行抽样核验，记录日期、抽样数量和准确数量。
package provenance.annotation.sampled_check

import data.lib.dates
import data.lib.shares
import future.keywords.not

applies if input.document.scope.domestic_public

deny contains {"code": "missing", "path": ["checks"]} if not input.document.checks[0]

deny contains finding if {
	some i, check in input.document.checks
	not _is_sound(check)
	finding := {
		"code": "void",
		"path": ["checks", i],
		"date": object.get(check, "date", null),
		"sampled": object.get(check, "sampled", null),
		"correct": object.get(check, "correct", null),
	}
}

deny contains {"code": "future", "path": ["checks", i, "date"], "date": check.date} if {
	some i, check in input.document.checks
	check.date > dates.day(input.as_of)
}

deny contains {"code": "early", "path": ["checks", i, "date"], "date": check.date, "began": began, "related": _began} if {
	began := min({person.began_on | some person in input.document.people})
	some i, check in input.document.checks
	check.date < began
}

warn contains {"code": "wrong", "path": ["checks", i, "correct"], "date": check.date, "sampled": check.sampled} if {
	some i, check in input.document.checks
	check.correct == 0
	check.sampled > 0
}

_began := [{"path": ["people"]}]

_is_sound(check) if {
	is_string(check.date)
	shares.at_least(check.correct, check.sampled, 0)
}
