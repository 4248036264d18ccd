package nome

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// distance returns the whole distance between two normal forms.
func distance(a, b string) int {
	m := newMeter(a)
	m.load(b)
	return m.within(max(len(m.query), len(m.other)))
}

func TestDistance_CountsLettersAddedDroppedChangedAndSwapped(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "forli", 5},
		{"medolla", "medolla", 0},
		{"medola", "medolla", 1},
		{"medola", "meldola", 1},
		{"medola", "mesola", 1},
		{"medola", "medole", 1},
		{"medola", "modena", 3},
		{"faenza", "fidenza", 2},
		{"sasuoslo", "sassuolo", 2},
		{"sassoulo", "sassuolo", 1},
		{"ab", "ba", 1},
		{"ca", "abc", 3}, // two, if a swapped pair could be parted again
		{"città", "citta", 1},
		{"кот", "ток", 2},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDistance_IsAdistance(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcè")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := distance(a, b)
		if d != distance(b, a) {
			t.Fatalf("%q and %q are not as far both ways", a, b)
		}
		if (d == 0) != (a == b) {
			t.Fatalf("%q and %q are %d apart", a, b, d)
		}
		as, bs := []rune(a), []rune(b)
		longer, shorter := max(len(as), len(bs)), min(len(as), len(bs))
		if d > longer || d < longer-shorter {
			t.Fatalf("%q and %q are %d apart", a, b, d)
		}
		if want := alignment(as, bs); d != want {
			t.Fatalf("%q and %q are %d apart, by definition %d", a, b, d, want)
		}
		limit := rapid.IntRange(0, 9).Draw(t, "limit")
		m := newMeter(a)
		m.load(b)
		if got := m.within(limit); got != min(d, limit+1) {
			t.Fatalf("%q and %q within %d: %d, want %d", a, b, limit, got, min(d, limit+1))
		}
	})
}

// alignment is the distance as it is defined, without a matrix.
func alignment(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	i, j := len(a)-1, len(b)-1
	if a[i] == b[j] {
		return alignment(a[:i], b[:j])
	}
	d := min(alignment(a[:i], b[:j])+1, alignment(a[:i], b)+1, alignment(a, b[:j])+1)
	if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
		d = min(d, alignment(a[:i-1], b[:j-1])+1)
	}
	return d
}

func itself(s string) string { return s }

func TestSuggest_AllAtOneLetterElseTheThreeNearest(t *testing.T) {
	modenesi := []string{"medolla", "meldola", "mesola", "medole", "modena"}
	for _, c := range []struct {
		name, query string
		from, want  []string
	}{
		{"all at one letter", "medola", modenesi, []string{"medole", "medolla", "meldola", "mesola"}},
		{"itself counts too", "medolla", modenesi, []string{"medolla"}},
		{"more than three at one letter", "aa", []string{"ab", "ac", "ad", "ae", "aaa"}, []string{"aaa", "ab", "ac", "ad", "ae"}},
		{
			"as many as are near", "sasulo",
			[]string{"sarsina", "sassuolo", "solarolo", "savignano", "soliera", "sasso"},
			[]string{"sasso", "sassuolo"},
		},
		{
			"no more than three", "castenovo",
			[]string{"castelvecchio", "castelnovo b", "castelnovo a", "castelnuovo", "castel nova"},
			[]string{"castelnuovo", "castelnovo a", "castelnovo b"},
		},
		{"hopelessly far", "xyzxyz", modenesi, nil},
		{"nobody to choose from", "medola", nil, nil},
		{"nothing written", "", modenesi, nil},
		{"homonyms are each suggested", "castr", []string{"castro", "livo", "castro"}, []string{"castro", "castro"}},
		{"a role code", "rdt", []string{"sindaco", "rtd", "formazione"}, []string{"rtd"}},
		{"a regione", "emila romana", []string{"emilia romagna", "lombardia", "marche"}, []string{"emilia romagna"}},
		{"a word left out", "reggio emilia", []string{"reggio nell emilia", "reggiolo", "reggello"}, []string{"reggio nell emilia"}},
		{
			"a name cut short before its likes", "castel san pietro",
			[]string{"castel sant pietro", "castel san pietro romano", "borgo castel san pietro", "castel san pietro terme"},
			[]string{"castel san pietro terme", "castel san pietro romano", "borgo castel san pietro", "castel sant pietro"},
		},
		{"words, not letters", "mont", []string{"montese", "alto mont", "monti"}, []string{"alto mont", "monti"}},
		{"too short to be words", "san", []string{"san leo", "sana"}, []string{"sana"}},
	} {
		got := Suggest(c.query, c.from, itself)
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: Suggest(%q): %s", c.name, c.query, diff)
		}
	}
}

func TestSuggest_ReturnsTheCandidatesThemselves(t *testing.T) {
	type comune struct{ Nome, Sigla string }
	comuni := []comune{{"Modena", "MO"}, {"Medolla", "MO"}, {"Castro", "BG"}, {"Castro", "LE"}}
	got := Suggest("castru", comuni, func(c comune) string { return Ente(c.Nome) })
	if diff := cmp.Diff([]comune{{"Castro", "BG"}, {"Castro", "LE"}}, got); diff != "" {
		t.Error(diff)
	}
}

// TestSuggest_PruningLosesNothing compares with every distance, sorted.
func TestSuggest_PruningLosesNothing(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 0, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		query := word.Draw(t, "query")
		names := rapid.SliceOfN(word, 0, 20).Draw(t, "names")
		var want []string
		for _, name := range names {
			if d := distance(query, name); d <= reach(max(len(query), len(name))) {
				want = append(want, name)
			}
		}
		slices.SortStableFunc(want, func(a, b string) int { return distance(query, a) - distance(query, b) })
		cut := 0
		for cut < len(want) && (cut < nearest || distance(query, want[cut]) <= 1) {
			if cut > 0 && distance(query, want[0]) <= 1 && distance(query, want[cut]) > 1 {
				break
			}
			cut++
		}
		got := Suggest(query, names, itself)
		if len(got) != cut {
			t.Fatalf("Suggest(%q, %q) = %q, want %d of %q", query, names, got, cut, want)
		}
		for i := range got {
			if distance(query, got[i]) != distance(query, want[i]) {
				t.Fatalf("Suggest(%q, %q) = %q, want as near as %q", query, names, got, want[:cut])
			}
		}
	})
}

// BenchmarkSuggest looks for a mistyped name among as many as the register has
// with all former names.
func BenchmarkSuggest(b *testing.B) {
	starts := []string{"castel", "monte", "san giovanni in ", "rocca ", "villa", "borgo ", "pieve di ", "campo", "serra", "torre "}
	var names []string
	for i := range 23_000 {
		name := []byte(starts[i%len(starts)])
		for n := i; n > 0; n /= 9 {
			name = append(name, "aeiolnrst"[n%9])
		}
		names = append(names, string(name))
	}
	for _, query := range []string{"medola", "castelnuovo rangno", "san giovani in persicetto"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				Suggest(query, names, itself)
			}
		})
	}
}

func TestSuggest_NoMoreThanTenThatHoldTheWords(t *testing.T) {
	var names []string
	for c := 'a'; c <= 'z'; c++ {
		names = append(names, "sant agata "+string(c))
	}
	if got := Suggest("sant agata", names, itself); !slices.Equal(got, names[:10]) {
		t.Errorf("%q", got)
	}
}

func TestIsGeneric_OnlyWordsOfTheKind(t *testing.T) {
	for name, want := range map[string]bool{
		"comune": true, "unione dei comuni": true, "citta metropolitana": true, "provincia di": true,
		"": false, "unione reno galliera": false, "comun nuovo": false, "provincia di modena": false,
	} {
		if IsGeneric(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
