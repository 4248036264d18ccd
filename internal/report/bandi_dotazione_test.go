package report

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

// grants writes five calls and their projects: A and B are of the measure m, B
// without an endowment, C of n, D of none, and E of none with projects of m.
func (w world) grants() {
	w.t.Helper()
	w.exec(`INSERT INTO bando (id, codice, titolo, norma, gestione, misura) VALUES (1, 'B', 'Bi', 'b', 'propria', 'm'),
		(2, 'A', 'A', 'a', 'propria', 'm'), (3, 'C', 'C', 'c', 'propria', 'n'), (4, 'D', 'D', 'd', 'propria', NULL), (5, 'E', 'E', 'e', 'propria', NULL)`)
	w.exec(`INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (2, '2020-01-01', 1000), (3, '2020-01-01', 500), (4, '2020-01-01', 70), (5, '2020-01-01', 9000)`)
	w.exec(`INSERT INTO bando_tema (id, bando_id, codice, titolo) VALUES (1, 2, 'cloud', 'x'), (2, 2, 'team', 'x')`)
	w.exec(`INSERT INTO progetto (id, bando_id, ente_id, concesso_cent, liberato_cent, stato, misura, presentato_il, regione_id) VALUES
		(1, 1, 1, 300, 0, 'avviato', NULL, NULL, NULL), (2, 2, 1, 200, 0, 'avviato', NULL, '2020-05-01', 8),
		(3, 2, 2, 50, 0, 'avviato', 'n', '2020-05-01', 8), (4, 3, 3, 100, 0, 'avviato', 'n', '2020-06-01', 8),
		(5, 4, 4, 7, 0, 'avviato', NULL, '2020-06-01', NULL), (6, 5, 5, 80, 0, 'avviato', 'm', '2020-06-01', NULL)`)
	w.exec(`INSERT INTO progetto_tema (progetto_id, tema_id) VALUES (3, 1), (3, 2)`)
	w.exec(`INSERT INTO erogazione (progetto_id, tipo, importo_cent, data) VALUES (1, 'acconto', 310, '2021-01-01'), (2, 'acconto', 250, '2021-01-01'),
		(2, 'recupero', -20, '2021-02-01'), (4, 'acconto', 60, '2021-01-01')`)
}

func TestBandi_AShareIsOfTheEndowmentOfTheCallsOfTheRow(t *testing.T) {
	w := newWorld(t)
	w.grants()
	for _, c := range []struct {
		q    QuesitoBandi
		want string
	}{
		// E counts to the measure of its project; the 50 of A that count to n are
		// of the endowment of no row.
		{QuesitoBandi{Per: []Dimensione{PerMisura}}, "m 580: 280/10000; n 150: 100/500;  7: 7/9070"},
		{QuesitoBandi{Per: []Dimensione{PerMisura}, Regioni: []int64{8}}, "m 580: 280/10000; n 150: 100/500;  7: 7/9070"},
		{QuesitoBandi{Per: []Dimensione{PerTipo, PerMisura}}, "comune/m 580: 280/10000; comune/n 150: 100/500; comune/ 7: 7/9070"},
		{QuesitoBandi{Per: []Dimensione{PerBando}}, "A 250: 250/1000; B 300: 0/0; C 100: 100/500; D 7: 7/70; E 80: 80/9000"},
		{
			QuesitoBandi{Per: []Dimensione{PerMisura, PerBando}},
			"m/A 200: 200/1000; m/B 300: 0/0; m/E 80: 80/9000; n/A 50: 50/1000; n/C 100: 100/500; /D 7: 7/70",
		},
		{QuesitoBandi{Per: []Dimensione{PerTipo}}, "comune 737: 437/10570"},
		{QuesitoBandi{}, " 737: 437/10570"},
		{QuesitoBandi{Per: []Dimensione{PerTipo}, BandoIDs: []int64{1}}, "comune 300: 0/0"},
	} {
		var rows []string
		for _, r := range w.bandi(c.q).Righe {
			var group []string
			for _, v := range r.Gruppo {
				group = append(group, v.Testo)
			}
			rows = append(rows, fmt.Sprintf("%s %d: %d/%d", strings.Join(group, "/"), r.Concesso, r.Dotato, r.Dotazione))
		}
		if got := strings.Join(rows, "; "); got != c.want {
			t.Errorf("%+v:\n%s, want\n%s", c.q, got, c.want)
		}
	}
	if r := w.bandi(QuesitoBandi{Per: []Dimensione{PerBando}}).Righe; r[1].Gruppo[0].Titolo != "Bi" {
		t.Errorf("the title of B is %q", r[1].Gruppo[0].Titolo)
	}
}

func TestBandi_GrantsWithoutAnEndowmentAreNotTakenFromThatOfOthers(t *testing.T) {
	w := newWorld(t)
	w.grants()
	f := w.bandi(QuesitoBandi{}).Fondi
	if f.Bandi != 5 || f.Impegnato != 437 || f.Disponibile() != 10570-437 || fmt.Sprint(f.SenzaDotazione) != "[B]" {
		t.Errorf("%+v", f)
	}
	if f := w.bandi(QuesitoBandi{BandoIDs: []int64{1}}).Fondi; f.Dotazione != 0 || f.Disponibile() != 0 {
		t.Errorf("only B: %+v", f)
	}
}

func TestBandi_WhatWasPaidOverIsSummedByProject(t *testing.T) {
	w := newWorld(t)
	w.grants()
	for _, per := range [][]Dimensione{nil, {PerTema}, {PerMisura}} {
		// 10 of project 1 and 30 of project 2, whatever is left of the others.
		if s := w.bandi(QuesitoBandi{Per: per}).Totale; s.DaRecuperare != 40 || s.Residuo() != 737-600 {
			t.Errorf("%v: %+v", per, s)
		}
	}
}

func TestBandi_WhatHasNoValueIsCountedOnce(t *testing.T) {
	w := newWorld(t)
	w.grants()
	// Project 3 has two themes; where the lead of the others lay is known.
	a := w.bandi(QuesitoBandi{Per: []Dimensione{PerTema, PerMisura, PerMese, PerRegione}})
	if want := map[Dimensione]int64{PerTema: 5, PerMisura: 1, PerMese: 1}; !maps.Equal(a.Senza, want) {
		t.Errorf("%v, want %v", a.Senza, want)
	}
	if a.AltraMisura != 50 || a.Ripetuti() != 1 {
		t.Errorf("of another measure %d, repeated %d", a.AltraMisura, a.Ripetuti())
	}
	w.exec(`UPDATE progetto SET misura = NULL, regione_id = NULL, ente_id = 1 WHERE id = 3`)
	w.exec(`DELETE FROM ente_collocazione WHERE ente_id = 1`)
	w.exec(`UPDATE bando SET misura = NULL WHERE id = 2`)
	w.exec(`UPDATE progetto SET regione_id = NULL WHERE id = 2`)
	// Projects 1, 2 and 3 are of no region, 2, 3 and 5 of no measure.
	a = w.bandi(QuesitoBandi{Per: []Dimensione{PerTema, PerRegione, PerMisura}})
	if want := map[Dimensione]int64{PerTema: 5, PerMisura: 3, PerRegione: 3}; !maps.Equal(a.Senza, want) {
		t.Errorf("%v, want %v", a.Senza, want)
	}
}
