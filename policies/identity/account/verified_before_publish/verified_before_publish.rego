# METADATA
# scope: package
# title: The account was verified before it published
# description: >-
#   An account that can publish or send information, or has done so, has a verified real identity, and the verification
#   came before the first publication. An account that neither can nor did passes.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: critical
#   basis: [csl#26, deep-synthesis#9]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message:
#     unverified: the account can publish or has published without verified identity
#     late: "the account published on {first_published_at}, before its identity was verified on {verified_at}"
#     undated: the account has published, but its record does not say when first
#     future: "the verification is dated {verified_at}, after the date of judgement"
#   remediation: Stop the account from publishing until the real identity is verified, and record when that was.
#   zh:
#     title: 账号在发布信息前已完成真实身份信息认证
#     description: 能够发布或者已经发布信息的账号均已完成真实身份信息认证，且认证先于首次发布。不能发布且从未发布信息的账号视为通过。
#     message:
#       unverified: 账号未经真实身份信息认证即可发布或者已经发布信息
#       late: "账号于 {first_published_at} 首次发布信息，早于 {verified_at} 完成的真实身份信息认证"
#       undated: 账号已发布信息，但记录未载明首次发布时间
#       future: "真实身份信息认证时间 {verified_at} 晚于判定日期"
#     remediation: 在完成真实身份信息认证前停止该账号的信息发布功能，并记录认证时间。
package identity.account.verified_before_publish

deny contains {"code": "unverified", "path": ["can_publish"]} if {
	not _silent
	not _verified
}

deny contains finding if {
	_verified
	time.parse_rfc3339_ns(input.document.first_published_at) < time.parse_rfc3339_ns(input.document.verified_at)
	finding := {
		"code": "late",
		"path": ["first_published_at"],
		"first_published_at": input.document.first_published_at,
		"verified_at": input.document.verified_at,
	}
}

deny contains {"code": "undated", "path": ["has_published"]} if {
	not input.document.has_published == false
	not input.document.first_published_at
}

deny contains {"code": "future", "path": ["verified_at"], "verified_at": input.document.verified_at} if {
	time.parse_rfc3339_ns(input.document.verified_at) > time.parse_rfc3339_ns(input.as_of)
}

_silent if {
	input.document.can_publish == false
	input.document.has_published == false
	not input.document.first_published_at
}

_verified if {
	input.document.verified_at
	input.document.method != "none"
}
