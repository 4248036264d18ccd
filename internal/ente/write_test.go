package ente_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

func nuovo() ente.Ente {
	return ente.Ente{
		Tipo: ente.Comune, Denominazione: " Nuova  Terra/Neuland ", Belfiore: "m999", IPA: "C_M999", CF: "00743110157",
		PEC: "Protocollo@PEC.Nuovaterra.IT", Istat: "036999", ProvinciaID: mo, Periodo: during("2026-01-01", ""),
	}
}

func TestAdd_CodesAreCanonicalAndTheEnteIsFound(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		added, err := ente.Add(ctx, tx, nuovo())
		if err != nil {
			t.Fatal(err)
		}
		for _, arg := range []string{"Nuova Terra", "neuland", "nuova terra/neuland", "M999", "c_m999", "036999"} {
			e, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{AsOf: today()})
			if err != nil || e != added {
				t.Errorf("%q is %v, %v", arg, e, err)
			}
		}
		got := []string{added.Denominazione, added.Belfiore, added.IPA, added.PEC, added.Regione, added.Provincia, added.Istat, added.Dal.String()}
		want := "Nuova  Terra/Neuland M999 c_m999 protocollo@pec.nuovaterra.it ER MO 036999 2026-01-01"
		if strings.Join(got, " ") != want {
			t.Errorf("added %v", got)
		}
		if found, err := ente.List(ctx, tx, ente.Filter{Search: "neuland", AsOf: day("2025-12-31")}); err != nil || len(found) > 0 {
			t.Errorf("it exists before its birth: %v, %v", found, err)
		}
	})
}

func TestAdd_AnEnteOfAWholeRegionNeedsNoDay(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		added, err := ente.Add(ctx, tx, ente.Ente{Tipo: ente.Consorzio, Denominazione: "Consorzio digitale", RegioneID: er})
		if err != nil || added.Regione != "ER" || added.Provincia != "" || !added.Contains(day("1990-01-01")) {
			t.Errorf("added %v, %v", added, err)
		}
	})
}

func TestAdd_RefusesWhatCannotBe(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			what   string
			change func(*ente.Ente)
			want   string
		}{
			{"no type", func(e *ente.Ente) { e.Tipo = "stato" }, `"stato" is not a type of ente|one of: comune, unione`},
			{"no name", func(e *ente.Ente) { e.Denominazione = " '" }, "an ente needs a name"},
			{"no province", func(e *ente.Ente) { e.ProvinciaID = 0 }, "a comune needs its province"},
			{"no ISTAT code", func(e *ente.Ente) { e.Istat = "" }, "a comune needs its ISTAT code"},
			{"no Belfiore code", func(e *ente.Ente) { e.Belfiore = "" }, "a comune needs its Belfiore code"},
			{"no day", func(e *ente.Ente) { e.Periodo = during("", "") }, "a comune needs the day from which it exists"},
			{"wrong ISTAT code", func(e *ente.Ente) { e.Istat = "36040" }, "has 6 digits"},
			{"wrong check digit", func(e *ente.Ente) { e.CF = "00743110158" }, "check digit"},
			{"wrong address", func(e *ente.Ente) { e.Email = "da_indicare" }, "placeholder"},
			{"another province's code", func(e *ente.Ente) { e.Istat = "040999" }, "the ISTAT code 040999 is not of the province of Modena, whose codes begin with 036"},
			{"another region", func(e *ente.Ente) { e.RegioneID = marche }, "the province of Modena does not lie in that region"},
			{"taken ISTAT code", func(e *ente.Ente) { e.Istat = "036040" }, "Sassuolo already has the ISTAT code 036040|see it with: dtctl ente show 036040"},
			{"taken Belfiore code", func(e *ente.Ente) { e.Belfiore = "I462" }, "Sassuolo already has the Belfiore code I462"},
			{"taken IPA code", func(e *ente.Ente) { e.IPA = "C_I462A" }, "Unione dei Comuni del Distretto ceramico already has the IPA code c_i462a"},
			{"no end of a name", func(e *ente.Ente) { e.Denominazione = strings.Repeat("è", 301) }, "the name of an ente has at most 300 characters, not 301|give its official name alone"},
			{"taken name", func(e *ente.Ente) { e.Denominazione = "Comune di SASSUOLO" }, "there is already a comune called Sassuolo in the same place|see it with: dtctl ente show c_i462"},
			{"a union with an ISTAT code", func(e *ente.Ente) { e.Tipo, e.Belfiore = ente.Unione, "" }, "only a comune has an ISTAT code"},
			{"a union with a Belfiore code", func(e *ente.Ente) { e.Tipo, e.Istat = ente.Unione, "" }, "only a comune has a Belfiore code"},
			{"nowhere", func(e *ente.Ente) { *e = ente.Ente{Tipo: ente.ASP, Denominazione: "ASP"} }, "nothing says where the ente lies"},
		} {
			e := nuovo()
			c.change(&e)
			_, err := ente.Add(ctx, tx, e)
			refused(t, c.what, err, c.want)
		}
	})
}

func TestEdit_AnEmptyTextClearsAndNilLeaves(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		pec, email, none, yes := "PEC@Cert.Comune.Sassuolo.MO.IT", "urp@comune.sassuolo.mo.it", "", true
		m := ente.Modifica{PEC: &pec, Email: &email, InLiquidazione: &yes}
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), m); err != nil {
			t.Fatal(err)
		}
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), ente.Modifica{Email: &none}); err != nil {
			t.Fatal(err)
		}
		e := find(ctx, t, tx, sassuolo, "2026-11-21")
		if e.PEC != "pec@cert.comune.sassuolo.mo.it" || e.Email != "" || !e.InLiquidazione || e.IPA != "c_i462" {
			t.Errorf("now it is %+v", e)
		}
		refused(t, "clearing the Belfiore code", ente.Edit(ctx, tx, e, ente.Modifica{Belfiore: &none}), "a comune needs its Belfiore code")
		refused(t, "clearing the name", ente.Edit(ctx, tx, e, ente.Modifica{Denominazione: &none}), "an ente needs a name")
		taken := "c_f087"
		refused(t, "a taken code", ente.Edit(ctx, tx, e, ente.Modifica{IPA: &taken}), "Medolla already has the IPA code c_f087")
	})
}

func TestEdit_WhatTheRegisterHoldsIsNotCheckedAgain(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, `UPDATE ente SET cf = 'from the source' WHERE id = ?`, sassuolo); err != nil {
			t.Fatal(err)
		}
		phone := "0536 880711"
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), ente.Modifica{Telefono: &phone}); err != nil {
			t.Error(err)
		}
	})
}

func TestEdit_AnAliasIsNotTheNameOfAnotherEnteThatLives(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		e := find(ctx, t, tx, altoReno, "2026-11-21")
		for alias, want := range map[string]string{
			"comune di Sassuolo":       "comune di Sassuolo is the official name of another ente|see it with: dtctl ente show c_i462",
			strings.Repeat("x", 301):   "the name of an ente has at most 300 characters, not 301|give its official name alone",
			"Alto Reno Terme Porretta": "", "Porretta Terme": "", "Alto Reno Terme": "",
		} {
			err := ente.Edit(ctx, tx, e, ente.Modifica{Alias: []string{alias}})
			if want == "" && err != nil {
				t.Errorf("%q is refused: %v", alias, err)
			} else if want != "" && refusal(t, err) != want {
				t.Errorf("%q gives %q", alias, refusal(t, err))
			}
		}
	})
}

func TestEdit_ANameIsKeptAsGiven(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		name := " Ente\n\x1b[31m\a\u202eX\t"
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), ente.Modifica{Denominazione: &name}); err != nil {
			t.Fatal(err)
		}
		if e := find(ctx, t, tx, sassuolo, "2026-11-21"); e.Denominazione != strings.TrimSpace(name) {
			t.Errorf("it is %q", e.Denominazione)
		}
	})
}

func TestEdit_ANewNameKeepsTheFormerOne(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, name := range []string{"Sassuolo Terme", "Sassòl", "Sassuolo", "SASSUOLO"} {
			m := ente.Modifica{Denominazione: &name}
			if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), m); err != nil {
				t.Fatal(err)
			}
		}
		e := find(ctx, t, tx, sassuolo, "2026-11-21")
		d, err := ente.Show(ctx, tx, e, today())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range d.Nomi {
			got = append(got, string(n.Tipo)+" "+n.Nome)
		}
		if strings.Join(got, ", ") != "ufficiale SASSUOLO, precedente Sassòl, precedente Sassuolo Terme" || e.Denominazione != "SASSUOLO" {
			t.Errorf("it is %s with the names %v", e.Denominazione, got)
		}
	})
}

func TestEdit_AliasesAreFoundAndKept(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		e := find(ctx, t, tx, sassuolo, "2026-11-21")
		for range 2 {
			if err := ente.Edit(ctx, tx, e, ente.Modifica{Alias: []string{"Sassuolo (MO)", "sassuolo"}}); err != nil {
				t.Fatal(err)
			}
		}
		if found, err := ente.Resolve(ctx, tx, "sassuolo mo", ente.ResolveOptions{AsOf: today()}); err != nil || found.ID != sassuolo {
			t.Errorf("the alias finds %v, %v", found, err)
		}
		refused(t, "an empty alias", ente.Edit(ctx, tx, e, ente.Modifica{Alias: []string{""}}), "an alias cannot be empty")
	})
}

func TestEdit_AFigureOfTheSameDayIsReplaced(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, n := range []int64{10, 12} {
			m := ente.Modifica{Dati: []ente.Dato{{Grandezza: ente.Dipendenti, Valore: n, DataRif: today(), Fonte: "ente"}}}
			if err := ente.Edit(ctx, tx, find(ctx, t, tx, medolla, "2026-11-21"), m); err != nil {
				t.Fatal(err)
			}
		}
		d, err := ente.Show(ctx, tx, find(ctx, t, tx, medolla, "2026-11-21"), today())
		if err != nil || len(d.Dati) != 2 || *d.Dipendenti != 12 {
			t.Errorf("figures are %v, %v", d.Dati, err)
		}
		m := ente.Modifica{Dati: []ente.Dato{{Grandezza: ente.Dipendenti, Valore: -1, DataRif: today(), Fonte: "ente"}}}
		refused(t, "a negative figure", ente.Edit(ctx, tx, d.Ente, m), "cannot be negative")
	})
}

// places says where an ente lay through its history.
func places(ctx context.Context, t *testing.T, tx *db.Tx, id int64) string {
	t.Helper()
	d, err := ente.Show(ctx, tx, find(ctx, t, tx, id, "2026-11-21"), today())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, c := range d.Collocazioni {
		list = append(list, strings.Join([]string{c.Regione, c.Provincia, c.Istat, c.Dal.String() + ".." + c.Al.String()}, " "))
	}
	return strings.Join(list, ", ")
}

func TestMove_TheFormerPlaceEndsTheDayBefore(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		yes := true
		for _, s := range []ente.Spostamento{
			{ProvinciaID: mo, Istat: "036999", Dal: day("2024-03-01")},
			{ProvinciaID: mo, Istat: "036998", Dal: day("2024-03-01")},
			{Istat: "036998", ProvinciaID: mo, Dal: day("2025-01-01")},
			{Capoluogo: &yes},
		} {
			if err := ente.Edit(ctx, tx, find(ctx, t, tx, montecopiolo, "2026-11-21"), ente.Modifica{Spostamento: &s}); err != nil {
				t.Fatal(err)
			}
		}
		want := "MH PU 041033 1998-09-22..2021-06-16, ER RN 099030 2021-06-17..2024-02-29, ER MO 036998 2024-03-01.."
		if got := places(ctx, t, tx, montecopiolo); got != want {
			t.Errorf("it lay in %s, want %s", got, want)
		}
		if e := find(ctx, t, tx, montecopiolo, "2026-11-21"); !e.Capoluogo || find(ctx, t, tx, montecopiolo, "2024-02-29").Capoluogo {
			t.Error("only the present place is corrected")
		}
	})
}

func TestMove_ARegionAloneTakesOutOfTheProvince(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		s := ente.Spostamento{RegioneID: marche}
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, distretto, "2026-11-21"), ente.Modifica{Spostamento: &s}); err != nil {
			t.Fatal(err)
		}
		if got := places(ctx, t, tx, distretto); got != "MH   .." {
			t.Errorf("it lies in %q", got)
		}
	})
}

func TestMove_RefusesWhatCannotBe(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			id   int64
			s    ente.Spostamento
			want string
		}{
			{montecopiolo, ente.Spostamento{ProvinciaID: mo, Istat: "036999"}, "a comune changes province from a day on|add --from DATE"},
			{montecopiolo, ente.Spostamento{ProvinciaID: mo, Dal: today()}, "the ISTAT code 099030 is not of the province of Modena"},
			{montecopiolo, ente.Spostamento{RegioneID: marche, Dal: today()}, "a comune needs its province"},
			{montecopiolo, ente.Spostamento{Istat: "099999", Dal: day("2020-01-01")}, "Montecopiolo has lain where it lies since 2021-06-17: it cannot move before"},
			{porretta, ente.Spostamento{Istat: "037999", Dal: today()}, "Porretta Terme ended on 2015-12-31 and cannot move|see its history with: dtctl ente show c_a558"},
			{medolla, ente.Spostamento{Istat: "036040"}, "Sassuolo already has the ISTAT code 036040"},
		} {
			err := ente.Edit(ctx, tx, find(ctx, t, tx, c.id, "2026-11-21"), ente.Modifica{Spostamento: &c.s})
			refused(t, "a move", err, c.want)
		}
	})
}
