package ente

import "testing"

func TestDichiarato_TheTypeIsThatOfTheKindOrOfTheName(t *testing.T) {
	for _, c := range []struct {
		kind, name string
		want       Tipo
		doubtful   bool
	}{
		{"Comuni", "Comune di Sassuolo", Comune, false},
		{"Altri Enti", "Comune di Setteville", Comune, false},
		{"ASL", "FONDAZIONE POLICLINICO", AUSL, false},
		{"Scuole", "ISTITUTO COMPRENSIVO", Altro, false},
		{"Altri Enti", "Provincia di Modena", Provincia, false},
		{"Altri Enti", "Provincia Autonoma di Trento", Regione, false},
		{"Altri Enti", "Citta' Metropolitana di Catania", CittaMetropolitana, false},
		{"Altri Enti", "Unione dei Comuni del Sorbara", Unione, false},
		{"Altri Enti", "Unioncamere", Altro, true},
		{"Altri Enti", "Nuovo Circondario Imolese", Circondario, false},
		{"Altri Enti", "Comunità Montana di Scalve", ComunitaMontana, false},
		{"Altri Enti", "Consorzio di Bonifica", Consorzio, false},
		{"Altri Enti", "Universita' degli Studi di Bari", Universita, false},
		{"Altri Enti", "Azienda Sanitaria Provinciale Ragusa", AUSL, false},
		{"Altri Enti", "Azienda Erbese Servizi alla Persona", ASP, false},
		{"Altri Enti", "Ordine degli Avvocati", Altro, false},
		{"Altri Enti", "Regione Siciliana Ersu", Altro, true},
		{"", "Qualcosa", Altro, true},
	} {
		if tipo, doubtful := (Dichiarato{Tipologia: c.kind, Nome: c.name}).Tipo(); tipo != c.want || doubtful != c.doubtful {
			t.Errorf("%s %s is %s, doubtful %t", c.kind, c.name, tipo, doubtful)
		}
	}
}
