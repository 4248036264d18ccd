package ente

import "math"

// Classe is a class of comuni by residents.
type Classe string

// The classes by residents. The first is that of the piccoli Comuni (L.
// 158/2017).
const (
	Fino5000   Classe = "fino_5000"
	Fino15000  Classe = "5001_15000"
	Fino50000  Classe = "15001_50000"
	Oltre50000 Classe = "oltre_50000"
	// NonNota is the class of what has no known population.
	NonNota Classe = "nd"
)

// Classi returns the classes, the smallest first and the unknown last.
func Classi() []Classe { return []Classe{Fino5000, Fino15000, Fino50000, Oltre50000, NonNota} }

// limits returns the least and the greatest number of residents of a class
// other than NonNota.
func (c Classe) limits() (least, greatest int64) {
	switch c {
	case Fino5000:
		return 0, 5_000
	case Fino15000:
		return 5_001, 15_000
	case Fino50000:
		return 15_001, 50_000
	}
	return 50_001, math.MaxInt64
}

// ClasseDi returns the class of an ente with that population; NonNota when the
// population is not known.
func ClasseDi(popolazione int64, known bool) Classe {
	if !known {
		return NonNota
	}
	for _, c := range Classi() {
		if _, greatest := c.limits(); popolazione <= greatest {
			return c
		}
	}
	return Oltre50000
}

// Classe returns the class of the ente by its residents.
func (e Ente) Classe() Classe {
	if e.Popolazione == nil {
		return NonNota
	}
	return ClasseDi(*e.Popolazione, true)
}
