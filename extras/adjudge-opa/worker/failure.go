package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// failure is an error as OPA's server writes it, so that both are explained by the same code.
type failure struct {
	Code    string  `json:"code"`
	Message string  `json:"message"`
	At      *place  `json:"location,omitempty"`
	Trace   []frame `json:"stack_trace,omitempty"`
}

type place struct {
	File string `json:"file"`
	Row  int    `json:"row"`
	Col  int    `json:"col"`
}

type frame struct {
	At *place `json:"location,omitempty"`
}

func (f *failure) json() []byte {
	text, err := json.Marshal(f)
	if err != nil {
		panic(err) // made of texts and numbers only
	}
	return text
}

// failuresOf returns all that an error of OPA tells of, by place; at least one.
func failuresOf(err error) []failure {
	var compiled ast.Errors
	var several rego.Errors
	var evaluated *topdown.Error
	found := []failure{}
	switch {
	case errors.As(err, &evaluated):
		said := failure{Code: evaluated.Code, Message: evaluated.Message, At: placeOf(evaluated.Location)}
		for _, each := range evaluated.StackTrace {
			said.Trace = append(said.Trace, frame{placeOf(each.Location)})
		}
		found = append(found, said)
	case errors.As(err, &compiled):
		for _, each := range compiled {
			found = append(found, failure{Code: each.Code, Message: each.Message, At: placeOf(each.Location)})
		}
	case errors.As(err, &several):
		for _, each := range several {
			found = append(found, failuresOf(each)...)
		}
	}
	if len(found) == 0 {
		return []failure{{Code: "other", Message: err.Error()}}
	}
	slices.SortStableFunc(found, byPlace)
	return found
}

func byPlace(a, b failure) int {
	if a.At == nil || b.At == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Row, b.At.Row), cmp.Compare(a.At.Col, b.At.Col))
}

func placeOf(at *ast.Location) *place {
	if at == nil {
		return nil
	}
	return &place{at.File, at.Row, at.Col}
}
