# METADATA
# scope: package
# title: The project names the records of its service
# description: |
#   A job for the public in mainland China by a service that owes a filing names the record of the provider's public standing
#   and that of the service's user management, so that what they and the manifest both state can be compared. Whoever only
#   uses a vendor's service need name none. No clause asks for the reference; without it nothing shows that the records of a release belong to it.
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: low
#   collections: [evidence]
#   message:
#     provider: "the manifest does not name the record of the provider's public standing"
#     service: "the manifest does not name the record of the service's user management"
#   remediation: Name the record under records, by its path relative to the manifest.
#   zh:
#     title: 项目清单指明所属服务的记录
#     description: 应当备案的服务向境内公众提供的任务，清单应指明服务提供者的公示情况记录和服务的用户管理记录，以便核对双方均载明的事项。仅使用供应商服务的，可以不指明。没有条款要求这样指明；未指明的，无从证明发布内容中的记录属于该任务。
#     message:
#       provider: "清单未指明服务提供者的公示情况记录"
#       service: "清单未指明服务的用户管理记录"
#     remediation: 在清单中按相对路径指明该记录。
package dubbing.project.records_named

import data.dubbing.lib.roles
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	not input.document.scope.public_opinion == false
	roles.held != {"user"}
}

warn contains {"code": record, "path": []} if {
	some record in ["provider", "service"]
	not input.document.records[record]
}
