# METADATA
# scope: package
# title: Every source has the record that makes it lawful
# description: >-
#   An open source has its licence, the provider's own collection its record, what was bought its contract, what users
#   put in their authorisation. Each record exists inside the root with the stated SHA-256: what nobody can show is a
#   claim. Applies where the service is offered to the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: high
#   basis: [interim-measures#7]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     missing: "the source {source} is of the type {type} and has no {ground}"
#     lost: "the {ground} of the source {source} does not exist: {file}"
#     altered: "the {ground} of the source {source} has the SHA-256 {actual}, not the stated {stated}: {file}"
#   names:
#     type: "/properties/sources/items/properties/type"
#     ground: "/$defs/ground"
#   remediation: >-
#     Keep the licence, collection record, contract or authorisation beside the inventory with its SHA-256, or take
#     the source out.
#   zh:
#     title: 每一来源均有证明其合法的记录
#     description: 开源训练数据应有许可协议，自采训练数据应有采集记录，商业训练数据应有合同，使用者输入信息用作训练数据的应有授权记录。各项记录均应存在且与所填 SHA-256 一致，无法出示的记录仅为单方陈述。适用于向境内公众提供的服务。
#     message:
#       missing: "来源 {source} 为{type}，但没有{ground}"
#       lost: "来源 {source} 的{ground}不存在：{file}"
#       altered: "来源 {source} 的{ground}的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#     remediation: 将许可协议、采集记录、合同或者授权记录与清单一并保存并填写 SHA-256，否则将该来源移出训练数据。
package provenance.corpus.lawful_source

import data.provenance.lib.records

applies if input.document.scope.domestic_public

deny contains {"code": "missing", "path": ["sources", i], "source": source.id, "type": source.type, "ground": ground} if {
	some i, source in input.document.sources
	ground := _grounds[source.type]
	not source[ground]
}

deny contains object.union(problem, {"path": path, "source": source.id, "ground": ground, "file": record.file}) if {
	some i, source in input.document.sources
	ground := _grounds[source.type]
	record := source[ground]
	path := ["sources", i, ground]
	problem := records.problem(path, record)
}

_grounds := {
	"open_source": "licence",
	"own_collection": "collection_record",
	"purchased": "contract",
	"user_input": "authorisation",
}
