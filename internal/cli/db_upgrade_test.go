package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/registro"
)

// olderDatabase makes a database as an older dtctl left it: an earlier schema,
// a comune that had not merged yet, another name.
func olderDatabase(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	if err := registro.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), path, db.ReadWrite, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		for _, query := range []string{
			`DROP TABLE erogazione`, `DROP TABLE spesa`, `DROP TABLE progetto_tema`, `DROP TABLE progetto_ente`, `DROP TABLE progetto_atto`,
			`DROP TABLE progetto`, `DROP TABLE bando_tema`, `DROP TABLE bando_categoria`, `DROP TABLE bando_beneficiario`,
			`DROP TABLE bando_dotazione`, `DROP TABLE bando_atto`, `DROP TABLE bando`,
			`DROP TABLE esportazione`, `DROP TABLE profilo`, `DROP TABLE iscrizione_lista`, `DROP TABLE importazione_scarto`, `DROP TABLE importazione`,
			`DROP TABLE convenzione_ente`, `DROP TABLE convenzione`, `DROP TABLE iscrizione`, `DROP TABLE frequenza`,
			`DROP TABLE sessione`, `DROP TABLE edizione`, `DROP TABLE corso`,
			`DROP TABLE istantanea`,
			`PRAGMA user_version = 3`,
			`UPDATE ente SET al = NULL, motivo_fine = NULL, successore_id = NULL WHERE belfiore = 'F474'`,
			`UPDATE ente_collocazione SET al = NULL WHERE ente_id = (SELECT id FROM ente WHERE belfiore = 'F474')`,
		} {
			if _, err := tx.Exec(ctx, query); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestUpgrade_AnOlderFileGainsSchemaAndRegister(t *testing.T) {
	path := olderDatabase(t)
	if got := dtctl(t, path, "area", "list"); got.code != 6 || !strings.Contains(got.err, "dtctl db upgrade") {
		t.Errorf("reading an older file: %+v", got)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := dtctl(t, path, "db", "upgrade", "--dry-run"); got.code != 0 || !strings.Contains(got.err, "from version 3 to") {
		t.Errorf("dry run: %+v", got)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the dry run changed the file (%v)", err)
	}

	got := dtctl(t, path, "db", "upgrade", "-o", "csv")
	if got.code != 2 || !strings.Contains(got.err, "--yes") || !strings.Contains(got.out, "F474,Monteciccardo,al,,2020-06-30,false") {
		t.Errorf("without a terminal: %+v", got)
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "a-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v, %v", copies, err)
	}
	if got := dtctl(t, path, "ente", "show", "F474", "-o", "csv", "--columns", "al"); got.out != "al\n\n" && got.out != "al\n\"\"\n" {
		t.Errorf("refused, and yet changed: %+v", got)
	}

	got = dtctl(t, path, "db", "upgrade", "--yes")
	if got.code != 0 || !strings.Contains(got.err, "4 differences from the register written") {
		t.Errorf("with --yes: %+v", got)
	}
	if got := dtctl(t, path, "ente", "show", "F474", "-o", "csv", "--columns", "al"); got.out != "al\n2020-06-30\n" {
		t.Errorf("after the upgrade: %+v", got)
	}
	if got := dtctl(t, path, "db", "upgrade"); got.code != 0 || !strings.Contains(got.err, "agrees") {
		t.Errorf("the second time: %+v", got)
	}
	if got := dtctl(t, path, "db", "check"); got.code != 0 {
		t.Errorf("check: %+v", got)
	}
	if got := dtctl(t, path, "undo"); got.code != 0 || !strings.Contains(got.err, "db upgrade") {
		t.Errorf("undo: %+v", got)
	}
}
