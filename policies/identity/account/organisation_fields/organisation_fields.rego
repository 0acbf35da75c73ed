# METADATA
# scope: package
# title: An organisation's account shows who stands behind it
# description: >-
#   The account of an organisation has its operating address, the category of its content, a unified social credit
#   code whose check digit is right (GB 32100-2015), and a contact. The list is known from secondary sources, so the
#   rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: medium
#   binding: false
#   basis: [account-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     missing: "the organisation's account has no {field}"
#     code: "{code_given} is no unified social credit code: it has another shape or check digit"
#   remediation: Complete the organisation's address, content category, unified social credit code and contact.
#   zh:
#     title: 机构账号信息完整
#     description: 机构账号载明运营地址、内容生产类别、统一社会信用代码（校验码依据 GB 32100-2015）和联系方式。所列事项来自二手资料，故本规则仅作警告。
#     message:
#       missing: "机构账号缺少 {field}"
#       code: "{code_given} 不是统一社会信用代码：格式或者校验码不符"
#     remediation: 补充机构的运营地址、内容生产类别、统一社会信用代码和联系方式。
package identity.account.organisation_fields

import data.lib.numbers
import data.lib.texts
import future.keywords.not

applies if not input.document.holder == "person"

applies if input.document.method == "unified_social_credit_code"

warn contains {"code": "missing", "path": ["organisation", field], "field": field} if {
	some field in ["address", "content_category", "credit_code", "contact"]
	not _stated(field)
}

warn contains {"code": "code", "path": ["organisation", "credit_code"], "code_given": code} if {
	_stated("credit_code")
	code := input.document.organisation.credit_code
	not numbers.unified_social_credit_code(code)
}

_stated(field) if texts.stated(input.document.organisation[field])
