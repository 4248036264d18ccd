package progetto

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Stato says how far a project has come, as it is stored.
type Stato string

// The states of a project in the order of its life; the last four end it.
const (
	Bozza                Stato = "bozza"
	Presentato           Stato = "presentato"
	InIstruttoria        Stato = "in_istruttoria"
	AmmessoFinanziato    Stato = "ammesso_finanziato"
	AmmessoNonFinanziato Stato = "ammesso_non_finanziato"
	Avviato              Stato = "avviato"
	InCorso              Stato = "in_corso"
	Concluso             Stato = "concluso"
	Rendicontato         Stato = "rendicontato"
	Liquidato            Stato = "liquidato"
	NonAmmesso           Stato = "non_ammesso"
	Ritirato             Stato = "ritirato"
	Rinunciato           Stato = "rinunciato"
	Revocato             Stato = "revocato"
)

// Stati returns the states of a project in the order of its life.
func Stati() []Stato {
	return []Stato{
		Bozza, Presentato, InIstruttoria, AmmessoFinanziato, AmmessoNonFinanziato, Avviato, InCorso, Concluso,
		Rendicontato, Liquidato, NonAmmesso, Ritirato, Rinunciato, Revocato,
	}
}

// finanziati returns the states of a project that holds a grant.
func finanziati() []Stato {
	return []Stato{AmmessoFinanziato, Avviato, InCorso, Concluso, Rendicontato, Liquidato}
}

// isFunded reports whether a project in this state holds a grant. What was
// granted to one that renounced, or was revoked, is freed.
func (s Stato) isFunded() bool { return slices.Contains(finanziati(), s) }

// funded returns the SQL condition that a project, the alias of its row, holds a
// grant.
func funded(project string) string { return project + `.stato IN ` + quoted(finanziati()) }

// fermi returns the states of a project that was not presented, or that does not
// go on: refused, withdrawn, renounced or revoked.
func fermi() []Stato { return []Stato{Bozza, NonAmmesso, Ritirato, Rinunciato, Revocato} }

// alive returns the SQL condition that a state, an expression such as p.stato, is
// that of a project that was presented and goes on, or reached its end.
func alive(state string) string { return state + ` NOT IN ` + quoted(fermi()) }

// quoted writes states as an SQL list.
func quoted(states []Stato) string {
	return `('` + strings.Join(strings.Split(list(states), ", "), `', '`) + `')`
}

// StatiAmmessi returns the states of the projects that were admitted, with
// money or without, whatever became of them.
func StatiAmmessi() []Stato {
	return slices.DeleteFunc(Stati(), func(s Stato) bool {
		return slices.Contains([]Stato{Bozza, Presentato, InIstruttoria, NonAmmesso, Ritirato}, s)
	})
}

// Passo is a verb that brings a project from one of some states to another.
type Passo struct {
	// Verbo is the command, such as admit.
	Verbo string
	Da    []Stato
	A     Stato
}

// Passi returns the verbs in the order of the life of a project.
func Passi() []Passo {
	return []Passo{
		{"present", []Stato{Bozza}, Presentato},
		{"examine", []Stato{Presentato}, InIstruttoria},
		{"admit", []Stato{Presentato, InIstruttoria}, AmmessoFinanziato},
		{"reject", []Stato{Presentato, InIstruttoria}, NonAmmesso},
		{"withdraw", []Stato{Presentato, InIstruttoria, AmmessoNonFinanziato}, Ritirato},
		{"start", []Stato{AmmessoFinanziato}, Avviato},
		{"advance", []Stato{Avviato}, InCorso},
		{"conclude", []Stato{Avviato, InCorso}, Concluso},
		{"account", []Stato{Concluso}, Rendicontato},
		{"settle", []Stato{Rendicontato}, Liquidato},
		{"renounce", []Stato{AmmessoFinanziato, AmmessoNonFinanziato, Avviato, InCorso}, Rinunciato},
		{"revoke", finanziati(), Revocato},
	}
}

// PassoDi returns the step of a verb, which must be one of Passi.
func PassoDi(verb string) Passo {
	steps := Passi()
	return steps[slices.IndexFunc(steps, func(p Passo) bool { return p.Verbo == verb })]
}

// mayTake returns a fault of kind Failed when a step cannot be taken from the
// state of the project: what comes next, or why nothing does.
func (p Progetto) mayTake(step Passo) error {
	if slices.Contains(step.Da, p.Stato) {
		return nil
	}
	f := fault.New(fault.Failed, "the project %s is %s: %s leads to %s only from %s",
		p.Nome(), string(p.Stato), "dtctl progetto "+step.Verbo, string(step.A), list(step.Da))
	next := p.Stato.Seguenti()
	if len(next) == 0 {
		return f.WithHint("no state follows; a step taken by mistake is taken back with: dtctl undo")
	}
	return f.WithHint("what can follow: %s", next)
}

// Seguenti returns the verbs that can be taken from the state, in the order of
// the life of a project.
func (s Stato) Seguenti() []string {
	var verbs []string
	for _, step := range Passi() {
		if slices.Contains(step.Da, s) {
			verbs = append(verbs, step.Verbo)
		}
	}
	return verbs
}
