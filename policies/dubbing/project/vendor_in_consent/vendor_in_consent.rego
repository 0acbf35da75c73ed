# METADATA
# scope: package
# title: The consent names the engine's vendor, where that is another than the handler
# description: |
#   A synthesis engine processes the voice. Its vendor is the handler of the consent, or the project's provider; or the
#   consent names it among those to whom processing is entrusted, or who get the voice, at home or abroad, from the release
#   date or earlier. Where a vendor's name ends in another country or region than mainland China, the consent names it among those abroad.
#   Without an engine nobody can say who processes the voice, which warns. Names are compared without case, width, spaces
#   and a country or place in brackets; whether an engine runs on the handler's own machines, so that its vendor gets nothing, is
#   not stated anywhere: then write the handler as the vendor.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [pipl#21, pipl#23, pipl#38, pipl#39]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     unnamed: "{vendor} synthesises the voice {voice}, and its consent names no such processor or recipient"
#     abroad: "{vendor} is abroad by its name, and the consent of the voice {voice} names it as no recipient abroad"
#     early: "the consent of the voice {voice} lets {vendor} process it from {from} on, after the release date {date}"
#     engine: "the voice {voice} is synthesised, and no engine says by whom"
#   remediation: Record the vendor in the consent, under entrusted or supplies, and under abroad where it is there, with what the law asks for; or use an engine that the consent names.
#   zh:
#     title: 同意记录载明合成引擎的供应商（处理者自身除外）
#     description: 合成引擎会处理声音。引擎的供应商应为同意的个人信息处理者或者项目的服务提供者；否则同意记录应将其列为受托人、接收方或者境外接收方，且起始日期不晚于发布日期。供应商名称末尾注明其他国家的，应列为境外接收方。未填写合成引擎的，无法得知由何人处理，予以警告。名称比较不区分大小写、全角半角和空格，末尾括号内的国家、地区可以省略。引擎部署在处理者自有设备、供应商不接触声音的，清单中无从体现，可将处理者填写为供应商。
#     message:
#       unnamed: "声音 {voice} 由 {vendor} 合成，但同意记录未将其列为受托人或者接收方"
#       abroad: "{vendor} 的名称表明其在境外，但声音 {voice} 的同意记录未将其列为境外接收方"
#       early: "声音 {voice} 的同意记录载明 {vendor} 自 {from} 起处理，晚于发布日期 {date}"
#       engine: "声音 {voice} 为合成声音，但未填写合成引擎，无法得知由何人处理"
#     remediation: 在同意记录中将供应商列为受托人或者接收方，在境外的列为境外接收方，并补齐法律要求的内容；或者改用同意记录已载明的合成引擎。
package dubbing.project.vendor_in_consent

import data.dubbing.lib.consents
import data.lib.parties
import future.keywords.not

applies if count(consents.personal) > 0

deny contains object.union(consents.finding(i, "unnamed", entry, ["entrusted"]), {"vendor": _vendor}) if {
	some i, entries in consents.personal
	some entry in entries
	not _is_inside(entry.document)
	count(_processors(entry.document)) == 0
}

deny contains object.union(consents.finding(i, "abroad", entry, ["abroad"]), {"vendor": _vendor}) if {
	some i, entries in consents.personal
	some entry in entries
	not _is_inside(entry.document)
	count(_processors(entry.document)) > 0
	_names_another_country
	not _names_abroad(entry.document)
}

deny contains object.union(
	consents.finding(i, "early", entry, [key, j, "from"]),
	{"vendor": _vendor, "from": processor.from, "date": input.document.release.date},
) if {
	some i, entries in consents.personal
	some entry in entries
	not _is_inside(entry.document)
	some [key, j, processor] in _processors(entry.document)
	processor.from > input.document.release.date
}

warn contains object.union(consents.finding(i, "engine", entry, ["entrusted"]), {"path": ["voices", i]}) if {
	some i, entries in consents.personal
	some entry in entries
	not input.document.engine
}

_vendor := input.document.engine.vendor

# The provider itself is compared with the consent by another rule.
_is_inside(_) if parties.same(_vendor, input.document.provider.name)

_is_inside(consent) if {
	some handler in consents.handlers(consent)
	parties.same(_vendor, handler.name)
}

_processors(consent) := {[key, j, processor] |
	some key, name in {"entrusted": "processor", "supplies": "recipient", "abroad": "recipient"}
	some j, processor in consent[key]
	parties.same(_vendor, processor[name])
}

_names_abroad(consent) if {
	some ["abroad", _, _] in _processors(consent)
}

_names_another_country if {
	regex.match(`[(（](中国)?(香港|澳门|台湾|美国|英国|日本|韩国|新加坡|马来西亚|印度|以色列|俄罗斯|加拿大|澳大利亚|德国|法国|荷兰|爱尔兰|瑞士)[)）]\s*((股份)?有限(责任)?公司)?\s*$`, _vendor)
}

_names_another_country if {
	regex.match(`[(（](hong kong|macau|macao|taiwan|united states|united kingdom|japan|korea|singapore|germany|france|canada|australia|india|israel|ireland|netherlands|switzerland)[)）]\s*((co|pte)?[., ]*(ltd|limited|inc)[. ]*)?$`, lower(_vendor))
}

_names_another_country if {
	regex.match(`[(（]([A-Za-z]{2,3})[)）]\s*$`, _vendor)
	not regex.match(`[(（]([Cc][Nn]|[Cc][Hh][Nn]|[Pp][Rr][Cc])[)）]\s*$`, _vendor)
	not regex.match(`[(（]([Ll][Ll][CcPp]|[Ii][Nn][Cc]|[Ll][Tt][Dd]|[Ll][Pp])[)）]\s*$`, _vendor)
}
