package cli

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// readingFlags say how a file is to be read where it does not say so itself.
type readingFlags struct {
	sheet.Options
	titles    []string
	dates     batch.DateOrder
	decimal   batch.Decimal
	nameOrder batch.NameOrder
	fillDown  bool
}

func (f *readingFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.Encoding, "encoding", "", "the `ENCODING` of the text: utf-8, utf-16le, utf-16be, windows-1252")
	flags.StringVar(&f.Delimiter, "delimiter", "", "the `MARK` between the cells: ; , | or tab")
	flags.StringVar(&f.Sheet, "sheet", "", "the `NAME` of the sheet of a workbook (default: the first)")
	flags.StringArrayVar(&f.titles, "map", nil, "what a column means, as `TITLE=KEY`; may be repeated")
	choiceVar(cmd, &f.dates, "dates", []batch.DateOrder{batch.DayFirst, batch.MonthFirst}, "the order of day and month where the file leaves it open")
	choiceVar(cmd, &f.decimal, "decimal", []batch.Decimal{batch.Comma, batch.Point}, "the mark before decimals where the file leaves it open")
	choiceVar(cmd, &f.nameOrder, "name-order", []batch.NameOrder{batch.SurnameFirst, batch.GivenFirst},
		"the order of names of two words in one column")
	flags.BoolVar(&f.fillDown, "fill-down", false, "repeat the ente of the row above where a row has none")
	flags.BoolVar(&f.FixMojibake, "fix-mojibake", false, "repair letters that were twisted on the way, such as Ã¬ for ì")
}

// mapping returns what --map says.
func (f *readingFlags) mapping() (map[string]string, error) {
	m := map[string]string{}
	for _, pair := range f.titles {
		i := strings.LastIndex(pair, "=")
		if i <= 0 || i == len(pair)-1 {
			return nil, fault.New(fault.Usage, "--map cannot be %q", pair).
				WithHint("write the title and what it means, such as --map \"Istituzione=ente\"")
		}
		m[strings.TrimSpace(pair[:i])] = strings.ToLower(strings.TrimSpace(pair[i+1:]))
	}
	return m, nil
}

// importFlags are the flags of every import.
type importFlags struct {
	readingFlags
	mode                                 batch.Mode
	snapshot                             periodo.Data
	rejects, profile, maxChange, missing string
	strict, again, manual, regress, noCF bool
	diff, withNames                      bool
}

func (f *importFlags) add(cmd *cobra.Command) {
	f.readingFlags.add(cmd)
	flags := cmd.Flags()
	f.mode = batch.Upsert
	choiceVar(cmd, &f.mode, "mode", batch.Modes(), "what may happen to the records")
	dateVar(cmd, &f.snapshot, "snapshot", "the `DAY` of which the file tells (default: today)")
	flags.StringVar(&f.rejects, "rejects", "", "write the rows that cannot be taken to a `FILE`, to mend and import again")
	flags.StringVar(&f.profile, "profile", "", "read the file as `NAME` says: a published layout or a saved profile")
	flags.BoolVar(&f.strict, "strict", false, "take all rows or none")
	flags.BoolVar(&f.again, "again", false, "import a file that was imported already")
	flags.BoolVar(&f.manual, "overwrite-manual", false, "let the file change values that were edited by hand")
	flags.BoolVar(&f.diff, "diff", false, "show each value before and after")
	flags.BoolVar(&f.withNames, "with-names", false, "with --diff, show also the values that may name a person")
}

// addSync adds the flags of the nouns that can retire what a file lacks.
func (f *importFlags) addSync(cmd *cobra.Command) {
	flags := cmd.Flags()
	choiceVar(cmd, &f.missing, "missing", []string{"ritirato"}, "with --mode sync, the status of what the file lacks (default: ritirato)")
	flags.StringVar(&f.maxChange, "max-change", "20%", "with --mode sync, the greatest `SHARE` of records that may be retired")
}

// addPersons adds the flags of the nouns whose rows name persons.
func (f *importFlags) addPersons(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.noCF, "no-cf", false, "leave the codici fiscali of persons out")
}

// options returns what the flags say.
func (f *importFlags) options(env *Env, name string) (o batch.Options, err error) {
	o = batch.Options{
		Name: name, Fixed: map[string]string{}, Mode: f.mode, Strict: f.strict, Snapshot: env.dayOr(f.snapshot), Today: env.Today(),
		Dates: f.dates, Decimal: f.decimal, NameOrder: f.nameOrder, FillDown: f.fillDown, FixMojibake: f.FixMojibake,
		NoCF: f.noCF, AllowRegress: f.regress, OverwriteManual: f.manual,
	}
	if o.Map, err = f.mapping(); err != nil {
		return o, err
	}
	if f.missing != "" && f.mode != batch.Sync {
		return o, fault.New(fault.Usage, "--missing goes with --mode sync").WithHint("add --mode sync, or leave --missing out")
	}
	if f.maxChange != "" {
		o.MaxChange, err = share(f.maxChange)
	}
	return o, err
}

// standIns returns how the values that can hold for all rows are given to cmd,
// by key of column, as in "--edizione CODE/NUMBER".
func standIns(cmd *cobra.Command, fixed map[string]string) map[string]string {
	english := map[string]string{"ruolo": "role", "piattaforma": "platform"}
	found := map[string]string{}
	for key := range fixed {
		name := cmp.Or(english[key], key)
		if flag := cmd.Flags().Lookup(name); flag != nil {
			value, _ := pflag.UnquoteUsage(flag)
			found[key] = "--" + name + " " + value
		}
	}
	return found
}

// share reads a percentage such as 20%.
func share(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	if err != nil || n < 0 || n > 100 {
		return 0, fault.New(fault.Usage, "--max-change cannot be %q", s).WithHint("write a share such as 20%")
	}
	return n, nil
}
