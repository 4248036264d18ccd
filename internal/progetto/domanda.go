package progetto

import (
	"context"
	"errors"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// present decides whether an application is taken. It returns the rules that the
// reason sets aside, and writes that reason in the act only where there are any.
func (p *Progetto) present(ctx context.Context, tx *db.Tx, b bando.Bando, m Mossa, act *Atto) ([]message.Text, error) {
	p.PresentatoIl = m.Quando
	act.Deroga = ""
	var notes []message.Text
	for _, check := range []func(context.Context, *db.Tx, Progetto, bando.Bando, Mossa) error{checkInTime, checkMayApply} {
		err := check(ctx, tx, *p, b, m)
		broken, isRule := errors.AsType[*fault.Fault](err)
		switch {
		case err == nil:
		case !isRule || strings.TrimSpace(m.Deroga) == "":
			return nil, err
		default:
			act.Deroga = m.Deroga
			notes = append(notes, message.New("set aside: %s", broken))
		}
	}
	if m.Deroga != "" && act.Deroga == "" {
		notes = append(notes, message.New("no rule stood in the way: the reason is not recorded"))
	}
	again, err := p.repeated(ctx, tx)
	return append(notes, again...), err
}

// checkInTime returns a fault when an application came too early or too late.
func checkInTime(ctx context.Context, tx *db.Tx, _ Progetto, b bando.Bando, m Mossa) error {
	q, err := bando.QuadroDi(ctx, tx, b, m.Quando.Giorno())
	if err != nil {
		return err
	}
	switch {
	case q.Stato == bando.Bozza:
		return fault.New(fault.Failed, "the call %s is not published on %s: it takes no applications", b.Codice, m.Quando).
			WithHint("write when it was published with: dtctl bando edit %s --published DAY; or say why with --override REASON", b.Codice)
	case !b.Apre.IsZero() && b.Apre.IsAfter(m.Quando):
		return fault.New(fault.Failed, "the call %s takes applications from %s on, not on %s", b.Codice, b.Apre, m.Quando).
			WithHint("correct the day, or say why it is taken with --override REASON")
	case !b.Scade.IsZero() && m.Quando.IsAfter(b.Scade):
		return fault.New(fault.Failed, "the call %s takes applications until %s, not on %s", b.Codice, b.Scade, m.Quando).
			WithHint("correct the day, or say why it is taken with --override REASON")
	case q.Stato != bando.Pubblicato:
		return fault.New(fault.Failed, "the call %s is %s on %s: it takes no applications", b.Codice, string(q.Stato), m.Quando).
			WithHint("see its acts with: dtctl bando show %s; or say why it is taken with --override REASON", b.Codice)
	}
	return nil
}

// checkMayApply returns a fault when the lead, as it was on the day, is none of
// those that may apply for the call.
func checkMayApply(ctx context.Context, tx *db.Tx, p Progetto, b bando.Bando, m Mossa) error {
	e, err := ente.Find(ctx, tx, p.EnteID, m.Quando.Giorno())
	if err != nil || b.Admits(e.Tipo, e.Classe()) {
		return err
	}
	kind := bando.Beneficiario{Tipo: e.Tipo}
	if e.Tipo == ente.Comune {
		kind.Classe = e.Classe()
	}
	return fault.New(fault.Failed, "%s (%s) may not apply for the call %s", e.Denominazione, kind.String(), b.Codice).
		WithHint("it is for: %s; say why it is taken with --override REASON", b.Ammessi())
}

// checkLead returns a fault of kind Failed when an ente cannot become the lead of
// a project: it is of it already in another role or, where the application was
// taken without setting a rule aside, may not apply for the call.
func checkLead(ctx context.Context, tx *db.Tx, p Progetto, b bando.Bando) error {
	others, err := Partecipi(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, x := range others {
		if x.EnteID == p.EnteID {
			return fault.New(fault.Failed, "one lead: %s is of the project %s already, as %s", x.Denominazione, p.Nome(), string(x.Ruolo)).
				WithHint("take it out first with: dtctl progetto leave %s ENTE", p.Nome())
		}
	}
	acts, err := Atti(ctx, tx, p.ID)
	if err != nil || p.PresentatoIl.IsZero() || len(acts) > 0 && acts[0].Deroga != "" {
		return err
	}
	return checkMayApply(ctx, tx, p, b, Mossa{Quando: p.PresentatoIl})
}

// repeated says that the lead has another application that goes on for the same
// call.
func (p Progetto) repeated(ctx context.Context, tx *db.Tx) ([]message.Text, error) {
	other, found, err := db.First(ctx, tx, readProgetto, selectProgetto+`WHERE p.bando_id = ? AND p.ente_id = ? AND p.id <> ?
		AND `+alive+` ORDER BY p.id LIMIT 1`, p.BandoID, p.EnteID, p.ID)
	if err != nil || !found {
		return nil, err
	}
	return []message.Text{message.New("%s has another application that goes on for the same call: %s", other.Ente, other.Nome())}, nil
}
