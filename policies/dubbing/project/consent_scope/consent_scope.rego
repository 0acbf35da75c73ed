# METADATA
# scope: package
# title: The consent of a voice covers what this project does with it
# description: |
#   The consent that a voice names is that performer's own. That of every voice that comes from a person covers AI
#   synthesis, this work, what kind of use it is, every language in which the voice is heard, every territory of the
#   release and its date, and was given by then. What the consent does not name it does not cover. All works (*) are those
#   that the consent's handler dubs itself. A consent that names no uses covers neither an advertisement nor a live stream,
#   since unclear terms are read for the person whose voice it is. A voice of a vendor's library that names no consent is
#   another rule's matter.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [civil-code#1019, civil-code#1021, civil-code#1023, pipl#14, network-data-regulations#22]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   names:
#     use: "/$defs/voice_use"
#   message:
#     unknown: "there is no readable consent that covers the voice {voice}"
#     performer: "the consent of the voice {voice} is that of {performer}, who is not named as its performer"
#     synthesis: "the consent of the voice {voice} does not cover AI synthesis"
#     work: "the consent of the voice {voice} does not cover the work {work}"
#     use: "the consent of the voice {voice} does not cover this use: {use}"
#     use_unstated: "the consent of the voice {voice} names no uses, and does not cover this one unnamed: {use}"
#     language: "the consent of the voice {voice} does not cover the language {language}"
#     territory: "the consent of the voice {voice} does not cover the territory {territory}"
#     term: "the consent of the voice {voice} does not cover the release date {date}"
#     later: "the consent of the voice {voice} was given on {given}, after the release date {date}"
#     withdrawn: "the consent of the voice {voice} is withdrawn before the release date {date}"
#   remediation: Agree with the performer on what is missing and record the new consent, or take the voice out.
#   zh:
#     title: 声音同意的范围涵盖本项目的使用
#     description: 声音所列的同意应由该表演者本人作出。每个源自自然人的声音，其同意应涵盖人工智能合成、本作品、使用方式、该声音所用的全部语言、全部发行地域以及发布日期，并在发布之前作出；同意中未写明的即不在范围之内。同意写明全部作品的，指处理者自行配音的作品。同意未写明使用方式的，不涵盖广告和直播：条款不明确的，应作出有利于声音权利人的解释。未列同意记录的供应商音库声音由其他规则检查。
#     message:
#       unknown: "没有可读取的同意记录涵盖声音 {voice}"
#       performer: "声音 {voice} 的同意由 {performer} 作出，与该声音所列表演者不符"
#       synthesis: "声音 {voice} 的同意未涵盖人工智能合成"
#       work: "声音 {voice} 的同意未涵盖作品 {work}"
#       use: "声音 {voice} 的同意未涵盖该使用方式：{use}"
#       use_unstated: "声音 {voice} 的同意未写明使用方式，不涵盖：{use}"
#       language: "声音 {voice} 的同意未涵盖语言 {language}"
#       territory: "声音 {voice} 的同意未涵盖地域 {territory}"
#       term: "声音 {voice} 的同意期限未涵盖发布日期 {date}"
#       later: "声音 {voice} 的同意于 {given} 作出，晚于发布日期 {date}"
#       withdrawn: "声音 {voice} 的同意在发布日期 {date} 之前已撤回"
#     remediation: 与表演者就缺少的内容达成一致并更新同意记录，或者不使用该声音。
package dubbing.project.consent_scope

import data.dubbing.lib.consents
import data.dubbing.lib.synthesis
import data.dubbing.lib.uses
import data.lib.dates
import future.keywords.not

applies if count(synthesis.personal) > 0

applies if count(consents.readable) > 0

deny contains {"code": "unknown", "path": ["voices", i], "voice": input.document.voices[i].id} if {
	some i in synthesis.personal
	not consents.readable[i]
}

deny contains object.union(
	consents.finding(i, "performer", entry, ["subject", "id"]),
	{"performer": entry.document.subject.id},
) if {
	some i, entries in consents.readable
	some entry in entries
	not input.document.voices[i].performer == entry.document.subject.id
}

deny contains consents.finding(i, "synthesis", entry, ["scope", "ai_synthesis"]) if {
	some i, entries in consents.personal
	some entry in entries
	not entry.document.scope.ai_synthesis == true
}

deny contains object.union(
	consents.finding(i, "work", entry, ["scope", "works"]),
	{"work": input.document.work.id},
) if {
	some i, entries in consents.personal
	some entry in entries
	not _names_work(entry.document)
}

deny contains object.union(consents.finding(i, "use", entry, ["scope", "uses"]), {"use": use}) if {
	some i, entries in consents.personal
	some entry in entries
	some use in uses.needed
	not uses.allows(entry.document.scope.uses, use)
	entry.document.scope.uses
}

deny contains object.union(consents.finding(i, "use_unstated", entry, ["scope"]), {"use": use}) if {
	some i, entries in consents.personal
	some entry in entries
	some use in uses.needed
	use in uses.never_implied
	not entry.document.scope.uses
}

deny contains object.union(
	consents.finding(i, "language", entry, ["scope", "languages"]),
	{"language": language},
) if {
	some i, entries in consents.personal
	some entry in entries
	some language in synthesis.heard[input.document.voices[i].id]
	not _names_language(entry.document, language)
}

deny contains object.union(
	consents.finding(i, "territory", entry, ["scope", "territories"]),
	{"territory": territory},
) if {
	some i, entries in consents.personal
	some entry in entries
	some territory in input.document.release.territories
	not _names_territory(entry.document, territory)
}

deny contains object.union(consents.finding(i, "term", entry, ["term"]), {"date": input.document.release.date}) if {
	some i, entries in consents.personal
	some entry in entries
	not _lasts(entry.document)
}

deny contains object.union(
	consents.finding(i, "later", entry, ["given_at"]),
	{"date": input.document.release.date, "given": dates.day(entry.document.given_at)},
) if {
	some i, entries in consents.personal
	some entry in entries
	dates.day(entry.document.given_at) > input.document.release.date
}

deny contains object.union(
	consents.finding(i, "withdrawn", entry, ["withdrawn_at"]),
	{"date": input.document.release.date},
) if {
	some i, entries in consents.personal
	some entry in entries
	entry.document.withdrawn_at != null
	dates.day(entry.document.withdrawn_at) <= input.document.release.date
}

_names_work(consent) if input.document.work.id in consent.scope.works

# Every work of the handler: of one who got the voice from the handler, none.
_names_work(consent) if {
	"*" in consent.scope.works
	consents.is_handled(consent)
}

_names_language(consent, _) if "*" in consent.scope.languages

_names_language(consent, language) if {
	some range in consent.scope.languages
	startswith(concat("", [lower(language), "-"]), concat("", [lower(range), "-"]))
}

_names_territory(consent, territory) if {
	some named in consent.scope.territories
	named in {"*", territory}
}

_lasts(consent) if dates.within(input.document.release.date, consent.term.from, consent.term.to)
