# METADATA
# scope: package
# title: The codes in an implicit label name somebody
# description: |
#   A code of 27 characters that begins with 0011 has an organisation's unified social credit code in it, whose check digits
#   are right: one that is wrong is nobody's, so that the label has neither the provider's name nor its code. A code of
#   another prefix cannot be checked, and one that has another length or small letters is a slip; a name is allowed, and the
#   code is better. How the code is made is a practice guide's, so these are told only. A propagator that is the producer is
#   told once.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://www.tc260.org.cn/tc260/sjzn/list.shtml
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: high
#   basis: [labeling-measures#5, tc260-pg-20252a]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     check: "the check digits of the credit code in {field} of the implicit label in {box} are wrong: {value}"
#     prefix: "{field} of the implicit label in {box} is a code of a sort that cannot be checked: {value}"
#     shape: "{field} of the implicit label in {box} has {length} characters or small letters, not 27 digits and capitals: {value}"
#     name: "{field} of the implicit label in {box} is a name and no code: {value}"
#   remediation: Write the provider's code of 27 characters, with its own credit code as the register has it.
#   zh:
#     title: 隐式标识中的编码指向真实主体
#     description: 以 0011 开头的27位编码含有组织的统一社会信用代码，其校验码应当正确：校验码错误的编码不属于任何主体，标识即未写明服务提供者的名称或者编码。其他前缀的编码无法校验；长度不符或者含小写字母的，应为笔误；可以写名称，写编码更佳。编码规则来自实践指南，故上述情形仅作提示。传播者与制作者相同的，只提示一次。
#     message:
#       check: "{box} 处的隐式标识中，{field} 所含统一社会信用代码的校验码错误：{value}"
#       prefix: "{box} 处的隐式标识中，{field} 为无法校验的编码：{value}"
#       shape: "{box} 处的隐式标识中，{field} 有 {length} 个字符或者含小写字母，并非27位数字和大写字母：{value}"
#       name: "{box} 处的隐式标识中，{field} 为名称而非编码：{value}"
#     remediation: 写入服务提供者的27位编码，其中的统一社会信用代码以登记为准。
package dubbing.media.producer_code

import data.dubbing.lib.implicit
import data.lib.numbers
import future.keywords.not

applies if count(_named) > 0

deny contains _finding(named, "check", {}) if {
	some named in _named
	_sort(named.value) == "organisation"
	credit_code := substring(named.value, 4, 18)
	not numbers.unified_social_credit_code(credit_code)
}

warn contains _finding(named, sort, {}) if {
	some named in _named
	sort := _sort(named.value)
	sort in {"prefix", "name"}
}

warn contains _finding(named, "shape", {"length": count(named.value)}) if {
	some named in _named
	_sort(named.value) == "shape"
}

_finding(named, code, more) := implicit.field_finding(
	named.i,
	code,
	named.key,
	object.union(more, {"value": substring(named.value, 0, 64)}),
)

_named contains {"i": i, "key": "ContentProducer", "value": label.fields.ContentProducer} if {
	some i, label in implicit.read
	implicit.states(label, "ContentProducer")
	not implicit.placeholder(label.fields.ContentProducer)
}

_named contains {"i": i, "key": "ContentPropagator", "value": label.fields.ContentPropagator} if {
	some i, label in implicit.read
	implicit.states(label, "ContentPropagator")
	not implicit.placeholder(label.fields.ContentPropagator)
	not label.fields.ContentPropagator == label.fields.ContentProducer
}

# What begins as a code and has about its length was meant to be one.
_sort(value) := "organisation" if {
	regex.match(`^0011[0-9A-Z]{23}$`, value)
} else := "prefix" if {
	regex.match(`^00[0-9A-Z]{25}$`, value)
} else := "shape" if {
	regex.match(`^00[0-9A-Za-z]{18,30}$`, value)
} else := "name"
