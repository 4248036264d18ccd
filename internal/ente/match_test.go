package ente_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

// matcher runs fn on a Matcher of the small register after the statements.
func matcher(t *testing.T, statements []string, fn func(m *ente.Matcher)) {
	t.Helper()
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, sql := range statements {
			if _, err := tx.Exec(ctx, sql); err != nil {
				t.Fatal(err)
			}
		}
		m, err := ente.NewMatcher(ctx, tx)
		if err != nil {
			t.Fatal(err)
		}
		fn(m)
	})
}

// addresses gives some enti codes and addresses.
func addresses() []string {
	return []string{
		`UPDATE ente SET cf = '00235880366', email = 'urp@comune.sassuolo.mo.it', pec = 'comune.sassuolo@cert.comune.sassuolo.mo.it' WHERE id = 1`,
		`UPDATE ente SET cf = '00263540361', pec = 'comunemedolla@cert.comune.medolla.mo.it', sito = 'https://www.Comune.Medolla.mo.it/home' WHERE id = 2`,
		`UPDATE ente SET pec = 'comune@pec.it', email = 'mesola@gmail.com', sito = 'servizi.provincia.example.it' WHERE id = 4`,
		`UPDATE ente SET sito = 'servizi.provincia.example.it', email = 'terre@example.it' WHERE id = 5`,
		`UPDATE ente SET sito = 'www.unione.distrettoceramico.mo.it', pec = 'protocollo@unione.example.it' WHERE id = 12`,
		`UPDATE ente SET email = 'Terre@example.it' WHERE id = 13`,
	}
}

// said is an Esito in one line: the ente, the key, notice or code and problem.
func said(e ente.Esito) string {
	var parts []string
	for _, p := range []string{string(e.Via), e.Codice, e.Avviso.String(), e.Problema.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "|")
}

type matchCase struct {
	keys ente.Chiavi
	on   string
	id   int64
	want string
}

func checkMatches(t *testing.T, m *ente.Matcher, cases []matchCase) {
	t.Helper()
	// Twice: the second time it is remembered.
	for range 2 {
		for _, c := range cases {
			on := c.on
			if on == "" {
				on = "2026-11-21"
			}
			e := m.Match(c.keys, day(on))
			if e.EnteID != c.id || said(e) != c.want {
				t.Errorf("%+v on %s is %d %s\nwant %d %s", c.keys, on, e.EnteID, said(e), c.id, c.want)
			}
		}
	}
}

func TestMatch_CodesAndAddressesAreCertain(t *testing.T) {
	matcher(t, addresses(), func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{IPA: " C_I462 "}, "", sassuolo, "ipa"},
			{ente.Chiavi{CF: "00235880366"}, "", sassuolo, "cf"},
			{ente.Chiavi{CF: "235880366"}, "", sassuolo, "cf|the zeros in front of the codice fiscale were put back: 00235880366"},
			{ente.Chiavi{Istat: "036040"}, "", sassuolo, "istat"},
			{ente.Chiavi{Istat: "36040"}, "", sassuolo, "istat|the zeros in front of the ISTAT code were put back: 036040"},
			{ente.Chiavi{Belfiore: "i462"}, "", sassuolo, "belfiore"},
			{ente.Chiavi{Email: "URP@comune.sassuolo.mo.it "}, "", sassuolo, "email"},
			{ente.Chiavi{Email: "comune@pec.it"}, "", mesola, "email"},
			{ente.Chiavi{Email: "m.rossi@comune.sassuolo.mo.it"}, "", sassuolo, "dominio"},
			{ente.Chiavi{Email: "a@comune.medolla.mo.it"}, "", medolla, "dominio"},
			{ente.Chiavi{IPA: "c_i462", CF: "00235880366", Istat: "036040", Email: "a@gmail.com", Nome: "Sassuolo"}, "", sassuolo, "ipa"},
			{ente.Chiavi{IPA: "-", CF: " -- ", Nome: "Sassuolo"}, "", sassuolo, "nome"},
			{ente.Chiavi{IPA: "c_i462", Nome: "Uff. Anagrafe"}, "", sassuolo, "ipa"},
			{ente.Chiavi{IPA: "asp_x", Nome: "Sassuolo"}, "", sassuolo, "nome|no ente has the IPA code asp_x"},
			{ente.Chiavi{IPA: "c_i462", Provincia: "BG"}, "", sassuolo, "ipa|Sassuolo lies in MO, not where the row says"},
		})
		if e := m.Match(ente.Chiavi{CF: "235880366", Istat: "36040"}, today()); e.ZeriAggiunti != 2 {
			t.Errorf("%d codes were padded, want 2", e.ZeriAggiunti)
		}
	})
}

func TestMatch_ASharedDomainNeverDecides(t *testing.T) {
	matcher(t, addresses(), func(m *ente.Matcher) {
		const missing = "ente_mancante|the row does not say which ente it is about"
		for _, address := range []string{
			"a@gmail.com", "a@pec.it", "a@cert.comune.sassuolo.mo.it", "a@servizi.provincia.example.it",
			"a@unione.distrettoceramico.mo.it", "a@unione.example.it", "terre@example.it", "a", "", "@",
		} {
			checkMatches(t, m, []matchCase{{ente.Chiavi{Email: address}, "", 0, missing}})
		}
	})
}

func TestMatch_AMalformedCodeIsAProblem(t *testing.T) {
	matcher(t, addresses(), func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{CF: "8,00626E+10", Nome: "Sassuolo"}, "", 0, "ente_codice_errato|a spreadsheet rounded the codice fiscale of an ente or partita IVA"},
			{ente.Chiavi{CF: "00235880367", IPA: "c_i462"}, "", 0, "ente_codice_errato|the check digit of the codice fiscale of an ente or partita IVA is wrong"},
			{ente.Chiavi{CF: "235880367"}, "", 0, "ente_codice_errato|the check digit of the codice fiscale of an ente or partita IVA is wrong"},
			{ente.Chiavi{CF: "36040"}, "", 0, "ente_codice_errato|a codice fiscale of an ente or partita IVA has 11 digits, not 5 characters"},
			{ente.Chiavi{Istat: "360"}, "", 0, "ente_codice_errato|the ISTAT code of a comune has 6 digits, not 3 characters"},
			{ente.Chiavi{Belfiore: "I46"}, "", 0, "ente_codice_errato|a codice catastale is a letter and three digits"},
			{ente.Chiavi{IPA: "c i462"}, "", 0, `ente_codice_errato|an IPA code is made of letters without accents, digits, _ and -: character 2 is " "`},
		})
	})
}

func TestMatch_TwoKeysThatContradictEachOtherAreAConflict(t *testing.T) {
	matcher(t, addresses(), func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{
				ente.Chiavi{IPA: "c_i462", Istat: "036021"},
				"", 0,
				"ente_conflitto|two keys mean different enti: the IPA code means Sassuolo (MO, c_i462), the ISTAT code means Medolla (MO, c_f087)",
			},
			{
				ente.Chiavi{Nome: "Medolla", Email: "a@comune.sassuolo.mo.it"},
				"", 0,
				"ente_conflitto|two keys mean different enti: the e-mail address means Sassuolo (MO, c_i462), the name means Medolla (MO, c_f087)",
			},
			{
				ente.Chiavi{Nome: "Castro", IPA: "c_i462"},
				"", 0,
				"ente_conflitto|two keys mean different enti: the IPA code means Sassuolo (MO, c_i462), the name means Castro (BG, c_c337), Castro (LE, c_m261)",
			},
			{
				ente.Chiavi{Nome: "Castro (BG)", IPA: "c_m261"},
				"", castroLE,
				"ipa|Castro lies in LE, not where the row says",
			},
			{ente.Chiavi{Nome: "Castro", IPA: "c_m261"}, "", castroLE, "ipa"},
			{ente.Chiavi{Nome: "Alto Reno Terme", Istat: "037049"}, "", altoReno, "istat|Porretta Terme ended on 2015-12-31: taken as its successor Alto Reno Terme"},
		})
		e := m.Match(ente.Chiavi{IPA: "c_i462", Nome: "Castro"}, today())
		if len(e.Suggeriti) != 3 || e.Suggeriti[0].ID != sassuolo || e.Suggeriti[2].ID != castroLE {
			t.Errorf("the enti in conflict are %v", e.Suggeriti)
		}
	})
}

func TestMatch_ACodeMeansWhoHasItThatDayElseWhoHadIt(t *testing.T) {
	matcher(t, nil, func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{Istat: "041033"}, "2021-06-16", montecopiolo, "istat"},
			{ente.Chiavi{Istat: "041033"}, "2021-06-17", montecopiolo, "istat|041033 is a former ISTAT code of Montecopiolo, now 099030"},
			{ente.Chiavi{Istat: "099030"}, "2020-01-01", montecopiolo, "istat"},
			{ente.Chiavi{Istat: "41033"}, "", montecopiolo, "istat|the zeros in front of the ISTAT code were put back: 041033; 041033 is a former ISTAT code of Montecopiolo, now 099030"},
			{ente.Chiavi{Nome: "Montecopiolo", Provincia: "PU"}, "", montecopiolo, "nome"},
			{ente.Chiavi{Nome: "Montecopiolo", Provincia: "RN"}, "", montecopiolo, "nome"},
			{ente.Chiavi{Istat: "999999"}, "", 0, "ente_sconosciuto|no ente has the ISTAT code 999999"},
		})
	})
}

func TestMatch_AnEnteThatEndedIsTakenAsItsSuccessor(t *testing.T) {
	const notice = "|Porretta Terme ended on 2015-12-31: taken as its successor Alto Reno Terme"
	chain := []string{
		`UPDATE ente SET al = '2020-12-31', motivo_fine = 'fusione', successore_id = 1 WHERE id = 10`,
		`UPDATE ente SET al = '2019-12-31', motivo_fine = 'scioglimento' WHERE id = 13`,
		`INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (1, 'Sassuolo Vecchia', 'sassuolo vecchia', 'precedente')`,
	}
	matcher(t, nil, func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{Nome: "Comune di Porretta Terme"}, "2015-12-31", porretta, "nome"},
			{ente.Chiavi{Nome: "Comune di Porretta Terme"}, "2016-01-01", altoReno, "nome_precedente" + notice},
			{ente.Chiavi{IPA: "c_a558"}, "", altoReno, "ipa" + notice},
			{ente.Chiavi{Nome: "Alto Reno Terme"}, "2015-12-31", altoReno, "nome|Alto Reno Terme exists only from 2016-01-01"},
		})
	})
	matcher(t, chain, func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{Belfiore: "A558"}, "2018-01-01", altoReno, "belfiore" + notice},
			{ente.Chiavi{Belfiore: "A558"}, "", sassuolo, "belfiore|Porretta Terme ended on 2015-12-31: taken as its successor Sassuolo"},
			{ente.Chiavi{Nome: "Unione Terre Argine"}, "", uta, "nome|Unione delle Terre d'Argine ended on 2019-12-31 and has no successor"},
			{ente.Chiavi{Nome: "Sassuolo vecchia"}, "", sassuolo, "nome_precedente"},
		})
	})
}

func TestMatch_ANameMustBeWholeAndUnique(t *testing.T) {
	aliased := []string{`INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (13, 'Castro', 'castro', 'alias')`}
	matcher(t, aliased, func(m *ente.Matcher) {
		checkMatches(t, m, []matchCase{
			{ente.Chiavi{Nome: "COMUNE SASSUOLO (MO)"}, "", sassuolo, "nome"},
			{ente.Chiavi{Nome: "Sassuolo, mo"}, "", sassuolo, "nome"},
			{ente.Chiavi{Nome: "Comune di Sassuolo - MO"}, "", sassuolo, "nome"},
			{ente.Chiavi{Nome: "Sassuolo (Modena)"}, "", sassuolo, "nome"},
			{ente.Chiavi{Nome: "Sassòl"}, "", sassuolo, "nome_precedente"},
			{ente.Chiavi{Nome: "Bozen", Provincia: "Bolzano"}, "", bolzano, "nome_precedente"},
			{ente.Chiavi{Nome: "Meldola", Provincia: "FO"}, "", meldola, "nome"},
			{ente.Chiavi{Nome: "Meldola", Provincia: "forlì"}, "", meldola, "nome"},
			{ente.Chiavi{Nome: "Unione Distretto Ceramico"}, "", distretto, "nome"},
			{ente.Chiavi{Nome: "Castro", Provincia: "Lecce"}, "", castroLE, "nome"},
			{ente.Chiavi{Nome: "Castro (BG)"}, "", castroBG, "nome"},
			{ente.Chiavi{Nome: "Castro", Provincia: "MO"}, "", uta, "nome_precedente"},
			{ente.Chiavi{Nome: "Sassuolo", Provincia: "Atlantide"}, "", sassuolo, `nome|there is no province "Atlantide"`},
			{ente.Chiavi{Nome: "Castro"}, "", 0, `ente_ambiguo|2 enti are called "Castro"`},
			{ente.Chiavi{Nome: "Castro (BG)", Provincia: "LE"}, "", 0, `ente_sconosciuto|no ente called "Castro (BG)" lies in that province`},
			{ente.Chiavi{Nome: "Sassuolo", Provincia: "BG"}, "", 0, `ente_sconosciuto|no ente called "Sassuolo" lies in that province`},
			{ente.Chiavi{Nome: "Comune"}, "", 0, `ente_sconosciuto|"Comune" alone is too generic to name an ente`},
			{ente.Chiavi{Nome: "Uff. Anagrafe Sassuolo"}, "", 0, `ente_sconosciuto|there is no ente "Uff. Anagrafe Sassuolo"`},
			{ente.Chiavi{Nome: "RSSMRA85T10A562S"}, "", 0, "ente_sconosciuto|an ente is not named by the codice fiscale of a person"},
			{ente.Chiavi{Nome: "m.rossi@example.it"}, "", 0, "ente_sconosciuto|an e-mail address stands in the place of the name of the ente"},
			{ente.Chiavi{}, "", 0, "ente_mancante|the row does not say which ente it is about"},
			{ente.Chiavi{Provincia: "MO"}, "", 0, "ente_mancante|the row does not say which ente it is about"},
		})
		e := m.Match(ente.Chiavi{Nome: "Castro"}, today())
		if len(e.Suggeriti) != 2 || e.Suggeriti[0] != (ente.Suggerito{ID: castroBG, Denominazione: "Castro", Provincia: "BG", Codice: "c_c337", Punteggio: 100}) {
			t.Errorf("the homonyms are %v", e.Suggeriti)
		}
	})
}

// What is remembered of one day is not said of a day on which it is not so.
func TestMatch_ARememberedAnswerIsTheAnswerOfThatDay(t *testing.T) {
	renewed := append(addresses(),
		`UPDATE ente SET al = '2020-12-31', motivo_fine = 'fusione', successore_id = 1 WHERE id = 10`,
		`INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (10, 'Porretta Terme', 'porretta terme', 'alias')`,
		`UPDATE ente SET pec = 'urp@comune.sassuolo.mo.it', sito = 'alto.example.it' WHERE id = 10`)
	keys := []ente.Chiavi{
		{Nome: "Porretta Terme"},
		{Nome: "Alto Reno Terme", Provincia: "BO"},
		{Istat: "037049"},
		{Istat: "041033"},
		{Istat: "099030", Nome: "Sassuolo"},
		{IPA: "c_a558", Nome: "Sassuolo"},
		{IPA: "c_f478", Nome: "Castro"},
		{Email: "urp@comune.sassuolo.mo.it"},
		{Email: "a@alto.example.it", Nome: "Sassuolo"},
		{Nome: "Castro"},
	}
	days := []string{
		"1990-01-01", "1998-09-22", "2015-12-31", "2016-01-01", "2020-12-31", "2021-01-01", "2021-06-16", "2021-06-17", "2026-11-21",
	}
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, sql := range renewed {
			if _, err := tx.Exec(ctx, sql); err != nil {
				t.Fatal(err)
			}
		}
		fresh := func() *ente.Matcher {
			m, err := ente.NewMatcher(ctx, tx)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		for _, second := range days {
			want := fresh()
			for _, first := range days {
				m := fresh()
				for _, k := range keys {
					m.Match(k, day(first))
					if got, want := m.Match(k, day(second)), want.Match(k, day(second)); !reflect.DeepEqual(got, want) {
						t.Errorf("%+v on %s after %s is %d %s, want %d %s", k, second, first, got.EnteID, said(got), want.EnteID, said(want))
					}
				}
			}
		}
	})
}

func TestLearn_TheSpellingIsRecognisedFromThenOn(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for range 2 {
			if err := ente.Learn(ctx, tx, sassuolo, " Uff. Anagrafe Sassuolo "); err != nil {
				t.Fatal(err)
			}
		}
		m, err := ente.NewMatcher(ctx, tx)
		if err != nil {
			t.Fatal(err)
		}
		checkMatches(t, m, []matchCase{{ente.Chiavi{Nome: "UFF ANAGRAFE SASSUOLO", Provincia: "MO"}, "", sassuolo, "nome_precedente"}})
		if g := m.Suggest(ente.Chiavi{Nome: "Uff. Anagrafe Medola"}, today()); len(g) > 0 && g[0].ID == sassuolo {
			t.Errorf("what was learnt is suggested: %v", g)
		}
		for name, want := range map[string]string{
			"Medolla":                "Medolla is the official name of another ente|see it with: dtctl ente show c_f087",
			" - ":                    "there is no name to learn|",
			"Unione dei comuni":      `"Unione dei comuni" alone is too generic to name an ente|`,
			"rssmra85t10a562s":       "an ente is not named by the codice fiscale of a person|",
			strings.Repeat("a", 301): "the name of an ente has at most 300 characters, not 301|",
		} {
			refused(t, name, ente.Learn(ctx, tx, sassuolo, name), want)
		}
	})
}
