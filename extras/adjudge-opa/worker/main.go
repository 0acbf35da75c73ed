// The worker of the engine `native`: OPA, asked on pipes.
//
// A request on stdin is a letter, eight bytes of length (little endian) and that many bytes:
//
//	A  which OPA this is
//	L  load a program: JSON, see `wanted`
//	D  drop a program: its number, eight bytes
//	E  evaluate: see `readJob`
//
// A reply on stdout is a frame, or for E at least one for each input and query: a letter, eight bytes of length and that
// many bytes. J is JSON; v a value, u undefined, e an error (JSON), each the end of one query; p what `print` said before.
// The worker ends when its stdin does, also in the middle of an evaluation: it dies with who started it.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
	_ "time/tzdata" // zones are the same on every machine

	"github.com/open-policy-agent/opa/v1/version"
)

const (
	flushEvery = 5 * time.Millisecond
	maxStack   = 512 << 20
)

type request struct {
	letter byte
	body   []byte
}

func main() {
	time.Local = time.UTC // "Local" is a zone of time.*, and TZ is no part of a policy
	debug.SetGCPercent(400)
	debug.SetMaxStack(maxStack)
	if len(os.Args) > 1 {
		if limit, err := strconv.ParseInt(os.Args[1], 10, 64); err == nil && limit > 0 {
			limitMemory(limit)
		}
	}
	requests := make(chan request)
	go read(os.Stdin, requests)
	replies := newReplies(os.Stdout)
	for each := range requests {
		serve(each, replies)
		replies.flush()
	}
}

// read passes on what is asked, and ends the program when nobody is there to ask any more.
func read(from io.Reader, requests chan<- request) {
	in := bufio.NewReaderSize(from, 1<<16)
	head := make([]byte, 9)
	for {
		if _, err := io.ReadFull(in, head); err != nil {
			os.Exit(0)
		}
		body := make([]byte, binary.LittleEndian.Uint64(head[1:]))
		if _, err := io.ReadFull(in, body); err != nil {
			os.Exit(0)
		}
		requests <- request{head[0], body}
	}
}

func serve(asked request, replies *replies) {
	switch asked.letter {
	case 'A':
		replies.json(map[string]string{"opa": version.Version, "go": runtime.Version()})
	case 'L':
		tidy()
		working.Store(true)
		number, failures := load(asked.body)
		working.Store(false)
		replies.json(map[string]any{"number": number, "errors": failures})
	case 'D':
		delete(programs, binary.LittleEndian.Uint64(asked.body))
		replies.json(map[string]any{})
	case 'E':
		evaluate(readJob(asked.body), replies)
	}
}

// replies are written as they come, soon but not each by itself: whoever waits knows which input takes so long.
type replies struct {
	lock sync.Mutex
	out  *bufio.Writer
}

func newReplies(to io.Writer) *replies {
	made := &replies{out: bufio.NewWriterSize(to, 1<<16)}
	go func() {
		for range time.Tick(flushEvery) {
			made.flush()
		}
	}()
	return made
}

func (r *replies) frame(letter byte, said []byte) {
	r.lock.Lock()
	defer r.lock.Unlock()
	head := binary.LittleEndian.AppendUint64([]byte{letter}, uint64(len(said)))
	r.out.Write(head) // an error stays with the writer, and flush meets it
	r.out.Write(said)
}

func (r *replies) json(said any) {
	text, err := json.Marshal(said)
	if err != nil {
		panic(err) // made of texts and numbers only
	}
	r.frame('J', text)
}

func (r *replies) flush() {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.out.Buffered() > 0 && r.out.Flush() != nil {
		os.Exit(0)
	}
}
