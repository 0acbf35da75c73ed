# METADATA
# scope: package
# title: Registered users have a service agreement
# description: >-
#   A service for the public in mainland China has a service agreement with each registered user: it can be read, is
#   accepted on registration, and the acceptance is on record.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [interim-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     missing: there is no service agreement that users can read
#     accepted_by_registered_users: users register without accepting the service agreement
#     acceptance_recorded: there is no record of who accepted the service agreement
#   remediation: >-
#     Publish the service agreement, have it accepted on registration, and record who accepted which version.
#   zh:
#     title: 与注册用户签订服务协议
#     description: 面向境内公众的服务与每一名注册使用者签订服务协议：协议可供查阅，在注册时接受，并留存接受记录。
#     message:
#       missing: 没有可供用户查阅的服务协议
#       accepted_by_registered_users: 用户未接受服务协议即可注册
#       acceptance_recorded: 未留存用户接受服务协议的记录
#     remediation: 公开服务协议，在注册时由用户接受，并记录接受人和协议版本。
package identity.service.service_agreement

import data.lib.texts

applies if not input.document.domestic_public == false

deny contains {"code": part, "path": ["agreement", part]} if {
	some part in ["accepted_by_registered_users", "acceptance_recorded"]
	not input.document.agreement[part] == true
}

deny contains {"code": "missing", "path": ["agreement", "address"]} if {
	not _stated
}

_stated if {
	is_string(input.document.agreement.address)
	texts.stated(input.document.agreement.address)
}
