# METADATA
# scope: package
# title: The public standing agrees with the other records of the service
# description: |
#   What this record and the named records of the same service both state is the same: the service's name, whether it is for
#   the public in mainland China, and what its training data and its filing say of its models. A registration is for a
#   service that calls a filed model only: beside training data it is a contradiction. A service in which users watch or
#   listen, and no audiovisual, publishing or culture business, is a warning, since which business needs which licence is our
#   reading. A record that cannot be read is denied: what it says is not known.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [interim-measures#2, interim-measures#17, interim-measures#23, deep-synthesis#24]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     unreadable: "the record {record} does not exist, is of another kind, or breaks its schema"
#     service: "the record {record} is of the service {other}, not of {service}"
#     domestic: "this record and {record} differ on whether the service is offered to the public in mainland China"
#     registered: "the service is registered as one that calls a filed model only, but {record} is its training data"
#     model: "the base model {number} of {record} is not among the models of the service"
#     business: "by {record} users watch or listen in the service, but no business that needs a licence for it is named"
#   remediation: Find out which of the two is true, and correct the other; where the record is another service's or cannot be read, name the right one.
#   zh:
#     title: 公示情况与同一服务的其他记录一致
#     description: 本记录与所列同一服务的记录均载明的事项应当一致：服务名称、是否向境内公众提供，以及训练数据与备案对模型的陈述。登记仅适用于调用已备案模型的服务，与训练数据并存即属矛盾。服务供用户收看、收听而未列任何网络视听、网络出版、网络文化业务的，作警告，因各项业务所需许可系本项目的解释。记录无法读取的，予以拒绝。
#     message:
#       unreadable: "记录 {record} 不存在、属于其他类型或者不符合其格式"
#       service: "记录 {record} 属于服务 {other}，而非 {service}"
#       domestic: "本记录与 {record} 对是否向境内公众提供服务的陈述不一致"
#       registered: "服务按仅调用已备案模型办理登记，但列有训练数据清单 {record}"
#       model: "{record} 所列基础模型 {number} 未见于服务所列模型"
#       business: "{record} 载明用户可在服务中收看、收听，但未列相应的需许可业务"
#     remediation: 核实哪一处属实并更正另一处；记录属于其他服务或者无法读取的，改为同一服务的记录。
package filing.provider.records_agree

import data.lib.parties
import data.lib.pointers
import future.keywords.not

applies if count(input.document.records) > 0

deny contains {"code": "unreadable", "path": path, "record": file} if {
	some path, file in _named
	count(_entries(path)) == 0
}

deny contains _finding("service", ["service"], entry, ["service"], {
	"service": input.document.service,
	"other": entry.document.service,
}) if {
	some entry in _services
	not parties.same(input.document.service, entry.document.service)
}

deny contains _finding("domestic", ["scope", "domestic_public"], entry, ["domestic_public"], {}) if {
	some entry in _services
	input.document.scope.domestic_public != entry.document.domestic_public
}

deny contains _finding("domestic", ["scope", "domestic_public"], entry, ["scope", "domestic_public"], {}) if {
	some entry in _corpora
	input.document.scope.domestic_public != entry.document.scope.domestic_public
}

deny contains _finding("registered", ["service_filing", "type"], entry, ["sources"], {}) if {
	some entry in _corpora
	input.document.service_filing.type == "registration"
}

warn contains _finding("model", ["models"], entry, ["base_model"], {"number": number}) if {
	some entry in _corpora
	entry.document.base_model.third_party == true
	number := entry.document.base_model.filing_number
	not number in {model.number | some model in input.document.models}
}

warn contains _finding("business", ["businesses"], entry, ["service_types"], {}) if {
	some entry in _services
	some type in entry.document.service_types
	type in {"audio_video", "live_streaming"}
	count(_audiovisual & {business | some business in input.document.businesses}) == 0
}

_audiovisual := {"network_audiovisual", "network_publishing", "network_culture"}

_finding(code, path, entry, other, more) := object.union(more, {
	"code": code,
	"path": path,
	"record": entry.path,
	"related": [{"artifact": entry.path, "path": other}],
})

_named[["records", "service"]] := input.document.records.service

_named[["records", "corpora", i]] := file if some i, file in input.document.records.corpora

_entries(path) := {entry |
	some entry in input.related
	entry.pointer == pointers.of(path)
	is_object(entry.document)
}

_services contains entry if some entry in _entries(["records", "service"])

_corpora contains entry if {
	some i, _ in input.document.records.corpora
	some entry in _entries(["records", "corpora", i])
}
