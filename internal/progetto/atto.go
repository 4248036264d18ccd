package progetto

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Atto is an act in the life of a project.
type Atto struct {
	ID          int64
	ProgettoID  int64
	Stato       Stato
	Data        periodo.Data
	Atto        string       // as people cite it, empty where it is not known
	Concessione euro.Importo // granted or, when negative, freed by the act
	// Deroga is why a rule was set aside, empty where none was.
	Deroga string
	// Motivo is why an application was refused or a project given up, in the words
	// of the act; empty where it is not known.
	Motivo string
}

// Atti returns the acts of a project in the order in which they were written.
func Atti(ctx context.Context, tx *db.Tx, progettoID int64) ([]Atto, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (a Atto, err error) {
		err = scan(&a.ID, &a.ProgettoID, &a.Stato, &a.Data, &a.Atto, &a.Concessione, &a.Deroga, &a.Motivo)
		return a, err
	}, `SELECT id, progetto_id, stato, data, coalesce(atto, ''), concesso_cent, coalesce(deroga, ''), coalesce(motivo, '')
		FROM progetto_atto WHERE progetto_id = ? ORDER BY id`, progettoID)
}

// Mossa is a step that somebody takes.
type Mossa struct {
	Passo Passo
	// Quando is the day of the act, with the hour for an application; Oggi is
	// the present day, after which no act can be.
	Quando periodo.Momento
	Oggi   periodo.Data
	Atto   string
	// Importo is the amount of the step where it has one: the contribution of
	// admit, what settle leaves of it, what revoke takes away. Nil for all.
	Importo *euro.Importo
	// SenzaFondi admits a project without money: it waits for a scorrimento.
	SenzaFondi bool
	// Punteggio is the score that an admission gives, nil for none.
	Punteggio *int64
	// Deroga sets aside, for that reason, the rules that may be.
	Deroga string
	// Motivo is why the step is taken, empty where the act does not say.
	Motivo string
}

// Move takes a step of a project and returns the project as stored, with what
// should be known of it. It returns a fault of kind Failed when the step cannot
// follow, when its day is in the future or before that of an earlier act, and when
// it breaks a rule of the call; of those, Deroga sets aside who may apply and
// until when.
func Move(ctx context.Context, tx *db.Tx, p Progetto, m Mossa) (Progetto, []message.Text, error) {
	if err := p.mayTake(m.Passo); err != nil {
		return p, nil, err
	}
	b, err := bando.FindID(ctx, tx, p.BandoID)
	if err != nil {
		return p, nil, err
	}
	if err := checkDay(ctx, tx, p, m); err != nil {
		return p, nil, err
	}
	act := Atto{ProgettoID: p.ID, Stato: m.Passo.A, Data: m.Quando.Giorno(), Atto: m.Atto, Deroga: m.Deroga, Motivo: m.Motivo}
	var notes []message.Text
	switch m.Passo.Verbo {
	case "present":
		notes, err = p.present(ctx, tx, b, m, &act)
	case "admit":
		err = p.admit(ctx, tx, b, m, &act)
	case "settle":
		err = p.settle(m, &act)
	case "renounce":
		act.Concessione = -p.Concesso
	case "revoke":
		err = p.revoke(m, &act)
	}
	if err != nil {
		return p, nil, err
	}
	if err := p.take(ctx, tx, act); err != nil {
		return p, nil, err
	}
	if p, err = Find(ctx, tx, number(p.ID)); err != nil {
		return p, nil, err
	}
	after, err := p.afterwards(ctx, tx, b, act)
	return p, append(notes, after...), err
}

// take writes an act and what it makes of the project.
func (p *Progetto) take(ctx context.Context, tx *db.Tx, a Atto) error {
	p.Stato = a.Stato
	p.Concesso += a.Concessione
	if a.Concessione < 0 {
		p.Liberato -= a.Concessione
	}
	if _, err := tx.Exec(ctx, `INSERT INTO progetto_atto (progetto_id, stato, data, atto, concesso_cent, deroga, motivo)
		VALUES (?, ?, ?, nullif(?, ''), ?, nullif(?, ''), nullif(?, ''))`,
		a.ProgettoID, string(a.Stato), a.Data, strings.TrimSpace(a.Atto), a.Concessione, strings.TrimSpace(a.Deroga), strings.TrimSpace(a.Motivo)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE progetto SET stato = ?, concesso_cent = ?, liberato_cent = ?, ammesso_cent = ?, punteggio = ?, presentato_il = ?
		WHERE id = ?`, string(p.Stato), p.Concesso, p.Liberato, known(p.Ammesso), known(p.Punteggio), p.PresentatoIl, p.ID)
	return err
}

// checkDay returns a fault when the day of a step is missing, in the future, or
// before that of the last act.
func checkDay(ctx context.Context, tx *db.Tx, p Progetto, m Mossa) error {
	day := m.Quando.Giorno()
	switch {
	case day.IsZero():
		return fault.New(fault.Usage, "an act has a day").WithHint("add --date DAY")
	case day.After(m.Oggi):
		return fault.New(fault.Failed, "the day of the act, %s, is in the future", day).
			WithHint("record it when the day has come, or correct the day")
	}
	acts, err := Atti(ctx, tx, p.ID)
	if err != nil || len(acts) == 0 {
		return err
	}
	if last := acts[len(acts)-1]; day.Before(last.Data) {
		return fault.New(fault.Failed, "dates out of order: the project %s is %s since %s, so it cannot become %s on %s",
			p.Nome(), string(last.Stato), last.Data, string(m.Passo.A), day).
			WithHint("correct the day; a step with a wrong day is taken back with: dtctl undo")
	}
	return nil
}

// admit decides what the admission of a project grants.
func (p *Progetto) admit(ctx context.Context, tx *db.Tx, b bando.Bando, m Mossa, act *Atto) error {
	amount := p.mostGrantable(b)
	if m.Importo != nil {
		amount = *m.Importo
	}
	p.Ammesso = &amount
	if m.Punteggio != nil {
		p.Punteggio = m.Punteggio
	}
	if p.Richiesto != nil && amount == 0 {
		return fault.New(fault.Failed, "a contribution of nothing cannot be granted to the project %s", p.Nome()).
			WithHint("give the amount with --granted EURO, or record that it is not admitted with: dtctl progetto reject %s", p.Nome())
	}
	if m.SenzaFondi {
		act.Stato = AmmessoNonFinanziato
		return p.checkAdmissible(b, amount)
	}
	fund, err := bando.FundOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	act.Concessione = amount
	return p.checkGrant(b, fund, amount, act.Data)
}

// settle decides what the last act leaves of a grant: the savings are freed.
func (p *Progetto) settle(m Mossa, act *Atto) error {
	if m.Importo == nil {
		return nil
	}
	switch {
	case *m.Importo > p.Concesso:
		return fault.New(fault.Failed, "the %s euro granted to the project %s cannot become %s when it is settled", p.Concesso, p.Nome(), *m.Importo).
			WithHint("what is settled is at most what was granted")
	case *m.Importo == 0 && p.Concesso > 0:
		return fault.New(fault.Failed, "the project %s cannot be settled with nothing of the %s euro granted", p.Nome(), p.Concesso).
			WithHint("take the whole grant back with: dtctl progetto revoke %s", p.Nome())
	case *m.Importo < p.Erogato:
		return fault.New(fault.Failed, "paid ≤ granted: %s euro are paid to the project %s already: the grant cannot become %s", p.Erogato, p.Nome(), *m.Importo).
			WithHint("record first what was given back: dtctl erogazione recover %s --amount EURO", p.Nome())
	}
	act.Concessione = *m.Importo - p.Concesso
	return nil
}

// revoke decides what a revocation takes away: all of the grant, or a part that
// leaves the project where it is.
func (p *Progetto) revoke(m Mossa, act *Atto) error {
	act.Concessione = -p.Concesso
	if m.Importo == nil || *m.Importo == p.Concesso {
		return nil
	}
	if *m.Importo > p.Concesso || *m.Importo == 0 {
		return fault.New(fault.Failed, "of the %s euro granted to the project %s, %s cannot be revoked", p.Concesso, p.Nome(), *m.Importo).
			WithHint("give a part of the grant, or leave --amount out to revoke it all")
	}
	act.Concessione, act.Stato = -*m.Importo, p.Stato
	return nil
}

// known returns NULL for nothing.
func known[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}
