package ente_test

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

// end ends an ente as it is read today.
func end(ctx context.Context, t *testing.T, tx *db.Tx, id int64, al string, m ente.Motivo, successor int64) error {
	t.Helper()
	_, err := ente.End(ctx, tx, find(ctx, t, tx, id, "2026-11-21"), day(al), m, successor)
	return err
}

func TestEnd_TheEnteAndItsPlaceStopTheSameDay(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if err := end(ctx, t, tx, montecopiolo, "2026-03-31", ente.Incorporazione, medolla); err != nil {
			t.Fatal(err)
		}
		e := find(ctx, t, tx, montecopiolo, "2026-11-21")
		if e.Al != day("2026-03-31") || e.MotivoFine != ente.Incorporazione || e.SuccessoreID != medolla {
			t.Errorf("it ended %+v", e)
		}
		if got := places(ctx, t, tx, montecopiolo); got != "MH PU 041033 1998-09-22..2021-06-16, ER RN 099030 2021-06-17..2026-03-31" {
			t.Errorf("it lay in %s", got)
		}
		for on, want := range map[string]int{"2026-03-31": 1, "2026-04-01": 0} {
			found, err := ente.List(ctx, tx, ente.Filter{Search: "montecopiolo", AsOf: day(on)})
			if err != nil || len(found) != want {
				t.Errorf("on %s there are %d, %v", on, len(found), err)
			}
		}
	})
}

func TestEnd_WhatIsLeftOpenIsCounted(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, q := range []string{
			`INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'RTD', 1, 1)`,
			`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Bianchi', 'Anna', 'bianchi anna')`,
			`INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre) VALUES
				(1, 1, 1, 'attiva', '2021-01-01', NULL, 'singola', 'nessuno'),
				(1, 1, 1, 'cessata', '2020-01-01', '2020-12-31', 'singola', 'nessuno')`,
		} {
			if _, err := tx.Exec(ctx, q); err != nil {
				t.Fatal(err)
			}
		}
		left, err := ente.End(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), day("2026-06-30"), ente.Scioglimento, 0)
		if err != nil || left != (ente.Sospesi{Nomine: 1, Adesioni: 1}) {
			t.Errorf("left open %+v, %v", left, err)
		}
		left, err = ente.End(ctx, tx, find(ctx, t, tx, distretto, "2026-11-21"), day("2026-06-30"), ente.Scioglimento, 0)
		if err != nil || left != (ente.Sospesi{Adesioni: 2}) {
			t.Errorf("an Unione leaves open %+v, %v", left, err)
		}
	})
}

func TestEnd_ASecondEndCorrectsTheFirst(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if err := end(ctx, t, tx, medole, "2026-06-30", ente.Scioglimento, 0); err != nil {
			t.Fatal(err)
		}
		if err := end(ctx, t, tx, medole, "2026-09-30", ente.Fusione, medolla); err != nil {
			t.Fatal(err)
		}
		e := find(ctx, t, tx, medole, "2026-11-21")
		if e.Al != day("2026-09-30") || e.MotivoFine != ente.Fusione || e.SuccessoreID != medolla ||
			places(ctx, t, tx, medole) != "LM MN 020034 ..2026-09-30" {
			t.Errorf("it ended %+v in %s", e, places(ctx, t, tx, medole))
		}
	})
}

func TestEnd_SuccessorsExistTheDayAfterAndNeverGoRound(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		refused(t, "no successor", end(ctx, t, tx, medole, "2026-06-30", ente.Fusione, 0), "a merger must name the successor")
		refused(t, "itself", end(ctx, t, tx, medole, "2026-06-30", ente.Fusione, medole), "Medole cannot be its own successor")
		refused(t, "one that had ended", end(ctx, t, tx, medole, "2026-06-30", ente.Fusione, porretta),
			"Porretta Terme does not exist on 2026-07-01, the day after the end of Medole", "dtctl ente show c_a558")
		refused(t, "no reason", end(ctx, t, tx, medole, "2026-06-30", "noia", 0), `"noia" is not a reason`)
		refused(t, "before its place", end(ctx, t, tx, montecopiolo, "2021-06-16", ente.Scioglimento, 0),
			"Montecopiolo has lain where it lies since 2021-06-17: it cannot end before")
		refused(t, "before whom it followed", end(ctx, t, tx, altoReno, "2015-12-31", ente.Scioglimento, 0),
			"Alto Reno Terme is the successor of Porretta Terme, which ended on 2015-12-31")

		if err := end(ctx, t, tx, medole, "2026-06-30", ente.Fusione, medolla); err != nil {
			t.Fatal(err)
		}
		if err := end(ctx, t, tx, medolla, "2026-09-30", ente.Fusione, meldola); err != nil {
			t.Fatal(err)
		}
		refused(t, "a round", end(ctx, t, tx, meldola, "2026-10-31", ente.Fusione, medole), "Medole does not exist on 2026-11-01")
		refused(t, "a longer life", end(ctx, t, tx, medole, "2026-10-31", ente.Fusione, medolla), "Medolla does not exist on 2026-11-01")
	})
}

func TestShow_TheWholeHistory(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		show := func(id int64) ente.Dettaglio {
			d, err := ente.Show(ctx, tx, find(ctx, t, tx, id, "2026-11-21"), today())
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		if d := show(porretta); d.Successore.Nome != "Alto Reno Terme" || d.Successore.Codice != "c_m369" {
			t.Errorf("the successor is %+v", d.Successore)
		}
		if d := show(altoReno); len(d.Predecessori) != 1 || d.Predecessori[0].Nome != "Porretta Terme" || d.Predecessori[0].Al != day("2015-12-31") {
			t.Errorf("the predecessors are %+v", d.Predecessori)
		}
		if d := show(montecopiolo); len(d.Unioni) != 1 || d.Unioni[0].Codice != "c_i462a" || len(d.Collocazioni) != 2 || len(d.Dati) != 1 {
			t.Errorf("montecopiolo is %+v", d)
		}
		if d := show(distretto); len(d.Membri) != 2 || d.Membri[0].Nome != "Montecopiolo" {
			t.Errorf("the members are %+v", d.Membri)
		}
		if d := show(mesola); len(d.Aree) != 1 || d.Aree[0].Codice != "AI" {
			t.Errorf("the areas are %+v", d.Aree)
		}
		if d := show(medolla); len(d.Aree) != 0 {
			t.Errorf("an area left is still shown: %+v", d.Aree)
		}
		if d := show(bolzano); len(d.Nomi) != 3 || d.Nomi[0] != (ente.Nome{Nome: "Bolzano/Bozen", Tipo: ente.Ufficiale}) {
			t.Errorf("the names are %+v", d.Nomi)
		}
	})
}
