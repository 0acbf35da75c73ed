# METADATA
# scope: package
# title: A child's information has a user agreement of its own and a person in charge
# description: |
#   Where the personal information of a performer under fourteen is processed over a network, there is a user agreement
#   made for children, and a person is designated to protect their information; the dedicated rules, which the article
#   asks for as well, are the matter of guardian. What is kept offline is outside the provisions, and nothing is offline
#   that is entrusted, supplied, sent abroad or made public.
# related_resources:
#   - ref: https://www.cac.gov.cn/2019-08/23/c_1124913903.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [child-information-provisions#8]
#   jurisdictions: [CN]
#   effective: {from: "2019-10-01"}
#   collections: [release, voice-rights]
#   message:
#     agreement: "there is no user agreement made for children"
#     officer: "nobody is designated to protect the child's personal information"
#     online: "the child's information is said to be processed offline, but is handed over or made public"
#   remediation: Make the user agreement, designate the person, and record both under child.
#   zh:
#     title: 儿童个人信息有专门的用户协议和专人负责
#     description: 通过网络处理不满十四周岁的表演者的个人信息的，应设置专门的用户协议，并指定专人负责儿童个人信息保护；该条所要求的专门的保护规则，由有关监护人同意的规则检查。未通过网络处理的，不适用该规定；已委托处理、对外提供、向境外提供或者公开的，不属于未通过网络处理。
#     message:
#       agreement: "未设置专门的儿童用户协议"
#       officer: "未指定专人负责儿童个人信息保护"
#       online: "所填为不经网络处理儿童个人信息，但该信息已委托处理、对外提供、向境外提供或者公开"
#     remediation: 设置专门的用户协议，指定专人负责，并填写在同意记录的“儿童个人信息”项中。
package dubbing.consent.child_agreement

import data.dubbing.lib.subjects
import future.keywords.not

applies if {
	subjects.is_child
	subjects.over_network
}

deny contains {"code": item, "path": ["child", item]} if {
	some item in ["agreement", "officer"]
	not input.document.child[item]
}

deny contains {"code": "online", "path": ["child", "offline"], "related": places} if {
	input.document.child.offline == true
	places := [{"path": [key]} | some key in subjects.handed_over]
	count(places) > 0
}
