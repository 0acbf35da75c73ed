# METADATA
# scope: package
# title: A network ID leaves no plaintext identity behind
# description: >-
#   Where the user was verified by the national network identity service, the platform stores identity information in
#   plain text only with a recorded law that requires it or a recorded consent. The text of the measures was read in
#   secondary sources, so the rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-05/23/c_1749711107835487.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: high
#   binding: false
#   basis: [network-id-measures]
#   jurisdictions: [CN]
#   effective: {from: "2025-07-15"}
#   collections: [release]
#   message: "identity is stored in plain text without a recorded law or consent, although a network ID was used: {fields}"
#   remediation: Delete the plaintext identity, or record the law or the consent that asks for it.
#   zh:
#     title: 使用网号、网证认证的不另行留存明文身份信息
#     description: 用户通过国家网络身份认证公共服务完成认证的，平台仅在有记录的法律要求或者用户同意时留存明文身份信息。条文来自二手资料，故本规则仅作警告。
#     message: "已使用网号、网证认证，但无记录的法律依据或者用户同意即留存明文身份信息：{fields}"
#     remediation: 删除明文身份信息，或者记录要求留存的法律依据或者用户同意。
package identity.account.minimal_identity

import data.lib.texts

applies if input.document.method == "network_id"

warn contains {"path": ["plaintext_identity"], "fields": _fields} if {
	_fields != []
	not _recorded
}

_fields := object.get(input.document, "plaintext_identity", ["unstated"])

_recorded if {
	input.document.plaintext_basis in {"law", "consent"}
	texts.stated(input.document.plaintext_basis_record)
}
