package persona

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

func TestAdd_ACodeOrAnAddressIsNoNameAndIsNotRepeated(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, p := range []Persona{
			{Cognome: cfRossi, Nome: "Mario"},
			{Cognome: "Rossi", Nome: strings.ToLower(cfRossi)},
			{Cognome: "Rossi 85", Nome: "Mario"},
			{Cognome: "Rossi", Nome: "m.rossi@posta.test"},
			{Cognome: strings.Repeat("a", 301), Nome: "Mario"},
		} {
			_, err := Add(ctx, tx, p)
			refused(t, err, fault.Usage)
			if text := err.Error(); strings.Contains(text, "85") || strings.Contains(text, "aaa") {
				t.Errorf("%q repeats what was given", text)
			}
		}
	})
}

func TestAdd_ControlCharactersInANameStay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		cognome := "Ro\x1b[31mssi\u202e\nx"
		p := add(ctx, t, tx, Persona{Cognome: " " + cognome + "\n", Nome: strings.Repeat("è", 300)})[0]
		if p.Cognome != cognome {
			t.Errorf("stored %q", p.Cognome)
		}
	})
}

func TestFind_UnknownSaysHowToRecordTheNameTyped(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		_, err := Find(ctx, tx, "Neri Ugo")
		refused(t, err, fault.Failed, `dtctl persona add "Neri" "Ugo"`, "--new-person")
		_, err = Find(ctx, tx, "De Rossi Ugo")
		refused(t, err, fault.Failed, "dtctl persona add SURNAME NAME", "--new-person")
	})
}
