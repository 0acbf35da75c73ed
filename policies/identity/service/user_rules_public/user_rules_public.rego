# METADATA
# scope: package
# title: The rules for accounts and the platform convention are public
# description: >-
#   A service for the public in mainland China has made and published its rules for the management of accounts and its
#   platform convention. The article on accounts is confirmed by two independent secondary sources; that on deep synthesis was
#   read. The agreement with users is judged by service_agreement.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [account-provisions#6, deep-synthesis#8]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     account_rules: the rules for the management of accounts are not published
#     platform_convention: there is no published platform convention
#   remediation: Publish the rules for accounts and the platform convention, and record where they can be read.
#   zh:
#     title: 公开账号管理规则和平台公约
#     description: 面向境内公众的服务制定并公开互联网用户账号管理规则、平台公约。账号一条由两个独立的二手来源印证，深度合成一条系查阅原文。与用户签订的服务协议由其他规则检查。
#     message:
#       account_rules: 未公开账号管理规则
#       platform_convention: 未公开平台公约
#     remediation: 公开账号管理规则和平台公约，并记录公开位置。
package identity.service.user_rules_public

import data.lib.texts
import future.keywords.not

applies if not input.document.domestic_public == false

deny contains {"code": place, "path": ["user_rules", place]} if {
	some place in ["account_rules", "platform_convention"]
	not _stated(place)
}

_stated(place) if {
	is_string(input.document.user_rules[place])
	texts.stated(input.document.user_rules[place])
}
