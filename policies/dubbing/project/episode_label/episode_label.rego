# METADATA
# scope: package
# title: Every episode of a micro-drama with synthesis says so
# description: |
#   Every synthetic deliverable of a micro-drama has a prompt label of its own: a video a text or a corner mark in the
#   picture, a sound track a spoken or rhythm label. Article 34 speaks of micro-dramas that are generated or made with AI;
#   that dubbing alone counts is an interpretation, and the article's size and duration are not known, so the rule warns.
#   The Measures are known from secondary sources. A record of an unlabelled supply is no excuse here.
# related_resources:
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   binding: false
#   basis: [micro-drama-measures#34]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-01"}
#   collections: [micro-drama]
#   message: "{file} is of a micro-drama with synthesis and has no prompt label"
#   remediation: Put a prompt label at a conspicuous position into every episode and describe it under its labels.
#   zh:
#     title: 使用合成语音的微短剧每集均有提示标识
#     description: 微短剧的每个生成合成交付文件均应自带提示标识：视频为画面中的文字标识或者角标，音频为语音标识或者音频节奏标识。第三十四条针对使用人工智能技术生成、制作的微短剧，仅人工智能配音亦适用属于解释，且其尺寸、时长不明，故本规则仅作警告。该办法来自二手资料。无显式标识提供的记录在此不能免除。
#     message: "{file} 属于使用合成语音的微短剧，但没有提示标识"
#     remediation: 在每集的显著位置添加提示标识，并在 labels 中填写。
package dubbing.project.episode_label

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	input.document.work.genre == "micro_drama"
	count(synthesis.deliverables) > 0
}

warn contains {"path": ["deliverables", i, "labels"], "file": input.document.deliverables[i].file} if {
	some i in synthesis.deliverables
	not i in _prompted
}

_prompted contains i if {
	some i, deliverable in input.document.deliverables
	some label in deliverable.labels
	label.form in _forms[deliverable.media]
	not labels.opposes(label)
}

_forms := {"video": {"text", "corner_mark"}, "audio": {"spoken", "rhythm"}}
