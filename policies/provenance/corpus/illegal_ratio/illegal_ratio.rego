# METADATA
# scope: package
# title: No source has too much illegal content
# description: >-
#   Each source was sampled before collection and after it, and at most corpus_illegal_ratio percent of each sample
#   was illegal or undesirable. Of an empty sample nothing can be said, so it is too high. The standard is voluntary
#   and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#5.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     unsampled: "the source {source} was not sampled {stage} collection"
#     high: "{illegal} of {sampled} items of the source {source} were illegal or undesirable {stage} collection, which is not at most {ratio} %"
#   names: {stage: "/$defs/stage"}
#   remediation: >-
#     Sample every source before and after collection, and do not use one that has more than the parameter allows.
#   zh:
#     title: 来源的违法不良信息比例不超限
#     description: 每一来源均应在采集前和采集后抽检，违法不良信息比例均不超过参数规定的比例。空样本不能作为证明，按超过比例处理。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       unsampled: "来源 {source} {stage}未抽检"
#       high: "来源 {source} {stage}抽检 {sampled} 条，其中违法不良信息 {illegal} 条，不能证明比例不超过 {ratio}%"
#     remediation: 对每一来源在采集前后进行抽检，不使用超过比例的来源。
package provenance.corpus.illegal_ratio

import data.lib.shares
import future.keywords.not

warn contains {"code": "unsampled", "path": ["sources", i], "source": source.id, "stage": stage} if {
	some i, source in input.document.sources
	some stage in ["before", "after"]
	not source.illegal_samples[stage]
}

warn contains finding if {
	some i, source in input.document.sources
	some stage, sample in source.illegal_samples
	ratio := data.provenance.params.corpus_illegal_ratio
	not _is_clean(sample, ratio)
	finding := {
		"code": "high",
		"path": ["sources", i, "illegal_samples", stage],
		"source": source.id,
		"stage": stage,
		"sampled": object.get(sample, "sampled", null),
		"illegal": object.get(sample, "illegal", null),
		"ratio": ratio,
	}
}

_is_clean(sample, ratio) if shares.at_most(sample.illegal, sample.sampled, ratio)
