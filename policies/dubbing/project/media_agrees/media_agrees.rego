# METADATA
# scope: package
# title: The manifest describes the files that are delivered
# description: |
#   What the manifest states of a deliverable and its bytes show as well is the same. Whether it is audio or video, and how
#   large its frame is, decide which explicit label it needs and how high its characters are, so a difference is denied; a
#   frame that is turned by a quarter has the same sides. A file in which nothing is heard, whose streams state other
#   languages, whose playing time differs by more than media_duration_tolerance, and a label that lasts longer than its file
#   are told: languages and times in files are often the default of a tool. What a file does not state is not compared, nor
#   are pictures, such as a cover.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [labeling-measures#4, gb-45438-2025#5.4]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     picture: "{file} is declared as audio, while there is a video in it"
#     no_picture: "{file} is declared as video, while there is none in it"
#     frame: "the frame of {file} is {width} × {height}, not {stated_width} × {stated_height} as the manifest says"
#     silent: "no sound is in {file}"
#     language: "the sound of {file} states the language {found}, not {language} as the manifest says"
#     duration: "{file} plays for {actual} ms, not {stated} ms as the manifest says"
#     label_longer: "a label of {file} is said to last longer than the file plays"
#   remediation: Find out which of the two is true; deliver the right file, or correct the manifest.
#   zh:
#     title: 项目清单如实描述所交付的文件
#     description: 清单填写且文件内容亦可显示的事项应当一致。文件为音频还是视频、画面尺寸如何，决定其需要何种显式标识以及文字应有多高，不一致的予以拒绝；旋转四分之一的画面，边长相同。没有声音的文件、音轨写明其他语言的、播放时长相差超过参数规定的、标识时长超过文件时长的，予以提示：文件中的语言和时长常为工具的默认值。文件未写明的不作比对，封面等图片亦不作比对。
#     message:
#       picture: "{file} 填写为音频，但其中有视频"
#       no_picture: "{file} 填写为视频，但其中没有视频"
#       frame: "{file} 的画面为 {width} × {height}，而非清单所填的 {stated_width} × {stated_height}"
#       silent: "{file} 中没有声音"
#       language: "{file} 的音轨写明的语言为 {found}，而非清单所填的 {language}"
#       duration: "{file} 的播放时长为 {actual} 毫秒，而非清单所填的 {stated} 毫秒"
#       label_longer: "{file} 的一项标识所填时长超过文件的播放时长"
#     remediation: 核实何者属实；交付正确的文件，或者更正清单。
package dubbing.project.media_agrees

import data.dubbing.lib.media
import future.keywords.not

applies if count(media.files) > 0

deny contains _about(i, "picture", entry, ["streams", k], ["media"]) if {
	some i, entries in media.files
	input.document.deliverables[i].media == "audio"
	some entry in entries
	some k, stream in entry.document.streams
	stream.type == "video"
}

deny contains _about(i, "no_picture", entry, ["streams"], ["media"]) if {
	some i, entries in media.files
	input.document.deliverables[i].media == "video"
	some entry in entries
	not "video" in _types(entry)
}

deny contains object.union(_about(i, "frame", entry, ["streams", k], ["frame"]), {
	"width": stream.width,
	"height": stream.height,
	"stated_width": frame.width,
	"stated_height": frame.height,
}) if {
	some i, entries in media.files
	frame := input.document.deliverables[i].frame
	some entry in entries
	count([stream | some stream in entry.document.streams; _is_framed(stream, frame)]) == 0
	some k, stream in entry.document.streams
	stream.type == "video"
}

warn contains _about(i, "silent", entry, ["streams"], ["file"]) if {
	some i, entries in media.files
	some entry in entries
	not "audio" in _types(entry)
}

warn contains object.union(_about(i, "language", entry, ["streams"], ["language"]), {
	"language": language,
	"found": concat(", ", sort(found)),
}) if {
	some i, entries in media.files
	language := input.document.deliverables[i].language
	some entry in entries
	not _unstated(entry)
	found := {stream.language | some stream in entry.document.streams; stream.type == "audio"}
	count(found) > 0
	not _primary(language) in {_primary(other) | some other in found}
}

warn contains object.union(_about(i, "duration", entry, ["duration"], ["duration"]), {"actual": actual, "stated": stated}) if {
	some i, entries in media.files
	stated := input.document.deliverables[i].duration
	some entry in entries
	actual := entry.document.duration
	is_number(actual)
	abs(actual - stated) > data.dubbing.params.media_duration_tolerance
}

warn contains _about(i, "label_longer", entry, ["duration"], ["labels", j, "seconds"]) if {
	some i, entries in media.files
	some j, label in input.document.deliverables[i].labels
	some entry in entries
	is_number(entry.document.duration)
	floor(label.seconds) * 1000 > entry.document.duration + data.dubbing.params.media_duration_tolerance
}

_about(i, code, entry, place, field) := object.union(
	media.finding(i, code, entry, place),
	{"path": array.concat(["deliverables", i], field)},
)

_types(entry) := {stream.type | some stream in entry.document.streams}

_is_framed(stream, frame) if {
	stream.type == "video"
	{[stream.width, stream.height], [stream.height, stream.width]} & {[frame.width, frame.height]} != set()
}

# A stream of sound that does not say its language, or says that it is none in particular, may be in any.
_unstated(entry) if {
	some stream in entry.document.streams
	stream.type == "audio"
	not _says_language(stream)
}

_says_language(stream) if {
	primary := _primary(stream.language)
	regex.match(`^[a-z]{2,3}$`, primary)
	not primary in {"und", "mul", "mis", "zxx", "qaa"}
}

# The first part of a tag, as two letters where files write three; Chinese is what its languages have in common.
_primary(language) := object.get(_short, first, first) if first := regex.split(`[-_]`, lower(language))[0]

_short := {
	"chi": "zh", "zho": "zh", "cmn": "zh", "yue": "zh", "wuu": "zh", "nan": "zh", "hak": "zh", "gan": "zh", "hsn": "zh",
	"eng": "en", "jpn": "ja", "kor": "ko", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "por": "pt",
	"rus": "ru", "ita": "it", "ara": "ar", "hin": "hi", "ind": "id", "msa": "ms", "may": "ms", "tha": "th", "vie": "vi",
	"tur": "tr", "pol": "pl", "nld": "nl", "dut": "nl", "swe": "sv", "dan": "da", "nor": "no", "nob": "no", "fin": "fi",
	"ces": "cs", "cze": "cs", "ell": "el", "gre": "el", "heb": "he", "hun": "hu", "ron": "ro", "rum": "ro", "ukr": "uk",
	"ben": "bn", "urd": "ur", "tam": "ta", "tel": "te", "fil": "tl", "tgl": "tl", "fas": "fa", "per": "fa", "swa": "sw",
	"bod": "bo", "tib": "bo", "uig": "ug", "mon": "mn", "kaz": "kk",
}
