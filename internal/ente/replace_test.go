package ente_test

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

func TestReplace_WhatTheRegisterDoesNotHoldStays(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		pec := "comune@cert.it"
		m := ente.Modifica{PEC: &pec, Dati: []ente.Dato{{Grandezza: ente.Dipendenti, Valore: 9, DataRif: today(), Fonte: "ente"}}}
		if err := ente.Edit(ctx, tx, find(ctx, t, tx, montecopiolo, "2026-11-21"), m); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			places []ente.Collocazione
			want   string
		}{
			{[]ente.Collocazione{{RegioneID: er, ProvinciaID: rn, Istat: "099030"}}, "ER RN 099030 .."},
			{[]ente.Collocazione{
				{RegioneID: marche, ProvinciaID: pu, Istat: "041033", Periodo: during("", "2021-06-16")},
				{RegioneID: er, ProvinciaID: rn, Istat: "099030", Periodo: during("2021-06-17", "2025-12-31")},
				{RegioneID: er, ProvinciaID: mo, Istat: "036999", Periodo: during("2026-01-01", "")},
			}, "MH PU 041033 ..2021-06-16, ER RN 099030 2021-06-17..2025-12-31, ER MO 036999 2026-01-01.."},
		} {
			s := comune(montecopiolo, "Monte Copiolo", "", "F478", 0, 0, 1_050)
			s.Collocazioni = c.places
			if err := ente.Replace(ctx, tx, s); err != nil {
				t.Fatal(err)
			}
			if got := places(ctx, t, tx, montecopiolo); got != c.want {
				t.Errorf("it lies in %s, want %s", got, c.want)
			}
		}
		e := find(ctx, t, tx, montecopiolo, "2026-11-21")
		if e.Denominazione != "Monte Copiolo" || e.PEC != pec || *e.Dipendenti != 9 || *e.Popolazione != 1_050 {
			t.Errorf("now it is %+v", e)
		}
		if found, err := ente.Resolve(ctx, tx, "Montecopiolo", ente.ResolveOptions{AsOf: today()}); err != nil || found.ID != montecopiolo {
			t.Errorf("its former name finds %v, %v", found, err)
		}
	})
}
