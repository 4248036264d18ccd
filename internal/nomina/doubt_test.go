package nomina

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

func TestAdd_AMergedPersonIsRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, "UPDATE persona SET unita_a = ? WHERE id = ?", anna, luca); err != nil {
			t.Fatal(err)
		}
		_, err := Add(ctx, tx, Nuova{EnteID: sassuolo, RuoloID: rtd, PersonaID: luca, Periodo: between("2021-07-01", "")})
		refused(t, err, fault.Failed, "person 2 was merged into person 1")
	})
}

func TestIsOutOfScope_OnTheDayAndForItsOwnProgramme(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, "INSERT INTO programma_ambito (programma_id, tipo) VALUES (1, 'comune')"); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(ctx, "INSERT INTO programma_ambito (programma_id, regione_id) VALUES (1, 8)"); err != nil {
			t.Fatal(err)
		}
		for what, c := range map[string]struct {
			nuova Nuova
			on    string
			want  bool
		}{
			"inside":               {Nuova{EnteID: sassuolo, RuoloID: comunicazione}, "2021-06-17", false},
			"not yet in":           {Nuova{EnteID: montecopiolo, RuoloID: comunicazione}, "2021-06-16", true},
			"in since that day":    {Nuova{EnteID: montecopiolo, RuoloID: formazione}, "2021-06-17", false},
			"a general role":       {Nuova{EnteID: consorzio, RuoloID: rtd}, "2021-06-17", false},
			"an Unione for itself": {Nuova{EnteID: distretto, RuoloID: comunicazione}, "2021-06-17", true},
			"an Unione for others": {Nuova{EnteID: distretto, RuoloID: formazione, Copre: Aderenti}, "2021-06-17", false},
		} {
			c.nuova.PersonaID, c.nuova.Periodo = anna, between(c.on, "")
			n := must(t)(Add(ctx, tx, c.nuova))
			if got, err := IsOutOfScope(ctx, tx, n, day(c.on)); err != nil || got != c.want {
				t.Errorf("%s: %t, %v", what, got, err)
			}
		}
	})
}

func TestStrangers_AreListedButNoMembersOnTheDay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, "INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (?, ?, '2021-07-01')",
			distretto, sassuolo); err != nil {
			t.Fatal(err)
		}
		n := must(t)(Add(ctx, tx, Nuova{
			EnteID: distretto, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-01", ""),
			Copre: Elenco, Enti: []int64{sassuolo, formigine},
		}))
		for on, want := range map[string]string{"2021-06-30": "Formigine, Sassuolo", "2021-07-01": "Formigine"} {
			if got, err := Strangers(ctx, tx, n, day(on)); err != nil || strings.Join(got, ", ") != want {
				t.Errorf("on %s %v, %v", on, got, err)
			}
		}
	})
}
