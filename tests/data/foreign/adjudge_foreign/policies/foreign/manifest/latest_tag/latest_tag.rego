# METADATA
# scope: package
# title: Images are pinned
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.latest_tag

import data.foreign.lib.workload

deny contains {"image": image, "msg": msg} if {
	image := workload.containers[_].image
	tag := tag_of(image)
	tag in {"latest", ""}
	msg := sprintf("image '%v' uses tag %q", [image, tag])
}

tag_of(image) := "digest" if {
	contains(image, "@sha256:")
} else := tag if {
	[_, tag] := split(image, ":")
} else := ""
