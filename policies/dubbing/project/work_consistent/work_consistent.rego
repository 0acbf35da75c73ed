# METADATA
# scope: package
# title: What is said of the work does not contradict the rest
# description: |
#   Facts that stand in two places of the manifest are held against each other: a work made in mainland China alone whose
#   original language is none of China's; the number or the class of a micro-drama with another genre; a work made with AI
#   of which no deliverable is synthetic; an opening that shows another number than the permit's. Each may be right, so
#   the rule warns.
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   collections: [release, evidence]
#   message:
#     language: "{work} was made in mainland China alone, but its original language is foreign"
#     genre: "{work} has the number or the class of a micro-drama, but is of another genre"
#     synthetic: "{work} was made with AI, but no deliverable is synthetic"
#     number: "the opening of {file} shows {shown}, but the number of the permit is {number}"
#   remediation: Correct whichever of the two is wrong.
#   zh:
#     title: 作品信息前后一致
#     description: 比较清单中两处所填的事实：仅在中国内地制作但原语言为外语的作品；填写了微短剧编号或者类别但属于其他体裁的作品；使用人工智能技术制作但没有生成合成的交付文件的作品；片头显示的编号与许可编号不符。每种情形均可能属实，故本规则仅作警告。
#     message:
#       language: "作品 {work} 仅在中国内地制作，但原语言为外语"
#       genre: "作品 {work} 填写了微短剧的编号或者类别，但体裁不是微短剧"
#       synthetic: "作品 {work} 使用人工智能技术制作，但没有生成合成的交付文件"
#       number: "{file} 的片头显示 {shown}，与许可编号 {number} 不符"
#     remediation: 更正两处中有误的一处。
package dubbing.project.work_consistent

import data.dubbing.lib.synthesis
import data.dubbing.lib.works
import future.keywords.not

warn contains {
	"code": "language",
	"path": ["work", "original_language"],
	"work": input.document.work.id,
	"related": [{"path": ["work", "origin"]}],
} if {
	input.document.work.origin == ["CN"]
	language := input.document.work.original_language
	not works.chinese(language)
}

warn contains {
	"code": "genre",
	"path": ["work", key],
	"work": input.document.work.id,
	"related": [{"path": ["work", "genre"]}],
} if {
	input.document.work.genre != "micro_drama"
	some key in ["broadcast_number", "micro_drama_class"]
	input.document.work[key]
}

warn contains {
	"code": "synthetic",
	"path": ["work", "made_with_ai"],
	"work": input.document.work.id,
	"related": [{"path": ["deliverables"]}],
} if {
	input.document.work.made_with_ai
	count(synthesis.deliverables) == 0
}

warn contains {
	"code": "number",
	"path": ["deliverables", i, "opening", "number"],
	"file": deliverable.file,
	"shown": deliverable.opening.number,
	"number": input.document.work.permit.number,
	"related": [{"path": ["work", "permit", "number"]}],
} if {
	input.document.work.genre != "micro_drama"
	some i, deliverable in input.document.deliverables
	works.normal(deliverable.opening.number) != works.normal(input.document.work.permit.number)
}
