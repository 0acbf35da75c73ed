# METADATA
# scope: package
# title: "Host path"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.host_path

import data.k8s.lib.kubernetes

deny contains msg if {
	volume := kubernetes.pod.volumes[_]
	volume.hostPath
	msg := sprintf("%s: the volume %s is a folder of the host", [kubernetes.name, volume.name])
}
