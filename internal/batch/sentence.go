package batch

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/dtctl/dtctl/internal/message"
)

// sentence is a message.Text as it is kept in the database, so that it can be
// put in any language later.
type sentence struct {
	Format string `json:"f"`
	Many   string `json:"m,omitempty"`
	N      int    `json:"n,omitempty"`
	Args   []any  `json:"a,omitempty"`
}

// cause is a Problem as it is kept in the database.
type cause struct {
	Line    int       `json:"riga"`
	Column  int       `json:"colonna"`
	Code    string    `json:"codice"`
	Text    sentence  `json:"motivo"`
	Hint    *sentence `json:"suggerimento,omitempty"`
	Choices []Choice  `json:"scelte,omitempty"`
}

// stored writes the problems of a row for the database, in the order of its
// columns.
func stored(problems []Problem) (string, error) {
	list := make([]cause, len(problems))
	for i, p := range problems {
		list[i] = cause{Line: p.Line, Column: p.Column, Code: p.Code, Text: sentenceOf(p.Text), Choices: p.Choices}
		if !p.Hint.IsZero() {
			hint := sentenceOf(p.Hint)
			list[i].Hint = &hint
		}
	}
	slices.SortStableFunc(list, func(a, b cause) int { return cmp.Compare(a.Column, b.Column) })
	text, err := json.Marshal(list)
	return string(text), err
}

func sentenceOf(t message.Text) sentence {
	s := sentence{Format: t.Format, Many: t.Many, N: t.N}
	for _, a := range t.Args {
		switch a := a.(type) {
		case message.Text:
			s.Args = append(s.Args, sentenceOf(a))
		case int, int64:
			s.Args = append(s.Args, a)
		default:
			s.Args = append(s.Args, fmt.Sprint(a))
		}
	}
	return s
}

// restored reads what stored wrote.
func restored(text string) ([]Problem, error) {
	var list []cause
	err := json.Unmarshal([]byte(text), &list)
	problems := make([]Problem, len(list))
	for i, c := range list {
		problems[i] = Problem{Line: c.Line, Column: c.Column, Code: c.Code, Text: c.Text.text(), Choices: c.Choices}
		if c.Hint != nil {
			problems[i].Hint = c.Hint.text()
		}
	}
	return problems, err
}

func (s sentence) text() message.Text {
	t := message.Text{Format: s.Format, Many: s.Many, N: s.N}
	for _, a := range s.Args {
		t.Args = append(t.Args, argument(a))
	}
	return t
}

// argument returns what JSON made of an argument in its first form.
func argument(a any) any {
	switch a := a.(type) {
	case float64:
		return int64(a)
	case map[string]any:
		inner := sentence{}
		if raw, err := json.Marshal(a); err == nil && json.Unmarshal(raw, &inner) == nil {
			return inner.text()
		}
	}
	return a
}
