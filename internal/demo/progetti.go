package demo

import (
	"fmt"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// grant is a project of the call of 2020 in thousands of euro. The enti are
// some of those that took part, as many of each type as did: everything else is
// invented.
type grant struct {
	lead          string // IPA code or, for a comune, Belfiore code
	title, themes string
	granted, paid int64
	stato         progetto.Stato
}

// firstAdmitted is how many of the projects were admitted first, for 791,000
// euro.
const firstAdmitted = 9

// grants returns the 28 projects in the order of their ranking: 13 comuni, 4 of
// which are capoluogo, 2 province, the città metropolitana, 11 Unioni and the
// circondario, for 1,980,000 euro of which 600,000 are paid.
func grants() []grant {
	return []grant{
		{distrettoCeramico, "Digitabili: servizi online e lavoro condiviso", "cloud collaborazione leadership", 105, 105, progetto.Liquidato},
		{circondarioImola, "Lavorare dal circondario", "collaborazione obiettivi", 84, 50, progetto.Rendicontato},
		{"cmbo", "Smart working metropolitano", "leadership obiettivi team", 120, 60, progetto.InCorso},
		{"p_pr", "La Provincia a distanza", "cloud servizi_digitali", 90, 40, progetto.InCorso},
		{"uta", "Terre d'Argine agili", "collaborazione team", 84, 42, progetto.Concluso},
		{"unrengal", "Uffici senza confini", "cloud spazi", 82, 41, progetto.InCorso},
		{"uncobaro", "Bassa Romagna in rete", "servizi_digitali leadership", 80, 40, progetto.InCorso},
		{"ucvs_03", "Valli agili", "obiettivi team", 76, 32, progetto.InCorso},
		{"udctd", "Terre d'Acqua digitali", "cloud collaborazione", 70, 0, progetto.Avviato},
		{"A944", "Bologna lavora per obiettivi", "obiettivi leadership servizi_digitali", 100, 50, progetto.InCorso},
		{"H223", "Reggio agile", "cloud spazi", 80, 40, progetto.InCorso},
		{"D548", "Ferrara: sportelli full digital", "servizi_digitali", 70, 35, progetto.Avviato},
		{"G535", "Piacenza collabora", "collaborazione team", 60, 30, progetto.Avviato},
		{"uc_moarn", "Area Nord in rete", "cloud collaborazione", 90, 0, progetto.Avviato},
		{"udcvs", "Valle del Savio agile", "leadership team", 88, 0, progetto.Avviato},
		{"uc_vigno", "Terre di Castelli smart", "servizi_digitali obiettivi", 85, 0, progetto.Avviato},
		{"uts_re", "Secchia a distanza", "cloud", 80, 0, progetto.AmmessoFinanziato},
		{"p_ra", "Ravenna: la Provincia che cambia", "leadership spazi", 74, 0, progetto.Avviato},
		{"uvde_035", "Val d'Enza agile", "collaborazione", 70, 0, progetto.AmmessoFinanziato},
		{"B819", "Carpi lavora ovunque", "cloud obiettivi", 60, 35, progetto.Avviato},
		{"D458", "Faenza smart", "collaborazione leadership", 55, 0, progetto.Avviato},
		{"B880", "Casalecchio: nuovi spazi", "spazi team", 45, 0, progetto.Avviato},
		{"F240", "Mirandola in cloud", "cloud", 45, 0, progetto.AmmessoFinanziato},
		{"E730", "Lugo agile", "team", 42, 0, progetto.AmmessoFinanziato},
		{"L885", "Vignola servizi digitali", "servizi_digitali", 40, 0, progetto.AmmessoFinanziato},
		{"D037", "Correggio per obiettivi", "obiettivi", 40, 0, progetto.AmmessoFinanziato},
		{"G393", "Pavullo collabora", "collaborazione", 35, 0, progetto.AmmessoFinanziato},
		{"A785", "Bentivoglio a distanza", "leadership", 30, 0, progetto.AmmessoFinanziato},
	}
}

// steps returns the states of a project after its admission, with their days.
func steps() []progetto.Atto {
	return []progetto.Atto{
		{Stato: progetto.Avviato, Data: periodo.MustParse("2020-07-01")},
		{Stato: progetto.InCorso, Data: periodo.MustParse("2020-11-02")},
		{Stato: progetto.Concluso, Data: periodo.MustParse("2021-07-30")},
		{Stato: progetto.Rendicontato, Data: periodo.MustParse("2021-10-29")},
		{Stato: progetto.Liquidato, Data: periodo.MustParse("2022-03-15"), Atto: "determina 4512/2022"},
	}
}

// projects makes the projects of the call.
func (s *story) projects(b bando.Bando, themes, categories map[string]int64) []progetto.Scheda {
	var list []progetto.Scheda
	for i, g := range grants() {
		p := s.project(i, g, b)
		for word := range strings.FieldsSeq(g.themes) {
			p.TemaIDs = append(p.TemaIDs, themes[word])
		}
		if g.lead == distrettoCeramico {
			p.Codice, p.CIG, p.Fornitore = "DIGITABILI", "8527277397", "Injenia"
			p.Spese = []progetto.Spesa{
				{CategoriaID: categories["progettazione"], Importo: euro.Euro(25_000), Data: periodo.MustParse("2020-10-30"), Documento: "fattura 112/2020"},
				{CategoriaID: categories["formazione"], Importo: euro.Euro(90_000), Data: periodo.MustParse("2021-07-15"), Documento: "fattura 77/2021"},
				{CategoriaID: categories["servizi_cloud"], Importo: euro.Euro(35_000), Data: periodo.MustParse("2021-07-20"), Documento: "fattura 80/2021"},
			}
			for _, c := range s.comuni {
				if c.unione == distrettoCeramico {
					p.Partecipi = append(p.Partecipi, progetto.Partecipe{EnteID: c.ID, Ruolo: "interessato"})
				}
			}
		}
		list = append(list, p)
	}
	return list
}

// project makes one of them, with its acts and what was paid.
func (s *story) project(i int, g grant, b bando.Bando) progetto.Scheda {
	granted := euro.Euro(g.granted * 1000)
	// The least cost, in thousands of euro, of which the grant is at most 70%.
	cost := euro.Euro((g.granted*10 + 6) / 7 * 1000)
	requested := cost.Share(b.QuotaMax)
	score := 9500 - 75*int64(i)
	p := progetto.Scheda{Progetto: progetto.Progetto{
		ID: int64(i + 1), Codice: fmt.Sprintf("SW2020-%02d", i+1), BandoID: b.ID, EnteID: s.lead(g.lead), Titolo: g.title,
		Fase: progetto.Fasi()[i%2], CUP: fmt.Sprintf("J%02dD20%09d", 11+i*7%88, 104_000+i*37),
		Costo: &cost, Richiesto: &requested, Ammesso: &granted, Concesso: granted, Punteggio: &score,
		PresentatoIl: periodo.MustParseMomento(fmt.Sprintf("2020-04-%02d 10:%02d", 8+i/2, i)), Stato: g.stato,
	}}
	admitted := progetto.Atto{Stato: progetto.AmmessoFinanziato, Data: periodo.MustParse("2020-05-12"), Atto: "determina 8054/2020", Concessione: granted}
	if i < firstAdmitted {
		admitted.Data, admitted.Atto = periodo.MustParse("2020-04-30"), "determina 7418/2020"
	}
	p.Atti = []progetto.Atto{
		{Stato: progetto.Presentato, Data: p.PresentatoIl.Giorno(), Atto: fmt.Sprintf("prot. %d/2020", 20_411+i*13)}, admitted,
	}
	for _, step := range steps() {
		if g.stato != progetto.AmmessoFinanziato && p.Atti[len(p.Atti)-1].Stato != g.stato {
			p.Atti = append(p.Atti, step)
		}
	}
	p.Erogazioni = payments(g)
	return p
}

// payments returns what was paid for a project, and the balance that is due for
// the one that waits for it.
func payments(g grant) []progetto.Erogazione {
	paid := func(tipo progetto.TipoErogazione, thousands int64, on string) progetto.Erogazione {
		return progetto.Erogazione{
			Tipo: tipo, Importo: euro.Euro(thousands * 1000), Data: periodo.MustParse(on), Atto: "liquidazione " + on[:4],
		}
	}
	switch {
	case g.paid == 0:
		return nil
	case g.stato == progetto.Liquidato:
		return []progetto.Erogazione{paid(progetto.Acconto, 50, "2020-07-20"), paid(progetto.Saldo, g.paid-50, "2022-03-15")}
	case g.stato == progetto.Rendicontato:
		due := progetto.Erogazione{Tipo: progetto.Saldo, Importo: euro.Euro((g.granted - g.paid) * 1000), PrevistaIl: periodo.MustParse("2026-12-15")}
		return []progetto.Erogazione{paid(progetto.Acconto, g.paid, "2020-07-20"), due}
	}
	return []progetto.Erogazione{paid(progetto.Acconto, g.paid, "2020-07-20")}
}

// lead returns the ente with that IPA code or, for a comune, Belfiore code.
func (s *story) lead(code string) int64 {
	if e, found := s.unioni[code]; found {
		return e.ID
	}
	return s.comune(code).ID
}
