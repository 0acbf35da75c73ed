# METADATA
# scope: package
# title: Technical supporters and users are reminded of their duties
# description: >-
#   A deep synthesis service for the public in mainland China conspicuously reminds its users, and its technical
#   supporters where it has any, of their duty for information security. Where users can edit faces or voices, it
#   prompts them to tell the person and to obtain a separate consent. The last is a technical supporter's duty too; who
#   only uses another's service has none of them.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [deep-synthesis#8, deep-synthesis#14]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     users: users are not reminded of their duty for information security
#     technical_supporters: technical supporters are not reminded of their duty for information security
#     separate_consent: users who edit a voice or a face are not prompted to obtain a separate consent
#   remediation: Set up the reminder at a conspicuous place, and record where it is shown or which contract has it.
#   zh:
#     title: 提示技术支持者和使用者承担义务
#     description: 面向境内公众的深度合成服务以显著方式提示使用者以及技术支持者（如有）承担信息安全义务；提供人脸、人声等生物识别信息编辑功能的，提示使用者依法告知被编辑的个人并取得其单独同意，技术支持者亦同。仅使用他人服务的不作要求。
#     message:
#       users: 未提示使用者承担信息安全义务
#       technical_supporters: 未提示技术支持者承担信息安全义务
#       separate_consent: 未提示使用者依法告知被编辑的个人，并取得其单独同意
#     remediation: 在显著位置设置提示，并记录其位置或者所在合同。
package filing.provider.security_reminders

import data.filing.lib.roles
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	count(roles.held & {"provider", "technical_supporter"}) > 0
}

deny contains {"code": whom, "path": ["reminders", whom]} if {
	some whom in _needed
	not _stated(whom)
}

_needed contains "users" if "provider" in roles.held

_needed contains "technical_supporters" if {
	"provider" in roles.held
	not input.document.technical_supporters == false
}

_needed contains "separate_consent" if {
	not input.document.biometric_editing == false
}

_stated(whom) if {
	is_string(input.document.reminders[whom])
	texts.stated(input.document.reminders[whom])
}
