// Package territorio holds the regions and the provinces of Italy and finds
// the one that somebody names.
//
// A provincia is here a part of the territory: a provincia proper, a città
// metropolitana, a libero consorzio, a unit that no body administers. The body
// that governs it, where there is one, is an ente.
package territorio

import (
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Regione is one of the twenty regions.
type Regione struct {
	ID int64
	// Istat is the code of ISTAT, two digits from 01 to 20.
	Istat string
	// Sigla is the two-letter code of the HASC set, in which Emilia-Romagna is
	// ER; Italy has no official one.
	Sigla string
	// Sigla3 is the three-letter code in common use, such as EMR.
	Sigla3 string
	// ISO is the code of ISO 3166-2, such as IT-45.
	ISO string
	// IPA is the code of the regional administration in IndicePA.
	IPA string
	// Denominazione is the name, in both languages where there are two, parted
	// by a stroke.
	Denominazione string
	// Ripartizione is the part of Italy as ISTAT groups the regions, such as
	// Nord-est.
	Ripartizione string
}

// Tipo says what kind of unit a provincia is (ISTAT, unità territoriali
// sovracomunali).
type Tipo string

// Provincia is a provincia during one period of its life. A sigla may mean
// different ones at different times, the ISTAT code only one.
type Provincia struct {
	ID int64
	// Istat is the three digits with which the ISTAT codes of its comuni begin.
	Istat string
	// UTS is the statistical code of the unit: that of ISTAT, with 200 added for
	// a città metropolitana.
	UTS string
	// Sigla is the two-letter code; Alias another one in use, empty as a rule.
	Sigla, Alias  string
	Denominazione string
	RegioneID     int64
	// Regione is the sigla of the region; only reading fills it.
	Regione string
	// Tipo is one of provincia, provincia_autonoma, citta_metropolitana,
	// libero_consorzio, non_amministrativa.
	Tipo Tipo
	periodo.Periodo
}

// sigle3 returns the three-letter codes by which a region is known besides its
// own: those of the .it geographic names and of the Region's own papers.
func (r Regione) sigle3() []string {
	switch r.Sigla {
	case "PM":
		return []string{r.Sigla3, "PMN"}
	case "VD":
		return []string{r.Sigla3, "VAO"}
	case "ER":
		return []string{r.Sigla3, "RER"}
	}
	return []string{r.Sigla3}
}

// currentSigla returns the sigla that took the place of one abolished before
// the register begins, or the sigla itself: Forlì became Forlì-Cesena and
// Pesaro became Pesaro e Urbino, and old files still bear FO and PS.
func currentSigla(sigla string) string {
	switch sigla {
	case "FO":
		return "FC"
	case "PS":
		return "PU"
	}
	return sigla
}

// minPrefix is the number of letters from which the beginning of a name is
// taken for the name.
const minPrefix = 4

// named returns those of the list that bear the name, in one of their
// languages, in any spelling; failing that, the only one whose name begins so.
func named[T any](list []T, arg string, denominazione func(T) string) []T {
	norma := nome.Norm(arg)
	var exact, begun []T
	for _, v := range list {
		switch {
		case bears(denominazione(v), func(name string) bool { return name == norma }):
			exact = append(exact, v)
		case bears(denominazione(v), func(name string) bool { return strings.HasPrefix(name, norma) }):
			begun = append(begun, v)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	if len(begun) == 1 && len(norma) >= minPrefix {
		return begun
	}
	return nil
}

// bears reports whether the whole name, or its part in one language, is as ok
// asks.
func bears(denominazione string, ok func(norma string) bool) bool {
	if ok(nome.Norm(denominazione)) {
		return true
	}
	for part := range strings.SplitSeq(denominazione, "/") {
		if ok(nome.Norm(part)) {
			return true
		}
	}
	return false
}
