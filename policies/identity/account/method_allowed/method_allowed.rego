# METADATA
# scope: package
# title: The account was verified by an accepted method
# description: >-
#   A verified account was verified by mobile number, identity card number, unified social credit code or the national
#   network identity service. The lists of both provisions are open, so another identity document is a warning. Where the
#   account names its service, a method that the service does not say it uses is a warning as well.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: high
#   basis: [account-provisions#9, deep-synthesis#9]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     refused: "{method} is no method of real-identity verification"
#     other: "{method} is not among the methods that the provisions name"
#     unoffered: "the account was verified by {method}, which its service does not name among its methods"
#   names: {method: "/properties/method"}
#   remediation: >-
#     Verify the account again by mobile number, identity card number, unified social credit code or network ID.
#   zh:
#     title: 账号采用规定的真实身份信息认证方式
#     description: 已认证的账号通过移动电话号码、身份证件号码、统一社会信用代码或者国家网络身份认证公共服务等方式完成真实身份信息认证。条文所列方式为开放式，其他证件予以警告。账号指明所属服务，而该服务未列明所用认证方式的，也予以警告。
#     message:
#       refused: "“{method}”不属于真实身份信息认证方式"
#       other: "“{method}”不在条文列明的认证方式之中"
#       unoffered: "账号以“{method}”方式认证，但其所属服务未列明该认证方式"
#     remediation: 通过移动电话号码、身份证件号码、统一社会信用代码或者国家网络身份认证公共服务重新认证。
package identity.account.method_allowed

import data.identity.lib.services
import future.keywords.not

applies if not _method == "none"

deny contains {"code": "refused", "path": ["method"], "method": _method} if {
	not _accepted
	_method != "other_document"
}

warn contains {"code": "other", "path": ["method"], "method": _method} if {
	not _accepted
	_method == "other_document"
}

warn contains finding if {
	offered := {method | some method in services.mine.real_name.methods}
	not _method in offered
	there := services.place(["real_name", "methods"])
	finding := {"code": "unoffered", "path": ["method"], "method": _method, "related": [there]}
}

_accepted if _method in data.identity.params.accepted_methods

_method := object.get(input.document, "method", "unstated")
