# METADATA
# scope: package
# title: Every named file exists and has the stated digest
# description: |
#   Deliverables, consents, scripts, agreements, the licence, reports, records and whatever else the manifest names with a
#   SHA-256 lie inside the project, and their bytes are those whose SHA-256 it states: what was reviewed is what is
#   released.
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   collections: [release, evidence]
#   message:
#     missing: "the file does not exist: {file}"
#     altered: "{file} has the SHA-256 {actual}, not the stated {stated}"
#   remediation: Put the file where the manifest says, and state the SHA-256 of the file that was reviewed.
#   fix:
#     altered: {stamp: sha256}
#   zh:
#     title: 清单所列文件均存在且摘要一致
#     description: 交付文件、同意记录、脚本、协议、许可文件、报告、记录以及清单中填有 SHA-256 的其他文件均位于项目之内，且其内容与清单所填 SHA-256 一致，确保所发布的即为所审核的。
#     message:
#       missing: "文件不存在：{file}"
#       altered: "{file} 的 SHA-256 为 {actual}，与所填的 {stated} 不一致"
#     remediation: 将文件放置在清单所列位置，并填写经审核文件的 SHA-256。
package dubbing.project.file_integrity

import data.dubbing.lib.related
import data.lib.pointers
import future.keywords.not

deny contains {"code": "missing", "path": named.path, "file": named.file} if {
	some named in _named
	pointer := named.pointer
	not related.exists(pointer)
}

deny contains object.union(about, {"code": "altered", "path": array.concat(stated.place, ["sha256"])}) if {
	some stated in _named
	stated.place != null
	pointer := stated.pointer
	sha256 := stated.sha256
	related.exists(pointer)
	not related.has_digest(pointer, sha256)
	about := {"file": stated.file, "stated": sha256, "actual": related.digest(pointer)}
}

_named contains named if {
	some place, file in _digested
	path := array.concat(place, ["file"])
	named := {
		"path": path,
		"pointer": pointers.of(path),
		"file": file.file,
		"place": place,
		"sha256": file.sha256,
	}
}

# A consent states no digest here: it is judged itself.
_named contains named if {
	some i, voice in input.document.voices
	path := ["voices", i, "consent"]
	named := {"path": path, "pointer": pointers.of(path), "file": voice.consent, "place": null}
}

# Whatever names a file and states its digest, so that no field is forgotten.
_digested[place] := file if {
	walk(input.document, [place, file])
	is_object(file)
	file.file
	file.sha256
}
