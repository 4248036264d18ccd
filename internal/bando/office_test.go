package bando

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
	(1, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 0, NULL, NULL),
	(2, 'unione', 'Distretto Ceramico', 'distretto ceramico', 'c_i462a', 0, NULL, NULL);
`

// office is a database with two enti.
type office struct {
	*testing.T
	ctx context.Context
	tx  *db.Tx
}

// inside runs fn in an office whose changes are thrown away.
func inside(t *testing.T, fn func(o *office)) {
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
		fn(&office{T: t, ctx: ctx, tx: tx})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// refused fails unless err is an error that says all the words.
func (o *office) refused(err error, words ...string) {
	o.Helper()
	if err == nil {
		o.Errorf("not refused: %q", words)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			o.Errorf("%q does not say %q", err, w)
		}
	}
}

// call adds a call of the office, published on a day with an endowment where
// they are given.
func (o *office) call(b Bando, published string, endowment int64) Bando {
	o.Helper()
	if b.Titolo == "" {
		b.Titolo = "Titolo di " + b.Codice
	}
	if b.Gestione == "" {
		b.Gestione = Propria
	}
	d := Dotazione{Importo: euro.Euro(endowment)}
	if published != "" {
		d.Data = day(published)
	}
	added, err := Announce(o.ctx, o.tx, b, d)
	o.must(err)
	return added
}

// project adds a project of the first ente that costs and is granted so much, by
// an act of a day.
func (o *office) project(b Bando, cost, granted int64, on string) {
	o.Helper()
	id, err := o.tx.Insert(o.ctx, `INSERT INTO progetto (bando_id, ente_id, costo_cent, concesso_cent, liberato_cent, presentato_il, stato)
		VALUES (?, 1, ?, ?, 0, ?, 'ammesso_finanziato')`, b.ID, euro.Euro(cost), euro.Euro(granted), day(on))
	o.must(err)
	o.act(id, "ammesso_finanziato", on, granted)
}

func (o *office) act(project int64, state, on string, granted int64) {
	o.Helper()
	_, err := o.tx.Exec(o.ctx, `INSERT INTO progetto_atto (progetto_id, stato, data, concesso_cent) VALUES (?, ?, ?, ?)`,
		project, state, day(on), euro.Euro(granted))
	o.must(err)
}

func day(s string) periodo.Data { return periodo.MustParse(s) }

func moment(s string) periodo.Momento { return periodo.MustParseMomento(s) }
