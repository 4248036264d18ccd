// Package batch brings files into the database, in the same steps for every
// noun: it finds the header and what each column means, reads the values,
// gathers every mistake of the file with its place, lets the noun bring in the
// rows that are right, and keeps those that are not until somebody decides.
//
// It knows nothing of the field: a Noun says which columns there are and what
// a row means.
package batch

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Tables are the tables of the imports. Like those of the ledger itself they
// are no part of what an undo takes back.
func Tables() []string { return []string{"importazione", "importazione_scarto"} }

// Noun says what the files of one noun, in one layout, mean.
type Noun struct {
	// Name is the noun, such as "iscrizione".
	Name string
	// Profile names a published layout, empty for the noun's own.
	Profile string
	// Columns are those that a file may have.
	Columns []Column
	// Needs lists groups of keys; a file must have a column of each group.
	Needs [][]string
	// Decimal is the mark before the decimals of a published layout, empty where
	// the files have to make it clear.
	Decimal Decimal
	// CanSync says that rows which a file lacks can be retired.
	CanSync bool
	// Open reads what the rows of a file refer to, before the first is read.
	Open func(ctx context.Context, tx *db.Tx, s Setup) (Loader, error)
}

// Setup is what is known of a file before its rows are read.
type Setup struct {
	Options
	// Layout says which columns the file has.
	Layout Layout
}

// Loader brings in the rows of one file.
type Loader interface {
	// Load takes the rows from rows and reports to it what became of each.
	Load(ctx context.Context, tx *db.Tx, rows *Rows) error
}

// Mode says what may happen to the records that a file names.
type Mode string

// The modes.
const (
	// Create adds what is new and refuses what is there already.
	Create Mode = "create"
	// Update changes what is there and refuses what is new.
	Update Mode = "update"
	// Upsert does both.
	Upsert Mode = "upsert"
	// Sync does both, and retires what is there and the file lacks.
	Sync Mode = "sync"
)

// Modes returns the modes, the default first.
func Modes() []Mode { return []Mode{Upsert, Create, Update, Sync} }

// Options say how a file is read and what it may change.
type Options struct {
	// Name is the name of the file as the operator gave it.
	Name string
	// Map gives the key of a column for the title that a file has for it.
	Map map[string]string
	// Fixed are values that hold for every row, by key of column.
	Fixed map[string]string
	// Flags has, by key of column, how the operator can give such a value, as in
	// "--edizione CODE/NUMBER"; the hints say it.
	Flags map[string]string
	Mode  Mode
	// Strict refuses the file when any of its rows is refused.
	Strict bool
	// Snapshot is the day of which the file tells; Today that of the import.
	Snapshot, Today periodo.Data
	// Dates and Decimal decide what can be read in two ways.
	Dates   DateOrder
	Decimal Decimal
	// NameOrder says how a column with the whole name of a person is split.
	NameOrder NameOrder
	// FillDown repeats the ente of the row above where a row has none.
	FillDown bool
	// FixMojibake repairs letters that were damaged on the way.
	FixMojibake bool
	// NoCF leaves the codici fiscali of persons out.
	NoCF bool
	// AllowRegress lets a state go back.
	AllowRegress bool
	// OverwriteManual lets the file change values that were edited by hand.
	OverwriteManual bool
	// MaxChange is the greatest share of what is there, in hundredths, that a
	// sync may retire.
	MaxChange int
	// Retry says that the rows are some that an earlier import refused, and no
	// list of their own.
	Retry bool
	// Decisions are what somebody decided of rows, by the line where each
	// begins.
	Decisions map[int]Decision
	// Progress, when not nil, hears how many lines of the file were read.
	Progress func(line int)
}

// Decision is what somebody decided of a row that was refused.
type Decision struct {
	// Values are what the row says in place of its cells, by key of column.
	Values map[string]string
	// Records are the numbers of the records that the row means, by noun, such
	// as "ente" and "persona".
	Records map[string]int64
}

// Outcome is what became of a row.
type Outcome int

// The outcomes of a row that was not refused.
const (
	New Outcome = iota
	Updated
	Unchanged
	// Outside is a row about something that was not asked for: it counts as if
	// it were blank.
	Outside
)

// Result is what became of a file.
type Result struct {
	File   sheet.File
	Layout Layout
	// Number is the number of the import, that of its operation; zero when
	// nothing came of it.
	Number int64
	// Rows counts the rows of data: each is in one of the other counts.
	Rows, New, Updated, Unchanged, Rejected int
	// Blank counts the empty rows, the rows of totals, and those about something
	// that was not asked for.
	Blank int
	// Retired counts the records that a sync found missing from the file.
	Retired int
	// Missing counts the records of the same scope that the file lacks.
	Missing int
	// PersonsNew and PersonsKnown count the persons that the rows name.
	PersonsNew, PersonsKnown int
	// Padded counts codes whose lost zeros were put back, Repaired the cells
	// whose letters were.
	Padded, Repaired int
	// Problems are the reasons of the refused rows, and Warnings what the
	// operator should look at, both in the order of the file.
	Problems, Warnings []Problem
	// MoreWarnings counts the warnings beyond those in Warnings.
	MoreWarnings int
	// Notes sum up what else there is to know.
	Notes []message.Text
	// Rejects are the refused rows as they were.
	Rejects []Reject
	// Settled counts the open rows of earlier imports that the file brought
	// back mended.
	Settled int
	touched bool
	// came are the rows of rejects files that the file's rows come from.
	came []origin
}

// Changed reports whether the file changed anything or left rows to decide.
func (r *Result) Changed() bool {
	return r.touched || r.New+r.Updated+r.Retired+r.Rejected+r.PersonsNew+r.Settled > 0
}

// Problem is something wrong, or to be looked at, in one place of a file.
type Problem struct {
	// Line is the physical line, from 1, on which the cell, or the row, begins.
	Line int
	// Column is the place of the cell in its row, from 1; 0 for the whole row.
	Column int
	// Code names the kind of problem for programs. It is "regola", and Column 0,
	// where a rule of the field refused the row and not one of its cells.
	Code string
	Text message.Text
	// Hint says what to do, zero where there is nothing to say.
	Hint message.Text
	// Choices are the records that the row may mean, best first.
	Choices []Choice
	row     int
}

// Choice is a record that a refused row may mean.
type Choice struct {
	// Noun is what the record is, such as "ente", and Code what names it in a
	// command.
	Noun string `json:"noun"`
	Code string `json:"code"`
	// Label names the record to people, empty where that would name a person.
	Label string `json:"label,omitempty"`
}

// Reject is a row that was refused.
type Reject struct {
	// Line is the physical line on which the row begins.
	Line int
	// Cells are the cells as they were read, with those that --fill-down gave
	// the row, and without those that a rejects file adds.
	Cells []string
	// Problems are the reasons, one at least.
	Problems []Problem
}
