package report

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// application is a project of a test with all that its figures come from.
type application struct {
	id, bando, lead           int64
	stato, misura, presentato string
	regione                   int64 // of the source, 0 for none
	richiesto, concesso       int64
	liberato, erogato         int64
	temi                      []int64
}

// applyFor writes projects in many ways and returns them. Ente 8 was a chief
// town in the provincia of Bologna until 2021, when it moved to region 9.
func (w world) applyFor(seed uint64) []application {
	w.t.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	w.exec(`INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione)
		VALUES (9, '09', 'TC', 'TOS', 'IT-52', 'r_toscan', 'Toscana', 'toscana', 'Centro')`)
	w.exec(`INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo)
		VALUES (4, '048', '248', 'FI', 9, 'Firenze', 'firenze', 'provincia')`)
	w.exec(`UPDATE ente SET tipo = 'unione' WHERE id IN (5, 6)`)
	w.exec(`DELETE FROM ente_collocazione WHERE ente_id IN (7, 8)`)
	w.exec(`INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo, dal, al)
		VALUES (8, 8, 1, 1, '2015-01-01', '2021-06-16'), (8, 9, 4, 0, '2021-06-17', NULL)`)
	w.exec(`INSERT INTO bando (id, codice, titolo, norma, gestione, fonte, misura) VALUES
		(1, 'A', 'A', 'a', 'propria', 'regione', NULL), (2, 'B', 'B', 'b', 'esterna', 'PNRR', '1.4.10 Esse'),
		(3, 'C', 'C', 'c', 'esterna', 'PNRR', '1.4.9 Erre')`)
	w.exec(`INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (1, '2020-01-01', 1000000), (1, '2030-01-01', 5), (2, '2020-01-01', 1)`)
	w.exec(`INSERT INTO bando_tema (id, bando_id, codice, titolo) VALUES (1, 1, 'cloud', 'x'), (2, 1, 'team', 'x'), (3, 2, 'cloud', 'x')`)
	var all []application
	for i := range int64(60) {
		a := application{
			id: i + 1, bando: 1 + r.Int64N(3), lead: 1 + r.Int64N(9), stato: string(progetto.Stati()[r.IntN(len(progetto.Stati()))]),
			richiesto: r.Int64N(90_000), concesso: r.Int64N(50_000), liberato: r.Int64N(1000),
		}
		a.presentato = []string{"", "2014-03-01", "2021-06-16 23:59:00", "2021-06-17 00:00:01", "2021-06-17"}[r.IntN(5)]
		a.misura = []string{"", "", "1.4.9 Erre", "Altra"}[r.IntN(4)]
		a.regione = []int64{0, 0, 8, 9}[r.IntN(4)]
		w.exec(`INSERT INTO progetto (id, bando_id, ente_id, richiesto_cent, concesso_cent, liberato_cent, presentato_il, stato, misura, regione_id)
			VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, nullif(?, ''), nullif(?, 0))`,
			a.id, a.bando, a.lead, a.richiesto, a.concesso, a.liberato, a.presentato, a.stato, a.misura, a.regione)
		for range r.IntN(3) {
			amount := 1 + r.Int64N(9999)
			a.erogato += amount - 1
			w.exec(`INSERT INTO erogazione (progetto_id, tipo, importo_cent, data) VALUES (?1, 'acconto', ?2, '2021-01-01'), (?1, 'recupero', -1, '2022-01-01')`, a.id, amount)
		}
		w.exec(`INSERT INTO erogazione (progetto_id, tipo, importo_cent, prevista_il) VALUES (?, 'saldo', 77, '2027-01-01')`, a.id)
		for t, call := range map[int64]int64{1: 1, 2: 1, 3: 2} {
			if call == a.bando && r.IntN(2) == 0 {
				a.temi = append(a.temi, t)
				w.exec(`INSERT INTO progetto_tema (progetto_id, tema_id) VALUES (?, ?)`, a.id, t)
			}
		}
		all = append(all, a)
	}
	return all
}

// place says where the lead lay when it applied.
func (a application) place() (regione, provincia string, capoluogo bool) {
	switch {
	case a.lead == 7:
	case a.lead == 8 && (a.presentato == "" || a.presentato >= "2021-06-17"):
		regione, provincia = "Toscana", "FI"
	case a.lead == 8:
		regione, provincia, capoluogo = "Emilia-Romagna", "BO", true
	default:
		regione, provincia = "Emilia-Romagna", []string{"BO", "FE"}[a.lead%2]
		if a.lead == 9 {
			provincia = "BO"
		}
	}
	if a.regione != 0 {
		regione = map[int64]string{8: "Emilia-Romagna", 9: "Toscana"}[a.regione]
	}
	return regione, provincia, capoluogo
}

// values are what a project is in a dimension.
func (a application) values(d Dimensione) []string {
	regione, provincia, _ := a.place()
	switch d {
	case PerTipo:
		if a.lead == 5 || a.lead == 6 {
			return []string{"unione"}
		}
		return []string{"comune"}
	case PerTema:
		var codes []string
		for _, t := range a.temi {
			codes = append(codes, []string{"cloud", "team", "cloud"}[t-1])
		}
		if codes == nil {
			codes = []string{""}
		}
		return codes
	case PerProvincia:
		return []string{provincia}
	case PerRegione:
		return []string{regione}
	case PerMisura:
		if a.misura != "" {
			return []string{a.misura}
		}
		return []string{[]string{"", "1.4.10 Esse", "1.4.9 Erre"}[a.bando-1]}
	case PerBando:
		return []string{[]string{"A", "B", "C"}[a.bando-1]}
	case PerStato:
		return []string{a.stato}
	}
	return []string{a.presentato[:min(len(a.presentato), 7)]}
}

func (a application) sums() Somme {
	s := Somme{
		Progetti: 1, Richiesto: euro.Importo(a.richiesto), Concesso: euro.Importo(a.concesso),
		Liberato: euro.Importo(a.liberato), Erogato: euro.Importo(a.erogato),
	}
	s.DaRecuperare = max(0, s.Erogato-s.Concesso)
	// The call C has no endowment.
	if a.bando != 3 {
		s.Dotato = s.Concesso
	}
	if _, _, capoluogo := a.place(); capoluogo {
		s.Capoluogo = 1
	}
	return s
}

// counted sums the projects that pass by their values in the dimensions.
func counted(all []application, per []Dimensione, passes func(application) bool) (rows map[string]Somme, total Somme) {
	rows = map[string]Somme{}
	for _, a := range all {
		if a.stato == "bozza" || !passes(a) {
			continue
		}
		total.add(a.sums())
		groups := []string{""}
		for _, d := range per {
			var next []string
			for _, g := range groups {
				for _, v := range a.values(d) {
					next = append(next, g+"|"+v)
				}
			}
			groups = next
		}
		for _, g := range groups {
			row, sums := rows[g], a.sums()
			// Not from the endowment of the row: see isOfAnother.
			own := []string{"", "1.4.10 Esse", "1.4.9 Erre"}[a.bando-1]
			if slices.Contains(per, PerMisura) && !slices.Contains(per, PerBando) && own != "" && own != a.values(PerMisura)[0] {
				sums.Dotato = 0
			}
			row.add(sums)
			rows[g] = row
		}
	}
	return rows, total
}

func (w world) bandi(q QuesitoBandi) (a RispostaBandi) {
	w.t.Helper()
	q.AsOf = periodo.MustParse("2026-11-21")
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = Bandi(ctx, tx, q)
		return err
	})
	return a
}

func TestBandi_FiguresAreThoseOfEachProjectSummed(t *testing.T) {
	all := func(application) bool { return true }
	for seed := range uint64(4) {
		w := newWorld(t)
		applications := w.applyFor(seed)
		for _, c := range []struct {
			q      QuesitoBandi
			passes func(application) bool
		}{
			{QuesitoBandi{}, all},
			{QuesitoBandi{Per: []Dimensione{PerTipo}}, all},
			{QuesitoBandi{Per: []Dimensione{PerTema}}, all},
			{QuesitoBandi{Per: []Dimensione{PerProvincia}}, all},
			{QuesitoBandi{Per: []Dimensione{PerRegione}}, all},
			{QuesitoBandi{Per: []Dimensione{PerBando}}, all},
			{QuesitoBandi{Per: []Dimensione{PerStato, PerBando, PerTema}}, all},
			{QuesitoBandi{Per: []Dimensione{PerMisura}}, all},
			{QuesitoBandi{Per: []Dimensione{PerMisura, PerBando}}, all},
			{QuesitoBandi{Per: []Dimensione{PerStato}}, all},
			{QuesitoBandi{Per: []Dimensione{PerMese}}, all},
			{QuesitoBandi{Per: []Dimensione{PerMisura, PerRegione}}, all},
			{QuesitoBandi{Per: []Dimensione{PerTema, PerProvincia, PerMese}}, all},
			{QuesitoBandi{Per: []Dimensione{PerStato}, BandoIDs: []int64{2}}, func(a application) bool { return a.bando == 2 }},
			{QuesitoBandi{Per: []Dimensione{PerTema}, Fonte: "pnrr"}, func(a application) bool { return a.bando != 1 }},
			{QuesitoBandi{Per: []Dimensione{PerTipo}, Fonte: "nessuna"}, func(application) bool { return false }},
			{QuesitoBandi{Per: []Dimensione{PerMisura}, Misura: "erre"}, func(a application) bool { return a.values(PerMisura)[0] == "1.4.9 Erre" }},
			{QuesitoBandi{Stati: []progetto.Stato{"presentato", "concluso"}}, func(a application) bool { return a.stato == "presentato" || a.stato == "concluso" }},
			{QuesitoBandi{Per: []Dimensione{PerMese}, Regioni: []int64{9}}, func(a application) bool { return a.values(PerRegione)[0] == "Toscana" }},
			{QuesitoBandi{Per: []Dimensione{PerRegione}, Province: []int64{1}}, func(a application) bool { return a.values(PerProvincia)[0] == "BO" }},
			{QuesitoBandi{Tipi: []ente.Tipo{ente.Unione}}, func(a application) bool { return a.values(PerTipo)[0] == "unione" }},
		} {
			rows, total := counted(applications, c.q.Per, c.passes)
			got := w.bandi(c.q)
			if got.Totale != total {
				t.Errorf("seed %d, %+v: total %+v, want %+v", seed, c.q, got.Totale, total)
			}
			seen := map[string]Somme{}
			for _, r := range got.Righe {
				key := ""
				for _, v := range r.Gruppo {
					key += "|" + v.Testo
				}
				seen[key] = r.Somme
			}
			if len(c.q.Per) > 0 && fmt.Sprint(seen) != fmt.Sprint(rows) {
				t.Errorf("seed %d, %+v:\n%v, want\n%v", seed, c.q, seen, rows)
			}
			if !slices.IsSortedFunc(got.Righe, func(x, y RigaBandi) int { return compareGroups(x.Gruppo, y.Gruppo) }) {
				t.Errorf("seed %d, %+v: out of order", seed, c.q)
			}
		}
	}
}

func TestBandi_TheMoneyOfTheCallsIsThatOfTheirEndowments(t *testing.T) {
	w := newWorld(t)
	_, all := counted(w.applyFor(1), nil, func(application) bool { return true })
	// A draft is granted nothing.
	w.exec(`UPDATE progetto SET concesso_cent = 0 WHERE stato = 'bozza'`)
	for _, q := range []QuesitoBandi{
		{}, {Per: []Dimensione{PerMisura}}, {Per: []Dimensione{PerBando}}, {Per: []Dimensione{PerBando, PerTipo}}, {Per: []Dimensione{PerTema, PerMisura}}, {Per: []Dimensione{PerTipo}, Tipi: []ente.Tipo{ente.AUSL}},
	} {
		f := w.bandi(q).Fondi
		if f.Bandi != 3 || !slices.Equal(f.SenzaDotazione, []string{"C"}) || f.Dotazione != 1_000_001 || f.Impegnato != all.Dotato {
			t.Errorf("%+v: %+v, want granted %d", q, f, all.Dotato)
		}
		if len(f.Superate) != 1 || f.Superate[0].Bando != "B" {
			t.Errorf("%+v: over their endowment %+v", q, f.Superate)
		}
	}
	if f := w.bandi(QuesitoBandi{Misura: "esse"}).Fondi; f.Bandi != 1 || f.Dotazione != 1 {
		t.Errorf("one measure: %+v", f)
	}
}

func TestBandi_MeasuresAreInTheOrderOfTheirNumbers(t *testing.T) {
	w := newWorld(t)
	w.applyFor(1)
	var got []string
	for _, r := range w.bandi(QuesitoBandi{Per: []Dimensione{PerMisura}}).Righe {
		got = append(got, r.Gruppo[0].Testo)
	}
	if strings.Join(got, "; ") != "1.4.9 Erre; 1.4.10 Esse; Altra; " {
		t.Errorf("%q", got)
	}
}

func TestBandi_CategoriesAreOfSpending(t *testing.T) {
	w := newWorld(t)
	w.view(func(ctx context.Context, tx *db.Tx) error {
		_, err := SpeseBandi(ctx, tx, QuesitoBandi{Per: []Dimensione{PerCategoria, PerTipo}, AsOf: periodo.MustParse("2026-11-21")})
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%v", err)
		}
		return nil
	})
	w.applyFor(1)
	w.exec(`UPDATE progetto SET stato = 'concluso', regione_id = 8, bando_id = id WHERE id < 4`)
	w.exec(`UPDATE progetto SET stato = 'bozza' WHERE id = 4`)
	w.exec(`INSERT INTO bando_categoria (id, bando_id, codice, ammissibile, natura) VALUES
		(1, 1, 'cloud', 1, 'corrente'), (2, 2, 'cloud', 1, 'corrente'), (3, 1, 'device', 0, 'investimento'), (4, 3, 'cloud', 0, 'corrente'), (5, 3, 'opere', 1, 'investimento')`)
	w.exec(`INSERT INTO spesa (progetto_id, categoria_id, importo_cent, data) VALUES
		(1, 1, 10, '2021-01-01'), (1, 1, 5, '2021-01-01'), (1, 3, 7, '2021-01-01'), (2, 2, 20, '2021-01-01'), (3, 4, 3, '2021-01-01'), (4, 1, 99, '2021-01-01')`)
	for _, c := range []struct {
		q    QuesitoBandi
		want string
	}{
		{QuesitoBandi{}, "cloud/true 2 35, cloud/false 1 3, device/false 1 7, opere/true 0 0, total 3 45, inadmissible 10"},
		{QuesitoBandi{Regioni: []int64{9}}, "cloud/true 0 0, cloud/false 0 0, device/false 0 0, opere/true 0 0, total 0 0, inadmissible 0"},
		{QuesitoBandi{BandoIDs: []int64{1}}, "cloud/true 1 15, device/false 1 7, total 1 22, inadmissible 7"},
	} {
		w.view(func(ctx context.Context, tx *db.Tx) error {
			c.q.AsOf = periodo.MustParse("2026-11-21")
			a, err := SpeseBandi(ctx, tx, c.q)
			got := ""
			for _, r := range a.Righe {
				got += fmt.Sprintf("%s/%v %d %d, ", r.Categoria, r.Ammissibile, r.Progetti, r.Spesa)
			}
			if got += fmt.Sprintf("total %d %d, inadmissible %d", a.Totale.Progetti, a.Totale.Spesa, a.Inammissibile); got != c.want {
				t.Errorf("%+v: %s, want %s", c.q, got, c.want)
			}
			return err
		})
	}
}

// TestBandi_ProjectsAreReadOnce keeps a report from reading the projects through
// an index, row by row, and the places from being searched for in the table.
func TestBandi_ProjectsAreReadOnce(t *testing.T) {
	w := newWorld(t)
	w.applyFor(1)
	for _, per := range [][]Dimensione{{PerMisura}, {PerMisura, PerRegione}, {PerTipo}, {PerProvincia, PerMese}, {PerStato}, {PerBando}} {
		q := QuesitoBandi{Per: per}
		where, _ := q.where(nil)
		keys := q.keys()
		group := columnsOf(keys)
		calls := []bandoDiFondo{{id: 1, dotato: true}, {id: 2}}
		for _, c := range []struct {
			query     string
			step, not string
		}{
			{q.with(`1 = 1`) + `SELECT ` + group + sumProgetti + sumDotato(calls) + fromProgetti + q.joins() + where, "SCAN p", "SCAN p USING INDEX"},
			{q.with(`1 = 1`) + `SELECT ` + group + sumErogati + fromErogati + q.joins() + where, "SEARCH p USING INTEGER PRIMARY KEY", "SCAN p"},
			{q.ofCapoluoghi() + where + ` AND l.capoluogo = 1`, "SEARCH p USING INDEX progetto_titolare", "SCAN p"},
		} {
			plan := w.plan(c.query + groupBy(keys))
			if !strings.Contains(plan, c.step) || strings.Contains(plan, c.not) || strings.Contains(plan, "CORRELATED") {
				t.Errorf("%v:\n%s", per, plan)
			}
			if q.byPlace() && strings.Contains(c.query, "LEFT JOIN l") && !strings.Contains(plan, "SEARCH l USING AUTOMATIC") {
				t.Errorf("%v: places without an index:\n%s", per, plan)
			}
			if strings.Contains(c.query, "erogazione") && !strings.Contains(plan, "COVERING INDEX erogazione_progetto") {
				t.Errorf("%v: payments from the table:\n%s", per, plan)
			}
		}
	}
}

// plan returns the plan of a query without parameters.
func (w world) plan(query string) string {
	w.t.Helper()
	var steps []string
	w.view(func(ctx context.Context, tx *db.Tx) error {
		return db.Each(ctx, tx, func(scan db.Scan) error {
			var id, parent, unused int
			var detail string
			err := scan(&id, &parent, &unused, &detail)
			steps = append(steps, detail)
			return err
		}, `EXPLAIN QUERY PLAN `+query)
	})
	return strings.Join(steps, "\n")
}
