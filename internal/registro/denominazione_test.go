package registro

import (
	"testing"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
)

func TestReadable_TheOdditiesOfThePublishedNames(t *testing.T) {
	for published, want := range map[string]string{
		"Unione Dei Comuni del Distretto Ceramico":                             "Unione dei Comuni del Distretto Ceramico",
		"UNIONE DELLE TERRE D'ARGINE":                                          "Unione delle Terre d'Argine",
		"Citta' Metropolitana di Roma Capitale":                                "Città Metropolitana di Roma Capitale",
		"CITTA' METROPOLITANA DI SASSARI":                                      "Città Metropolitana di Sassari",
		"PROVINCIA DELL'OGLIASTRA":                                             "Provincia dell'Ogliastra",
		"UNIONE DI COMUNI COMUNITA' COLLINARE VIGNE E VINI":                    "Unione di Comuni Comunità Collinare Vigne e Vini",
		"UNIONE NOVARESE 2000":                                                 "Unione Novarese 2000",
		"Unione Dei Comuni Lombarda Borghi e Valli D'Oltrepo'":                 "Unione dei Comuni Lombarda Borghi e Valli d'Oltrepò",
		"Unione Dei Comuni della Media Valle Camonica - Civilta' Delle Pietre": "Unione dei Comuni della Media Valle Camonica - Civiltà delle Pietre",
		"Unione dei Comuni Adige Gua'":                                         "Unione dei Comuni Adige Guà",
		"Unione Cinquecitta'":                                                  "Unione Cinquecittà",
		"Unione dei Comuni 'Paesi dei Nebrodi'":                                "Unione dei Comuni 'Paesi dei Nebrodi'",
		"Unione Dei Comuni I Nuraghi di Monte Idda e Fanaris":                  "Unione dei Comuni I Nuraghi di Monte Idda e Fanaris",
		"Unione Comuni Del Sorbara":                                            "Unione Comuni del Sorbara",
		"Unione dei  Comuni della Romagna Forlivese - Unione Montana":          "Unione dei Comuni della Romagna Forlivese - Unione Montana",
		"Unione dei Comuni dell'Appennino Bolognese":                           "Unione dei Comuni dell'Appennino Bolognese",
		"Regione Autonoma Valle D'Aosta":                                       "Regione Autonoma Valle d'Aosta",
		"Provincia di L'Aquila":                                                "Provincia di L'Aquila",
		"PROVINCIA DI L'AQUILA":                                                "Provincia di L'Aquila",
		"Provincia di La Spezia":                                               "Provincia di La Spezia",
		"Unione Montana del Baldo-Garda":                                       "Unione Montana del Baldo-Garda",
	} {
		if got := Readable(published); got != want {
			t.Errorf("%q becomes %q, want %q", published, got, want)
		}
	}
}

func TestRegister_AReadableNameIsFoundUnderThePublishedOne(t *testing.T) {
	m := byCode(embedded(t))
	for _, f := range records(t, altriFile) {
		if got := m[f[0]].Denominazione; nome.Ente(got) != nome.Ente(f[1]) || Readable(got) != got {
			t.Errorf("%q becomes %q", f[1], got)
		}
	}
}

func TestRegister_ABodyIsWrittenAsItsProvincia(t *testing.T) {
	names := map[string]bool{}
	for _, s := range embedded(t).enti {
		if s.Tipo == ente.Provincia {
			names[s.Denominazione] = true
		}
	}
	for _, want := range []string{
		"Provincia di Forlì-Cesena", "Provincia di Massa-Carrara", "Provincia del Verbano-Cusio-Ossola",
		"Provincia di Barletta-Andria-Trani", "Provincia di Reggio Emilia", "Provincia di Pesaro e Urbino",
	} {
		if !names[want] {
			t.Errorf("there is no %q", want)
		}
	}
}
