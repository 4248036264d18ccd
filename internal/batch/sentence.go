package batch

import (
	"encoding/json"
	"fmt"

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

// stored writes a sentence for the database, nil when it says nothing.
func stored(t message.Text) (any, error) {
	if t.IsZero() {
		return nil, nil
	}
	text, err := json.Marshal(sentenceOf(t))
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

// restored reads what stored wrote; an empty text says nothing.
func restored(text string) (message.Text, error) {
	if text == "" {
		return message.Text{}, nil
	}
	var s sentence
	err := json.Unmarshal([]byte(text), &s)
	return s.text(), err
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
