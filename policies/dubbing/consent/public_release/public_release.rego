# METADATA
# scope: package
# title: The performer agreed separately before the voice was made public
# description: |
#   Where the performer's personal information is made public, the performer agreed to that separately, not later than
#   the first publication nor than the day of the check. Not binding: that a released work with a synthetic voice makes
#   personal information public is an interpretation, so the record says whether it does.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: medium
#   basis: [pipl#25]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   binding: false
#   message:
#     no_consent: "the performer did not agree to the publication"
#     bundled: "the consent to the publication was given together with other terms"
#     late: "the consent to the publication is later than the first publication, or than the check"
#   remediation: Obtain a separate consent before publication and record it under publication.
#   zh:
#     title: 公开声音之前已取得单独同意
#     description: 公开表演者个人信息的，应取得其单独同意，且不晚于首次公开之日和判定当日。本规则不具强制力：发布含合成声音的作品是否属于公开个人信息系属解释，由记录写明。
#     message:
#       no_consent: "公开未取得表演者的同意"
#       bundled: "公开的同意与其他条款一并作出"
#       late: "公开的同意晚于首次公开之日或者判定时间"
#     remediation: 在公开之前取得单独同意，并填写在同意记录的“公开”项中。
package dubbing.consent.public_release

import data.dubbing.lib.permissions

applies if is_object(input.document.publication)

warn contains finding if {
	some finding in permissions.findings(input.document.publication, ["publication"], ["publication", "from"])
}
