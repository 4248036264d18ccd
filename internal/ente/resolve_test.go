package ente_test

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

func TestResolve_EveryWayOfNamingAnEnte(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, `UPDATE ente SET cf = '00235880366' WHERE id = ?`, sassuolo); err != nil {
			t.Fatal(err)
		}
		for arg, want := range map[string]int64{
			"c_i462": sassuolo, "C_I462": sassuolo, "036040": sassuolo, "i462": sassuolo, "00235880366": sassuolo,
			"Sassuolo": sassuolo, "SASSUOLO": sassuolo, " comune di Sassuolo ": sassuolo, "Sassol": sassuolo,
			"Bolzano": bolzano, "bozen": bolzano, "Bolzano/Bozen": bolzano, "bolzano bozen": bolzano,
			"Porretta Terme": porretta, "041033": montecopiolo, "099030": montecopiolo,
			"unione dei comuni del distretto ceramico": distretto,
		} {
			e, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{AsOf: today()})
			if err != nil || e.ID != want {
				t.Errorf("%q is %d %s, %v; want %d", arg, e.ID, e.Denominazione, err, want)
			}
		}
	})
}

func TestResolve_AMistypedNameIsOnlySuggested(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for arg, want := range map[string]string{
			"medola":    `there is no ente "medola"|did you mean Medole (MN, c_f086), Medolla (MO, c_f087), Meldola (FC, c_f097), Mesola (FE, c_f156)?`,
			"c_x":       `there is no ente "c_x"|look for part of its name with: dtctl ente list --search NAME`,
			"Sassuol":   `there is no ente "Sassuol"|did you mean Sassuolo (MO, c_i462)?`,
			"  ' ":      "the name of an ente is missing|give its name or one of its codes, such as Sassuolo or c_i462",
			"36040":     `there is no ente "36040"|with the zeros in front it is 036040: Sassuolo (MO, c_i462)`,
			"4391":      `there is no ente "4391"|digits are an ISTAT code (six) or a codice fiscale (eleven); the number of a record names no ente`,
			"Comune":    `"Comune" alone is too generic to name an ente|write the rest of its name too, such as Comune di Sassuolo`,
			"alto reno": `there is no ente "alto reno"|did you mean Alto Reno Terme (BO, c_m369)?`,
			"RSSMRA85T10A562S": "an ente is not named by the codice fiscale of a person|" +
				"give the name of the ente or one of its codes, such as Sassuolo or c_i462",
			"Mordanno": `there is no ente "Mordanno"|look for part of its name with: dtctl ente list --search NAME`,
		} {
			_, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{AsOf: today()})
			if got := refusal(t, err); got != want {
				t.Errorf("%q gives %q, want %q", arg, got, want)
			}
		}
		_, err := ente.Resolve(ctx, tx, "medola", ente.ResolveOptions{AsOf: today(), Provincia: fc})
		refused(t, "medola in FC", err, "did you mean Meldola (FC, c_f097)?")
	})
}

func TestResolve_HomonymsNeedTheProvincia(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		_, err := ente.Resolve(ctx, tx, "Castro", ente.ResolveOptions{AsOf: today()})
		refused(t, "Castro", err, `2 enti are called "Castro"|`, "Castro (BG, c_c337), Castro (LE, c_m261)")
		for provincia, want := range map[int64]int64{le: castroLE, bg: castroBG, mo: uta} {
			e, err := ente.Resolve(ctx, tx, "Castro", ente.ResolveOptions{AsOf: today(), Provincia: provincia})
			if err != nil || e.ID != want {
				t.Errorf("Castro in %d is %d, %v", provincia, e.ID, err)
			}
		}
		_, err = ente.Resolve(ctx, tx, "Sassuolo", ente.ResolveOptions{AsOf: today(), Provincia: bg})
		refused(t, "Sassuolo in BG", err, `no ente called "Sassuolo" lies in that province`, "Sassuolo (MO, c_i462)")
		if e, err := ente.Resolve(ctx, tx, "c_i462", ente.ResolveOptions{AsOf: today(), Provincia: bg}); err != nil || e.ID != sassuolo {
			t.Errorf("a code with another provincia gives %d, %v", e.ID, err)
		}
	})
}

func TestResolve_ACodeAsItIsStoredWinsOverANameAndOtherwiseTheName(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, `UPDATE ente SET ipa = 'mesola' WHERE id = ?`, uta); err != nil {
			t.Fatal(err)
		}
		// A former name is a name too, and so is that of an ente that ended.
		if _, err := tx.Exec(ctx, `UPDATE ente SET ipa = 'porretta terme' WHERE id = ?`, distretto); err != nil {
			t.Fatal(err)
		}
		for arg, want := range map[string]int64{
			"mesola": uta, " mesola ": uta, "Mesola": mesola, "MESOLA": mesola, "comune di mesola": mesola,
			"porretta terme": distretto, "Porretta Terme": porretta,
		} {
			e, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{AsOf: today()})
			if err != nil || e.ID != want {
				t.Errorf("%q is %d %s, %v; want %d", arg, e.ID, e.Denominazione, err, want)
			}
		}
		e, err := ente.Resolve(ctx, tx, "mesola", ente.ResolveOptions{AsOf: today(), Provincia: fe})
		if err != nil || e.ID != mesola {
			t.Errorf("mesola in FE is %d, %v", e.ID, err)
		}
	})
}

func TestResolve_OnlyTheTypesWantedAreCandidates(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		o := ente.ResolveOptions{AsOf: today(), Tipi: []ente.Tipo{ente.Unione, ente.Circondario}}
		for arg, want := range map[string]int64{"castro": uta, "Castro": uta, "c_i462a": distretto, "Sassuolo": sassuolo} {
			e, err := ente.Resolve(ctx, tx, arg, o)
			if err != nil || e.ID != want {
				t.Errorf("%q is %d %s, %v; want %d", arg, e.ID, e.Denominazione, err, want)
			}
		}
		for arg, want := range map[string]string{
			"medola":       `no ente of type unione, circondario is called "medola"|look for part of its name with: dtctl ente list --search NAME`,
			"36040":        `no ente of type unione, circondario is called "36040"|digits are`,
			"terre argine": `no ente of type unione, circondario is called "terre argine"|did you mean Unione delle Terre d'Argine (MO, castro)?`,
		} {
			_, err := ente.Resolve(ctx, tx, arg, o)
			refused(t, arg, err, want)
		}
		if _, err := tx.Exec(ctx, `UPDATE ente SET ipa = 'uta' WHERE id = ?`, uta); err != nil {
			t.Fatal(err)
		}
		_, err := ente.Resolve(ctx, tx, "castro", o)
		refused(t, "castro", err, `no ente of type unione, circondario is called "castro"|`)
	})
}

func TestResolve_TheEnteValidThatDayComesFirst(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, `INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (?, 'Porretta Terme', 'porretta terme', 'alias')`, altoReno); err != nil {
			t.Fatal(err)
		}
		for on, want := range map[string]int64{"2026-11-21": altoReno, "2016-01-01": altoReno, "2015-12-31": porretta} {
			e, err := ente.Resolve(ctx, tx, "Porretta Terme", ente.ResolveOptions{AsOf: day(on)})
			if err != nil || e.ID != want {
				t.Errorf("on %s it is %d, %v; want %d", on, e.ID, err, want)
			}
		}
	})
}

func TestFind_WhereItLiesThatDayOrOnTheNearestOne(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			id   int64
			on   string
			want string
		}{
			{montecopiolo, "2021-06-16", "MH PU 041033"},
			{montecopiolo, "2021-06-17", "ER RN 099030"},
			{montecopiolo, "1990-01-01", "MH PU 041033"},
			{porretta, "2026-11-21", "ER BO 037049"},
			{altoReno, "2010-01-01", "ER BO 037062"},
			{distretto, "2026-11-21", "ER MO "},
		} {
			e := find(ctx, t, tx, c.id, c.on)
			if got := e.Regione + " " + e.Provincia + " " + e.Istat; got != c.want {
				t.Errorf("%s on %s lies in %s, want %s", e.Denominazione, c.on, got, c.want)
			}
		}
	})
}

func TestStarting_CodesAndNames(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for prefix, want := range map[string]string{
			"me": "Medole, Medolla, Meldola, Mesola", "c_f09": "Meldola", "boz": "Bolzano/Bozen",
			"Porr": "", "Comune di Sas": "Sassuolo", "cas": "Castro, Castro, Unione delle Terre d'Argine",
			"%": "", "_": "", " ' ": "",
		} {
			found, err := ente.Starting(ctx, tx, prefix, ente.StartingOptions{AsOf: today(), Limit: 10})
			if err != nil || names(found) != want {
				t.Errorf("%q begins %s, %v; want %s", prefix, names(found), err, want)
			}
		}
		if found, err := ente.Starting(ctx, tx, "", ente.StartingOptions{AsOf: today(), Limit: 3}); err != nil || len(found) != 3 {
			t.Errorf("the limit is not kept: %s, %v", names(found), err)
		}
		ended := ente.StartingOptions{AsOf: today(), Ended: true, Limit: 10}
		if found, err := ente.Starting(ctx, tx, "Porr", ended); err != nil || names(found) != "Porretta Terme" {
			t.Errorf("those that ended: %s, %v", names(found), err)
		}
	})
}
