package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/sheet"
)

func newEnteImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var regions []string
	var types []ente.Tipo
	var create bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of enti: your own, or one of ISTAT, ANPR, IndicePA",
		Long: `Bring in a file of enti: CSV, TSV or XLSX; - is the standard input. Own files
have the columns that dtctl ente list -o csv writes, so that a list can be
changed and brought back. A row whose ente is known, by one of its codes or by
its name, brings it up to date; one that says also the type and the place of an
ente that the register lacks adds it.

The files that others publish are recognised by their titles; --profile names
one: istat-situas and istat-elenco (the comuni in force), anpr-archivio (every
comune since 1861; the register begins in 2015), anpr-popolazione (residents),
ipa-enti (addresses and codes; enti that the register lacks are left out unless
--create-enti is given), ipa-rtd (responsabili per la transizione al digitale).
--region and --type take only the enti of those regions or types.

Say with --snapshot the day of which the file tells: an older list overwrites
nothing. A list of ISTAT whose codes were replaced since is recognised as older
by itself; zeros that a spreadsheet dropped are put back and counted; a list
that lost letters is refused. A list does not end comuni, and does not say since
when a new one exists: the archive of ANPR does.

An empty cell changes nothing; a value edited by hand stays unless
--overwrite-manual is given. --dry-run shows what would happen, --diff each
value, and dtctl undo takes an import back.`,
		Example: `dtctl ente export --region ER --out enti.csv
dtctl ente import enti.csv --dry-run --diff
dtctl ente import enti.csv --type comune,unione --snapshot 2026-08-14 --mode update`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			fixed := map[string]string{ente.SoloRegioni: strings.Join(regions, ","), ente.SoloTipi: strings.Join(words(types), ",")}
			if create {
				fixed[ente.CreaEnti] = "1"
			}
			return env.importEnti(cmd, &f, args[0], fixed)
		},
	}
	f.add(cmd)
	regionsVar(env, cmd, &regions, "only the enti of these regions: code or name (`REGION,...`)")
	choicesVar(cmd, &types, "type", ente.Tipi(), "only these types of ente")
	cmd.Flags().BoolVar(&create, "create-enti", false, "with ipa-enti, add the enti that the register lacks")
	_ = cmd.RegisterFlagCompletionFunc("profile", env.complete(completeEntiProfile))
	return writing(env, listing(cmd, importedColumns()))
}

// completeEntiProfile offers the published layouts and the saved profiles.
func completeEntiProfile(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	saved, err := completeProfile(ctx, tx, prefix)
	for _, name := range registro.Profiles() {
		if strings.HasPrefix(name, profileNamed(prefix)) {
			saved = append(saved, name)
		}
	}
	return saved, err
}

// importEnti brings in a file of enti, after telling whose it is.
func (e *Env) importEnti(cmd *cobra.Command, f *importFlags, name string, fixed map[string]string) error {
	return e.withFile(cmd.Context(), name, func(path string) (err error) {
		noun, err := e.entiLayout(cmd.Context(), f, path)
		if err != nil {
			return err
		}
		if name == "-" {
			// The standard input was read to recognise it.
			file, err := os.Open(path)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, file.Close()) }()
			e.input = file
		}
		return e.importFile(cmd, noun, f, name, fixed)
	})
}

// entiLayout returns the layout of a file of enti: that of the profile, else the
// published one whose titles it has, else that of dtctl.
func (e *Env) entiLayout(ctx context.Context, f *importFlags, path string) (batch.Noun, error) {
	if noun, ok := registro.Layout(f.profile); ok {
		return noun, nil
	}
	if f.profile != "" || len(f.titles) > 0 {
		return ente.Import(), nil
	}
	file, err := sheet.Examine(ctx, path, f.Options)
	if err != nil {
		return batch.Noun{}, err
	}
	noun, found, err := recognizeEnti(ctx, file)
	if err != nil {
		return noun, err
	}
	if !found {
		return ente.Import(), refusePersons(ctx, file)
	}
	e.say(message.New("recognised: --profile %s", noun.Profile))
	return noun, nil
}

// refusePersons returns a fault of kind Usage for a file that fits another noun
// and names persons: taken for one of enti, the names of the persons would be
// read as those of enti.
func refusePersons(ctx context.Context, file sheet.File) error {
	noun, layout, err := batch.Fit(ctx, file, importNouns(), batch.Options{})
	if err != nil || noun.Name == "ente" || !layout.HasPersons() {
		return err
	}
	return fault.New(fault.Usage, "this looks like a file of %s", noun.Name).
		WithHint("import it with: dtctl %s import FILE; if its rows are enti, say with --map what each column is", noun.Name)
}

// headerWithin is within how many rows the titles are looked for.
const headerWithin = 10

func recognizeEnti(ctx context.Context, file sheet.File) (noun batch.Noun, found bool, err error) {
	rows, err := file.Rows(ctx)
	if err != nil {
		return noun, false, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for range headerWithin {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return noun, false, err
		}
		if noun, found = registro.Recognize(row.Cells); found {
			break
		}
	}
	return noun, found, nil
}
