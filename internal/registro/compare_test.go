package registro

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// write runs fn as an operation of the ledger.
func write(t *testing.T, d *db.DB, command string, fn func(ctx context.Context, tx *db.Tx) error) journal.Operation {
	t.Helper()
	op := journal.Operation{At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), By: "op", Command: command}
	w := db.Write{Record: journal.Recorder(&op), Unrecorded: journal.Tables()}
	if err := d.Update(t.Context(), w, fn); err != nil {
		t.Fatal(err)
	}
	return op
}

// unrecorded runs statements that the ledger does not see.
func unrecorded(t *testing.T, d *db.DB, statements ...string) {
	t.Helper()
	err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// older makes the database hold an older register: Sardinia before 2026, no
// Castegnero Nanto, Monteciccardo still there, and single values.
func older(t *testing.T, d *db.DB) {
	t.Helper()
	unrecorded(t, d,
		`UPDATE meta SET valore = '2020-01-01' WHERE chiave = 'registro_versione'`,
		`DELETE FROM ente_collocazione WHERE dal = '2026-01-01' AND istat IS NOT NULL`,
		`UPDATE ente_collocazione SET al = NULL WHERE al = '2025-12-31'
			AND ente_id NOT IN (SELECT id FROM ente WHERE al IS NOT NULL) AND ente_id NOT IN
			(SELECT ente_id FROM ente_collocazione WHERE al IS NULL)`,
		`DELETE FROM ente_nome WHERE ente_id IN (SELECT id FROM ente WHERE belfiore = 'M439')`,
		`UPDATE ente SET successore_id = NULL, motivo_fine = NULL
			WHERE successore_id IN (SELECT id FROM ente WHERE belfiore = 'M439')`,
		`DELETE FROM ente WHERE belfiore = 'M439'`,
		`UPDATE ente SET al = NULL, motivo_fine = NULL, successore_id = NULL WHERE belfiore = 'F474'`,
		`UPDATE ente_collocazione SET al = NULL WHERE ente_id = (SELECT id FROM ente WHERE belfiore = 'F474')`,
		`UPDATE ente SET denominazione = 'Sassuolo Vecchia', norma = 'sassuolo vecchia' WHERE belfiore = 'I462'`,
		`UPDATE ente_nome SET nome = 'Sassuolo Vecchia', norma = 'sassuolo vecchia'
			WHERE ente_id = (SELECT id FROM ente WHERE belfiore = 'I462')`,
		`DELETE FROM ente_dato WHERE ente_id = (SELECT id FROM ente WHERE belfiore = 'I462')`,
		`UPDATE provincia SET al = NULL WHERE istat = '111'`,
	)
}

// about returns the differences of one record, by field.
func about(list []Differenza, code string) map[string]Differenza {
	m := map[string]Differenza{}
	for _, d := range list {
		if d.Codice == code {
			m[d.Campo] = d
		}
	}
	return m
}

func compared(t *testing.T, d *db.DB) (list []Differenza) {
	t.Helper()
	view(t, d, func(ctx context.Context, tx *db.Tx) {
		var err error
		if list, err = Compare(ctx, tx); err != nil {
			t.Fatal(err)
		}
	})
	return list
}

func TestCompare_ANewDatabaseIsTheRegister(t *testing.T) {
	if list := compared(t, filled(t)); len(list) != 0 {
		t.Errorf("%d differences, the first %+v", len(list), list[0])
	}
}

func TestRefresh_AnOlderRegisterBecomesTheEmbeddedOne(t *testing.T) {
	d := filled(t)
	older(t, d)
	before := compared(t, d)
	for _, want := range []Differenza{
		{Codice: "111", Campo: "al", Registro: "2025-12-31"},
		{Codice: "M439", Campo: "ente", Registro: "comune VI 024129 2026-01-01/.."},
		{Codice: "F474", Campo: "al", Registro: "2020-06-30"},
		{Codice: "F474", Campo: "successore", Registro: "G479"},
		{Codice: "F474", Campo: "motivo_fine", Registro: "incorporazione"},
		{Codice: "I462", Campo: "denominazione", Database: "Sassuolo Vecchia", Registro: "Sassuolo"},
		{Codice: "I462", Campo: "popolazione", Registro: "41381 (2024-11-21)"},
		{
			Codice: "F050", Campo: "collocazioni",
			Database: "OR 095026 1974-08-20/..", Registro: "OR 095026 1974-08-20/2025-12-31; OR 115031 2026-01-01/..",
		},
	} {
		got := about(before, want.Codice)[want.Campo]
		got.Denominazione = ""
		if got != want {
			t.Errorf("%s %s: %+v, want %+v", want.Codice, want.Campo, got, want)
		}
	}
	op := write(t, d, command, func(ctx context.Context, tx *db.Tx) error {
		applied, err := Refresh(ctx, tx)
		if !slices.Equal(applied, before) {
			t.Error("Refresh tells other differences than Compare")
		}
		return err
	})
	if op.Counts.Inserted > 1000 || op.Counts.Deleted != 0 {
		t.Errorf("the refresh wrote %+v", op.Counts)
	}
	if list := compared(t, d); len(list) != 0 {
		t.Errorf("%d differences are left, the first %+v", len(list), list[0])
	}
	view(t, d, func(ctx context.Context, tx *db.Tx) {
		for _, name := range []string{"Sassuolo", "Sassuolo Vecchia"} {
			e, err := ente.Resolve(ctx, tx, name, ente.ResolveOptions{AsOf: periodo.MustParse("2026-11-21")})
			if err != nil || e.Belfiore != "I462" {
				t.Errorf("%q is %s, %v", name, e.Belfiore, err)
			}
		}
	})
}

func TestRefresh_WhatPeopleWroteIsKept(t *testing.T) {
	d := filled(t)
	asOf := periodo.MustParse("2026-11-21")
	write(t, d, "ente edit", func(ctx context.Context, tx *db.Tx) error {
		sassuolo, err := ente.Resolve(ctx, tx, "c_i462", ente.ResolveOptions{AsOf: asOf})
		if err != nil {
			return err
		}
		name, pec := "Sassuolo Terme", "comune@pec.example.org"
		if err := ente.Edit(ctx, tx, sassuolo, ente.Modifica{Denominazione: &name, PEC: &pec}); err != nil {
			return err
		}
		rimini, err := territorio.FindProvincia(ctx, tx, "RN", asOf)
		if err != nil {
			return err
		}
		formigine, err := ente.Resolve(ctx, tx, "c_d711", ente.ResolveOptions{AsOf: asOf})
		if err != nil {
			return err
		}
		return ente.Edit(ctx, tx, formigine, ente.Modifica{Spostamento: &ente.Spostamento{
			ProvinciaID: rimini.ID, Istat: "099099", Dal: periodo.MustParse("2026-10-01"),
		}})
	})
	unrecorded(t, d, `UPDATE ente SET cf = NULL WHERE belfiore = 'I462'`)
	list := compared(t, d)
	if len(list) != 3 || !about(list, "I462")["denominazione"].Mantenuta ||
		about(list, "I462")["cf"].Mantenuta || !about(list, "D711")["collocazioni"].Mantenuta {
		t.Fatalf("%+v", list)
	}
	write(t, d, command, func(ctx context.Context, tx *db.Tx) error {
		_, err := Refresh(ctx, tx)
		return err
	})
	if list := compared(t, d); len(list) != 2 || !list[0].Mantenuta || !list[1].Mantenuta {
		t.Errorf("after the refresh: %+v", list)
	}
}

func TestRefresh_WhatWasUndoneIsNotKept(t *testing.T) {
	d := filled(t)
	op := write(t, d, "ente edit", func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE ente SET cf = NULL WHERE belfiore = 'I462'`)
		return err
	})
	if list := compared(t, d); len(list) != 1 || !list[0].Mantenuta {
		t.Errorf("before the undo: %+v", list)
	}
	undo := journal.Operation{At: op.At, By: "op", Command: "undo", Undoes: op.ID}
	w := db.Write{Record: journal.Recorder(&undo), Unrecorded: journal.Tables()}
	err := d.Update(t.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		_, err := journal.Undo(ctx, tx, op)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	unrecorded(t, d, `UPDATE ente SET cf = '00000000000' WHERE belfiore = 'I462'`)
	if list := compared(t, d); len(list) != 1 || list[0].Mantenuta {
		t.Errorf("after the undo: %+v", list)
	}
}

func TestRefresh_ANewerRegisterIsLeftAlone(t *testing.T) {
	d := filled(t)
	unrecorded(t, d, `UPDATE meta SET valore = '2999-01-01' WHERE chiave = 'registro_versione'`)
	err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		_, err := Refresh(ctx, tx)
		return err
	})
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Kind != fault.Failed {
		t.Errorf("got %v", err)
	}
}
