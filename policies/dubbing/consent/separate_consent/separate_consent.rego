# METADATA
# scope: package
# title: The consent was given separately, and its signed record exists
# description: |
#   A voiceprint is biometric, so sensitive, and its processing needs a separate consent: a document of its own or an item
#   agreed to on its own, never bundled with other terms. The signed record exists inside the root with the stated
#   SHA-256, because a consent that nobody can show is a claim.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [pipl#29]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     bundled: "the consent was given together with other terms"
#     missing: "the signed record of the consent does not exist: {file}"
#     altered: "the signed record of the consent has the SHA-256 {actual}, not the stated {stated}: {file}"
#   remediation: Obtain the consent on its own, keep the signed record beside it, and state the record's SHA-256.
#   zh:
#     title: 同意为单独同意，且签署记录存在
#     description: 声纹属于生物识别信息，为敏感个人信息，处理应取得个人的单独同意，即以单独文件或者单独条目作出，不得与其他条款捆绑。签署记录应位于根目录之内，且与所填 SHA-256 一致；无法出示的同意仅为单方陈述。
#     message:
#       bundled: "同意与其他条款一并作出，不是单独同意"
#       missing: "同意的签署记录不存在：{file}"
#       altered: "同意的签署记录的 SHA-256 为 {actual}，与所填的 {stated} 不一致：{file}"
#     remediation: 取得单独同意，将签署记录与同意记录一并保存，并填写其 SHA-256。
package dubbing.consent.separate_consent

import data.dubbing.lib.related
import future.keywords.not

deny contains {"code": "bundled", "path": ["form"]} if not _is_separate

deny contains {"code": "missing", "path": ["record", "file"], "file": _file} if {
	not related.exists("/record/file")
}

deny contains object.union(about, {"code": "altered", "path": ["record", "sha256"]}) if {
	related.exists("/record/file")
	not _is_as_stated
	stated := object.get(input.document, ["record", "sha256"], null)
	about := {"file": _file, "stated": stated, "actual": related.digest("/record/file")}
}

_file := object.get(input.document, ["record", "file"], null)

_is_separate if input.document.form in {"separate_document", "separate_item"}

_is_as_stated if related.has_digest("/record/file", input.document.record.sha256)
