package ente

import "testing"

func TestTipoIPA_CategoryAloneDoesNotMakeAComune(t *testing.T) {
	for _, c := range []struct {
		category, name string
		isComune       bool
		want           Tipo
		doubtful       bool
	}{
		{"L6", "Comune di Sassuolo", true, Comune, false},
		{"L6", "Consorzio fra Comuni", false, Consorzio, true},
		{"L6", "Istituzione dei servizi", false, Altro, true},
		{"L18", "UNIONE DEI COMUNI DEL SORBARA", false, Unione, false},
		{"L18", "Nuovo Circondario Imolese", false, Circondario, false},
		{"L18", "Unioncamere", false, Altro, true},
		{"L5", "Provincia di Modena", false, Provincia, false},
		{"L5", "Modena Servizi", false, Altro, true},
		{"L45", "Città Metropolitana di Bologna", false, CittaMetropolitana, false},
		{"l12", "Comunità Montana", false, ComunitaMontana, false},
		{"L8", "Azienda Ospedaliera", false, AUSL, false},
		{"L33", "Istituto Comprensivo", false, Altro, false},
	} {
		if tipo, doubtful := tipoIPA(c.category, c.name, c.isComune); tipo != c.want || doubtful != c.doubtful {
			t.Errorf("%s %s is %s, doubtful %t", c.category, c.name, tipo, doubtful)
		}
	}
}

func TestCells_LostZerosArePutBackWhereTheCodeAllows(t *testing.T) {
	for _, c := range []struct {
		cell, code   string
		padded, fine bool
	}{
		{"36040", "036040", true, true},
		{"1001", "001001", true, true},
		{"036040", "036040", false, true},
		{"101", "", false, false},
		{"8,00626E+10", "", false, false},
	} {
		code, padded, err := IstatCell(c.cell)
		if (err == nil) != c.fine || padded != c.padded || c.fine && code != c.code {
			t.Errorf("%s: %s %t %v", c.cell, code, padded, err)
		}
	}
	if code, padded, err := CFCell("235880366"); code != "00235880366" || !padded || err != nil {
		t.Errorf("%s %t %v", code, padded, err)
	}
	// The check digit tells that the zeros were not what was lost.
	if _, padded, err := CFCell("235880367"); padded || err == nil {
		t.Error("a wrong code is taken")
	}
}

func TestTextCell_PlaceholdersAreEmpty(t *testing.T) {
	for _, cell := range []string{"", " ", "-", "da_indicare", "DA_INDICARE", "n.d.", "null", "non indicato"} {
		if got := TextCell(cell); got != "" {
			t.Errorf("%q says %q", cell, got)
		}
	}
	if got := TextCell(" a "); got != "a" {
		t.Errorf("%q", got)
	}
}
