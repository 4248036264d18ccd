package sheet

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDamaged_LegitimateTextIsNot(t *testing.T) {
	for _, s := range []string{
		"", "Forlì", "Città", "d’Angelo – «sì»", "€ 5", "FORLÌ\u00a0", "GESÙ\u00a0", "È «bello»", "Château-d’Œx", "São",
		"Šumperk", "IRMÃ", "Ã", "30 °C", "Niccolò…", "日本", "😀", "ÀÈÉÌÒÙ", "Straße", "Großölsünd", "Ærø",
	} {
		if Damaged(s) {
			t.Errorf("%q is called damaged", s)
		}
		if got := repair(s); got != s {
			t.Errorf("%q is repaired to %q", s, got)
		}
	}
}

func TestRepair_UTF8ReadAsWindows1252(t *testing.T) {
	for in, want := range map[string]string{
		"ForlÃ¬":                        "Forlì",
		"CittÃ\u00a0 di Castello":       "Città di Castello",
		"CittÃ  di Castello":            "Città di Castello",
		"CittÃ di Castello":             "Città di Castello",
		"CittÃ":                         "Città",
		"dâ€™Angelo":                    "d’Angelo",
		"â‚¬ 5 â„¢":                     "€ 5 ™",
		"â€œsÃ¬â€\u009d":                "“sì”",
		"30 Â°C":                        "30 °C",
		"DevinNabreÅ¾ina":               "DevinNabrežina",
		"Ã\u0081":                       "Á",
		"ForlÃƒÂ¬":                      "Forlì",
		"ï»¿Cognome":                    "Cognome",
		"Forlì ForlÃ¬":                  "Forlì Forlì",
		"ForlÃ¬ citt\ufffd":             "Forlì citt\ufffd",
		"PERÃ’":                         "PERÒ",
		"Ã€ÃˆÃ‰ÃŒÃ’Ã™":                  "ÀÈÉÌÒÙ",
		"Ã\u00a0Ã¨Ã©Ã¬Ã²Ã¹":             "àèéìòù",
		"GemÃ¼tlich fÃ¼r alle StraÃŸen": "Gemütlich für alle Straßen",
	} {
		if !Damaged(in) {
			t.Errorf("%q is not called damaged", in)
		}
		if got := repair(in); got != want {
			t.Errorf("%q is repaired to %q, want %q", in, got, want)
		}
	}
}

func TestDamaged_WhatIsLostStaysLost(t *testing.T) {
	for _, s := range []string{"citt\ufffd", "cittï¿½", "a\u0085b", "\xff"} {
		if !Damaged(s) || repair(s) != s {
			t.Errorf("%q: damaged %t, repaired to %q", s, Damaged(s), repair(s))
		}
	}
}

func TestRows_DamageIsCountedAndRepairedOnRequest(t *testing.T) {
	for _, c := range []struct {
		name, in          string
		fix               bool
		repaired, damaged int
	}{
		{"UTF-8", "a;ForlÃ¬\nCittÃ;citt\ufffd\nForlì;b\n", false, 0, 3},
		{"UTF-8 repaired", "a;ForlÃ¬\nCittÃ;citt\ufffd\nForlì;b\n", true, 2, 1},
		{"one bad byte in UTF-8", "a;Forl\xc3\xac\nCitt\xc3\xa0;\x80\n", true, 2, 0},
		{"UTF-16", "\xff\xfea\x00;\x00\xfd\xff\n\x00", true, 0, 1},
		{"only by its delimiter", "a;b\nCittÃ;b\n", false, 0, 1},
	} {
		f, err := Examine(t.Context(), save(t, c.in), Options{FixMojibake: c.fix})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.Rows(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = rows.Next()
		}
		if rows.Repaired != c.repaired || rows.Damaged != c.damaged {
			t.Errorf("%s: %d repaired, %d damaged, want %d and %d", c.name, rows.Repaired, rows.Damaged, c.repaired, c.damaged)
		}
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestSuspect_PassesOverNoDamage(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("aÂÃÄÅâïì½¿€\u0085\ufffd ™;")), 0, 6, -1)
	rapid.Check(t, func(r *rapid.T) {
		s := text.Draw(r, "text")
		if replacements, mojibake := damage(s); replacements+mojibake > 0 && !suspect([]byte(s)) {
			r.Fatalf("%q is passed over", s)
		}
	})
}
