package demo

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// fund writes the two calls: that of 2020 for smart working with its 28
// projects, and an invented one that is open.
func (s *story) fund(ctx context.Context, tx *db.Tx) error {
	region, err := ente.Resolve(ctx, tx, "r_emiro", ente.ResolveOptions{AsOf: counted()})
	if err != nil {
		return err
	}
	call, err := bando.Announce(ctx, tx, bando.Bando{
		Codice: "SW2020", Titolo: "Progetti per lo sviluppo dello smart working nelle pubbliche amministrazioni locali", Gestione: bando.Propria,
		EnteID: region.ID, Fonte: "regione", Natura: bando.Corrente, QuotaMax: 7000,
		Apre: periodo.MustParseMomento("2020-04-02"), Scade: periodo.MustParseMomento("2020-07-31 18:00"),
		Beneficiari: bando.Beneficiari([]ente.Tipo{ente.Comune, ente.Unione, ente.Circondario, ente.Provincia, ente.CittaMetropolitana}, nil),
		Finalita:    "Avviare e consolidare lo smart working, garantire la continuità dei servizi e ridurre la mobilità dei dipendenti",
		URL:         "http://autonomie.regione.emilia-romagna.it",
	}, bando.Dotazione{Data: periodo.MustParse("2020-04-02"), Importo: euro.Euro(2_000_000), Atto: "delibera 271/2020"})
	if err != nil {
		return err
	}
	themes, categories, err := s.describe(ctx, tx, call)
	if err != nil {
		return err
	}
	if err := bando.Close(ctx, tx, call, bando.Atto{Stato: bando.Chiuso, Data: periodo.MustParse("2020-09-02"), Atto: "determina 14210/2020"}); err != nil {
		return err
	}
	if err := progetto.Load(ctx, tx, s.projects(call, themes, categories)); err != nil {
		return err
	}
	_, err = bando.Announce(ctx, tx, bando.Bando{
		Codice: "PICCOLI-2026", Titolo: "Servizi digitali nei piccoli Comuni (avviso dimostrativo)", Gestione: bando.Esterna,
		Fonte: "PNRR", Misura: "1.4.1 Esperienza del cittadino nei servizi pubblici", ContributoMax: euro.Euro(80_000),
		Apre: periodo.MustParseMomento("2026-10-01 10:00"), Scade: periodo.MustParseMomento("2027-01-15 18:00"),
		Beneficiari: bando.Beneficiari([]ente.Tipo{ente.Comune}, []ente.Classe{ente.Fino5000, ente.Fino15000}),
	}, bando.Dotazione{Data: periodo.MustParse("2026-10-01"), Importo: euro.Euro(5_000_000), Atto: "decreto 90/2026"})
	return err
}

// describe writes the themes and the categories of spending of the call of 2020
// and returns their ids by code.
func (s *story) describe(ctx context.Context, tx *db.Tx, b bando.Bando) (themes, categories map[string]int64, err error) {
	themes, categories = map[string]int64{}, map[string]int64{}
	for _, t := range []bando.Tema{
		{Codice: "cloud", Titolo: "Migrazione su cloud", Dimensione: "tecnologia"},
		{Codice: "collaborazione", Titolo: "Strumenti di social collaboration", Dimensione: "tecnologia"},
		{Codice: "leadership", Titolo: "Formazione per una nuova leadership digitale", Dimensione: "competenze"},
		{Codice: "obiettivi", Titolo: "Lavoro per obiettivi", Dimensione: "processi"},
		{Codice: "team", Titolo: "Lavoro per team", Dimensione: "processi"},
		{Codice: "servizi_digitali", Titolo: "Processi e servizi full digital", Dimensione: "processi"},
		{Codice: "spazi", Titolo: "Ripensamento di spazi e luoghi di lavoro", Dimensione: "processi"},
	} {
		added, err := bando.AddTema(ctx, tx, b, t)
		if err != nil {
			return nil, nil, err
		}
		themes[added.Codice] = added.ID
	}
	for _, c := range []bando.Categoria{
		{Codice: "formazione", Nome: "Formazione", Ammissibile: true, Natura: bando.Corrente},
		{Codice: "progettazione", Nome: "Progettazione", Ammissibile: true, Natura: bando.Corrente},
		{Codice: "servizi_cloud", Nome: "Servizi cloud", Ammissibile: true, Natura: bando.Corrente},
		{Codice: "device", Nome: "Acquisto di dispositivi", Natura: bando.Investimento},
	} {
		added, err := bando.AddCategoria(ctx, tx, b, c)
		if err != nil {
			return nil, nil, err
		}
		categories[added.Codice] = added.ID
	}
	return themes, categories, nil
}
