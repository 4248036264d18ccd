package ente

import (
	"cmp"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The places, from the first of them, of the columns by which a row names an
// ente.
const (
	rigaIPA = iota
	rigaCF
	rigaIstat
	rigaBelfiore
	rigaEmail
	rigaNome
	rigaProvincia
	// ColonneRiga is how many they are.
	ColonneRiga
)

// Colonne returns the columns by which the row of a file names an ente: all
// those that it fills must mean the same one.
func Colonne() []batch.Column {
	return []batch.Column{
		{
			Key: "ipa", Synonyms: []string{"codice ipa", "cod amm", "codice amministrazione"}, FillDown: true, Example: "c_d704",
			Help: message.New("IPA code of the ente"),
		},
		{
			Key: "cf_ente", Synonyms: []string{"codice fiscale ente", "cf amministrazione", "partita iva"}, FillDown: true, Digits: 11,
			Help: message.New("codice fiscale of the ente"),
		},
		{
			Key: "istat", Synonyms: []string{"codice istat", "cod istat", "codice istat comune"}, FillDown: true, Digits: 6,
			Help: message.New("ISTAT code of the comune"),
		},
		{
			Key: "belfiore", Synonyms: []string{"codice catastale", "codice belfiore"}, FillDown: true,
			Help: message.New("Belfiore code of the comune"),
		},
		{
			Key: "email_ente", Synonyms: []string{"pec", "pec ente", "email ente"}, FillDown: true,
			Help: message.New("certified or ordinary e-mail address of the ente"),
		},
		{Key: "ente", Synonyms: []string{
			"istituzione", "institution", "amministrazione", "denominazione ente", "ente di appartenenza", "comune",
			"amministrazione di appartenenza",
		}, FillDown: true, Example: "Comune di Forlì", Help: message.New("name of the ente")},
		{
			Key: "prov", Synonyms: []string{"provincia", "sigla", "pr", "sigla provincia"}, FillDown: true, Example: "FC",
			Help: message.New("province of the ente, which tells enti of one name apart"),
		},
	}
}

// ChiaviColonne returns the keys of the columns one of which a file must have.
func ChiaviColonne() []string {
	return []string{"ente", "ipa", "istat", "cf_ente", "belfiore", "email_ente"}
}

// NamedIn reports whether a row names an ente in the columns from first, or one
// is named for the whole file. A province alone names none.
func NamedIn(row *batch.Row, first int) bool {
	return keysOf(row.Text, first).name()
}

// keysOf reads the keys of an ente in the columns from first.
func keysOf(text func(i int) string, first int) Chiavi {
	return Chiavi{
		IPA: text(first + rigaIPA), CF: text(first + rigaCF), Istat: text(first + rigaIstat),
		Belfiore: text(first + rigaBelfiore), Email: text(first + rigaEmail),
		Nome: text(first + rigaNome), Provincia: text(first + rigaProvincia),
	}
}

// name reports whether the keys name an ente: a province alone does not.
func (k Chiavi) name() bool { return k.IPA+k.CF+k.Istat+k.Belfiore+k.Email+k.Nome != "" }

// MatchRow returns the id of the ente that a row names on a day in the columns
// from first, and 0 after refusing the row when it names none. Where the row
// says nothing of its ente, it is the one named for the whole file by name or
// any code, else the domain of the given address may tell it.
func (m *Matcher) MatchRow(row *batch.Row, first int, address string, day periodo.Data) int64 {
	if id := row.Meant("ente"); id != 0 {
		// An ente that ended stands for its successor here too.
		settled, _ := (&search{m: m, day: day}).settle(id)
		return settled
	}
	k := keysOf(row.Said, first)
	if !k.name() {
		if fixed := row.Text(first + rigaNome); fixed != "" {
			k, found := m.cell(fixed, day)
			return m.take(row, first+rigaNome, k, found, day, choices)
		}
		k.Email = address
	}
	return m.take(row, first+k.shown(), k, m.Match(k, day), day, choices)
}

// shown returns the column in which a problem with the keys is shown: the name
// where there is one, else the first that is filled.
func (k Chiavi) shown() int {
	if k.Nome != "" {
		return rigaNome
	}
	for i, v := range []string{k.IPA, k.CF, k.Istat, k.Belfiore, k.Email} {
		if v != "" {
			return i
		}
	}
	return rigaNome
}

// suggestedFor returns the enti that may have been meant, best first.
func (m *Matcher) suggestedFor(k Chiavi, day periodo.Data, found Esito) []Suggerito {
	if len(found.Suggeriti) > 0 {
		return found.Suggeriti
	}
	return m.Suggest(k, day)
}

// perhaps names the enti that may have been meant.
func perhaps(suggested []Suggerito) message.Text {
	if len(suggested) == 0 {
		return message.Text{}
	}
	labels := make([]string, len(suggested))
	for i, s := range suggested {
		labels[i] = s.label()
	}
	return message.New("perhaps: %s", strings.Join(labels, ", "))
}

// choices offers those enti for the row that refuses to tell which.
func choices(suggested []Suggerito) []batch.Choice {
	list := make([]batch.Choice, len(suggested))
	for i, s := range suggested {
		list[i] = batch.Choice{Noun: "ente", Code: cmp.Or(s.Codice, s.Denominazione), Label: s.label()}
	}
	return list
}

// label names a suggested ente with its place and its code.
func (s Suggerito) label() string {
	place := s.Codice
	if s.Provincia != "" {
		place = strings.TrimSuffix(s.Provincia+", "+s.Codice, ", ")
	}
	if place == "" {
		return s.Denominazione
	}
	return s.Denominazione + " (" + place + ")"
}
