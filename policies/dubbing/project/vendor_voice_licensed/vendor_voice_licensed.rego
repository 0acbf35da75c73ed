# METADATA
# scope: package
# title: A voice of a vendor's library is licensed for this use, from performer to studio
# description: |
#   A studio cannot have the consent of a vendor's voice actor; it has the vendor's licence. The licence covers the kind of
#   use, every language in which the voice is heard, every territory of the release and its date, and warrants that the
#   performer, for a child the guardian too, consented to AI synthesis and to sublicensing. Nobody licenses a voice to
#   themselves, not by way of others either. Where the licence is not the engine vendor's, contracts lead from the one to the other, in force on the release
#   date; a contract that began after the licence that rests on it warns, and so does a licence that has ended since. Whether
#   the warranty is true, and whether the contracts say what is written here, is for people to read. What the licence does not
#   name is not licensed; unclear terms are read for the person whose voice it is.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [civil-code#1019, civil-code#1021, civil-code#1023, bic-2023-12142]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   names:
#     use: "/$defs/voice_use"
#   message:
#     missing: "the voice {voice} is of a vendor's library, and no licence is named"
#     own: "the licence of the voice {voice} is the studio's own: nobody licenses a voice to themselves"
#     synthesis: "the licence of the voice {voice} does not warrant that the performer consented to AI synthesis"
#     sublicensing: "the licence of the voice {voice} does not warrant that the performer consented to sublicensing"
#     guardian: "the voice {voice} is that of a child, and its licence does not warrant a guardian's consent"
#     use: "the licence of the voice {voice} does not cover this use: {use}"
#     language: "the licence of the voice {voice} does not cover the language {language}"
#     territory: "the licence of the voice {voice} does not cover the territory {territory}"
#     term: "the licence of the voice {voice} does not cover the release date {date}"
#     engine: "the voice {voice} is of a vendor's library, and no engine says whose"
#     broken: "no contract leads from the licence of the voice {voice}, which is {licensor}'s, to the engine, which is {vendor}'s"
#     link_term: "the contract between {licensor} and {licensee} behind the voice {voice} does not cover the release date {date}"
#     order: "the contract between {licensor} and {licensee} behind the voice {voice} begins on {from}, after the licence"
#     ended: "the licence of the voice {voice} ended on {date}"
#   remediation: Obtain from the vendor a licence that names use, languages, territories and term with the warranty, and the contracts behind it; or choose another voice.
#   zh:
#     title: 供应商音库声音的许可自表演者至使用方完整，且涵盖本次使用
#     description: 使用方无法持有供应商配音演员的同意，应持有供应商的许可。许可应涵盖使用方式、该声音所用的全部语言、全部发行地域和发布日期，并保证表演者（不满十四周岁的还包括其监护人）已同意人工智能合成以及转许可。任何人不能向自己许可声音。许可人不是合成引擎供应商的，两者之间应有前后相接的合同，并在发布日期有效；合同起始日期晚于以其为依据的许可，或者许可其后已届满的，予以警告。保证是否属实、合同是否如所填写，由人员审阅。许可未写明的即未许可；条款不明确的，应作出有利于声音权利人的解释。
#     message:
#       missing: "声音 {voice} 为供应商音库声音，但未指明许可"
#       own: "声音 {voice} 的许可人即使用方自身，任何人不能向自己许可声音"
#       synthesis: "声音 {voice} 的许可未保证表演者同意人工智能合成"
#       sublicensing: "声音 {voice} 的许可未保证表演者同意转许可"
#       guardian: "声音 {voice} 的表演者不满十四周岁，但其许可未保证监护人同意"
#       use: "声音 {voice} 的许可未涵盖该使用方式：{use}"
#       language: "声音 {voice} 的许可未涵盖语言 {language}"
#       territory: "声音 {voice} 的许可未涵盖地域 {territory}"
#       term: "声音 {voice} 的许可期间未涵盖发布日期 {date}"
#       engine: "声音 {voice} 为供应商音库声音，但未填写合成引擎，无法得知是何供应商的音库"
#       broken: "声音 {voice} 的许可人为 {licensor}，合成引擎的供应商为 {vendor}，两者之间没有前后相接的合同"
#       link_term: "声音 {voice} 所依据的 {licensor} 与 {licensee} 的合同期间未涵盖发布日期 {date}"
#       order: "声音 {voice} 所依据的 {licensor} 与 {licensee} 的合同自 {from} 起，晚于许可的起始日期"
#       ended: "声音 {voice} 的许可已于 {date} 届满"
#     remediation: 向供应商取得写明使用方式、语言、地域、期间并附有保证的许可，以及许可所依据的合同；或者改用其他声音。
package dubbing.project.vendor_voice_licensed

import data.dubbing.lib.synthesis
import data.dubbing.lib.uses
import data.lib.dates
import data.lib.parties
import future.keywords.not

applies if count(synthesis.library) > 0

deny contains _finding(i, "missing", [], {}) if {
	some i in synthesis.library
	not input.document.voices[i].licence
}

deny contains object.union(_finding(i, "own", ["vendor"], {}), {"related": [{"path": ["provider", "name"]}]}) if {
	some i, licence in _licences
	parties.same(licence.vendor, input.document.provider.name)
}

deny contains object.union(
	_finding(i, "own", ["chain", j, "licensor"], {}),
	{"related": [{"path": ["provider", "name"]}]},
) if {
	some i, licence in _licences
	some j, link in licence.chain
	parties.same(link.licensor, input.document.provider.name)
}

deny contains _finding(i, "synthesis", ["warranty", "ai_synthesis"], {}) if {
	some i, licence in _licences
	not licence.warranty.ai_synthesis
}

deny contains _finding(i, "sublicensing", ["warranty", "sublicensing"], {}) if {
	some i, licence in _licences
	not licence.warranty.sublicensing
}

deny contains object.union(
	_finding(i, "guardian", ["warranty"], {}),
	{"related": [{"path": ["voices", i, "under_14"]}]},
) if {
	some i, licence in _licences
	input.document.voices[i].under_14
	not licence.warranty.guardian
}

deny contains _finding(i, "use", ["uses"], {"use": use}) if {
	some i, licence in _licences
	some use in uses.needed
	not uses.allows(licence.uses, use)
}

deny contains _finding(i, "language", ["languages"], {"language": language}) if {
	some i, licence in _licences
	some language in synthesis.heard[input.document.voices[i].id]
	not _names_language(licence, language)
}

deny contains _finding(i, "territory", ["territories"], {"territory": territory}) if {
	some i, licence in _licences
	some territory in input.document.release.territories
	not _names_territory(licence, territory)
}

deny contains _finding(i, "term", ["to"], {"date": input.document.release.date}) if {
	some i, licence in _licences
	not dates.within(input.document.release.date, licence.from, licence.to)
}

deny contains object.union(_finding(i, "engine", [], {}), {"path": ["voices", i]}) if {
	some i in synthesis.library
	not input.document.engine
}

deny contains object.union(
	_finding(i, "broken", ["chain"], {"licensor": licence.vendor, "vendor": input.document.engine.vendor}),
	{"related": [{"path": ["engine", "vendor"]}]},
) if {
	some i, licence in _licences
	not _leads(_steps(licence))
}

deny contains _finding(i, "link_term", ["chain", j, "to"], {
	"licensor": link.licensor,
	"licensee": link.licensee,
	"date": input.document.release.date,
}) if {
	some i, licence in _licences
	some j, link in licence.chain
	not dates.within(input.document.release.date, link.from, link.to)
}

warn contains _finding(i, "order", ["chain", j, "from"], {
	"licensor": link.licensor,
	"licensee": link.licensee,
	"from": link.from,
}) if {
	some i, licence in _licences
	some j, link in licence.chain
	link.from > licence.from
}

warn contains _finding(i, "ended", ["to"], {"date": licence.to}) if {
	some i, licence in _licences
	is_string(licence.to)
	licence.to < dates.day(input.as_of)
}

_licences[i] := input.document.voices[i].licence if some i in synthesis.library

_finding(i, code, place, details) := object.union(
	{
		"code": code,
		"path": array.concat(["voices", i, "licence"], place),
		"voice": input.document.voices[i].id,
	},
	details,
)

# The licence's vendor, each contract of the chain, the engine's vendor: neighbours share a party.
_steps(licence) := array.concat(
	array.concat([[licence.vendor]], [[link.licensor, link.licensee] | some link in object.get(licence, "chain", [])]),
	[[input.document.engine.vendor]],
)

# The licence itself leads to the studio, whose own engine it may be.
_leads(_) if parties.same(input.document.engine.vendor, input.document.provider.name)

_leads(steps) if {
	every i in numbers.range(1, count(steps) - 1) {
		_meet(steps[i - 1], steps[i])
	}
}

_meet(some_parties, others) if {
	some party in some_parties
	some other in others
	parties.same(party, other)
}

_names_language(licence, _) if "*" in licence.languages

_names_language(licence, language) if {
	some range in licence.languages
	startswith(concat("", [lower(language), "-"]), concat("", [lower(range), "-"]))
}

_names_territory(licence, territory) if {
	some named in licence.territories
	named in {"*", territory}
}
