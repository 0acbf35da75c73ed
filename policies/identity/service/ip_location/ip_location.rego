# METADATA
# scope: package
# title: The account page shows the region of the IP address
# description: >-
#   A service for the public in mainland China shows, on the page of an account, the region to which its IP address
#   belongs. That article is confirmed by two independent secondary sources; how fine the region is shown is not
#   judged.
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
#   message: the account page does not show the region of the IP address
#   remediation: Show the region of the account's IP address on its page.
#   zh:
#     title: 账号信息页面展示 IP 地址归属地
#     description: 面向境内公众的服务在互联网用户账号信息页面展示合理范围内的互联网协议（IP）地址归属地信息。该条由两个独立的二手来源印证；归属地的精细程度不作判断。
#     message: 账号信息页面未展示 IP 地址归属地
#     remediation: 在账号信息页面展示账号 IP 地址归属地信息。
package identity.service.ip_location

applies if not input.document.domestic_public == false

deny contains {"path": ["account_page", "ip_location"]} if {
	not input.document.account_page.ip_location == true
}
