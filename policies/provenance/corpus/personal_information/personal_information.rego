# METADATA
# scope: package
# title: Personal information in training data has its ground
# description: >-
#   A source that contains personal information says on what ground it is processed, consent or another of the law,
#   and shows the record of it; biometric information, such as a voice that can identify a person, has the record of a
#   separate consent as well. Records exist inside the root with the stated SHA-256. Biometric information is personal
#   information, so a source cannot have the one without the other. Audio, images and video show persons that can be
#   recognised, unless the source says in persons that none can be or that there are none; such a source has personal
#   information. That it is biometric, too, and that the record of a consent is another file than the licence or
#   contract and than the separate consents, is an interpretation, so these only warn.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: critical
#   basis: [pipl#29, interim-measures#7]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release]
#   message:
#     contradiction: "the source {source} has biometric information, but no personal information"
#     ungrounded: "the source {source} contains personal information without a ground"
#     unrecorded: "the source {source} contains personal information without a {record}"
#     lost: "the source {source} names a {record} that does not exist: {file}"
#     altered: "the source {source} names a {record} whose SHA-256 is {actual}, not the stated {stated}: {file}"
#     persons: "the source {source} is {media} in which persons can be recognised, but is said to have no personal information"
#     recognisable: "the source {source} is {media} in which persons can be recognised, but is said to have no biometric information"
#     same: "the source {source} has one file as {record} and as another of its records: {file}"
#   names:
#     record: "/$defs/personal_record"
#     media: "/properties/sources/items/properties/media"
#   remediation: >-
#     Obtain the consents that are missing and keep their record with its SHA-256, or take the source out of the
#     corpus.
#   zh:
#     title: 训练数据中的个人信息具有处理依据
#     description: 含有个人信息的来源，应载明处理依据（取得个人同意或者符合法律规定的其他情形）并出示记录；含有生物识别信息（如可识别个人的声音）的，还应有单独同意的记录。记录均应存在且与所填 SHA-256 一致。生物识别信息属于个人信息，不得仅标注前者。音频、图片、视频来源未载明其中没有自然人或者自然人不可识别的，视为可以识别自然人，即含有个人信息。可以识别的声音、人脸是否一概属于生物识别信息，以及同意的记录与许可协议、合同和单独同意的记录是否应为不同文件，属于解释，故仅作警告。
#     message:
#       contradiction: "来源 {source} 含有生物识别信息，但标注为不含个人信息"
#       ungrounded: "来源 {source} 含有个人信息，但没有处理依据"
#       unrecorded: "来源 {source} 含有个人信息，但没有{record}"
#       lost: "来源 {source} 的{record}不存在：{file}"
#       altered: "来源 {source} 的{record}的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#       persons: "来源 {source} 为可以识别自然人的{media}，但标注为不含个人信息"
#       recognisable: "来源 {source} 为可以识别自然人的{media}，但标注为不含生物识别信息"
#       same: "来源 {source} 以同一文件作为{record}和另一项记录：{file}"
#     remediation: 取得所缺的同意并保存记录及其 SHA-256，否则将该来源移出训练数据。
package provenance.corpus.personal_information

import data.provenance.lib.records
import future.keywords.not

applies if count(_personal) > 0

deny contains {"code": "contradiction", "path": _path(i, "contained"), "source": source.id} if {
	some i, source in _personal
	not _says_none(source)
	not source.personal_information.contained
}

deny contains finding if {
	some i, source in _personal
	_says_none(source)
	finding := {
		"code": "persons",
		"path": _path(i, "contained"),
		"source": source.id,
		"media": source.media,
		"related": [{"path": ["sources", i, "media"]}],
	}
}

warn contains finding if {
	some i, source in _personal
	_shows_persons(source)
	source.personal_information.contained
	source.personal_information.biometric == false
	finding := {
		"code": "recognisable",
		"path": _path(i, "biometric"),
		"source": source.id,
		"media": source.media,
		"related": [{"path": ["sources", i, "media"]}],
	}
}

warn contains finding if {
	some i, source in _personal
	some key in ["record", "separate_consent"]
	record := source.personal_information[key]
	some other in _others[key]
	there := array.concat(["sources", i], other)
	object.get(source, array.concat(other, ["sha256"]), null) == record.sha256
	finding := {
		"code": "same",
		"path": _path(i, key),
		"source": source.id,
		"record": key,
		"file": record.file,
		"related": [{"path": there}],
	}
}

deny contains {"code": "ungrounded", "path": ["sources", i, "personal_information"], "source": source.id} if {
	some i, source in _personal
	not source.personal_information.ground
}

deny contains finding if {
	some i, source in _personal
	some key in _needed[i]
	not source.personal_information[key]
	finding := {
		"code": "unrecorded",
		"path": ["sources", i, "personal_information"],
		"source": source.id,
		"record": key,
	}
}

deny contains object.union(problem, {"path": path, "source": source.id, "record": key, "file": record.file}) if {
	some i, source in _personal
	some key in _needed[i]
	record := source.personal_information[key]
	path := _path(i, key)
	problem := records.problem(path, record)
}

# Whatever is not plainly without personal information is held to have some.
_personal[i] := source if {
	some i, source in input.document.sources
	not _is_free(source)
}

_is_free(source) if {
	_states_none(source)
	not _shows_persons(source)
}

_says_none(source) if {
	_states_none(source)
	_shows_persons(source)
}

_states_none(source) if {
	source.personal_information.contained == false
	source.personal_information.biometric == false
}

# What is heard or seen of persons identifies them, unless the source says otherwise.
_shows_persons(source) if {
	source.media in {"audio", "image", "video"}
	not source.persons in {"unidentifiable", "none"}
}

_grounds := [["licence"], ["collection_record"], ["contract"], ["authorisation"]]

_others := {
	"record": _grounds,
	"separate_consent": array.concat(_grounds, [["personal_information", "record"]]),
}

_needed[i] contains "record" if some i, _ in _personal

_needed[i] contains "separate_consent" if {
	some i, source in _personal
	not source.personal_information.biometric == false
}

_path(i, key) := ["sources", i, "personal_information", key]
