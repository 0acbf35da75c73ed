# METADATA
# scope: package
# title: Consents know that the work is released to the public, and abroad
# description: |
#   Where a work with a synthetic voice that comes from a person is offered to the public in mainland China, that person's
#   consent records the publication, from the release date or earlier; where the work is released outside mainland China,
#   the consent records who gets it there. What the record says of either is the matter of the consent's own rules. Not
#   binding: the articles are read, and that a released work makes the voice in it public, or takes it abroad, is an
#   interpretation.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [pipl#25, pipl#38, pipl#39]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   binding: false
#   message:
#     publication: "the work is offered to the public, and the consent of the voice {voice} records no publication"
#     early: "the work is released on {date}, and the consent of the voice {voice} lets it be public from {from} on"
#     abroad: "the work is released in {territory}, and the consent of the voice {voice} records nobody abroad"
#   remediation: Obtain the performer's separate consent to the publication, and to what goes abroad, and record both in the consent; or release the work where the consent says.
#   zh:
#     title: 作品向公众发布或者在境外发布的，同意记录已载明
#     description: 含有源自自然人的合成声音的作品向境内公众提供的，该自然人的同意记录应载明公开，且起始日期不晚于发布日期；作品在境外发布的，同意记录应载明境外接收方。所载内容由同意记录自身的规则检查。本规则不具强制力：条文已查阅，但发布作品是否属于公开其中的声音或者向境外提供，系属解释。
#     message:
#       publication: "作品向公众提供，但声音 {voice} 的同意记录未载明公开"
#       early: "作品于 {date} 发布，但声音 {voice} 的同意记录载明自 {from} 起公开"
#       abroad: "作品在 {territory} 发布，但声音 {voice} 的同意记录未载明境外接收方"
#     remediation: 就公开和向境外提供取得表演者的单独同意，并载入同意记录；或者仅在同意记录所载的范围内发布作品。
package dubbing.project.release_consented

import data.dubbing.lib.consents
import future.keywords.not

applies if count(consents.personal) > 0

warn contains _finding(i, "publication", entry, ["publication"], ["scope", "domestic_public"]) if {
	_is_public
	some i, entries in consents.personal
	some entry in entries
	not is_object(entry.document.publication)
}

warn contains object.union(
	_finding(i, "early", entry, ["publication", "from"], ["release", "date"]),
	{"date": input.document.release.date, "from": from},
) if {
	_is_public
	some i, entries in consents.personal
	some entry in entries
	from := entry.document.publication.from
	input.document.release.date < from
}

warn contains object.union(
	_finding(i, "abroad", entry, ["abroad"], ["release", "territories", j]),
	{"territory": territory},
) if {
	some j, territory in input.document.release.territories
	territory != "CN"
	some i, entries in consents.personal
	some entry in entries
	not _names_somebody_abroad(entry.document)
}

_is_public if not input.document.scope.domestic_public == false

_names_somebody_abroad(consent) if count(consent.abroad) > 0

_finding(i, code, entry, theirs, ours) := object.union(
	consents.finding(i, code, entry, theirs),
	{"related": [{"artifact": entry.path, "path": theirs}, {"path": ours}]},
)
