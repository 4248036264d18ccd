package persona

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// The valid codes of model.md 2.8: the last two differ by omocodia alone.
const (
	cfRossi    = "RSSMRA85T10A562S"
	cfRicci    = "RCCMNL83S18D969H"
	cfDigits   = "CCCFBA85D03L219P"
	cfOmocodic = "CCCFBA85D03L21VE"
)

// inside runs fn in one transaction of an empty database in memory.
func inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// add adds persons and fails the test when one is refused.
func add(ctx context.Context, t *testing.T, tx *db.Tx, persons ...Persona) []Persona {
	t.Helper()
	added := make([]Persona, len(persons))
	for i, p := range persons {
		var err error
		if added[i], err = Add(ctx, tx, p); err != nil {
			t.Fatalf("%v: %v", p, err)
		}
	}
	return added
}

// refused fails the test unless err is a fault of the given kind whose message
// and hint contain want, and neither a codice fiscale nor an e-mail address.
func refused(t *testing.T, err error, kind fault.Kind, want ...string) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not contain %q", text, w)
		}
	}
	for word := range strings.FieldsSeq(text) {
		if _, err := codice.CFPersona(word); err == nil || strings.Contains(word, "@posta.test") {
			t.Errorf("%q repeats personal data", text)
		}
	}
}

func names(list []Persona) string {
	var s []string
	for _, p := range list {
		s = append(s, p.label())
	}
	return strings.Join(s, ", ")
}

func TestAdd_StoresTheCanonicalForm(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		p := add(ctx, t, tx, Persona{Cognome: " Rossi", Nome: "Maria ", CF: "rssmra85t10a562s", Email: "M.Rossi@Comune.Example.IT"})[0]
		want := Persona{ID: p.ID, Cognome: "Rossi", Nome: "Maria", CF: cfRossi, Email: "m.rossi@comune.example.it"}
		if p != want {
			t.Errorf("returned %+v, want %+v", p, want)
		}
		if found, err := Find(ctx, tx, "1"); err != nil || found != want {
			t.Errorf("stored %+v, %v, want %+v", found, err, want)
		}
	})
}

func TestAdd_MalformedIsUsage(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, p := range []Persona{
			{Nome: "Anna"},
			{Cognome: "Bianchi"},
			{Cognome: "-", Nome: "Anna"},
			{Cognome: "Bianchi", Nome: "Anna", CF: "RSSMRA85T10A562T"},
			{Cognome: "Bianchi", Nome: "Anna", Email: "a..bianchi@posta.test"},
		} {
			_, err := Add(ctx, tx, p)
			refused(t, err, fault.Usage)
		}
	})
}

func TestAdd_SamePersonTwiceIsRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, Persona{Cognome: "Rossi", Nome: "Maria", CF: cfRossi, Email: "m.rossi@posta.test"})
		_, err := Add(ctx, tx, Persona{Cognome: "Verdi", Nome: "Luca", CF: cfRossi})
		refused(t, err, fault.Failed, "1 Rossi Maria", "dtctl persona show 1")
		_, err = Add(ctx, tx, Persona{Cognome: "ROSSI", Nome: "maria", Email: "M.ROSSI@posta.test"})
		refused(t, err, fault.Failed, "1 Rossi Maria", "dtctl persona show 1")
		add(ctx, t, tx,
			Persona{Cognome: "Rossi", Nome: "Maria"},
			Persona{Cognome: "Neri", Nome: "Ugo", Email: "m.rossi@posta.test"})
	})
}

func TestNamesakes_AreTheOthersWithTheSameName(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Bianchi", Nome: "Anna"}, Persona{Cognome: "BIANCHI", Nome: "Anna"},
			Persona{Cognome: "Verdi", Nome: "Luca"})
		same, err := Namesakes(ctx, tx, list[1])
		if err != nil || names(same) != "1 Bianchi Anna" {
			t.Errorf("got %s, %v", names(same), err)
		}
	})
}

func TestEdit_ChangesAndKeepsTheRules(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Rossi", Nome: "Maria", CF: cfRossi, Telefono: "059 1"},
			Persona{Cognome: "Bianchi", Nome: "Anna"})
		rossi, bianchi := list[0], list[1]
		rossi.Cognome, rossi.Telefono = "De Rossi", ""
		if _, err := Edit(ctx, tx, rossi); err != nil {
			t.Fatal(err)
		}
		if found, err := Find(ctx, tx, "de rossi maria"); err != nil || found != rossi {
			t.Errorf("found %+v, %v, want %+v", found, err, rossi)
		}
		bianchi.CF = cfRossi
		_, err := Edit(ctx, tx, bianchi)
		refused(t, err, fault.Failed, "1 De Rossi Maria")
	})
}

func TestList_SearchesNamesAndAddresses(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx,
			Persona{Cognome: "Zoffoli", Nome: "Anna", Email: "a.z@unione.example.it"},
			Persona{Cognome: "D'Angelo", Nome: "Niccolò"},
			Persona{Cognome: "Bianchi", Nome: "Anna Maria"})
		for search, want := range map[string]string{
			"":               "3 Bianchi Anna Maria, 2 D'Angelo Niccolò, 1 Zoffoli Anna",
			"anna":           "3 Bianchi Anna Maria, 1 Zoffoli Anna",
			"anna bianchi":   "3 Bianchi Anna Maria",
			"NICCOLO'":       "2 D'Angelo Niccolò",
			"unione.example": "1 Zoffoli Anna",
			"%":              "",
			"anna verdi":     "",
		} {
			list, err := List(ctx, tx, Filter{Search: search})
			if err != nil || names(list) != want || list == nil {
				t.Errorf("%q gives %q, %v, want %q", search, names(list), err, want)
			}
		}
	})
}

func TestFind_ByNumberNameAndCode(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		p := add(ctx, t, tx, Persona{Cognome: "D'Angelo", Nome: "Niccolò", CF: cfRicci})[0]
		for _, arg := range []string{"1", " 1 ", "D'Angelo Niccolò", "d’angelo niccolo", "D ANGELO NICCOLO'"} {
			if found, err := Find(ctx, tx, arg); err != nil || found != p {
				t.Errorf("%q gives %+v, %v", arg, found, err)
			}
		}
		if found, err := FindByCF(ctx, tx, " rccmnl83s18d969h\n"); err != nil || found != p {
			t.Errorf("the code gives %+v, %v", found, err)
		}
		_, err := FindByCF(ctx, tx, cfRossi)
		refused(t, err, fault.Failed, "nobody has this codice fiscale")
		_, err = FindByCF(ctx, tx, "RCCMNL83S18D969X")
		refused(t, err, fault.Usage)
		_, err = Find(ctx, tx, "7")
		refused(t, err, fault.Failed, "no person 7")
	})
}

func TestFind_NeverRepeatsACodeOrAnAddress(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, arg := range []string{cfRossi, cfRossi[:15], "a.b@posta.test", "", "--"} {
			_, err := Find(ctx, tx, arg)
			refused(t, err, fault.Usage)
			if arg != "" && strings.Contains(err.Error(), arg) {
				t.Errorf("%q is repeated: %v", arg, err)
			}
		}
	})
}

func TestFind_NamesakesAreListedByNumber(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx,
			Persona{Cognome: "Bianchi", Nome: "Anna", CF: cfRossi, Email: "a@posta.test"},
			Persona{Cognome: "Bianchi", Nome: "Anna", CF: cfRicci, Email: "b@posta.test"})
		_, err := Find(ctx, tx, "bianchi anna")
		refused(t, err, fault.Failed, "1 Bianchi Anna, 2 Bianchi Anna")
	})
}

func TestFind_UnknownSuggestsAndNeverChooses(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		_, err := Find(ctx, tx, "Bianchi Anna")
		refused(t, err, fault.Failed, `"Bianchi Anna"`, "dtctl persona add")
		add(ctx, t, tx, Persona{Cognome: "Bianchi", Nome: "Anna"}, Persona{Cognome: "Verdi", Nome: "Luca"})
		for arg, want := range map[string]string{
			"Bianci Anna":  "did you mean 1 Bianchi Anna?",
			"Anna Bianchi": "did you mean 1 Bianchi Anna?",
			"Luca Verdi":   "did you mean 2 Verdi Luca?",
		} {
			_, err := Find(ctx, tx, arg)
			refused(t, err, fault.Failed, want)
		}
	})
}

func TestMerge_FillsTheBlanksAndHidesTheOther(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Bianchi", Nome: "A.", CF: cfRossi, Email: "old@posta.test", Telefono: "059 1"},
			Persona{Cognome: "Bianchi", Nome: "Anna", Email: "anna@posta.test"})
		merged, err := Merge(ctx, tx, list[0], list[1])
		want := Persona{ID: 2, Cognome: "Bianchi", Nome: "Anna", CF: cfRossi, Email: "anna@posta.test", Telefono: "059 1"}
		if err != nil || merged != want {
			t.Fatalf("merged %+v, %v, want %+v", merged, err, want)
		}
		if found, err := FindByCF(ctx, tx, cfRossi); err != nil || found != want {
			t.Errorf("the code gives %+v, %v", found, err)
		}
		if all, err := List(ctx, tx, Filter{}); err != nil || names(all) != "2 Bianchi Anna" {
			t.Errorf("listed %s, %v", names(all), err)
		}
		for _, arg := range []string{"1", "bianchi a"} {
			_, err := Find(ctx, tx, arg)
			refused(t, err, fault.Failed, "1 Bianchi A.", "dtctl persona show 2")
		}
	})
}

func TestMerge_NamesakeThatRemainsIsFound(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx, Persona{Cognome: "Bianchi", Nome: "Anna"}, Persona{Cognome: "Bianchi", Nome: "Anna"})
		if _, err := Merge(ctx, tx, list[0], list[1]); err != nil {
			t.Fatal(err)
		}
		if found, err := Find(ctx, tx, "Bianchi Anna"); err != nil || found.ID != 2 {
			t.Errorf("found %+v, %v", found, err)
		}
	})
}

func TestMerge_ChainPointsToTheLastOne(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Uno", Nome: "A"}, Persona{Cognome: "Due", Nome: "B"}, Persona{Cognome: "Tre", Nome: "C"})
		for i := range 2 {
			if _, err := Merge(ctx, tx, list[i], list[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Find(ctx, tx, "1")
		refused(t, err, fault.Failed, "dtctl persona show 3")
	})
}

func TestMerge_TwoCodesAreTwoPersons(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Cecchi", Nome: "Fabio", CF: cfDigits},
			Persona{Cognome: "Cecchi", Nome: "Fabio", CF: cfOmocodic})
		_, err := Merge(ctx, tx, list[0], list[1])
		refused(t, err, fault.Failed, "1 Cecchi Fabio and 2 Cecchi Fabio")
		_, err = Merge(ctx, tx, list[0], list[0])
		refused(t, err, fault.Failed, "one record already")
	})
}
