# METADATA
# scope: package
# title: Deployments have an environment
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.environment

deny contains {"job": name} if {
	some name, job in input.document.jobs
	deploys(name, job)
	not environment(job)
}

deploys(name, _) if startswith(lower(name), "deploy")

deploys(_, job) if {
	some step in job.steps
	contains(step.run, "kubectl apply")
}

environment(job) := job.environment.name if {
	is_object(job.environment)
} else := job.environment if {
	is_string(job.environment)
}
