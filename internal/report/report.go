// Package report answers the questions that the office asks every week about
// its courses: who is enrolled and from where, which enti have no convention,
// who has not finished.
//
// A person who is enrolled twice is one person: totals are counted on the
// persons and never added up from the rows. All enrolments are counted where
// they are kept; what is read here are sums.
package report

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/quota"
)

// Dimensione is what enrolments are divided by.
type Dimensione string

// The dimensions. Those of the ente are as of the day of the report, whatever
// they were when somebody enrolled.
const (
	PerRegione   Dimensione = "regione"
	PerProvincia Dimensione = "provincia"
	PerTipo      Dimensione = "tipo"
	PerClasse    Dimensione = "classe"
	PerUnione    Dimensione = "unione"
	PerEnte      Dimensione = "ente"
	// PerResponsabile divides by the holder of the role formazione: that of the
	// ente itself or, where it has none, that of its Unione.
	PerResponsabile Dimensione = "responsabile"
	PerCorso        Dimensione = "corso"
	PerEdizione     Dimensione = "edizione"
	PerStato        Dimensione = "stato"
	// PerMese divides by the month of the enrolment.
	PerMese Dimensione = "mese"
)

// Dimensioni returns the dimensions.
func Dimensioni() []Dimensione {
	return []Dimensione{
		PerRegione, PerProvincia, PerTipo, PerClasse, PerUnione, PerEnte, PerResponsabile,
		PerCorso, PerEdizione, PerStato, PerMese,
	}
}

// ofEnte reports whether the dimension divides the enti.
func (d Dimensione) ofEnte() bool {
	switch d {
	case PerCorso, PerEdizione, PerStato, PerMese:
		return false
	}
	return true
}

// Question is what is asked of the enrolments.
type Question struct {
	// Filter chooses the enti; its day AsOf is that of the report: who had
	// enrolled by then.
	Filter ente.Filter
	// EnteID keeps one ente, 0 for all that pass.
	EnteID int64
	// Ristretta says that Filter or EnteID leave enti out. Otherwise every
	// enrolment counts, wherever it comes from.
	Ristretta bool
	Scelta    Scelta
	// Per are the dimensions, in the order of the columns; none for one figure
	// of all.
	Per []Dimensione
}

// Scelta chooses editions; a zero field does not restrict.
type Scelta struct {
	// CorsoIDs and EdizioneIDs are alternatives.
	CorsoIDs, EdizioneIDs []int64
	ProgrammaID           int64
	// Piattaforma is that of the course, in any case.
	Piattaforma string
	// Platea is the audience; without one, courses for citizens are left out.
	Platea corso.Platea
}

// isWhole reports whether every enrolment is in some edition of the choice:
// nobody is enrolled in a course for citizens.
func (s Scelta) isWhole() bool {
	return len(s.CorsoIDs)+len(s.EdizioneIDs) == 0 && s.ProgrammaID == 0 && s.Piattaforma == "" && s.Platea == ""
}

// edizione is what is to be known of an edition.
type edizione struct {
	id, corsoID, numero int64
	corso, piattaforma  string
}

// edizioni returns the editions of a choice. It returns a fault of kind Usage
// when an edition or a course that was named is for another audience.
func (s Scelta) edizioni(ctx context.Context, tx *db.Tx) ([]edizione, error) {
	where, args := `1 = 1`, []any{}
	if len(s.CorsoIDs)+len(s.EdizioneIDs) > 0 {
		where += ` AND (d.corso_id IN (` + idList(s.CorsoIDs) + `) OR d.id IN (` + idList(s.EdizioneIDs) + `))`
	}
	if s.ProgrammaID != 0 {
		where += ` AND c.programma_id = ?`
		args = append(args, s.ProgrammaID)
	}
	if s.Piattaforma != "" {
		where += ` AND lower(c.piattaforma) = lower(?)`
		args = append(args, s.Piattaforma)
	}
	var list []edizione
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var e edizione
		var platea corso.Platea
		if err := scan(&e.id, &e.corsoID, &e.numero, &e.corso, &e.piattaforma, &platea); err != nil {
			return err
		}
		fits := platea == s.Platea || s.Platea == "" && platea != corso.Cittadini
		if !fits && len(s.CorsoIDs)+len(s.EdizioneIDs) > 0 {
			return fault.New(fault.Usage, "the course %s is for the audience %s", e.corso, string(platea)).
				WithHint("add --audience %s", string(platea))
		}
		if fits {
			list = append(list, e)
		}
		return nil
	}, `SELECT d.id, c.id, d.numero, c.codice, coalesce(c.piattaforma, ''), c.destinatari
		FROM edizione d JOIN corso c ON c.id = d.corso_id WHERE `+where+` ORDER BY c.codice, d.numero`, args...)
	return list, err
}

// Figure are the counts of enrolments of a row or of the total.
type Figure struct {
	// Enti is how many enti pass the filter, EntiConIscritti how many of them
	// have at least one enrolment. Enti is -1 where no ente is in one row alone.
	Enti, EntiConIscritti int64
	// Persone is how many persons the enrolments are of, each counted once;
	// InPiuEdizioni how many of them are in more than one edition.
	Persone, InPiuEdizioni int64
	// The enrolments by state. Those that were withdrawn, Ritirati, are no
	// enrolments of anybody any more.
	Iscritti, InCorso, Completati, NonCompletati, Ritirati int64
	// DaNonConvenzionati is how many enrolments in courses of a platform come
	// from enti that are under no convention for it.
	DaNonConvenzionati int64
	// Province is how many provinces the enti lie in, those of the whole report
	// where no ente is in one row alone; Rappresentate is in how many of them
	// there is an enrolment.
	Province, Rappresentate int
}

// Iscrizioni returns how many enrolments there are, without the withdrawn.
func (f Figure) Iscrizioni() int64 {
	return f.Iscritti + f.InCorso + f.Completati + f.NonCompletati
}

// Quota returns the share of the enrolments that are completed, with one
// decimal.
func (f Figure) Quota() quota.Quota { return quota.Of(f.Completati, f.Iscrizioni(), 1) }

// Row is the figure of one group: a value for each dimension asked for.
type Row struct {
	Gruppo []Voce
	Figure
}

// Voce is the value of one dimension. The zero Voce is that of what has none,
// such as a comune that belongs to no Unione.
type Voce struct {
	// Testo is what people read.
	Testo string
	// Titolo is that of a call.
	Titolo string
	// Provincia and IPA are those of an ente.
	Provincia, IPA string
	// PersonaID is the number of a responsabile, Persona surname and name, and
	// Enti the enti that appointed the person.
	PersonaID int64
	Persona   string
	Enti      []string

	// chiave tells the value from all others of its dimension; ordine is what
	// it is sorted by.
	chiave, ordine string
}

// Answer is the figures that answer a question.
type Answer struct {
	Question Question
	Rows     []Row
	Total    Figure
	// Tipi are how many enti of each type pass the filter.
	Tipi map[ente.Tipo]int
	// Cessati is how many enti with enrolments ended before the day; they count
	// where they were on their last.
	Cessati int
	// SenzaEnte says that what belongs to no ente of the register on any day up
	// to that of the report is counted, in no group of enti.
	SenzaEnte bool
}

// Eccedenza returns by how many the persons of the rows exceed those of the
// total, because some are in several groups.
func (a Answer) Eccedenza() int64 {
	if len(a.Question.Per) == 0 {
		return 0
	}
	sum := -a.Total.Persone
	for _, r := range a.Rows {
		sum += r.Persone
	}
	return max(sum, 0)
}

// idList writes ids for an IN: as numbers, because there may be more of them
// than a statement has parameters.
func idList(ids []int64) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(number(id))
	}
	return b.String()
}

// validOn is the SQL condition under which a row of the table is valid on a
// day, its two parameters.
func validOn(table string) string {
	return `(` + table + `.dal IS NULL OR ` + table + `.dal <= ?) AND (` + table + `.al IS NULL OR ` + table + `.al >= ?)`
}
