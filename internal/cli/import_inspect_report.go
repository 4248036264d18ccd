package cli

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/sheet"
)

// inspectReport lays out what is in a file.
func inspectReport(env *Env, v batch.Inspection, name string, before []batch.Importazione, withNames bool) render.Report {
	var columns []batch.Inspected
	for _, c := range v.Columns {
		if !c.Added && (strings.TrimSpace(c.Title) != "" || c.Filled > 0) {
			columns = append(columns, c)
		}
	}
	return render.Report{
		Title:      message.New("%s: how it is read", name),
		Parameters: inspectParameters(v),
		Rows:       render.List(inspectedColumns(withNames), columns),
		Notes:      inspectNotes(env, v, before),
	}
}

func inspectParameters(v batch.Inspection) []render.Parameter {
	f := v.File
	var delimiter, encoding, page, header any
	if f.Format == sheet.XLSX {
		page = f.Sheet
	} else {
		delimiter, encoding = delimiterName(f.Delimiter), string(f.Encoding)
	}
	if v.Layout.Line > 0 {
		header = v.Layout.Line
	}
	return []render.Parameter{
		{Key: "formato", Title: "Format", Value: string(f.Format)},
		{Key: "codifica", Title: "Encoding", Value: encoding},
		{Key: "delimitatore", Title: "Delimiter", Value: delimiter},
		{Key: "foglio", Title: "Sheet", Value: page},
		{Key: "riga_intestazione", Title: "Header on line", Value: header},
		{Key: "linee", Title: "Lines", Value: f.Lines},
		{Key: "righe", Title: "Rows", Value: v.Rows},
		{Key: "oggetto", Title: "Noun", Value: orNull(v.Noun.Name)},
		{Key: "profilo", Title: "Layout", Value: orNull(v.Noun.Profile)},
	}
}

// inspectNotes say what the operator should look at before importing.
func inspectNotes(env *Env, v batch.Inspection, before []batch.Importazione) []message.Text {
	var notes []message.Text
	if v.Noun.Name == "" {
		notes = append(notes, message.New("no header was found in the first rows: name its titles with --map, or start from dtctl import template"))
	}
	for _, group := range v.Missing {
		notes = append(notes, message.New("no column for %s: name it with --map or give it with a flag", strings.Join(group, " / ")))
	}
	for _, c := range v.Columns {
		if c.Column != nil {
			notes = append(notes, columnNotes(c)...)
		}
	}
	if slices.ContainsFunc(v.Columns, func(c batch.Inspected) bool { return c.Column != nil && c.Damaged > 0 }) {
		notes = append(notes, message.New("with damaged letters the whole file is refused: --fix-mojibake may repair them, or take the file again from its source"))
	}
	if v.Blank > 0 {
		notes = append(notes, message.Count(v.Blank, "%d row is empty, a total or a remark", "%d rows are empty, totals or remarks", v.Blank))
	}
	for _, i := range before {
		notes = append(notes, message.New("already imported on %s as import %s", periodo.On(i.Quando.In(env.rome())), number(i.ID)))
	}
	return notes
}

// columnNotes say what is doubtful or damaged in a column that is read.
func columnNotes(c batch.Inspected) []message.Text {
	var notes []message.Text
	note := func(n int, text message.Text) {
		if n > 0 {
			notes = append(notes, text)
		}
	}
	if c.Kind == batch.KindDate && c.DayFirst == 0 {
		note(c.MonthFirst, message.Count(c.MonthFirst, "%s: %d day can only have the month first: say --dates mdy if that is so",
			"%s: %d days can only have the month first: say --dates mdy if that is so", c.Title, c.MonthFirst))
		note(c.Either, message.Count(c.Either, "%s: %d day can be read in two ways: taken with the day first",
			"%s: %d days can be read in two ways: taken with the day first", c.Title, c.Either))
	}
	if c.Kind == batch.KindNumber && c.Commas == 0 {
		note(c.Thousands, message.Count(c.Thousands, "%s: the mark of %d number can be one of thousands or of decimals: say --decimal",
			"%s: the mark of %d numbers can be one of thousands or of decimals: say --decimal", c.Title, c.Thousands))
	}
	if c.Kind == batch.KindDate {
		note(c.Filled-c.Dates, message.Count(c.Filled-c.Dates, "%s: %d value is not a day", "%s: %d values are not days", c.Title, c.Filled-c.Dates))
	}
	if c.Kind == batch.KindNumber {
		note(c.Filled-c.Numbers, message.Count(c.Filled-c.Numbers,
			"%s: %d value is not a number", "%s: %d values are not numbers", c.Title, c.Filled-c.Numbers))
	}
	note(c.Short, message.Count(c.Short, "%s: %d code lost the zeros in front: they are put back",
		"%s: %d codes lost the zeros in front: they are put back", c.Title, c.Short))
	note(c.Scientific, message.Count(c.Scientific, "%s: %d value lost its digits in a spreadsheet",
		"%s: %d values lost their digits in a spreadsheet", c.Title, c.Scientific))
	note(c.Damaged, message.Count(c.Damaged, "%s: %d value has damaged letters", "%s: %d values have damaged letters", c.Title, c.Damaged))
	return notes
}
