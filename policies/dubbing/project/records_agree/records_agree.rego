# METADATA
# scope: package
# title: The project says what the records of its service say
# description: |
#   What the manifest and the named records of the service both state is the same: who offers it, in which role, whether it
#   is for the domestic public and has public-opinion attributes, which numbers an engine of the provider's own has, whether
#   others supply technology, whether voices can be edited, whether content is supplied without an explicit label and how
#   long the logs of that are kept. A name that differs is another party, unless the manifest's role is that of a user: then
#   the record may be the vendor's. A record that cannot be read is denied: what it says is not known.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#2, interim-measures#17, deep-synthesis#14, deep-synthesis#19, labeling-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   names:
#     role: "/properties/role/items"
#   message:
#     unreadable: "the record {record} does not exist, is of another kind, or breaks its schema"
#     party: "the record {record} is that of {other}, not of {provider}"
#     role: "the manifest's role {role} is not in the record {record}"
#     domestic: "the manifest and the record {record} differ on whether the service is offered to the public in mainland China"
#     opinion: "the manifest and the record {record} differ on whether the service has public-opinion attributes"
#     number: "the number {number} of the provider's own engine is not in the record {record}"
#     supporter: "the engine is {vendor}'s, but the record {record} says that nobody else supplies technology"
#     editing: "the voice {voice} is cloned, but the record {record} says that no voices are edited or cloned"
#     unlabelled: "{file} is supplied without a label, but the record {record} says that users cannot get such content"
#     kept: "the manifest keeps the logs of {file} for {months} months, the record {record} not that long"
#   remediation: Find out which of the two is true, and correct the other; where the record is another service's or cannot be read, name the right one.
#   zh:
#     title: 项目清单与所属服务的记录一致
#     description: 清单与所列服务记录均载明的事项应当一致：服务提供者、身份、是否向境内公众提供、是否具有舆论属性、自有引擎的备案编号、是否由他人提供技术、是否提供人声编辑、是否提供没有显式标识的内容以及相关日志的留存期限。名称不同的视为不同主体；清单身份为服务使用者的，所列记录可以是供应商的记录。记录无法读取的，予以拒绝。
#     message:
#       unreadable: "记录 {record} 不存在、属于其他类型或者不符合其格式"
#       party: "记录 {record} 的服务提供者为 {other}，而非 {provider}"
#       role: "清单所列身份“{role}”未见于记录 {record}"
#       domestic: "清单与记录 {record} 对是否向境内公众提供服务的陈述不一致"
#       opinion: "清单与记录 {record} 对是否具有舆论属性或者社会动员能力的陈述不一致"
#       number: "自有引擎的编号 {number} 未见于记录 {record}"
#       supporter: "合成引擎由 {vendor} 提供，但记录 {record} 称没有技术支持者"
#       editing: "声音 {voice} 为克隆声音，但记录 {record} 称不提供人声编辑功能"
#       unlabelled: "{file} 提供时没有显式标识，但记录 {record} 称用户不能取得没有显式标识的内容"
#       kept: "清单称 {file} 的日志留存 {months} 个月，记录 {record} 的留存期限不足"
#     remediation: 核实哪一处属实并更正另一处；记录属于其他服务或者无法读取的，改为所属服务的记录。
package dubbing.project.records_agree

import data.dubbing.lib.records
import data.dubbing.lib.roles
import data.lib.parties
import data.lib.retention
import future.keywords.not

applies if count(input.document.records) > 0

deny contains {"code": "unreadable", "path": ["records", name], "record": path} if {
	some name, path in input.document.records
	count(_named[name]) == 0
}

deny contains _finding("party", ["provider", "name"], entry, ["provider"], {
	"provider": input.document.provider.name,
	"other": entry.document.provider,
}) if {
	some entry in records.providers
	not _is_ours(entry)
	not _is_vendors(entry)
}

deny contains _finding("role", ["role", i], entry, ["role"], {"role": role}) if {
	some entry in records.providers
	parties.same(input.document.provider.name, entry.document.provider)
	some i, role in input.document.role
	count(entry.document.role) > 0
	not role in entry.document.role
}

deny contains _finding("domestic", ["scope", "domestic_public"], entry, ["scope", "domestic_public"], {}) if {
	some entry in records.providers
	input.document.scope.domestic_public != entry.document.scope.domestic_public
}

deny contains _finding("domestic", ["scope", "domestic_public"], entry, ["domestic_public"], {}) if {
	some entry in records.services
	input.document.scope.domestic_public != entry.document.domestic_public
}

deny contains _finding("opinion", ["scope", "public_opinion"], entry, ["scope", "public_opinion"], {}) if {
	some entry in records.providers
	input.document.scope.public_opinion != entry.document.scope.public_opinion
}

deny contains _finding("number", ["engine", "filings", i, "number"], entry, ["algorithms"], {"number": filing.number}) if {
	some entry in records.providers
	parties.same(input.document.engine.vendor, entry.document.provider)
	some i, filing in input.document.engine.filings
	not _bare(filing.number) in _numbers(entry.document)
}

deny contains _finding("supporter", ["engine", "vendor"], entry, ["technical_supporters"], {"vendor": vendor}) if {
	some entry in records.providers
	entry.document.technical_supporters == false
	vendor := input.document.engine.vendor
	not parties.same(vendor, entry.document.provider)
}

deny contains _finding("editing", ["voices", i, "type"], entry, ["biometric_editing"], {"voice": voice.id}) if {
	some entry in records.providers
	entry.document.biometric_editing == false
	some i, voice in input.document.voices
	voice.type == "cloned"
}

deny contains _finding("unlabelled", ["unlabelled_supply", i], entry, ["unlabelled_supply"], {"file": supply.file}) if {
	some entry in records.services
	entry.document.unlabelled_supply == false
	some i, supply in input.document.unlabelled_supply
}

deny contains _finding("kept", path, entry, ["logs", j, "retention"], {"file": supply.file, "months": months}) if {
	some entry in records.services
	some j, log in entry.document.logs
	log.category == "unlabelled_export"
	some i, supply in input.document.unlabelled_supply
	months := supply.log_retention_months
	not retention.at_least(log.retention, months)
	path := ["unlabelled_supply", i, "log_retention_months"]
}

_finding(code, path, entry, other, more) := object.union(more, {
	"code": code,
	"path": path,
	"record": entry.path,
	"related": [{"artifact": entry.path, "path": other}],
})

_named := {"provider": records.providers, "service": records.services}

_is_ours(entry) if parties.same(input.document.provider.name, entry.document.provider)

# Who only uses a vendor's service has no standing of its own to show.
_is_vendors(entry) if {
	roles.held == {"user"}
	parties.same(input.document.engine.vendor, entry.document.provider)
}

_numbers(record) := {_bare(number) |
	some number in (({algorithm.filing.number | some algorithm in record.algorithms} | {model.number |
		some model in record.models
	}) | {record.service_filing.number | record.service_filing != null})
	is_string(number)
}

_bare(number) := regex.replace(number, "[\t\n\r\u00a0\u3000 :：]+", "")
