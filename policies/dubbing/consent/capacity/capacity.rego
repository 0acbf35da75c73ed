# METADATA
# scope: package
# title: Who cannot agree alone has the legal representative's agreement
# description: |
#   A performer of eight or more and under eighteen, or an adult who cannot fully discern what is agreed to, has limited
#   capacity: a licence of the voice is neither a pure benefit nor a small matter, and needs the consent of the legal
#   representative, who is the guardian, or the ratification. At sixteen or seventeen it is otherwise for who lives mainly
#   on own work, of which a proof is asked for. Under eight, and where what is agreed to cannot be discerned at all, the
#   representative acts, and ratifies nothing. A ratification counts with its document, by the day of the check, and within
#   thirty days of a demand; then silence is refusal. Where nothing is said of the age, null means an adult, as the form
#   says; where statements disagree, the younger age counts; under fourteen without an age may be under eight.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [civil-code#19, civil-code#18, civil-code#20, civil-code#21, civil-code#22, civil-code#144, civil-code#145]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   message:
#     none: "the performer has no capacity, and the legal representative did not act"
#     alone: "the performer has limited capacity, and the legal representative neither consented nor ratified"
#     refused: "ratification was demanded on {date} and did not follow within {days} days, which is a refusal"
#     unproven: "no document shows that the legal representative ratified"
#     own_income: "nothing shows that the performer lives mainly on own work"
#   remediation: Obtain the consent of the legal representative, or the ratification, and record it under guardian; do not use the voice before.
#   zh:
#     title: 不能独立作出同意的表演者，其法定代理人已经同意
#     description: 表演者为八周岁以上不满十八周岁的未成年人，或者为不能完全辨认自己行为的成年人的，属于限制民事行为能力人；许可他人使用其声音并非纯获利益，也不与其年龄、智力、精神健康状况相适应，应经其法定代理人（即监护人）同意或者追认。十六周岁以上不满十八周岁、以自己的劳动收入为主要生活来源的除外，并应有证明材料。不满八周岁的，以及不能辨认自己行为的，由其法定代理人代理，追认不发生效力。追认应有文件证明，不晚于判定当日，且在催告之日起三十日内作出；逾期未作表示的，视为拒绝追认。未写明年龄的，按照填写说明视为成年人；各项填写不一致的，以较低年龄为准；写明不满十四周岁而未写明年龄的，可能不满八周岁。
#     message:
#       none: "表演者为无民事行为能力人，但未由其法定代理人代理"
#       alone: "表演者为限制民事行为能力人，但未经其法定代理人同意或者追认"
#       refused: "已于 {date} 催告法定代理人追认，{days} 日内未追认，视为拒绝追认"
#       unproven: "没有证明法定代理人已经追认的文件"
#       own_income: "没有证明表演者以自己的劳动收入为主要生活来源的材料"
#     remediation: 取得法定代理人的同意或者追认，填写在同意记录的“监护人”项中；此前不得使用该声音。
package dubbing.consent.capacity

import data.dubbing.lib.subjects
import data.lib.dates
import future.keywords.not

applies if not subjects.capacity == "full"

applies if subjects.lives_on_own_work

deny contains {"code": "none", "path": ["guardian", "consent"]} if {
	subjects.capacity == "none"
	not _is_consented
}

deny contains {"code": "alone", "path": ["guardian", "consent"]} if {
	_needs_more
	not _is_ratified
	not _is_refused
}

deny contains finding if {
	_needs_more
	_is_refused
	finding := {
		"code": "refused",
		"path": ["guardian", "ratified_on"],
		"related": [{"path": ["guardian", "demanded_on"]}],
		"date": input.document.guardian.demanded_on,
		"days": _days,
	}
}

deny contains {"code": "unproven", "path": ["guardian", "ratified_on"]} if {
	_needs_more
	_is_ratified
	not _is_refused
	not input.document.guardian.ratification
}

warn contains {"code": "own_income", "path": ["subject", "own_income"]} if {
	subjects.lives_on_own_work
	not input.document.subject.own_income_evidence
}

_needs_more if {
	subjects.capacity == "limited"
	not _is_consented
}

_is_consented if time.parse_rfc3339_ns(input.document.guardian.consent.given_at) <= time.parse_rfc3339_ns(input.as_of)

_is_ratified if {
	is_string(input.document.guardian.ratified_on)
	input.document.guardian.ratified_on <= _today
}

_is_refused if {
	_is_ratified
	dates.days_between(input.document.guardian.demanded_on, input.document.guardian.ratified_on) > _days
}

_is_refused if {
	not _is_ratified
	dates.days_between(input.document.guardian.demanded_on, _today) > _days
}

_today := dates.day(input.as_of)

_days := limit.maximum if {
	some clause in data.instruments["civil-code"].clauses
	some limit in clause.limits
	limit.name == "ratification"
}
