# METADATA
# scope: package
# title: The bytes of every synthetic deliverable carry an implicit label
# description: |
#   Every synthetic deliverable of a job for the public in mainland China has an implicit label in its metadata, read back
#   from the file itself, that states its attribute, its producer and the content's number. A writer's exit code, the switch
#   of an engine and a read-back that is written down are no label. A supply without an explicit label (article 9) does not
#   do without this one. Article 5 binds whoever provides or supports the service; where the manifest's role is a user's or
#   a platform's only, the label was another's to write, and its loss is told. A deliverable in which a generated or
#   undeclared voice is heard is synthetic, whatever it declares. A file that cannot be read as media is denied: what it
#   carries is not known.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [labeling-measures#5, deep-synthesis#16, csl#24, gb-45438-2025#6]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names: {container: "dubbing.media#/properties/container"}
#   message:
#     missing: "{file} is synthetic, and no implicit label is in it"
#     unusable: "{file} is synthetic, and its implicit label does not state what it is, its producer and its number"
#     carrier: "{file} is synthetic, and it is {container}, which cannot carry an implicit label"
#     unread: "what these files carry could not be read: {files}"
#   fix:
#     missing: {label: implicit}
#   remediation: Write the implicit label into the finished file, after the last step that writes it anew, and judge the file again.
#   zh:
#     title: 每个生成合成的交付文件，其内容中均含有隐式标识
#     description: 面向境内公众的任务，其每个生成合成的交付文件均应在文件元数据中含有隐式标识，写明属性、制作者和内容编号，并以从文件本身回读的结果为准。写入程序的退出码、引擎的开关以及书面的回读记录均不是标识。依照第九条提供没有显式标识的内容的，仍应含有隐式标识。第五条约束服务提供者和技术支持者；清单所列身份仅为使用者或者传播服务提供者的，标识应由他人写入，其缺失予以提示。使用了生成声音或者未列明声音的交付文件，无论如何声明，均按生成合成处理。文件无法作为媒体读取的，予以拒绝：其中含有什么无从得知。
#     message:
#       missing: "{file} 为生成合成内容，但文件中没有隐式标识"
#       unusable: "{file} 为生成合成内容，但其隐式标识未写明属性、制作者和内容编号"
#       carrier: "{file} 为生成合成内容，但其格式为{container}，无法承载隐式标识"
#       unread: "以下文件中含有什么无法读取：{files}"
#     remediation: 在最后一个重写文件的步骤之后，向成品文件写入隐式标识，并重新判定该文件。
package dubbing.project.implicit_label

import data.dubbing.lib.implicit
import data.dubbing.lib.media
import data.dubbing.lib.roles
import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
}

deny contains finding if {
	_writes
	some finding in _lacking
}

deny contains {"code": "unread", "path": ["deliverables", min(_unread), "file"], "files": files} if {
	count(_unread) > 0
	files := sort([file | some i in _unread; file := input.document.deliverables[i].file])
}

warn contains finding if {
	not _writes
	some finding in _lacking
}

_writes if {
	some role in roles.held
	role in {"provider", "technical_supporter"}
}

_lacking contains media.finding(i, "missing", entry, ["labels"]) if {
	some [i, entry] in _synthetic
	not entry.document.container in implicit.carrying_none
	count(entry.document.labels) == 0
}

_lacking contains media.finding(i, "unusable", entry, ["labels", 0]) if {
	some [i, entry] in _synthetic
	count(entry.document.labels) > 0
	count([label | some label in entry.document.labels; implicit.complete(label)]) == 0
}

_lacking contains object.union(media.finding(i, "carrier", entry, ["container"]), {"container": container}) if {
	some [i, entry] in _synthetic
	container := entry.document.container
	container in implicit.carrying_none
}

_synthetic contains [i, entry] if {
	some i in synthesis.deliverables
	some entry in media.files[i]
}

_unread contains i if {
	some i in synthesis.deliverables
	i in media.unread
}
