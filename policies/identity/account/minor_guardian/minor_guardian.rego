# METADATA
# scope: package
# title: A guardian stands behind a young minor's account
# description: >-
#   For a user under 14 the consent of a guardian is on record, not later than the registration, and the account falls
#   under a dedicated rules document for minors. For any minor who can publish, the real identity was given by the
#   minor or the guardian. Where the age group is not known, the rule warns. The record's own dates decide; none lies
#   after the date of judgement.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.gov.cn/zhengce/content/202310/content_6911288.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: critical
#   basis: [pipl#31, minors-regulation#31]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release]
#   message:
#     consent: there is no recorded consent of a guardian of this user under 14
#     late: "the guardian consented on {consented_at}, after the registration on {registered_at}"
#     future: "the guardian's consent is dated {consented_at}, after the date of judgement"
#     rules: no dedicated rules document for users under 14 is named
#     identity: a minor can publish, but neither the minor's nor the guardian's word on the real identity is on record
#     unknown: the age group of the user is not known
#   remediation: >-
#     Obtain and record the guardian's consent and the minor's real identity, name the rules document, or close the
#     account.
#   zh:
#     title: 未成年人账号经监护人同意
#     description: 不满十四周岁的用户，其父母或者其他监护人的同意有记录且不晚于注册，账号适用专门的个人信息处理规则。能够发布信息的未成年人，其真实身份信息由未成年人或者其监护人提供。年龄段不明的，予以警告。以记录自身的日期为准，且不得晚于判定日期。
#     message:
#       consent: 不满十四周岁的用户没有监护人同意的记录
#       late: "监护人于 {consented_at} 同意，晚于 {registered_at} 的注册"
#       future: "监护人同意的日期 {consented_at} 晚于判定日期"
#       rules: 未列明不满十四周岁未成年人个人信息的专门处理规则
#       identity: 未成年人能够发布信息，但没有其本人或者监护人提供真实身份信息的记录
#       unknown: 用户年龄段不明
#     remediation: 取得并记录监护人的同意和未成年人的真实身份信息，列明专门处理规则，或者关闭该账号。
package identity.account.minor_guardian

import data.lib.texts

applies if not input.document.age_group == "adult"

deny contains {"code": "consent", "path": ["guardian"]} if {
	_child
	not _consented
}

deny contains {"code": "rules", "path": ["guardian"]} if {
	_child
	not _ruled
}

deny contains {
	"code": "late",
	"path": ["guardian", "consented_at"],
	"consented_at": input.document.guardian.consented_at,
	"registered_at": input.document.registered_at,
} if {
	_child
	_consent > time.parse_rfc3339_ns(input.document.registered_at)
}

deny contains {
	"code": "future",
	"path": ["guardian", "consented_at"],
	"consented_at": input.document.guardian.consented_at,
} if {
	_child
	_consent > time.parse_rfc3339_ns(input.as_of)
}

deny contains {"code": "identity", "path": ["can_publish"]} if {
	input.document.age_group in {"under_14", "14_to_17"}
	not input.document.can_publish == false
	not _identified
}

warn contains {"code": "unknown", "path": ["age_group"]} if {
	not _known
}

_child if input.document.age_group == "under_14"

_known if input.document.age_group in {"under_14", "14_to_17", "adult"}

_consented if {
	_consent
	texts.stated(input.document.guardian.consent_record)
}

_consent := time.parse_rfc3339_ns(input.document.guardian.consented_at)

_ruled if texts.stated(input.document.guardian.rules)

_identified if {
	input.document.verified_at
	input.document.identity_given_by in {"minor", "guardian"}
}
