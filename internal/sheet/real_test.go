package sheet

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The files as their publishers wrote them, with the numbers of rows that
// their publishers say.
func TestRows_PublishedFilesAreReadWhole(t *testing.T) {
	for _, c := range []struct {
		file          string
		rows, columns int
		delimiter     byte
		bom, crlf     bool
		replaced      int
	}{
		{file: "istat/situas_comuni_2026-08-14.csv", rows: 7894, columns: 21, delimiter: ';', bom: true},
		{file: "istat/Elenco-comuni-italiani_2025-09.csv", rows: 7896, columns: 26, delimiter: ';', bom: true},
		{file: "istat/Elenco-comuni-italiani_2024-06_mojibake.csv", rows: 7896, columns: 26, delimiter: ';', crlf: true, replaced: 802},
		{file: "anpr/ANPR_archivio_comuni.csv", rows: 19352, columns: 18, delimiter: ',', bom: true},
		{file: "anpr/anpr_popolazione_residente_export.csv", rows: 7896, columns: 6, delimiter: ','},
		{file: "padigitale/avvisi.csv", rows: 57, columns: 8, delimiter: ','},
		{file: "padigitale/candidature_altrienti_finanziate.csv", rows: 3054, columns: 19, delimiter: ','},
		{file: "padigitale/candidature_finanziate_131.csv", rows: 11856, columns: 20, delimiter: ','},
		{file: "pdnd/pdnd_aderenti.csv", rows: 10020, columns: 5, delimiter: ',', replaced: 1},
		{file: "aree/unione_distretto_ceramico_membri.csv", rows: 8, columns: 5, delimiter: ',', crlf: true},
		{file: "aree/basso_sangro_trigno.csv", rows: 71, columns: 10, delimiter: ',', crlf: true},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			path := filepath.Join("..", "..", "..", "shared", "data", "real", filepath.FromSlash(c.file))
			if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
				t.Skip("the published files are not here: they are no part of the repository")
			}
			f, got := read(t, path, Options{})
			if f.Encoding != UTF8 || f.Delimiter != c.delimiter || f.BOM != c.bom || f.CRLF != c.crlf || f.Replacements != c.replaced {
				t.Errorf("examined as %+v", f)
			}
			if len(got)-1 != c.rows {
				t.Errorf("%d rows, want %d", len(got)-1, c.rows)
			}
			for i, cells := range got {
				if len(cells) != c.columns {
					t.Fatalf("row %d has %d cells, want %d: %q", i, len(cells), c.columns, cells)
				}
			}
		})
	}
}
