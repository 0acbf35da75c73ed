package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/print"
)

// job asks a program each of its queries for each input. Limit bounds one evaluation; none where it is 0.
type job struct {
	program uint64
	limit   time.Duration
	queries []uint64
	inputs  [][]byte
}

// readJob reads numbers of eight bytes: program, limit in nanoseconds, how many queries, how many inputs, each query,
// the length of each input; then the inputs.
func readJob(body []byte) job {
	next := func() uint64 {
		value := binary.LittleEndian.Uint64(body)
		body = body[8:]
		return value
	}
	made := job{program: next(), limit: time.Duration(next())}
	queries, inputs := next(), next()
	for range queries {
		made.queries = append(made.queries, next())
	}
	lengths := make([]uint64, inputs)
	for i := range lengths {
		lengths[i] = next()
	}
	for _, length := range lengths {
		made.inputs = append(made.inputs, body[:length])
		body = body[length:]
	}
	return made
}

func evaluate(asked job, replies *replies) {
	found := programs[asked.program]
	for _, text := range asked.inputs {
		var input ast.Value
		said := &failure{Code: "program", Message: "there is no such program"}
		if found != nil {
			input, said = parseInput(text)
		}
		for _, number := range asked.queries {
			if said != nil {
				replies.frame('e', said.json())
				continue
			}
			ask(found, number, input, asked.limit, replies)
		}
	}
}

// ask evaluates one query for one input.
func ask(found *program, number uint64, input ast.Value, limit time.Duration, replies *replies) {
	said := &printed{}
	term, failed := value(found, query{number: number}, input, limit, said)
	for _, line := range said.lines {
		replies.frame('p', line.json())
	}
	if said.leftOut > 0 {
		replies.frame('p', (&failure{Message: fmt.Sprintf("… (+%d)", said.leftOut)}).json())
	}
	switch {
	case failed != nil:
		if failed.Code == "eval_conflict_error" {
			// Who called the function is known only to a slower evaluation.
			if _, again := value(found, query{number, true}, input, limit, &printed{}); again != nil {
				failed.Trace = again.Trace
			}
		}
		replies.frame('e', failed.json())
	case term == nil:
		replies.frame('u', nil)
	default:
		written, err := write(nil, term)
		if err != nil {
			replies.frame('e', (&failure{Code: "result", Message: err.Error()}).json())
			return
		}
		replies.frame('v', written)
	}
}

// value returns the value of a query, nil when it is undefined, or why there is none.
func value(
	found *program, wanted query, input ast.Value, limit time.Duration, said *printed,
) (term *ast.Term, failed *failure) {
	defer func() {
		if reason := recover(); reason != nil {
			term, failed = nil, &failure{Code: "raised", Message: fmt.Sprint(reason)}
		}
	}()
	prepared, err := found.prepare(wanted)
	if err != nil {
		return nil, &failuresOf(err)[0]
	}
	tidy()
	run := &running{stop: topdown.NewCancel()}
	current.Store(run)
	defer current.Store(nil)
	working.Store(true)
	defer working.Store(false)
	if limit > 0 {
		defer time.AfterFunc(limit, func() { run.end("time") }).Stop()
	}
	values, err := prepared.Eval(context.Background(),
		rego.EvalParsedInput(input), rego.EvalExternalCancel(run.stop), rego.EvalPrintHook(said), rego.EvalTime(epoch))
	if err != nil {
		first := failuresOf(err)[0]
		if why := run.why.Load(); why != nil && first.Code == "eval_cancel_error" {
			first = failure{Code: *why, Message: first.Message}
		}
		return nil, &first
	}
	if len(values) == 0 {
		return nil, nil
	}
	return values[0].Expressions[0].Value.(*ast.Term), nil
}

var epoch = time.Unix(0, 0).UTC()

// running is the evaluation at hand, which may be ended from outside; why is "time" or "memory".
type running struct {
	stop topdown.Cancel
	why  atomic.Pointer[string]
}

func (r *running) end(why string) {
	r.why.CompareAndSwap(nil, &why)
	r.stop.Cancel()
}

// current is what is evaluated; working says that the memory at hand is a program's, also while one is compiled.
var (
	current atomic.Pointer[running]
	working atomic.Bool
)

func parseInput(text []byte) (ast.Value, *failure) {
	value, err := parse(text)
	if err != nil {
		return nil, &failure{Code: "input", Message: err.Error()}
	}
	return value, nil
}

func parse(text []byte) (ast.Value, error) {
	if err := sound(text); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something after the document")
	}
	return ast.InterfaceToValue(value)
}

// printed is what `print` said during one evaluation: at most mostLines lines, each of at most longest bytes.
type printed struct {
	lines   []failure
	leftOut int
}

const (
	mostLines = 1000
	longest   = 4096
)

// Print is called by OPA.
func (p *printed) Print(where print.Context, said string) error {
	if len(p.lines) < mostLines {
		p.lines = append(p.lines, failure{Message: said[:min(len(said), longest)], At: placeOf(where.Location)})
	} else {
		p.leftOut++
	}
	return nil
}
