# METADATA
# scope: package
# title: No component of a version that is known to be bad
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.versions

deny contains {"component": component.name, "version": component.version, "below": least} if {
	some component in input.document.components
	least := _least[component.name]
	semver.is_valid(component.version)
	semver.compare(component.version, least) == -1
}

_least := {"log4j-core": "2.17.1", "openssl": "3.0.7", "xz": "5.6.2"}
