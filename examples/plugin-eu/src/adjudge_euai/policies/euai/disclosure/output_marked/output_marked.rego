# METADATA
# scope: package
# title: What a system generates is marked for machines
# description: |
#   Each sort of audio, image, video or text that a provider's system generates or alters has a mark that machines can read,
#   unless an exception holds. Until 2 December 2026, in Brussels, a system that was on the market before 2 August 2026 is only
#   warned of. A mark of which nothing says by what it is detected is a warning.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.2, eu-2024-1689#111.4]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [provider]
#   message:
#     unmarked: "{name} ({media}) has no mark that machines can read"
#     soon: "{name} ({media}) has no mark that machines can read, and needs one from 2 December 2026"
#     undetected: "nothing says by what the mark of {name} ({type}) is detected"
#   names: {media: "/$defs/output/properties/media", type: "/$defs/output/properties/marks/items/properties/type"}
#   remediation: Write signed metadata, put in a watermark, or keep fingerprints, and say by what others detect the mark.
#   zh:
#     title: 生成内容带有机器可读标记
#     description: 提供者的系统生成或者修改的各类音频、图像、视频、文本，除适用例外情形外，均应带有机器可读标记。2026年8月2日前已投放市场的系统，在布鲁塞尔时间2026年12月2日之前仅作警告。未写明检测方式的标记，作出警告。
#     message:
#       unmarked: "{name}（{media}）没有机器可读标记"
#       soon: "{name}（{media}）没有机器可读标记，自2026年12月2日起应当具备"
#       undetected: "未写明 {name} 的标记（{type}）以何种方式检测"
#     remediation: 写入签名的元数据、加入水印或者留存指纹，并写明他人检测该标记的途径。
package euai.disclosure.output_marked

import future.keywords.not

applies if count(input.document.provider.outputs) > 0

deny contains object.union(finding, {"code": "unmarked"}) if {
	some finding in _unmarked
	not _has_time
}

warn contains object.union(finding, {"code": "soon"}) if {
	some finding in _unmarked
	_has_time
}

warn contains {
	"code": "undetected",
	"path": ["provider", "outputs", i, "marks", j],
	"name": output.name,
	"type": mark.type,
} if {
	some i, output in input.document.provider.outputs
	some j, mark in output.marks
	not mark.detector
}

_unmarked contains {"path": ["provider", "outputs", i, "marks"], "name": output.name, "media": output.media} if {
	some i, output in input.document.provider.outputs
	not output.exception
	count(output.marks) == 0
}

_has_time if {
	input.document.system.placed_on_market < "2026-08-02"
	time.parse_rfc3339_ns(input.as_of) < time.parse_rfc3339_ns("2026-12-02T00:00:00+01:00")
}
