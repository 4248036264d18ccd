package batch

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// Sorter puts records in the order of their keys, in memory that does not grow
// with their number: what does not fit waits in private temporary files.
type Sorter struct {
	arena []byte
	index []slot
	count int
	runs  []*Spool
}

// slot is a record in the arena, with the beginning of its key: most
// comparisons end there.
type slot struct {
	prefix uint64
	offset uint32
}

// arenaSize is how many bytes of records are sorted at once.
const arenaSize = 16 << 20

// Add adds a record with its key.
func (s *Sorter) Add(key, record []byte) error {
	if size := recordHeader + len(key) + len(record); len(s.arena)+size > arenaSize && len(s.index) > 0 {
		if err := s.flush(); err != nil {
			return err
		}
	}
	s.count++
	s.index = append(s.index, slot{prefixOf(key), uint32(len(s.arena))})
	s.arena = appendRecord(s.arena, key, record)
	return nil
}

// Len returns how many records there are.
func (s *Sorter) Len() int { return s.count }

// recordHeader is the length of the lengths of a key and of a record.
const recordHeader = 8

func appendRecord(b, key, record []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(key)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(record)))
	return append(append(b, key...), record...)
}

func prefixOf(key []byte) uint64 {
	var b [8]byte
	copy(b[:], key)
	return binary.BigEndian.Uint64(b[:])
}

func (s *Sorter) record(offset uint32) (key, record []byte) {
	b := s.arena[offset:]
	k, r := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	return b[recordHeader : recordHeader+k], b[recordHeader+k : recordHeader+k+r]
}

// sort orders the records of the arena.
func (s *Sorter) sort() {
	slices.SortFunc(s.index, func(a, b slot) int {
		switch {
		case a.prefix < b.prefix:
			return -1
		case a.prefix > b.prefix:
			return 1
		}
		x, _ := s.record(a.offset)
		y, _ := s.record(b.offset)
		return bytes.Compare(x, y)
	})
}

// flush writes the records of the arena to a file of their own.
func (s *Sorter) flush() error {
	s.sort()
	run, err := NewSpool()
	if err != nil {
		return err
	}
	s.runs = append(s.runs, run)
	for _, i := range s.index {
		key, record := s.record(i.offset)
		if err := run.Add(key, record); err != nil {
			return err
		}
	}
	s.arena, s.index = s.arena[:0], s.index[:0]
	return nil
}

// Sorted goes to the first record in the order of the keys. Nothing may be
// added after it.
func (s *Sorter) Sorted() (*Sorted, error) {
	if len(s.runs) == 0 {
		s.sort()
		return &Sorted{sorter: s}, nil
	}
	if len(s.index) > 0 {
		if err := s.flush(); err != nil {
			return nil, err
		}
		s.arena = nil
	}
	sorted := &Sorted{}
	for _, run := range s.runs {
		r, err := run.Records()
		if err != nil {
			return nil, err
		}
		if more, err := r.Next(); err != nil {
			return nil, err
		} else if more {
			sorted.heads = append(sorted.heads, r)
		}
	}
	heap.Init(&sorted.heads)
	return sorted, nil
}

// Sorted reads the records of a Sorter.
type Sorted struct {
	// Key and Record are those of the current record, good until the next.
	Key, Record []byte
	// sorter has all records in memory, from next; or heads has the runs, of
	// which the first gave the current record if it is taken.
	sorter *Sorter
	next   int
	heads  heads
	taken  bool
}

// Next reads the next record, and reports whether there is one.
func (s *Sorted) Next() (bool, error) {
	if s.sorter != nil {
		if s.next == len(s.sorter.index) {
			return false, nil
		}
		s.Key, s.Record = s.sorter.record(s.sorter.index[s.next].offset)
		s.next++
		return true, nil
	}
	if s.taken {
		more, err := s.heads[0].Next()
		switch {
		case err != nil:
			return false, err
		case more:
			heap.Fix(&s.heads, 0)
		default:
			heap.Pop(&s.heads)
		}
	}
	if s.taken = len(s.heads) > 0; s.taken {
		s.Key, s.Record = s.heads[0].Key, s.heads[0].Record
	}
	return s.taken, nil
}

// Close removes the temporary files.
func (s *Sorter) Close() error {
	var failed error
	for _, run := range s.runs {
		failed = errors.Join(failed, run.Close())
	}
	return failed
}

// heads are the runs by their next record, the least key first.
type heads []*SpoolRecords

func (h heads) Len() int           { return len(h) }
func (h heads) Less(i, j int) bool { return bytes.Compare(h[i].Key, h[j].Key) < 0 }
func (h heads) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)        { *h = append(*h, x.(*SpoolRecords)) }
func (h *heads) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// Spool keeps records in a private temporary file, in the order in which they
// come.
type Spool struct {
	file *os.File
	out  *bufio.Writer
	// nameless says that the file has no name any more, so that nothing is left
	// of it however the program ends.
	nameless bool
}

// NewSpool makes an empty spool.
func NewSpool() (*Spool, error) {
	f, err := os.CreateTemp("", "dtctl-*")
	if err != nil {
		return nil, spoolFull(err)
	}
	// Some systems do not remove a file that is open.
	nameless := os.Remove(f.Name()) == nil
	return &Spool{file: f, out: bufio.NewWriterSize(f, 1<<16), nameless: nameless}, nil
}

// Add adds a record with its key.
func (s *Spool) Add(key, record []byte) error {
	var lengths [recordHeader]byte
	binary.LittleEndian.PutUint32(lengths[:], uint32(len(key)))
	binary.LittleEndian.PutUint32(lengths[4:], uint32(len(record)))
	for _, b := range [][]byte{lengths[:], key, record} {
		if _, err := s.out.Write(b); err != nil {
			return spoolFull(err)
		}
	}
	return nil
}

// Records goes back to the first record.
func (s *Spool) Records() (*SpoolRecords, error) {
	if err := s.out.Flush(); err != nil {
		return nil, spoolFull(err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return &SpoolRecords{in: bufio.NewReaderSize(s.file, 1<<16)}, nil
}

// Close removes the file.
func (s *Spool) Close() error {
	err := s.file.Close()
	if !s.nameless {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

// SpoolRecords reads the records of a spool.
type SpoolRecords struct {
	// Key and Record are those of the current record, good until the next.
	Key, Record []byte
	in          *bufio.Reader
	buffer      []byte
}

// Next reads the next record, and reports whether there is one.
func (r *SpoolRecords) Next() (bool, error) {
	var lengths [recordHeader]byte
	if _, err := io.ReadFull(r.in, lengths[:]); errors.Is(err, io.EOF) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	k := int(binary.LittleEndian.Uint32(lengths[:]))
	n := k + int(binary.LittleEndian.Uint32(lengths[4:]))
	if cap(r.buffer) < n {
		r.buffer = make([]byte, 2*n)
	}
	r.buffer = r.buffer[:n]
	if _, err := io.ReadFull(r.in, r.buffer); err != nil {
		return false, err
	}
	r.Key, r.Record = r.buffer[:k], r.buffer[k:]
	return true, nil
}
