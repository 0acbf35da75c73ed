# METADATA
# scope: package
# title: The records of the service that a project names
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.records

import data.dubbing.lib.related

# METADATA
# description: The readable records of the provider's public standing, as entries of input.related.
providers contains entry if {
	some i in related.at["/records/provider"]
	entry := input.related[i]
	entry.kind == "filing.provider"
	is_object(entry.document)
}

# METADATA
# description: The readable records of the service's user management.
services contains entry if {
	some i in related.at["/records/service"]
	entry := input.related[i]
	entry.kind == "identity.service"
	is_object(entry.document)
}
