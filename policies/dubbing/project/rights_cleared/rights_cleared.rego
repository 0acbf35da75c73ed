# METADATA
# scope: package
# title: The licence covers this dubbing and its release
# description: |
#   The licence of the work names what a dub needs, every territory of the release, and lasts on the release date, which
#   decides here, not the day of the run. What a licence does not name is not licensed. A dub is named as dubbing or
#   adaptation, or by the rights of the law: reproduction, and translation where another language is heard than the
#   original. Whoever dubs another's work names the signed licence as well; a work is one's own when the licensor is the
#   provider. An exclusive licence is in writing. How the public gets it is another rule: dubbing.project.network_right.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202011/848e73f58d4e4c5b82f69d25d46048c6.shtml
#   - ref: https://flk.npc.gov.cn/
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#4, copyright-law#10, copyright-law#26, copyright-law#29, copyright-implementing-regulations#23]
#   jurisdictions: [CN]
#   effective: {from: "2021-06-01"}
#   collections: [release, rights]
#   message:
#     use: "the licence of {work} names neither dubbing nor adaptation, nor the rights of translation and reproduction"
#     territory: "the licence of {work} does not cover the territory {territory}"
#     term: "the licence of {work} does not cover the release date {date}"
#     exclusive: "the licence of {work} is exclusive, and no signed licence is named"
#     undocumented: "{work} belongs to {licensor}, and no signed licence is named"
#   remediation: Agree with the licensor on what is missing and name the signed licence, or change the release.
#   zh:
#     title: 许可使用范围涵盖本次配音及其发行
#     description: 作品的许可使用合同应载明本次配音所需的权利，涵盖全部发行地域，并在发布日期有效；以发布日期而非判定当日为准。未明确许可的权利不得行使。本次配音所需的权利，可以载明为配音、译制或者改编，也可以载明为法定权利：复制权，以及所配语言不同于原语言时的翻译权。使用他人作品配音的，还应指明已签署的许可文件；许可人即为服务提供者的，视为自有作品。许可使用的权利是专有使用权的，应采取书面形式。向公众传播所需的权利由另一规则判定。
#     message:
#       use: "作品 {work} 的许可未载明配音、译制或者改编，也未载明翻译权和复制权"
#       territory: "作品 {work} 的许可未涵盖地域 {territory}"
#       term: "作品 {work} 的许可期间未涵盖发布日期 {date}"
#       exclusive: "作品 {work} 许可使用的是专有使用权，但未指明已签署的许可文件"
#       undocumented: "作品 {work} 的权利属于 {licensor}，但未指明已签署的许可文件"
#     remediation: 与许可人就缺少的内容达成一致并指明已签署的许可文件，或者调整发行安排。
package dubbing.project.rights_cleared

import data.dubbing.lib.related
import data.lib.dates
import future.keywords.not

deny contains {"code": "use", "path": ["work", "rights", "uses"], "work": input.document.work.id} if {
	not _names_use
}

deny contains {
	"code": "territory",
	"path": ["work", "rights", "territories"],
	"work": input.document.work.id,
	"territory": territory,
} if {
	some territory in input.document.release.territories
	not _names_territory(territory)
}

deny contains {
	"code": "term",
	"path": ["work", "rights"],
	"work": input.document.work.id,
	"date": input.document.release.date,
} if {
	not _lasts
}

deny contains {
	"code": "undocumented",
	"path": ["work", "rights", "licence"],
	"work": input.document.work.id,
	"licensor": input.document.work.rights.licensor,
} if {
	not input.document.work.rights.licensor == input.document.provider.name
	not input.document.work.rights.exclusive
	not related.exists("/work/rights/licence/file")
}

deny contains {"code": "exclusive", "path": ["work", "rights", "licence"], "work": input.document.work.id} if {
	input.document.work.rights.exclusive
	not related.exists("/work/rights/licence/file")
}

_names_use if {
	some use in input.document.work.rights.uses
	use in {"dubbing", "adaptation"}
}

_names_use if {
	"reproduction" in input.document.work.rights.uses
	not _lacks_translation
}

_lacks_translation if {
	not "translation" in input.document.work.rights.uses
	some deliverable in input.document.deliverables
	split(deliverable.language, "-")[0] != split(input.document.work.original_language, "-")[0]
}

_names_territory(territory) if {
	some named in input.document.work.rights.territories
	named in {"*", territory}
}

_lasts if {
	rights := input.document.work.rights
	dates.within(input.document.release.date, rights.from, rights.to)
}
