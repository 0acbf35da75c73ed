# METADATA
# scope: package
# title: The consent is in force
# description: |
#   On the day of the check the consent has been given, its term has begun and has not ended, and the performer has not
#   withdrawn it. Days are whole days in China.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [pipl#15, pipl#47, network-data-regulations#22]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     not_given: "the consent is dated in the future: {date}"
#     not_begun: "the consent begins only on {date}"
#     expired: "the consent ended on {date}"
#     withdrawn: "the consent was withdrawn at {date}"
#   remediation: Stop using the voice, or obtain a new consent from the performer.
#   zh:
#     title: 同意处于有效期内
#     description: 判定当日，同意已经作出、期限已开始且未届满，表演者未撤回同意。日期按中国时间的整日计算。
#     message:
#       not_given: "同意的作出时间晚于判定时间：{date}"
#       not_begun: "同意自 {date} 起方生效"
#       expired: "同意已于 {date} 届满"
#       withdrawn: "同意已于 {date} 撤回"
#     remediation: 停止使用该声音，或者重新取得表演者的同意。
package dubbing.consent.in_force

import data.lib.dates

deny contains {"code": "not_given", "path": ["given_at"], "date": _value(["given_at"])} if not _is_given

deny contains {"code": "not_begun", "path": ["term", "from"], "date": _value(["term", "from"])} if not _has_begun

deny contains {"code": "expired", "path": ["term", "to"], "date": _value(["term", "to"])} if not _goes_on

deny contains {"code": "withdrawn", "path": ["withdrawn_at"], "date": _value(["withdrawn_at"])} if not _stands

_value(path) := object.get(input.document, path, null)

_is_given if _instant(input.document.given_at) <= _instant(input.as_of)

_has_begun if input.document.term.from <= dates.day(input.as_of)

_goes_on if is_null(input.document.term.to)

_goes_on if dates.day(input.as_of) <= input.document.term.to

_stands if is_null(input.document.withdrawn_at)

_stands if {
	is_string(input.document.withdrawn_at)
	_instant(input.document.withdrawn_at) > _instant(input.as_of)
}

_instant(text) := time.parse_rfc3339_ns(text)
