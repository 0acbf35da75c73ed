# METADATA
# scope: package
# title: No bucket is public
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.public_bucket

deny contains {"address": resource.address} if {
	some resource in input.document.resource_changes
	resource.type == "aws_s3_bucket"
	created_or_changed(resource)
	resource.change.after.acl in {"public-read", "public-read-write"}
}

created_or_changed(resource) if resource.change.actions[_] == "create"

created_or_changed(resource) if resource.change.actions[_] == "update"
