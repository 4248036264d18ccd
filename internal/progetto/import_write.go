package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// stored is what the import must know of a project that is there.
type stored struct {
	id                  int64
	codice, cup, misura string
	stato               Stato
	requested           *euro.Importo
	granted, freed      euro.Importo
	regioneID           int64
	since               periodo.Data // the day of the last act
}

func (p *stored) nome() string { return Progetto{ID: p.id, Codice: p.codice}.Nome() }

// readStored returns the projects of the calls of others by what tells them
// apart, and the last number of a project.
func readStored(ctx context.Context, tx *db.Tx) (map[key]*stored, int64, error) {
	known := map[key]*stored{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var k key
		p := &stored{}
		if err := scan(&p.id, &p.codice, &k.bandoID, &k.enteID, &k.sent, &p.cup, &p.misura, &p.stato, &p.requested, &p.granted, &p.freed,
			&p.regioneID, &p.since); err != nil {
			return err
		}
		known[k] = p
		return nil
	}, `SELECT p.id, coalesce(p.codice, ''), p.bando_id, p.ente_id, p.presentato_il, coalesce(p.cup, ''), coalesce(p.misura, ''), p.stato,
			p.richiesto_cent, p.concesso_cent, p.liberato_cent, coalesce(p.regione_id, 0),
			(SELECT a.data FROM progetto_atto a WHERE a.progetto_id = p.id ORDER BY a.id DESC LIMIT 1)
		FROM progetto p JOIN bando b ON b.id = p.bando_id WHERE b.gestione = 'esterna' ORDER BY p.id DESC`)
	if err != nil {
		return nil, 0, err
	}
	last, _, err := db.First(ctx, tx, db.Value[int64], `SELECT coalesce(max(id), 0) FROM progetto`)
	return known, last, err
}

// scheda makes the project of a row that is new.
func (im *importer) scheda(s said) Scheda {
	im.lastID++
	p := Scheda{Progetto: Progetto{
		ID: im.lastID, BandoID: s.bando.ID, EnteID: s.enteID, CUP: s.cup, Richiesto: &s.amount, Ammesso: &s.amount,
		PresentatoIl: s.sent, Stato: s.stato, Misura: s.misura, RegioneID: im.regionOf(s),
	}}
	if !s.sent.IsZero() {
		p.Atti = append(p.Atti, Atto{Stato: Presentato, Data: s.sent.Giorno()})
	}
	p.Atti = append(p.Atti, Atto{Stato: AmmessoFinanziato, Data: s.granted, Atto: s.act, Concessione: s.amount})
	switch s.stato {
	case AmmessoFinanziato:
		p.Concesso = s.amount
	case Liquidato:
		p.Concesso = s.amount
		p.Atti = append(p.Atti, Atto{Stato: Liquidato, Data: s.since})
		if s.amount > 0 {
			p.Erogazioni = []Erogazione{{Tipo: Saldo, Importo: s.amount, Data: s.since}}
		}
	case Rinunciato:
		p.Liberato = s.amount
		p.Atti = append(p.Atti, Atto{Stato: Rinunciato, Data: s.since, Concessione: -s.amount})
	}
	return p
}

// regionOf returns the region of the row where that is not the one in which the
// ente lay when it applied.
func (im *importer) regionOf(s said) int64 {
	day := s.sent.Giorno()
	if day.IsZero() {
		day = s.granted
	}
	if s.regioneID == im.enti.RegioneOn(s.enteID, day) {
		return 0
	}
	return s.regioneID
}

// change gives a project that is there what a row says of it; a blank changes
// nothing.
func (im *importer) change(ctx context.Context, tx *db.Tx, row *batch.Row, p *stored, s said) (batch.Outcome, error) {
	var set []string
	var values []any
	put := func(column string, value any) {
		set = append(set, column+` = ?`)
		values = append(values, value)
	}
	if s.cup != "" && s.cup != p.cup && im.may(row, colCUP, p, "cup") {
		put("cup", s.cup)
	}
	// The measure of the call needs not be said twice.
	if s.misura != "" && s.misura != p.misura && (p.misura != "" || s.misura != s.bando.Misura) && im.may(row, colMisura, p, "misura") {
		put("misura", s.misura)
	}
	if region := im.regionOf(s); s.regioneID != 0 && region != p.regioneID && im.may(row, colRegione, p, "regione_id") {
		put("regione_id", orNull(region))
	}
	money := p.requested == nil || *p.requested != s.amount || p.stato != s.stato
	if money {
		money = im.mayMove(row, p, s)
	}
	switch {
	case len(set) == 0 && !money:
		return batch.Unchanged, nil
	case s.since.Before(p.since):
		im.tally.older++
		return batch.Unchanged, nil
	}
	if len(set) > 0 {
		statement := `UPDATE progetto SET ` + set[0]
		for _, more := range set[1:] {
			statement += `, ` + more
		}
		if _, err := tx.Exec(ctx, statement+` WHERE id = ?`, append(values, p.id)...); err != nil {
			return 0, err
		}
	}
	if money {
		return batch.Updated, im.move(ctx, tx, p, s)
	}
	return batch.Updated, nil
}

// may reports whether a value may be changed, and warns when it was edited by
// hand.
func (im *importer) may(row *batch.Row, column int, p *stored, name string) bool {
	if !im.manual[journal.Edit{ID: p.id, Column: name}] {
		return true
	}
	row.Warn(column, "valore_manuale",
		message.New("project %s: %s was edited by hand and is kept (--overwrite-manual takes that of the file)", p.nome(), name))
	return false
}

// mayMove reports whether a row may change the state or the amount of a project:
// what somebody decided by hand stays, and a state only goes forward, from A to E
// or R and from E to R, unless that is allowed.
func (im *importer) mayMove(row *batch.Row, p *stored, s said) bool {
	for _, name := range []string{"stato", "concesso_cent", "richiesto_cent"} {
		if im.manual[journal.Edit{ID: p.id, Column: name}] {
			return im.may(row, colStato, p, name)
		}
	}
	rank := map[Stato]int{AmmessoFinanziato: 1, Liquidato: 2, Rinunciato: 3}
	if rank[p.stato] == 0 || rank[s.stato] < rank[p.stato] && !im.AllowRegress {
		row.Warn(colStato, "stato_indietro", message.New("the project %s is %s and does not go back to %s (--allow-regress lets it)",
			p.nome(), string(p.stato), string(s.stato)))
		return false
	}
	return true
}

// move makes the acts and the payments of a project those of a row: what an
// import wrote of them before is written anew. What was paid to a project that is
// renounced stays: it is to be given back.
func (im *importer) move(ctx context.Context, tx *db.Tx, p *stored, s said) error {
	statements := []string{`DELETE FROM progetto_atto WHERE progetto_id = ? AND stato IN ('ammesso_finanziato', 'liquidato', 'rinunciato')`}
	if s.stato != Rinunciato {
		statements = append(statements, `DELETE FROM erogazione WHERE progetto_id = ? AND tipo = 'saldo'`)
	}
	for _, statement := range statements {
		if _, err := tx.Exec(ctx, statement, p.id); err != nil {
			return err
		}
	}
	target := im.scheda(s)
	im.lastID--
	for _, a := range target.Atti {
		if a.Stato == Presentato {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO progetto_atto (progetto_id, stato, data, atto, concesso_cent) VALUES (?, ?, ?, nullif(?, ''), ?)`,
			p.id, string(a.Stato), a.Data, a.Atto, a.Concessione); err != nil {
			return err
		}
	}
	for _, x := range target.Erogazioni {
		if _, err := tx.Exec(ctx, `INSERT INTO erogazione (progetto_id, tipo, importo_cent, data) VALUES (?, ?, ?, ?)`,
			p.id, string(x.Tipo), x.Importo, x.Data); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE progetto SET stato = ?, richiesto_cent = ?, ammesso_cent = ?, concesso_cent = ?, liberato_cent = ? WHERE id = ?`,
		string(target.Stato), s.amount, s.amount, target.Concesso, target.Liberato, p.id)
	return err
}
