package batch

import (
	"encoding/binary"

	"github.com/dtctl/dtctl/internal/fault"
)

// AppendInt and AppendText write values into a record of a Sorter or a Spool;
// TakeInt and TakeText read them back in the same order.
func AppendInt(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

// AppendText writes a text: see AppendInt.
func AppendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// TakeInt reads what AppendInt wrote, and leaves the rest in b.
func TakeInt(b *[]byte) int64 {
	n, size := binary.Varint(*b)
	*b = (*b)[size:]
	return n
}

// TakeText reads what AppendText wrote, and leaves the rest in b.
func TakeText(b *[]byte) string {
	n, size := binary.Uvarint(*b)
	s := string((*b)[size : size+int(n)])
	*b = (*b)[size+int(n):]
	return s
}

func spoolFull(err error) error {
	return fault.New(fault.Failed, "a temporary file cannot be written: nothing has been changed").
		WithHint("free some space in the folder of temporary files (TMPDIR) and try again").WithCause(err)
}
