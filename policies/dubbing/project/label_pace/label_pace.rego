# METADATA
# scope: package
# title: A Chinese spoken label is spoken at a normal pace
# description: |
#   A spoken label in Chinese has between label_pace_minimum and label_pace_maximum characters a minute. Chinese characters
#   and ASCII letters and digits count, signs and spaces do not, and durations are taken to the microsecond. The standard
#   asks for a normal pace, and its figures stand in an informative note that is known from secondary transcriptions, so
#   the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: low
#   binding: false
#   basis: ["gb-45438-2025#5.3 note 4"]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [labelling]
#   message:
#     unmeasured: "the words or the duration of a spoken label of {file} are not given"
#     slow: "a spoken label of {file} has fewer than {minimum} characters a minute, namely {characters} in {seconds} s"
#     fast: "a spoken label of {file} has more than {maximum} characters a minute, namely {characters} in {seconds} s"
#   remediation: Speak the label at a normal pace, and write its words and its duration under text and seconds.
#   zh:
#     title: 中文语音标识语速正常
#     description: 中文语音标识的语速，每分钟字数应在参数规定的最低值和最高值之间。汉字以及英文字母、数字计入字数，标点和空格不计，时长精确到微秒。标准要求语速正常，具体数值载于资料性的注，且来自二手转录，故本规则仅作警告。
#     message:
#       unmeasured: "{file} 的语音标识未填写文字或者时长"
#       slow: "{file} 的语音标识在 {seconds} 秒内有 {characters} 字，少于每分钟 {minimum} 字"
#       fast: "{file} 的语音标识在 {seconds} 秒内有 {characters} 字，多于每分钟 {maximum} 字"
#     remediation: 以正常语速播报语音标识，并如实填写其文字和时长。
package dubbing.project.label_pace

import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_spoken) > 0
}

warn contains {"code": "unmeasured", "path": path, "file": input.document.deliverables[path[1]].file} if {
	some path, label in _spoken
	not _is_measured(label)
}

warn contains object.union(_about(path, label), {"code": "slow", "minimum": minimum}) if {
	some path, label in _spoken
	minimum := data.dubbing.params.label_pace_minimum
	label.seconds >= _half_after(_quotient(_characters(label) * 60000000, minimum))
}

warn contains object.union(_about(path, label), {"code": "fast", "maximum": maximum}) if {
	some path, label in _spoken
	maximum := data.dubbing.params.label_pace_maximum
	characters := _characters(label)
	characters > 0
	label.seconds < _half_after(_quotient((characters * 60000000) - 1, maximum))
}

_about(path, label) := {
	"path": array.concat(path, ["seconds"]),
	"file": input.document.deliverables[path[1]].file,
	"characters": _characters(label),
	"seconds": label.seconds,
}

_is_measured(label) if {
	label.text
	label.seconds
}

_characters(label) := count(regex.find_n(`[\x{3400}-\x{4DBF}\x{4E00}-\x{9FFF}A-Za-z0-9]`, label.text, -1))

# The seconds of so many microseconds and a half: from there on a duration is nearer to the next microsecond. Seconds
# with a fraction are compared and never reckoned with, since engines differ in sums and products of fractions.
_half_after(microseconds) := to_number(concat("", [seconds, ".", rest, "5"])) if {
	seconds := format_int(_quotient(microseconds, 1000000), 10)
	rest := substring(format_int((microseconds % 1000000) + 1000000, 10), 1, 6)
}

_quotient(whole, divisor) := (whole - (whole % divisor)) / divisor

_spoken[["deliverables", i, "labels", j]] := label if {
	some i in synthesis.deliverables
	some j, label in input.document.deliverables[i].labels
	label.form == "spoken"
	split(object.get(label, "language", "zh"), "-")[0] == "zh"
}
