package corso

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
	(1, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 0, NULL, NULL),
	(2, 'comune', 'Tresigallo', 'tresigallo', 'c_l390', 0, NULL, '2018-12-31');
INSERT INTO programma (id, codice, nome, norma, tipo, stato) VALUES (1, 'DC', 'Digitale Comune', 'digitale comune', 'programma', 'avviato');
INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Ada', 'rossi ada'), (2, 'Bianchi', 'Ugo', 'bianchi ugo');
`

// inside runs fn in one transaction of a database with a small register.
func inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	must(t, err)
	defer func() { must(t, d.Close()) }()
	must(t, d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, seed); err != nil {
			return err
		}
		fn(ctx, tx)
		return nil
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless err is a fault of the given kind that says all
// of the words, in its message or its hint.
func refused(t *testing.T, err error, kind fault.Kind, words ...string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not say %q", text, w)
		}
	}
}

// valid returns a course that can be added.
func valid(codice string) Corso {
	return Corso{Codice: codice, Titolo: "Competenze di base", Destinatari: Dipendenti}
}

func add(ctx context.Context, t *testing.T, tx *db.Tx, c Corso) Corso {
	t.Helper()
	c, err := Add(ctx, tx, c)
	must(t, err)
	return c
}

func addEdizione(ctx context.Context, t *testing.T, tx *db.Tx, c Corso, n int64, dates ...string) Edizione {
	t.Helper()
	e := Edizione{CorsoID: c.ID, Numero: n}
	for i, to := range []*periodo.Piano{&e.Dal, &e.Al}[:len(dates)] {
		*to = periodo.MustParsePiano(dates[i])
	}
	e, err := AddEdizione(ctx, tx, e)
	must(t, err)
	return e
}

func enrol(ctx context.Context, t *testing.T, tx *db.Tx, e Edizione, persona int64, stato string) {
	t.Helper()
	_, err := tx.Exec(ctx, `INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il)
		VALUES (?, ?, 1, ?, '2021-09-01', '2021-09-01')`, e.ID, persona, stato)
	must(t, err)
}

func TestAdd_StoresTheCanonicalForm(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		got := add(ctx, t, tx, Corso{
			Codice: " td-base ", Titolo: " Competenze di base ", ProgrammaID: 1, EnteID: 1, Piattaforma: " SELF ",
			Destinatari: OperatoriSportello, Modalita: "online", Livello: "base", Minuti: 750,
			ObiettivoPersone: Obiettivo{">=", 800}, ObiettivoGiornate: Obiettivo{">", 50}, Note: " nota ",
		})
		want := Corso{
			ID: got.ID, Codice: "TD-BASE", Titolo: "Competenze di base", ProgrammaID: 1, EnteID: 1, Piattaforma: "SELF",
			Destinatari: OperatoriSportello, Modalita: "online", Livello: "base", Minuti: 750,
			ObiettivoPersone: Obiettivo{">=", 800}, ObiettivoGiornate: Obiettivo{">", 50}, Note: "nota",
			Programma: "DC", Ente: "Sassuolo", IPA: "c_i462",
		}
		if got != want {
			t.Errorf("returned %+v, want %+v", got, want)
		}
		if found, err := Find(ctx, tx, "Td-Base"); err != nil || found != want {
			t.Errorf("stored %+v, %v, want %+v", found, err, want)
		}
	})
}

func TestAdd_WrongValuesAreRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for name, change := range map[string]func(*Corso){
			"no code":     func(c *Corso) { c.Codice = "" },
			"a slash":     func(c *Corso) { c.Codice = "TD/2" },
			"no title":    func(c *Corso) { c.Titolo = " " },
			"a long one":  func(c *Corso) { c.Titolo = strings.Repeat("è", 301) },
			"no audience": func(c *Corso) { c.Destinatari = "" },
			"audience":    func(c *Corso) { c.Destinatari = "turisti" },
			"mode":        func(c *Corso) { c.Modalita = "radio" },
			"level":       func(c *Corso) { c.Livello = "sommo" },
			"hours":       func(c *Corso) { c.Minuti = -1 },
		} {
			c := valid("TD")
			change(&c)
			_, err := Add(ctx, tx, c)
			t.Run(name, func(t *testing.T) { refused(t, err, fault.Usage) })
		}
	})
}

func TestAdd_TakenCodeIsRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, valid("TD"))
		_, err := Add(ctx, tx, valid("td"))
		refused(t, err, fault.Failed, "TD", "Competenze di base", "dtctl corso show TD")
	})
}

func TestFind_UnknownSuggests(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, valid("TD-BASE"))
		for arg, want := range map[string]string{
			"TD-BSAE":            "did you mean TD-BASE (Competenze di base)?",
			"competenze di base": "did you mean TD-BASE (Competenze di base)?",
			"XYZXYZ":             "dtctl corso list",
		} {
			_, err := Find(ctx, tx, arg)
			refused(t, err, fault.Failed, arg, want)
		}
	})
}

func TestEdit_ChangesEveryFieldAndTakesItAway(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, Corso{
			Codice: "TD", Titolo: "T", ProgrammaID: 1, EnteID: 1, Piattaforma: "SELF", Destinatari: Dipendenti, Modalita: "aula",
			Livello: "base", Minuti: 60, ObiettivoPersone: Obiettivo{"=", 1}, ObiettivoGiornate: Obiettivo{"=", 2}, Note: "n",
		})
		bare := Corso{ID: c.ID, Codice: "UD", Titolo: "U", Destinatari: Cittadini}
		if got, err := Edit(ctx, tx, bare); err != nil || got != bare {
			t.Errorf("became %+v, %v", got, err)
		}
	})
}

func TestEdit_AudienceKeepsToWhatIsRecorded(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		byName, byNumber := add(ctx, t, tx, valid("TD")), valid("CITT")
		byNumber.Destinatari = Cittadini
		byNumber = add(ctx, t, tx, byNumber)
		enrol(ctx, t, tx, addEdizione(ctx, t, tx, byName, 1), 1, "annullata")
		_, err := AddFrequenza(ctx, tx, Frequenza{
			EdizioneID: addEdizione(ctx, t, tx, byNumber, 1).ID, Data: periodo.MustParse("2021-10-01"), Persone: 3,
		})
		must(t, err)
		byName.Destinatari, byNumber.Destinatari = Cittadini, Dipendenti
		_, err = Edit(ctx, tx, byName)
		refused(t, err, fault.Failed, "enrolled by name (1)")
		_, err = Edit(ctx, tx, byNumber)
		refused(t, err, fault.Failed, "citizens who attended (1)")
		byName.Destinatari = OperatoriSportello
		if _, err := Edit(ctx, tx, byName); err != nil {
			t.Error(err)
		}
	})
}

func TestRemove_OnlyWithoutEditions(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, valid("TD"))
		e := addEdizione(ctx, t, tx, c, 1)
		refused(t, Remove(ctx, tx, c), fault.Failed, "1 edition", "dtctl edizione list TD")
		must(t, RemoveEdizione(ctx, tx, e))
		must(t, Remove(ctx, tx, c))
		_, err := Find(ctx, tx, "TD")
		refused(t, err, fault.Failed)
	})
}

func TestParseObiettivo_ReadsWhatThePlansSay(t *testing.T) {
	for s, want := range map[string]Obiettivo{
		">=800": {">=", 800}, "800": {">=", 800}, " > 50 ": {">", 50}, "=36": {"=", 36},
	} {
		got, err := ParseObiettivo(s)
		if err != nil || got != want {
			t.Errorf("%q is %v, %v", s, got, err)
		}
		if again, err := ParseObiettivo(got.String()); err != nil || again != got {
			t.Errorf("%s reads %v, %v", got, again, err)
		}
	}
	for _, s := range []string{"", "0", ">=0", "-5", "<50", "many", "8.5", "1e3", ">=", "99999999999"} {
		_, err := ParseObiettivo(s)
		refused(t, err, fault.Usage)
	}
}

func TestObiettivo_IsReachedAsItsSignSays(t *testing.T) {
	for s, reached := range map[string][3]bool{
		">=50": {false, true, true}, ">50": {false, false, true}, "=50": {false, true, false},
	} {
		o, err := ParseObiettivo(s)
		must(t, err)
		for i, want := range reached {
			if n := int64(49 + i); o.IsReached(n) != want {
				t.Errorf("%s by %d: %t", s, n, !want)
			}
		}
	}
	if (Obiettivo{}).IsReached(1) || (Obiettivo{}).String() != "" {
		t.Error("no target is reached")
	}
}

func TestParseOre_ReadsDecimalHoursAsMinutes(t *testing.T) {
	for s, want := range map[string]int64{
		"20": 1200, "12.5": 750, "12,5": 750, "0,25": 15, "1.33": 80, "0.01": 1, " 2 ": 120, "0": 0, "2.75": 165,
	} {
		if got, err := ParseOre(s); err != nil || got != want {
			t.Errorf("%q is %d minutes, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", ".5", "5.", "-1", "+1", "1.234", "1:30", "a", "1.2.3", "1,2,3", "1.-5", "10001", "1e2"} {
		_, err := ParseOre(s)
		refused(t, err, fault.Usage)
	}
}
