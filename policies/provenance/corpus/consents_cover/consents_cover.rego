# METADATA
# scope: package
# title: The consents that a source names cover training with the voice
# description: >-
#   Where a source names records of single consents, each exists, passed its own rules, covers training a model with the
#   voice, and was given not after the collection of the source ended; a source that names consents to the use of voices
#   has personal information. That it is biometric as well is an interpretation, so the rule warns of that. Applies where
#   consents are named.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: critical
#   basis: [pipl#14, pipl#29, civil-code#1019, civil-code#1023, interim-measures#7]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release]
#   message:
#     lost: "the consent that the source {source} names does not exist or is none: {file}"
#     failed: "the consent that the source {source} names does not pass its own rules: {file}"
#     untrained: "the consent that the source {source} names does not cover training with the voice: {file}"
#     late: "the consent that the source {source} names was given on {given}, after the collection ended on {collected}: {file}"
#     contained: "the source {source} names consents to the use of voices, but is said to have no personal information"
#     biometric: "the source {source} names consents to the use of voices, but is said to have no biometric information"
#   remediation: >-
#     Obtain a consent that covers training, or take the recordings out of the source; correct what the source says of
#     personal information.
#   zh:
#     title: 来源所列的同意涵盖以声音进行训练
#     description: 来源列有各份同意记录的，每份记录均应存在、通过其自身规则的判定、涵盖以该声音训练模型，且给予同意的日期不晚于该来源的采集截止日期；列有使用声音的同意记录的来源即含有个人信息。是否同时含有生物识别信息属于解释，故仅作警告。仅适用于列有同意记录的来源。
#     message:
#       lost: "来源 {source} 所列的同意记录不存在或者不是同意记录：{file}"
#       failed: "来源 {source} 所列的同意记录未通过其自身规则的判定：{file}"
#       untrained: "来源 {source} 所列的同意未涵盖以该声音进行训练：{file}"
#       late: "来源 {source} 所列的同意于 {given} 作出，晚于采集截止日期 {collected}：{file}"
#       contained: "来源 {source} 列有使用声音的同意记录，但标注为不含个人信息"
#       biometric: "来源 {source} 列有使用声音的同意记录，但标注为不含生物识别信息"
#     remediation: 取得涵盖训练的同意，否则将相关录音移出该来源；更正来源有关个人信息的记载。
package provenance.corpus.consents_cover

import data.lib.dates
import data.lib.pointers
import data.provenance.lib.documents
import future.keywords.not

applies if _named[_]

deny contains {"code": "lost", "path": path, "source": source.id, "file": file} if {
	some [path, source, file] in _named
	not _consents[path]
}

deny contains {"code": "failed", "path": path, "source": source.id, "file": file, "related": [there]} if {
	some [path, source, file] in _named
	_consents[path].verdict in {"deny", "error"}
	there := _place(path, [])
}

deny contains {"code": "untrained", "path": path, "source": source.id, "file": file, "related": [there]} if {
	some [path, source, file] in _named
	consent := _consents[path].document
	some part in ["scope", "processing"]
	not consent[part].training == true
	there := _place(path, [part, "training"])
}

deny contains finding if {
	some [path, source, file] in _named
	given := dates.day(_consents[path].document.given_at)
	given > source.collected_at
	there := _place(path, ["given_at"])
	finding := {
		"code": "late",
		"path": path,
		"source": source.id,
		"file": file,
		"given": given,
		"collected": source.collected_at,
		"related": [there],
	}
}

deny contains finding if {
	some [path, source, _] in _named
	source.personal_information.contained == false
	about := array.slice(path, 0, 3)
	finding := {
		"code": "contained",
		"path": array.concat(about, ["consents"]),
		"source": source.id,
		"related": [{"path": array.concat(about, ["contained"])}],
	}
}

warn contains finding if {
	some [path, source, _] in _named
	source.personal_information.biometric == false
	about := array.slice(path, 0, 3)
	finding := {
		"code": "biometric",
		"path": array.concat(about, ["consents"]),
		"source": source.id,
		"related": [{"path": array.concat(about, ["biometric"])}],
	}
}

# Each place that names a consent, with its source and the file.
_named contains [path, source, file] if {
	some i, source in input.document.sources
	some j, file in source.personal_information.consents
	path := ["sources", i, "personal_information", "consents", j]
}

_consents[path] := entry if {
	some [path, _, _] in _named
	pointer := pointers.of(path)
	entry := documents.at(pointer, "dubbing.consent")
}

_place(path, inside) := {"artifact": _consents[path].path, "path": inside}
