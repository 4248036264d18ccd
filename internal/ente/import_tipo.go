package ente

import (
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
)

// tipoIPA returns the type of an ente from its category in IndicePA, and
// whether the category alone would have said otherwise, so that somebody should
// look at it. A category also holds the consortia and the companies of the enti
// after which it is called: the name, and for a comune the code, must agree.
func tipoIPA(category, denominazione string, isComune bool) (tipo Tipo, doubtful bool) {
	name := nome.Norm(denominazione)
	begins := func(words ...string) bool {
		for _, w := range words {
			if strings.HasPrefix(name+" ", w+" ") {
				return true
			}
		}
		return false
	}
	switch strings.ToUpper(category) {
	case "L45":
		return CittaMetropolitana, false
	case "L4":
		return Regione, false
	case "L5":
		if begins("provincia", "libero consorzio") {
			return Provincia, false
		}
		return Altro, true
	case "L6":
		if isComune {
			return Comune, false
		}
		return association(name), true
	case "L18":
		switch {
		case begins("unione"):
			return Unione, false
		case begins("nuovo circondario", "circondario"):
			return Circondario, false
		}
		return association(name), true
	case "L12":
		return ComunitaMontana, false
	case "L36", "L24":
		return Consorzio, false
	case "L7", "L8":
		return AUSL, false
	case "L34":
		return ASP, false
	case "L17":
		return Universita, false
	}
	return Altro, false
}

// association returns what an ente is that stands among comuni or Unioni and is
// neither.
func association(name string) Tipo {
	if strings.Contains(" "+name, " consorzi") {
		return Consorzio
	}
	return Altro
}
