package main

import "syscall"

// limitProcess bounds what the kernel gives: one allocation may be larger than a patrol can see in time.
func limitProcess(limit int64) {
	most := uint64(3*limit + 1<<30)
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: most, Max: most}) // where it fails the patrol is left
}
