package render

import (
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/euro"
)

func TestImporto_IsEuroForPeopleAndPrograms(t *testing.T) {
	amount := euro.Importo(123_450_050)
	for format, want := range map[Format]string{
		JSONL: `{"valore":1234500.50}`, CSV: "valore\n1234500.50", Excel: "1234500,50", Markdown: "1234500,50",
	} {
		var out strings.Builder
		err := WriteListing(&out, values(amount), Options{Format: format, Locale: italian()})
		if err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %q, %v", format, out.String(), err)
		}
	}
	b := &workbook{locale: italian()}
	if v, format := b.cell(amount); v != 1234500.50 || format != "#,##0.00" {
		t.Errorf("workbook: %v %s", v, format)
	}
}
