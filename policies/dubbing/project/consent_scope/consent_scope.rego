# METADATA
# scope: package
# title: The consent of a voice covers what this project does with it
# description: |
#   The consent of every voice that comes from a person is that performer's own, and covers AI synthesis, this work,
#   every language in which the voice is heard, every territory of the release and its date. What the consent does not
#   name it does not cover.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [civil-code#1019, civil-code#1023, pipl#14, network-data-regulations#22]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   message:
#     unknown: "there is no readable consent that covers the voice {voice}"
#     performer: "the consent of the voice {voice} is that of {performer}, who is not named as its performer"
#     synthesis: "the consent of the voice {voice} does not cover AI synthesis"
#     work: "the consent of the voice {voice} does not cover the work {work}"
#     language: "the consent of the voice {voice} does not cover the language {language}"
#     territory: "the consent of the voice {voice} does not cover the territory {territory}"
#     term: "the consent of the voice {voice} does not cover the release date {date}"
#     withdrawn: "the consent of the voice {voice} is withdrawn before the release date {date}"
#   remediation: Agree with the performer on what is missing and record the new consent, or take the voice out.
#   zh:
#     title: 声音同意的范围涵盖本项目的使用
#     description: 每个源自自然人的声音，其同意应由该表演者本人作出，并涵盖人工智能合成、本作品、该声音所用的全部语言、全部发行地域以及发布日期；同意中未写明的即不在范围之内。
#     message:
#       unknown: "没有可读取的同意记录涵盖声音 {voice}"
#       performer: "声音 {voice} 的同意由 {performer} 作出，与该声音所列表演者不符"
#       synthesis: "声音 {voice} 的同意未涵盖人工智能合成"
#       work: "声音 {voice} 的同意未涵盖作品 {work}"
#       language: "声音 {voice} 的同意未涵盖语言 {language}"
#       territory: "声音 {voice} 的同意未涵盖地域 {territory}"
#       term: "声音 {voice} 的同意期限未涵盖发布日期 {date}"
#       withdrawn: "声音 {voice} 的同意在发布日期 {date} 之前已撤回"
#     remediation: 与表演者就缺少的内容达成一致并更新同意记录，或者不使用该声音。
package dubbing.project.consent_scope

import data.dubbing.lib.related
import data.dubbing.lib.synthesis
import data.lib.dates
import data.lib.pointers
import future.keywords.not

applies if count(synthesis.personal) > 0

deny contains {"code": "unknown", "path": ["voices", i], "voice": input.document.voices[i].id} if {
	some i in synthesis.personal
	not _consents[i]
}

deny contains object.union(_about(i), {"code": "performer", "performer": consent.subject.id}) if {
	some i, consents in _consents
	some consent in consents
	not input.document.voices[i].performer == consent.subject.id
}

deny contains object.union(_about(i), {"code": "synthesis"}) if {
	some i, consents in _consents
	some consent in consents
	not consent.scope.ai_synthesis == true
}

deny contains object.union(_about(i), {"code": "work", "work": input.document.work.id}) if {
	some i, consents in _consents
	some consent in consents
	not _names_work(consent)
}

deny contains object.union(_about(i), {"code": "language", "language": language}) if {
	some i, consents in _consents
	some consent in consents
	some language in synthesis.heard[input.document.voices[i].id]
	not _names_language(consent, language)
}

deny contains object.union(_about(i), {"code": "territory", "territory": territory}) if {
	some i, consents in _consents
	some consent in consents
	some territory in input.document.release.territories
	not _names_territory(consent, territory)
}

deny contains object.union(_about(i), {"code": "term", "date": input.document.release.date}) if {
	some i, consents in _consents
	some consent in consents
	not _lasts(consent)
}

deny contains object.union(_about(i), {"code": "withdrawn", "date": input.document.release.date}) if {
	some i, consents in _consents
	some consent in consents
	consent.withdrawn_at != null
	dates.day(consent.withdrawn_at) <= input.document.release.date
}

_about(i) := {"path": ["voices", i, "consent"], "voice": input.document.voices[i].id}

# Every consent in the file counts, and each must cover all: which of several was meant cannot be known.
_consents[i] contains entry.document if {
	some i in synthesis.personal
	some position in related.at[pointers.of(["voices", i, "consent"])]
	entry := input.related[position]
	entry.kind == "dubbing.consent"
	is_object(entry.document)
}

_names_work(consent) if input.document.work.id in consent.scope.works

_names_language(consent, language) if {
	some range in consent.scope.languages
	startswith(concat("", [lower(language), "-"]), concat("", [lower(range), "-"]))
}

_names_territory(consent, territory) if {
	some named in consent.scope.territories
	named in {"*", territory}
}

_lasts(consent) if dates.within(input.document.release.date, consent.term.from, consent.term.to)
