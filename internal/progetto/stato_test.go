package progetto

import (
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// lawful are the steps that the life of a project has, each as the states from
// which it may be taken and the one that it leads to.
func lawful() map[string]string {
	return map[string]string{
		"present":  "bozza > presentato",
		"examine":  "presentato > in_istruttoria",
		"admit":    "presentato in_istruttoria > ammesso_finanziato",
		"reject":   "presentato in_istruttoria > non_ammesso",
		"withdraw": "presentato in_istruttoria ammesso_non_finanziato > ritirato",
		"start":    "ammesso_finanziato > avviato",
		"advance":  "avviato > in_corso",
		"conclude": "avviato in_corso > concluso",
		"account":  "concluso > rendicontato",
		"settle":   "rendicontato > liquidato",
		"renounce": "ammesso_finanziato ammesso_non_finanziato avviato in_corso > rinunciato",
		"revoke":   "ammesso_finanziato avviato in_corso concluso rendicontato liquidato > revocato",
	}
}

func TestPassi_AreThoseOfTheLifeOfAProject(t *testing.T) {
	for _, step := range Passi() {
		from := strings.ReplaceAll(list(step.Da), ",", "")
		if got := from + " > " + string(step.A); got != lawful()[step.Verbo] {
			t.Errorf("%s leads %s", step.Verbo, got)
		}
	}
	if len(Passi()) != len(lawful()) {
		t.Errorf("%d verbs, want %d", len(Passi()), len(lawful()))
	}
}

func TestMove_EveryStateTakesOnlyItsVerbs(t *testing.T) {
	for _, state := range Stati() {
		for verb, step := range lawful() {
			from, to, _ := strings.Cut(step, " > ")
			allowed := slices.Contains(strings.Fields(from), string(state))
			if slices.Contains(state.Seguenti(), verb) != allowed {
				t.Errorf("%s follows %s: %t", verb, state, !allowed)
			}
			inside(t, func(o *office) {
				p := o.in(state)
				next, _, err := Move(o.ctx, o.tx, p, Mossa{Passo: PassoDi(verb), Quando: periodo.MustParseMomento("2020-05-02"), Oggi: today()})
				switch {
				case allowed && (err != nil || string(next.Stato) != to):
					t.Errorf("%s of a project that is %s: %s, %v", verb, state, next.Stato, err)
				case !allowed && (err == nil || fault.KindOf(err) != fault.Failed):
					t.Errorf("%s of a project that is %s: %v", verb, state, err)
				}
				if stored, err := Find(o.ctx, o.tx, "UNO"); err != nil || !allowed && stored.Stato != state {
					t.Errorf("%s of a project that is %s left it %s, %v", verb, state, stored.Stato, err)
				}
			})
		}
	}
}

// in returns a project in a state, with a grant where the state has one.
func (o *office) in(state Stato) Progetto {
	o.Helper()
	o.project("UNO", 1, 100_000, 60_000)
	granted := euro.Importo(0)
	if state.isFunded() {
		granted = euro.Euro(60_000)
	}
	o.exec(`UPDATE progetto SET stato = ?, concesso_cent = ?, presentato_il = '2020-05-01'`, string(state), granted)
	o.exec(`INSERT INTO progetto_atto (progetto_id, stato, data, concesso_cent)
		SELECT id, stato, '2020-05-01', concesso_cent FROM progetto WHERE stato <> 'bozza'`)
	p, err := Find(o.ctx, o.tx, "UNO")
	o.must(err)
	return p
}

func (o *office) exec(query string, args ...any) {
	o.Helper()
	_, err := o.tx.Exec(o.ctx, query, args...)
	o.must(err)
}

func TestMove_TheStepsOfMoneyAreWithinIt(t *testing.T) {
	inside(t, func(o *office) {
		p := o.in(Rendicontato)
		o.move(p, "settle", "2020-06-01", Mossa{Importo: amount(60_001)}, "60000.00", "60001.00")
		o.move(p, "settle", "2020-06-01", Mossa{Importo: amount(0)}, "settled with nothing")
		o.move(p, "revoke", "2020-06-01", Mossa{Importo: amount(60_001)}, "60000.00", "60001.00")
		o.move(p, "revoke", "2020-06-01", Mossa{Importo: amount(0)}, "cannot be revoked")
		p = o.move(p, "revoke", "2020-06-01", Mossa{Importo: amount(10_000)})
		if p.Stato != Rendicontato || p.Concesso != euro.Euro(50_000) || p.Liberato != euro.Euro(10_000) {
			t.Errorf("a part revoked: %s, granted %s, freed %s", p.Stato, p.Concesso, p.Liberato)
		}
		p = o.move(p, "revoke", "2020-06-01", Mossa{Importo: amount(50_000)})
		if p.Stato != Revocato || p.Concesso != 0 || p.Liberato != euro.Euro(60_000) {
			t.Errorf("all revoked: %s, granted %s, freed %s", p.Stato, p.Concesso, p.Liberato)
		}
	})
	inside(t, func(o *office) {
		o.move(o.in(Presentato), "admit", "2020-06-01", Mossa{Importo: amount(0)}, "contribution of nothing")
		p, err := Add(o.ctx, o.tx, Progetto{Codice: "DUE", BandoID: o.call.ID, EnteID: 2}, nil)
		o.must(err)
		p = o.move(p, "present", "2020-05-01", Mossa{})
		o.move(p, "admit", "2020-06-01", Mossa{}, "what the project DUE requested is not recorded")
	})
}

func TestMove_TheReasonIsKeptOnlyWhereARuleIsSetAside(t *testing.T) {
	inside(t, func(o *office) {
		step := Mossa{Passo: PassoDi("present"), Quando: periodo.MustParseMomento("2020-05-01"), Oggi: today(), Deroga: "TAR 12/2020"}
		_, notes, err := Move(o.ctx, o.tx, o.project("UNO", 1, 10, 7), step)
		o.must(err)
		if len(notes) != 1 || !strings.Contains(notes[0].String(), "no rule stood in the way") {
			t.Errorf("notes %v", notes)
		}
		step.Quando = periodo.MustParseMomento("2020-08-01")
		p, notes, err := Move(o.ctx, o.tx, o.project("DUE", 4, 10, 7), step)
		o.must(err)
		if len(notes) != 2 || !strings.Contains(notes[0].String(), "until 2020-07-31 18:00") || !strings.Contains(notes[1].String(), "Regione (regione) may not apply") {
			t.Errorf("notes %v", notes)
		}
		for id, want := range map[int64]string{p.ID - 1: "", p.ID: "TAR 12/2020"} {
			if acts, err := Atti(o.ctx, o.tx, id); err != nil || len(acts) != 1 || acts[0].Deroga != want {
				t.Errorf("acts %+v, %v", acts, err)
			}
		}
		step.Deroga = " "
		_, _, err = Move(o.ctx, o.tx, o.project("TRE", 2, 10, 7), step)
		o.refused(err, "until 2020-07-31 18:00")
	})
}
