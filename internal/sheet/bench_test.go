package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// enrolments returns a table of n rows, about a hundred bytes each.
func enrolments(n int) string {
	var b strings.Builder
	b.WriteString("Cognome;Nome;Codice fiscale;Ente;Prov;E-mail;Corso;Edizione;Data iscrizione;Stato\n")
	for i := range n {
		s := strconv.Itoa(i)
		b.WriteString("Rossi" + s + ";Niccolò;RSSMRA85T10A562S;Comune di Forlì;FC;m.rossi" + s +
			"@comune.forli.fc.it;TD-BASE;1;14/09/2021;Completato\n")
	}
	return b.String()
}

// BenchmarkRows reads a table through Rows, beside encoding/csv alone on the
// same text in UTF-8: the metric is the ratio of the times.
func BenchmarkRows(b *testing.B) {
	const rows = 200_000
	text := enrolments(rows)
	for _, e := range []Encoding{UTF8, Windows1252, UTF16LE} {
		b.Run(string(e), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "table")
			var encoded bytes.Buffer
			w := NewWriter(&encoded, Dialect{Encoding: e, BOM: true})
			w.begin()
			w.text(text)
			if err := errors.Join(w.Flush(), os.WriteFile(path, encoded.Bytes(), 0o600)); err != nil {
				b.Fatal(err)
			}
			f, err := Examine(b.Context(), path, Options{})
			if err != nil {
				b.Fatal(err)
			}
			var ours, peer time.Duration
			for b.Loop() {
				start := time.Now()
				if n := count(b, f); n != rows+1 {
					b.Fatalf("%d rows", n)
				}
				ours += time.Since(start)
				b.StopTimer()
				start = time.Now()
				countPeer(b, text)
				peer += time.Since(start)
				b.StartTimer()
			}
			b.ReportMetric(float64(ours)/float64(peer), "x/encoding/csv")
			b.ReportMetric(float64(b.N)*rows/ours.Seconds(), "rows/s")
		})
	}
}

func count(b *testing.B, f File) (n int) {
	rows, err := f.Rows(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for {
		_, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func countPeer(b *testing.B, text string) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.ReuseRecord = ';', true
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExamine(b *testing.B) {
	text := enrolments(200_000)
	path := save(b, text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Examine(b.Context(), path, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
