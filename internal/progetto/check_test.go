package progetto

import (
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/periodo"
)

// breaches are changes of a sound project by the names of the rules that they
// break.
func breaches() map[string]string {
	return map[string]string{
		"":                                `SELECT 1`,
		"dotazione_superata":              `UPDATE bando_dotazione SET importo_cent = 5999999`,
		"quota_superata":                  `UPDATE progetto SET costo_cent = 8571428`,
		"contributo_massimo_superato":     `UPDATE bando SET contributo_max_cent = 5999999`,
		"concesso_oltre_richiesto":        `UPDATE progetto SET richiesto_cent = 5999999`,
		"richiesto_oltre_costo":           `UPDATE progetto SET richiesto_cent = 10000001`,
		"concessione_nulla":               `UPDATE progetto SET concesso_cent = 0, liberato_cent = 6000000; DELETE FROM erogazione`,
		"pagato_oltre_concesso":           `UPDATE erogazione SET importo_cent = 6000001`,
		"spesa_inammissibile":             `UPDATE spesa SET categoria_id = (SELECT id FROM bando_categoria WHERE codice = 'device')`,
		"cup_mancante":                    `UPDATE progetto SET cup = NULL`,
		"cup_ripetuto cup_ripetuto":       another(`'J31G20000300002'`, "2", "'2020-05-02'", "presentato"),
		"domanda_doppia domanda_doppia":   another("NULL", "1", "'2020-05-02'", "presentato"),
		"presentazione_ignota":            `UPDATE progetto SET presentato_il = NULL`,
		"fuori_termine":                   `UPDATE progetto SET presentato_il = '2020-07-31 18:00:01'`,
		"date_in_disordine":               `UPDATE progetto_atto SET data = '2020-04-30' WHERE stato = 'ammesso_finanziato'; UPDATE bando_dotazione SET data = '2020-04-02'`,
		"richiesto_ignoto":                `UPDATE progetto SET richiesto_cent = NULL`,
		"costo_ignoto":                    `UPDATE progetto SET costo_cent = NULL`,
		"rata_oltre_concesso":             `INSERT INTO erogazione (progetto_id, tipo, importo_cent, prevista_il) SELECT id, 'saldo', 1, '2020-07-01' FROM progetto`,
		"erogato_prima_della_concessione": `UPDATE erogazione SET data = '2020-05-31'`,
		"spesa_oltre_costo":               `UPDATE spesa SET importo_cent = 10000001`,
		"spesa_doppia": `UPDATE spesa SET documento = 'fattura 1';
			INSERT INTO spesa (progetto_id, categoria_id, importo_cent, data, documento) SELECT progetto_id, categoria_id, importo_cent, data, documento FROM spesa`,
		"prima_dell_apertura":      `UPDATE progetto SET presentato_il = '2020-04-01 23:59:59'`,
		"beneficiario_non_ammesso": `UPDATE progetto SET ente_id = 4`,
		" beneficiario_non_ammesso": small + `INSERT INTO ente_dato (ente_id, grandezza, valore, data_rif, fonte) VALUES
			(2, 'popolazione', 5001, '2020-01-01', 'x'), (2, 'popolazione', 5000, '2021-01-01', 'x')`,
		"prima_dell_apertura ":                           `UPDATE bando SET apre_il = NULL; UPDATE bando_atto SET data = '2020-05-02'`,
		"concesso_oltre_richiesto richiesto_oltre_costo": `SELECT 1; UPDATE progetto SET richiesto_cent = 5900000, costo_cent = 5800000; UPDATE bando SET quota_max = NULL`,
	}
}

// small makes the lead a comune, and lets only small ones apply.
const small = `UPDATE progetto SET ente_id = 2; UPDATE bando_beneficiario SET classe = 'fino_5000' WHERE tipo = 'comune'; `

// another is a second project of the call.
func another(cup, enteID, presented, state string) string {
	return `INSERT INTO progetto (bando_id, ente_id, cup, costo_cent, richiesto_cent, concesso_cent, liberato_cent, presentato_il, stato)
		SELECT id, ` + enteID + `, ` + cup + `, 10, 7, 0, 0, ` + presented + `, '` + state + `' FROM bando`
}

// sound is a project in which everything is in order.
func (o *office) sound() Progetto {
	o.Helper()
	p := o.project("UNO", 1, 100_000, 60_000)
	p.CUP = "J31G20000300002"
	p, _, err := Edit(o.ctx, o.tx, p, "")
	o.must(err)
	p = o.move(p, "present", "2020-05-01 10:00", Mossa{})
	p = o.move(p, "admit", "2020-06-01", Mossa{})
	_, err = SaveErogazione(o.ctx, o.tx, p, Erogazione{Tipo: Acconto, Importo: p.Concesso, Data: periodo.MustParse("2020-06-02")}, today())
	o.must(err)
	_, err = SaveSpesa(o.ctx, o.tx, p, Spesa{Importo: 1, Data: periodo.MustParse("2020-06-02")}, "formazione", today())
	o.must(err)
	return p
}

func TestCheck_EachRuleFindsItsOwn(t *testing.T) {
	broken := map[string]bool{}
	for rules, query := range breaches() {
		inside(t, func(o *office) {
			o.sound()
			o.exec(query)
			found, err := Check(o.ctx, o.tx, o.call.ID)
			o.must(err)
			var names []string
			for _, r := range found {
				names = append(names, r.Regola)
				broken[r.Regola] = true
				if r.Bando != "SW" || r.Dettaglio.IsZero() || strings.Contains(r.Dettaglio.String(), "%!") || r.ProgettoID != 0 && r.Ente == "" {
					t.Errorf("%s: %+v", query, r)
				}
			}
			if want := strings.Fields(rules); !slices.Equal(names, want) {
				t.Errorf("%s: found %v, want %v", query, names, want)
			}
			everywhere, err := Check(o.ctx, o.tx, 0)
			if err != nil || len(everywhere) != len(found) {
				t.Errorf("%s: %d found in all calls, %v", query, len(everywhere), err)
			}
			if elsewhere, err := Check(o.ctx, o.tx, o.call.ID+1); err != nil || len(elsewhere) != 0 {
				t.Errorf("%s: found in another call %+v, %v", query, elsewhere, err)
			}
		})
	}
	if len(broken) != Rules() {
		t.Errorf("%d of %d rules are broken here", len(broken), Rules())
	}
}

func TestCheck_WhatIsLawfulIsNotFound(t *testing.T) {
	for name, query := range map[string]string{
		"the two parts of one application share the CUP": another(`'J31G20000300002'`, "1", "'2020-05-01 10:00:00'", "ritirato"),
		"an application that was withdrawn is no double": another("NULL", "1", "'2020-05-02'", "ritirato"),
		"a draft is no double":                           another("NULL", "1", "NULL", "bozza"),
		"the last minute is in time":                     `UPDATE progetto SET presentato_il = '2020-07-31 18:00:00'`,
		"the last day is in time":                        `UPDATE progetto SET presentato_il = '2020-07-31'`,
		"a late one was taken for a reason": `UPDATE progetto SET presentato_il = '2020-08-01';
			UPDATE progetto_atto SET deroga = 'TAR' WHERE stato = 'presentato'`,
		"money that is due is not paid": `UPDATE erogazione SET data = NULL, prevista_il = '2020-07-01'`,
		"part of the spending has no document": `INSERT INTO spesa (progetto_id, categoria_id, importo_cent, data)
			SELECT progetto_id, categoria_id, importo_cent, data FROM spesa`,
		"two invoices of one day": `UPDATE spesa SET documento = '1';
			INSERT INTO spesa (progetto_id, categoria_id, importo_cent, data, documento) SELECT progetto_id, categoria_id, importo_cent, data, '2' FROM spesa`,
		"an early one was taken for a reason": `UPDATE progetto SET presentato_il = '2020-04-01';
			UPDATE progetto_atto SET deroga = 'TAR' WHERE stato = 'presentato'`,
		"the day of the opening is not before its hour": `UPDATE bando SET apre_il = '2020-05-01 12:00:00'; UPDATE progetto SET presentato_il = '2020-05-01'`,
		"another was let in for a reason":               `UPDATE progetto SET ente_id = 4; UPDATE progetto_atto SET deroga = 'TAR' WHERE stato = 'presentato'`,
		"calls of others say it in words":               `UPDATE progetto SET ente_id = 4; UPDATE bando SET gestione = 'esterna'`,
		"the class is that of the day": small + `INSERT INTO ente_dato (ente_id, grandezza, valore, data_rif, fonte) VALUES
			(2, 'popolazione', 5000, '2020-01-01', 'x'), (2, 'popolazione', 5001, '2021-01-01', 'x')`,
		"without a share no cost is needed": `UPDATE progetto SET costo_cent = NULL; UPDATE bando SET quota_max = NULL`,
		"what was revoked is due no more":   `UPDATE progetto SET concesso_cent = 0, liberato_cent = 6000000, stato = 'revocato', richiesto_cent = NULL; DELETE FROM erogazione`,
	} {
		inside(t, func(o *office) {
			o.sound()
			o.exec(query)
			if found, err := Check(o.ctx, o.tx, 0); err != nil || len(found) > 0 {
				t.Errorf("%s: %+v, %v", name, found, err)
			}
		})
	}
}
