// Package ente holds the local public bodies: what they are, where they lie
// day by day, by which names and codes they are known, and their figures.
//
// The identity of an ente is its internal id. Names, codes, provincia and
// region are attributes that change with time, so that a comune which passes
// to another region stays the same ente.
package ente

import (
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Tipo is the type of an ente.
type Tipo string

// The types of ente.
const (
	Comune             Tipo = "comune"
	Unione             Tipo = "unione"
	Circondario        Tipo = "circondario"
	Provincia          Tipo = "provincia"
	CittaMetropolitana Tipo = "citta_metropolitana"
	Regione            Tipo = "regione"
	ComunitaMontana    Tipo = "comunita_montana"
	Consorzio          Tipo = "consorzio"
	AUSL               Tipo = "ausl"
	ASP                Tipo = "asp"
	Universita         Tipo = "universita"
	Altro              Tipo = "altro"
)

// Tipi returns all types of ente.
func Tipi() []Tipo {
	return []Tipo{
		Comune, Unione, Circondario, Provincia, CittaMetropolitana, Regione,
		ComunitaMontana, Consorzio, AUSL, ASP, Universita, Altro,
	}
}

// TipiPredefiniti returns the types of ente that a coverage figure counts when
// none is asked for: the local bodies of general competence, without the
// Regione that promotes the programmes.
func TipiPredefiniti() []Tipo {
	return []Tipo{Comune, Unione, Circondario, Provincia, CittaMetropolitana}
}

// IsAssociation reports whether enti of this type are made of comuni, which
// may exercise functions through them (TUEL, d.lgs. 267/2000, art. 27, 31 and
// 32).
func (t Tipo) IsAssociation() bool {
	switch t {
	case Unione, Circondario, ComunitaMontana, Consorzio:
		return true
	}
	return false
}

// Motivo is why an ente came to its end.
type Motivo string

// The reasons for the end of an ente.
const (
	// Fusione is a merger of several comuni into a new one.
	Fusione Motivo = "fusione"
	// Incorporazione is the absorption of a comune by one that goes on.
	Incorporazione Motivo = "incorporazione"
	// Scioglimento is an end without a successor, as a rule.
	Scioglimento Motivo = "scioglimento"
	// Trasformazione is the change into a body of another kind.
	Trasformazione Motivo = "trasformazione"
)

// Motivi returns the reasons for the end of an ente.
func Motivi() []Motivo { return []Motivo{Fusione, Incorporazione, Scioglimento, Trasformazione} }

// needsSuccessor reports whether the end for this reason leaves another ente
// in its place.
func (m Motivo) needsSuccessor() bool { return m == Fusione || m == Incorporazione }

// Ente is a local public body as it is on one day.
type Ente struct {
	ID   int64
	Tipo Tipo
	// Denominazione is the official name.
	Denominazione string
	// IPA is the code in IndicePA, lower case. Like every code and address, it
	// is empty when it is not known.
	IPA string
	// CF is the codice fiscale, PIVA the partita IVA: eleven digits each.
	CF, PIVA string
	// Belfiore is the cadastral code of a comune, which outlives its recodings.
	Belfiore string
	// PEC, Email, Telefono and Sito are the addresses of the office.
	PEC, Email, Telefono, Sito string
	InLiquidazione             bool
	// Periodo is the life of the ente.
	periodo.Periodo
	// MotivoFine is why it ended, empty while it lives or when nobody knows.
	MotivoFine Motivo
	// SuccessoreID is the ente that took its place, 0 when there is none.
	SuccessoreID int64
	Note         string

	// What follows is as of the day asked; when the ente does not exist that
	// day, where it lay is as of the nearest day of its life. Add takes from it
	// where the ente lies first.

	// Regione and Provincia are sigle; Provincia is empty for an ente that lies
	// in a region as a whole. Istat is the code of a comune.
	Regione, Provincia, Istat string
	RegioneID, ProvinciaID    int64
	// Capoluogo says that it is the chief town of its provincia.
	Capoluogo bool
	// Popolazione (residents) and Dipendenti (employees) are the figures whose
	// date is nearest to the day, nil when there is none.
	Popolazione, Dipendenti *int64
}

// Collocazione says where an ente lies during a period. The collocazioni of
// an ente neither overlap nor leave a day of its life uncovered.
type Collocazione struct {
	ID, EnteID, RegioneID int64
	// ProvinciaID is 0 for an ente that lies in a region as a whole.
	ProvinciaID int64
	// Istat is the code of a comune in this period, empty for any other ente.
	Istat     string
	Capoluogo bool
	periodo.Periodo
	// Regione and Provincia are the sigle; only reading fills them.
	Regione, Provincia string
}

// TipoNome says what a name is to its ente.
type TipoNome string

// The kinds of names.
const (
	// Ufficiale is the present official name, the only one of its kind.
	Ufficiale TipoNome = "ufficiale"
	// Precedente is a former official name.
	Precedente TipoNome = "precedente"
	// Alias is any other name in use: one in another language, a spelling.
	Alias TipoNome = "alias"
)

// Nome is a name by which an ente is found.
type Nome struct {
	Nome string
	Tipo TipoNome
}

// Grandezza is what a figure measures.
type Grandezza string

// The figures kept of an ente.
const (
	// Popolazione is the number of residents of a comune.
	Popolazione Grandezza = "popolazione"
	// Dipendenti is the number of employees.
	Dipendenti Grandezza = "dipendenti"
)

// Dato is a figure of an ente on a day.
type Dato struct {
	Grandezza Grandezza
	// Valore is a count, not negative.
	Valore int64
	// DataRif is the day that the figure describes.
	DataRif periodo.Data
	// Fonte says where the figure comes from.
	Fonte string
}

// Scheda is an ente with its whole history, as Load writes it.
type Scheda struct {
	Ente
	Collocazioni []Collocazione
	// Nomi are the names besides the official one and its parts in each
	// language.
	Nomi []Nome
	Dati []Dato
}

// nomi returns the names by which an ente with this official name is found:
// the whole and, for "Bolzano/Bozen", that in each language; then the others.
// No two have the same normal form.
func nomi(denominazione string, altri []Nome) []Nome {
	list := []Nome{{denominazione, Ufficiale}}
	if strings.Contains(denominazione, "/") {
		for part := range strings.SplitSeq(denominazione, "/") {
			list = append(list, Nome{strings.TrimSpace(part), Alias})
		}
	}
	seen := map[string]bool{}
	var distinct []Nome
	for _, n := range append(list, altri...) {
		if norma := nome.Ente(n.Nome); norma != "" && !seen[norma] {
			seen[norma] = true
			distinct = append(distinct, n)
		}
	}
	return distinct
}
