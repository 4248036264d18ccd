package progetto

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// titles are those of a published file of applications, without the measure.
const titles = "codice_ipa,ente,tipologia_ente,comune,cod_comune,provincia,cod_provincia,regione,cod_regione,importo_finanziamento,avviso," +
	"data_invio_candidatura,data_finanziamento,codice_cup,decreto_finanziamento,stato_candidatura,data_stato_candidatura"

// the application of an ente, in the words of the source.
func application(ipa, name, amount, call, sent, stato, since string) string {
	return strings.Join([]string{
		ipa, name, "Altri Enti", "Sassuolo", "036040", "MO", "036", "Emilia-Romagna", "08", amount, call, sent, "2022-11-08", "F91B22000010006",
		"Decreto n.49", stato, since,
	}, ",")
}

// how says how a file is brought in.
type how struct {
	create, regress bool
	on              string
}

// bring imports a file of a published layout and returns the counts of new,
// updated, unchanged and rejected rows.
func (o *office) bring(n batch.Noun, h how, lines ...string) (*batch.Result, []int) {
	o.Helper()
	path := filepath.Join(o.TempDir(), "f.csv")
	o.must(os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	f, err := sheet.Examine(o.ctx, path, sheet.Options{})
	o.must(err)
	if h.on == "" {
		h.on = "2026-11-21"
	}
	options := batch.Options{
		Name: path, Mode: batch.Upsert, Snapshot: periodo.MustParse(h.on), Today: today(), Fixed: map[string]string{}, AllowRegress: h.regress,
	}
	if h.create {
		options.Fixed[ente.CreaEnti] = "1"
	}
	r, err := batch.Run(o.ctx, o.tx, n, f, options)
	o.must(err)
	if r.Number != 0 {
		// The ledger would write the operation at the end of the transaction.
		_, err = o.tx.Exec(o.ctx, `INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate)
			VALUES (?, '2026-11-21T00:00:00Z', 'test', 'test', '', 0, 0, 0)`, r.Number)
		o.must(err)
	}
	return r, []int{r.New, r.Updated, r.Unchanged, r.Rejected}
}

// applications is bring for a file of applications whose counts must be these.
func (o *office) applications(h how, want []int, lines ...string) *batch.Result {
	o.Helper()
	r, got := o.bring(ImportCandidature(func(name string) string { return name }), h, lines...)
	if !slices.Equal(got, want) {
		o.Errorf("got %v, want %v; problems %v", got, want, r.Problems)
	}
	return r
}

// sums returns what is requested, granted, freed and paid in all.
func (o *office) sums() (sums [4]euro.Importo) {
	o.Helper()
	list, err := List(o.ctx, o.tx, Filter{})
	o.must(err)
	for _, p := range list {
		sums[0] += *p.Richiesto
		sums[1] += p.Concesso
		sums[2] += p.Liberato
		sums[3] += p.Erogato
	}
	return sums
}

const (
	callA  = "1.4.4 Adozione SPID CIE - Maggio 2022"
	moment = "2022-06-15T09:32:07.000+0000"
)

func TestImport_TheStatesOfTheSource(t *testing.T) {
	inside(t, func(o *office) {
		file := []string{
			titles,
			application("c_i462", "Comune di Sassuolo", "100.10", callA, moment, "A", "2022-11-08"),
			application("c_i462a", "Unione", "200.2", callA, moment, "E", "2023-01-09"),
			application("c_f478", "Comune di Montecopiolo", "300.0", callA, moment, "R", "2023-02-09"),
			application("c_f478", "Comune di Montecopiolo", "0.0", callA, "None", "A", "2022-11-08"),
		}
		r := o.applications(how{}, []int{4, 0, 0, 0}, file...)
		if len(r.Warnings) != 1 || r.Warnings[0].Code != "invio_ignoto" {
			t.Errorf("warnings %v", r.Warnings)
		}
		if got, want := o.sums(), [4]euro.Importo{60_030, 30_030, 30_000, 20_020}; got != want {
			t.Errorf("sums %v, want %v", got, want)
		}
		o.applications(how{}, []int{0, 0, 4, 0}, file...)
		// The blanks of another file change nothing, nor does the measure of the call said twice.
		o.must(o.measure("1.4.4"))
		blank := strings.NewReplacer(",MO,", ",,", ",F91B22000010006,", ",,").Replace(file[1])
		o.applications(how{}, []int{0, 0, 1, 0}, titles+",misura", blank+",1.4.4")
		o.applications(how{}, []int{0, 1, 0, 0}, titles+",misura", blank+",1.4.5")
	})
}

// measure gives the call of the source its measure.
func (o *office) measure(measure string) error {
	b, err := bando.Find(o.ctx, o.tx, callA)
	if err == nil {
		b.Misura = measure
		_, err = bando.Edit(o.ctx, o.tx, b)
	}
	return err
}

func TestImport_AStateGoesForwardAndNothingIsLost(t *testing.T) {
	inside(t, func(o *office) {
		row := func(amount, stato, since string) string {
			return application("c_i462", "Comune di Sassuolo", amount, callA, moment, stato, since)
		}
		o.applications(how{}, []int{1, 0, 0, 0}, titles, row("100.0", "A", "2022-11-08"))
		o.applications(how{}, []int{0, 1, 0, 0}, titles, row("90.0", "A", "2022-12-01"))
		o.applications(how{}, []int{0, 1, 0, 0}, titles, row("90.0", "E", "2023-11-08"))
		r := o.applications(how{}, []int{0, 0, 1, 0}, titles, row("90.0", "A", "2023-12-01"))
		if len(r.Warnings) != 1 || r.Warnings[0].Code != "stato_indietro" {
			t.Errorf("warnings %v", r.Warnings)
		}
		// What an older file says is no news.
		o.applications(how{regress: true}, []int{0, 0, 1, 0}, titles, row("70.0", "A", "2023-11-07"))
		if got, want := o.sums(), [4]euro.Importo{9_000, 9_000, 0, 9_000}; got != want {
			t.Errorf("sums %v, want %v", got, want)
		}
		// What was paid to a project that is renounced is to be given back.
		o.applications(how{}, []int{0, 1, 0, 0}, titles, row("90.0", "R", "2024-01-08"))
		if got, want := o.sums(), [4]euro.Importo{9_000, 0, 9_000, 9_000}; got != want {
			t.Errorf("sums %v, want %v", got, want)
		}
		o.applications(how{regress: true}, []int{0, 1, 0, 0}, titles, row("80.0", "A", "2024-02-08"))
		if got, want := o.sums(), [4]euro.Importo{8_000, 8_000, 0, 0}; got != want {
			t.Errorf("sums %v, want %v", got, want)
		}
	})
}

func TestImport_EntiAreCreatedOnlyOnRequest(t *testing.T) {
	inside(t, func(o *office) {
		file := []string{
			titles,
			application("asp_mo", "Azienda Servizi alla Persona", "1.0", callA, moment, "A", "2022-11-08"),
			application("ASP_MO", "Azienda Servizi alla Persona", "2.0", callA, "2022-06-16T10:00:00.000+0000", "A", "2022-11-08"),
			application("boh", "Qualcosa", "3.0", callA, moment, "A", "2022-11-08"),
			strings.Replace(application("c_z999", "Comune di Nessundove", "4.0", callA, moment, "A", "2022-11-08"), "036040", "", 1),
		}
		r := o.applications(how{}, []int{0, 0, 0, 4}, file...)
		if !strings.Contains(r.Problems[0].Hint.String(), "--create-enti") {
			t.Errorf("hint %s", r.Problems[0].Hint)
		}
		r = o.applications(how{create: true}, []int{3, 0, 0, 1}, file...)
		if r.Problems[0].Line != 5 {
			t.Errorf("problems %v", r.Problems)
		}
		created, err := ente.List(o.ctx, o.tx, ente.Filter{Tipi: []ente.Tipo{ente.ASP, ente.Altro}, AsOf: today()})
		o.must(err)
		if len(created) != 2 || created[0].Provincia != "MO" || created[1].Tipo != ente.Altro {
			t.Errorf("created %+v", created)
		}
	})
}

func TestImport_CallsComeInAnyOrder(t *testing.T) {
	inside(t, func(o *office) {
		part := func(n string) string { return "1.1 Infrastrutture - ASL - giugno 2025 (quota " + n + ")" }
		o.applications(how{}, []int{3, 0, 0, 0}, titles,
			application("c_i462", "Comune di Sassuolo", "1.0", part("1.1"), moment, "A", "2022-11-08"),
			application("c_i462", "Comune di Sassuolo", "2.0", part("1.2"), moment, "A", "2022-11-08"),
			application("c_i462", "Comune di Sassuolo", "3.0", callA, moment, "A", "2022-11-08"))
		const header = "titolo,misura,data_inizio_bando,data_fine_bando,stato,totale_importo_stanziato,totale_importo_misura,soggetti_destinatari"
		_, got := o.bring(bando.ImportAvvisi(), how{}, header,
			`1.1 Infrastrutture - ASL - giugno 2025,1.1 Infrastrutture digitali,2025-06-30,2025-10-17,TERMINATO,350.5,1.0,ASL;Aziende Ospedaliere`,
			callA+`,1.4.4 Adozione identità digitale,2022-05-30,2022-09-09,TERMINATO,2.5,1.0,Comuni;Province`)
		if !slices.Equal(got, []int{1, 1, 0, 0}) {
			t.Errorf("calls: %v", got)
		}
		list, err := List(o.ctx, o.tx, Filter{})
		o.must(err)
		for _, p := range list {
			want := "1.1 Infrastrutture digitali"
			if *p.Richiesto == 300 {
				want = "1.4.4 Adozione identità digitale"
			}
			if p.MisuraEffettiva != want {
				t.Errorf("%s is of %q, want %q", p.Bando, p.MisuraEffettiva, want)
			}
		}
		// 3 euro were granted of a call that has 2.50.
		found, err := Check(o.ctx, o.tx, 0)
		o.must(err)
		if len(found) == 0 || found[0].Regola != "dotazione_superata" {
			t.Errorf("found %+v", found)
		}
		b, err := bando.Find(o.ctx, o.tx, callA)
		o.must(err)
		if !b.Admits(ente.Comune, ente.NonNota) || b.Admits(ente.Unione, ente.NonNota) || b.Codice != "PAD-1.4.4-2022-05" {
			t.Errorf("%+v", b)
		}
	})
}

func TestImport_WhatCannotBeReadIsRefusedWithItsPlace(t *testing.T) {
	inside(t, func(o *office) {
		good := application("c_i462", "Comune di Sassuolo", "100.0", callA, moment, "A", "2022-11-08")
		change := func(old, with string) string { return strings.Replace(good, old, with, 1) }
		r := o.applications(how{}, []int{1, 0, 1, 8}, titles, good, good,
			change("100.0", "101.0"), change("100.0", "cento"), change("100.0", ""), change(",A,", ",Z,"),
			change(callA, ""), change("c_i462", "c i"), change(moment, "ieri"), change("2022-11-08,F9", "2027-11-08,F9"))
		for i, want := range []string{
			"doppia_nel_file", "importo_non_valido", "importo_mancante", "stato_sconosciuto", "avviso_mancante", "ipa_non_valido", "data_non_valida", "data_futura",
		} {
			if r.Problems[i].Code != want || r.Problems[i].Line != i+4 || r.Problems[i].Column == 0 {
				t.Errorf("%d: %+v, want %s", i, r.Problems[i], want)
			}
		}
	})
}
