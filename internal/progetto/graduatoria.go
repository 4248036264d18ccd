package progetto

import (
	"cmp"
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Posto is a project in the ranking of its call.
type Posto struct {
	Progetto
	// Posizione is its place, from 1: by score, the highest first, then in the
	// order in which the projects applied.
	Posizione int
	// Manca is what it would take to fund it, nothing where it is funded.
	Manca euro.Importo
	// Finanziabile says that what is left of the endowment covers it, after
	// those before it.
	Finanziabile bool
}

// Graduatoria returns the ranking of a call: the projects that were admitted and
// go on, with the money that is left on a day handed down the list.
func Graduatoria(ctx context.Context, tx *db.Tx, b bando.Bando, day periodo.Data) ([]Posto, bando.Fund, error) {
	fund, err := bando.FundOf(ctx, tx, b.ID)
	if err != nil {
		return nil, fund, err
	}
	admitted, err := List(ctx, tx, Filter{
		BandoIDs: []int64{b.ID}, Stati: []Stato{AmmessoFinanziato, AmmessoNonFinanziato, Avviato, InCorso, Concluso, Rendicontato, Liquidato},
	})
	if err != nil {
		return nil, fund, err
	}
	slices.SortStableFunc(admitted, byRank)
	left := fund.Available(day)
	places := make([]Posto, len(admitted))
	stopped := false
	for i, p := range admitted {
		places[i] = Posto{Progetto: p, Posizione: i + 1}
		if p.Stato != AmmessoNonFinanziato {
			continue
		}
		places[i].Manca = p.daFinanziare()
		// Nobody passes one that comes before.
		stopped = stopped || fund.Known && places[i].Manca > left
		if !stopped {
			places[i].Finanziabile = true
			left -= places[i].Manca
		}
	}
	return places, fund, nil
}

// byRank orders projects by score, the highest first and those without one last,
// then by when they applied, then by number.
func byRank(a, b Progetto) int {
	score := func(p Progetto) int64 {
		if p.Punteggio == nil {
			return -1
		}
		return *p.Punteggio
	}
	return cmp.Or(cmp.Compare(score(b), score(a)), a.PresentatoIl.Compare(b.PresentatoIl), cmp.Compare(a.ID, b.ID))
}

// daFinanziare returns the contribution that was found admissible.
func (p Progetto) daFinanziare() euro.Importo {
	if p.Ammesso == nil {
		return 0
	}
	return *p.Ammesso
}

// Scorri funds, in the order of the ranking, the projects that were admitted
// without money, as long as what is left of the endowment covers the next one;
// with partial, what is left after them goes to the next one in part. It returns
// the projects that it funded, and a fault of kind Failed when none waits or none
// can be funded.
func Scorri(ctx context.Context, tx *db.Tx, b bando.Bando, m Mossa, partial bool) ([]Progetto, error) {
	day := m.Quando.Giorno()
	places, fund, err := Graduatoria(ctx, tx, b, day)
	if err != nil {
		return nil, err
	}
	waiting := slices.DeleteFunc(places, func(p Posto) bool { return p.Stato != AmmessoNonFinanziato })
	if len(waiting) == 0 {
		return nil, fault.New(fault.Failed, "no project of the call %s waits to be funded", b.Codice).
			WithHint("see the ranking with: dtctl bando ranking %s", b.Codice)
	}
	var funded []Progetto
	for _, w := range waiting {
		amount := w.Manca
		if left := fund.Available(day); fund.Known && amount > left {
			if !partial || left <= 0 {
				break
			}
			amount = left
		}
		if err := w.fund(ctx, tx, b, fund, m, amount); err != nil {
			return nil, err
		}
		fund.Grant(day, amount)
		p, err := Find(ctx, tx, number(w.ID))
		if err != nil {
			return nil, err
		}
		if funded = append(funded, p); amount < w.Manca {
			break
		}
	}
	if len(funded) == 0 {
		next := waiting[0]
		left := fund.Available(day)
		return nil, fault.New(fault.Failed, "%s euro are left of the endowment of the call %s on %s: the next project, %s of %s, takes %s",
			left, b.Codice, day, next.Nome(), next.Ente, next.Manca).
			WithHint("%s euro more are needed: dtctl bando refinance %s; or fund it in part with --partial", next.Manca-left, b.Codice)
	}
	return funded, nil
}

// fund grants a project that waits an amount.
func (p Progetto) fund(ctx context.Context, tx *db.Tx, b bando.Bando, fund bando.Fund, m Mossa, amount euro.Importo) error {
	m.Passo = Passo{Verbo: "scorrimento", Da: []Stato{AmmessoNonFinanziato}, A: AmmessoFinanziato}
	if err := checkDay(ctx, tx, p, m); err != nil {
		return err
	}
	act := Atto{ProgettoID: p.ID, Stato: AmmessoFinanziato, Data: m.Quando.Giorno(), Atto: m.Atto, Concessione: amount}
	if err := p.checkGrant(b, fund, amount, act.Data); err != nil {
		return err
	}
	return p.take(ctx, tx, act)
}
