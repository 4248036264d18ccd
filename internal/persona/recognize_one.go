package persona

import (
	"context"
	"errors"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// Riconosciuta is the person that one row of a file means.
type Riconosciuta struct {
	// ID is the person, 0 when the row was refused.
	ID int64
	// Nuova says that the row added the person.
	Nuova bool
}

// RecognizeOne finds the person of one row that comes for an ente, in the
// columns from first, by the rules of a Recognizer, and fills in what the person
// lacks, unless the name is another: an address may be that of two. It adds the person when nobody is meant and add says so. It refuses
// the row when several persons may be meant, or nobody and none is added, and
// returns the faults of Add.
func RecognizeOne(ctx context.Context, tx *db.Tx, row *batch.Row, first int, r Riga, enteID int64, add bool) (Riconosciuta, error) {
	warnGeneric(row, first, r)
	l, err := lookUp(ctx, tx, r, enteID)
	switch {
	case err != nil:
		return Riconosciuta{}, err
	case len(l.homonyms) > 0:
		refuseHomonyms(row, first, l.homonyms)
		return Riconosciuta{}, nil
	case l.person.ID == 0 && !add:
		refuseUnknown(row, first)
		return Riconosciuta{}, nil
	case l.person.ID == 0:
		p, err := Add(ctx, tx, r.persona())
		return Riconosciuta{p.ID, true}, err
	}
	if r.Norma != l.person.norma() {
		row.Warn(first+rigaCognome, "nome_diverso", otherName(l.person.ID))
		return Riconosciuta{ID: l.person.ID}, nil
	}
	p, err := r.complete(ctx, tx, l.person)
	if err == nil && p != l.person {
		err = update(ctx, tx, p)
	}
	return Riconosciuta{ID: p.ID}, err
}

// ColonnaNumero returns the column in which a row may have the number of the
// person, as the lists of dtctl do.
func ColonnaNumero() batch.Column {
	return batch.Column{Key: "persona_id", Synonyms: []string{"numero persona"}, Help: message.New("number of the person in dtctl")}
}

// FindRow returns the person whose number a row has in a column. It refuses the
// row when there is none, and when the name that the row has in the columns
// from first is another.
func FindRow(ctx context.Context, tx *db.Tx, row *batch.Row, first, column int) (Persona, error) {
	id, ok := row.Integer(column)
	if !ok {
		return Persona{}, nil
	}
	p, err := find(ctx, tx, id)
	if _, isFault := errors.AsType[*fault.Fault](err); isFault {
		row.RefuseFault(column, "persona_sconosciuta", err)
		return Persona{}, nil
	}
	said := nome.Norm(row.Text(first+rigaCognome) + " " + row.Text(first+rigaNome))
	if said == "" {
		said = nome.Norm(row.Text(first + rigaNominativo))
	}
	if err == nil && said != "" && said != p.norma() && said != nome.Norm(p.Nome+" "+p.Cognome) {
		row.Refuse(column, "persona_conflitto", message.New("person %s has another name than the row says", number(id)),
			message.New("correct the number or the name"))
	}
	return p, err
}

// persona returns the new person that the row describes.
func (r Riga) persona() Persona {
	p := Persona{Cognome: r.Cognome, Nome: r.Nome, CF: r.CF, Email: r.Email}
	if r.has("id_esterno") {
		p.Piattaforma, p.IDEsterno = r.Piattaforma, r.IDEsterno
	}
	return p
}

// has reports whether the row has a key, by its first column.
func (r Riga) has(column string) bool {
	switch column {
	case "cf":
		return r.CF != ""
	case "email":
		return r.Email != ""
	}
	return r.Piattaforma != "" && r.IDEsterno != ""
}

// complete returns a person with the keys that they lack, the row has, and
// nobody else.
func (r Riga) complete(ctx context.Context, tx *db.Tx, p Persona) (Persona, error) {
	said := r.persona()
	for _, k := range keys() {
		if !r.has(k.first()) {
			continue
		}
		others, err := candidates(ctx, tx, r, 0, k.same)
		if err != nil {
			return p, err
		}
		switch {
		case len(others) > 0:
		case k.first() == "cf" && p.CF == "":
			p.CF = said.CF
		case k.first() == "id_esterno" && p.IDEsterno == "":
			p.Piattaforma, p.IDEsterno = said.Piattaforma, said.IDEsterno
		case k.first() == "email" && p.Email == "":
			p.Email = said.Email
		}
	}
	return p, nil
}

// lookedUp is what lookUp found.
type lookedUp struct {
	// person is who is meant, with no ID when nobody is.
	person Persona
	// via is the first column of the key that told, "nome" for name and ente,
	// empty where somebody decided.
	via string
	// homonyms are those between whom the row leaves the choice.
	homonyms []Persona
	// byName says that no key could tell, so that the name had to.
	byName bool
}

// sameNamed is the condition under which row t and person p have the same name, for
// the same ente, and no key that differs.
const sameNamed = `p.norma = t.norma AND ` + agreeing + ` AND ` + ofEnte

// lookUp finds who is meant by one row that comes for an ente, 0 for none.
func lookUp(ctx context.Context, tx *db.Tx, r Riga, enteID int64) (l lookedUp, err error) {
	if r.Decisa != 0 {
		l.person, err = find(ctx, tx, r.Decisa)
		return l, err
	}
	for i, k := range keys() {
		if !r.has(k.first()) {
			continue
		}
		if l, err = lookUpKey(ctx, tx, r, enteID, i); err != nil || l.person.ID != 0 || len(l.homonyms) > 0 {
			return l, err
		}
		// Nobody has the key: the row means somebody new.
		if taken, err := candidates(ctx, tx, r, 0, "NOT ("+k.free+") AND "+k.same); err != nil || len(taken) == 0 {
			return l, err
		}
	}
	if enteID != 0 {
		list, err := candidates(ctx, tx, r, enteID, `p.norma = t.norma AND p.unita_a IS NULL AND `+ofEnte)
		if err != nil {
			return l, err
		}
		l = chosen(list, "nome")
	}
	l.byName = true
	return l, nil
}

// lookUpKey finds who has a key of the row, or lacks it and is meant by a
// lesser one, or by name and ente.
func lookUpKey(ctx context.Context, tx *db.Tx, r Riga, enteID int64, place int) (lookedUp, error) {
	k := keys()[place]
	list, err := candidates(ctx, tx, r, 0, k.same+" AND "+k.tells+" AND "+compatible)
	if err != nil || len(list) == 1 {
		return chosen(list, k.first()), err
	}
	taken, err := candidates(ctx, tx, r, 0, k.same)
	if err != nil || len(taken) > 0 {
		return lookedUp{}, err
	}
	lacking := "p." + k.first() + " IS NULL AND "
	for _, lesser := range keys()[place+1:] {
		list, err := candidates(ctx, tx, r, 0, lacking+lesser.same+" AND "+lesser.tells+" AND "+compatible)
		if err != nil || len(list) == 1 {
			return chosen(list, lesser.first()), err
		}
	}
	if enteID == 0 {
		return lookedUp{}, nil
	}
	list, err = candidates(ctx, tx, r, enteID, lacking+sameNamed)
	return chosen(list, "nome"), err
}

func chosen(list []Persona, via string) lookedUp {
	switch len(list) {
	case 0:
		return lookedUp{}
	case 1:
		return lookedUp{person: list[0], via: via}
	}
	return lookedUp{homonyms: list}
}

// candidates returns the persons p for whom a condition with the row t holds, by
// number.
func candidates(ctx context.Context, tx *db.Tx, r Riga, enteID int64, condition string) ([]Persona, error) {
	return db.Collect(ctx, tx, read, `WITH t AS (SELECT nullif(?, '') AS cf, nullif(?, '') AS piattaforma,
			nullif(?, '') AS id_esterno, nullif(?, '') AS email, ? AS norma, ? AS ente_id) `+selectPersona+`
		WHERE id IN (SELECT p.id FROM t CROSS JOIN persona p WHERE `+condition+`) ORDER BY id`,
		r.CF, r.Piattaforma, r.IDEsterno, r.Email, r.Norma, enteID)
}

func refuseHomonyms(row *batch.Row, first int, homonyms []Persona) {
	ids := make([]string, len(homonyms))
	for i, p := range homonyms {
		ids[i] = number(p.ID)
	}
	persons := strings.Join(ids, ", ")
	row.RefuseBetween(first+rigaCognome, "omonimia", message.New("several persons bear this name in this ente: %s", persons),
		message.New("add the codice fiscale or the e-mail address, or say who is meant with: dtctl import resolve"), Choices(persons))
}

func refuseUnknown(row *batch.Row, first int) {
	row.Refuse(first+rigaCognome, "persona_sconosciuta", message.New("nobody is known by what the row says"),
		message.New("without --mode update the person is added"))
}

func warnGeneric(row *batch.Row, first int, r Riga) {
	if r.Generic {
		row.Warn(first+rigaEmail, "email_di_ufficio", message.New("the address is that of an office, which is nobody's: left out"))
	}
}
