# METADATA
# scope: package
# title: The consent has a definite term
# description: |
#   Where the term is not agreed on or unclear, either side may end the licence at any time on reasonable notice, and a
#   release that relies on the voice can lose it. Not binding: the Civil Code forbids no open term, it says what follows
#   from one; that the article on portraits holds for voices is by reference.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: medium
#   basis: [civil-code#1022]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   binding: false
#   message: "the consent names no last day, so either side may end it at any time"
#   remediation: Agree with the performer on a last day and record it under term.to.
#   zh:
#     title: 同意约定了明确期限
#     description: 许可使用期限没有约定或者约定不明确的，任何一方可以随时解除许可使用合同，但应在合理期限之前通知对方，依赖该声音的发布因此可能失去依据。本规则不具强制力：民法典并不禁止不定期许可，仅规定其后果；肖像许可使用的规定对声音系参照适用。
#     message: "同意未约定最后一日，任何一方可随时解除"
#     remediation: 与表演者约定期限的最后一日，并填写在同意记录“期限”的“最后一日”中。
package dubbing.consent.definite_term

warn contains {"path": ["term", "to"]} if not _is_definite

_is_definite if is_string(input.document.term.to)
