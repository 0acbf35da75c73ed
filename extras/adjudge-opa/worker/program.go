package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// wanted is a program as it is asked for. Forbidden are the builtins that depend on more than program and input.
type wanted struct {
	Modules   []struct{ File, Text string }
	Data      json.RawMessage
	Queries   []string
	Forbidden []string
}

type program struct {
	compiler     *ast.Compiler
	store        storage.Store
	capabilities *ast.Capabilities
	texts        []string
	prepared     map[query]*rego.PreparedEvalQuery
}

// query is one of a program's, by its number; a traced one is slower and knows who called what failed.
type query struct {
	number uint64
	traced bool
}

var (
	programs = map[uint64]*program{}
	last     uint64
)

// load makes a program ready and returns its number, or all that is wrong with it.
func load(text []byte) (uint64, []failure) {
	var asked wanted
	if err := json.Unmarshal(text, &asked); err != nil {
		return 0, failuresOf(err)
	}
	allowed := capabilities(asked.Forbidden)
	modules, failures := parseModules(asked, allowed)
	if failures != nil {
		return 0, failures
	}
	data, err := parseData(asked.Data)
	if err != nil {
		return 0, failuresOf(err)
	}
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	compiler := ast.NewCompiler().WithCapabilities(allowed).WithEnablePrintStatements(true).SetErrorLimit(0)
	ctx := context.Background()
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return 0, failuresOf(err)
	}
	compiler.WithPathConflictsCheck(storage.NonEmpty(ctx, store, transaction))
	compiler.Compile(modules)
	store.Abort(ctx, transaction)
	if compiler.Failed() {
		return 0, failuresOf(compiler.Errors)
	}
	made := &program{compiler, store, allowed, asked.Queries, map[query]*rego.PreparedEvalQuery{}}
	if len(made.texts) > 0 {
		if _, err := made.prepare(query{}); err != nil {
			return 0, failuresOf(err)
		}
	}
	last++
	programs[last] = made
	return last, nil
}

// capabilities are those of this OPA, without what is forbidden, and without any network.
func capabilities(forbidden []string) *ast.Capabilities {
	allowed := ast.CapabilitiesForThisVersion()
	allowed.Builtins = slices.DeleteFunc(allowed.Builtins, func(each *ast.Builtin) bool {
		return slices.Contains(forbidden, each.Name)
	})
	allowed.AllowNet = []string{}
	return allowed
}

func parseModules(asked wanted, allowed *ast.Capabilities) (map[string]*ast.Module, []failure) {
	modules := map[string]*ast.Module{}
	var failures []failure
	for _, each := range asked.Modules {
		options := ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: allowed, ProcessAnnotation: false}
		parsed, err := ast.ParseModuleWithOpts(each.File, each.Text, options)
		switch {
		case err != nil:
			failures = append(failures, failuresOf(err)...)
		case parsed == nil:
			failures = append(failures, failure{Code: "rego_parse_error", Message: "empty module", At: &place{each.File, 1, 1}})
		default:
			modules[each.File] = parsed
		}
	}
	return modules, failures
}

func parseData(text []byte) (map[string]any, error) {
	data := map[string]any{}
	if len(text) == 0 {
		return data, nil
	}
	if err := sound(text); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return data, decoder.Decode(&data)
}

// prepare makes a query ready when it is first asked: most of them ask for one head of a rule that has failed.
func (p *program) prepare(wanted query) (*rego.PreparedEvalQuery, error) {
	if known := p.prepared[wanted]; known != nil {
		return known, nil
	}
	if wanted.number >= uint64(len(p.texts)) {
		return nil, fmt.Errorf("there is no query %d", wanted.number)
	}
	made, err := rego.New(
		rego.Query(p.texts[wanted.number]), rego.Compiler(p.compiler), rego.Store(p.store),
		rego.Capabilities(p.capabilities), rego.StrictBuiltinErrors(true), rego.EnablePrintStatements(true),
		rego.StackTraces(wanted.traced),
		rego.GenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) { return term, nil }),
	).PrepareForEval(context.Background())
	if err != nil {
		return nil, err
	}
	p.prepared[wanted] = &made
	return &made, nil
}
