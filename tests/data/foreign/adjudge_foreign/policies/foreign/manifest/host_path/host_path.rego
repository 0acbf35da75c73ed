# METADATA
# scope: package
# title: No volume is a path of the host
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.host_path

import data.foreign.lib.workload

deny contains {"volume": volume.name, "path": path} if {
	volume := workload.pod.volumes[_]
	path := volume.hostPath.path
	path_matches(path)
}

path_matches(path) if glob.match("/var/**", ["/"], path)

path_matches(path) if path in ["/", "/etc", "/proc"]
