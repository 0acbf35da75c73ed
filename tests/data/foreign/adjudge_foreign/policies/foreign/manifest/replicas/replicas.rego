# METADATA
# scope: package
# title: There are as many replicas as the environment asks for
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.replicas

deny contains {"msg": sprintf("%d replicas, at least %d in %s", [found, least, env])} if {
	env := object.get(input.document, ["metadata", "labels", "env"], "dev")
	found := object.get(input.document.spec, "replicas", 1)
	least := minimum(env)
	found < least
}

minimum(env) := 3 if env == "prod"

else := 2 if env == "stage"

else := 1
