# METADATA
# scope: package
# title: Impact assessments cover the processing and are kept
# description: |
#   Before sensitive information is processed, and before it is entrusted, supplied, published or sent abroad, the
#   impact on the protection of personal information is assessed: for each of these there is an assessment that covers
#   it, dated not later than its first day, nor than the day of the check. The reports are kept at least as long as the
#   parameter assessment_retention_years says, which cannot go below the three years of the law. Of a small handler, as
#   it says with count and day, a missing assessment is a warning, and the form for small handlers is one; filled in by
#   others, the form is a warning. The text on small handlers was not read.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#55, pipl#56, small-handler-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     sensitive: "no impact assessment concluded by today and by {date} covers the processing of sensitive information"
#     entrusted: "no impact assessment concluded by today and by {date} covers this entrusted processing"
#     supplies: "no impact assessment concluded by today and by {date} covers this supply"
#     publication: "no impact assessment concluded by today and by {date} covers the publication"
#     abroad: "no impact assessment concluded by today and by {date} covers this processing abroad"
#     form: "the impact assessment {file} is the form for small handlers, which the handler does not show to be one"
#     short: "the impact assessment {file} is kept for less than {least} years, namely {years}"
#   remediation: Assess the impact before the processing begins, keep the report, and name it under impact_assessments.
#   zh:
#     title: 个人信息保护影响评估涵盖处理活动且按期保存
#     description: 处理敏感个人信息，以及委托处理、向其他个人信息处理者提供、公开、向境外提供之前，应进行个人信息保护影响评估；每种情形均应有涵盖该情形的评估，其日期不晚于该情形的首日，也不晚于判定当日。评估报告的保存年数不少于参数“影响评估的保存”，且不得低于法定的三年。写明人数及统计日期的小型个人信息处理者，没有评估的仅作警告，并可使用其专用的评估表；其他处理者使用该表的，作警告。有关小型个人信息处理者的规定，未查阅原文。
#     message:
#       sensitive: "没有在判定当日和 {date} 之前（含当日）完成的影响评估涵盖敏感个人信息的处理"
#       entrusted: "没有在判定当日和 {date} 之前（含当日）完成的影响评估涵盖该委托处理"
#       supplies: "没有在判定当日和 {date} 之前（含当日）完成的影响评估涵盖该提供行为"
#       publication: "没有在判定当日和 {date} 之前（含当日）完成的影响评估涵盖该公开行为"
#       abroad: "没有在判定当日和 {date} 之前（含当日）完成的影响评估涵盖该向境外提供行为"
#       form: "影响评估 {file} 为小型个人信息处理者适用的评估表，但未写明处理者属于小型个人信息处理者"
#       short: "影响评估 {file} 的保存期限为 {years} 年，少于 {least} 年"
#     remediation: 在处理开始前进行个人信息保护影响评估，保存报告，并填写在同意记录的“个人信息保护影响评估”项中。
package dubbing.consent.impact_assessment

import data.dubbing.lib.handlers
import data.lib.dates
import future.keywords.not

deny contains finding if {
	not handlers.is_small
	some finding in _unassessed
}

warn contains finding if {
	handlers.is_small
	some finding in _unassessed
}

warn contains {"code": "form", "path": ["impact_assessments", i, "form"], "file": assessment.file} if {
	not handlers.is_small
	some i, assessment in input.document.impact_assessments
	assessment.form == "small_handler_form"
}

_unassessed contains {"code": situation.code, "path": situation.path, "date": situation.from} if {
	some situation in _situations
	not _is_assessed(situation)
}

deny contains finding if {
	some i, assessment in input.document.impact_assessments
	not _is_kept(assessment)
	finding := {
		"code": "short",
		"path": ["impact_assessments", i, "retention_years"],
		"file": assessment.file,
		"years": object.get(assessment, "retention_years", null),
		"least": data.dubbing.params.assessment_retention_years,
	}
}

_situations contains {"code": "sensitive", "path": ["impact_assessments"], "from": from} if {
	from := object.get(input.document, ["term", "from"], null)
}

_situations contains {"code": key, "path": [key, i], "from": from} if {
	some key in ["entrusted", "supplies", "abroad"]
	some i, thing in input.document[key]
	from := object.get(thing, "from", null)
}

_situations contains {"code": "publication", "path": ["publication"], "from": from} if {
	is_object(input.document.publication)
	from := object.get(input.document.publication, "from", null)
}

_is_assessed(situation) if {
	some assessment in input.document.impact_assessments
	situation.code in assessment.covers
	assessment.date <= situation.from
	assessment.date <= dates.day(input.as_of)
}

_is_kept(assessment) if assessment.retention_years >= data.dubbing.params.assessment_retention_years
