package territorio_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

func regioni() []territorio.Regione {
	return []territorio.Regione{
		{ID: 1, Istat: "01", Sigla: "PM", Sigla3: "PIE", ISO: "IT-21", IPA: "r_piemon", Denominazione: "Piemonte", Ripartizione: "Nord-ovest"},
		{ID: 2, Istat: "02", Sigla: "VD", Sigla3: "VDA", ISO: "IT-23", IPA: "r_vda", Denominazione: "Valle d'Aosta/Vallée d'Aoste", Ripartizione: "Nord-ovest"},
		{ID: 4, Istat: "04", Sigla: "TT", Sigla3: "TAA", ISO: "IT-32", IPA: "r_trenti", Denominazione: "Trentino-Alto Adige/Südtirol", Ripartizione: "Nord-est"},
		{ID: 8, Istat: "08", Sigla: "ER", Sigla3: "EMR", ISO: "IT-45", IPA: "r_emiro", Denominazione: "Emilia-Romagna", Ripartizione: "Nord-est"},
		{ID: 9, Istat: "09", Sigla: "TC", Sigla3: "TOS", ISO: "IT-52", IPA: "r_toscan", Denominazione: "Toscana", Ripartizione: "Centro"},
		{ID: 11, Istat: "11", Sigla: "MH", Sigla3: "MAR", ISO: "IT-57", IPA: "r_marche", Denominazione: "Marche", Ripartizione: "Centro"},
		{ID: 16, Istat: "16", Sigla: "PU", Sigla3: "PUG", ISO: "IT-75", IPA: "r_puglia", Denominazione: "Puglia", Ripartizione: "Sud"},
		{ID: 18, Istat: "18", Sigla: "LB", Sigla3: "CAL", ISO: "IT-78", IPA: "regcal", Denominazione: "Calabria", Ripartizione: "Sud"},
		{ID: 20, Istat: "20", Sigla: "SD", Sigla3: "SAR", ISO: "IT-88", IPA: "r_sardeg", Denominazione: "Sardegna", Ripartizione: "Isole"},
	}
}

func province() []territorio.Provincia {
	during := func(dal, al string) (p periodo.Periodo) {
		if dal != "" {
			p.Dal = periodo.MustParse(dal)
		}
		if al != "" {
			p.Al = periodo.MustParse(al)
		}
		return p
	}
	return []territorio.Provincia{
		{ID: 1, Istat: "050", UTS: "050", Sigla: "PI", RegioneID: 9, Denominazione: "Pisa", Tipo: "provincia"},
		{ID: 2, Istat: "037", UTS: "237", Sigla: "BO", RegioneID: 8, Denominazione: "Bologna", Tipo: "citta_metropolitana"},
		{ID: 3, Istat: "040", UTS: "040", Sigla: "FC", RegioneID: 8, Denominazione: "Forlì-Cesena", Tipo: "provincia"},
		{ID: 4, Istat: "041", UTS: "041", Sigla: "PU", RegioneID: 11, Denominazione: "Pesaro e Urbino", Tipo: "provincia"},
		{ID: 5, Istat: "111", UTS: "111", Sigla: "SU", RegioneID: 20, Denominazione: "Sud Sardegna", Tipo: "provincia", Periodo: during("2016-04-28", "2025-12-31")},
		{ID: 6, Istat: "119", UTS: "119", Sigla: "SU", Alias: "CI", RegioneID: 20, Denominazione: "Sulcis Iglesiente", Tipo: "provincia", Periodo: during("2026-01-01", "")},
		{ID: 7, Istat: "107", UTS: "107", Sigla: "CI", RegioneID: 20, Denominazione: "Carbonia-Iglesias", Tipo: "provincia", Periodo: during("2006-01-01", "2016-04-27")},
		{ID: 8, Istat: "021", UTS: "021", Sigla: "BZ", RegioneID: 4, Denominazione: "Bolzano/Bozen", Tipo: "provincia_autonoma"},
	}
}

// view runs fn on a database with a few regions and provinces.
func view(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		return territorio.Load(ctx, tx, regioni(), province())
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error { fn(ctx, tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestFindRegione_EveryWayOfNamingARegion(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		for arg, want := range map[string]string{
			"ER": "ER", "er": "ER", " ER ": "ER", "08": "ER", "8": "ER", "IT-45": "ER", "it-45": "ER",
			"EMR": "ER", "RER": "ER", "r_emiro": "ER", "Emilia-Romagna": "ER", "emilia romagna": "ER",
			"EMILIA": "ER", "emil": "ER", "regcal": "LB", "VAO": "VD", "PMN": "PM", "16": "PU", "PU": "PU",
			"Südtirol": "TT", "trentino": "TT", "Vallée d’Aoste": "VD", "valle d'aosta": "VD", "20": "SD",
		} {
			r, err := territorio.FindRegione(ctx, tx, arg)
			if err != nil || r.Sigla != want {
				t.Errorf("FindRegione(%q) = %s, %v; want %s", arg, r.Sigla, err, want)
			}
		}
	})
}

func TestFindRegione_AProvinciaIsRefusedWithTheRegionMeant(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		for arg, want := range map[string]string{
			"PI":    "PI is a province (Pisa)|use --province PI, or --region PM for Piemonte",
			"bo":    "bo is a province (Bologna)|use --province BO, or --region ER for Emilia-Romagna",
			"FO":    "FO is a province (Forlì-Cesena)|use --province FC, or --region ER for Emilia-Romagna",
			"PAB":   "PAB is a province (Bolzano/Bozen)|use --province BZ, or --region TT for Trentino-Alto Adige/Südtirol",
			"Pisa":  "Pisa is a province (Pisa)|use --province PI, or --region TC for Toscana",
			"SU":    "SU is a province (Sulcis Iglesiente)|use --province SU, or --region SD for Sardegna",
			"Emila": `there is no region "Emila"|see: dtctl regione list`,
			"21":    `there is no region "21"|see: dtctl regione list`,
			"Tosca": "", "Toscna": `there is no region "Toscna"|did you mean Toscana (TC)?`,
			"": `there is no region ""|see: dtctl regione list`,
		} {
			_, err := territorio.FindRegione(ctx, tx, arg)
			checkFault(t, arg, err, want)
		}
	})
}

// checkFault checks that err is a fault of kind Failed with the message and
// the hint of want, or that there is none.
func checkFault(t *testing.T, arg string, err error, want string) {
	t.Helper()
	got := ""
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind == fault.Failed {
		got = f.Error() + "|" + f.Hint.String()
	}
	if got != want {
		t.Errorf("%q gives %q, want %q", arg, got, want)
	}
}

func TestFindProvincia_ASiglaNamesWhatItNamesThatDay(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct{ arg, on, want string }{
			{"bo", "2026-11-21", "037"},
			{"037", "2026-11-21", "037"},
			{"237", "2026-11-21", "037"},
			{"Bologna", "2026-11-21", "037"},
			{"forlì", "2026-11-21", "040"},
			{"FO", "2026-11-21", "040"},
			{"PS", "2026-11-21", "041"},
			{"Bozen", "2026-11-21", "021"},
			{"SU", "2025-12-31", "111"},
			{"SU", "2026-01-01", "119"},
			{"CI", "2026-01-01", "119"},
			{"CI", "2015-01-01", "107"},
		} {
			p, err := territorio.FindProvincia(ctx, tx, c.arg, periodo.MustParse(c.on))
			if err != nil || p.Istat != c.want {
				t.Errorf("%s on %s is %s, %v; want %s", c.arg, c.on, p.Istat, err, c.want)
			}
		}
		for _, c := range []struct{ arg, on, want string }{
			{"SU", "2015-06-01", "Sulcis Iglesiente (SU) is not a province on 2015-06-01|it is one from 2026-01-01"},
			{"Carbonia-Iglesias", "2020-01-01", "Carbonia-Iglesias (CI) is not a province on 2020-01-01|it was one until 2016-04-27"},
			{"Bolonga", "2026-11-21", `there is no province "Bolonga"|did you mean Bologna (BO)?`},
			{"XX", "2026-11-21", `there is no province "XX"|see: dtctl provincia list`},
		} {
			_, err := territorio.FindProvincia(ctx, tx, c.arg, periodo.MustParse(c.on))
			checkFault(t, c.arg, err, c.want)
		}
	})
}

func TestProvince_ByRegionAndDay(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			f    territorio.Filter
			want string
		}{
			{territorio.Filter{Regioni: []int64{8, 11}}, "BO FC PU"},
			{territorio.Filter{Regioni: []int64{20}}, "CI SU SU"},
			{territorio.Filter{Regioni: []int64{20}, AsOf: periodo.MustParse("2016-04-28")}, "SU"},
			{territorio.Filter{AsOf: periodo.MustParse("2026-11-21")}, "BO BZ FC PI PU SU"},
		} {
			list, err := territorio.Province(ctx, tx, c.f)
			if err != nil {
				t.Fatal(err)
			}
			var sigle []string
			for _, p := range list {
				sigle = append(sigle, p.Sigla)
			}
			if got := strings.Join(sigle, " "); got != c.want {
				t.Errorf("%v gives %s, want %s", c.f, got, c.want)
			}
		}
	})
}

func TestLoad_WhatIsReadIsWhatWasWritten(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		rr, err := territorio.Regioni(ctx, tx)
		if err != nil || !slices.Equal(rr, regioni()) {
			t.Errorf("regions are %v, %v", rr, err)
		}
		pp, err := territorio.Province(ctx, tx, territorio.Filter{Regioni: []int64{4}})
		want := province()[7]
		want.Regione = "TT"
		if err != nil || len(pp) != 1 || pp[0] != want {
			t.Errorf("provinces are %v, %v; want %v", pp, err, want)
		}
	})
}

func TestReplace_AProvinciaThatEnds(t *testing.T) {
	view(t, func(ctx context.Context, tx *db.Tx) {
		pisa := province()[0]
		pisa.Al, pisa.Alias, pisa.Regione = periodo.MustParse("2026-12-31"), "PS", "TC"
		if err := territorio.Replace(ctx, tx, pisa); err != nil {
			t.Fatal(err)
		}
		list, err := territorio.Province(ctx, tx, territorio.Filter{Regioni: []int64{9}})
		if err != nil || len(list) != 1 || list[0] != pisa {
			t.Errorf("provinces are %v, %v", list, err)
		}
	})
}
