# METADATA
# scope: package
# title: No more plaintext identity is kept than a ground allows
# description: >-
#   Where the user was verified by the national network identity service, the platform stores identity information in
#   plain text only with a recorded law that requires it or a recorded consent: the measures allow it no further
#   identity in plain text. Their content was read in agreeing quotations, the numbers of their articles were not, so they
#   are cited as a whole. After any other verification, numbers and images of identity documents and faces in plain text
#   without such a record are a warning: that encryption or de-identification is then the fitting measure is an
#   interpretation of the law.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-05/23/c_1749711107835487.htm
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: high
#   basis: [network-id-measures, pipl#51]
#   jurisdictions: [CN]
#   effective: {from: "2025-07-15"}
#   collections: [release]
#   message:
#     plaintext: "{field} is stored in plain text without a recorded law or consent, although a network ID was used"
#     unstated: a network ID was used, but the record does not say which identity is stored in plain text
#     unprotected: "{field} is stored in plain text without a recorded law or consent"
#   names: {field: "/properties/plaintext_identity/items"}
#   remediation: Delete or encrypt the plaintext identity, or record the law or the consent that asks for it.
#   zh:
#     title: 不留存没有依据的明文身份信息
#     description: 用户通过国家网络身份认证公共服务完成认证的，平台仅在有记录的法律、行政法规规定或者用户同意时留存明文身份信息。办法的内容经多个一致的引述印证，条号未能核实，故引用整部办法。以其他方式认证的，没有上述记录而以明文留存身份证件号码、证件照片、人脸图像的，予以警告：此时应采取加密、去标识化等措施，属于对法律的解释。
#     message:
#       plaintext: "已使用网号、网证认证，但无记录的法律依据或者用户同意即留存明文身份信息：{field}"
#       unstated: 已使用网号、网证认证，但记录未载明以明文留存了哪些身份信息
#       unprotected: "无记录的法律依据或者用户同意即留存明文身份信息：{field}"
#     remediation: 删除或者加密明文身份信息，或者记录要求留存的法律依据或者用户同意。
package identity.account.minimal_identity

import data.lib.texts
import future.keywords.not

applies if _network

applies if _sensitive[_]

deny contains {"code": "plaintext", "path": ["plaintext_identity", i], "field": field} if {
	_network
	not _recorded
	some i, field in input.document.plaintext_identity
}

deny contains {"code": "unstated", "path": ["plaintext_identity"]} if {
	_network
	not input.document.plaintext_identity
}

warn contains {"code": "unprotected", "path": ["plaintext_identity", i], "field": field} if {
	not _network
	not _recorded
	some i, field in _sensitive
}

_network if input.document.method == "network_id"

_sensitive[i] := field if {
	some i, field in input.document.plaintext_identity
	field in {"id_number", "document_image", "face_image"}
}

_recorded if {
	input.document.plaintext_basis in {"law", "consent"}
	texts.stated(input.document.plaintext_basis_record)
}
