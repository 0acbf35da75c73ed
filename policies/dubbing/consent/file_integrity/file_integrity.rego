# METADATA
# scope: package
# title: Every file that proves the consent exists and has the stated digest
# description: |
#   Assessments, contracts, records, rules, mechanisms and further consents lie inside the root, and their bytes are
#   those whose SHA-256 the record states. The signed record of the consent itself is the matter of separate_consent.
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   collections: [release, evidence]
#   message:
#     missing: "the file does not exist: {file}"
#     altered: "{file} has the SHA-256 {actual}, not the stated {stated}"
#   remediation: Put the file where the record says, and state its SHA-256.
#   fix:
#     altered: {stamp: sha256}
#   zh:
#     title: 证明同意的文件均存在且摘要一致
#     description: 评估报告、合同、记录、规则、证明材料和其他同意均位于根目录之内，且其内容与所填 SHA-256 一致。同意本身的签署记录由有关单独同意的规则检查。
#     message:
#       missing: "文件不存在：{file}"
#       altered: "{file} 的 SHA-256 为 {actual}，与所填的 {stated} 不一致"
#     remediation: 将文件放置在记录所列位置，并填写其 SHA-256。
package dubbing.consent.file_integrity

import data.dubbing.lib.related
import future.keywords.not

deny contains {"code": "missing", "path": named.path, "file": named.file} if {
	some named in _named
	pointer := named.pointer
	not related.exists(pointer)
}

deny contains object.union(about, {"code": "altered", "path": array.concat(named.place, ["sha256"])}) if {
	some named in _named
	pointer := named.pointer
	sha256 := named.sha256
	related.exists(pointer)
	not related.has_digest(pointer, sha256)
	about := {"file": named.file, "stated": sha256, "actual": related.digest(pointer)}
}

_named contains named if {
	some named in related.named
	named.place != ["record"]
}
