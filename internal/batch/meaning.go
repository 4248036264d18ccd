package batch

import (
	"encoding/json"

	"github.com/dtctl/dtctl/internal/sheet"
)

// formato is how a file was read, as it is kept.
type formato struct {
	Format    sheet.Format   `json:"format"`
	Encoding  sheet.Encoding `json:"encoding,omitempty"`
	Delimiter string         `json:"delimiter,omitempty"`
	Sheet     string         `json:"sheet,omitempty"`
	BOM       bool           `json:"bom,omitempty"`
	Sep       bool           `json:"sep,omitempty"`
	CRLF      bool           `json:"crlf,omitempty"`
}

func formatOf(f sheet.File) formato {
	k := formato{Format: f.Format, Encoding: f.Encoding, Sheet: f.Sheet, BOM: f.BOM, Sep: f.Sep, CRLF: f.CRLF}
	if f.Delimiter != 0 {
		k.Delimiter = string(rune(f.Delimiter))
	}
	return k
}

func (k formato) file() sheet.File {
	f := sheet.File{Format: k.Format, Encoding: k.Encoding, Sheet: k.Sheet, BOM: k.BOM, Sep: k.Sep, CRLF: k.CRLF}
	if k.Delimiter != "" {
		f.Delimiter = k.Delimiter[0]
	}
	return f
}

// Reading says how a file is read where it does not say so itself. It is what
// a saved profile keeps.
type Reading struct {
	Encoding    string            `json:"encoding,omitempty"`
	Delimiter   string            `json:"delimiter,omitempty"`
	Sheet       string            `json:"sheet,omitempty"`
	FixMojibake bool              `json:"fix_mojibake,omitempty"`
	Map         map[string]string `json:"map,omitempty"`
	Dates       DateOrder         `json:"dates,omitempty"`
	Decimal     Decimal           `json:"decimal,omitempty"`
	NameOrder   NameOrder         `json:"name_order,omitempty"`
	FillDown    bool              `json:"fill_down,omitempty"`
}

// sense are the options that make the same file mean something else, as they
// are kept.
type sense struct {
	Reading
	Fixed           map[string]string `json:"fixed,omitempty"`
	Mode            Mode              `json:"mode"`
	NoCF            bool              `json:"no_cf,omitempty"`
	AllowRegress    bool              `json:"allow_regress,omitempty"`
	OverwriteManual bool              `json:"overwrite_manual,omitempty"`
}

// meaning writes the options that make the same file mean something else: the
// same options are the same text.
func (o Options) meaning() (string, error) {
	text, err := json.Marshal(sense{
		Reading: Reading{
			FixMojibake: o.FixMojibake, Map: o.Map, Dates: o.Dates, Decimal: o.Decimal, NameOrder: o.NameOrder, FillDown: o.FillDown,
		},
		Fixed: o.Fixed, Mode: o.Mode, NoCF: o.NoCF, AllowRegress: o.AllowRegress, OverwriteManual: o.OverwriteManual,
	})
	return string(text), err
}

// options returns the options with which rows that an import refused are
// brought in. What the whole file decided is decided: a date that could be
// read in two ways had its day first; the values of blocks are in the cells;
// and one row says nothing of those that are missing.
func (i Importazione) options() (Options, error) {
	var s sense
	err := json.Unmarshal([]byte(i.opzioni), &s)
	o := Options{
		Name: i.File, Map: s.Map, Fixed: s.Fixed, Mode: s.Mode, Snapshot: i.RilevatoIl, Dates: s.Dates, Decimal: s.Decimal,
		NameOrder: s.NameOrder, FixMojibake: s.FixMojibake, NoCF: s.NoCF, AllowRegress: s.AllowRegress, OverwriteManual: s.OverwriteManual,
	}
	if o.Dates == "" {
		o.Dates = DayFirst
	}
	if o.Mode == Sync {
		o.Mode = Upsert
	}
	return o, err
}
