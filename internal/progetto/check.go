package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
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
	// shows are two amounts, two moments and a word, for the sentence.
	shows string
	// joins to the project p what the rule compares it with; where says when it
	// is broken.
	joins, where string
	// groups is the GROUP BY, with its HAVING, of a rule on sums.
	groups string
	says   func(f found) message.Text
}

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
	others, err := notAdmitted(ctx, tx, bandoID)
	return append(all, others...), err
}

// Rules returns how many rules Check looks at.
func Rules() int { return len(rules()) + 2 }

// overdrawn returns the calls of which on some day more was granted than their
// endowment.
func overdrawn(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	calls, err := bando.Scoperti(ctx, tx, bandoID)
	list := make([]Riscontro, len(calls))
	for i, s := range calls {
		list[i] = Riscontro{
			Regola: "dotazione_superata", Bando: s.Codice,
			Dettaglio: message.New("granted ≤ endowment: on some day %s euro more were granted than the endowment of that day; in all %s of %s are granted",
				s.Oltre, s.Concesso, s.Dotazione),
		}
	}
	return list, err
}

func (r rule) find(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	call, args := ofCall(bandoID)
	return db.Collect(ctx, tx, func(scan db.Scan) (x Riscontro, err error) {
		var f found
		x.Regola = r.name
		err = x.read(scan, &f.first, &f.second, &f.day, &f.other, &f.word)
		x.Dettaglio = r.says(f)
		return x, err
	}, `SELECT `+whose+`, q.* FROM (SELECT p.id, `+r.shows+` FROM progetto p`+r.joins+` WHERE `+r.where+call+r.groups+`) q
		JOIN progetto p ON p.id = q.id JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id ORDER BY b.codice, e.norma, p.id`, args...)
}

// whose are the columns of the project p, of its call b and of its lead e that read
// expects first.
const whose = `b.codice, coalesce(p.codice, ''), e.denominazione, coalesce(e.ipa, ''), coalesce(p.cup, '')`

// read reads whose, the id of the project, and more.
func (x *Riscontro) read(scan db.Scan, more ...any) error {
	err := scan(append([]any{&x.Bando, &x.Progetto, &x.Ente, &x.IPA, &x.CUP, &x.ProgettoID}, more...)...)
	if x.Progetto == "" {
		x.Progetto = number(x.ProgettoID)
	}
	return err
}

// notAdmitted returns the projects of the calls of the office whose lead, as it was
// when it applied, is none of those that may, and for which no rule was set aside.
// Calls of others say who may apply in words that no list holds.
func notAdmitted(ctx context.Context, tx *db.Tx, bandoID int64) ([]Riscontro, error) {
	restricted, err := db.Collect(ctx, tx, db.Value[int64], `SELECT b.id FROM bando b WHERE b.gestione = 'propria' AND (?1 = 0 OR b.id = ?1)
		AND EXISTS (SELECT 1 FROM bando_beneficiario w WHERE w.bando_id = b.id) ORDER BY b.codice`, bandoID)
	if err != nil {
		return nil, err
	}
	var list []Riscontro
	for _, id := range restricted {
		b, err := bando.FindID(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if err := db.Each(ctx, tx, func(scan db.Scan) error {
			x := Riscontro{Regola: "beneficiario_non_ammesso"}
			var lead ente.Ente
			if err := x.read(scan, &lead.Tipo, &lead.Popolazione); err != nil || b.Admits(lead.Tipo, lead.Classe()) {
				return err
			}
			x.Dettaglio = message.New("who may apply: the lead is %s, and the call is for: %s", kindOf(lead).String(), b.Ammessi())
			list = append(list, x)
			return nil
		}, `SELECT `+whose+`, p.id, e.tipo, (SELECT d.valore FROM ente_dato d WHERE d.ente_id = e.id AND d.grandezza = 'popolazione'
				ORDER BY abs(julianday(d.data_rif) - julianday(substr(p.presentato_il, 1, 10))), d.data_rif LIMIT 1)
			FROM progetto p JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id
			WHERE p.bando_id = ? AND p.presentato_il IS NOT NULL AND `+withoutDeroga+` ORDER BY e.norma, p.id`, id); err != nil {
			return nil, err
		}
	}
	return list, nil
}
