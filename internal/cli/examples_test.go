package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/demo"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/render"
)

// exampleFiles are the files to import that the examples name: lists of dtctl
// itself are made beside them.
func exampleFiles() map[string]string {
	const header = "Cognome;Nome;Ente;Data iscrizione\n"
	return map[string]string{
		"elenco.csv":   header + "Zanna;Mario;Sassuolo;18/10/2021\nZubini;Luca;Sassuolo;18/10/2021\nZoli;Ugo;Comune Medola;18/10/2021\n",
		"iscritti.csv": header + "Zucchi;Ada;Sassuolo;18/10/2021\nZironi;Anna;Medolla;18/10/2021\n",
		"persone.csv":  "Cognome;Nome;Username;Ente\nZucchi;Ada;Z01;Sassuolo\nZironi;Anna;Z02;Medolla\n",
		"convenzioni.csv": "Ente;Piattaforma;Dal;Al;Atto;Coperti\n" +
			"Comune di Bologna;ALTRA;01/03/2021;31/12/2026;delibera 45/2021;San Lazzaro di Savena; Pianoro\n",
		"avvisi.csv": "titolo,misura,data_inizio_bando,data_fine_bando,stato,totale_importo_stanziato,soggetti_destinatari\n" +
			"9.1 Avviso inventato - Comuni - maggio 2026,9.1 Misura inventata,2026-05-04,2026-12-18,IN CORSO,1000000.0,Comuni\n",
		"candidature.csv": "codice_ipa,ente,tipologia_ente,cod_comune,provincia,regione,importo_finanziamento,avviso,data_invio_candidatura," +
			"data_finanziamento,codice_cup,stato_candidatura,data_stato_candidatura\n" +
			"c_i462,Comune di Sassuolo,Comuni,036040,MO,Emilia-Romagna,14000.0,9.1 Avviso inventato - Comuni - maggio 2026," +
			"2026-05-14T09:32:07.000+0000,2026-07-01,F81B26000010006,E,2026-11-02\n" +
			"inventato,Ente Inventato,Altri Enti,036040,MO,Emilia-Romagna,7000.5,9.1 Avviso inventato - Comuni - maggio 2026," +
			"2026-05-15T10:00:00.000+0000,2026-07-01,F81B26000020006,A,2026-07-01\n",
	}
}

// exampleFolder changes to a folder with what the examples of the commands
// name: seed.db, a copy of the demonstration to which two projects that wait for
// money were added, two areas, and an import, of number 3, whose line 4 is open;
// copia.db, another such copy; and
// files to import.
func exampleFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	t.Chdir(folder)
	d, err := demo.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	addWaiting(t, d)
	if err := d.Backup(t.Context(), "seed.db"); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range exampleFiles() {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	workbook, err := os.Create("iscritti.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	err = render.WriteForm(workbook, []render.Page{{Name: "Iscritti", Rows: [][]string{
		{"Cognome", "Nome", "Sede", "Edizione"}, {"Zucchi", "Ada", "Sassuolo", "2"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := workbook.Close(); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		line string
		code int
	}{
		{"area add UNO --name UNO", 0},
		{"area add DUE --name DUE", 0},
		{"iscrizione import elenco.csv --edizione TD-BASE/2 --snapshot 2021-11-03", 3},
		{"nomina list --programma DC --status attiva --province MO --with-names -o csv --out nomine.csv", 0},
		{"unione members c_i462a --as-of 2021-07-15 -o csv --columns denominazione,ipa,unione,dal,al --out membri.csv", 0},
	} {
		if got := dtctl(t, "seed.db", strings.Fields(step.line)...); got.code != step.code {
			t.Fatalf("%s: %+v", step.line, got)
		}
	}
	content, err := os.ReadFile("seed.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("copia.db", content, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestTree_ExamplesRun runs the examples of each command one after the other,
// each command in a folder of its own.
func TestTree_ExamplesRun(t *testing.T) {
	folder := exampleFolder(t)
	walk(tree(t, i18n.English), func(cmd *cobra.Command) {
		if cmd.Example == "" {
			return
		}
		t.Run(strings.ReplaceAll(cmd.CommandPath(), " ", "_"), func(t *testing.T) {
			own := t.TempDir()
			if err := os.CopyFS(own, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			t.Chdir(own)
			for line := range strings.Lines(cmd.Example) {
				words := split(strings.TrimSpace(line))
				db := filepath.Join(own, "seed.db")
				if slices.Contains(words, "--db") || slices.Contains(words, "--demo") || len(words) == 2 && words[1] == "init" {
					db = ""
				}
				if len(words) < 2 || words[0] != "dtctl" {
					t.Fatalf("not a command: %s", line)
				}
				if got := dtctl(t, db, words[1:]...); got.code != 0 {
					t.Errorf("%sexit %d: %s", line, got.code, got.err)
				}
			}
		})
	})
}

// split cuts a command line into words as a shell does with double quotes.
func split(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}
