# METADATA
# scope: package
# title: No version of the API is used that has gone
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.api_version

deny contains {"msg": sprintf("%s %s is gone since %s", [input.document.apiVersion, kind, gone[kind]])} if {
	kind := input.document.kind
	gone := _gone[input.document.apiVersion]
	gone[kind]
}

_gone := {
	"extensions/v1beta1": {"Deployment": "1.16", "Ingress": "1.22"},
	"policy/v1beta1": {"PodDisruptionBudget": "1.25", "PodSecurityPolicy": "1.25"},
}
