package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/sheet"
)

func newImportTemplateCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "template NOUN",
		Short: "Write an empty file to fill in and import",
		Long: `Write an empty file to fill in and import: a CSV as Excel opens it, or with
-o xlsx a workbook. The header has all columns of the noun; those that are not
needed can be taken out. What each column holds, with an example, is said in
rows that begin with "# ", which an import passes over, or in the second sheet
of the workbook.

A file that was filled in is imported as it is, without --map.`,
		Example: `dtctl import template iscrizione --out vuoto.csv
dtctl import template iscrizione --out vuoto.xlsx`,
		Args:              exactly("NOUN"),
		ValidArgsFunction: firstArgument(cobra.FixedCompletions(importNounNames(), cobra.ShellCompDirectiveNoFileComp)),
		RunE: func(_ *cobra.Command, args []string) error {
			noun, err := importNoun(args[0])
			if err != nil {
				return err
			}
			return env.template(noun)
		},
	}
	return cmd
}

// template writes the empty file of a noun where the output goes.
func (e *Env) template(n batch.Noun) error {
	format, err := e.format()
	if err != nil {
		return err
	}
	fill := func(w io.Writer) error { return e.writeTemplate(w, n, format) }
	if e.flags.out == "" {
		if format == render.XLSX && isTerminal(e.Out) {
			return fault.New(fault.Usage, "a terminal cannot show a workbook").WithHint("add --out FILE.xlsx")
		}
		return e.writeOut(func(w io.Writer, _ render.Options) error { return fill(w) }, render.Options{})
	}
	if err := writeFile(e.flags.out, fill); err != nil {
		return err
	}
	e.say(message.New("written to %s: fill it in and import it with: dtctl %s import %s", e.flags.out, n.Name, e.flags.out))
	return nil
}

func (e *Env) writeTemplate(w io.Writer, n batch.Noun, format render.Format) error {
	header, remarks := n.Template()
	switch format {
	case render.XLSX:
		notes := [][]string{{e.Locale.T("Columns")}}
		for _, r := range remarks {
			notes = append(notes, []string{e.text(r)})
		}
		return render.WriteForm(w, []render.Page{
			{Name: n.Name, Rows: [][]string{header}}, {Name: e.Locale.T("Columns"), Rows: notes},
		})
	case render.Table, render.CSV, render.Excel:
	default:
		return fault.New(fault.Usage, "a template is a CSV or a workbook, not %s", string(format)).
			WithHint("leave -o out, or say -o csv or -o xlsx")
	}
	out := sheet.NewWriter(w, sheet.Dialect{Encoding: sheet.UTF8, Delimiter: ';', BOM: true, CRLF: true})
	if err := out.Write(header); err != nil {
		return err
	}
	for _, r := range remarks {
		if err := out.Write([]string{batch.Remark(e.text(r))}); err != nil {
			return err
		}
	}
	return out.Flush()
}
