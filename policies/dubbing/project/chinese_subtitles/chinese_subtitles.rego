# METADATA
# scope: package
# title: Foreign words of a micro-drama have Chinese subtitles
# description: |
#   A video of a micro-drama for mainland China in which another language than those of China is heard carries Chinese
#   subtitles. How much of a Chinese version is foreign words is a judgement: where the original is foreign and the
#   Chinese video says nothing of its subtitles, the rule warns; so it does for a foreign sound track by itself.
# related_resources:
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [micro-drama-measures#26]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-01"}
#   collections: [micro-drama]
#   message:
#     missing: "{file} is in a foreign language and has no Chinese subtitles"
#     track: "{file} is a sound track in a foreign language; whether the picture has Chinese subtitles is not stated"
#     unstated: "{file} is of a foreign original; whether its foreign words have Chinese subtitles is not stated"
#   remediation: Put Chinese subtitles to the foreign words, and name the languages of the subtitles with the deliverable.
#   zh:
#     title: 微短剧的外文配有中文字幕
#     description: 面向境内的微短剧视频，所配语言不是我国语言的，应配有中文字幕。汉语版本中外文的多少需要判断：原语言为外语而汉语视频未写明字幕的，以及单独的外语音轨，仅作警告。
#     message:
#       missing: "{file} 使用外语，但没有中文字幕"
#       track: "{file} 是外语音轨，未写明画面是否配有中文字幕"
#       unstated: "{file} 的原语言为外语，未写明其中的外文是否配有中文字幕"
#     remediation: 为外文配上中文字幕，并在交付文件中写明字幕语言。
package dubbing.project.chinese_subtitles

import data.dubbing.lib.works
import future.keywords.not

applies if {
	input.document.work.genre == "micro_drama"
	works.reaches_china
	count(_foreign) + count(_adapted) > 0
}

deny contains {"code": "missing", "path": ["deliverables", i, "subtitles"], "file": input.document.deliverables[i].file} if {
	some i in _foreign
	input.document.deliverables[i].media == "video"
	not _has_chinese(i)
}

warn contains {"code": "track", "path": ["deliverables", i, "subtitles"], "file": input.document.deliverables[i].file} if {
	some i in _foreign
	not input.document.deliverables[i].media == "video"
	not _has_chinese(i)
}

warn contains {"code": "unstated", "path": ["deliverables", i, "subtitles"], "file": input.document.deliverables[i].file} if {
	some i in _adapted
	not input.document.deliverables[i].subtitles
}

_foreign contains i if {
	some i, deliverable in input.document.deliverables
	not works.chinese(deliverable.language)
}

_adapted contains i if {
	some i, deliverable in input.document.deliverables
	deliverable.media == "video"
	works.chinese(deliverable.language)
	not works.chinese(input.document.work.original_language)
}

_has_chinese(i) if {
	some language in input.document.deliverables[i].subtitles
	split(language, "-")[0] in {"zh", "cmn"}
}
