package progetto

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
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

// checkInTime returns a fault when an application came too early or too late, or
// when only the hour would tell.
func checkInTime(ctx context.Context, tx *db.Tx, _ Progetto, b bando.Bando, m Mossa) error {
	state, err := stateFor(ctx, tx, b, m.Quando)
	if err != nil {
		return err
	}
	switch {
	case state == bando.Bozza:
		return fault.New(fault.Failed, "the call %s is not published on %s: it takes no applications", b.Codice, m.Quando).
			WithHint("write when it was published with: dtctl bando edit %s --published DAY; or say why with --override REASON", b.Codice)
	case !b.Apre.IsZero() && b.Apre.IsAfter(m.Quando):
		return fault.New(fault.Failed, "the call %s takes applications from %s on, not on %s", b.Codice, b.Apre, m.Quando).
			WithHint("correct the day, or say why it is taken with --override REASON")
	case !b.Scade.IsZero() && m.Quando.IsAfter(b.Scade):
		return fault.New(fault.Failed, "the call %s takes applications until %s, not on %s", b.Codice, b.Scade, m.Quando).
			WithHint("correct the day, or say why it is taken with --override REASON")
	case m.Quando.Ora() == "" && needsHour(b.Apre, m.Quando):
		return hourDecides(fault.New(fault.Failed, "the call %s takes applications from %s on: the hour decides", b.Codice, b.Apre))
	case m.Quando.Ora() == "" && needsHour(b.Scade, m.Quando):
		return hourDecides(fault.New(fault.Failed, "the call %s takes applications until %s: the hour decides", b.Codice, b.Scade))
	case state != bando.Pubblicato:
		return fault.New(fault.Failed, "the call %s is %s on %s: it takes no applications", b.Codice, string(state), m.Quando).
			WithHint("see its acts with: dtctl bando show %s; or say why it is taken with --override REASON", b.Codice)
	}
	return nil
}

// needsHour reports whether a day is that of a limit that has an hour.
func needsHour(limit, m periodo.Momento) bool {
	return limit.Ora() != "" && limit.Giorno() == m.Giorno()
}

func hourDecides(f *fault.Fault) error {
	return f.WithHint("add --time HH:MM, or say why it is taken with --override REASON")
}

// stateFor returns the state of a call for an application that arrives at a
// moment. The call may be recorded as closed, or what comes next, on the very day
// on which applications end: until their end they were taken all the same. Money
// that is gone is gone from the beginning of the day.
func stateFor(ctx context.Context, tx *db.Tx, b bando.Bando, m periodo.Momento) (bando.Stato, error) {
	acts, err := bando.Atti(ctx, tx, b.ID)
	if b.Scade.Giorno() == m.Giorno() {
		acts = slices.DeleteFunc(acts, func(a bando.Atto) bool {
			return a.Data == m.Giorno() && a.Stato != bando.Pubblicato && a.Stato != bando.Esaurito
		})
	}
	return b.StatoAl(acts, m.Giorno()), err
}

// checkMayApply returns a fault when the lead, as it was on the day, is none of
// those that may apply for the call.
func checkMayApply(ctx context.Context, tx *db.Tx, p Progetto, b bando.Bando, m Mossa) error {
	e, err := ente.Find(ctx, tx, p.EnteID, m.Quando.Giorno())
	if err != nil || b.Admits(e.Tipo, e.Classe()) {
		return err
	}
	return fault.New(fault.Failed, "%s (%s) may not apply for the call %s", e.Denominazione, kindOf(e).String(), b.Codice).
		WithHint("it is for: %s; say why it is taken with --override REASON", b.Ammessi())
}

// kindOf returns the kind of an ente, with the class of a comune.
func kindOf(e ente.Ente) bando.Beneficiario {
	kind := bando.Beneficiario{Tipo: e.Tipo}
	if e.Tipo == ente.Comune {
		kind.Classe = e.Classe()
	}
	return kind
}

// changeLead returns a fault of kind Failed when the ente that leads a project,
// and is another than before, is of it already in another role, or may not apply
// for the call. The latter can be set aside: the reason goes to the act by which
// the application was presented, with the ente for which it holds, because the
// reason for one lead says nothing of another.
func (p Progetto) changeLead(ctx context.Context, tx *db.Tx, b bando.Bando, before int64, deroga string) ([]message.Text, error) {
	var broken *fault.Fault
	if p.EnteID != before {
		if err := p.checkNoOtherRole(ctx, tx); err != nil {
			return nil, err
		}
		if !p.PresentatoIl.IsZero() {
			err := checkMayApply(ctx, tx, p, b, Mossa{Quando: p.PresentatoIl})
			isRule := false
			if broken, isRule = errors.AsType[*fault.Fault](err); err != nil && (!isRule || strings.TrimSpace(deroga) == "") {
				return nil, err
			}
		}
	}
	switch {
	case broken != nil:
		e, err := ente.Find(ctx, tx, p.EnteID, p.PresentatoIl.Giorno())
		if err != nil {
			return nil, err
		}
		_, err = tx.Exec(ctx, `UPDATE progetto_atto SET deroga = coalesce(deroga || '; ', '') || ?
			WHERE id = (SELECT id FROM progetto_atto WHERE progetto_id = ? AND stato = ? ORDER BY id LIMIT 1)`,
			e.Denominazione+": "+strings.TrimSpace(deroga), p.ID, string(Presentato))
		return []message.Text{message.New("set aside: %s", broken)}, err
	case deroga != "":
		return []message.Text{message.New("no rule stood in the way: the reason is not recorded")}, nil
	}
	return nil, nil
}

// checkNoOtherRole returns a fault of kind Failed when the lead of a project is
// also another ente of it.
func (p Progetto) checkNoOtherRole(ctx context.Context, tx *db.Tx) error {
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
	return nil
}

// repeated says that the lead has another application that goes on for the same
// call.
func (p Progetto) repeated(ctx context.Context, tx *db.Tx) ([]message.Text, error) {
	other, found, err := db.First(ctx, tx, readProgetto, selectProgetto+`WHERE p.bando_id = ? AND p.ente_id = ? AND p.id <> ?
		AND `+alive("p.stato")+` ORDER BY p.id LIMIT 1`, p.BandoID, p.EnteID, p.ID)
	if err != nil || !found {
		return nil, err
	}
	return []message.Text{message.New("%s has another application that goes on for the same call: %s", other.Ente, other.Nome())}, nil
}
