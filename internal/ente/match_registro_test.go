package ente_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/registro"
)

// paese is the register of Italy with a Matcher.
type paese struct {
	*ente.Matcher
	ctx context.Context
	tx  *db.Tx
	// enti are those that live, names the names of all.
	enti  []ente.Ente
	names map[int64]string
}

// italy runs fn on the register of Italy.
func italy(tb testing.TB, fn func(m paese)) {
	tb.Helper()
	d, err := registro.Memory(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	defer d.Close()
	err = d.View(tb.Context(), func(ctx context.Context, tx *db.Tx) error {
		m, err := ente.NewMatcher(ctx, tx)
		if err != nil {
			return err
		}
		p := paese{Matcher: m, ctx: ctx, tx: tx, names: map[int64]string{}}
		if p.enti, err = ente.List(ctx, tx, ente.Filter{AsOf: today()}); err != nil {
			return err
		}
		for _, e := range p.enti {
			p.names[e.ID] = e.Denominazione
		}
		if len(p.enti) < 8000 {
			tb.Fatalf("the register has %d enti", len(p.enti))
		}
		fn(p)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// suggested returns the names of suggested enti with their provinces and scores.
func suggested(list []ente.Suggerito) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = fmt.Sprintf("%s %s %d", s.Denominazione, s.Provincia, s.Punteggio)
	}
	return strings.Join(parts, ", ")
}

// One register serves all: to fill it takes longer than the tests.
func TestMatch_OnTheRegisterOfItaly(t *testing.T) {
	italy(t, func(m paese) {
		for _, c := range []struct {
			rule string
			test func(*testing.T, paese)
		}{
			{"AgreesWithResolveOnEveryOfficialName", agreesWithResolveOnEveryOfficialName},
			{"NoTwoOfficialNamesDifferInSmallWordsAlone", noTwoOfficialNamesDifferInSmallWordsAlone},
			{"NamesAsPeopleWriteThem", namesAsPeopleWriteThem},
			{"TrueNamesThatAreCloseStayApart", trueNamesThatAreCloseStayApart},
			{"TheCodesOfSardiniaBeforeItsNewProvinces", theCodesOfSardiniaBeforeItsNewProvinces},
			{"SuggestAtMostThreeBestFirst", suggestAtMostThreeBestFirst},
		} {
			t.Run(c.rule, func(t *testing.T) { c.test(t, m) })
		}
	})
}

func agreesWithResolveOnEveryOfficialName(t *testing.T, m paese) {
	for i, e := range m.enti {
		// Resolve is a thousand times slower: every eighth speaks for all.
		if i%8 == 0 {
			resolved, err := ente.Resolve(m.ctx, m.tx, e.Denominazione, ente.ResolveOptions{AsOf: today(), Provincia: e.ProvinciaID})
			if err != nil || resolved.ID != e.ID {
				t.Errorf("Resolve %s (%s): %d, %v", e.Denominazione, e.Provincia, resolved.ID, err)
			}
		}
		for _, k := range []ente.Chiavi{
			{Nome: e.Denominazione, Provincia: e.Provincia},
			{Nome: strings.ToUpper(e.Denominazione) + " (" + e.Provincia + ")"},
		} {
			got := m.Match(k, today())
			if got.EnteID != e.ID || got.Via != ente.ChiaveNome || !got.Avviso.IsZero() {
				t.Errorf("%+v is %d %s, want %d", k, got.EnteID, said(got), e.ID)
			}
		}
	}
}

// Where a small word is left out only one name can be meant.
func noTwoOfficialNamesDifferInSmallWordsAlone(t *testing.T, m paese) {
	homonyms := []string{"Castro", "Livo", "Paternò", "Paterno", "Peglio", "Samone", "San Teodoro"}
	for _, e := range m.enti {
		words := strings.NewReplacer("San ", "S. ", "Santa ", "S. ", "Sant'", "S.", " di ", " ", " del ", " ", " nell'", " ").Replace(e.Denominazione)
		got := m.Match(ente.Chiavi{Nome: words}, today())
		if slices.Contains(homonyms, e.Denominazione) {
			if got.Codice != "ente_ambiguo" || len(got.Suggeriti) != 2 {
				t.Errorf("%s is %s", words, said(got))
			}
			continue
		}
		if got.EnteID != e.ID {
			t.Errorf("%s is %d %s, want %s", words, got.EnteID, said(got), e.Denominazione)
		}
	}
}

func namesAsPeopleWriteThem(t *testing.T, m paese) {
	for _, c := range []struct{ name, provincia, on, want string }{
		{"Comune di Forli'", "FC", "2021-09-14", "Forlì"},
		{"COMUNE DI FORLÌ", "FO", "2021-10-05", "Forlì"},
		{"Comune Reggio Emilia", "RE", "2021-09-14", "Reggio nell'Emilia"},
		{"Reggio Emilia", "Reggio Emilia", "", "Reggio nell'Emilia"},
		{"S. Giovanni in Persiceto", "", "", "San Giovanni in Persiceto"},
		{"S.Giovanni Persiceto (BO)", "", "", "San Giovanni in Persiceto"},
		{"Castel S.Pietro Terme", "BO", "", "Castel San Pietro Terme"},
		{"S. Agata Bolognese", "", "", "Sant'Agata Bolognese"},
		{"S.ta Sofia", "", "", "Santa Sofia"},
		{"San Lazzaro Savena", "", "", "San Lazzaro di Savena"},
		{"Castelnovo Monti", "RE", "", "Castelnovo ne' Monti"},
		{"L’Aquila", "AQ", "", "L'Aquila"},
		{"Unione Distretto Ceramico", "", "", "Unione dei Comuni del Distretto Ceramico"},
		{"Pesaro", "PS", "", "Pesaro"},
		{"Carbonia", "CI", "2015-06-01", "Carbonia"},
		{"Carbonia", "SU", "2021-06-01", "Carbonia"},
		{"Sassuolo", "Provincia di Modena", "", "Sassuolo"},
		{"Porretta Terme", "BO", "", "Alto Reno Terme"},
		{"S. Giovanni", "BO", "", ""},
		{"Medola", "MO", "", ""},
		{"Reggio", "", "", ""},
		{"Unione", "", "", ""},
		{"Provincia", "MO", "", ""},
		{"Savio", "", "", ""},
	} {
		on := today()
		if c.on != "" {
			on = day(c.on)
		}
		e := m.Match(ente.Chiavi{Nome: c.name, Provincia: c.provincia}, on)
		if got := m.names[e.EnteID]; got != c.want {
			t.Errorf("%s, %s is %q %s, want %q", c.name, c.provincia, got, said(e), c.want)
		}
	}
}

func trueNamesThatAreCloseStayApart(t *testing.T, m paese) {
	for _, group := range [][]string{
		{"Cortemaggiore PC", "Portomaggiore FE"},
		{"Bagnara di Romagna RA", "Bagno di Romagna FC"},
		{"Palagano MO", "Palanzano PR"},
		{"Mondaino RN", "Mordano BO"},
		{"Medolla MO", "Meldola FC", "Mesola FE", "Sestola MO"},
		{"Faenza RA", "Fidenza PR"},
		{"Loiano BO", "Longiano FC", "Montiano FC"},
		{"Compiano PR", "Coriano RN"},
		{"Casina RE", "Sarsina FC", "Cesena FC"},
		{"Viano RE", "Toano RE", "Travo PC"},
	} {
		for _, name := range group {
			name, provincia := name[:len(name)-3], name[len(name)-2:]
			own := m.Match(ente.Chiavi{Nome: name, Provincia: provincia}, today())
			if m.names[own.EnteID] != name {
				t.Errorf("%s is %s", name, said(own))
			}
			// One letter less is never another of them, wherever it is said to lie.
			for i := range name {
				wrong := name[:i] + name[i+1:]
				if e := m.Match(ente.Chiavi{Nome: wrong, Provincia: provincia}, today()); e.EnteID != 0 && m.names[e.EnteID] != name {
					t.Errorf("%s is taken for %s", wrong, m.names[e.EnteID])
				}
			}
		}
	}
}

func theCodesOfSardiniaBeforeItsNewProvinces(t *testing.T, m paese) {
	for _, c := range []struct{ istat, on, want string }{
		{"111009", "2025-12-31", "istat"},
		{"111009", "2026-01-01", "istat|111009 is a former ISTAT code of Carbonia, now 119003"},
		{"107003", "", "istat|107003 is a former ISTAT code of Carbonia, now 119003"},
		{"41033", "", "istat|the zeros in front of the ISTAT code were put back: 041033; 041033 is a former ISTAT code of Montecopiolo, now 099030"},
	} {
		on := today()
		if c.on != "" {
			on = day(c.on)
		}
		if e := m.Match(ente.Chiavi{Istat: c.istat}, on); e.EnteID == 0 || said(e) != c.want {
			t.Errorf("%s on %s is %s, want %s", c.istat, on, said(e), c.want)
		}
	}
}

func suggestAtMostThreeBestFirst(t *testing.T, m paese) {
	for _, c := range []struct{ name, provincia, want string }{
		{"Medola", "MO", "Medolla MO 82"},
		{"Medola (MO)", "", "Medolla MO 82"},
		{"Medola", "", "Medolla MO 82, Meldola FC 70, Mesola FE 62"},
		{"Uff. Anagrafe Sassuolo", "", "Sassuolo MO 38"},
		{"Sassuolo", "BG", "Sassuolo MO 100"},
		{"Castro", "", "Castro BG 100, Castro LE 100"},
		{"Poretta Terme", "BO", "Alto Reno Terme BO 90"},
		{"Rossi Mario", "", ""},
		{"Comune", "", ""},
		{"", "", ""},
		{"???", "", ""},
		{"Sassuolo", "", ""},
	} {
		if got := suggested(m.Suggest(ente.Chiavi{Nome: c.name, Provincia: c.provincia}, today())); got != c.want {
			t.Errorf("%s, %s gives %s, want %s", c.name, c.provincia, got, c.want)
		}
	}
}

func BenchmarkNewMatcher(b *testing.B) {
	italy(b, func(m paese) {
		for b.Loop() {
			if _, err := ente.NewMatcher(m.ctx, m.tx); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMatch is one row of a million with 8,000 spellings on 200 days.
func BenchmarkMatch(b *testing.B) {
	italy(b, func(m paese) {
		days := make([]periodo.Data, 200)
		for i := range days {
			days[i] = day("2021-01-01").AddDays(i)
		}
		for i := 0; b.Loop(); i++ {
			e := m.enti[i%8000]
			m.Match(ente.Chiavi{Nome: e.Denominazione, Provincia: e.Provincia, Email: "a.bianchi@comune.example.it"}, days[i%200])
		}
	})
}

func BenchmarkMatchUnknown(b *testing.B) {
	italy(b, func(m paese) {
		for i := 0; b.Loop(); i++ {
			m.Match(ente.Chiavi{Nome: fmt.Sprintf("Ufficio %d di Castelnuovo", i)}, today())
		}
	})
}

func BenchmarkSuggestUnknown(b *testing.B) {
	italy(b, func(m paese) {
		for i := 0; b.Loop(); i++ {
			m.Suggest(ente.Chiavi{Nome: fmt.Sprintf("San Giovani in Persicetto %d", i)}, today())
		}
	})
}
