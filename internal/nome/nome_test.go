package nome

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestNorm_SpellingsOfOneNameAreOne(t *testing.T) {
	for _, c := range []struct {
		want      string
		spellings []string
	}{
		{"forli", []string{"Forlì", "Forli'", "FORLI’", "FORLÌ", "forli`", "Forli´", "Forliʼ", "Forli\u0300", "  Forlì\u00a0"}},
		{"sant agata", []string{"Sant'Agata", "SANT’AGATA", "Sant' Agata", "sant`agata", "Sant´Agata", "Santʼagata", "Sant‘Agata"}},
		{"valle d aosta vallee d aoste", []string{"Valle d'Aosta/Vallée d'Aoste", "VALLE D’AOSTA - VALLE\u0301E D’AOSTE"}},
		{"emilia romagna", []string{"Emilia-Romagna", "Emilia Romagna", "EMILIA – ROMAGNA", "Emilia\tRomagna\n"}},
		{"gross koln", []string{"Groß Köln", "GROẞ KÖLN", "GROSS KO\u0308LN"}},
		{"s giovanni in persiceto", []string{"S. Giovanni in Persiceto", "S.Giovanni  in Persiceto"}},
		{"duino aurisina devin nabrezina", []string{"Duino-Aurisina/Devin Nabrežina", "DUINO AURISINA (DEVIN NABREZ\u030cINA)"}},
		{"scuole 2000", []string{"Scuole 2000", "«Scuole» 2000!"}},
		{"sassuolo", []string{"Sas\u00adsuolo", "\ufeffSassuolo", "Sassuolo\u200b"}},
		{"", []string{"", " ", "'", "-/-", "\u0300"}},
	} {
		for _, s := range c.spellings {
			if got := Norm(s); got != c.want {
				t.Errorf("Norm(%q) = %q, want %q", s, got, c.want)
			}
		}
	}
}

func TestNorm_FoldsTheLettersOfTheBilingualComuni(t *testing.T) {
	for in, want := range map[string]string{
		"àèéìíîòóùú":                 "aeeiiioouu",                // Italian
		"âçêëïôœûÿæ":                 "aceeiooeuyae",              // French
		"äöüßẞ":                      "aoussss",                   // German
		"čšžćđ":                      "cszcd",                     // Slovene and Croatian
		"ÁËÑŘŁŐŚŻ":                   "aenrlosz",                  // others
		"1ª 2º":                      "1a 2o",                     // ordinals
		"Αθήνα":                      "αθήνα",                     // left as it is
		"Şehir İĞ":                   "sehir ig",                  // Turkish
		"Timișoara":                  "timisoara",                 // Romanian
		"Þór Ðæ":                     "thor dae",                  // Icelandic
		"Ortisei/St. Ulrich/Urtijëi": "ortisei st ulrich urtijei", // Ladin
	} {
		if got := Norm(in); got != want {
			t.Errorf("Norm(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEnte_DropsWhatAComuneBearsInFront(t *testing.T) {
	for in, want := range map[string]string{
		"Comune di Sassuolo":                 "sassuolo",
		"COMUNE SASSUOLO":                    "sassuolo",
		"Municipio di Sassuolo":              "sassuolo",
		"Città di Sassuolo":                  "sassuolo",
		"citta' di Sassuolo":                 "sassuolo",
		"Sassuolo":                           "sassuolo",
		"Comune di Citta' di Sassuolo":       "sassuolo",
		"Comune di Forli'":                   "forli",
		"Comune di L'Aquila":                 "l aquila",
		"Città di Castello":                  "citta di castello",
		"Comune di Città di Castello":        "citta di castello",
		"Comune di Castello":                 "castello",
		"Città della Pieve":                  "citta della pieve",
		"Comune di Città Sant'Angelo":        "citta sant angelo",
		"Comun Nuovo":                        "comun nuovo",
		"Comunanza":                          "comunanza",
		"Comunità Montana della Valle":       "comunita montana della valle",
		"Provincia di Modena":                "provincia di modena",
		"Città metropolitana di Bologna":     "citta metropolitana di bologna",
		"Unione dei Comuni della Romagna":    "unione dei comuni della romagna",
		"Unione di Comuni Terre di Castelli": "unione di comuni terre di castelli",
		"Unione":                             "unione",
		"Comune":                             "comune",
		"Comune di":                          "comune di",
		"Municipio":                          "municipio",
		"Municipio di":                       "municipio di",
		"Città di":                           "citta di",
		"Provincia":                          "provincia",
		"":                                   "",
	} {
		if got := Ente(in); got != want {
			t.Errorf("Ente(%q) = %q, want %q", in, got, want)
		}
	}
}

// anyName draws text of the letters and marks that names are made of, and of
// any other rune.
func anyName() *rapid.Generator[string] {
	usual := rapid.RuneFrom([]rune("abcdefghilmnopqrstuvzABCDEFÀÈÉÌÒÙàèéìòùßẞœčšžđ'’`´ʼ-/. ()\u0300\u0301\u00a0"))
	return rapid.StringOf(rapid.OneOf(usual, rapid.Rune()))
}

func TestNorm_OfANormalFormIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "name")
		once := Norm(s)
		if twice := Norm(once); twice != once {
			t.Fatalf("Norm(%q) = %q, and of that %q", s, once, twice)
		}
		if once != strings.Join(strings.Fields(once), " ") {
			t.Fatalf("Norm(%q) = %q has blanks to spare", s, once)
		}
		for _, r := range once {
			if r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				t.Fatalf("Norm(%q) = %q contains %q", s, once, r)
			}
		}
		ente := Ente(s)
		if again := Ente(ente); again != ente {
			t.Fatalf("Ente(%q) = %q, and of that %q", s, ente, again)
		}
		if (ente == "") != (once == "") {
			t.Fatalf("Ente(%q) = %q, Norm %q", s, ente, once)
		}
	})
}

func TestNorm_IgnoresCase(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("abcxyzàèéìòùüöäßœčšžđ '-")))
	rapid.Check(t, func(t *rapid.T) {
		s := letters.Draw(t, "name")
		if lower, upper := Norm(s), Norm(strings.ToUpper(s)); lower != upper {
			t.Fatalf("%q is %q, in capitals %q", s, lower, upper)
		}
	})
}

func FuzzNorm(f *testing.F) {
	for _, s := range []string{"Forli'", "Comune di Città di Castello", "Groẞ", "comune di ", "\xff", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Norm(s); Norm(once) != once {
			t.Fatalf("Norm(%q) = %q is not normal", s, once)
		}
		if once := Ente(s); Ente(once) != once {
			t.Fatalf("Ente(%q) = %q is not normal", s, once)
		}
	})
}
