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

var memoryLimit int64 // in bytes; 0 where there is none

// limitMemory sees to it that no more than limit bytes are in use. What is evaluated while there is more that is no
// garbage is ended; a builtin cannot be ended, so the worker ends itself if it goes on, or reaches twice the limit.
func limitMemory(limit int64) {
	memoryLimit = limit
	debug.SetMemoryLimit(limit) // collect harder before it is reached
	limitProcess(limit)
	go func() {
		var of *running
		var since time.Time
		for range time.Tick(look) {
			run := current.Load()
			if !working.Load() || used() <= limit {
				since = time.Time{}
				continue
			}
			tooMuch := used() > 2*limit
			if !tooMuch {
				runtime.GC()
			}
			// Meanwhile it may have ended, and what follows it is not to blame.
			if used() <= limit || current.Load() != run {
				continue
			}
			if run != nil {
				run.end("memory")
			}
			if since.IsZero() || run != of {
				of, since = run, time.Now()
			}
			if tooMuch || time.Since(since) > grace {
				os.Exit(overMemory)
			}
		}
	}()
}

// tidy collects what earlier evaluations have left, so that none is ended for the garbage of another.
func tidy() {
	if limit := memoryLimit; limit > 0 && used() > limit {
		runtime.GC()
	}
}

// used returns the bytes of the heap, garbage that is not yet collected included.
func used() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
