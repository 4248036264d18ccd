package registro

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// The columns of the ISTAT list of the comuni in force. The names of the
// provincia and of the region say nothing that the code does not: they are read
// because a damaged file shows in them.
const (
	listBelfiore = iota
	listIstat
	listItalian
	listName
	listOther
	listCapoluogo
	listCF
	listProvincia
	listRegione
)

// listImport reads the ISTAT list of the comuni in force, in the form of SITUAS
// or in that of the «Elenco dei codici»: the same columns under other titles.
func listImport(profile string) batch.Noun {
	titles := []string{
		"codice catasto", "codice comune (alfanumerico)", "", "comune", "", "capoluogo di provincia/uts", "codice fiscale",
		"provincia/uts", "regione",
	}
	if profile == elenco {
		titles = []string{
			"codice catastale del comune", "codice comune formato alfanumerico", "denominazione in italiano",
			"denominazione (italiana e straniera)", "denominazione altra lingua",
			"flag comune capoluogo di provincia/città metropolitana/libero consorzio", "",
			"denominazione dell'unità territoriale sovracomunale", "denominazione regione",
		}
	}
	n := batch.Noun{
		Name: "ente", Profile: profile,
		Columns: []batch.Column{
			{Key: "belfiore", Help: message.New("Belfiore code of the comune")},
			{Key: "istat", Help: message.New("ISTAT code of the comune"), Digits: 6},
			{Key: "denominazione_italiana", Help: message.New("Italian name")},
			{Key: "denominazione", Help: message.New("name in all languages")},
			{Key: "altra_lingua", Help: message.New("name in the other language")},
			{Key: "capoluogo", Help: message.New("1 for the chief town of the provincia")},
			{Key: "cf", Help: message.New("codice fiscale of the comune"), Digits: 11},
			{Key: "provincia_nome", Help: message.New("name of the provincia")},
			{Key: "regione_nome", Help: message.New("name of the region")},
		},
		Needs: [][]string{{"belfiore"}, {"istat"}, {"denominazione", "denominazione_italiana"}},
		Open: func(_ context.Context, _ *db.Tx, s batch.Setup) (batch.Loader, error) {
			return &listLoader{Setup: s}, nil
		},
	}
	for i, title := range titles {
		if title != "" {
			n.Columns[i].Synonyms = []string{title}
		}
	}
	if profile == elenco {
		// As a list has it that lost its accents.
		n.Columns[listProvincia].Synonyms = append(n.Columns[listProvincia].Synonyms, "denominazione dell'unit territoriale sovracomunale")
	}
	return n
}

// listed is a comune of the list.
type listed struct {
	row, line                 int
	belfiore, istat, name, cf string
	capoluogo                 bool
}

type listLoader struct {
	batch.Setup
	*comparison
	seen map[string]int // line, by Belfiore
}

// Load compares the whole list with the register before it changes anything: a
// single row does not tell how old the list is.
func (l *listLoader) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) (err error) {
	if l.comparison, err = compareWith(ctx, tx, l.Setup, rows); err != nil {
		return err
	}
	list, err := l.read(rows)
	if err != nil {
		return err
	}
	for _, c := range list {
		l.judge(c)
	}
	for _, c := range list {
		l.take(c)
	}
	l.tellAge()
	l.tellMissing()
	return l.write(ctx, tx)
}

// read returns the rows that can be understood. A list that lost letters would
// rename comuni: it is refused as a whole.
func (l *listLoader) read(rows *batch.Rows) ([]listed, error) {
	l.seen = map[string]int{}
	d := damage{}
	for _, title := range l.Layout.Titles {
		d.letters += strings.Count(title, lostLetter)
	}
	var list []listed
	for {
		row, err := rows.Next()
		if err != nil {
			return nil, err
		}
		if row == nil {
			return list, d.fault()
		}
		c := l.readRow(row)
		d.note(row)
		if !row.Refused() {
			list = append(list, c)
		}
	}
}

func (l *listLoader) readRow(row *batch.Row) listed {
	c := listed{row: row.Number, line: row.Line, capoluogo: row.Text(listCapoluogo) == "1"}
	c.name = row.Text(listItalian)
	if c.name == "" {
		c.name, _, _ = strings.Cut(row.Text(listName), "/")
	}
	if c.name == "" {
		row.Refuse(listName, "nome_mancante", message.New("the row has no name"), message.Text{})
	}
	istat, padded, err := ente.IstatCell(row.Text(listIstat))
	if err != nil {
		row.RefuseFault(listIstat, "istat_non_valido", err)
	} else if padded {
		l.putBack(row)
	}
	c.istat = istat
	if !row.Refused() {
		l.readBelfiore(row, &c)
	}
	c.cf = l.readCF(row)
	return c
}

// readBelfiore reads the code by which a comune is known. The list has none for
// a comune that is just born: then its ISTAT code tells, if the register has it.
func (l *listLoader) readBelfiore(row *batch.Row, c *listed) {
	var err error
	cell := ente.TextCell(row.Text(listBelfiore))
	if s := l.istat[c.istat]; cell == "" && s != nil {
		cell = s.Belfiore
	}
	if c.belfiore, err = codice.Belfiore(cell); err != nil {
		row.RefuseFault(listBelfiore, "belfiore_non_valido", err)
	} else if first := l.seen[c.belfiore]; first != 0 {
		row.Refuse(listBelfiore, "doppia_nel_file", message.New("line %s has the same comune", strconv.Itoa(first)),
			message.New("keep one of the two rows"))
	} else {
		l.seen[c.belfiore] = row.Line
	}
}

// readCF reads the codice fiscale; one whose check digit is wrong is nobody's.
func (l *listLoader) readCF(row *batch.Row) string {
	cell := row.Text(listCF)
	if cell == "" {
		return ""
	}
	cf, padded, err := ente.CFCell(cell)
	if err != nil {
		row.Warn(listCF, "cf_non_valido", message.New("the codice fiscale is not valid and is left out"))
		return ""
	}
	if padded {
		l.putBack(row)
	}
	return cf
}

// lostLetter stands where a program did not know a letter.
const lostLetter = "\ufffd"

// damage counts the letters that a list lost.
type damage struct{ letters, names, first int }

func (d *damage) note(row *batch.Row) {
	name := false
	for _, i := range []int{listItalian, listName, listOther, listProvincia, listRegione} {
		n := strings.Count(row.Text(i), lostLetter)
		d.letters += n
		name = name || n > 0 && (i == listItalian || i == listName)
	}
	if !name {
		return
	}
	d.names++
	if d.first == 0 {
		d.first = row.Line
	}
}

func (d damage) fault() error {
	if d.names == 0 {
		return nil
	}
	return fault.New(fault.Failed, "%s, in the names of %s, the first on line %s: nothing can be taken from this list",
		message.Count(d.letters, "%d letter was lost", "%d letters were lost", d.letters),
		message.Count(d.names, "%d comune", "%d comuni", d.names), strconv.Itoa(d.first)).
		WithHint("a program did not know the letters with an accent: take the list again from ISTAT")
}
