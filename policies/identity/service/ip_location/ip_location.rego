# METADATA
# scope: package
# title: The account page shows the region of the IP address
# description: >-
#   A service for the public in mainland China shows, on the page of an account, the region to which its IP address
#   belongs. A service that says it has no public account pages, and says nothing else that shows them, has no page for
#   it. That article is confirmed by two independent secondary sources; how fine the region is shown is not judged.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-06/26/c_1657868775042841.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [account-provisions#12]
#   jurisdictions: [CN]
#   effective: {from: "2022-08-01"}
#   collections: [release]
#   message:
#     hidden: the account page does not show the region of the IP address
#     contradiction: the service is said to have no public account pages, but to show the region of the IP address on them
#     doubtful: "the service is said to have no public account pages, though its type is {type}"
#   names: {type: "/properties/service_types/items"}
#   remediation: Show the region of the account's IP address on its page.
#   zh:
#     title: 账号信息页面展示 IP 地址归属地
#     description: 面向境内公众的服务在互联网用户账号信息页面展示合理范围内的互联网协议（IP）地址归属地信息。服务载明没有公开的账号信息页面，且没有与之相反的记载的，不适用。该条由两个独立的二手来源印证；归属地的精细程度不作判断。
#     message:
#       hidden: 账号信息页面未展示 IP 地址归属地
#       contradiction: 服务称没有公开的账号信息页面，但又称页面展示 IP 地址归属地
#       doubtful: "服务称没有公开的账号信息页面，但服务类型为{type}"
#     remediation: 在账号信息页面展示账号 IP 地址归属地信息。
package identity.service.ip_location

import future.keywords.not

applies if {
	not input.document.domestic_public == false
	not _pageless
}

deny contains {"code": "hidden", "path": ["account_page", "ip_location"]} if {
	not _without
	not input.document.account_page.ip_location == true
}

deny contains {"code": "contradiction", "path": ["account_page", "ip_location"], "related": [{"path": _said}]} if {
	_without
	not input.document.account_page.ip_location == false
}

warn contains {"code": "doubtful", "path": _said, "type": type, "related": [{"path": ["service_types", i]}]} if {
	_without
	some i, type in input.document.service_types
	type in _visible
}

_pageless if {
	_without
	input.document.account_page.ip_location == false
	not _shows
}

_without if input.document.account_page.public == false

_shows if {
	some type in input.document.service_types
	type in _visible
}

# Where users meet each other, they have pages.
_visible := {"social", "live_streaming"}

_said := ["account_page", "public"]
