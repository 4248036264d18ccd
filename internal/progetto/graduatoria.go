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
	// Manca is what it would take to fund it, or to give it the rest where it was
	// funded in part; nothing where it does not wait for money.
	Manca euro.Importo
	// Finanziabile says that what is left of the endowment covers it, after
	// those before it, and that no rule of the call forbids it.
	Finanziabile bool
}

// Assegnato is a project that received money as the ranking went on.
type Assegnato struct {
	Progetto
	// Ricevuto is what it received now.
	Ricevuto euro.Importo
}

// Graduatoria returns the ranking of a call: the projects that were admitted and
// go on, with the money that is left on a day handed down the list.
func Graduatoria(ctx context.Context, tx *db.Tx, b bando.Bando, day periodo.Data) ([]Posto, bando.Fund, error) {
	fund, err := bando.FundOf(ctx, tx, b.ID)
	if err != nil {
		return nil, fund, err
	}
	admitted, err := List(ctx, tx, Filter{BandoIDs: []int64{b.ID}, Stati: append(finanziati(), AmmessoNonFinanziato)})
	if err != nil {
		return nil, fund, err
	}
	slices.SortStableFunc(admitted, byRank)
	left := fund.Available(day)
	places := make([]Posto, len(admitted))
	stopped := false
	for i, p := range admitted {
		places[i] = Posto{Progetto: p, Posizione: i + 1}
		places[i].Manca = p.manca(b)
		if places[i].Manca == 0 {
			continue
		}
		// Nobody passes one that comes before.
		stopped = stopped || fund.Known && places[i].Manca > left || p.checkAdmissible(b, p.Concesso+places[i].Manca) != nil
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

// manca returns what a project waits for: what was found admissible and was
// neither granted nor, once granted, freed.
func (p Progetto) manca(b bando.Bando) euro.Importo {
	if p.Ammesso == nil || !slices.Contains([]Stato{AmmessoNonFinanziato, AmmessoFinanziato, Avviato, InCorso}, p.Stato) {
		return 0
	}
	whole := *p.Ammesso
	if p.Concesso > 0 {
		// Of a project that goes on the request or the cost may have been lowered since.
		whole = min(whole, p.mostGrantable(b))
	}
	return max(0, whole-p.Concesso-p.Liberato)
}

// Scorri funds, in the order of the ranking, the projects that wait for money,
// those that were funded in part among them, as long as what is left of the
// endowment covers the next one; with partial, what is left after them goes to
// the next one in part. It returns what each received, and a fault of kind Failed
// when none waits or none can be funded.
func Scorri(ctx context.Context, tx *db.Tx, b bando.Bando, m Mossa, partial bool) ([]Assegnato, error) {
	day := m.Quando.Giorno()
	places, fund, err := Graduatoria(ctx, tx, b, day)
	if err != nil {
		return nil, err
	}
	waiting := slices.DeleteFunc(places, func(p Posto) bool { return p.Manca == 0 })
	if len(waiting) == 0 {
		return nil, fault.New(fault.Failed, "no project of the call %s waits to be funded", b.Codice).
			WithHint("see the ranking with: dtctl bando ranking %s", b.Codice)
	}
	// Nothing is written before all are found to be right.
	var grants []Atto
	for _, w := range waiting {
		amount := w.Manca
		if left := fund.Available(day); fund.Known && amount > left {
			amount = left
		}
		if amount < w.Manca && (!partial || amount <= 0) || len(grants) > 0 && w.checkAdmissible(b, w.Concesso+amount) != nil {
			break
		}
		grant, err := w.grant(ctx, tx, b, fund, m, amount)
		if err != nil {
			return nil, err
		}
		fund.Grant(day, amount)
		if grants = append(grants, grant); amount < w.Manca {
			break
		}
	}
	if len(grants) == 0 {
		next := waiting[0]
		left := fund.Available(day)
		return nil, fault.New(fault.Failed, "%s euro are left of the endowment of the call %s on %s: the next project, %s of %s, takes %s",
			left, b.Codice, day, next.Nome(), next.Ente, next.Manca).
			WithHint("%s euro more are needed: dtctl bando refinance %s; or fund it in part with --partial", next.Manca-left, b.Codice)
	}
	funded := make([]Assegnato, len(grants))
	for i, grant := range grants {
		if err := waiting[i].take(ctx, tx, grant); err != nil {
			return nil, err
		}
		p, err := Find(ctx, tx, number(grant.ProgettoID))
		if err != nil {
			return nil, err
		}
		funded[i] = Assegnato{Progetto: p, Ricevuto: grant.Concessione}
	}
	return funded, nil
}

// grant returns the act by which a project that waits receives an amount, or why
// it may not: one that was funded in part stays where it is.
func (p Progetto) grant(ctx context.Context, tx *db.Tx, b bando.Bando, fund bando.Fund, m Mossa, amount euro.Importo) (Atto, error) {
	next := p.Stato
	if next == AmmessoNonFinanziato {
		next = AmmessoFinanziato
	}
	m.Passo = Passo{Verbo: "scorrimento", Da: []Stato{p.Stato}, A: next}
	if err := checkDay(ctx, tx, p, m); err != nil {
		return Atto{}, err
	}
	act := Atto{ProgettoID: p.ID, Stato: next, Data: m.Quando.Giorno(), Atto: m.Atto, Concessione: amount}
	return act, p.checkGrant(b, fund, amount, act.Data)
}

// waitingFor returns how many projects of a call wait for money, those before a
// project of the ranking where it is not 0.
func waitingFor(ctx context.Context, tx *db.Tx, b bando.Bando, before int64) (int, error) {
	places, _, err := Graduatoria(ctx, tx, b, periodo.Data{})
	n := 0
	for _, p := range places {
		if p.ID == before {
			break
		}
		if p.Manca > 0 {
			n++
		}
	}
	return n, err
}
