# METADATA
# scope: package
# title: The token may not write everything
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.permissions

deny contains {"msg": "write-all"} if input.document.permissions == "write-all"

deny contains {"job": job_name, "scope": scope} if {
	input.document.jobs[job_name].permissions[scope] == "write"
	not scope in {"checks", "id-token"}
}

deny contains {"msg": "no permissions"} if {
	not input.document.permissions
	every job in input.document.jobs {
		not job.permissions
	}
}
