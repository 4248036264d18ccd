// Command iscrizioni writes an enrolment file of any length, always the same
// for the same arguments, as the consolidated lists of a region come:
//
//	iscrizioni -enti FILE [-rows N] [-seed N]
//	iscrizioni -edizioni
//
// FILE is a list of enti with a column ipa, as dtctl ente list -o csv writes
// it. The rows go to standard output one by one, so that their number costs no
// memory. With -edizioni it writes instead the editions that the rows belong
// to: number, first day, last day.
//
// Every ten rows hold seven persons, enrolled in one to three editions and
// mostly for the same ente. In 92 rows of a hundred there is a codice fiscale,
// valid and of that person alone; in 5 only an e-mail address; in 3 only the
// name and the ente. Persons who come without a codice fiscale somewhere never
// change ente, and have names that nobody else has (up to nine million rows),
// so that who they are does not depend on the order in which it is asked. All
// persons are invented.
package main

import (
	"bufio"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

func main() {
	enti := flag.String("enti", "", "the `FILE` with the list of enti")
	rows := flag.Int("rows", 1_000_000, "how many enrolments")
	seed := flag.Uint64("seed", 1, "another number makes other persons")
	editions := flag.Bool("edizioni", false, "write the editions")
	flag.Parse()

	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	if *editions {
		for i, e := range edizioni() {
			fmt.Fprintln(out, i+1, e.dal.Format(time.DateOnly), e.al.Format(time.DateOnly))
		}
		exitOn(out.Flush())
		return
	}
	codes, err := readEnti(*enti)
	exitOn(err)
	exitOn(newFile(*rows, *seed, codes).write(out))
	exitOn(out.Flush())
}

type edizione struct{ dal, al time.Time }

func edizioni() []edizione {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	return []edizione{
		{day(2021, 9, 1), day(2021, 12, 31)},
		{day(2022, 1, 10), day(2022, 5, 31)},
		{day(2022, 9, 1), day(2022, 12, 31)},
	}
}

// readEnti returns the codici IPA of the list.
func readEnti(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	column := slices.Index(header, "ipa")
	if column < 0 {
		return nil, fmt.Errorf("%s has no column ipa", path)
	}
	var codes []string
	for {
		record, err := r.Read()
		switch {
		case err == io.EOF && len(codes) == 0:
			return nil, fmt.Errorf("%s names no ente with a codice IPA", path)
		case err == io.EOF:
			return codes, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		case record[column] != "":
			codes = append(codes, record[column])
		}
	}
}

// file is what an enrolment file is made of.
type file struct {
	seed     uint64
	enti     []string
	edizioni []edizione
	cast     cast
	order    scatter
	// persons are numbered from 0: the first thrice have all editions, the next
	// twice two of them, the others one.
	persons, thrice, twice int
}

func newFile(rows int, seed uint64, enti []string) file {
	f := file{seed: seed, enti: enti, edizioni: edizioni(), cast: newCast(), persons: rows * 7 / 10}
	f.order = newScatter(f.persons)
	f.thrice = f.persons * 8 / 100
	f.twice = rows - f.persons - 2*f.thrice
	return f
}

// write writes the header and the rows, edition after edition, the persons of
// each scattered.
func (f file) write(w io.Writer) error {
	_, err := io.WriteString(w,
		"Cognome;Nome;Codice fiscale;Codice IPA;E-mail;Corso;Edizione;Data iscrizione;Stato;Data completamento\n")
	var line []byte
	for e := range f.edizioni {
		for i := 0; i < f.persons && err == nil; i++ {
			number := f.order.at(i)
			if f.attends(number, e) {
				line = f.appendRow(line[:0], number, e)
				_, err = w.Write(line)
			}
		}
	}
	return err
}

// attends reports whether a person is enrolled in the edition.
func (f file) attends(number, edition int) bool {
	switch turn := number % len(f.edizioni); {
	case number < f.thrice:
		return true
	case number < f.thrice+f.twice:
		return edition != turn
	default:
		return edition == turn
	}
}

func (f file) appendRow(b []byte, number, edition int) []byte {
	p := f.cast.person(f.seed, number, len(f.enti))
	draw := newDice(f.seed, number, edition+1)
	cf, email, ente := true, p.hasEmail, p.ente
	if p.elusive {
		kind := draw.upTo(10)
		cf, email = kind >= 8, kind >= 8 || kind < 5
	} else if draw.upTo(100) < 4 {
		ente = draw.upTo(len(f.enti))
	}
	b = append(b, p.cognome...)
	b = append(b, ';')
	b = append(b, p.nome...)
	b = append(b, ';')
	if cf {
		b = append(b, p.cf...)
	}
	b = append(b, ';')
	b = append(b, f.enti[ente]...)
	b = append(b, ';')
	if email {
		b = p.appendEmail(b)
	}
	b = fmt.Appendf(b, ";TD-BASE;%d;", edition+1)
	return f.appendCourse(b, f.edizioni[edition], draw)
}

// appendCourse appends the day of enrolment, the state and the day of
// completion, all inside the edition.
func (f file) appendCourse(b []byte, e edizione, draw *dice) []byte {
	const day, italian = 24 * time.Hour, "02/01/2006"
	enrolled := e.dal.Add(time.Duration(draw.upTo(60)) * day)
	b = enrolled.AppendFormat(b, italian)
	switch state := draw.upTo(100); {
	case state < 20:
		return append(b, ";Iscritto;\n"...)
	case state < 35:
		return append(b, ";In corso;\n"...)
	case state < 45:
		return append(b, ";Ritirato;\n"...)
	}
	b = append(b, ";Completato;"...)
	left := int(e.al.Sub(enrolled) / day)
	b = enrolled.Add(time.Duration(1+draw.upTo(left))*day).AppendFormat(b, italian)
	return append(b, '\n')
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
