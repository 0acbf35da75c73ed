# METADATA
# scope: package
# title: No licence of the kind that infects
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.licences

deny contains {"component": component.name, "licence": id} if {
	some component in input.document.components
	id := component.licenses[_].license.id
	glob.match("{A,}GPL-*", [], id)
}

warn contains {"component": component.name} if {
	some component in input.document.components
	count(object.get(component, "licenses", [])) == 0
}
