package iscrizione

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Two comuni, of which the second ends with 2020; three persons, of whom the
// third was merged into the first; TD/1 to TD/3, of which the third was
// annulled, and PC/1 for citizens.
const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, al) VALUES
	(1, 'comune', 'Uno', 'uno', 'c_uno', 0, NULL), (2, 'comune', 'Due', 'due', 'c_due', 0, '2020-12-31');
INSERT INTO ente_collocazione (ente_id, regione_id, capoluogo, dal, al) VALUES (1, 8, 0, NULL, NULL), (2, 8, 0, NULL, '2020-12-31');
INSERT INTO persona (id, cognome, nome, norma, unita_a) VALUES
	(1, 'Rossi', 'Ada', 'rossi ada', NULL), (2, 'Verdi', 'Luca', 'verdi luca', NULL), (3, 'Rossi', 'A.', 'rossi a', 1);
INSERT INTO corso (id, codice, titolo, norma, destinatari) VALUES (1, 'TD', 'TD', 'td', 'dipendenti'), (2, 'PC', 'PC', 'pc', 'cittadini');
INSERT INTO edizione (id, corso_id, numero, dal, al, stato) VALUES (1, 1, 1, '2021-09-13', '2021-12-31', NULL),
	(2, 1, 2, '2022-01', NULL, NULL), (3, 1, 3, NULL, NULL, 'annullata'), (4, 2, 1, NULL, NULL, NULL);
`

func inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, seed); err != nil {
			return err
		}
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func day(s string) periodo.Data {
	if s == "" {
		return periodo.Data{}
	}
	return periodo.MustParse(s)
}

// enrolment is one that Add accepts.
func enrolment() Iscrizione {
	return Iscrizione{EdizioneID: 1, PersonaID: 1, EnteID: 1, IscrittoIl: day("2021-09-14"), RilevatoIl: day("2021-11-20")}
}

func add(ctx context.Context, t *testing.T, tx *db.Tx, change func(*Iscrizione)) Iscrizione {
	t.Helper()
	i := enrolment()
	if change != nil {
		change(&i)
	}
	i, err := Add(ctx, tx, i)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func refused(t *testing.T, err error, kind fault.Kind, want ...string) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	for _, w := range want {
		if text := f.Message.String() + "\n" + f.Hint.String(); !strings.Contains(text, w) {
			t.Errorf("%q does not contain %q", text, w)
		}
	}
}

func TestAdd_KeepsTheEnteAndTellsTheState(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		i := add(ctx, t, tx, nil)
		if i.ID != 1 || i.Stato != Iscritto || i.Edizione != "TD/1" || i.Ente != "Uno" || i.Regione != "ER" || i.Cognome != "Rossi" {
			t.Errorf("%+v", i)
		}
		i = add(ctx, t, tx, func(i *Iscrizione) { i.PersonaID, i.CompletatoIl, i.Minuti = 2, day("2021-11-02"), 750 })
		if i.Stato != Completato || i.Minuti != 750 || i.CompletatoIl != day("2021-11-02") {
			t.Errorf("%+v", i)
		}
		i = add(ctx, t, tx, func(i *Iscrizione) { i.EdizioneID, i.RitiratoIl = 2, day("2021-11-02") })
		if i.Stato != Ritirato {
			t.Errorf("%+v", i)
		}
	})
}

func TestAdd_RefusesWhatTheFieldDoesNotAllow(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*Iscrizione)
		kind   fault.Kind
		want   string
	}{
		"twice":          {func(*Iscrizione) {}, fault.Failed, "person 1 is enrolled in TD/1 already, with number 1"},
		"citizens":       {func(i *Iscrizione) { i.EdizioneID = 4 }, fault.Failed, "dtctl frequenza add PC/1"},
		"annulled":       {func(i *Iscrizione) { i.EdizioneID = 3 }, fault.Failed, "edition TD/3 was annulled"},
		"no edition":     {func(i *Iscrizione) { i.EdizioneID = 9 }, fault.Failed, "there is no edition 9"},
		"ended ente":     {func(i *Iscrizione) { i.EnteID = 2 }, fault.Failed, "Due does not exist on 2021-09-14"},
		"no ente":        {func(i *Iscrizione) { i.EnteID = 9 }, fault.Failed, "there is no ente 9"},
		"merged person":  {func(i *Iscrizione) { i.PersonaID = 3 }, fault.Failed, "--persona 1"},
		"no day":         {func(i *Iscrizione) { i.IscrittoIl = day("") }, fault.Usage, "--date"},
		"early end":      {func(i *Iscrizione) { i.CompletatoIl = day("2021-09-13") }, fault.Failed, "before the enrolment"},
		"early leaving":  {func(i *Iscrizione) { i.RitiratoIl = day("2021-09-13") }, fault.Failed, "before the enrolment"},
		"end, but open":  {func(i *Iscrizione) { i.Stato, i.CompletatoIl = InCorso, day("2021-11-02") }, fault.Usage, "in_corso"},
		"left, but open": {func(i *Iscrizione) { i.Stato, i.RitiratoIl = InCorso, day("2021-11-02") }, fault.Usage, "in_corso"},
		"no end":         {func(i *Iscrizione) { i.Stato = Completato }, fault.Usage, "--completed"},
		"no leaving":     {func(i *Iscrizione) { i.Stato = Ritirato }, fault.Usage, "--withdrawn"},
	} {
		t.Run(what, func(t *testing.T) {
			inside(t, func(ctx context.Context, tx *db.Tx) {
				add(ctx, t, tx, nil)
				i := enrolment()
				c.change(&i)
				_, err := Add(ctx, tx, i)
				refused(t, err, c.kind, c.want)
			})
		})
	}
}

func TestStato_GoesOnlyForward(t *testing.T) {
	for from, to := range map[Stato]string{
		Iscritto:      "in_corso completato non_completato ritirato annullata",
		InCorso:       "completato non_completato ritirato annullata",
		Completato:    "annullata",
		NonCompletato: "completato annullata",
		Ritirato:      "annullata",
		Annullata:     "",
	} {
		var found []string
		for _, s := range Stati() {
			if from.CanBecome(s) {
				found = append(found, string(s))
			}
		}
		if got := strings.Join(found, " "); got != to {
			t.Errorf("%s becomes %s, want %s", from, got, to)
		}
	}
}

func TestEdit_GoingBackMustBeAllowed(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		i := add(ctx, t, tx, nil)
		back, later := InCorso, day("2021-11-25")
		end := day("2021-11-02")
		i, err := Edit(ctx, tx, i.ID, Modifica{CompletatoIl: &end, RilevatoIl: later})
		if err != nil || i.Stato != Completato || i.RilevatoIl != later {
			t.Fatalf("%+v, %v", i, err)
		}
		_, err = Edit(ctx, tx, i.ID, Modifica{Stato: &back})
		refused(t, err, fault.Failed, "from completato to in_corso", "--allow-regress")
		i, err = Edit(ctx, tx, i.ID, Modifica{Stato: &back, Regress: true, RilevatoIl: day("2021-10-01")})
		if err != nil || i.Stato != InCorso || !i.CompletatoIl.IsZero() || i.RilevatoIl != later {
			t.Errorf("%+v, %v", i, err)
		}
		done := Completato
		_, err = Edit(ctx, tx, i.ID, Modifica{Stato: &done})
		refused(t, err, fault.Usage, "--completed")
	})
}

func TestRemove_StaysAndCanComeBack(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		i := add(ctx, t, tx, nil)
		i, err := Remove(ctx, tx, i.ID, i.RilevatoIl)
		if err != nil || i.Stato != Annullata {
			t.Fatalf("%+v, %v", i, err)
		}
		for _, do := range []func() (Iscrizione, error){
			func() (Iscrizione, error) { return Remove(ctx, tx, i.ID, i.RilevatoIl) },
			func() (Iscrizione, error) { return Edit(ctx, tx, i.ID, Modifica{}) },
			func() (Iscrizione, error) { return Complete(ctx, tx, i.ID, i.IscrittoIl, i.RilevatoIl, 0) },
			func() (Iscrizione, error) { return Withdraw(ctx, tx, i.ID, i.IscrittoIl, i.RilevatoIl) },
			func() (Iscrizione, error) { return Add(ctx, tx, enrolment()) },
		} {
			_, err := do()
			refused(t, err, fault.Failed, "removed", "dtctl iscrizione edit 1 --status iscritto --allow-regress")
		}
		if all, err := List(ctx, tx, Filter{}); err != nil || len(all) != 0 {
			t.Errorf("%v, %v", all, err)
		}
		back := Iscritto
		if i, err = Edit(ctx, tx, i.ID, Modifica{Stato: &back, Regress: true}); err != nil || i.Stato != Iscritto {
			t.Errorf("%+v, %v", i, err)
		}
	})
}

func TestComplete_OnceAndAfterTheEnrolment(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		i := add(ctx, t, tx, func(i *Iscrizione) { i.Minuti = 60 })
		_, err := Complete(ctx, tx, i.ID, day("2021-09-13"), i.RilevatoIl, 0)
		refused(t, err, fault.Failed, "before the enrolment")
		i, err = Complete(ctx, tx, i.ID, day("2021-11-02"), i.RilevatoIl, 0)
		if err != nil || i.Stato != Completato || i.Minuti != 60 {
			t.Errorf("%+v, %v", i, err)
		}
		_, err = Complete(ctx, tx, i.ID, day("2021-11-02"), i.RilevatoIl, 0)
		refused(t, err, fault.Failed, "completato already")
		_, err = Withdraw(ctx, tx, i.ID, day("2021-11-03"), i.RilevatoIl)
		refused(t, err, fault.Failed, "from completato to ritirato")
	})
}

func TestClose_EndsWhatIsOpen(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if err := Load(ctx, tx, []Iscrizione{
			{ID: 1, EdizioneID: 1, PersonaID: 1, EnteID: 1, Stato: Iscritto, IscrittoIl: day("2021-09-14"), RilevatoIl: day("2021-09-14")},
			{
				ID: 2, EdizioneID: 1, PersonaID: 2, EnteID: 1, Stato: Completato, IscrittoIl: day("2021-09-14"), CompletatoIl: day("2021-11-02"),
				Minuti: 90, Esito: "attestato 7", RilevatoIl: day("2021-12-14"),
			},
			{ID: 3, EdizioneID: 2, PersonaID: 1, EnteID: 1, Stato: Iscritto, IscrittoIl: day("2021-09-14"), RilevatoIl: day("2021-09-14")},
		}); err != nil {
			t.Fatal(err)
		}
		e, err := corso.FindEdizione(ctx, tx, "TD/1")
		if err != nil {
			t.Fatal(err)
		}
		_, err = Close(ctx, tx, e, day("2021-09-12"))
		refused(t, err, fault.Failed, "begins on 2021-09-13")
		c, err := Close(ctx, tx, e, day("2021-12-01"))
		if err != nil || c != (Chiusura{Chiuse: 1, Completati: 1, NonCompletati: 1}) {
			t.Errorf("%+v, %v", c, err)
		}
		if e, err = corso.FindEdizione(ctx, tx, "TD/1"); err != nil || e.Stato != corso.Conclusa {
			t.Errorf("%+v, %v", e, err)
		}
		var states []string
		for id, rilevato := range map[int64]string{1: "2021-12-01", 2: "2021-12-14", 3: "2021-09-14"} {
			i, err := Find(ctx, tx, id, day(""))
			if err != nil || i.RilevatoIl != day(rilevato) {
				t.Errorf("%+v, %v", i, err)
			}
			states = append(states, string(i.Stato))
		}
		if len(states) != 3 {
			t.Error(states)
		}
		e.Stato = corso.Annullata
		_, err = Close(ctx, tx, e, day("2021-12-01"))
		refused(t, err, fault.Failed, "was annulled")
	})
}

func TestRepoint_TwoEnrolmentsInOneEditionAreForAPerson(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, nil)
		add(ctx, t, tx, func(i *Iscrizione) { i.PersonaID, i.CompletatoIl = 2, day("2021-11-02") })
		add(ctx, t, tx, func(i *Iscrizione) { i.PersonaID, i.EdizioneID = 2, 2 })
		_, err := Repoint(ctx, tx, 2, 1)
		refused(t, err, fault.Failed, "TD/1 (2, 1)", "dtctl iscrizione remove 2")

		// The enrolment that was taken out gives its place to the other.
		if _, err := Remove(ctx, tx, 1, day("2021-11-05")); err != nil {
			t.Fatal(err)
		}
		n, err := Repoint(ctx, tx, 2, 1)
		if err != nil || n != 2 {
			t.Fatalf("%d, %v", n, err)
		}
		passed, err := Find(ctx, tx, 1, day(""))
		if err != nil || passed.Stato != Completato || passed.CompletatoIl != day("2021-11-02") {
			t.Errorf("%+v, %v", passed, err)
		}
		if rows, err := List(ctx, tx, Filter{PersonaID: 2}); err != nil || len(rows) != 0 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}

func TestLontani_MoreThanAYearOutsideTheEdition(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			edizione int64
			on       string
			far      int
		}{
			{1, "2020-09-13", 0},
			{1, "2020-09-11", 1},
			{1, "2022-12-31", 0},
			{1, "2023-01-02", 1},
			{2, "2022-12-31", 0},
			{2, "2023-02-02", 1},
			{3, "1999-01-01", 0},
		} {
			far, err := Lontani(ctx, tx, Iscrizione{EdizioneID: c.edizione, IscrittoIl: day(c.on)})
			if err != nil || len(far) != c.far {
				t.Errorf("edition %d, %s: %v, %v", c.edizione, c.on, far, err)
			}
		}
	})
}

func TestList_FiltersAndLimit(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, nil)
		add(ctx, t, tx, func(i *Iscrizione) { i.PersonaID = 2 })
		add(ctx, t, tx, func(i *Iscrizione) { i.PersonaID, i.EdizioneID, i.Stato = 2, 2, InCorso })
		for want, f := range map[string]Filter{
			"1,2,3": {}, "1,2": {EdizioneID: 1}, "2,3": {PersonaID: 2}, "3": {Stati: []Stato{InCorso, Completato}},
			"1": {Limit: 1}, "": {EnteID: 2}, "1,2,3 ": {CorsoID: 1},
		} {
			rows, err := List(ctx, tx, f)
			var ids []string
			for _, i := range rows {
				ids = append(ids, number(i.ID))
			}
			if got := strings.Join(ids, ","); err != nil || got != strings.TrimSpace(want) || rows == nil {
				t.Errorf("%+v: %s, %v", f, got, err)
			}
		}
		if rows, err := Starting(ctx, tx, "2", 5); err != nil || len(rows) != 1 || rows[0].ID != 2 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}
