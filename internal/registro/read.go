package registro

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// The embedded files, in the order in which they are read.
const (
	regioniFile  = "data/regioni.csv"
	provinceFile = "data/province.csv"
	comuniFile   = "data/comuni.csv"
	altriFile    = "data/altri_enti.csv"
)

// register is the embedded register, with ids in the order of the files.
type register struct {
	regioni  []territorio.Regione
	province []territorio.Provincia
	enti     []ente.Scheda
}

// read parses the embedded files.
func read() (register, error) {
	b := newBuilder()
	for _, file := range []struct {
		name    string
		columns int
		add     func(record []string) error
	}{
		{regioniFile, 7, b.addRegione},
		{provinceFile, 9, b.addProvincia},
		{comuniFile, 12, b.addComune},
		{altriFile, 5, b.addAltro},
	} {
		if err := eachRecord(file.name, file.columns, file.add); err != nil {
			return register{}, fmt.Errorf("%s: %w", file.name, err)
		}
		if file.name == comuniFile {
			b.finishComuni()
		}
	}
	return b.register, nil
}

// eachRecord calls add for every record of an embedded file but its header.
func eachRecord(name string, columns int, add func(record []string) error) error {
	content, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord = columns
	r.ReuseRecord = true
	for first := true; ; first = false {
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case first:
			continue
		}
		if err := add(record); err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// life reads the two ends of a validity.
func life(dal, al string) (p periodo.Periodo, err error) {
	if p.Dal, err = day(dal); err != nil {
		return p, err
	}
	p.Al, err = day(al)
	return p, err
}

func day(s string) (periodo.Data, error) {
	if s == "" {
		return periodo.Data{}, nil
	}
	return periodo.Parse(s)
}
