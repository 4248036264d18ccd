package nomina

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/sheet"
)

// office is a database with a small register and a ledger.
type office struct {
	t *testing.T
	*db.DB
}

func newOffice(t *testing.T) office {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	o := office{t, d}
	o.byHand(func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, seed+`
			INSERT INTO ente_nome (ente_id, nome, norma, tipo) SELECT id, denominazione, norma, 'ufficiale' FROM ente`)
		return err
	})
	return o
}

// byHand runs fn as an operation that is no import.
func (o office) byHand(fn func(ctx context.Context, tx *db.Tx) error) {
	o.t.Helper()
	if err := o.operate(db.Write{}, &journal.Operation{}, fn); err != nil {
		o.t.Fatal(err)
	}
}

func (o office) operate(w db.Write, op *journal.Operation, fn func(ctx context.Context, tx *db.Tx) error) error {
	op.At, op.By, op.Command = time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC), "operatore", "test"
	w.Record, w.Unrecorded = journal.Recorder(op), append(journal.Tables(), batch.Tables()...)
	return o.Update(o.t.Context(), w, fn)
}

// bring imports rows on a day and returns the result and its counts.
func (o office) bring(noun batch.Noun, on, text string, change ...func(*batch.Options)) (*batch.Result, [4]int) {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
	f, err := sheet.Examine(o.t.Context(), path, sheet.Options{})
	if err != nil {
		o.t.Fatal(err)
	}
	options := batch.Options{Name: path, Mode: batch.Upsert, Snapshot: day(on), Today: day("2026-11-21"), Fixed: map[string]string{"programma": "DC"}}
	for _, c := range change {
		c(&options)
	}
	var result *batch.Result
	op := &journal.Operation{}
	err = o.operate(db.Write{}, op, func(ctx context.Context, tx *db.Tx) error {
		var err error
		result, err = batch.Run(ctx, tx, noun, f, options)
		op.Keep = err == nil && result.Number != 0
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return result, [4]int{result.New, result.Updated, result.Unchanged, result.Rejected}
}

// counted fails the test unless the counts of new, updated, unchanged and
// rejected rows are these.
func counted(t *testing.T, r *batch.Result, got, want [4]int) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v; problems %v", got, want, r.Problems)
	}
}

// row returns the only nomina that the filter passes.
func (o office) row(f Filter) Nomina {
	o.t.Helper()
	var list []Nomina
	err := o.View(o.t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = List(ctx, tx, f)
		return err
	})
	if err != nil || len(list) != 1 {
		o.t.Fatalf("%v, %v", list, err)
	}
	return list[0]
}

const one = "ente;cognome;nome;ruolo;dal;protocollo\nSassuolo;Bianchi;Anna;comunicazione;2021-07-01;12/2021\n"

func TestImport_SameFileTwiceChangesNothing(t *testing.T) {
	o := newOffice(t)
	r, got := o.bring(Import(), "2021-07-15", one)
	counted(t, r, got, [4]int{1, 0, 0, 0})
	r, got = o.bring(Import(), "2021-07-15", one)
	counted(t, r, got, [4]int{0, 0, 1, 0})
	if r.Changed() {
		t.Error("the second import left a record")
	}
}

func TestImport_WithoutADateBeginsOnTheDayOfTheFile(t *testing.T) {
	o := newOffice(t)
	const undated = "ente;cognome;nome;ruolo\nSassuolo;Gandolfi;Rita;formazione\n"
	r, got := o.bring(Import(), "2021-07-15", undated)
	counted(t, r, got, [4]int{1, 0, 0, 0})
	if len(r.Warnings) != 1 || r.Warnings[0].Code != "data_mancante" {
		t.Errorf("warnings %v", r.Warnings)
	}
	r, got = o.bring(Import(), "2021-09-15", undated)
	counted(t, r, got, [4]int{0, 0, 1, 0})
	if n := o.row(Filter{EnteID: sassuolo}); n.Dal != day("2021-07-15") {
		t.Errorf("begins on %s", n.Dal)
	}
	// A day that comes later is a correction.
	r, got = o.bring(Import(), "2021-09-15", "ente;cognome;nome;ruolo;dal\nSassuolo;Gandolfi;Rita;formazione;2021-06-30\n")
	counted(t, r, got, [4]int{0, 1, 0, 0})
	if n := o.row(Filter{EnteID: sassuolo}); n.Dal != day("2021-06-30") {
		t.Errorf("begins on %s", n.Dal)
	}
}

func TestImport_AnswersTheInvitation(t *testing.T) {
	o := newOffice(t)
	o.byHand(func(ctx context.Context, tx *db.Tx) error {
		invite(ctx, t, tx, "2021-06-14", comunicazione)
		return nil
	})
	r, got := o.bring(Import(), "2021-07-15", one)
	counted(t, r, got, [4]int{0, 1, 0, 0})
	if n := o.row(Filter{EnteID: sassuolo}); n.Stato != Attiva || n.InvitatoIl != day("2021-06-14") {
		t.Errorf("%+v", n)
	}
	r, got = o.bring(Import(), "2021-07-15", "ente;ruolo;stato;al\nFormigine;comunicazione;rifiutata;2021-07-01\n")
	counted(t, r, got, [4]int{0, 1, 0, 0})
	if n := o.row(Filter{EnteID: formigine}); n.Stato != Rifiutata || n.Al != day("2021-07-01") {
		t.Errorf("%+v", n)
	}
}

func TestImport_AnotherHolderNeedsReplace(t *testing.T) {
	o := newOffice(t)
	replacing := func(opt *batch.Options) { opt.Fixed = map[string]string{Sostituisci: "1"} }
	o.bring(Import(), "2021-07-15", one)
	const other = "ente;cognome;nome;ruolo;dal\nSassuolo;Gandolfi;Rita;comunicazione;2022-01-01\n"
	r, got := o.bring(Import(), "2022-01-15", other)
	counted(t, r, got, [4]int{0, 0, 0, 1})
	if r.Problems[0].Code != "titolare_diverso" || r.PersonsNew != 0 {
		t.Errorf("%+v, new persons %d", r.Problems, r.PersonsNew)
	}
	r, got = o.bring(Import(), "2022-01-15", other, replacing)
	counted(t, r, got, [4]int{1, 0, 0, 0})
	if n := o.row(Filter{EnteID: sassuolo, Stati: []Stato{Sostituita}}); n.Al != day("2021-12-31") {
		t.Errorf("the old one ends on %s", n.Al)
	}
	r, got = o.bring(Import(), "2022-01-15", other, replacing)
	counted(t, r, got, [4]int{0, 0, 1, 0})
	// Who was replaced is not put back by an older list.
	r, got = o.bring(Import(), "2022-01-15", "ente;cognome;nome;ruolo;dal;stato\nSassuolo;Bianchi;Anna;comunicazione;2021-07-01;attiva\n", replacing)
	counted(t, r, got, [4]int{0, 0, 0, 1})
}

func TestImport_RefusedRowLeavesNoPerson(t *testing.T) {
	o := newOffice(t)
	r, got := o.bring(Import(), "2021-07-15", "ente;cognome;nome;ruolo;dal\nTresigallo;Gandolfi;Rita;formazione;2018-01-01\n"+
		"Tresignana;Gandolfi;Rita;formazione;2017-01-01\nSassuolo;Gandolfi;Rita;formazione;2021-07-01\n")
	counted(t, r, got, [4]int{2, 0, 0, 1})
	if r.Problems[0].Line != 3 || r.PersonsNew != 2 {
		t.Errorf("%+v, new persons %d", r.Problems, r.PersonsNew)
	}
}

func TestImport_ValueEditedByHandIsKept(t *testing.T) {
	o := newOffice(t)
	o.bring(Import(), "2021-07-15", one)
	id := o.row(Filter{EnteID: sassuolo}).ID
	o.byHand(func(ctx context.Context, tx *db.Tx) error {
		_, err := Edit(ctx, tx, id, Modifica{Protocollo: new("99/2021")})
		return err
	})
	r, got := o.bring(Import(), "2021-07-15", one)
	counted(t, r, got, [4]int{0, 0, 1, 0})
	if len(r.Warnings) != 1 || r.Warnings[0].Code != "valore_manuale" || r.Warnings[0].Column != 6 {
		t.Errorf("warnings %v", r.Warnings)
	}
	o.byHand(func(ctx context.Context, tx *db.Tx) error {
		_, err := End(ctx, tx, id, day("2021-07-10"), "")
		return err
	})
	r, got = o.bring(Import(), "2021-07-15", "ente;cognome;nome;ruolo\nSassuolo;Bianchi;Anna;comunicazione\n")
	counted(t, r, got, [4]int{0, 0, 1, 0})
	r, got = o.bring(Import(), "2021-07-15", one, func(o *batch.Options) { o.OverwriteManual = true })
	counted(t, r, got, [4]int{0, 1, 0, 0})
}

func TestImport_RowsOfOneNominaMustAgree(t *testing.T) {
	o := newOffice(t)
	const twice = one + "Sassuolo;Bianchi;Anna;comunicazione;2021-07-01;13/2021\n" + "Sassuolo;Bianchi;Anna;comunicazione;2021-07-01;\n"
	for _, want := range [][4]int{{1, 0, 1, 1}, {0, 0, 2, 1}} {
		r, got := o.bring(Import(), "2021-07-15", twice)
		counted(t, r, got, want)
		if r.Problems[0].Code != "doppia_nel_file" {
			t.Errorf("%+v", r.Problems)
		}
	}
}

func TestImport_ModesRefuseWhatTheyHaveNoPlaceFor(t *testing.T) {
	o := newOffice(t)
	update := func(o *batch.Options) { o.Mode = batch.Update }
	create := func(o *batch.Options) { o.Mode = batch.Create }
	r, got := o.bring(Import(), "2021-07-15", one, update)
	counted(t, r, got, [4]int{0, 0, 0, 1})
	r, got = o.bring(Import(), "2021-07-15", one, create)
	counted(t, r, got, [4]int{1, 0, 0, 0})
	r, got = o.bring(Import(), "2021-07-15", one, create)
	counted(t, r, got, [4]int{0, 0, 0, 1})
}

func TestImport_PersonByNumberMustBearTheName(t *testing.T) {
	o := newOffice(t)
	r, got := o.bring(Import(), "2021-07-15", "ente;persona_id;persona;ruolo;dal\nSassuolo;1;Bianchi Anna;comunicazione;2021-07-01\n"+
		"Formigine;1;Verdi Luca;comunicazione;2021-07-01\nFormigine;77;;comunicazione;2021-07-01\n")
	counted(t, r, got, [4]int{1, 0, 0, 2})
	if r.Problems[0].Code != "persona_conflitto" || r.Problems[1].Code != "persona_sconosciuta" {
		t.Errorf("%+v", r.Problems)
	}
	if n := o.row(Filter{EnteID: sassuolo}); n.PersonaID != anna {
		t.Errorf("%+v", n)
	}
}
