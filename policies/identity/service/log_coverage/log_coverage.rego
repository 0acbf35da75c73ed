# METADATA
# scope: package
# title: The logs cover what the service does
# description: >-
#   The service keeps logs of each category that the parameter log_categories names, and of content that it supplies
#   without an explicit label. The law says only `related network logs`; the categories are an interpretation, so the
#   rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   binding: false
#   basis: [csl#23, labeling-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message: "the service keeps no {category} logs"
#   names: {category: "/properties/logs/items/properties/category"}
#   remediation: Keep logs of this category, or take it out of log_categories with a reason.
#   zh:
#     title: 日志覆盖服务的主要活动
#     description: 服务留存参数所列各类日志，并留存提供无显式标识内容的日志。法律仅规定“相关的网络日志”，类别划分属于解释，故本规则仅作警告。
#     message: "服务未留存{category}日志"
#     remediation: 留存该类日志，或说明理由后将其移出应当留存的日志类别。
package identity.service.log_coverage

import future.keywords.not

warn contains {"path": ["logs"], "category": category} if {
	some category in data.identity.params.log_categories
	not category in _kept
}

warn contains {"path": ["logs"], "category": "unlabelled_export"} if {
	not input.document.unlabelled_supply == false
	not "unlabelled_export" in _kept
}

_kept := {log.category | some log in input.document.logs}
