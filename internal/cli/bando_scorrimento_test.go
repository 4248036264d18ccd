package cli

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/demo"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// addWaiting adds to the call of the demonstration, of which 20,000 euro are
// left, two projects that were admitted without money: the first takes 14,000,
// the second 10,500.
func addWaiting(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		b, err := bando.Find(ctx, tx, "SW2020")
		if err != nil {
			return err
		}
		for i, w := range []struct {
			code, ente string
			cost       int64
		}{{"ATTESA-1", "Polinago", 20_000}, {"ATTESA-2", "Formigine", 15_000}} {
			if err := addWaitingProject(ctx, tx, b, w.code, w.ente, w.cost, int64(7000-i*100)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// addWaitingProject adds a project that requests 70% of its cost.
func addWaitingProject(ctx context.Context, tx *db.Tx, b bando.Bando, code, lead string, euros, score int64) error {
	day := periodo.MustParse("2020-07-01")
	e, err := ente.Resolve(ctx, tx, lead, ente.ResolveOptions{AsOf: day})
	if err != nil {
		return err
	}
	cost := euro.Euro(euros)
	requested := cost.Share(b.QuotaMax)
	p, err := progetto.Add(ctx, tx, progetto.Progetto{Codice: code, BandoID: b.ID, EnteID: e.ID, Costo: &cost, Richiesto: &requested}, nil)
	if err != nil {
		return err
	}
	for _, m := range []progetto.Mossa{
		{Passo: progetto.PassoDi("present"), Quando: periodo.DayOnly(day)},
		{Passo: progetto.PassoDi("admit"), Quando: periodo.MustParseMomento("2020-09-01"), SenzaFondi: true, Punteggio: &score},
	} {
		m.Oggi = periodo.MustParse("2026-11-21")
		if p, _, err = progetto.Move(ctx, tx, p, m); err != nil {
			return err
		}
	}
	return nil
}

// waitingFile returns a file with the demonstration and its two projects that
// wait.
func waitingFile(t *testing.T) string {
	t.Helper()
	d, err := demo.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	addWaiting(t, d)
	path := filepath.Join(t.TempDir(), "w.db")
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// says fails unless a run left with the code and every text is in what it wrote.
func says(t *testing.T, got run, code int, texts ...string) {
	t.Helper()
	if got.code != code {
		t.Errorf("exit %d, want %d: %s", got.code, code, got.err)
	}
	for _, text := range texts {
		if !strings.Contains(got.out+got.err, text) {
			t.Errorf("%q is missing:\n%s%s", text, got.out, got.err)
		}
	}
}

func TestBando_ScorrimentoFundsTheNextOfTheRanking(t *testing.T) {
	path := waitingFile(t)
	ranking := []string{"bando", "ranking", "SW2020", "-o", "csv", "--columns", "posizione,progetto,punteggio,stato,concesso,manca,finanziabile"}
	says(t, dtctl(t, path, ranking...), 0,
		"29,ATTESA-1,70.00,ammesso_non_finanziato,0.00,14000.00,true\n",
		"30,ATTESA-2,69.00,ammesso_non_finanziato,0.00,10500.00,false\n", "20,000.00 euro are left")
	fund := []string{"bando", "scorrimento", "SW2020", "--act-number", "determina 1/2026"}
	says(t, dtctl(t, path, append(fund, "--date", "2026-11-22")...), 1, "2026-11-22, is in the future")
	says(t, dtctl(t, path, append(fund, "--date", "2020-08-31")...), 1, "dates out of order")
	// Without --date the act is of today.
	says(t, dtctl(t, path, append(fund, "--dry-run", "-o", "json")...), 0, `"data": "2026-11-21"`)
	fund = append(fund, "--date", "2026-11-20")
	says(t, dtctl(t, path, append(fund, "--partial", "--dry-run", "-o", "json")...), 0,
		"2 projects of the call SW2020 funded with 20,000.00 euro", "ATTESA-1 of Polinago receives 14,000.00 euro\n",
		"ATTESA-2 of Formigine receives 6,000.00 euro of the 10,500.00 that were found admissible", "0.00 euro are left", "dry run",
		`"finanziati": 2`, `"residuo": 0.00`)
	says(t, dtctl(t, path, append(fund, "--lang", "it")...), 0,
		"1 progetto del bando SW2020 finanziato con 14.000,00 euro", "restano 6.000,00 euro")
	says(t, dtctl(t, path, fund...), 1, "6,000.00 euro are left", "ATTESA-2 of Formigine, takes 10,500.00", "dtctl bando refinance SW2020")
	says(t, dtctl(t, path, "bando", "refinance", "SW2020", "--amount", "6000.01", "--withdraw", "--date", "2020-06-01"), 1,
		"6,000.00 euro are free from 2020-06-01 on: 6,000.01 cannot be taken away")
	says(t, dtctl(t, path, "undo"), 0)
	says(t, dtctl(t, path, ranking...), 0, "29,ATTESA-1,70.00,ammesso_non_finanziato,0.00,14000.00,true\n")
}

func TestBando_CheckListsWhatIsWrongAndLeavesWithFive(t *testing.T) {
	path := waitingFile(t)
	says(t, dtctl(t, path, "bando", "scorrimento", "SW2020", "--date", "2026-11-20"), 0)
	got := dtctl(t, path, "bando", "check", "SW2020", "-o", "csv", "--columns", "regola,bando,progetto,ipa")
	says(t, got, 5, "1 broken rule found in the calls")
	if want := "regola,bando,progetto,ipa\ncup_mancante,SW2020,ATTESA-1,c_g789\n"; got.out != want {
		t.Errorf("found %q, want %q", got.out, want)
	}
	says(t, dtctl(t, path, "--lang", "it", "bando", "check", "piccoli-2026"), 0, "nessuna regola violata")
	says(t, dtctl(t, path, "db", "check"), 0)
}

func TestBando_ScorrimentoTellsWhatIsNotRecoveredYet(t *testing.T) {
	path := waitingFile(t)
	got := dtctl(t, path, "progetto", "list", "--bando", "SW2020", "--status", "avviato,in_corso", "--sort", "-erogato", "-o", "csv", "--columns", "codice,erogato")
	says(t, got, 0)
	code, paid, _ := strings.Cut(strings.Split(got.out, "\n")[1], ",")
	fund := []string{"bando", "scorrimento", "SW2020", "--dry-run"}
	if got := dtctl(t, path, fund...); strings.Contains(got.err, "not recovered") {
		t.Errorf("nothing was renounced yet: %s", got.err)
	}
	says(t, dtctl(t, path, "progetto", "renounce", code, "--date", "2026-11-20"), 0)
	says(t, dtctl(t, path, fund...), 0, " euro paid to projects that renounced or were revoked are not recovered yet",
		"dtctl progetto list --bando SW2020 --status rinunciato,revocato")
	says(t, dtctl(t, path, "erogazione", "recover", code, "--amount", paid, "--date", "2026-11-21"), 0)
	if got := dtctl(t, path, fund...); strings.Contains(got.err, "not recovered") {
		t.Errorf("all is recovered: %s", got.err)
	}
}
