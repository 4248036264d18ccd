package progetto

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

// TestMoney_AddsUpWhateverIsDone does whatever the commands can do with three
// projects of a call, in any order, and looks after each operation whether the
// sums are right and every rule holds. What is refused must change nothing.
func TestMoney_AddsUpWhateverIsDone(t *testing.T) {
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	done := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		err := d.Update(t.Context(), db.Write{DryRun: true}, func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, seed); err != nil {
				return err
			}
			o := &office{T: t, ctx: ctx, tx: tx}
			o.openCall()
			first := o.project("UNO", 1, 100_000, 60_000)
			o.move(o.project("DUE", 2, 100_000, 60_000), "present", "2020-04-10", Mossa{})
			o.project("TRE", 3, 100_000, 60_000)
			life := []string{"present", "admit", "start", "advance", "conclude", "account"}
			for _, verb := range life[:rapid.IntRange(0, len(life)).Draw(rt, "steps")] {
				first = o.move(first, verb, "2020-04-10", Mossa{})
			}
			play(rt, o, done)
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
	for _, name := range []string{"admit", "pay", "recover", "revoke", "scorrimento"} {
		if done[name] == 0 {
			t.Errorf("%s was never done", name)
		}
	}
}

// play does random operations.
func play(rt *rapid.T, o *office, done map[string]int) {
	day := periodo.MustParse("2020-04-10")
	for range rapid.IntRange(12, 36).Draw(rt, "operations") {
		day = day.AddDays(rapid.IntRange(-1, 3).Draw(rt, "days"))
		p, err := Find(o.ctx, o.tx, rapid.SampledFrom([]string{"UNO", "UNO", "DUE", "TRE"}).Draw(rt, "project"))
		if err != nil {
			rt.Fatal(err)
		}
		op := chosen(rt, p)
		before := o.figures(rt)
		err = op.do(rt, o, p, day)
		if err == nil {
			done[op.name]++
			o.rulesHold(rt, op.name)
		} else if after := o.figures(rt); after != before {
			rt.Fatalf("%s was refused (%v) and changed %v to %v", op.name, err, before, after)
		}
	}
}

// chosen is an operation: any or, three times of four, one that a project in its
// state is likely to see.
func chosen(rt *rapid.T, p Progetto) operation {
	all := operations()
	words := []string{"admit", "present"}
	if p.Stato.isFunded() {
		words = append([]string{"pay", "pay", "correct a payment", "recover", "spend", "remove a payment", "pay"}, p.Stato.Seguenti()...)
	} else if p.Erogato > 0 {
		words = []string{"recover"}
	}
	if p.Stato == AmmessoNonFinanziato || p.Ammesso != nil && p.Concesso+p.Liberato < *p.Ammesso {
		words = append(words[:min(len(words), 4)], "scorrimento", "scorrimento", "refinance")
	}
	word := words[rapid.Uint8().Draw(rt, "word")%uint8(len(words))]
	at := slices.IndexFunc(all, func(op operation) bool { return op.name == word })
	if n := int(rapid.Uint8().Draw(rt, "any")); n%4 == 0 {
		at = n / 4 % len(all)
	}
	return all[at]
}

// operation is something that a command does with a project on a day.
type operation struct {
	name string
	do   func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error
}

func operations() []operation {
	steps := make([]operation, 0, len(Passi()))
	for _, step := range Passi() {
		steps = append(steps, operation{step.Verbo, func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error {
			m := Mossa{Passo: step, Quando: periodo.DayOnly(day), Oggi: today()}
			switch step.Verbo {
			case "admit", "settle", "revoke":
				m.Importo = rapid.SampledFrom([]*euro.Importo{nil, nil, drawn(rt)}).Draw(rt, "part")
				m.SenzaFondi = rapid.IntRange(0, 3).Draw(rt, "unfunded") == 0
			}
			_, _, err := Move(o.ctx, o.tx, p, m)
			return err
		}})
	}
	return append(steps, []operation{
		{"pay", func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error {
			x := Erogazione{Tipo: Acconto, Importo: *drawn(rt), Data: day}
			if rapid.Bool().Draw(rt, "due") {
				x.Data, x.PrevistaIl = periodo.Data{}, day
			}
			_, err := SaveErogazione(o.ctx, o.tx, p, x, today())
			return err
		}},
		{"recover", func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error {
			given := rapid.SampledFrom([]*euro.Importo{nil, drawn(rt)}).Draw(rt, "given")
			_, _, err := Recover(o.ctx, o.tx, p, Erogazione{Data: day}, given, today())
			return err
		}},
		{"correct a payment", onPayment(func(rt *rapid.T, o *office, p Progetto, x Erogazione, day periodo.Data) error {
			x = x.ConImporto(*drawn(rt))
			switch rapid.IntRange(0, 3).Draw(rt, "day") {
			case 0, 1:
				x.Data = day
			case 2:
				x.Data, x.PrevistaIl = periodo.Data{}, day
			}
			_, err := SaveErogazione(o.ctx, o.tx, p, x, today())
			return err
		})},
		{"remove a payment", onPayment(func(_ *rapid.T, o *office, p Progetto, x Erogazione, _ periodo.Data) error {
			return RemoveErogazione(o.ctx, o.tx, p, x)
		})},
		{"edit", func(rt *rapid.T, o *office, p Progetto, _ periodo.Data) error {
			p.Richiesto = drawn(rt)
			_, _, err := Edit(o.ctx, o.tx, p, "")
			return err
		}},
		{"spend", func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error {
			category := rapid.SampledFrom([]string{"formazione", "device"}).Draw(rt, "category")
			_, err := SaveSpesa(o.ctx, o.tx, p, Spesa{Importo: *drawn(rt), Data: day}, category, today())
			return err
		}},
		{"refinance", func(rt *rapid.T, o *office, _ Progetto, day periodo.Data) error {
			amount := rapid.SampledFrom([]int64{-1, 1}).Draw(rt, "sign") * int64(*drawn(rt))
			return bando.Refinance(o.ctx, o.tx, o.call, bando.Dotazione{Data: day, Importo: euro.Importo(amount)})
		}},
		{"scorrimento", func(rt *rapid.T, o *office, _ Progetto, day periodo.Data) error {
			return o.scorrimento(rt, day)
		}},
	}...)
}

// scorrimento funds those who wait: those that the ranking says can be funded and,
// with partial, a part of the next.
func (o *office) scorrimento(rt *rapid.T, day periodo.Data) error {
	m := Mossa{Quando: periodo.DayOnly(day), Oggi: today()}
	places, _, err := Graduatoria(o.ctx, o.tx, o.call, day)
	if err != nil {
		rt.Fatal(err)
	}
	waiting := slices.DeleteFunc(places, func(p Posto) bool { return p.Manca == 0 })
	partial := rapid.Bool().Draw(rt, "partial")
	given, err := Scorri(o.ctx, o.tx, o.call, m, partial)
	if err != nil {
		return err
	}
	for i, g := range given {
		w := waiting[i]
		whole := w.Finanziabile && g.Ricevuto == w.Manca
		part := partial && !w.Finanziabile && i == len(given)-1 && g.Ricevuto < w.Manca
		if g.ID != w.ID || !whole && !part || g.Concesso != w.Concesso+g.Ricevuto || w.Concesso > 0 && g.Stato != w.Stato {
			rt.Fatalf("%s had %s and waited for %s, received %s and has %s", w.Nome(), w.Concesso, w.Manca, g.Ricevuto, g.Concesso)
		}
	}
	if n := len(given); n < len(waiting) && waiting[n].Finanziabile {
		rt.Fatalf("%s could be funded and was not", waiting[n].Nome())
	}
	return nil
}

// drawn is an amount, often one of those that are the limit of something.
func drawn(rt *rapid.T) *euro.Importo {
	n := rapid.SampledFrom([]int64{0, 1, 10_000_00, 30_000_00, 40_000_00, 60_000_00, 60_000_01}).Draw(rt, "amount")
	amount := euro.Importo(n)
	return &amount
}

// errNoPayment says that a project has no payment to correct.
var errNoPayment = errors.New("no payment")

// onPayment does something with one of the payments of the project, if it has
// any.
func onPayment(do func(rt *rapid.T, o *office, p Progetto, x Erogazione, day periodo.Data) error) func(*rapid.T, *office, Progetto, periodo.Data) error {
	return func(rt *rapid.T, o *office, p Progetto, day periodo.Data) error {
		all, err := Erogazioni(o.ctx, o.tx, FilterErogazioni{ProgettoID: p.ID})
		if err != nil || len(all) == 0 {
			return errors.Join(err, errNoPayment)
		}
		return do(rt, o, p, rapid.SampledFrom(all).Draw(rt, "payment"), day)
	}
}

// figures are the sums of all that is recorded.
func (o *office) figures(rt *rapid.T) [6]int64 {
	var f [6]int64
	err := db.Each(o.ctx, o.tx, func(scan db.Scan) error { return scan(&f[0], &f[1], &f[2], &f[3], &f[4], &f[5]) }, `SELECT
		(SELECT coalesce(sum(concesso_cent * id), 0) FROM progetto), (SELECT coalesce(sum(richiesto_cent * id), 0) FROM progetto),
		(SELECT coalesce(sum(importo_cent), 0) + count(*) FROM bando_dotazione), (SELECT coalesce(sum(importo_cent), 0) + count(*) FROM spesa),
		(SELECT count(*) FROM progetto_atto), (SELECT coalesce(sum(importo_cent * id), 0) + count(data) FROM erogazione)`)
	if err != nil {
		rt.Fatal(err)
	}
	return f
}

// rulesHold fails when a rule is broken unsaid, or when what a project says of
// its money is not what its acts and payments add up to.
func (o *office) rulesHold(rt *rapid.T, after string) {
	fund, err := bando.FundOf(o.ctx, o.tx, o.call.ID)
	if err != nil {
		rt.Fatal(err)
	}
	if left := fund.Available(periodo.Data{}); left < 0 {
		rt.Fatalf("after %s %s euro are granted over the endowment", after, -left)
	}
	found, err := Check(o.ctx, o.tx, o.call.ID)
	if err != nil {
		rt.Fatal(err)
	}
	over, due, spent := map[int64]bool{}, map[int64]bool{}, map[int64]bool{}
	for _, r := range found {
		switch r.Regola {
		case "cup_mancante", "spesa_doppia":
		case "pagato_oltre_concesso":
			over[r.ProgettoID] = true
		case "rata_oltre_concesso":
			due[r.ProgettoID] = true
		case "spesa_oltre_costo":
			spent[r.ProgettoID] = true
		default:
			rt.Fatalf("after %s: %s: %s", after, r.Progetto, r.Dettaglio)
		}
	}
	projects, err := List(o.ctx, o.tx, Filter{})
	if err != nil {
		rt.Fatal(err)
	}
	unplanned, _, err := db.First(o.ctx, o.tx, db.Value[int], `SELECT count(*) FROM erogazione WHERE importo_cent < 0 AND data IS NULL`)
	if err != nil || unplanned > 0 {
		rt.Fatalf("after %s: %d recoveries without a day, %v", after, unplanned, err)
	}
	for _, p := range projects {
		if p.Erogato > p.Concesso != over[p.ID] || over[p.ID] && len(p.Avvisi()) == 0 || p.Erogato < 0 || p.Previsto < 0 {
			rt.Fatalf("after %s: %s has %s granted, %s paid and %s due, and says %v", after, p.Nome(), p.Concesso, p.Erogato, p.Previsto, p.Avvisi())
		}
		if (!over[p.ID] && p.Erogato+p.Previsto > p.Concesso) != due[p.ID] || due[p.ID] && len(p.Avvisi()) == 0 {
			rt.Fatalf("after %s: %s has %s due over the grant, and says %v", after, p.Nome(), p.Previsto, p.Avvisi())
		}
		if (p.Costo != nil && p.Spese > *p.Costo) != spent[p.ID] {
			rt.Fatalf("after %s: %s spent %s", after, p.Nome(), p.Spese)
		}
		o.sumsMatch(rt, after, p)
	}
}

// sumsMatch fails when the columns of a project are not what its acts lead to.
func (o *office) sumsMatch(rt *rapid.T, after string, p Progetto) {
	acts, err := Atti(o.ctx, o.tx, p.ID)
	if err != nil {
		rt.Fatal(err)
	}
	if p.Concesso > 0 && p.Concesso+p.Liberato > *p.Ammesso {
		rt.Fatalf("after %s: %s has %s granted and %s freed of %s admissible", after, p.Nome(), p.Concesso, p.Liberato, *p.Ammesso)
	}
	if missing := p.manca(o.call); missing > 0 && p.checkAdmissible(o.call, p.Concesso+missing) != nil {
		rt.Fatalf("after %s: %s waits for %s, which a rule forbids", after, p.Nome(), missing)
	}
	state, granted, freed := Bozza, euro.Importo(0), euro.Importo(0)
	for _, a := range acts {
		state = a.Stato
		granted += a.Concessione
		freed -= min(a.Concessione, 0)
	}
	if p.Stato != state || p.Concesso != granted || p.Liberato != freed {
		rt.Fatalf("after %s: %s is %s with %s granted and %s freed, its acts lead to %s, %s and %s",
			after, p.Nome(), p.Stato, p.Concesso, p.Liberato, state, granted, freed)
	}
}
