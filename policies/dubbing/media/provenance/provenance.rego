# METADATA
# scope: package
# title: Content Credentials fit the file, are trusted, and agree with its label
# description: |
#   Content Credentials (C2PA), where a file has them, fit its bytes and are signed by somebody on the list that parameters
#   or the gate name: that they are valid says only that they were not changed. What they say of the file's making agrees
#   with the implicit label. Credentials that lie elsewhere are never fetched, so nothing is known of them. A file without
#   credentials, and one whose container cannot carry them, is not judged. They are voluntary, so the rule warns.
# related_resources:
#   - ref: https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
#   - input.facts: schema.dubbing.media_facts
# custom:
#   severity: medium
#   binding: false
#   basis: [gb-45438-2025#E, c2pa#18.14.2]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [labelling]
#   message:
#     invalid: "the Content Credentials do not fit the file, or cannot be read: {codes}"
#     untrusted: "the Content Credentials are valid, but signed by somebody who is on no list of those trusted"
#     remote: "the Content Credentials lie elsewhere, and nothing is fetched"
#     recorded: "the implicit label in {box} says that the content is synthetic, the Content Credentials that it was recorded or made by people"
#     unsure: "the implicit label in {box} says that the content may be synthetic, the Content Credentials that a model made it"
#   remediation: Sign the finished file, labels included, with a certificate of the list, and name the digital source type that is true.
#   zh:
#     title: 内容凭证与文件相符、签名可信，并与标识一致
#     description: 文件带有内容凭证（C2PA）的，凭证应与文件内容相符，并由参数或者发布检查所指定名单中的主体签名：凭证有效仅表明未被改动。凭证所写的制作方式应与隐式标识一致。存放在他处的凭证一律不作获取，内容无从得知。没有内容凭证的文件和容器格式无法承载凭证的文件，不作判定。内容凭证系自愿采用，故本规则仅作警告。
#     message:
#       invalid: "内容凭证与文件不符或者无法读取：{codes}"
#       untrusted: "内容凭证有效，但签名者不在任何可信名单之中"
#       remote: "内容凭证存放在他处，不作获取"
#       recorded: "{box} 处的隐式标识写明属于生成合成内容，内容凭证则写明系录制或者由人制作"
#       unsure: "{box} 处的隐式标识写明可能或者疑似为生成合成内容，内容凭证则写明由模型生成"
#     remediation: 对包含标识在内的成品文件以名单中的证书签名，并如实写明数字来源类型。
package dubbing.media.provenance

import data.dubbing.lib.credentials
import data.dubbing.lib.implicit
import future.keywords.not

applies if {
	state := input.facts.provenance.state
	not state in {"not_applicable", "absent"}
}

warn contains {"code": "invalid", "path": [], "codes": concat(", ", sort(_codes))} if {
	input.facts.provenance.state == "invalid"
}

warn contains {"code": "untrusted", "path": []} if input.facts.provenance.state == "valid"

warn contains {"code": "remote", "path": []} if input.facts.provenance.state == "remote"

warn contains implicit.field_finding(i, "recorded", "Label", {}) if {
	credentials.say_recorded
	some i, label in implicit.read
	label.fields.Label == "1"
}

warn contains implicit.field_finding(i, "unsure", "Label", {}) if {
	credentials.say_generated
	some i, label in implicit.read
	label.fields.Label in {"2", "3"}
}

_codes contains code if some code in input.facts.provenance.codes

_codes contains "?" if not input.facts.provenance.codes
