package coverage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
)

func (w *world) missing(q Question) []Mancante {
	w.t.Helper()
	var list Mancanti
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = Missing(ctx, tx, q)
		return err
	})
	return list.Enti
}

func (w *world) invite(id int64, role, on string) {
	w.t.Helper()
	w.next++
	w.exec(`INSERT INTO nomina (id, ente_id, ruolo_id, stato, invitato_il, forma, copre)
		VALUES (?, ?, ?, 'invitato', ?, 'singola', 'nessuno')`, w.next, id, w.roles[role], on)
}

func TestMissing_TheOldestInvitationComesFirst(t *testing.T) {
	w := newWorld(t)
	w.role("formazione", 0, true)
	never, late, early, done := w.comune("Argelato", "BO"), w.comune("Bologna", "BO"), w.comune("Rimini", "RN"), w.comune("Imola", "BO")
	w.invite(late, "rtd", "2021-06-20")
	w.invite(early, "rtd", "2021-06-14")
	// Neither an invitation to a role that is covered nor one still to come
	// says how long the ente has been silent.
	w.appoint(early, "formazione", "2021-01-01")
	w.invite(early, "formazione", "2021-06-30")
	w.invite(early, "rtd", "2021-08-01")
	for _, role := range []string{"rtd", "formazione"} {
		w.appoint(done, role, "2021-01-01")
	}
	q := w.ask("2021-07-15", "rtd", "formazione")
	var got []string
	for _, m := range w.missing(q) {
		got = append(got, fmt.Sprintf("%s %s %s", m.Denominazione, m.InvitatoIl, strings.Join(m.RuoliMancanti, "+")))
	}
	want := []string{"Rimini 2021-06-14 rtd", "Bologna 2021-06-20 rtd+formazione", "Argelato  rtd+formazione"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if w.missing(q)[2].EnteID != never {
		t.Error("the ente that was never invited is not last")
	}
}

func TestMissing_AsManyAsAreUncoveredInAllRoles(t *testing.T) {
	w := newWorld(t)
	w.role("formazione", 0, true)
	for i := range 30 {
		id := w.comune(fmt.Sprintf("Comune %02d", i), "BO")
		if i%2 == 0 {
			w.appoint(id, "rtd", "2021-01-01")
		}
		if i%3 == 0 {
			w.appoint(id, "formazione", "2021-01-01")
		}
	}
	q := w.ask("2021-07-15", "rtd", "formazione")
	totals := w.compute(q).Totals
	if got := len(w.missing(q)); int64(got) != totals[2].Scoperti() {
		t.Errorf("%d enti are missing, %d are uncovered in %s", got, totals[2].Scoperti(), totals[2].Ruolo)
	}
	one := w.ask("2021-07-15", "formazione")
	if got := len(w.missing(one)); int64(got) != totals[1].Scoperti() {
		t.Errorf("%d enti are missing, %d are uncovered in %s", got, totals[1].Scoperti(), totals[1].Ruolo)
	}
}

func TestMissing_SaysHowToReachTheOffice(t *testing.T) {
	w := newWorld(t)
	id := w.comune("Imola", "BO")
	w.joins(w.ente("unione", "Unione Valli", "FE", "", ""), id, "2020-01-01", "")
	w.residents(id, 69_000, "2024-11-21")
	w.exec(`UPDATE ente SET pec = 'protocollo@pec.it', telefono = '0542' WHERE id = ?`, id)
	for _, c := range [][3]string{
		{"2021-06-28", "non_risposto", "2021-07-19"}, {"2021-06-20", "risposto", ""}, {"2021-07-16", "rifiuta", ""},
	} {
		w.exec(`INSERT INTO contatto (ente_id, data, canale, esito, prossimo_il) VALUES (?, ?, 'telefono', ?, nullif(?, ''))`,
			id, c[0], c[1], c[2])
	}
	q := w.ask("2021-07-15", "rtd")
	q.Filter.Province = []int64{w.provinces["BO"][0]}
	list := w.missing(q)
	if len(list) != 1 {
		t.Fatalf("%d enti are missing", len(list))
	}
	m := list[0]
	if m.PEC != "protocollo@pec.it" || m.Telefono != "0542" || m.Unione != "Unione Valli" || m.Provincia != "BO" ||
		m.UltimoContatto != day("2021-06-28") || m.Esito != "non_risposto" || m.ProssimoIl != day("2021-07-19") ||
		m.Popolazione == nil || *m.Popolazione != 69_000 {
		t.Errorf("got %+v", m)
	}
}
