package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// This file holds a program of its own that sums the published files of PA
// digitale 2026: it shares nothing with dtctl, and reads, compares and adds in
// another way, so that a report that equals it is right.

// account is what the files say of one group.
type account struct {
	applications                    int
	requested, granted, freed, paid *big.Rat
}

func newAccount() *account {
	return &account{requested: new(big.Rat), granted: new(big.Rat), freed: new(big.Rat), paid: new(big.Rat)}
}

func (a *account) String() string {
	return fmt.Sprintf("%d applications, requested %s, granted %s, freed %s, paid %s", a.applications,
		a.requested.FloatString(2), a.granted.FloatString(2), a.freed.FloatString(2), a.paid.FloatString(2))
}

func (a *account) add(amount *big.Rat, state string) {
	a.applications++
	a.requested.Add(a.requested, amount)
	if state == "A" || state == "E" {
		a.granted.Add(a.granted, amount)
	}
	if state == "R" {
		a.freed.Add(a.freed, amount)
	}
	if state == "E" {
		a.paid.Add(a.paid, amount)
	}
}

// records reads a file as maps by title.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	var list []map[string]string
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\ufeff")) {
		row := cellsOf(strings.TrimRight(line, "\r\n"))
		if titles == nil {
			titles = row
			continue
		}
		if len(row) != len(titles) {
			t.Fatalf("%s: %d cells: %s", path, len(row), line)
		}
		m := map[string]string{}
		for i, title := range titles {
			m[title] = row[i]
		}
		list = append(list, m)
	}
	return list
}

// cellsOf splits a line. Published names have quotes inside quotes, so that only a
// quote before a comma, or before the end, closes a cell.
func cellsOf(line string) []string {
	var row []string
	for more := true; more; {
		var cell string
		if rest, quoted := strings.CutPrefix(line, `"`); quoted {
			end := strings.Index(rest, `",`)
			if more = end >= 0; !more {
				end = len(strings.TrimSuffix(rest, `"`))
			}
			cell, line = rest[:end], strings.TrimPrefix(rest[end:], `"`)
			line = strings.TrimPrefix(line, ",")
		} else {
			cell, line, more = strings.Cut(line, ",")
		}
		row = append(row, strings.ReplaceAll(cell, `""`, `"`))
	}
	return row
}

func flat(title string) string { return strings.ToLower(strings.Join(strings.Fields(title), " ")) }

func whole(title string) string {
	return strings.TrimSpace(regexp.MustCompile(`\(quota [^)]*\)`).ReplaceAllString(flat(title), ""))
}

// accounts sums the files by measure, by measure and region, and in all.
func accounts(t *testing.T, calls string, files ...string) map[string]*account {
	t.Helper()
	exact, parts := map[string]string{}, map[string]map[string]bool{}
	for _, c := range records(t, calls) {
		exact[flat(c["titolo"])] = c["misura"]
		if parts[whole(c["titolo"])] == nil {
			parts[whole(c["titolo"])] = map[string]bool{}
		}
		parts[whole(c["titolo"])][c["misura"]] = true
	}
	measureOf := func(r map[string]string) string {
		if r["misura"] != "" {
			return r["misura"]
		}
		if m := exact[flat(r["avviso"])]; m != "" {
			return m
		}
		if of := parts[whole(r["avviso"])]; len(of) == 1 {
			for m := range of {
				return m
			}
		}
		return ""
	}
	sums, seen := map[string]*account{}, map[string]bool{}
	for _, file := range files {
		for _, r := range records(t, file) {
			key := strings.ToLower(r["codice_ipa"]) + "|" + flat(r["avviso"]) + "|" + r["data_invio_candidatura"]
			if seen[key] {
				continue
			}
			seen[key] = true
			amount, ok := new(big.Rat).SetString(r["importo_finanziamento"])
			if !ok {
				t.Fatalf("%q is no amount", r["importo_finanziamento"])
			}
			for _, group := range []string{"total", measureOf(r), measureOf(r) + " / " + r["regione"]} {
				if sums[group] == nil {
					sums[group] = newAccount()
				}
				sums[group].add(amount, r["stato_candidatura"])
			}
		}
	}
	return sums
}

// reported is a row of dtctl bando report.
type reported struct {
	Misura, Regione                        *string
	Progetti                               int
	Richiesto, Concesso, Liberato, Erogato json.Number
}

// account reads the figures of a row without any floating point number.
func (r reported) account(t *testing.T) *account {
	t.Helper()
	a := newAccount()
	a.applications = r.Progetti
	for to, from := range map[*big.Rat]json.Number{a.requested: r.Richiesto, a.granted: r.Concesso, a.freed: r.Liberato, a.paid: r.Erogato} {
		if _, ok := to.SetString(from.String()); !ok {
			t.Fatalf("%q is no number", from)
		}
	}
	return a
}

// report asks dtctl for its figures by the same groups.
func (p program) report(t *testing.T) map[string]*account {
	t.Helper()
	sums := map[string]*account{}
	word := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for by, name := range map[string]func(r reported) string{
		"misura":         func(r reported) string { return word(r.Misura) },
		"misura,regione": func(r reported) string { return word(r.Misura) + " / " + word(r.Regione) },
	} {
		var document struct {
			Rows  []reported
			Total reported
		}
		a := p.ask("bando", "report", "--by", by, "-o", "json").done(t)
		decoder := json.NewDecoder(strings.NewReader(a.out))
		decoder.UseNumber()
		if err := decoder.Decode(&document); err != nil {
			t.Fatal(err)
		}
		for _, r := range document.Rows {
			sums[name(r)] = r.account(t)
		}
		total := document.Total.account(t)
		if before := sums["total"]; before != nil && before.String() != total.String() {
			t.Errorf("the total by %s is %s, otherwise %s", by, total, before)
		}
		sums["total"] = total
	}
	return sums
}

// agree brings files in and compares the report with the sums of the files; then
// it brings them in again, which changes nothing.
func agree(t *testing.T, calls string, files ...string) {
	t.Helper()
	p := newProgram(t)
	bring := func(args ...string) counted {
		var c counted
		a := p.ask(append(args, "-o", "json")...).done(t)
		if err := json.Unmarshal([]byte(a.out), &c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for range 2 {
		for i, file := range append(files[:len(files):len(files)], calls) {
			args := []string{"progetto", "import", file, "--profile", "padigitale-candidature", "--create-enti", "--again"}
			if i == len(files) {
				args = []string{"bando", "import", file, "--profile", "padigitale-avvisi", "--again"}
			}
			if c := bring(args...); c.Righe != len(records(t, file)) || c.Nuove+c.Aggiornate+c.Invariate != c.Righe {
				t.Errorf("%s: %+v", filepath.Base(file), c)
			}
		}
		got := p.report(t)
		for group, want := range accounts(t, calls, files...) {
			if got[group] == nil || got[group].String() != want.String() {
				t.Errorf("%s: %v, want %s", group, got[group], want)
			}
			delete(got, group)
		}
		for group, rest := range got {
			t.Errorf("%s: %s, which is in no file", group, rest)
		}
	}
	for i, file := range append(files[:len(files):len(files)], calls) {
		noun := "progetto"
		if i == len(files) {
			noun = "bando"
		}
		if c := bring(noun, "import", file, "--again"); c.Invariate != c.Righe && (noun == "bando" || c.Nuove+c.Scartate == 0) {
			t.Errorf("%s again: %+v", filepath.Base(file), c)
		}
	}
	p.ask("db", "check").done(t)
}

func TestPadigitale_ReportsEqualThePublishedFiles(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "data", "real", "padigitale")
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		t.Skip("the published files are not here: they are no part of the repository")
	}
	at := func(name string) string { return filepath.Join(folder, name) }
	agree(t, at("avvisi.csv"), at("candidature_finanziate_131.csv"), at("candidature_altrienti_finanziate.csv"))
}

// TestPadigitale_ReportsEqualInventedFiles does the same with files of the same
// layout, and of the same oddities, that nobody published.
func TestPadigitale_ReportsEqualInventedFiles(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			i := inventor{rand.New(rand.NewPCG(seed, 7))}
			folder := t.TempDir()
			write := func(name, text string) string {
				path := filepath.Join(folder, name)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				return path
			}
			first := i.applications(0, 400, true)
			second := append(i.applications(400, 700, false), blanked(first[:100])...)
			agree(t, write("avvisi.csv", i.calls()),
				write("uno.csv", asFile(first, true)), write("due.csv", asFile(second, false)))
		})
	}
}

// inventor makes up calls and applications.
type inventor struct{ *rand.Rand }

func (i inventor) measure(n int) string { return fmt.Sprintf("9.%d Misura inventata", n) }

func (i inventor) call(n int) string {
	title := fmt.Sprintf("9.%d Avviso  inventato - Comuni - maggio 20%d", n%4, 22+n/4)
	if n%5 == 4 {
		title += fmt.Sprintf(" (quota %d.1)", n%3)
	}
	return title
}

// invented is how many calls there are.
const invented = 12

// calls makes the file of the calls, which lacks some.
func (i inventor) calls() string {
	var b strings.Builder
	b.WriteString("soggetti_destinatari,titolo,misura,data_inizio_bando,data_fine_bando,stato,totale_importo_stanziato,altro\n")
	for n := range invented {
		switch {
		case n%4 == 1:
		case n%5 == 4:
			fmt.Fprintf(&b, "Comuni,%s,%s,2022-05-30,2022-09-09,TERMINATO,%d.5,x\n", strings.Split(i.call(n), " (")[0], i.measure(n%4), 1000+n)
		default:
			fmt.Fprintf(&b, "Comuni;Province,%s,%s,2022-05-30,2022-09-09,TERMINATO,%d.0,x\n", strings.ToUpper(i.call(n)), i.measure(n%4), 1000+n)
		}
	}
	return b.String()
}

// applications makes up those from one number to another, each a row of cells in
// the order of asFile. Those with measures are at times not of that of their call;
// the others are of calls whose measure the file of the calls tells.
func (i inventor) applications(from, to int, measures bool) [][]string {
	bodies := [][]string{
		{"c_i462", "Comune di Sassuolo", "036040", "MO", "Emilia-Romagna"},
		{"C_F839", "Comune di Napoli", "063049", "NA", "Campania"},
		{"c_h501", "Comune di Roma", "058091", "RM", "Lazio"},
		{"c_a952", "Comune di Bolzano", "021008", "BZ", "Trentino-Alto Adige/Südtirol"},
		{"inventato_1", "Ente Inventato Uno", "007003", "AO", "Valle d'Aosta/Vallée d'Aoste"},
		{"inventato_2", "ASP INVENTATA", "036040", "MO", "Toscana"},
	}
	var list [][]string
	for k := from; k < to; k++ {
		body, call := bodies[i.IntN(len(bodies))], i.IntN(invented)
		sent := fmt.Sprintf("2022-06-%02dT%02d:%02d:%02d.000+0000", 1+k/100+i.IntN(5), i.IntN(24), k%60, (k/60)%60)
		since, state := "2022-11-08", "A"
		if i.IntN(3) > 0 {
			since, state = "2023-02-01", []string{"E", "R"}[i.IntN(2)]
		}
		measure := ""
		if measures {
			measure = i.measure(i.IntN(5))
		} else if call%4 == 1 {
			call++
		}
		list = append(list, []string{
			body[0], body[1], "Altri Enti", body[2], body[3], body[4], fmt.Sprintf("%d.%d", i.IntN(90_000), i.IntN(100)), i.call(call),
			sent, "2022-11-08", fmt.Sprintf("J31B22%09d", i.IntN(1e9)), state, since, measure,
		})
	}
	return list
}

// blanked repeats applications without the province and the measure.
func blanked(list [][]string) [][]string {
	var again [][]string
	for _, row := range list {
		row = append([]string{}, row...)
		row[4], row[13] = "", ""
		again = append(again, row)
	}
	return again
}

func asFile(rows [][]string, measure bool) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	titles := []string{
		"codice_ipa", "ente", "tipologia_ente", "cod_comune", "provincia", "regione", "importo_finanziamento", "avviso", "data_invio_candidatura",
		"data_finanziamento", "codice_cup", "stato_candidatura", "data_stato_candidatura", "misura",
	}
	last := len(titles)
	if !measure {
		last--
	}
	_ = w.Write(titles[:last])
	for _, row := range rows {
		_ = w.Write(row[:last])
	}
	w.Flush()
	return b.String()
}
