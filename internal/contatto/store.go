package contatto

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Add stores a contact and returns it as stored. It returns a fault of kind
// Failed when the ente does not exist on that day or the next contact comes
// before this one, and of kind Usage when the day, the channel or the outcome
// is missing.
func Add(ctx context.Context, tx *db.Tx, c Contatto) (Contatto, error) {
	c, err := c.checked()
	if err != nil {
		return Contatto{}, err
	}
	if err := checkExists(ctx, tx, c.EnteID, c.Data); err != nil {
		return Contatto{}, err
	}
	id, err := tx.Insert(ctx, `INSERT INTO contatto (ente_id, data, canale, esito, parte, operatore, prossimo_il, testo)
		VALUES (?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, nullif(?, ''))`,
		c.EnteID, c.Data, c.Canale, c.Esito, c.Parte, c.Operatore, c.ProssimoIl, c.Testo)
	if err != nil {
		return Contatto{}, err
	}
	c, _, err = db.First(ctx, tx, read, selectContatto+"WHERE k.id = ?", id)
	return c, err
}

func checkExists(ctx context.Context, tx *db.Tx, enteID int64, d periodo.Data) error {
	type body struct {
		name, key string
		periodo.Periodo
	}
	b, found, err := db.First(ctx, tx, func(scan db.Scan) (b body, err error) {
		err = scan(&b.name, &b.key, &b.Dal, &b.Al)
		return b, err
	}, `SELECT denominazione, coalesce(ipa, belfiore, '"' || denominazione || '"'), dal, al FROM ente WHERE id = ?`, enteID)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.Failed, "there is no ente %s", strconv.FormatInt(enteID, 10)).
			WithHint("see the enti with: dtctl ente list")
	case !b.Contains(d):
		return fault.New(fault.Failed, "%s does not exist on %s", b.name, d).
			WithHint("see when it exists, and what came after it, with: dtctl ente show %s", b.key)
	}
	return nil
}

// selectContatto reads every column that read expects.
const selectContatto = `
	SELECT k.id, k.ente_id, k.data, k.canale, k.esito, coalesce(k.parte, ''), coalesce(k.operatore, ''),
		k.prossimo_il, coalesce(k.testo, ''),
		e.denominazione, e.tipo, coalesce(e.ipa, ''), coalesce(g.sigla, ''), coalesce(p.sigla, '')
	FROM contatto k
	JOIN ente e ON e.id = k.ente_id
	LEFT JOIN ente_collocazione c ON c.ente_id = k.ente_id
		AND (c.dal IS NULL OR c.dal <= k.data) AND (c.al IS NULL OR c.al >= k.data)
	LEFT JOIN regione g ON g.id = c.regione_id
	LEFT JOIN provincia p ON p.id = c.provincia_id `

func read(scan db.Scan) (c Contatto, err error) {
	err = scan(&c.ID, &c.EnteID, &c.Data, &c.Canale, &c.Esito, &c.Parte, &c.Operatore,
		&c.ProssimoIl, &c.Testo, &c.Ente, &c.Tipo, &c.IPA, &c.Regione, &c.Provincia)
	return c, err
}

// Filter chooses among the contacts; a zero field does not restrict.
type Filter struct {
	// Enti restricts to the enti that pass, as they are on its day.
	Enti *ente.Filter
	// EnteID restricts to one ente.
	EnteID    int64
	Canali    []Canale
	Esiti     []Esito
	Parti     []Parte
	Operatore string
	// Since leaves out what came before that day.
	Since periodo.Data
	// Due takes the contacts that ask for another one by that day and that no
	// later contact of the same part with the same ente has answered. One that
	// asks for another on no day is due from its own.
	Due periodo.Data
}

// List returns the contacts that pass the filter: the latest first or, with
// Due, those to make again first.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Contatto, error) {
	where, args := f.where()
	order := " ORDER BY k.data DESC, k.id DESC"
	if !f.Due.IsZero() {
		order = " ORDER BY coalesce(k.prossimo_il, k.data), e.norma, k.id"
	}
	return db.Collect(ctx, tx, read, selectContatto+where+order, args...)
}

func (f Filter) where() (string, []any) {
	where, args := "WHERE 1 = 1", []any{}
	add := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if f.Enti != nil {
		query, values := f.Enti.Query()
		add("k.ente_id IN (SELECT u.id FROM ("+query+") u)", values...)
	}
	if f.EnteID != 0 {
		add("k.ente_id = ?", f.EnteID)
	}
	addOneOf(add, "k.canale", f.Canali)
	addOneOf(add, "k.esito", f.Esiti)
	addOneOf(add, "k.parte", f.Parti)
	if f.Operatore != "" {
		add("lower(k.operatore) = lower(?)", f.Operatore)
	}
	if !f.Since.IsZero() {
		add("k.data >= ?", f.Since)
	}
	if !f.Due.IsZero() {
		add(`(k.prossimo_il <= ? OR k.prossimo_il IS NULL AND k.esito = ? AND k.data <= ?) AND NOT EXISTS (SELECT 1 FROM contatto l WHERE l.ente_id = k.ente_id
			AND coalesce(l.parte, '') = coalesce(k.parte, '')
			AND (l.data > k.data OR l.data = k.data AND l.id > k.id))`, f.Due, DaRichiamare, f.Due)
	}
	return where, args
}

func addOneOf[T any](add func(condition string, values ...any), column string, values []T) {
	if len(values) == 0 {
		return
	}
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", list...)
}
