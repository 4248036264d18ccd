package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

// Avvisi returns what should be known of the money of a project: what was paid
// over the grant, and what is still due over it.
func (p Progetto) Avvisi() []message.Text {
	var notes []message.Text
	if p.Residuo() < 0 {
		notes = append(notes, message.New("%s euro were paid over what is granted: they are to be given back; record it with: dtctl erogazione recover %s",
			-p.Residuo(), p.Nome()))
	}
	if p.Previsto > 0 && p.Erogato+p.Previsto > p.Concesso {
		notes = append(notes, message.New("instalments of %s euro are still due, over what is granted: correct them with: dtctl erogazione list --progetto %s",
			p.Previsto, p.Nome()))
	}
	return notes
}

// afterwards returns what should be known of a project after an act: also
// whether the spending justifies the grant, what is left to pay, and who waits
// for the money that was freed, or waits though it comes before the project.
func (p Progetto) afterwards(ctx context.Context, tx *db.Tx, b bando.Bando, a Atto) ([]message.Text, error) {
	notes := p.Avvisi()
	if p.Stato == Liquidato && b.QuotaMax > 0 && p.Spese > 0 && p.Concesso > p.Spese.Share(b.QuotaMax) {
		notes = append(notes, message.New("the %s euro spent justify at most %s, at %s%%: %s are granted",
			p.Spese, p.Spese.Share(b.QuotaMax), percentage(b.QuotaMax), p.Concesso))
	}
	if p.Stato == Liquidato && p.Residuo() > 0 {
		notes = append(notes, message.New("%s euro are still to be paid: record it with: dtctl erogazione add %s", p.Residuo(), p.Nome()))
	}
	switch {
	case a.Concessione < 0:
		waiting, err := waitingFor(ctx, tx, b, 0)
		if waiting > 0 {
			notes = append(notes, message.Count(waiting, "%d project waits to be funded: see it with: dtctl bando ranking %s",
				"%d projects wait to be funded: see them with: dtctl bando ranking %s", waiting, b.Codice))
		}
		return notes, err
	case a.Concessione > 0:
		waiting, err := waitingFor(ctx, tx, b, p.ID)
		if waiting > 0 {
			notes = append(notes, message.Count(waiting, "%d project that comes before it in the ranking waits for money: see it with: dtctl bando ranking %s",
				"%d projects that come before it in the ranking wait for money: see them with: dtctl bando ranking %s", waiting, b.Codice))
		}
		return notes, err
	}
	return notes, nil
}
