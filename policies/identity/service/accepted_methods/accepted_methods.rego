# METADATA
# scope: package
# title: The service verifies identity by an accepted method
# description: >-
#   A service for the public in mainland China verifies real identity by mobile number, identity card number, unified
#   social credit code or the national network identity service. The lists of both provisions are open, so another
#   identity document as the only method is a warning; e-mail alone verifies nobody.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: high
#   basis: [account-provisions#9, deep-synthesis#9]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     none: the service has no accepted method of real-identity verification
#     other: the service verifies real identity only by documents that the provisions do not name
#   remediation: >-
#     Offer mobile number, identity card number, unified social credit code or the national network identity service.
#   zh:
#     title: 服务采用规定的真实身份信息认证方式
#     description: 面向境内公众的服务通过移动电话号码、身份证件号码、统一社会信用代码或者国家网络身份认证公共服务等方式进行真实身份信息认证。条文所列方式为开放式，仅以其他证件认证的予以警告；仅以电子邮箱不能完成认证。
#     message:
#       none: 服务没有规定的真实身份信息认证方式
#       other: 服务仅采用条文未列明的证件进行真实身份信息认证
#     remediation: 提供移动电话号码、身份证件号码、统一社会信用代码或者国家网络身份认证公共服务的认证方式。
package identity.service.accepted_methods

applies if not input.document.domestic_public == false

deny contains {"code": "none", "path": ["real_name", "methods"]} if {
	not _accepted
	not _other
}

warn contains {"code": "other", "path": ["real_name", "methods"]} if {
	not _accepted
	_other
}

_accepted if {
	some method in input.document.real_name.methods
	method in data.identity.params.accepted_methods
}

_other if "other_document" in input.document.real_name.methods
