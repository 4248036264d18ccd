package render

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestWriteForm_EmptyCellsAreText(t *testing.T) {
	var out bytes.Buffer
	err := WriteForm(&out, []Page{
		{Name: "ente", Rows: [][]string{{"istat", "nome"}}},
		{Name: "Colonne", Rows: [][]string{{"Colonne"}, {"istat: sei cifre"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	if names := book.GetSheetList(); len(names) != 2 || names[0] != "ente" || names[1] != "Colonne" {
		t.Errorf("sheets %q", names)
	}
	if got, err := book.GetCellValue("Colonne", "A2"); got != "istat: sei cifre" || err != nil {
		t.Errorf("A2 %q, %v", got, err)
	}
	id, err := book.GetColStyle("ente", "B")
	if err != nil {
		t.Fatal(err)
	}
	style, err := book.GetStyle(id)
	if err != nil || style.NumFmt != 49 {
		t.Errorf("an empty cell has the format %+v, %v", style, err)
	}
}
