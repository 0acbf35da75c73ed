# METADATA
# scope: package
# title: A service that is none of the named types says what it is
# description: >-
#   A service for the public in mainland China that is said to be neither a game nor live streaming, audio-video or social,
#   and so to need no minors' mode, says in other_type what it is instead. How such a service is to be shown is our reading
#   of the article, so the rule warns.
# related_resources:
#   - ref: https://www.gov.cn/zhengce/content/202310/content_6911288.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   binding: false
#   basis: [minors-regulation#43]
#   jurisdictions: [CN]
#   effective: {from: "2024-01-01"}
#   collections: [release]
#   message: the service is said to be neither a game nor live streaming, audio-video or social, but not what it is
#   remediation: Say in other_type what the service is, or name the type that it is of.
#   zh:
#     title: 不属于所列类型的服务载明属于何种服务
#     description: 面向境内公众的服务称不属于网络游戏、网络直播、网络音视频、网络社交，因而无须设置未成年人模式的，应载明属于何种服务。如何载明属于本产品对条文的理解，故本规则仅作警告。
#     message: 称服务不属于网络游戏、网络直播、网络音视频、网络社交，但未载明属于何种服务
#     remediation: 载明服务属于何种服务，或者填写其所属类型。
package identity.service.service_type

import data.lib.texts
import future.keywords.not

applies if not input.document.domestic_public == false

warn contains {"path": ["service_types"]} if {
	not _named
	not _explained
}

_named if {
	some type in input.document.service_types
	type in {"game", "live_streaming", "audio_video", "social"}
}

_explained if texts.stated(input.document.other_type)
