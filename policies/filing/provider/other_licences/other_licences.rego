# METADATA
# scope: package
# title: Each business has the licence that it needs
# description: >-
#   For each business that the provider names, a licence is on record and has not expired on the day of judgement. Where
#   published numbers of such licences are known, its number looks like them; that does not prove that an authority gave
#   it. A business may have any name; those of the schema are known by theirs. Which businesses need which licence is our reading of other laws, so the rule warns.
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
#     placeholder: "“{number}” is no number of a licence for {business}"
#     shape: "{number} does not look like the number of a licence for {business}"
#     expired: "the licence for {business} expired on {expires_on}"
#   names: {business: "/$defs/business/anyOf/0"}
#   remediation: Obtain or renew the licence, or take the business out where it is not carried on.
#   zh:
#     title: 从事相关业务具有相应许可
#     description: 提供者所列每项业务均有在判定日期未过期的行政许可。已知许可证编号实例的，编号应与常见格式一致，格式相符不能证明编号真实。业务名称不限于所列各项。各项业务所需许可系本项目对其他法律法规的解释，故本规则仅作警告。
#     message:
#       missing: "未取得{business}业务的经营许可"
#       placeholder: "“{number}”不是{business}业务的许可证编号"
#       shape: "{business}业务的许可证编号 {number} 与常见格式不一致，请核对"
#       expired: "{business}业务的许可已于 {expires_on} 到期"
#     remediation: 取得或者续办许可；未从事该业务的，从所列业务中删除。
package filing.provider.other_licences

import data.lib.dates
import data.lib.numbers
import future.keywords.not

applies if count(input.document.businesses) > 0

warn contains {"code": "missing", "path": ["businesses", i], "business": business} if {
	some i, business in input.document.businesses
	not business in {licence.business | some licence in input.document.licences}
}

warn contains object.union(_number(i), {"code": "placeholder"}) if {
	some i, licence in input.document.licences
	licence.business in input.document.businesses
	numbers.placeholder(licence.number)
}

warn contains object.union(_number(i), {"code": "shape"}) if {
	some i, licence in input.document.licences
	licence.business in input.document.businesses
	licence.business in _with_known_numbers
	not numbers.placeholder(licence.number)
	kinds := numbers.kinds(licence.number)
	not licence.business in kinds
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

# Of the others no published number is known.
_with_known_numbers := {"network_audiovisual", "network_culture", "programme_production", "value_added_telecom"}

_number(i) := {
	"path": ["licences", i, "number"],
	"business": input.document.licences[i].business,
	"number": input.document.licences[i].number,
}

_licensed contains licence.business if {
	some licence in input.document.licences
	_valid(licence)
}

_valid(licence) if licence.expires_on == null

_valid(licence) if licence.expires_on >= dates.day(input.as_of)
