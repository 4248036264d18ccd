package nomina

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The enti, roles and persons of every test.
const (
	sassuolo = iota + 1
	formigine
	distretto
	tresigallo
	tresignana
	montecopiolo
	consorzio
)

const (
	rtd = iota + 1
	comunicazione
	formazione
	referente // the one role that several persons may hold
)

const (
	anna = iota + 1
	luca
	ugo
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est'),
	(11, '11', 'MH', 'MAR', 'IT-57', 'r_marche', 'Marche', 'marche', 'Centro');
INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
	(36, '036', '036', 'MO', 8, 'Modena', 'modena', 'provincia'),
	(38, '038', '038', 'FE', 8, 'Ferrara', 'ferrara', 'provincia'),
	(41, '041', '041', 'PU', 11, 'Pesaro e Urbino', 'pesaro e urbino', 'provincia'),
	(99, '099', '099', 'RN', 8, 'Rimini', 'rimini', 'provincia');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al, motivo_fine, successore_id) VALUES
	(1, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 0, NULL, NULL, NULL, NULL),
	(2, 'comune', 'Formigine', 'formigine', 'c_d711', 0, NULL, NULL, NULL, NULL),
	(3, 'unione', 'Unione del Distretto ceramico', 'unione del distretto ceramico', 'ucdc', 0, '2014-10-23', NULL, NULL, NULL),
	(5, 'comune', 'Tresignana', 'tresignana', 'c_m409', 0, '2019-01-01', NULL, NULL, NULL),
	(4, 'comune', 'Tresigallo', 'tresigallo', 'c_l390', 0, NULL, '2018-12-31', 'fusione', 5),
	(6, 'comune', 'Montecopiolo', 'montecopiolo', 'c_f478', 0, NULL, NULL, NULL, NULL),
	(7, 'consorzio', 'Consorzio', 'consorzio', NULL, 0, NULL, NULL, NULL, NULL);
INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, istat, capoluogo, dal, al) VALUES
	(1, 8, 36, '036040', 0, NULL, NULL),
	(2, 8, 36, '036013', 0, NULL, NULL),
	(3, 8, 36, NULL, 0, '2014-10-23', NULL),
	(4, 8, 38, '038024', 0, NULL, '2018-12-31'),
	(5, 8, 38, '038030', 0, '2019-01-01', NULL),
	(6, 11, 41, '041033', 0, NULL, '2021-06-16'),
	(6, 8, 99, '099030', 0, '2021-06-17', NULL),
	(7, 8, 36, NULL, 0, NULL, NULL);
INSERT INTO programma (id, codice, nome, norma, tipo, stato) VALUES
	(1, 'DC', 'Digitale Comune', 'digitale comune', 'programma', 'avviato');
INSERT INTO ruolo (id, codice, nome, programma_id, unico, obbligatorio) VALUES
	(1, 'rtd', 'Responsabile per la transizione al digitale', NULL, 1, 1),
	(2, 'comunicazione', 'Responsabile della comunicazione', 1, 1, 1),
	(3, 'formazione', 'Responsabile della formazione', 1, 1, 1),
	(4, 'referente', 'Referente', 1, 0, 0);
INSERT INTO persona (id, cognome, nome, norma) VALUES
	(1, 'Bianchi', 'Anna', 'bianchi anna'), (2, 'Verdi', 'Luca', 'verdi luca'), (3, 'Neri', 'Ugo', 'neri ugo');
`

// inside runs fn in one transaction of a database with a small register.
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

func between(dal, al string) periodo.Periodo { return periodo.Periodo{Dal: day(dal), Al: day(al)} }

// must returns the nomina, and fails the test when there is an error.
func must(t *testing.T) func(Nomina, error) Nomina {
	return func(n Nomina, err error) Nomina {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}

// refused fails the test unless err is a fault of the given kind whose message
// and hint contain want.
func refused(t *testing.T, err error, kind fault.Kind, want ...string) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not contain %q", text, w)
		}
	}
}

// wantRow fails the test unless the stored nomina has that state and period.
func wantRow(ctx context.Context, t *testing.T, tx *db.Tx, id int64, stato Stato, dal, al string) Nomina {
	t.Helper()
	n := must(t)(Find(ctx, tx, id, day("2021-07-15")))
	if n.Stato != stato || n.Periodo != between(dal, al) {
		t.Errorf("nomina %d is %s from %q to %q, want %s from %q to %q",
			id, n.Stato, n.Dal, n.Al, stato, dal, al)
	}
	return n
}

func TestStato_LifeCycle(t *testing.T) {
	allowed := map[Stato][]Stato{
		Invitato:   {Proposta, Attiva, Rifiutata, Annullata},
		Proposta:   {Attiva, Rifiutata, Annullata},
		Attiva:     {Cessata, Sostituita, Annullata},
		Cessata:    {Attiva, Annullata},
		Sostituita: {Attiva, Annullata},
		Rifiutata:  {Annullata},
	}
	for _, from := range Stati() {
		for _, to := range Stati() {
			want := false
			for _, s := range allowed[from] {
				want = want || s == to
			}
			if got := from.CanBecome(to); got != want {
				t.Errorf("%s can become %s: %t", from, to, got)
			}
		}
	}
}

func TestValidAt_DependsOnStateAndDates(t *testing.T) {
	for _, c := range []struct {
		stato    Stato
		dal, al  string
		on       string
		want     bool
		whatever string
	}{
		{Attiva, "2021-07-01", "", "2021-06-30", false, "before it begins"},
		{Attiva, "2021-07-01", "", "2021-07-01", true, "first day"},
		{Attiva, "2021-07-01", "", "2099-01-01", true, "no end"},
		{Cessata, "2021-07-01", "2021-07-31", "2021-07-31", true, "last day"},
		{Cessata, "2021-07-01", "2021-07-31", "2021-08-01", false, "after the end"},
		{Sostituita, "2021-07-01", "2021-07-31", "2021-07-15", true, "replaced later"},
		{Invitato, "", "", "2021-07-15", false, "invited only"},
		{Proposta, "", "", "2021-07-15", false, "proposed only"},
		{Rifiutata, "", "2021-07-31", "2021-07-15", false, "refused"},
		{Annullata, "2021-07-01", "", "2021-07-15", false, "removed"},
	} {
		n := Nomina{Stato: c.stato, Periodo: between(c.dal, c.al)}
		if got := n.ValidAt(day(c.on)); got != c.want {
			t.Errorf("%s: %t", c.whatever, got)
		}
		inside(t, func(ctx context.Context, tx *db.Tx) {
			_, err := tx.Insert(ctx, `INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre)
				VALUES (1, 1, 1, ?, ?, ?, 'singola', 'nessuno')`, c.stato, day(c.dal), day(c.al))
			if err != nil {
				t.Fatal(err)
			}
			_, got, err := db.First(ctx, tx, db.Value[int64], "SELECT n.id FROM nomina n WHERE "+ValidAt, day(c.on), day(c.on))
			if err != nil || got != c.want {
				t.Errorf("%s, in SQL: %t, %v", c.whatever, got, err)
			}
		})
	}
}

func TestCheck_AStateNeedsWhatItSays(t *testing.T) {
	for _, c := range []struct {
		what string
		n    Nomina
		kind fault.Kind
		want string
	}{
		{"no date", Nomina{Stato: Attiva, PersonaID: anna}, fault.Usage, "day on which it begins"},
		{"no person", Nomina{Stato: Attiva, Periodo: between("2021-07-01", "")}, fault.Usage, "needs a person"},
		{"proposal without a name", Nomina{Stato: Proposta}, fault.Usage, "needs a person"},
		{"proposal with a date", Nomina{Stato: Proposta, PersonaID: anna, Periodo: between("2021-07-01", "")}, fault.Failed, "no first day"},
		{"invitation of a person", Nomina{Stato: Invitato, PersonaID: anna}, fault.Failed, "--proposed"},
		{"reversed", Nomina{Stato: Cessata, PersonaID: anna, Periodo: between("2021-07-01", "2021-06-30")}, fault.Failed, "cannot end"},
		{"empty list", Nomina{Stato: Proposta, PersonaID: anna, Copre: Elenco}, fault.Usage, "--covers-ente"},
		{"list of nothing", Nomina{Stato: Proposta, PersonaID: anna, Copre: Aderenti, Enti: []int64{1}}, fault.Usage, "--covers elenco"},
	} {
		t.Run(c.what, func(t *testing.T) { refused(t, c.n.check(), c.kind, c.want) })
	}
	for _, n := range []Nomina{
		{Stato: Invitato},
		{Stato: Proposta, PersonaID: anna},
		{Stato: Attiva, PersonaID: anna, Periodo: between("2021-07-01", "")},
		{Stato: Cessata, PersonaID: anna, Periodo: between("2021-07-01", "2021-07-01"), Copre: Elenco, Enti: []int64{1}},
		{Stato: Rifiutata, Periodo: between("", "2021-07-01")},
	} {
		if err := n.check(); err != nil {
			t.Errorf("%+v: %v", n, err)
		}
	}
}
