# METADATA
# scope: package
# title: All eight management systems are in force, dated and owned
# description: >-
#   A deep synthesis service for the public in mainland China has management systems for user registration, review of
#   the algorithm mechanism, ethics review, review of information release, data security, personal information,
#   telecom fraud and emergencies. Each document has the day of its adoption, not after the day of judgement, and a
#   role that owns it. That the documents are what is named is judged by file_integrity.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [deep-synthesis#7]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, filing-assessment]
#   message:
#     missing: "there is no management system for {system}"
#     undated: "the management system for {system} has no day of adoption"
#     future: "the management system for {system} is adopted only on {adopted_on}"
#     unowned: "nobody owns the management system for {system}"
#   names: {system: "/properties/management_systems/items/properties/system"}
#   remediation: Adopt the missing system, and record its day of adoption, the role that owns it and the document.
#   zh:
#     title: 八项管理制度齐备，载明日期和责任岗位
#     description: 面向境内公众的深度合成服务建立健全用户注册、算法机制机理审核、科技伦理审查、信息发布审核、数据安全、个人信息保护、反电信网络诈骗、应急处置等管理制度。每项制度载明不晚于判定日期的制定日期和责任岗位。文件与所列是否一致由文件完整性规则检查。仅作为使用者或者技术支持者的不作要求。
#     message:
#       missing: "缺少{system}管理制度"
#       undated: "{system}管理制度未载明制定日期"
#       future: "{system}管理制度于 {adopted_on} 才制定"
#       unowned: "{system}管理制度未明确责任岗位"
#     remediation: 制定缺少的制度，并记录制定日期、责任岗位和文件。
package filing.provider.management_systems

import data.filing.lib.roles
import data.lib.dates
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	"provider" in roles.held
}

deny contains {"code": "missing", "path": ["management_systems"], "system": system} if {
	some system in [
		"user_registration", "algorithm_mechanism_review", "ethics_review", "information_release_review", "data_security", "personal_information_protection", "anti_telecom_fraud", "emergency_response",
	]
	not system in {each.system | some each in input.document.management_systems}
}

deny contains object.union(_about(i, "adopted_on"), {"code": "undated"}) if {
	some i, each in input.document.management_systems
	not _dated(each)
}

deny contains object.union(_about(i, "adopted_on"), {"code": "future", "adopted_on": each.adopted_on}) if {
	some i, each in input.document.management_systems
	_dated(each)
	each.adopted_on > dates.day(input.as_of)
}

deny contains object.union(_about(i, "owner"), {"code": "unowned"}) if {
	some i, each in input.document.management_systems
	not _owned(each)
}

_about(i, member) := {
	"path": ["management_systems", i, member],
	"system": input.document.management_systems[i].system,
}

_dated(each) if is_string(each.adopted_on)

_owned(each) if {
	is_string(each.owner)
	texts.stated(each.owner)
}
