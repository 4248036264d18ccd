package iscrizione

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// catalogue finds the editions that the rows of a file name.
type catalogue struct {
	// courses has the ids of the courses by code and by title, both in normal
	// form; 0 where several courses have that title.
	courses map[string]int64
	// editions has the editions by the id of the course and the number.
	editions map[[2]int64]offered
	// platforms has the platform of each course, platformOf that of each edition.
	platforms, platformOf map[int64]string
	// memory has what was found for the words of a row.
	memory map[[2]string]found
}

type offered struct {
	edition
	id int64
}

type found struct {
	offered
	platform string
	code     string
	text     message.Text
}

func newCatalogue(ctx context.Context, tx *db.Tx) (catalogue, error) {
	c := catalogue{
		courses: map[string]int64{}, editions: map[[2]int64]offered{}, platforms: map[int64]string{}, platformOf: map[int64]string{},
		memory: map[[2]string]found{},
	}
	courses, err := corso.List(ctx, tx, corso.Filter{})
	if err != nil {
		return c, err
	}
	for _, course := range courses {
		c.platforms[course.ID] = course.Piattaforma
		c.courses[nome.Norm(course.Codice)] = course.ID
	}
	for _, course := range courses {
		title := nome.Norm(course.Titolo)
		if other, taken := c.courses[title]; taken && other != course.ID {
			c.courses[title] = 0
		} else {
			c.courses[title] = course.ID
		}
	}
	editions, err := corso.Edizioni(ctx, tx, 0)
	for _, e := range editions {
		c.platformOf[e.ID] = c.platforms[e.CorsoID]
		c.editions[[2]int64{e.CorsoID, e.Numero}] = offered{id: e.ID, edition: edition{
			label: e.Codice(), forCitizens: e.IsForCitizens(), annulled: e.Stato == corso.Annullata, dal: e.Dal, al: e.Al,
		}}
	}
	return c, err
}

// readEdition finds the edition that the row names, and checks its days
// against it.
func (im *importer) readEdition(row *batch.Row, e *entry) {
	f := im.editions.find(row.Text(colCorso), row.Text(colEdizione))
	if f.code != "" {
		row.Refuse(colEdizione, f.code, f.text, message.New("see the editions with: dtctl edizione list"))
		return
	}
	e.edizioneID, e.Piattaforma = f.id, f.platform
	if e.Piattaforma == "" {
		e.IDEsterno = ""
	}
	if f.isFar(e.iscrittoIl) || f.isFar(e.completatoIl) {
		row.Warn(colIscrittoIl, "data_fuori_edizione", message.New("a day lies more than a year outside edition %s", f.label))
	}
}

// find returns the edition that the words mean; a problem where none is meant.
func (c catalogue) find(course, number string) found {
	key := [2]string{course, number}
	f, known := c.memory[key]
	if !known {
		f = c.search(course, number)
		c.memory[key] = f
	}
	return f
}

func (c catalogue) search(course, number string) found {
	if before, after, whole := strings.Cut(number, "/"); whole {
		if course != "" && c.courses[nome.Norm(course)] != c.courses[nome.Norm(before)] {
			return found{code: "edizione_conflitto", text: message.New("the row is of course %q, but the edition is %s", course, number)}
		}
		course, number = before, after
	}
	switch {
	case course == "":
		return found{code: "corso_mancante", text: message.New("the row names no course")}
	case number == "":
		return found{code: "edizione_mancante", text: message.New("the row names no edition")}
	}
	id := c.courses[nome.Norm(course)]
	if id == 0 {
		return found{code: "corso_sconosciuto", text: message.New("there is no course %q", course)}
	}
	n, err := strconv.ParseInt(digits(number), 10, 64)
	o, exists := c.editions[[2]int64{id, n}]
	if err != nil || !exists {
		return found{code: "edizione_sconosciuta", text: message.New("course %s has no edition %q", course, number)}
	}
	switch {
	case o.forCitizens:
		return found{code: "corso_per_cittadini", text: message.New("%s is a course for citizens, of whom only numbers are kept", o.label)}
	case o.annulled:
		return found{code: "edizione_annullata", text: message.New("edition %s was annulled: nobody enrols in it", o.label)}
	}
	return found{offered: o, platform: c.platforms[id]}
}

// digits returns the number in words such as "Ed. 2" or "2^ edizione".
func digits(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
