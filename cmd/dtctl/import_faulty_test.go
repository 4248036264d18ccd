package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// cells are those of a row of a faulty file, by title.
type cells map[string]string

// faulty is a generator of files as they come: some rows are right, the others
// are wrong in one of the ways in which rows are.
type faulty struct {
	*rand.Rand
	// rows counts the rows of data.
	rows int
}

func (f *faulty) one(list ...string) string { return list[f.IntN(len(list))] }

// titles are those of the columns of a faulty file.
func titles() []string {
	return []string{
		"Cognome", "Nome", "Codice fiscale", "E-mail", "Codice identificativo", "Ente", "Prov", "Codice ISTAT", "Codice IPA", "CF ente",
		"Edizione", "Data iscrizione", "Stato", "Data completamento", "Ore", "Esito", "Note",
	}
}

// right is a row without a fault.
func (f *faulty) right() cells {
	i := f.IntN(40)
	return cells{
		"Cognome": f.one("Rossi", "Verdi", "D'Angelo", "NICOLÒ", "De Luca"), "Nome": f.one("Anna", "mario", "Mosè"),
		"E-mail":          fmt.Sprintf("p%d@posta.example", i),
		"Ente":            f.one("Sassuolo", "Comune di Forlì", "FORLI'", "Reggio Emilia", "Unione dei Comuni del Distretto Ceramico"),
		"Edizione":        f.one("TD-BASE/1", "TD-BASE/2", "TD-BASE/3"),
		"Data iscrizione": fmt.Sprintf("%02d/09/2021", 14+i%10),
		"Stato":           f.one("Iscritto", "In corso", ""),
		"Ore":             f.one("", "12,5", "8"),
	}
}

// faults are the ways in which rows are wrong, or look so.
func (f *faulty) faults() []func(cells) {
	set := func(title string, values ...string) func(cells) {
		return func(c cells) { c[title] = f.one(values...) }
	}
	return []func(cells){
		set("Ente", "Comune di Medola", "Atlantide", "Unione", "Uff. Anagrafe Sassuolo", "", "San Giovanni"),
		set("Ente", "Castro", "Livo", "Samone"),
		set("Prov", "MO", "XX", "FO"),
		set("Codice fiscale", "RSSMRA85T10A562X", "12345", "RSSMRA85T10A562S", "CCCFBA85D03L219P", "CCCFBA85D03L21VE"),
		func(c cells) { c["Stato"], c["Data completamento"] = "Completato", "02/09/2021" },
		func(c cells) { c["Stato"], c["Data completamento"] = f.one("Completato", "Iscritto", ""), "02/11/2021" },
		func(c cells) { c["Codice IPA"], c["Codice ISTAT"] = "c_d704", "036040" },
		set("Codice ISTAT", "36040", "8,00626E+10", "099999"),
		set("CF ente", "8,00626E+10", "00606620409", "00000000000"),
		set("Data iscrizione", "31/02/2021", "44453", "martedì, 14 settembre 2021, 10:15", "ieri", "2021-09-15 10:00", "14/09/1921", "", "14.9.21"),
		set("Stato", "boh", "ritirato", "non iniziato", "100%", "Completato"),
		set("Ore", "molte", "-3", "1e9", "12.5", "99999999", "8 h"),
		set("Edizione", "TD-BASE/9", "", "2", "ALTRO/1"),
		set("E-mail", "info@comune.sassuolo.mo.it", "non è una mail", "protocollo@pec.it"),
		set("Cognome", "", "Rossi\nBianchi", strings.Repeat("x", 300), "=1+1", "-"),
		set("Nome", "", "Ugo;Ada", `"Ugo"`),
		set("Codice identificativo", "U1", "U2", "U3"),
		set("Esito", "su\ndue righe", "=cmd|' /C calc'!A0", "attestato; 7", "\u202eetis\u202c", "\x1b[31mrosso"),
		set("Note", "qualcosa", "|;,\t"),
	}
}

// file makes a file of rows with faults.
func (f *faulty) file() string {
	var b strings.Builder
	delimiter := f.one(";", ",", "\t", "|")
	if f.IntN(3) == 0 {
		fmt.Fprintf(&b, "Elenco degli iscritti%s\n\n", strings.Repeat(delimiter, 3))
	}
	columns := titles()
	f.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	f.write(&b, delimiter, columns)
	faults := f.faults()
	var before []string
	for range 5 + f.IntN(25) {
		row := f.right()
		for range f.IntN(3) {
			faults[f.IntN(len(faults))](row)
		}
		list := make([]string, len(columns))
		for i, title := range columns {
			list[i] = row[title]
		}
		switch f.IntN(12) {
		case 0:
			list = append(list, "in più", "")
		case 1:
			f.write(&b, delimiter, make([]string, 3))
		case 2:
			f.write(&b, delimiter, []string{"Totale", "", "12"})
		case 3:
			if before != nil {
				f.rows++
				f.write(&b, delimiter, before)
			}
		}
		f.rows++
		f.write(&b, delimiter, list)
		before = list
	}
	return f.encoded(b.String())
}

func (f *faulty) write(b *strings.Builder, delimiter string, list []string) {
	for i, cell := range list {
		if i > 0 {
			b.WriteString(delimiter)
		}
		if strings.ContainsAny(cell, ";,\t|\"\n") || f.IntN(20) == 0 {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		b.WriteString(cell)
	}
	b.WriteString(f.one("\n", "\r\n"))
}

// encoded puts the text in one of the encodings; some texts were damaged before.
func (f *faulty) encoded(s string) string {
	switch f.IntN(8) {
	case 0:
		return "\ufeff" + s
	case 1:
		return utf16Of(s, binary.LittleEndian)
	case 2:
		return utf16Of(s, binary.BigEndian)
	case 3:
		if !strings.Contains(s, "\u202e") {
			return windowsOf(s)
		}
	case 4:
		return strings.ReplaceAll(s, "Forlì", "ForlÃ¬")
	case 5:
		return strings.Replace(s, "14/09/2021", "09/14/2021", 1)
	}
	return s
}

// told is what a run said but for the end, where a dry run says that it was one.
func told(a answer) string {
	text := a.err
	for _, end := range []string{"dry run: nothing was written", "import ", "nothing has changed"} {
		if i := strings.LastIndex(text, "\n"+end); i >= 0 {
			text = text[:i]
		}
	}
	return text
}

func TestImport_ADryRunSaysWhatTheRunDoesAndEveryRowIsCounted(t *testing.T) {
	t.Parallel()
	school := newSchool(t)
	// What is there already makes some rows go back, and some namesakes.
	first := &faulty{Rand: rand.New(rand.NewPCG(0, 0))}
	table := [][]string{{"Cognome", "Nome", "E-mail", "Ente", "Edizione", "Data iscrizione", "Stato"}}
	for range 40 {
		r := first.right()
		table = append(table, []string{r["Cognome"], r["Nome"], r["E-mail"], r["Ente"], r["Edizione"], r["Data iscrizione"], "Completato"})
	}
	start, _ := school.take(t, file(t, "f.csv", text(t, table, ';')), "--snapshot", "2021-10-01")
	if start.code != 0 && start.code != 3 {
		t.Fatal(start.err)
	}
	before := school.enrolments(t)
	var rejected, refused atomic.Int64
	t.Cleanup(func() {
		if rejected.Load() < 100 || refused.Load() < 5 || refused.Load() > 25 {
			t.Errorf("%d rows rejected, %d files refused: the generator is too mild or too harsh", rejected.Load(), refused.Load())
		}
	})
	for seed := range uint64(50) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			f := &faulty{Rand: rand.New(rand.NewPCG(seed, 1))}
			path := file(t, "f.csv", f.file())
			flags := []string{"--snapshot", "2021-12-31"}
			flags = append(flags, [][]string{
				nil,
				{"--fix-mojibake"},
				{"--fill-down"},
				{"--mode", "create"},
				{"--mode", "update"},
				{"--no-cf"},
				{"--strict"},
				{"--mode", "sync", "--max-change", "100%"},
				{"--allow-regress"},
				{"--dates", "dmy"},
			}[f.IntN(10)]...)
			p := school.twin(t)
			dry, dryCounts := p.take(t, path, append(slices.Clone(flags), "--dry-run")...)
			same(t, "enrolments after the dry run", p.enrolments(t), before)
			run, counts := p.take(t, path, flags...)
			if dry.code != run.code || run.code != 0 && run.code != 1 && run.code != 3 && run.code != 4 {
				t.Fatalf("%v: dry %d, real %d: %s\n%s", flags, dry.code, run.code, dry.err, run.err)
			}
			same(t, "outcomes", counts, dryCounts)
			same(t, "messages", told(run), told(dry))
			if run.code == 1 || run.code == 4 {
				refused.Add(1)
				same(t, "enrolments", p.enrolments(t), before)
				return
			}
			if sum := counts.Nuove + counts.Aggiornate + counts.Invariate + counts.Scartate; sum != counts.Righe || counts.Righe != f.rows {
				t.Errorf("%v: %d accounted for, %d rows read, %d written\n%s", flags, sum, counts.Righe, f.rows, run.err)
			}
			if (run.code == 3) != (counts.Scartate > 0) || len(counts.Problemi) < counts.Scartate {
				t.Errorf("exit %d, %d rejected, %d problems", run.code, counts.Scartate, len(counts.Problemi))
			}
			rejected.Add(int64(counts.Scartate))
			if strings.ContainsAny(run.err, "\x1b\u202e") {
				t.Errorf("control characters go to the terminal: %q", run.err)
			}
		})
	}
}
