# METADATA
# scope: package
# title: The service has a minors' mode
# description: >-
#   Games, live streaming, audio-video and social services for the public in mainland China have a mode for minors
#   that differs by age, limits time of use, duration, functions and content, and lets guardians manage it. What of it
#   the law leaves open (hours, ages) is not judged. Whether a service that is
#   said to be none of these says what it is, is judged by service_type.
# related_resources:
#   - ref: https://www.gov.cn/zhengce/content/202310/content_6911288.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: high
#   basis: [minors-regulation#43]
#   jurisdictions: [CN]
#   effective: {from: "2024-01-01"}
#   collections: [release]
#   message:
#     missing: the service has no minors' mode
#     lacking: "the minors' mode does not cover the {part}"
#   names: {part: "/$defs/part"}
#   remediation: >-
#     Set up a minors' mode by age with limits on time, duration, functions and content, and with controls for
#     guardians.
#   zh:
#     title: 服务设置未成年人模式
#     description: 面向境内公众的网络游戏、网络直播、网络音视频、网络社交等服务设置未成年人模式，按年龄阶段区分，在使用时段、时长、功能和内容等方面提供相应服务，并为监护人提供管理功能。法规未作具体规定的事项（如时段、年龄划分）不作判断。称不属于上述服务的，是否载明属于何种服务由其他规则检查。
#     message:
#       missing: 服务未设置未成年人模式
#       lacking: "未成年人模式未包括{part}"
#     remediation: 设置按年龄阶段区分的未成年人模式，限制使用时段、时长、功能和内容，并为监护人提供管理功能。
package identity.service.minors_mode

applies if {
	not input.document.domestic_public == false
	some type in input.document.service_types
	type in {"game", "live_streaming", "audio_video", "social"}
}

deny contains {"code": "missing", "path": ["minors", "mode"]} if {
	not _mode
}

deny contains {"code": "lacking", "path": ["minors", "mode", part], "part": part} if {
	_mode
	some part in ["by_age", "time_of_use", "duration", "functions", "content", "guardian_controls"]
	not input.document.minors.mode[part] == true
}

_mode if is_object(input.document.minors.mode)
