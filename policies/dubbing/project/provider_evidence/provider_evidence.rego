# METADATA
# scope: package
# title: A studio that uses another's service keeps the evidence of that service
# description: |
#   A user of a synthesis service has no assessment of its own to make: it has what shows that the service is one that may be
#   used. So a user whose engine is another's names the engine, with its label switches, the number of a filing or registration
#   and the agreement by which it uses the service, whether or not the job itself has public-opinion attributes. No clause asks a
#   user for the documents: that generated content may be used for what it is rests on the provider's duties, of which they are
#   the proof. The licence of a ready voice, the switches themselves and the numbers of a service with public-opinion
#   attributes are other rules' matter.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [interim-measures#4, interim-measures#17, deep-synthesis#19]
#   binding: false
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     engine: "the role is that of a user, and no engine says whose service is used"
#     filing: "nothing shows that the service of {vendor} is filed or registered"
#     agreement: "no agreement with {vendor} is named by which its service is used"
#   remediation: Ask the vendor for its filing or registration number, and name the agreement under engine.agreement.
#   zh:
#     title: 使用他人服务的，留存该服务的证明材料
#     description: 深度合成服务的使用者无须自行开展评估，但应持有能够说明该服务可以使用的材料。因此，合成引擎为他人提供的，使用者应填写引擎及其标识开关、备案或者登记编号以及使用该服务的协议，无论本项目是否具有舆论属性或者社会动员能力。没有条款要求使用者持有这些文件；生成内容可以使用，取决于服务提供者履行义务，这些文件是其证明。音库声音的许可、标识开关以及具有舆论属性的服务的编号由其他规则检查。
#     message:
#       engine: "身份为使用者，但未填写合成引擎，无法得知使用何人的服务"
#       filing: "没有材料表明 {vendor} 的服务已备案或者登记"
#       agreement: "未指明据以使用 {vendor} 服务的协议"
#     remediation: 向供应商索取备案或者登记编号，并在清单的合成引擎项下指明协议。
package dubbing.project.provider_evidence

import data.dubbing.lib.roles
import data.dubbing.lib.synthesis
import data.lib.parties
import future.keywords.not

applies if {
	"user" in roles.held
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
	not _is_own
}

warn contains {"code": "engine", "path": ["engine"]} if not input.document.engine

warn contains {"code": "filing", "path": ["engine", "filings"], "vendor": input.document.engine.vendor} if {
	count({filing.type | some filing in input.document.engine.filings} & {"algorithm", "service", "registration"}) == 0
}

warn contains {"code": "agreement", "path": ["engine", "agreement"], "vendor": input.document.engine.vendor} if {
	not input.document.engine.agreement
}

_is_own if parties.same(input.document.engine.vendor, input.document.provider.name)
