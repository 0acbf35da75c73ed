# METADATA
# scope: package
# title: Every named file exists and has the stated digest
# description: >-
#   Reports, management systems, records, the incident plan, the inspection pack and further evidence lie inside the
#   project, and their bytes are those whose SHA-256 the record states: what was adopted is what is shown.
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   collections: [release, evidence]
#   message:
#     missing: "the file does not exist: {file}"
#     altered: "{file} has the SHA-256 {actual}, not the stated {stated}"
#   remediation: Put the file where the record says, and state the SHA-256 of the file that was adopted.
#   fix:
#     altered: {stamp: sha256}
#   zh:
#     title: 所列文件均存在且摘要一致
#     description: 报告、管理制度、记录、应急预案、检查材料和其他证明材料均位于项目之内，且其内容与所填 SHA-256 一致，确保所展示的即为所制定的。
#     message:
#       missing: "文件不存在：{file}"
#       altered: "{file} 的 SHA-256 为 {actual}，与所填的 {stated} 不一致"
#     remediation: 将文件放置在记录所列位置，并填写所制定文件的 SHA-256。
package filing.provider.file_integrity

import data.lib.pointers
import future.keywords.not

deny contains {"code": "missing", "path": array.concat(place, ["file"]), "file": file.file} if {
	some place, file in _named
	pointer := pointers.of(array.concat(place, ["file"]))
	not _digests[pointer]
}

deny contains object.union(about, {"code": "altered", "path": array.concat(place, ["sha256"])}) if {
	some place, file in _named
	pointer := pointers.of(array.concat(place, ["file"]))
	digests := _digests[pointer]
	sha256 := file.sha256
	not sha256 in digests
	about := {"file": file.file, "stated": sha256, "actual": concat(", ", sort(digests))}
}

_digests[entry.pointer] contains entry.sha256 if {
	some entry in input.related
	entry.sha256 != null
}

_named[["incident_plan", "document"]] := file if file := input.document.incident_plan.document

_named[[list, i, member]] := file if {
	some list, member in {
		"assessments": "report",
		"audits": "report",
		"inspection_pack": "document",
		"management_systems": "document",
		"reviews": "record",
	}
	some i, each in input.document[list]
	file := each[member]
}

_named[["evidence", i]] := file if some i, file in input.document.evidence
