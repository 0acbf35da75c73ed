package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// sound returns an error for JSON that Go would read as another text than was written: it puts U+FFFD in the place of
// half a pair of surrogates.
func sound(text []byte) error {
	if !utf8.Valid(text) {
		return errors.New("it is not UTF-8")
	}
	for {
		at := bytes.IndexByte(text, '\\')
		if at < 0 || at+1 >= len(text) {
			return nil
		}
		text = text[at:]
		switch half := surrogate(text); {
		case half == 0:
			text = text[2:]
		case half < 0xdc00 && len(text) > 6 && surrogate(text[6:]) >= 0xdc00:
			text = text[12:]
		default:
			return fmt.Errorf("\\u%04x is half a character", half)
		}
	}
}

// surrogate returns the half of a pair that an escape at the beginning of text stands for; 0 when it is another.
func surrogate(text []byte) uint64 {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0
	}
	code, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil || code < 0xd800 || code > 0xdfff {
		return 0
	}
	return code
}

// write writes a value as JSON: sets as arrays in OPA's order, keys that are no strings as their JSON text.
func write(into []byte, term *ast.Term) ([]byte, error) {
	switch value := term.Value.(type) {
	case ast.Null:
		return append(into, "null"...), nil
	case ast.Boolean:
		return strconv.AppendBool(into, bool(value)), nil
	case ast.Number:
		return writeNumber(into, string(value))
	case ast.String:
		return writeText(into, string(value))
	case *ast.Array:
		return writeItems(into, value.Len(), value.Elem)
	case ast.Set:
		items := value.Slice()
		return writeItems(into, len(items), func(i int) *ast.Term { return items[i] })
	case ast.Object:
		return writeObject(into, value)
	}
	return nil, fmt.Errorf("%T is no value", term.Value)
}

func writeItems(into []byte, count int, item func(int) *ast.Term) ([]byte, error) {
	var err error
	into = append(into, '[')
	for i := range count {
		if i > 0 {
			into = append(into, ',')
		}
		if into, err = write(into, item(i)); err != nil {
			return nil, err
		}
	}
	return append(into, ']'), nil
}

func writeObject(into []byte, object ast.Object) ([]byte, error) {
	var err error
	names := map[string]bool{}
	into = append(into, '{')
	for i, key := range object.Keys() {
		if i > 0 {
			into = append(into, ',')
		}
		name, isText := key.Value.(ast.String)
		if !isText {
			text, err := write(nil, key)
			if err != nil {
				return nil, err
			}
			name = ast.String(text)
		}
		if names[string(name)] {
			return nil, fmt.Errorf("two keys of an object are both written %q", string(name))
		}
		names[string(name)] = true
		if into, err = writeText(into, string(name)); err != nil {
			return nil, err
		}
		if into, err = write(append(into, ':'), object.Get(key)); err != nil {
			return nil, err
		}
	}
	return append(into, '}'), nil
}

// writeNumber refuses what a policy may write and JSON has not: .5, 1., 0x10, 1e999.
func writeNumber(into []byte, number string) ([]byte, error) {
	if float, err := strconv.ParseFloat(number, 64); err != nil || math.IsInf(float, 0) {
		return nil, fmt.Errorf("%.20s is beyond a 64-bit float", number)
	}
	if !json.Valid([]byte(number)) {
		return nil, fmt.Errorf("%.20s is no number of JSON", number)
	}
	return append(into, number...), nil
}

// writeText escapes only what JSON forbids. Where a builtin has cut a text within a character, it does as OPA's server.
func writeText(into []byte, text string) ([]byte, error) {
	if !utf8.ValidString(text) {
		said, err := json.Marshal(text)
		return append(into, said...), err
	}
	into = append(into, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			into = append(into, '\\', c)
		case c < ' ':
			into = fmt.Appendf(into, "\\u%04x", c)
		default:
			into = append(into, c)
		}
	}
	return append(into, '"'), nil
}
