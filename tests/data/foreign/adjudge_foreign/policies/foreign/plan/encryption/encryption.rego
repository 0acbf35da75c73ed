# METADATA
# scope: package
# title: Disks and databases are encrypted
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.encryption

encrypted_field := {
	"aws_ebs_volume": ["encrypted"],
	"aws_db_instance": ["storage_encrypted"],
	"aws_kinesis_stream": ["settings", 0, "kms"],
}

deny contains {"address": change.address, "field": concat(".", [sprintf("%v", [step]) | some step in field])} if {
	some change in input.document.resource_changes
	field := encrypted_field[change.type]
	object.get(change.change.after, field, false) in {false, null, ""}
}
