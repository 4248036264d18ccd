package fusione

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/progetto"
)

// The enti of every test. The register has ended Tresigallo already;
// Formignana lives.
const (
	tresigallo = iota + 1
	tresignana
	formignana
	delta
	deltaNuova
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
	(38, '038', '038', 'FE', 8, 'Ferrara', 'ferrara', 'provincia');
INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione, dal, al, motivo_fine, successore_id) VALUES
	(2, 'comune', 'Tresignana', 'tresignana', 0, '2019-01-01', NULL, NULL, NULL),
	(1, 'comune', 'Tresigallo', 'tresigallo', 0, NULL, '2018-12-31', 'fusione', 2),
	(3, 'comune', 'Formignana', 'formignana', 0, NULL, NULL, NULL, NULL),
	(4, 'unione', 'Unione Delta', 'unione delta', 0, NULL, NULL, NULL, NULL),
	(5, 'circondario', 'Circondario Delta', 'circondario delta', 0, '2020-01-01', NULL, NULL, NULL);
INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, istat, capoluogo, dal, al) VALUES
	(1, 8, 38, '038024', 0, NULL, '2018-12-31'), (2, 8, 38, '038030', 0, '2019-01-01', NULL),
	(3, 8, 38, '038009', 0, NULL, NULL), (4, 8, 38, NULL, 0, NULL, NULL), (5, 8, 38, NULL, 0, '2020-01-01', NULL);
INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (4, 3, '2010-01-01');
INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'BF', 'Basso Ferrarese', 'basso ferrarese', 'interna');
INSERT INTO area_ente (area_id, ente_id, dal) VALUES (1, 3, '2010-01-01'), (1, 4, '2010-01-01');
INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'RTD', 1, 1), (2, 'sindaco', 'Sindaco', 1, 0);
INSERT INTO persona (id, cognome, nome, norma, email) VALUES
	(1, 'Bianchi', 'Anna', 'bianchi anna', NULL), (2, 'Bianchi', 'Anna Maria', 'bianchi anna maria', 'a@comune.example.it');
INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre) VALUES
	(1, 1, 1, 'attiva', '2017-01-01', 'singola', 'nessuno'),
	(1, 2, 1, 'attiva', '2017-01-01', 'singola', 'nessuno'),
	(2, 2, 2, 'attiva', '2019-01-01', 'singola', 'nessuno'),
	(3, 1, 2, 'attiva', '2017-01-01', 'singola', 'nessuno'),
	(4, 1, 1, 'attiva', '2017-01-01', 'associata', 'aderenti');
INSERT INTO corso (id, codice, titolo, norma, destinatari) VALUES (1, 'TD', 'TD', 'td', 'dipendenti');
INSERT INTO edizione (id, corso_id, numero) VALUES (1, 1, 1);
INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il) VALUES
	(1, 1, 1, 'iscritto', '2018-01-10', '2018-01-10');
INSERT INTO bando (id, codice, titolo, norma, gestione) VALUES (1, 'SW', 'SW', 'sw', 'propria');
INSERT INTO progetto (id, bando_id, ente_id, concesso_cent, liberato_cent, stato) VALUES
	(1, 1, 1, 1000, 0, 'ammesso_finanziato'), (2, 1, 1, 500, 0, 'liquidato'), (3, 1, 1, 0, 300, 'revocato'), (4, 1, 3, 900, 0, 'avviato');
INSERT INTO erogazione (progetto_id, tipo, importo_cent, data) VALUES
	(1, 'acconto', 400, '2018-01-10'), (2, 'saldo', 500, '2018-01-10'), (3, 'acconto', 300, '2018-01-10');
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

func merge(ctx context.Context, t *testing.T, tx *db.Tx, from, into int64, al string, nomine bool) (Esito, error) {
	t.Helper()
	pair := make([]ente.Ente, 2)
	for i, id := range []int64{from, into} {
		e, err := ente.Find(ctx, tx, id, day("2021-07-15"))
		if err != nil {
			t.Fatal(err)
		}
		pair[i] = e
	}
	return Enti(ctx, tx, pair[0], pair[1], day(al), nomine)
}

func roles(nomine []nomina.Nomina) string {
	var all []string
	for _, n := range nomine {
		all = append(all, n.Ruolo)
	}
	return strings.Join(all, ",")
}

func valid(ctx context.Context, t *testing.T, tx *db.Tx, enteID int64, on string) string {
	t.Helper()
	nomine, err := nomina.List(ctx, tx, nomina.Filter{EnteID: enteID, ValidAt: day(on), AsOf: day(on)})
	if err != nil {
		t.Fatal(err)
	}
	return roles(nomine)
}

// The ente of an enrolment is that for which the person enrolled.
func TestEnti_EnrolmentsStay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := merge(ctx, t, tx, tresigallo, tresignana, "", true); err != nil {
			t.Fatal(err)
		}
		rows, err := iscrizione.List(ctx, tx, iscrizione.Filter{EnteID: tresigallo})
		if err != nil || len(rows) != 1 {
			t.Errorf("%d enrolments, %v", len(rows), err)
		}
	})
}

// The ente of a project is the one that presented it; its successor has to be
// told of the money that is still to move.
func TestEnti_ProjectsStayAndTheirMoneyIsSaid(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		e, err := merge(ctx, t, tx, tresigallo, tresignana, "", true)
		if want := (progetto.Pendenza{Progetti: 2, DaErogare: 600, DaRecuperare: 300}); err != nil || e.Progetti != want {
			t.Errorf("%+v, %v", e.Progetti, err)
		}
		if list, err := progetto.List(ctx, tx, progetto.Filter{EnteID: tresigallo}); err != nil || len(list) != 3 {
			t.Errorf("%d projects, %v", len(list), err)
		}
	})
}

// TestEnti_NomineFollowOnlyWhenAsked is trap 2 of the coverage: a nomina of
// Tresigallo does not follow Tresignana by itself.
func TestEnti_NomineFollowOnlyWhenAsked(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		e, err := merge(ctx, t, tx, tresigallo, tresignana, "", false)
		if err != nil || e.Al != day("2018-12-31") || e.Motivo != ente.Fusione || roles(e.Lasciate) != "rtd,sindaco" {
			t.Fatalf("%+v, %v", e, err)
		}
		if got := valid(ctx, t, tx, tresignana, "2019-01-01"); got != "sindaco" {
			t.Errorf("Tresignana has %s", got)
		}
		e, err = merge(ctx, t, tx, tresigallo, tresignana, "2018-12-31", true)
		if err != nil || roles(e.Riportate) != "rtd" || roles(e.Lasciate) != "sindaco" {
			t.Fatalf("%+v, %v", e, err)
		}
		for on, want := range map[string][2]string{"2018-12-31": {"rtd,sindaco", ""}, "2019-01-01": {"sindaco", "rtd,sindaco"}} {
			got := [2]string{valid(ctx, t, tx, tresigallo, on), valid(ctx, t, tx, tresignana, on)}
			if got != want {
				t.Errorf("on %s the two have %q, want %q", on, got, want)
			}
		}
	})
}

func TestEnti_EndsTheEnteAndItsMemberships(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		e, err := merge(ctx, t, tx, formignana, tresignana, "2020-06-30", true)
		if err != nil || e.Motivo != ente.Incorporazione || e.Adesioni != 2 || roles(e.Riportate) != "rtd" {
			t.Fatalf("%+v, %v", e, err)
		}
		from, err := ente.Find(ctx, tx, formignana, day("2021-07-15"))
		if err != nil || from.Al != day("2020-06-30") || from.SuccessoreID != tresignana {
			t.Errorf("%+v, %v", from, err)
		}
		open, _, err := db.First(ctx, tx, db.Value[int64], `SELECT (SELECT count(*) FROM adesione_unione WHERE al IS NULL)
			+ (SELECT count(*) FROM area_ente WHERE al IS NULL AND ente_id = 3)`)
		if err != nil || open != 0 {
			t.Errorf("%d memberships go on, %v", open, err)
		}
	})
}

func TestEnti_AnUnioneOfAnotherTypeIsATransformation(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		e, err := merge(ctx, t, tx, delta, deltaNuova, "2019-12-31", true)
		if err != nil || e.Motivo != ente.Trasformazione || e.Adesioni != 2 || len(e.Riportate) != 1 || e.Riportate[0].Copre != nomina.Aderenti {
			t.Errorf("%+v, %v", e, err)
		}
	})
}

func TestEnti_RefusesWhatContradictsTheRegister(t *testing.T) {
	for what, c := range map[string]struct {
		from, into int64
		al         string
		kind       fault.Kind
		want       string
	}{
		"itself":              {formignana, formignana, "2020-06-30", fault.Failed, "cannot be merged into itself"},
		"another kind":        {formignana, delta, "2020-06-30", fault.Failed, "Unione Delta (unione) cannot take the place of Formignana (comune)"},
		"no day":              {formignana, tresignana, "", fault.Usage, "--to DAY"},
		"another day":         {tresigallo, tresignana, "2019-12-31", fault.Failed, "already ended on 2018-12-31"},
		"another successor":   {tresigallo, formignana, "", fault.Failed, "another successor"},
		"successor not there": {formignana, tresigallo, "2020-06-30", fault.Failed, "does not exist on 2020-07-01"},
	} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			_, err := merge(ctx, t, tx, c.from, c.into, c.al, true)
			f, ok := err.(*fault.Fault)
			if !ok || f.Kind != c.kind || !strings.Contains(f.Message.String()+f.Hint.String(), c.want) {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
}

func TestCanBecome_OnlyWhatTakesThePlaceOfTheOther(t *testing.T) {
	for _, c := range []struct {
		from, into ente.Tipo
		want       bool
	}{
		{ente.Comune, ente.Comune, true},
		{ente.Comune, ente.Unione, false},
		{ente.Unione, ente.Comune, false},
		{ente.ComunitaMontana, ente.Unione, true},
		{ente.Consorzio, ente.Circondario, true},
		{ente.Provincia, ente.CittaMetropolitana, true},
		{ente.CittaMetropolitana, ente.Provincia, false},
		{ente.Comune, ente.Regione, false},
	} {
		if got := canBecome(c.from, c.into); got != c.want {
			t.Errorf("%s into %s: %t", c.from, c.into, got)
		}
	}
}

func TestPersone_NomineAndEnrolmentsFollow(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		from, err := persona.Find(ctx, tx, "1")
		if err != nil {
			t.Fatal(err)
		}
		into, err := persona.Find(ctx, tx, "2")
		if err != nil {
			t.Fatal(err)
		}
		one, moved, err := Persone(ctx, tx, from, into)
		if err != nil || one.ID != 2 || moved.Nomine != 3 || moved.Iscrizioni != 1 {
			t.Errorf("%+v, %+v, %v", one, moved, err)
		}
		if rows, err := nomina.List(ctx, tx, nomina.Filter{PersonaID: 2}); err != nil || len(rows) != 5 {
			t.Errorf("%d nomine, %v", len(rows), err)
		}
		if rows, err := iscrizione.List(ctx, tx, iscrizione.Filter{PersonaID: 2}); err != nil || len(rows) != 1 {
			t.Errorf("%d enrolments, %v", len(rows), err)
		}
		if _, _, err := Persone(ctx, tx, one, one); err == nil {
			t.Error("a person merged into itself")
		}
	})
}
