# METADATA
# scope: package
# title: Every supply and every entrusted processing is recorded, and the record is kept
# description: |
#   What was supplied to another handler, or entrusted to a vendor, is recorded. The record is kept at least as long as
#   the parameter provision_retention_years says, which cannot go below the three years of the regulations.
# related_resources:
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [network-data-regulations#12]
#   jurisdictions: [CN]
#   effective: {from: "2025-01-01"}
#   collections: [release, voice-rights]
#   message:
#     no_record: "there is no record of what {recipient} got"
#     short: "the record of what {recipient} got is kept for less than {least} years, namely {years}"
#   remediation: Record what was handed over, keep the record as long as required, and name it with supply or vendor.
#   zh:
#     title: 提供和委托处理的情况均有记录并按期保存
#     description: 向其他网络数据处理者提供或者委托处理个人信息的，应记录处理情况。记录的保存年数不少于参数“提供记录的保存”，且不得低于法定的三年。
#     message:
#       no_record: "没有向 {recipient} 提供或者委托处理的记录"
#       short: "向 {recipient} 提供或者委托处理的记录保存期限为 {years} 年，少于 {least} 年"
#     remediation: 记录提供或者委托处理的情况，按规定年限保存，并在相应的提供或者委托事项中填写。
package dubbing.consent.provision_record

import future.keywords.not

applies if count(_handed_over) > 0

deny contains {"code": "no_record", "path": each.path, "recipient": each.recipient} if {
	some each in _handed_over
	not _is_recorded(each)
}

deny contains finding if {
	some each in _handed_over
	_is_recorded(each)
	record := each.record
	not _is_kept(record)
	finding := {
		"code": "short",
		"path": array.concat(each.path, ["retention_years"]),
		"recipient": each.recipient,
		"years": object.get(record, "retention_years", null),
		"least": data.dubbing.params.provision_retention_years,
	}
}

_handed_over contains {"path": [key, i, "record"], "recipient": recipient, "record": record} if {
	some key, name in {"entrusted": "processor", "supplies": "recipient"}
	some i, thing in input.document[key]
	recipient := object.get(thing, name, null)
	record := object.get(thing, "record", null)
}

_is_recorded(each) if is_object(each.record)

_is_kept(record) if record.retention_years >= data.dubbing.params.provision_retention_years
