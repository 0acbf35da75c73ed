# METADATA
# scope: package
# title: Every episode of a micro-drama with synthesis says so
# description: |
#   A micro-drama that was generated or made with AI has a prompt label in the picture of every video, a text or a corner
#   mark, whoever is heard in it. One that is only dubbed with it, or does not say that it was made with AI, is warned
#   of where a synthetic deliverable has none, since that dubbing alone counts is an interpretation; so is a sound track by
#   itself, which has a spoken or rhythm label. The article says nothing of size, duration and words. A record of an
#   unlabelled supply is no excuse here.
# related_resources:
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [micro-drama-measures#34]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-01"}
#   collections: [micro-drama]
#   message:
#     made: "{file} is an episode of a micro-drama made with AI and has no prompt label in the picture"
#     dubbed: "{file} is of a micro-drama with synthesis and has no prompt label"
#   remediation: Put a prompt label at an obvious position into every episode and describe it with the deliverable.
#   zh:
#     title: 使用人工智能的微短剧每集均有提示标识
#     description: 使用人工智能技术生成、制作的微短剧，每个视频的画面中均应有提示标识，即文字标识或者角标，无论其中声音是否合成。仅使用人工智能配音，或者未写明使用人工智能制作的，仅人工智能配音亦适用属于解释，生成合成的交付文件没有提示标识的，仅作警告；单独的音轨应有语音标识或者音频节奏标识，亦仅作警告。该条未规定尺寸、时长和用语。无显式标识提供的记录在此不能免除。
#     message:
#       made: "{file} 是使用人工智能技术制作的微短剧的一集，但画面中没有提示标识"
#       dubbed: "{file} 属于使用合成语音的微短剧，但没有提示标识"
#     remediation: 在每集的明显位置添加提示标识，并在交付文件中填写。
package dubbing.project.episode_label

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import data.dubbing.lib.works
import future.keywords.not

applies if {
	input.document.work.genre == "micro_drama"
	works.reaches_china
	count(_made | synthesis.deliverables) > 0
}

deny contains {"code": "made", "path": ["deliverables", i, "labels"], "file": input.document.deliverables[i].file} if {
	some i in _made
	not i in _prompted
}

warn contains {"code": "dubbed", "path": ["deliverables", i, "labels"], "file": input.document.deliverables[i].file} if {
	some i in synthesis.deliverables
	not i in _made
	not i in _prompted
}

_made contains i if {
	input.document.work.made_with_ai
	some i, deliverable in input.document.deliverables
	deliverable.media == "video"
}

_prompted contains i if {
	some i, deliverable in input.document.deliverables
	some label in deliverable.labels
	label.form in _forms[deliverable.media]
	not labels.opposes(label)
}

_forms := {"video": {"text", "corner_mark"}, "audio": {"spoken", "rhythm"}}
