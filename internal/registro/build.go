package registro

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// The figures of residents are those that ANPR published for one day.
const (
	populationDay    = "2024-11-21"
	populationSource = "ANPR"
)

// expectedEnti spares the growing of a long list of large values.
const expectedEnti = 8500

// builder makes the register out of the records of the files.
type builder struct {
	register
	regione   map[string]int64  // by ISTAT code
	provincia map[string]int64  // by ISTAT code
	comune    map[string]int    // place in enti, by Belfiore
	sede      map[string]int    // place in enti, by the ISTAT code in force
	successor map[int]string    // Belfiore of the successor, by place in enti
	named     map[string]string // name of a provincia, by its normal form
}

func newBuilder() *builder {
	return &builder{
		register:  register{enti: make([]ente.Scheda, 0, expectedEnti)},
		regione:   map[string]int64{},
		provincia: map[string]int64{},
		comune:    map[string]int{},
		sede:      map[string]int{},
		successor: map[int]string{},
		named:     map[string]string{},
	}
}

// addRegione reads istat, sigla, sigla3, iso, ipa, denominazione, ripartizione.
func (b *builder) addRegione(f []string) error {
	id := int64(len(b.regioni) + 1)
	b.regione[f[0]] = id
	b.regioni = append(b.regioni, territorio.Regione{
		ID: id, Istat: f[0], Sigla: f[1], Sigla3: f[2], ISO: f[3], IPA: f[4],
		Denominazione: f[5], Ripartizione: f[6],
	})
	return nil
}

// addProvincia reads istat, uts, sigla, alias, regione, denominazione, tipo,
// dal, al.
func (b *builder) addProvincia(f []string) error {
	p := territorio.Provincia{
		ID: int64(len(b.province) + 1), Istat: f[0], UTS: f[1], Sigla: f[2], Alias: f[3],
		RegioneID: b.regione[f[4]], Denominazione: f[5], Tipo: tipoProvincia(f[6]),
	}
	var err error
	p.Periodo, err = life(f[7], f[8])
	b.provincia[p.Istat] = p.ID
	b.named[nome.Norm(p.Denominazione)] = p.Denominazione
	b.province = append(b.province, p)
	return err
}

// tipoProvincia turns the code of ISTAT for the kind of a unit into the word
// that is stored.
func tipoProvincia(code string) territorio.Tipo {
	switch code {
	case "1":
		return "provincia"
	case "2":
		return "provincia_autonoma"
	case "3":
		return "citta_metropolitana"
	case "4":
		return "libero_consorzio"
	}
	return "non_amministrativa"
}

// addComune reads belfiore, istat, denominazione, regione, sigla, dal, al,
// capoluogo, cf, ipa, popolazione, successore. A comune has one record for
// each placement, and what is not dated stands in the one in force.
func (b *builder) addComune(f []string) error {
	belfiore := f[0]
	i, known := b.comune[belfiore]
	if !known {
		i = len(b.enti)
		b.comune[belfiore] = i
		b.enti = append(b.enti, ente.Scheda{Ente: ente.Ente{
			ID: int64(i + 1), Tipo: ente.Comune, Denominazione: f[2], Belfiore: belfiore,
		}})
	}
	s := &b.enti[i]
	p, err := life(f[5], f[6])
	if err != nil {
		return err
	}
	s.Collocazioni = append(s.Collocazioni, ente.Collocazione{
		RegioneID: b.regione[f[3]], ProvinciaID: b.provincia[f[1][:3]],
		Istat: f[1], Capoluogo: f[7] == "1", Periodo: p,
	})
	if f[11] != "" {
		b.successor[i] = f[11]
	}
	if !p.Al.IsZero() {
		return nil
	}
	b.sede[f[1]] = i
	s.IPA = f[9]
	// A code whose check digit is wrong is nobody's.
	if cf, err := codice.CFEnte(f[8]); err == nil {
		s.CF = cf
	}
	return addPopulation(s, f[10])
}

func addPopulation(s *ente.Scheda, residents string) error {
	if residents == "" {
		return nil
	}
	n, err := strconv.ParseInt(residents, 10, 64)
	if err != nil {
		return err
	}
	d, err := day(populationDay)
	s.Dati = append(s.Dati, ente.Dato{Grandezza: ente.Popolazione, Valore: n, DataRif: d, Fonte: populationSource})
	return err
}

// finishComuni puts the placements of each comune in order and derives from
// them when the comune began and ended.
func (b *builder) finishComuni() {
	for i := range b.enti {
		s := &b.enti[i]
		slices.SortFunc(s.Collocazioni, func(x, y ente.Collocazione) int {
			return x.Dal.DaysSince(y.Dal)
		})
		s.Dal = s.Collocazioni[0].Dal
		s.Al = s.Collocazioni[len(s.Collocazioni)-1].Al
	}
	for i, belfiore := range b.successor {
		next := b.enti[b.comune[belfiore]]
		s := &b.enti[i]
		s.SuccessoreID = next.ID
		// A new comune takes the place of those that merge into it; one that
		// was there before absorbs them (L. 56/2014 art. 1 c. 130).
		s.MotivoFine = ente.Incorporazione
		if next.Dal.After(s.Al) {
			s.MotivoFine = ente.Fusione
		}
	}
}

// addAltro reads ipa, denominazione, tipo, regione, istat_sede. Such an ente
// was there before the register begins and lies where its seat lies.
func (b *builder) addAltro(f []string) error {
	regione, known := b.regione[f[3]]
	if !known {
		return fmt.Errorf("no region %q", f[3])
	}
	s := ente.Scheda{Ente: ente.Ente{
		ID: int64(len(b.enti) + 1), Tipo: ente.Tipo(f[2]), Denominazione: Readable(f[1]), IPA: f[0],
	}}
	if s.Tipo == ente.Provincia || s.Tipo == ente.CittaMetropolitana {
		s.Denominazione = likeItsProvincia(s.Denominazione, b.named)
	}
	seat := []ente.Collocazione{{RegioneID: regione}}
	if i, known := b.sede[f[4]]; known {
		seat = b.enti[i].Collocazioni
	}
	for i, c := range seat {
		c = ente.Collocazione{RegioneID: c.RegioneID, ProvinciaID: c.ProvinciaID, Periodo: c.Periodo}
		if s.Tipo == ente.Regione {
			c.ProvinciaID = 0
		}
		if i == 0 {
			c.Dal = periodo.Data{}
		}
		s.Collocazioni = extend(s.Collocazioni, c)
	}
	b.enti = append(b.enti, s)
	return nil
}

// extend adds a placement, or lengthens the last one when the ente stays where
// it was.
func extend(list []ente.Collocazione, c ente.Collocazione) []ente.Collocazione {
	if n := len(list); n > 0 && list[n-1].RegioneID == c.RegioneID && list[n-1].ProvinciaID == c.ProvinciaID {
		list[n-1].Al = c.Al
		return list
	}
	return append(list, c)
}
