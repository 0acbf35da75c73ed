# METADATA
# scope: package
# title: Each business has the licence that it needs
# description: >-
#   For each business that the provider names, a licence is on record and has not expired on the day of judgement.
#   Which businesses need which licence is our reading of other laws, so the rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   binding: false
#   basis: [interim-measures#23, deep-synthesis#24]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     missing: "there is no licence for {business}"
#     expired: "the licence for {business} expired on {expires_on}"
#   remediation: Obtain or renew the licence, or take the business out where it is not carried on.
#   zh:
#     title: 从事相关业务具有相应许可
#     description: 提供者所列每项业务均有在判定日期未过期的行政许可。各项业务所需许可系本项目对其他法律法规的解释，故本规则仅作警告。
#     message:
#       missing: "{business} 业务没有许可"
#       expired: "{business} 业务的许可已于 {expires_on} 到期"
#     remediation: 取得或者续办许可；未从事该业务的，从所列业务中删除。
package filing.provider.other_licences

import data.lib.dates
import future.keywords.not

applies if count(input.document.businesses) > 0

warn contains {"code": "missing", "path": ["businesses", i], "business": business} if {
	some i, business in input.document.businesses
	not business in {licence.business | some licence in input.document.licences}
}

warn contains {
	"code": "expired",
	"path": ["licences", i, "expires_on"],
	"business": business,
	"expires_on": licence.expires_on,
} if {
	some i, licence in input.document.licences
	not _valid(licence)
	business := licence.business
	business in input.document.businesses
	not business in _licensed
}

_licensed contains licence.business if {
	some licence in input.document.licences
	_valid(licence)
}

_valid(licence) if licence.expires_on == null

_valid(licence) if licence.expires_on >= dates.day(input.as_of)
