package coverage

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// anyMembers draws a universe; several groups an ente only when asked for.
func anyMembers(t *rapid.T, groups int) []member {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) member {
		m := member{
			tipo:    rapid.SampledFrom(ente.Tipi()).Draw(t, "tipo"),
			escluso: rapid.IntRange(0, 9).Draw(t, "escluso") == 0,
			gruppi:  rapid.SliceOfNDistinct(rapid.StringMatching(`[A-D]`), 0, groups, rapid.ID).Draw(t, "gruppi"),
		}
		if rapid.Bool().Draw(t, "population known") {
			m.popolazione = rapid.Int64Range(0, 3_000_000).Draw(t, "popolazione")
			m.popolazioneAl = periodo.MustParse("2024-11-21")
		}
		return m
	}), 0, 40).Draw(t, "members")
}

func anyLines(t *rapid.T, members int) []line {
	lines := make([]line, rapid.IntRange(1, 3).Draw(t, "roles"))
	for i := range lines {
		lines[i].ruolo = fmt.Sprint("ruolo", i)
		for range members {
			lines[i].stati = append(lines[i].stati,
				rapid.SampledFrom([]stato{scoperto, tramite, diretto}).Draw(t, "stato"))
		}
	}
	return lines
}

// counted counts the lines of a metric with roles.
func counted(q Question, members []member, lines []line) Answer {
	q.Metric.Ruoli = true
	return count(q, measured{enti: members, units: members, lines: lines})
}

func TestCount_CoveredAndUncoveredAreAlwaysTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := anyMembers(t, 3)
		q := Question{Peso: rapid.SampledFrom(Pesi()).Draw(t, "peso"), Per: PerArea}
		a := counted(q, members, anyLines(t, len(members)))
		for _, r := range slices.Concat(a.Rows, a.Totals) {
			if r.Coperti()+r.Scoperti() != r.Misurati || r.Scoperti() < 0 || r.Diretti < 0 || r.Tramite < 0 {
				t.Fatalf("%+v does not add up", r)
			}
			if q := r.Quota(1); q.IsKnown() != (r.Misurati > 0) || q.String() == "100.0" && r.Scoperti() > 0 {
				t.Fatalf("%+v has the share %s", r, q)
			}
		}
		if a.Universe.Enti+a.Universe.Esclusi != len(members) {
			t.Fatalf("%+v are not %d members", a.Universe, len(members))
		}
	})
}

func TestCount_ATotalIsTheUnionOfItsGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := anyMembers(t, 1)
		q := Question{Peso: PerEnte, Per: PerProvincia}
		a := counted(q, members, anyLines(t, len(members)))
		for _, total := range a.Totals {
			sum := Row{Ruolo: total.Ruolo}
			for _, r := range a.Rows {
				if r.Ruolo == total.Ruolo {
					sum.Misurati += r.Misurati
					sum.Diretti += r.Diretti
					sum.Tramite += r.Tramite
					sum.Esclusi += r.Esclusi
				}
			}
			if sum != total {
				t.Fatalf("the rows add up to %+v, the total is %+v", sum, total)
			}
		}
		q.Per = ""
		if whole := counted(q, members, nil); whole.InPiuGruppi != 0 {
			t.Fatalf("%d enti in several groups", whole.InPiuGruppi)
		}
	})
}

func TestCount_AllRolesImplyEachAndEachImpliesOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := anyMembers(t, 0)
		q := Question{Peso: PerEnte}
		totals := counted(q, members, anyLines(t, len(members))).Totals
		all, one := totals[len(totals)-2], totals[len(totals)-1]
		if all.Ruolo != Tutti || one.Ruolo != AlmenoUno {
			t.Fatalf("the sums are %s and %s", all.Ruolo, one.Ruolo)
		}
		for _, r := range totals[:len(totals)-2] {
			if all.Coperti() > r.Coperti() || r.Coperti() > one.Coperti() || all.Diretti > r.Diretti {
				t.Fatalf("%+v is not between %+v and %+v", r, all, one)
			}
		}
	})
}

func TestCount_AllRolesAreDirectOnlyIfEachIs(t *testing.T) {
	members := make([]member, 4)
	lines := []line{
		{ruolo: "a", stati: []stato{diretto, diretto, tramite, scoperto}},
		{ruolo: "b", stati: []stato{diretto, tramite, scoperto, scoperto}},
	}
	q := Question{Peso: PerEnte}
	got := counted(q, members, lines).Totals[2:]
	want := []Row{
		{Ruolo: Tutti, Misurati: 4, Diretti: 1, Tramite: 1},
		{Ruolo: AlmenoUno, Misurati: 4, Diretti: 2, Tramite: 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCount_AnEnteInTwoAreasIsOnceInTheTotal(t *testing.T) {
	members := []member{{gruppi: []string{"BST", "CER"}}, {gruppi: []string{"CER"}}, {}}
	lines := []line{{ruolo: "rtd", stati: []stato{diretto, scoperto, scoperto}}}
	a := counted(Question{Subject: Subject{Scelti: true}, Per: PerArea, Peso: PerEnte}, members, lines)
	if got := groups(a); !slices.Equal(got, []string{"BST 1/1", "CER 1/2", " 0/1"}) {
		t.Errorf("groups %v", got)
	}
	if figure(a) != "1/3" || a.InPiuGruppi != 1 {
		t.Errorf("total %s, %d in several areas", figure(a), a.InPiuGruppi)
	}
}

func TestCount_ByResidentsTheUnknownAreInNeitherSum(t *testing.T) {
	known := day("2024-11-21")
	members := []member{
		{popolazione: 70_000, popolazioneAl: known}, {popolazione: 30_000, popolazioneAl: day("2021-12-31")}, {},
	}
	lines := []line{{ruolo: "rtd", stati: []stato{diretto, scoperto, diretto}}}
	a := counted(Question{Peso: PerPopolazione}, members, lines)
	if figure(a) != "70000/100000" {
		t.Errorf("got %s", figure(a))
	}
	if want := (Statistica{Dal: day("2021-12-31"), Al: known, Ignoti: 1}); a.Residenti != want {
		t.Errorf("got %+v, want %+v", a.Residenti, want)
	}
}

func TestCount_AnEmptyUniverseHasNoShare(t *testing.T) {
	a := counted(Question{Peso: PerEnte}, nil, []line{{ruolo: "rtd"}})
	for _, r := range a.Rows {
		if r.Quota(1).IsKnown() {
			t.Errorf("%s has a share of nothing", r.Ruolo)
		}
	}
	if len(a.Rows) != 3 {
		t.Errorf("%d lines, want 3", len(a.Rows))
	}
}

func TestCompare_WordsOfAListComeInItsOrder(t *testing.T) {
	for d, want := range map[Dimensione][]string{
		PerTipo:      {"comune", "unione", "provincia", ""},
		PerClasse:    {"fino_5000", "5001_15000", "oltre_50000", "nd"},
		PerCapoluogo: {"si", "no"},
		PerProvincia: {"BO", "NA", ""},
		PerUnione:    {"Unione d'Enza", "Unione Tresinaro", ""},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, d.compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
	}
}
