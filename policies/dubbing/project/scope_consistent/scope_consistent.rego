# METADATA
# scope: package
# title: The scope of a project agrees with what it releases
# description: |
#   The labelling, review and filing duties hang on two statements and on whether anything is synthetic, so these are held
#   against the release and the engine. What is said not to be offered to the public in mainland China is not released
#   there on a public channel; a channel there of which nobody can tell whether it is public is a warning. A project that
#   says to have no public-opinion attributes and is released on a platform of public opinion is a warning, since only the
#   authority decides that. An engine that is declared is used by a deliverable that is declared synthetic, and a generated
#   voice comes from an engine. Names of platforms and words of channels are parameters.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#2, interim-measures#17]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     public: "the project says not to be offered to the public in mainland China, but is released there on {channel}"
#     unknown: "the project says not to be offered to the public in mainland China, and nobody can tell whether {channel} is public"
#     opinion: "the project says to have no public-opinion attributes, but is released on {channel}"
#     unused: "an engine is declared, but no deliverable is declared synthetic"
#     assessed: "an engine and its security assessment are declared, but no voice is generated and nothing is synthetic"
#     engineless: "the voice {voice} is generated, but no engine is declared"
#   remediation: Correct what is wrong of the two. Where the public is reached in mainland China, say so under scope; where an engine was used, say which deliverables are synthetic.
#   zh:
#     title: 适用范围的声明与发布情况一致
#     description: 标识、审核和备案义务均取决于两项声明以及是否生成合成，故与发布情况和合成引擎相核对。声明不向境内公众提供的，不应在境内公开渠道发布；无法判断境内渠道是否公开的，作出警告。声明不具有舆论属性或者社会动员能力，却在具有舆论属性的平台发布的，作出警告，最终由主管部门认定。填写了合成引擎的，应有声明为生成合成的交付文件；使用生成声音的，应填写合成引擎。平台名称和渠道用语可由参数设定。
#     message:
#       public: "声明不向境内公众提供，但在境内公开渠道发布：{channel}"
#       unknown: "声明不向境内公众提供，但无法判断境内渠道是否公开：{channel}"
#       opinion: "声明不具有舆论属性或者社会动员能力，但在具有舆论属性的平台发布：{channel}"
#       unused: "填写了合成引擎，但没有声明为生成合成的交付文件"
#       assessed: "填写了合成引擎及其安全评估，但全部声音均非生成，也没有生成合成的交付文件"
#       engineless: "声音 {voice} 为生成声音，但未填写合成引擎"
#     remediation: 更正不实的一项：向境内公众提供的，应在适用范围中如实声明；使用了合成引擎的，应写明哪些交付文件为生成合成。
package dubbing.project.scope_consistent

import data.dubbing.lib.synthesis
import data.lib.statements
import future.keywords.not

deny contains {
	"code": "public",
	"path": ["scope", "domestic_public"],
	"channel": channel,
	"related": [{"path": ["release", "channels", i]}],
} if {
	_is_closed_at_home
	some i, channel in input.document.release.channels
	_is_public(channel)
}

warn contains {
	"code": "unknown",
	"path": ["scope", "domestic_public"],
	"channel": channel,
	"related": [{"path": ["release", "channels", i]}],
} if {
	_is_closed_at_home
	some i, channel in input.document.release.channels
	not _is_public(channel)
	not statements.names(channel, data.dubbing.params.closed_channels)
}

warn contains {
	"code": "opinion",
	"path": ["scope", "public_opinion"],
	"channel": channel,
	"related": [{"path": ["release", "channels", i]}],
} if {
	not input.document.scope.public_opinion == true
	some i, channel in input.document.release.channels
	statements.names(channel, data.dubbing.params.public_platforms)
}

deny contains {"code": _idle, "path": ["engine"], "related": [{"path": ["deliverables"]}]} if {
	input.document.engine
	count(_declared) == 0
}

deny contains {"code": "engineless", "path": ["voices", i, "type"], "voice": voice.id} if {
	not input.document.engine
	not input.document.scope.domestic_public == true
	some i, voice in input.document.voices
	voice.type != "human"
}

_is_closed_at_home if {
	not input.document.scope.domestic_public == true
	some territory in input.document.release.territories
	territory in {"CN", "*"}
}

_is_public(channel) if statements.names(channel, data.dubbing.params.public_platforms)

_is_public(channel) if {
	statements.names(channel, data.dubbing.params.public_channels)
	not statements.names(channel, data.dubbing.params.closed_channels)
}

_declared contains i if {
	some i, deliverable in input.document.deliverables
	deliverable.synthetic == true
}

# Where a generated voice is heard all the same, other rules take the deliverable as synthetic.
_idle := "assessed" if {
	input.document.engine.assessment
	count(synthesis.deliverables) == 0
} else := "unused"
