# METADATA
# scope: package
# title: Nobody publishes without verified identity
# description: >-
#   A service for the public in mainland China verifies the real identity of its users before they can publish or send
#   information, and gives no such service to those who are not verified.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: critical
#   basis: [csl#26, deep-synthesis#9]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message:
#     not_required: the service does not require users to verify their real identity before they publish
#     unverified: the service lets users without verified identity publish
#   remediation: Require real-identity verification before publishing, and refuse to publish for users without it.
#   zh:
#     title: 未经真实身份信息认证不得发布信息
#     description: 面向境内公众的服务在用户发布信息前对其进行真实身份信息认证，不向未认证的用户提供信息发布服务。
#     message:
#       not_required: 服务未要求用户在发布信息前完成真实身份信息认证
#       unverified: 服务允许未进行真实身份信息认证的用户发布信息
#     remediation: 在用户发布信息前要求完成真实身份信息认证，对未认证的用户不提供信息发布服务。
package identity.service.real_name

applies if not input.document.domestic_public == false

deny contains {"code": "not_required", "path": ["real_name", "required_before"]} if {
	not _required
}

deny contains {"code": "unverified", "path": ["real_name", "unverified_can_publish"]} if {
	not input.document.real_name.unverified_can_publish == false
}

_required if input.document.real_name.required_before in {"registration", "publishing"}
