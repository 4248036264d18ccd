package progetto

import (
	"cmp"
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// stored is what the import must know of a project that is there.
type stored struct {
	id              int64
	codice, origine string
	cup, misura     string
	stato           Stato
	requested       *euro.Importo
	granted, freed  euro.Importo
	regioneID       int64
	since           periodo.Data // the day of the last act
}

func (p *stored) nome() string { return Progetto{ID: p.id, Codice: p.codice}.Nome() }

// lead tells the projects apart that no file has named yet.
type lead struct {
	bandoID, enteID int64
	sent            periodo.Momento
}

// projects are those that are there: those which a file named by what it knows
// them, the others by who applied when.
type projects struct {
	named  map[key]*stored
	others map[lead]*stored
	lastID int64
}

// find returns the project of a row, nil for none.
func (k projects) find(s said) *stored {
	return cmp.Or(k.named[s.key()], k.others[lead{s.bando.ID, s.enteID, s.sent}])
}

// readKnown returns the projects that are there.
func readKnown(ctx context.Context, tx *db.Tx) (projects, error) {
	k := projects{named: map[key]*stored{}, others: map[lead]*stored{}}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var who lead
		p := &stored{}
		if err := scan(&p.id, &p.codice, &who.bandoID, &who.enteID, &who.sent, &p.origine, &p.cup, &p.misura, &p.stato, &p.requested,
			&p.granted, &p.freed, &p.regioneID, &p.since); err != nil {
			return err
		}
		k.lastID = max(k.lastID, p.id)
		if p.origine != "" {
			k.named[key{who.bandoID, p.origine}] = p
		} else {
			k.others[who] = p
		}
		return nil
	}, `SELECT p.id, coalesce(p.codice, ''), p.bando_id, p.ente_id, p.presentato_il, coalesce(p.origine, ''), coalesce(p.cup, ''),
			coalesce(p.misura, ''), p.stato, p.richiesto_cent, p.concesso_cent, p.liberato_cent, coalesce(p.regione_id, 0),
			(SELECT a.data FROM progetto_atto a WHERE a.progetto_id = p.id ORDER BY a.id DESC LIMIT 1)
		FROM progetto p ORDER BY p.id DESC`)
	return k, err
}

// scheda makes the project of a row that is new.
func (im *importer) scheda(s said) Scheda {
	im.known.lastID++
	p := Scheda{Origine: s.origine(), Progetto: Progetto{
		ID: im.known.lastID, BandoID: s.bando.ID, EnteID: s.enteID, CUP: s.cup, Richiesto: &s.amount, Ammesso: &s.amount,
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
	if p.origine == "" {
		put("origine", s.origine())
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
		return batch.Updated, im.move(ctx, tx, row, p, s)
	}
	return batch.Updated, nil
}

// may reports whether a value may be changed, and warns when it was edited by
// hand.
func (im *importer) may(row *batch.Row, column int, p *stored, name string) bool {
	if !im.manual.Has(p.id, name) {
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
		if im.manual.Has(p.id, name) {
			return im.may(row, colStato, p, name)
		}
	}
	if rank(s.stato) < rank(p.stato) && !im.AllowRegress {
		row.Warn(colStato, "stato_indietro", message.New("the project %s is %s and does not go back to %s (--allow-regress lets it)",
			p.nome(), string(p.stato), string(s.stato)))
		return false
	}
	return true
}

// rank returns how far a state has gone, in the states of the source: not yet A,
// A, beyond A, E, R.
func rank(s Stato) int {
	switch s {
	case AmmessoFinanziato:
		return 1
	case Avviato, InCorso, Concluso, Rendicontato:
		return 2
	case Liquidato:
		return 3
	case Rinunciato, Revocato, Ritirato:
		return 4
	}
	return 0
}

// move makes the acts and the payments of a project those of a row: what came of
// its grant is written anew. What was paid to a project that is renounced stays:
// it is to be given back.
func (im *importer) move(ctx context.Context, tx *db.Tx, row *batch.Row, p *stored, s said) error {
	target := im.scheda(s)
	im.known.lastID--
	if err := im.pay(ctx, tx, row, p, s, target.Erogazioni); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM progetto_atto WHERE progetto_id = ? AND stato IN `+
		quoted(append(finanziati(), Revocato, Rinunciato, Ritirato)), p.id); err != nil {
		return err
	}
	for _, a := range target.Atti {
		if a.Stato == Presentato {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO progetto_atto (progetto_id, stato, data, atto, concesso_cent) VALUES (?, ?, ?, nullif(?, ''), ?)`,
			p.id, string(a.Stato), a.Data, a.Atto, a.Concessione); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE progetto SET stato = ?, richiesto_cent = ?, ammesso_cent = ?, concesso_cent = ?, liberato_cent = ? WHERE id = ?`,
		string(target.Stato), s.amount, s.amount, target.Concesso, target.Liberato, p.id)
	return err
}

// pay replaces the balance that an import wrote by that of a row, of what the
// payments written by hand leave of it.
func (im *importer) pay(ctx context.Context, tx *db.Tx, row *batch.Row, p *stored, s said, balance []Erogazione) error {
	if s.stato == Rinunciato {
		return nil
	}
	paid, err := Erogazioni(ctx, tx, FilterErogazioni{ProgettoID: p.id})
	if err != nil {
		return err
	}
	var kept euro.Importo
	for _, x := range paid {
		switch {
		case x.Data.IsZero():
		case x.Tipo == Saldo && !im.payments.Has(x.ID):
			if _, err := tx.Exec(ctx, `DELETE FROM erogazione WHERE id = ?`, x.ID); err != nil {
				return err
			}
		default:
			kept += x.Importo
		}
	}
	for _, x := range balance {
		left := max(0, x.Importo-kept)
		if kept != 0 {
			row.Warn(colStato, "erogazioni_manuali",
				message.New("project %s: the %s euro paid by hand are kept, and %s are written as the balance", p.nome(), kept, left))
		}
		if left == 0 {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO erogazione (progetto_id, tipo, importo_cent, data) VALUES (?, ?, ?, ?)`,
			p.id, string(x.Tipo), left, x.Data); err != nil {
			return err
		}
	}
	return nil
}
