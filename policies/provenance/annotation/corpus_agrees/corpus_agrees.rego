# METADATA
# scope: package
# title: The annotation agrees with the inventory of its data
# description: >-
#   Where an annotation names the inventory of the data, both say the same of the service: one that is offered to the
#   public in mainland China there is so here. What tasks say of their source, media and language stands in the
#   inventory, no more items were annotated or checked than there are, and the last check of the annotations is not
#   before the collection of what was annotated ended; these warn. Applies where an inventory is named.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: high
#   basis: [interim-measures#8, interim-measures#19]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     lost: "the inventory does not exist or is none: {file}"
#     public: the service is offered to the public in mainland China by the inventory, but not by the annotation
#     unknown: "the task {task} is about the source {source}, which the inventory does not have"
#     media: "the task {task} is about {said} of the source {source}, which is {media} by the inventory"
#     language: "the task {task} is about data in {stated} of the source {source}, which is in {language} by the inventory"
#     items: "{stated} items of the source {source} were annotated in the task {task}, more than the {items} that it has by the inventory"
#     checked: "{stated} annotations were checked, more than the {items} items of the inventory"
#     unchecked: "collection of the source {source}, which was annotated in the task {task}, ended on {collected}, after the last check on {date}"
#   names:
#     said: "/properties/tasks/items/properties/media"
#     media: "provenance.corpus#/properties/sources/items/properties/media"
#   remediation: Correct the annotation or the inventory, and check what was annotated after the last check.
#   zh:
#     title: 标注记录与训练数据清单一致
#     description: 标注记录指明训练数据清单的，两者对服务的记载应一致：清单载明服务向境内公众提供的，标注记录也应如此。各任务的来源、类型、语言应与清单相符，标注和核验的数量不多于清单的数量，最近一次核验不早于所标注数据的采集截止日期；不符的予以警告。仅适用于指明清单的标注记录。
#     message:
#       lost: "训练数据清单不存在或者不是清单：{file}"
#       public: 训练数据清单载明服务向境内公众提供，标注记录却载明不向境内公众提供
#       unknown: "任务 {task} 的来源 {source} 不在训练数据清单中"
#       media: "任务 {task} 标注来源 {source} 的数据类型为{said}，清单载明为{media}"
#       language: "任务 {task} 标注来源 {source} 的数据语言为 {stated}，清单载明为 {language}"
#       items: "任务 {task} 标注来源 {source} 的数据 {stated} 条，多于清单载明的 {items} 条"
#       checked: "核验标注 {stated} 条，多于清单载明的 {items} 条"
#       unchecked: "任务 {task} 所标注的来源 {source} 于 {collected} 采集截止，晚于最近一次核验日期 {date}"
#     remediation: 更正标注记录或者清单，并对最近一次核验之后标注的内容进行核验。
package provenance.annotation.corpus_agrees

import data.provenance.lib.documents
import future.keywords.not

applies if input.document.corpus

deny contains {"code": "lost", "path": ["corpus"], "file": file} if {
	file := input.document.corpus
	not _inventory
}

deny contains {"code": "public", "path": _public, "related": [_place(_public)]} if {
	_inventory.document.scope.domestic_public == true
	not input.document.scope.domestic_public == true
}

warn contains {"code": "unknown", "path": ["tasks", i, "source"], "task": task.id, "source": task.source} if {
	some i, task in input.document.tasks
	_inventory
	task.source
	not task.source in _ids
}

warn contains finding if {
	some [i, task, j, source] in _pairs
	task.media != source.media
	there := _place(["sources", j, "media"])
	finding := {
		"code": "media",
		"path": ["tasks", i, "media"],
		"task": task.id,
		"source": source.id,
		"said": task.media,
		"media": source.media,
		"related": [there],
	}
}

warn contains finding if {
	some [i, task, j, source] in _pairs
	task.language != source.language
	there := _place(["sources", j, "language"])
	finding := {
		"code": "language",
		"path": ["tasks", i, "language"],
		"task": task.id,
		"source": source.id,
		"stated": task.language,
		"language": source.language,
		"related": [there],
	}
}

warn contains finding if {
	some [i, task, j, source] in _pairs
	task.items > source.items
	there := _place(["sources", j, "items"])
	finding := {
		"code": "items",
		"path": ["tasks", i, "items"],
		"task": task.id,
		"source": source.id,
		"stated": task.items,
		"items": source.items,
		"related": [there],
	}
}

warn contains {"code": "checked", "path": ["checks", i, "sampled"], "stated": check.sampled, "items": items, "related": [there]} if {
	some i, check in input.document.checks
	items := _inventory.document.items
	check.sampled > items
	there := _place(["items"])
}

warn contains finding if {
	last := max({check.date | some check in input.document.checks})
	some [i, task, j, source] in _pairs
	source.collected_at > last
	there := _place(["sources", j, "collected_at"])
	finding := {
		"code": "unchecked",
		"path": ["tasks", i, "source"],
		"task": task.id,
		"source": source.id,
		"collected": source.collected_at,
		"date": last,
		"related": [there],
	}
}

_inventory := documents.at("/corpus", "provenance.corpus")

_ids := {source.id | some source in _inventory.document.sources}

# Each task with the source that it names.
_pairs contains [i, task, j, source] if {
	some i, task in input.document.tasks
	some j, source in _inventory.document.sources
	source.id == task.source
}

_place(path) := {"artifact": _inventory.path, "path": path}

_public := ["scope", "domestic_public"]
