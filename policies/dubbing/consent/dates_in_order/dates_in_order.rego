# METADATA
# scope: package
# title: The dates of the consent follow one another as its steps do
# description: |
#   The performer agreed before the voice was entrusted, supplied, sent abroad or published; a term that begins before the
#   consent is warned of. Each further consent was given when the notice had been. The term ends not before it begins,
#   nor the retention before the term; nothing begins after the term's end; a contract did not end before the processing
#   that it is for began. A withdrawal comes after the consent, and is carried out after it was made; a guardian demanded nothing
#   and ratified nothing before there was a consent. The document's own dates decide, not the day of the check.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#14, pipl#15, pipl#17, pipl#21]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights, evidence]
#   message:
#     given_late: "the performer agreed on {date}, after the first day of the term, {other}"
#     used_before: "this begins on {date}, before the performer agreed on {other}"
#     uninformed: "this consent was given on {date}, before the performer was told on {other}"
#     term: "the term ends on {date}, before it begins on {other}"
#     after_term: "this begins on {date}, after the term ended on {other}"
#     published_before: "the voice is published from {date} on, before the term begins on {other}"
#     retention: "the information is kept until {date} only, and the voice is used until {other}"
#     contract: "the contract ended on {date}, before the entrusted processing began on {other}"
#     withdrawn: "the consent was withdrawn on {date}, before it was given on {other}"
#     completed: "deletion or the end of processing was complete on {date}, before the withdrawal on {other}"
#     not_withdrawn: "deletion or the end of processing was complete on {date}, and nothing was withdrawn"
#     demanded: "ratification was demanded on {date}, before the performer agreed on {other}"
#     ratified: "the guardian ratified on {date}, before the performer agreed on {other}"
#   remediation: Correct the date that is wrong, by the signed record; where it is right, stop the use and obtain what came too late.
#   zh:
#     title: 同意记录的日期先后有序
#     description: 表演者应在委托处理、对外提供、向境外提供和公开之前作出同意，期限首日早于同意的予以警告；各项另行作出的同意均应在告知之后。期限的最后一日不早于首日，保存期限不早于期限的最后一日；期限届满后不得开始新的处理；委托合同不得在委托处理开始之前届满。撤回应在同意之后，删除或者停止处理应在撤回之后；催告和追认应在表演者作出同意之后。以记录自身的日期为准，与判定日期无关。
#     message:
#       given_late: "表演者于 {date} 作出同意，晚于期限首日 {other}"
#       used_before: "该项自 {date} 开始，早于表演者作出同意的 {other}"
#       uninformed: "该项同意于 {date} 作出，早于告知表演者的 {other}"
#       term: "期限的最后一日为 {date}，早于首日 {other}"
#       after_term: "该项自 {date} 开始，晚于期限的最后一日 {other}"
#       published_before: "自 {date} 起公开声音，早于期限首日 {other}"
#       retention: "个人信息仅保存至 {date}，但声音使用至 {other}"
#       contract: "委托合同于 {date} 届满，早于委托处理首日 {other}"
#       withdrawn: "撤回同意的日期为 {date}，早于作出同意的 {other}"
#       completed: "删除或者停止处理完成于 {date}，早于撤回同意的 {other}"
#       not_withdrawn: "已填写删除或者停止处理的完成日期 {date}，但没有撤回同意的记录"
#       demanded: "催告追认的日期为 {date}，早于表演者作出同意的 {other}"
#       ratified: "追认日期为 {date}，早于表演者作出同意的 {other}"
#     remediation: 对照签署的记录更正有误的日期；日期无误的，停止使用声音，并补正逾期的事项。
package dubbing.consent.dates_in_order

import data.lib.dates

# A term that begins before the signature is often written so; that the voice was used then is found by its own dates.
warn contains _finding("given_late", ["given_at"], _given, ["term", "from"], _from) if _given > _from

deny contains _finding("used_before", [key, i, "from"], thing.from, ["given_at"], _given) if {
	some key in ["entrusted", "supplies", "abroad"]
	some i, thing in input.document[key]
	thing.from < _given
}

deny contains _finding("used_before", ["publication", "from"], from, ["given_at"], _given) if {
	from := input.document.publication.from
	from < _given
}

deny contains _finding("uninformed", array.concat(place, ["given_at"]), day, ["notice", "date"], told) if {
	some place, given in _further
	told := input.document.notice.date
	day := dates.day(given)
	day < told
}

deny contains _finding("term", ["term", "to"], _to, ["term", "from"], _from) if _to < _from

deny contains _finding("after_term", [key, i, "from"], thing.from, ["term", "to"], _to) if {
	some key in ["entrusted", "supplies", "abroad"]
	some i, thing in input.document[key]
	thing.from > _to
}

deny contains _finding("after_term", ["publication", "from"], from, ["term", "to"], _to) if {
	from := input.document.publication.from
	from > _to
}

deny contains _finding("published_before", ["publication", "from"], from, ["term", "from"], _from) if {
	from := input.document.publication.from
	from < _from
}

deny contains _finding("retention", ["notice", "retention", "until"], until, ["term", "to"], _to) if {
	until := input.document.notice.retention.until
	is_string(until)
	until < _to
}

deny contains _finding("contract", ["entrusted", i, "contract", "to"], to, ["entrusted", i, "from"], vendor.from) if {
	some i, vendor in input.document.entrusted
	to := vendor.contract.to
	is_string(to)
	to < vendor.from
}

deny contains _finding("withdrawn", ["withdrawn_at"], dates.day(withdrawn), ["given_at"], _given) if {
	withdrawn := input.document.withdrawn_at
	_is_before(withdrawn, input.document.given_at)
}

deny contains _finding("completed", ["withdrawal", "completed_at"], day, ["withdrawn_at"], dates.day(withdrawn)) if {
	completed := input.document.withdrawal.completed_at
	withdrawn := input.document.withdrawn_at
	_is_before(completed, withdrawn)
	day := dates.day(completed)
}

deny contains finding if {
	completed := input.document.withdrawal.completed_at
	is_string(completed)
	is_null(input.document.withdrawn_at)
	finding := {
		"code": "not_withdrawn",
		"path": ["withdrawal", "completed_at"],
		"related": [{"path": ["withdrawn_at"]}],
		"date": dates.day(completed),
	}
}

deny contains _finding(code, ["guardian", key], day, ["given_at"], _given) if {
	some key, code in {"demanded_on": "demanded", "ratified_on": "ratified"}
	day := input.document.guardian[key]
	is_string(day)
	day < _given
}

_given := dates.day(input.document.given_at)

_from := input.document.term.from

_to := input.document.term.to if is_string(input.document.term.to)

_further[["guardian", "consent"]] := input.document.guardian.consent.given_at

_further[["publication", "consent"]] := input.document.publication.consent.given_at

_further[[key, i, "consent"]] := thing.consent.given_at if {
	some key in ["supplies", "abroad"]
	some i, thing in input.document[key]
}

_is_before(one, other) if {
	is_string(one)
	is_string(other)
	time.parse_rfc3339_ns(one) < time.parse_rfc3339_ns(other)
}

_finding(code, path, date, place, other) := {
	"code": code,
	"path": path,
	"related": [{"path": place}],
	"date": date,
	"other": other,
}
