package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Riscontro is a rule of a call that what is recorded breaks.
type Riscontro struct {
	// Regola names the rule; it never changes with the language.
	Regola string
	Bando  string // code of the call
	// ProgettoID is 0 for what concerns the call as a whole.
	ProgettoID     int64
	Progetto, Ente string
	IPA, CUP       string
	// Dettaglio says what is wrong, with the amounts.
	Dettaglio message.Text
}

// found is a row that a rule found: what a sentence about it may need.
type found struct {
	first, second euro.Importo
	day, other    periodo.Momento
	word          string
}

// rule is a rule of calls, looked for in what is recorded.
type rule struct {
	name string
	// query returns the id of a project p, two amounts, two moments and a word;
	// its condition goes on after it.
	query string
	says  func(f found) message.Text
}

// asked is the beginning of the query of a rule.
const asked = `SELECT p.id, `

// Check returns every rule that the projects of a call break, those of all calls
// when bandoID is 0: rule by rule, then by call and project.
func Check(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	all, err := overdrawn(ctx, tx, bandoID)
	if err != nil {
		return nil, err
	}
	for _, r := range rules() {
		found, err := r.find(ctx, tx, bandoID)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// Rules returns how many rules Check looks at.
func Rules() int { return len(rules()) + 1 }

// overdrawn returns the calls of which on some day more was granted than their
// endowment.
func overdrawn(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	calls, err := bando.List(ctx, tx, bando.Filter{AsOf: periodo.MustParse("9999-12-31")})
	if err != nil {
		return nil, err
	}
	list := []Riscontro{}
	for _, q := range calls {
		if bandoID != 0 && q.ID != bandoID || !q.HaDotazione {
			continue
		}
		fund, err := bando.FundOf(ctx, tx, q.ID)
		if err != nil {
			return nil, err
		}
		if over := fund.Overdrawn(); over > 0 {
			list = append(list, Riscontro{
				Regola: "dotazione_superata", Bando: q.Codice,
				Dettaglio: message.New("granted ≤ endowment: on some day %s euro more were granted than the endowment of that day; in all %s of %s are granted",
					over, q.Concesso, q.Dotazione),
			})
		}
	}
	return list, nil
}

func (r rule) find(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (x Riscontro, err error) {
		var f found
		var code string
		x.Regola = r.name
		err = scan(&x.ProgettoID, &f.first, &f.second, &f.day, &f.other, &f.word, &x.Bando, &code, &x.Ente, &x.IPA, &x.CUP)
		if x.Progetto = code; code == "" {
			x.Progetto = number(x.ProgettoID)
		}
		x.Dettaglio = r.says(f)
		return x, err
	}, `SELECT q.*, b.codice, coalesce(p.codice, ''), e.denominazione, coalesce(e.ipa, ''), coalesce(p.cup, '')
		FROM (`+r.query+`) q JOIN progetto p ON p.id = q.id JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id
		WHERE ?1 = 0 OR p.bando_id = ?1 ORDER BY b.codice, e.norma, p.id`, bandoID)
}
