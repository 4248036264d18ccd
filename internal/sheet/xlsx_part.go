package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// part reads one part of a workbook, within the bounds.
type part struct {
	book *workbook
	from io.ReadCloser
	xml  *xml.Decoder
	// sinceToken is how many bytes have been read for the token under way.
	sinceToken int
}

// open begins to read a part.
func (b *workbook) open(name string) (*part, error) {
	f := b.find(name)
	if f == nil {
		return nil, corrupt(errors.New("no part " + name))
	}
	from, err := f.Open()
	if err != nil {
		return nil, corrupt(err)
	}
	p := &part{book: b, from: from}
	p.xml = xml.NewDecoder(p)
	return p, nil
}

// close ends the reading. What the archive has to say at the end of a part,
// such as a wrong checksum, has been said by then.
func (p *part) close() { _ = p.from.Close() }

// Read counts what really comes out of the archive, whatever it promises.
func (p *part) Read(buffer []byte) (int, error) {
	if err := p.book.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.from.Read(buffer)
	p.book.budget -= int64(n)
	p.sinceToken += n
	if p.book.budget < 0 || p.sinceToken > MaxRecord {
		return 0, tooMuch()
	}
	return n, err
}

// token returns the next token; it is valid until the next call.
func (p *part) token() (xml.Token, error) {
	p.sinceToken = 0
	t, err := p.xml.RawToken()
	if err != nil && !errors.Is(err, io.EOF) {
		if f, ok := errors.AsType[*fault.Fault](err); ok {
			return nil, f
		}
		if stopped := p.book.ctx.Err(); stopped != nil {
			return nil, stopped
		}
		return nil, corrupt(err)
	}
	return t, err
}

// text returns the text of the element that has just begun, which has no others
// inside, and ends behind it.
func (p *part) text(of string) (string, error) {
	var text strings.Builder
	for {
		t, err := p.token()
		if err != nil {
			return "", noEnd(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if t.Name.Local == of {
				return text.String(), nil
			}
		}
		if text.Len() > MaxRecord {
			return "", tooMuch()
		}
	}
}

func tooMuch() error {
	return fault.New(fault.Failed, "the workbook unpacks to more than a table can be").
		WithHint("check who sent it; if it is a table, save it as CSV")
}

// noEnd makes a fault of an end that comes too early.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return corrupt(io.ErrUnexpectedEOF)
	}
	return err
}
