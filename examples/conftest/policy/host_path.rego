package pods.host_path

import data.lib.kubernetes

deny[msg] {
	volume := kubernetes.pod.volumes[_]
	volume.hostPath
	msg := sprintf("%s: the volume %s is a folder of the host", [kubernetes.name, volume.name])
}
