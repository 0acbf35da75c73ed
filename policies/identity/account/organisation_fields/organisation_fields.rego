# METADATA
# scope: package
# title: A public account shows who stands behind it
# description: >-
#   The page of a public account shows its operating entity, its registered operating address, the category of its
#   content, the unified social credit code of an organisation, a contact that works, and the region of its IP address.
#   An account of an organisation that does not say what it is counts as a public account; one of a person is asked for
#   these fields, but for the code, only where it says that it is one. The content of the article was read in agreeing
#   quotations; its number was not, so the provisions are cited as a whole. A code with a wrong shape or check digit
#   (GB 32100-2015) warns. Where the account names its service, that service has account pages.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: medium
#   basis: [account-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     missing: "the public account does not show its {field}"
#     code: "{code_given} is no unified social credit code: it has another shape or check digit"
#     pageless: the account is a public one, but its service says that it has no account pages
#   names: {field: "/$defs/public_field"}
#   remediation: >-
#     Show what the page of the account lacks, or say in account_type that it is no public account; correct the service
#     where it has account pages after all.
#   zh:
#     title: 公众账号信息页面载明运营者信息
#     description: 公众账号信息页面展示运营主体、注册运营地址、内容生产类别、机构的统一社会信用代码、有效联系方式和互联网协议（IP）地址归属地。未注明账号类型的机构账号按公众账号处理；个人账号仅在注明为公众账号时适用，且不要求统一社会信用代码。条文内容经多个一致的引述印证，条号未能核实，故引用整部规定。代码的格式或者校验码（GB 32100-2015）不符的，予以警告。账号指明所属服务的，该服务应有账号信息页面。
#     message:
#       missing: "公众账号信息缺少{field}"
#       code: "{code_given} 不是统一社会信用代码：格式或者校验码不符"
#       pageless: 该账号为公众账号，但其所属服务称没有账号信息页面
#     remediation: 补充账号信息页面所缺的事项；不是公众账号的，注明账号类型；服务确有账号信息页面的，更正服务的记录。
package identity.account.organisation_fields

import data.identity.lib.services
import data.lib.numbers
import data.lib.texts
import future.keywords.not

applies if _public

deny contains {"code": "missing", "path": ["organisation", field], "field": field} if {
	_public
	some field in _fields
	not _stated(field)
}

warn contains {"code": "code", "path": ["organisation", "credit_code"], "code_given": code} if {
	_public
	_stated("credit_code")
	code := input.document.organisation.credit_code
	not numbers.unified_social_credit_code(code)
}

deny contains {"code": "pageless", "path": ["account_type"], "related": [there]} if {
	_public
	services.mine.account_page.public == false
	there := services.place(["account_page", "public"])
}

_public if input.document.account_type == "public"

_public if {
	_organisation
	not input.document.account_type
}

_organisation if not input.document.holder == "person"

_organisation if input.document.method == "unified_social_credit_code"

_fields := ["entity", "address", "content_category", "credit_code", "contact", "ip_location"] if _organisation

_fields := ["entity", "address", "content_category", "contact", "ip_location"] if not _organisation

_stated(field) if texts.stated(input.document.organisation[field])
