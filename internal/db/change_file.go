package db

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"github.com/dtctl/dtctl/internal/fault"
)

// spoolLimit is how many bytes of entries wait in memory: some tens of
// thousands of changes.
const spoolLimit = 4 << 20

// spool holds the entries of a log, one after the other. The first of them wait
// in a private file of its own once they are many.
//
// An entry is the action, the number of the table and the first id; then for a
// run its last id, and for a row its values.
type spool struct {
	limit int
	// dir and name are where the file is to be, with a star for what tells it
	// from others; an empty dir is the system's for such files.
	dir, name string
	file      *os.File
	// listed says that the folder still lists the file.
	listed bool
	// written is how much of the file counts.
	written int64
	memory  []byte
}

// isRun tells the entry of a run from that of a row.
const isRun = 0x10

// The kinds of a value.
const (
	noValue byte = iota
	integer
	float
	text
	blob
)

// end returns where the next entry begins.
func (s *spool) end() int64 { return s.written + int64(len(s.memory)) }

// putRun writes the entry of a run and returns where its last id belongs.
func (s *spool) putRun(table int, action Action, first int64) (at int64) {
	s.memory = append(s.memory, byte(action)|isRun)
	s.memory = binary.AppendUvarint(s.memory, uint64(table))
	s.memory = binary.AppendVarint(s.memory, first)
	at = s.end()
	s.memory = binary.LittleEndian.AppendUint64(s.memory, uint64(first))
	return at
}

// putEnd writes the last id of a run.
func (s *spool) putEnd(at, last int64) error {
	if at >= s.written {
		binary.LittleEndian.PutUint64(s.memory[at-s.written:], uint64(last))
		return nil
	}
	_, err := s.file.WriteAt(binary.LittleEndian.AppendUint64(nil, uint64(last)), at)
	return cannotSpill(err)
}

// putRow writes the head of the entry of one row, which n values or fields
// follow.
func (s *spool) putRow(table int, action Action, id int64, n int) {
	s.memory = append(s.memory, byte(action))
	s.memory = binary.AppendUvarint(s.memory, uint64(table))
	s.memory = binary.AppendVarint(s.memory, id)
	s.memory = binary.AppendUvarint(s.memory, uint64(n))
}

func (s *spool) putField(column int, before, after any) {
	s.memory = binary.AppendUvarint(s.memory, uint64(column))
	s.putValue(before)
	s.putValue(after)
}

func (s *spool) putValue(v any) {
	switch v := v.(type) {
	case int64:
		s.memory = binary.AppendVarint(append(s.memory, integer), v)
	case float64:
		s.memory = binary.LittleEndian.AppendUint64(append(s.memory, float), math.Float64bits(v))
	case string:
		s.memory = append(binary.AppendUvarint(append(s.memory, text), uint64(len(v))), v...)
	case []byte:
		s.memory = append(binary.AppendUvarint(append(s.memory, blob), uint64(len(v))), v...)
	default:
		s.memory = append(s.memory, noValue)
	}
}

// spill moves the entries from memory to the file when they are many.
func (s *spool) spill() error {
	if len(s.memory) < s.limit {
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, s.name)
		if err != nil {
			return cannotSpill(err)
		}
		s.file = f
		// Where the system lets an open file go, nothing is left behind however
		// the program ends; elsewhere discard removes it.
		s.listed = os.Remove(f.Name()) != nil
	}
	if _, err := s.file.WriteAt(s.memory, s.written); err != nil {
		return cannotSpill(err)
	}
	s.written += int64(len(s.memory))
	s.memory = s.memory[:0]
	return nil
}

// cut forgets the entries from at on.
func (s *spool) cut(at int64) {
	if at < s.written {
		s.written, s.memory = at, s.memory[:0]
		return
	}
	s.memory = s.memory[:at-s.written]
}

// discard removes the file.
func (s *spool) discard() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.listed {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	s.file = nil
	return cannotSpill(err)
}

func cannotSpill(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Failed, "the disk is full or does not answer: nothing has been changed").
		WithHint("check the disk and its free space, and try again").WithCause(err)
}

// read gives the changes to yield, until that has enough.
func (l *changeLog) read(yield func(Change, error) bool) {
	s := &l.entries
	var source io.Reader = bytes.NewReader(s.memory)
	if s.file != nil {
		source = io.MultiReader(io.NewSectionReader(s.file, 0, s.written), source)
	}
	r := entryReader{bufio.NewReaderSize(source, 1<<16), l.numbered}
	for {
		c, err := r.change()
		if errors.Is(err, io.EOF) {
			return
		}
		if !yield(c, cannotSpill(err)) || err != nil {
			return
		}
	}
}

// entryReader reads the entries of a spool.
type entryReader struct {
	*bufio.Reader
	tables []*loggedTable
}

// change reads an entry; at the end of them it returns io.EOF.
func (r entryReader) change() (c Change, err error) {
	kind, err := r.ReadByte()
	if err != nil {
		return c, err
	}
	table, err := binary.ReadUvarint(r)
	if err != nil {
		return c, inside(err)
	}
	t := r.tables[table]
	c.Table, c.Action = t.name, Action(kind&^isRun)
	if c.FirstID, err = binary.ReadVarint(r); err != nil {
		return c, inside(err)
	}
	c.LastID = c.FirstID
	switch {
	case kind&isRun != 0:
		var last [8]byte
		_, err = io.ReadFull(r, last[:])
		c.LastID = int64(binary.LittleEndian.Uint64(last[:]))
	case c.Action == Updated:
		err = r.fields(t, &c)
	default:
		c.Columns = t.columns
		err = r.row(&c)
	}
	return c, inside(err)
}

// inside tells an end within an entry from the end of the entries.
func inside(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fields reads the changed values of an updated row.
func (r entryReader) fields(t *loggedTable, c *Change) error {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	c.Columns, c.Before, c.After = make([]string, n), make([]any, n), make([]any, n)
	for i := range n {
		column, err := binary.ReadUvarint(r)
		if err != nil {
			return err
		}
		c.Columns[i] = t.columns[column]
		if c.Before[i], err = r.value(); err != nil {
			return err
		}
		if c.After[i], err = r.value(); err != nil {
			return err
		}
	}
	return nil
}

// row reads all values of a deleted row.
func (r entryReader) row(c *Change) error {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	c.Before = make([]any, n)
	for i := range n {
		if c.Before[i], err = r.value(); err != nil {
			return err
		}
	}
	return nil
}

func (r entryReader) value() (any, error) {
	kind, err := r.ReadByte()
	if err != nil {
		return nil, err
	}
	switch kind {
	case integer:
		return binary.ReadVarint(r)
	case float:
		var bits [8]byte
		_, err := io.ReadFull(r, bits[:])
		return math.Float64frombits(binary.LittleEndian.Uint64(bits[:])), err
	case text, blob:
		n, err := binary.ReadUvarint(r)
		if err != nil {
			return nil, err
		}
		value := make([]byte, n)
		if _, err := io.ReadFull(r, value); err != nil {
			return nil, err
		}
		if kind == text {
			return string(value), nil
		}
		return value, nil
	}
	return nil, nil
}
