package ente

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

// ProfiloIPA names the layout of the enti that IndicePA publishes.
const ProfiloIPA = "ipa-enti"

// The columns of the enti of IndicePA; the addresses follow, each with its kind.
const (
	ipaCodice = iota
	ipaNome
	ipaCF
	ipaCategoria
	ipaLiquidazione
	ipaIstat
	ipaBelfiore
	ipaSito
	ipaMail
)

// ipaMails is how many addresses a row has.
const ipaMails = 5

// ImportIPA says what the file of the enti of IndicePA means: it brings
// addresses and codes of the enti of the register up to date and, where that is
// asked for with CreaEnti, adds those that it lacks; readable gives the names of
// these their usual form. The holders of the offices are not read.
func ImportIPA(readable func(name string) string) batch.Noun {
	n := batch.Noun{
		Name: "ente", Profile: ProfiloIPA,
		Columns: []batch.Column{
			{Key: "ipa", Synonyms: []string{"codice ipa"}, Help: message.New("IPA code")},
			{Key: "denominazione", Synonyms: []string{"denominazione ente"}, Help: message.New("name of the ente")},
			{Key: "cf", Synonyms: []string{"codice fiscale ente"}, Digits: cfDigits, Help: message.New("codice fiscale of the ente")},
			{Key: "categoria", Synonyms: []string{"codice categoria"}, Help: message.New("category in IndicePA, such as L6")},
			{Key: "in_liquidazione", Synonyms: []string{"ente in liquidazione"}, Help: message.New("S when it is being wound up")},
			{Key: "istat", Synonyms: []string{"codice comune istat"}, Help: message.New("ISTAT code of the comune of the seat")},
			{Key: "belfiore", Synonyms: []string{"codice catastale comune"}, Help: message.New("Belfiore code of the comune of the seat")},
			{Key: "sito", Synonyms: []string{"sito istituzionale"}, Help: message.New("web site")},
		},
		Needs: [][]string{{"ipa"}, {"denominazione"}, {"categoria"}},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			return openIPA(ctx, tx, s, readable)
		},
	}
	for _, i := range []string{"1", "2", "3", "4", "5"} {
		n.Columns = append(n.Columns,
			batch.Column{Key: "mail" + i, Help: message.New("e-mail address")},
			batch.Column{Key: "tipo_mail" + i, Help: message.New("pec, or another kind of address")})
	}
	return n
}

type ipaLoader struct {
	updater
	scope    Scope
	readable func(string) string
	create   bool
	// outside counts the enti of other regions or types, absent those that the
	// register lacks, doubtful those that are not what their category is called.
	outside, absent, doubtful int
}

func openIPA(ctx context.Context, tx *db.Tx, s batch.Setup, readable func(string) string) (batch.Loader, error) {
	l := &ipaLoader{readable: readable, create: s.Fixed[CreaEnti] != ""}
	var err error
	if l.updater, err = newUpdater(ctx, tx, s, "ente/"+ProfiloIPA); err != nil {
		return nil, err
	}
	l.scope, err = ReadScope(ctx, tx, s.Fixed)
	return l, err
}

// ipaRow is what a row says.
type ipaRow struct {
	ipa, cf, name, pec, email, sito string
	seat                            Collocazione
	tipo                            Tipo
	doubtful, liquidation           bool
}

// Load brings in the rows one at a time.
func (l *ipaLoader) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		r := l.read(row)
		if row.Refused() {
			return 0, nil
		}
		if r.seat.EnteID != 0 && !l.scope.reaches(r.seat.RegioneID) {
			l.outside++
			return batch.Outside, nil
		}
		id := l.identify(row, r)
		if row.Refused() {
			return 0, nil
		}
		wanted := l.scope.wants(r.seat.RegioneID, r.tipo)
		if id != 0 {
			wanted = l.enti.Wants(l.scope, id, l.Snapshot)
		}
		switch {
		case !wanted:
			l.outside++
			return batch.Outside, nil
		case id == 0 && !l.create:
			l.absent++
			return batch.Outside, nil
		case id == 0:
			return l.add(ctx, tx, row, r)
		}
		return l.update(ctx, tx, row, r, id)
	})
	l.tell(rows)
	return err
}

func (l *ipaLoader) tell(rows *batch.Rows) {
	if l.outside > 0 {
		rows.Note(message.Count(l.outside, "%d ente is of another region or type: left out",
			"%d enti are of other regions or types: left out", l.outside))
	}
	if l.absent > 0 {
		rows.Note(message.Count(l.absent, "%d ente is not in the register: left out (--create-enti adds it)",
			"%d enti are not in the register: left out (--create-enti adds them)", l.absent))
	}
	if l.doubtful > 0 {
		rows.Note(message.Count(l.doubtful, "%d ente is not of the type that its category is called after: look at it",
			"%d enti are not of the type that their category is called after: look at them", l.doubtful))
	}
	l.tellOlder(rows)
}

func (l *ipaLoader) read(row *batch.Row) ipaRow {
	r := ipaRow{name: TextCell(row.Text(ipaNome)), sito: TextCell(row.Text(ipaSito))}
	var err error
	if r.ipa, err = codice.IPA(row.Text(ipaCodice)); err != nil {
		row.RefuseFault(ipaCodice, "ipa_non_valido", err)
	}
	if r.name == "" {
		row.Refuse(ipaNome, "nome_mancante", message.New("the row has no name"), message.Text{})
	}
	if cell := TextCell(row.Text(ipaCF)); cell != "" {
		var padded bool
		if r.cf, padded, err = CFCell(cell); err != nil {
			r.cf = ""
			row.Warn(ipaCF, "cf_non_valido", message.New("the codice fiscale is not valid and is left out"))
		} else if padded {
			row.Padded(1)
		}
	}
	r.liquidation = strings.EqualFold(row.Text(ipaLiquidazione), "S")
	l.readMails(row, &r)
	r.seat = l.seat(row)
	r.tipo, r.doubtful = tipoIPA(row.Text(ipaCategoria), r.name, l.isComune(r))
	return r
}

// readMails takes the first certified address and the first of another kind.
func (l *ipaLoader) readMails(row *batch.Row, r *ipaRow) {
	for i := range ipaMails {
		column := ipaMail + 2*i
		cell := TextCell(row.Text(column))
		if cell == "" {
			continue
		}
		to := &r.email
		if strings.EqualFold(row.Text(column+1), "pec") {
			to = &r.pec
		}
		if *to == "" {
			*to = row.Email(column)
		}
	}
}

// isComune reports whether the row is that of a comune, if its category allows
// it: its code is made of a Belfiore code of the register, or its name and the
// comune of its seat say so.
func (l *ipaLoader) isComune(r ipaRow) bool {
	if l.comune(r) != 0 {
		return true
	}
	return strings.HasPrefix(strings.ToLower(r.name), "comune di ") && r.seat.EnteID != 0
}

// comune returns the comune whose Belfiore code the IPA code is made of, 0 for
// none.
func (l *ipaLoader) comune(r ipaRow) int64 {
	belfiore, found := strings.CutPrefix(r.ipa, "c_")
	if !found {
		return 0
	}
	return l.enti.belfiore[strings.ToUpper(belfiore)]
}

// seat returns where the comune of the seat lies on the day of the file, nothing
// where the row does not say or nobody knows it.
func (l *ipaLoader) seat(row *batch.Row) Collocazione {
	s := &search{m: l.enti, day: l.Snapshot}
	id := l.enti.belfiore[strings.ToUpper(row.Text(ipaBelfiore))]
	if id == 0 {
		if code, _, err := IstatCell(row.Text(ipaIstat)); err == nil {
			id, _ = s.byIstat(code)
		}
	}
	if id == 0 {
		return Collocazione{}
	}
	place := l.enti.enti[id].placeOn(l.Snapshot)
	place.EnteID = id
	return place
}
