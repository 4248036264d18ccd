package db

import "iter"

// Action is what happened to a row.
type Action int

// The three things that can happen to a row.
const (
	Inserted Action = iota
	Updated
	Deleted
)

// Change is one changed row, or a run of rows with consecutive ids that were
// inserted, or deleted within WithoutImages, one after the other.
type Change struct {
	Table  string
	Action Action
	// FirstID and LastID are equal unless the change is a run.
	FirstID, LastID int64
	// Columns names the columns of Before and After: all of them for a deleted
	// row, the changed ones for an updated row, none for the rows of a run.
	Columns []string
	// Before and After hold the old and the new values, as int64, float64,
	// string, []byte or nil. After is empty for a deleted row.
	Before, After []any
}

// Changes are the rows that a transaction changed. However many they are, they
// take little memory: what does not fit waits in a file.
type Changes struct{ log *changeLog }

// Count returns how many rows were changed that way. A row that was changed
// twice counts twice.
func (c *Changes) Count(a Action) int64 { return c.log.counts[a] }

// All goes through the changes in the order in which they happened; a run comes
// where its first row does. It ends with the first error, one of reading the
// file.
func (c *Changes) All() iter.Seq2[Change, error] { return c.log.read }

// WithoutImages runs fn and records the rows that it deletes as runs of ids,
// without their values. Deleting very many rows costs little that way, and
// cannot be taken back.
func (t *Tx) WithoutImages(fn func() error) error {
	if t.log != nil {
		before := t.log.bare
		t.log.bare = true
		defer func() { t.log.bare = before }()
	}
	return fn()
}
