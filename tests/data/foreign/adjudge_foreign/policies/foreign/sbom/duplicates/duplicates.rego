# METADATA
# scope: package
# title: No component stands there twice
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.duplicates

deny contains {"name": name, "count": count(places)} if {
	name := input.document.components[_].name
	places := [i | some i, component in input.document.components; component.name == name]
	count(places) > 1
}
