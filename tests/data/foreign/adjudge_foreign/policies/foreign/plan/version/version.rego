# METADATA
# scope: package
# title: Terraform is new enough
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.version

deny contains {"version": input.document.terraform_version} if semver.compare(input.document.terraform_version, "1.3.0") < 0

deny contains {"version": version, "code": "malformed"} if {
	version := input.document.terraform_version
	not semver.is_valid(version)
}
