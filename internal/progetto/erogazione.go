package progetto

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// TipoErogazione says what money is that is paid for a project, as it is stored.
type TipoErogazione string

// The kinds of payment.
const (
	Acconto          TipoErogazione = "acconto"
	StatoAvanzamento TipoErogazione = "stato_avanzamento"
	Saldo            TipoErogazione = "saldo"
	// Recupero is money that the ente gave back: its amount is negative.
	Recupero TipoErogazione = "recupero"
)

// TipiErogazione returns the kinds of payment that are made to an ente.
func TipiErogazione() []TipoErogazione {
	return []TipoErogazione{Acconto, StatoAvanzamento, Saldo}
}

// Erogazione is money paid, to be paid, or given back.
type Erogazione struct {
	ID, ProgettoID int64
	Tipo           TipoErogazione
	// Importo is negative for what was given back.
	Importo euro.Importo
	// PrevistaIl is when it is due, Data when it was paid; no day for none.
	PrevistaIl, Data periodo.Data
	Atto, Note       string

	// What other records say, only when read.
	Progetto, Ente, Bando string
}

const selectErogazione = `SELECT x.id, x.progetto_id, x.tipo, x.importo_cent, x.prevista_il, x.data, coalesce(x.atto, ''), coalesce(x.note, ''),
		coalesce(p.codice, CAST(p.id AS TEXT)), e.denominazione, b.codice
	FROM erogazione x JOIN progetto p ON p.id = x.progetto_id JOIN ente e ON e.id = p.ente_id JOIN bando b ON b.id = p.bando_id `

func readErogazione(scan db.Scan) (x Erogazione, err error) {
	err = scan(&x.ID, &x.ProgettoID, &x.Tipo, &x.Importo, &x.PrevistaIl, &x.Data, &x.Atto, &x.Note, &x.Progetto, &x.Ente, &x.Bando)
	return x, err
}

// SaveErogazione stores a payment of a project, new when its ID is 0, and returns
// it as stored. It returns a fault of kind Usage when the amount or both days are
// missing, or that of money given back, of kind Failed when it was paid in the future or before anything was
// granted, and when what is paid and due would exceed what is granted.
func SaveErogazione(ctx context.Context, tx *db.Tx, p Progetto, x Erogazione, today periodo.Data) (Erogazione, error) {
	if err := x.check(today); err != nil {
		return x, err
	}
	if err := checkWithin(ctx, tx, p, x); err != nil {
		return x, err
	}
	if err := checkOrder(ctx, tx, p, x); err != nil {
		return x, err
	}
	var err error
	x.ProgettoID = p.ID
	values := []any{x.ProgettoID, string(x.Tipo), x.Importo, x.PrevistaIl, x.Data, strings.TrimSpace(x.Atto), strings.TrimSpace(x.Note)}
	if x.ID == 0 {
		x.ID, err = tx.Insert(ctx, `INSERT INTO erogazione (progetto_id, tipo, importo_cent, prevista_il, data, atto, note)
			VALUES (?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''))`, values...)
	} else {
		_, err = tx.Exec(ctx, `UPDATE erogazione SET progetto_id = ?, tipo = ?, importo_cent = ?, prevista_il = ?, data = ?,
			atto = nullif(?, ''), note = nullif(?, '') WHERE id = ?`, append(values, x.ID)...)
	}
	if err != nil {
		return x, err
	}
	return FindErogazione(ctx, tx, x.ID)
}

func (x Erogazione) check(today periodo.Data) error {
	switch {
	case x.Importo < 0 && x.Tipo != Recupero:
		return fault.New(fault.Usage, "money given back cannot become a payment").
			WithHint("take it out with: dtctl erogazione remove %s; and record the payment", number(x.ID))
	case x.Importo == 0 || (x.Importo < 0) != (x.Tipo == Recupero):
		return fault.New(fault.Usage, "a payment is of an amount over 0").WithHint("add --amount EURO")
	case x.Tipo == Recupero && x.Data.IsZero():
		return fault.New(fault.Usage, "money given back has the day on which it came").
			WithHint("give it with --date DAY; money that is still to come is said by dtctl progetto show, not recorded")
	case x.Data.IsZero() && x.PrevistaIl.IsZero():
		return fault.New(fault.Usage, "a payment has the day on which it was made, or on which it is due").WithHint("add --date DAY or --due DAY")
	case !x.Data.IsZero() && x.Data.After(today):
		return fault.New(fault.Failed, "the day of the payment, %s, is in the future", x.Data).
			WithHint("give the day on which it is due with --due, and the day of the payment when it is made")
	}
	return nil
}

// checkWithin refuses to give back more than is paid, and to pay, or promise,
// more than is granted. A correction that does neither stays possible where the
// grant was revoked since.
func checkWithin(ctx context.Context, tx *db.Tx, p Progetto, x Erogazione) error {
	paid, planned, err := othersOf(ctx, tx, p, x.ID)
	if err != nil {
		return err
	}
	switch {
	case x.Tipo == Recupero && paid+x.Importo >= 0:
		return nil
	case x.Tipo == Recupero:
		return fault.New(fault.Failed, "recovered ≤ paid: %s euro are paid to the project %s, so %s cannot be given back", paid, p.Nome(), -x.Importo).
			WithHint("see the payments with: dtctl erogazione list --progetto %s", p.Nome())
	case paid+x.paid() < 0:
		return tooMuchRecovered(p, paid+x.paid())
	}
	if x.ID != 0 {
		before, err := FindErogazione(ctx, tx, x.ID)
		if err != nil || x.Importo <= before.Importo && x.paid() <= before.paid() {
			return err
		}
	}
	if p.Concesso == 0 && !p.Stato.isFunded() {
		return fault.New(fault.Failed, "the project %s is %s: only a project that was admitted and funded is paid", p.Nome(), string(p.Stato)).
			WithHint("see how far it has come with: dtctl progetto show %s", p.Nome())
	}
	return p.checkPayment(paid, planned, x.Importo)
}

// tooMuchRecovered says that more was given back than would stay paid.
func tooMuchRecovered(p Progetto, paid euro.Importo) error {
	return fault.New(fault.Failed, "recovered ≤ paid: %s euro more would be given back for the project %s than were paid", -paid, p.Nome()).
		WithHint("take out what was given back first: dtctl erogazione list --progetto %s", p.Nome())
}

// paid returns the amount where it was paid, nothing where it is due.
func (x Erogazione) paid() euro.Importo {
	if x.Data.IsZero() {
		return 0
	}
	return x.Importo
}

// ConImporto returns the payment with another amount, given without a sign:
// money given back is negative.
func (x Erogazione) ConImporto(amount euro.Importo) Erogazione {
	if x.Importo = amount; x.Tipo == Recupero {
		x.Importo = -amount
	}
	return x
}

// Recover stores money that the ente of a project gave back on the day of x: the
// amount or, without one, what was paid over the grant. It says when that is more
// than is owed. It returns the faults of SaveErogazione, and one of kind Failed
// when nothing was paid over the grant.
func Recover(ctx context.Context, tx *db.Tx, p Progetto, x Erogazione, amount *euro.Importo, today periodo.Data) (Erogazione, []message.Text, error) {
	over := -p.Residuo()
	if amount == nil && over <= 0 {
		return x, nil, fault.New(fault.Failed, "of the %s euro granted to the project %s, %s are paid: nothing is to be given back", p.Concesso, p.Nome(), p.Erogato).
			WithHint("if the ente gave money back all the same, give the amount with --amount EURO")
	}
	var notes []message.Text
	if amount != nil {
		switch {
		case over <= 0:
			notes = append(notes, message.New("nothing was to be given back: the %s euro that came can be paid again", *amount))
		case *amount > over:
			notes = append(notes, message.New("%s euro were to be given back: %s more came, and can be paid again", over, *amount-over))
		}
		over = *amount
	}
	x.Tipo = Recupero
	x, err := SaveErogazione(ctx, tx, p, x.ConImporto(over), today)
	return x, notes, err
}

// othersOf returns what is paid and what is due to a project besides one payment.
func othersOf(ctx context.Context, tx *db.Tx, p Progetto, but int64) (paid, planned euro.Importo, err error) {
	err = db.Each(ctx, tx, func(scan db.Scan) error { return scan(&paid, &planned) }, `SELECT
			coalesce(sum(CASE WHEN data IS NOT NULL THEN importo_cent END), 0), coalesce(sum(CASE WHEN data IS NULL THEN importo_cent END), 0)
		FROM erogazione WHERE progetto_id = ? AND id <> ?`, p.ID, but)
	return paid, planned, err
}

// checkOrder refuses a payment made before any money was granted, and money given
// back before any was paid.
func checkOrder(ctx context.Context, tx *db.Tx, p Progetto, x Erogazione) error {
	if x.Data.IsZero() {
		return nil
	}
	if x.Tipo == Recupero {
		first, found, err := db.First(ctx, tx, db.Value[periodo.Data],
			`SELECT data FROM erogazione WHERE progetto_id = ? AND importo_cent > 0 AND data IS NOT NULL ORDER BY data LIMIT 1`, p.ID)
		if err != nil || !found || !x.Data.Before(first) {
			return err
		}
		return fault.New(fault.Failed, "dates out of order: the first payment to the project %s is of %s, so nothing was given back on %s", p.Nome(), first, x.Data).
			WithHint("correct the day of the payment")
	}
	granted, found, err := db.First(ctx, tx, db.Value[periodo.Data],
		`SELECT data FROM progetto_atto WHERE progetto_id = ? AND concesso_cent > 0 ORDER BY data LIMIT 1`, p.ID)
	if err != nil || !found || !x.Data.Before(granted) {
		return err
	}
	return fault.New(fault.Failed, "dates out of order: the grant of the project %s is of %s, so nothing was paid on %s", p.Nome(), granted, x.Data).
		WithHint("correct the day of the payment")
}

// RemoveErogazione takes out a payment that was written by mistake. It returns a
// fault of kind Failed when more was given back than would stay paid.
func RemoveErogazione(ctx context.Context, tx *db.Tx, p Progetto, x Erogazione) error {
	paid, _, err := othersOf(ctx, tx, p, x.ID)
	if err != nil {
		return err
	}
	if paid < 0 {
		return tooMuchRecovered(p, paid)
	}
	_, err = tx.Exec(ctx, `DELETE FROM erogazione WHERE id = ?`, x.ID)
	return err
}

// FindErogazione returns the payment with that number, or a fault of kind Failed.
func FindErogazione(ctx context.Context, tx *db.Tx, id int64) (Erogazione, error) {
	x, found, err := db.First(ctx, tx, readErogazione, selectErogazione+`WHERE x.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no payment %s", number(id)).WithHint("see the numbers with: dtctl erogazione list")
	}
	return x, err
}

// FilterErogazioni chooses among payments; a zero field does not restrict.
type FilterErogazioni struct {
	ProgettoID, BandoID int64
	// Due restricts to what is to be paid and is not, by the end of the period
	// where it has one.
	Due bool
	periodo.Periodo
}

// Erogazioni returns the payments that pass the filter by the day on which they
// were made or are due.
func Erogazioni(ctx context.Context, tx *db.Tx, f FilterErogazioni) ([]Erogazione, error) {
	return db.Collect(ctx, tx, readErogazione, selectErogazione+`WHERE (?1 = 0 OR x.progetto_id = ?1) AND (?2 = 0 OR p.bando_id = ?2)
		AND (?3 = 0 OR x.data IS NULL) AND coalesce(x.data, x.prevista_il) BETWEEN coalesce(?4, '') AND coalesce(?5, '9999-12-31')
		ORDER BY coalesce(x.data, x.prevista_il), x.id`, f.ProgettoID, f.BandoID, f.Due, f.Dal, f.Al)
}
