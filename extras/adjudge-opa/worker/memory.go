package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	look  = 2 * time.Millisecond
	grace = 500 * time.Millisecond

	// overMemory is the exit code of a worker that ends itself since what it does cannot be ended.
	overMemory = 12
)

// limitMemory sees to it that no more than limit bytes are in use. What is evaluated while there is more that is no
// garbage is ended; a builtin cannot be ended, so the worker ends itself if it goes on, or reaches twice the limit.
func limitMemory(limit int64) {
	debug.SetMemoryLimit(limit) // collect harder before it is reached
	limitProcess(limit)
	go func() {
		var since time.Time
		for range time.Tick(look) {
			if !working.Load() || used() <= limit {
				since = time.Time{}
				continue
			}
			if used() > 2*limit {
				os.Exit(overMemory)
			}
			runtime.GC()
			if used() <= limit {
				continue
			}
			if run := current.Load(); run != nil {
				run.end("memory")
			}
			if since.IsZero() {
				since = time.Now()
			} else if time.Since(since) > grace {
				os.Exit(overMemory)
			}
		}
	}()
}

// used returns the bytes of the heap, garbage that is not yet collected included.
func used() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
