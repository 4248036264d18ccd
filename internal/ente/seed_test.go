package ente_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// The ids of the small register of the tests.
const (
	er, marche, lombardia, puglia, alto = 8, 11, 3, 16, 4

	mo, fc, fe, rn, pu, mn, bg, le, bz, bo = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10

	sassuolo, medolla, meldola, mesola, medole  = 1, 2, 3, 4, 5
	montecopiolo, castroBG, castroLE            = 6, 7, 8
	porretta, altoReno, bolzano, distretto, uta = 9, 10, 11, 12, 13
)

func day(s string) periodo.Data {
	if s == "" {
		return periodo.Data{}
	}
	return periodo.MustParse(s)
}

func during(dal, al string) periodo.Periodo { return periodo.Periodo{Dal: day(dal), Al: day(al)} }

// today is the day of the tests.
func today() periodo.Data { return day("2026-11-21") }

func comune(id int64, name, istat, belfiore string, regione, provincia int64, residents int64) ente.Scheda {
	s := ente.Scheda{
		Ente: ente.Ente{
			ID: id, Tipo: ente.Comune, Denominazione: name, Belfiore: belfiore, IPA: "c_" + strings.ToLower(belfiore),
		},
		Collocazioni: []ente.Collocazione{{RegioneID: regione, ProvinciaID: provincia, Istat: istat}},
	}
	if residents > 0 {
		s.Dati = []ente.Dato{{Grandezza: ente.Popolazione, Valore: residents, DataRif: day("2024-11-21"), Fonte: "ANPR"}}
	}
	return s
}

func register() []ente.Scheda {
	list := []ente.Scheda{
		comune(sassuolo, "Sassuolo", "036040", "I462", er, mo, 40_000),
		comune(medolla, "Medolla", "036021", "F087", er, mo, 6_000),
		comune(meldola, "Meldola", "040019", "F097", er, fc, 10_000),
		comune(mesola, "Mesola", "038014", "F156", er, fe, 0),
		comune(medole, "Medole", "020034", "F086", lombardia, mn, 4_000),
		comune(montecopiolo, "Montecopiolo", "099030", "F478", er, rn, 1_000),
		comune(castroBG, "Castro", "016065", "C337", lombardia, bg, 1_200),
		comune(castroLE, "Castro", "075096", "M261", puglia, le, 2_300),
		comune(porretta, "Porretta Terme", "037049", "A558", er, bo, 0),
		comune(altoReno, "Alto Reno Terme", "037062", "M369", er, bo, 6_800),
		comune(bolzano, "Bolzano/Bozen", "021008", "A952", alto, bz, 107_000),
		{
			Ente:         ente.Ente{ID: distretto, Tipo: ente.Unione, Denominazione: "Unione dei Comuni del Distretto ceramico", IPA: "c_i462a"},
			Collocazioni: []ente.Collocazione{{RegioneID: er, ProvinciaID: mo}},
		},
		{
			Ente:         ente.Ente{ID: uta, Tipo: ente.Unione, Denominazione: "Unione delle Terre d'Argine", IPA: "castro"},
			Collocazioni: []ente.Collocazione{{RegioneID: er, ProvinciaID: mo}},
		},
	}
	moved := &list[montecopiolo-1]
	moved.Collocazioni = []ente.Collocazione{
		{RegioneID: marche, ProvinciaID: pu, Istat: "041033", Periodo: during("1998-09-22", "2021-06-16")},
		{RegioneID: er, ProvinciaID: rn, Istat: "099030", Periodo: during("2021-06-17", "")},
	}
	ended := &list[porretta-1]
	ended.Al, ended.MotivoFine, ended.SuccessoreID = day("2015-12-31"), ente.Fusione, altoReno
	ended.Collocazioni[0].Al = ended.Al
	list[altoReno-1].Dal = day("2016-01-01")
	list[altoReno-1].Collocazioni[0].Dal = day("2016-01-01")
	list[sassuolo-1].Nomi = []ente.Nome{{Nome: "Sassòl", Tipo: ente.Alias}}
	return list
}

// update runs fn on a database with the small register.
func update(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		regioni, province := territory()
		if err := territorio.Load(ctx, tx, regioni, province); err != nil {
			return err
		}
		if err := ente.Load(ctx, tx, register()); err != nil {
			return err
		}
		for _, id := range []int64{sassuolo, montecopiolo} {
			if _, err := tx.Exec(ctx, `INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (?, ?, '2020-01-01')`, distretto, id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'AI', 'Area', 'area', 'interna')`)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO area_ente (area_id, ente_id, dal, al) VALUES (1, ?, '2020-01-01', '2021-12-31'), (1, ?, '2020-01-01', NULL)`, medolla, mesola)
		if err != nil {
			return err
		}
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func territory() ([]territorio.Regione, []territorio.Provincia) {
	regioni := []territorio.Regione{
		{ID: er, Istat: "08", Sigla: "ER", Denominazione: "Emilia-Romagna"},
		{ID: marche, Istat: "11", Sigla: "MH", Denominazione: "Marche"},
		{ID: lombardia, Istat: "03", Sigla: "LM", Denominazione: "Lombardia"},
		{ID: puglia, Istat: "16", Sigla: "PU", Denominazione: "Puglia"},
		{ID: alto, Istat: "04", Sigla: "TT", Denominazione: "Trentino-Alto Adige/Südtirol"},
	}
	var province []territorio.Provincia
	for _, p := range []territorio.Provincia{
		{ID: mo, Istat: "036", Sigla: "MO", RegioneID: er, Denominazione: "Modena"},
		{ID: fc, Istat: "040", Sigla: "FC", RegioneID: er, Denominazione: "Forlì-Cesena"},
		{ID: fe, Istat: "038", Sigla: "FE", RegioneID: er, Denominazione: "Ferrara"},
		{ID: rn, Istat: "099", Sigla: "RN", RegioneID: er, Denominazione: "Rimini"},
		{ID: pu, Istat: "041", Sigla: "PU", RegioneID: marche, Denominazione: "Pesaro e Urbino"},
		{ID: mn, Istat: "020", Sigla: "MN", RegioneID: lombardia, Denominazione: "Mantova"},
		{ID: bg, Istat: "016", Sigla: "BG", RegioneID: lombardia, Denominazione: "Bergamo"},
		{ID: le, Istat: "075", Sigla: "LE", RegioneID: puglia, Denominazione: "Lecce"},
		{ID: bz, Istat: "021", Sigla: "BZ", RegioneID: alto, Denominazione: "Bolzano/Bozen"},
		{ID: bo, Istat: "037", Sigla: "BO", RegioneID: er, Denominazione: "Bologna"},
	} {
		p.UTS, p.Tipo = p.Istat, "provincia"
		province = append(province, p)
	}
	return regioni, province
}

// find returns the ente as of a day.
func find(ctx context.Context, t *testing.T, tx *db.Tx, id int64, on string) ente.Ente {
	t.Helper()
	e, err := ente.Find(ctx, tx, id, day(on))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// refusal returns the message and the hint of a fault, and the empty string
// for no error.
func refusal(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("not a fault: %v", err)
	}
	return f.Error() + "|" + f.Hint.String()
}

// refused checks that the refusal contains every part of want.
func refused(t *testing.T, what string, err error, want ...string) {
	t.Helper()
	got := refusal(t, err)
	for _, w := range want {
		if got == "" || !strings.Contains(got, w) {
			t.Errorf("%s is answered with %q, want %q in it", what, got, w)
		}
	}
}

func names(enti []ente.Ente) string {
	list := make([]string, len(enti))
	for i, e := range enti {
		list[i] = e.Denominazione
	}
	return strings.Join(list, ", ")
}
