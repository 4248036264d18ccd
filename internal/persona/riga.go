package persona

import (
	"strings"
	"unicode"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// The places, from the first of them, of the columns by which a row names a
// person.
const (
	rigaCognome = iota
	rigaNome
	rigaNominativo
	rigaCF
	rigaEmail
	rigaIDEsterno
	// ColonneRiga is how many they are.
	ColonneRiga
)

// Colonne returns the columns by which the row of a file names a person.
func Colonne() []batch.Column {
	columns := []batch.Column{
		{Key: "cognome", Synonyms: []string{"lastname", "surname", "last name"}, Example: "Rossi", Help: message.New("surname")},
		{Key: "nome", Synonyms: []string{"firstname", "first name", "given name"}, Example: "Mario", Help: message.New("given name")},
		{
			Key: "nominativo", Synonyms: []string{"cognome e nome", "cognome nome", "partecipante", "full name"},
			Help: message.New("surname and given name in one column, with a comma between them"),
		},
		{
			Key: "cf", Synonyms: []string{"codice fiscale", "cod fisc", "c f", "codicefiscale", "cod fiscale"}, Example: "RSSMRA85T10A562S",
			Help: message.New("codice fiscale of the person; may be left out"),
		},
		{
			Key: "email", Synonyms: []string{"e mail", "indirizzo email", "posta elettronica", "mail", "email address"},
			Example: "m.rossi@comune.example.it", Help: message.New("e-mail address of the person"),
		},
		{
			Key: "id_esterno", Synonyms: []string{"codice identificativo", "idnumber", "username", "matricola", "id number"},
			Help: message.New("number that the learning platform gives the person"),
		},
	}
	for i := range columns {
		columns[i].Personal = true
	}
	return columns
}

// Riga is what a row of a file says of a person: see Recognize.
type Riga struct {
	CF, Piattaforma, IDEsterno, Email, Cognome, Nome, Norma string
	// Generic says that the address was that of an office, which is nobody's.
	Generic bool
	// Decisa is the person whom somebody decided that the row means, 0 where
	// nobody did.
	Decisa int64
}

// append writes what a row says of a person, takeRiga reads it back.
func (r Riga) append(b []byte) []byte {
	for _, s := range []string{r.CF, r.Piattaforma, r.IDEsterno, r.Email, r.Cognome, r.Nome, r.Norma} {
		b = batch.AppendText(b, s)
	}
	return batch.AppendInt(b, r.Decisa)
}

func takeRiga(b *[]byte) (r Riga) {
	for _, s := range []*string{&r.CF, &r.Piattaforma, &r.IDEsterno, &r.Email, &r.Cognome, &r.Nome, &r.Norma} {
		*s = batch.TakeText(b)
	}
	r.Decisa = batch.TakeInt(b)
	return r
}

// ReadRow reads the person that a row names in the columns from first. It
// refuses the row when that is no name.
func ReadRow(row *batch.Row, first int) Riga {
	r := Riga{CF: row.CF(first + rigaCF), Email: row.Email(first + rigaEmail), IDEsterno: row.Code(first + rigaIDEsterno), Decisa: row.Meant("persona")}
	if codice.IsRoleMailbox(r.Email) {
		r.Email, r.Generic = "", true
	}
	if r.Decisa != 0 {
		// Whoever decided who is meant may have done so because of the name.
		return r
	}
	r.Cognome, r.Nome = row.Name(first+rigaCognome, first+rigaNome, first+rigaNominativo)
	if row.Refused() {
		return r
	}
	if err := checkNames(r.Cognome, r.Nome); err != nil {
		row.RefuseFault(first+rigaCognome, "nome_non_valido", err)
		return r
	}
	r.Cognome, r.Nome = capitalized(r.Cognome), capitalized(r.Nome)
	if r.Norma = nome.Norm(r.Cognome + " " + r.Nome); nome.Norm(r.Cognome) == "" || nome.Norm(r.Nome) == "" {
		row.Refuse(first+rigaCognome, "nome_non_valido", message.New("a person has a surname and a given name"), message.Text{})
	}
	return r
}

// capitalized gives a name that is all in capitals, or all in small letters, its
// usual form: D'ANGELO is D'Angelo.
func capitalized(name string) string {
	if name != strings.ToUpper(name) && name != strings.ToLower(name) {
		return name
	}
	begins := true
	return strings.Map(func(r rune) rune {
		if begins {
			r = unicode.ToUpper(r)
		} else {
			r = unicode.ToLower(r)
		}
		begins = !unicode.IsLetter(r)
		return r
	}, name)
}

// Choices returns the persons that a row may mean, of the numbers in a Homonym.
// What they are called is for whoever may see it.
func Choices(persons string) []batch.Choice {
	var list []batch.Choice
	for id := range strings.SplitSeq(persons, ", ") {
		list = append(list, batch.Choice{Noun: "persona", Code: id})
	}
	return list
}
