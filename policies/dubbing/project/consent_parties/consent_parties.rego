# METADATA
# scope: package
# title: Whoever uses a voice is who got the consent, or was supplied with it under a separate one
# description: |
#   The project's provider is the handler of every consent that its voices need; or the consent names the provider as the
#   recipient of a supply that has a separate consent of its own and had begun by the release. A voice that was licensed to
#   one company is not licensed to another: so the Beijing Internet Court, (2023) 京0491民初12142号. Parties are compared by
#   credit code where both documents state one, otherwise by name without case, width, spaces and a country or place in
#   brackets. A short or foreign name of the same company is not recognised: write the name as the consent has it, or both codes.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [pipl#23, civil-code#1021, civil-code#1023, bic-2023-12142]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     stranger: "the consent of the voice {voice} was given to {handler}, and names no supply to {provider}"
#     no_consent: "the consent of the voice {voice} names a supply to {provider}, which has no separate consent of its own"
#     early: "the supply of the voice {voice} to {provider} begins on {from}, after the release date {date}"
#   remediation: Obtain the performer's separate consent to the supply and record it under supplies, name the party as the consent does, or take the voice out.
#   zh:
#     title: 使用声音的一方即取得同意的一方，或者依单独同意获得提供
#     description: 项目的服务提供者应为其声音所需同意的个人信息处理者；或者同意记录将其列为接收方，该提供另有单独同意，且在发布之前开始。许可给甲方的声音不等于许可给乙方，参见北京互联网法院（2023）京0491民初12142号民事判决书。双方文件均载有统一社会信用代码的，按代码比较；否则按名称比较，不区分大小写、全角半角和空格，名称末尾括号内的国家、地区可以省略。同一公司的简称、外文名称无法识别，应按同意记录所写的名称填写，或者双方均填写代码。
#     message:
#       stranger: "声音 {voice} 的同意是向 {handler} 作出的，未载明向 {provider} 提供"
#       no_consent: "声音 {voice} 的同意载明向 {provider} 提供，但该提供未取得单独同意"
#       early: "声音 {voice} 自 {from} 起才向 {provider} 提供，晚于发布日期 {date}"
#     remediation: 就向其他处理者提供取得表演者的单独同意，并记入同意记录的提供情况；或者按同意记录所写填写名称；否则不使用该声音。
package dubbing.project.consent_parties

import data.dubbing.lib.consents
import data.lib.parties
import future.keywords.not

applies if count(consents.personal) > 0

deny contains object.union(
	consents.finding(i, "stranger", entry, ["handler", "name"]),
	{"handler": entry.document.handler.name, "provider": input.document.provider.name},
) if {
	some i, entries in consents.personal
	some entry in entries
	not consents.is_handled(entry.document)
	count(_supplies(entry.document)) == 0
}

deny contains object.union(
	consents.finding(i, "no_consent", entry, ["supplies", j, "consent"]),
	{"provider": input.document.provider.name},
) if {
	some i, entries in consents.personal
	some entry in entries
	not consents.is_handled(entry.document)
	some j in _supplies(entry.document)
	not _is_separate(entry.document.supplies[j])
}

deny contains object.union(
	consents.finding(i, "early", entry, ["supplies", j, "from"]),
	{
		"provider": input.document.provider.name,
		"from": entry.document.supplies[j].from,
		"date": input.document.release.date,
	},
) if {
	some i, entries in consents.personal
	some entry in entries
	not consents.is_handled(entry.document)
	some j in _supplies(entry.document)
	entry.document.supplies[j].from > input.document.release.date
}

# Each supply to the provider counts, as each must be allowed.
_supplies(consent) := {j |
	some j, supply in consent.supplies
	parties.same_party(consents.provider, {"name": supply.recipient, "code": object.get(supply, "code", null)})
}

_is_separate(supply) if {
	is_object(supply.consent)
	supply.consent.form in {"separate_document", "separate_item"}
}
