package db_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

const insertMeta = `INSERT INTO meta (chiave, valore) VALUES (?, 'v')`

func create(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a ?#%.db")
	if err := db.Create(t.Context(), path, nothing); err != nil {
		t.Fatal(err)
	}
	return path
}

func nothing(context.Context, *db.Tx) error { return nil }

func open(t *testing.T, path string, mode db.Mode) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), path, mode, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil && !errors.Is(err, sql.ErrConnDone) {
			t.Error(err)
		}
	})
	return d
}

func wantKind(t *testing.T, err error, kind fault.Kind, word string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != kind || !strings.Contains(f.Error(), word) {
		t.Errorf("error %v, want kind %d about %q", err, kind, word)
	}
	if ok && f.Hint.IsZero() {
		t.Errorf("%v has no hint", err)
	}
}

func TestOpen_EveryConnectionHasForeignKeys(t *testing.T) {
	path := create(t)
	for range 3 {
		d := open(t, path, db.ReadWrite)
		err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO area_ente (area_id, ente_id, dal) VALUES (7, 7, '2021-01-01')`)
			return err
		})
		if !db.IsConstraint(err) {
			t.Errorf("error %v", err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCreate_FileIsPrivateAndNeverReplaced(t *testing.T) {
	path := create(t)
	if private, err := db.IsPrivate(path); err != nil || !private {
		t.Errorf("private %v, %v", private, err)
	}
	wantKind(t, db.Create(t.Context(), path, nothing), fault.Failed, "already exists")
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestCreate_FailureLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "a.db")
	wrong := errors.New("wrong")
	err := db.Create(t.Context(), path, func(context.Context, *db.Tx) error { return wrong })
	if !errors.Is(err, wrong) {
		t.Errorf("error %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestOpen_UnusableFilesAreExplained(t *testing.T) {
	dir := t.TempDir()
	good, err := os.ReadFile(create(t))
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Clone(good)
	other[68] = 0
	for _, c := range []struct {
		name    string
		content []byte
		kind    fault.Kind
		word    string
	}{
		{"empty", nil, fault.Unavailable, "empty"},
		{"text", []byte("denominazione;istat\n"), fault.Unavailable, "not a dtctl database"},
		{"short", good[:50], fault.Damaged, "damaged"},
		{"truncated", good[:5000], fault.Damaged, "damaged"},
		{"other", other, fault.Unavailable, "another program"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.name)
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			d, err := db.Open(t.Context(), path, db.ReadWrite, 0)
			if err == nil {
				_, err = d.Check(t.Context())
				err = errors.Join(err, d.Close())
			}
			wantKind(t, err, c.kind, c.word)
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(after, c.content) {
				t.Errorf("the file changed: %v", err)
			}
		})
	}
	_, err = db.Open(t.Context(), filepath.Join(dir, "none"), db.ReadOnly, 0)
	wantKind(t, err, fault.Unavailable, "there is no database")
	_, err = db.Open(t.Context(), dir, db.ReadOnly, 0)
	wantKind(t, err, fault.Unavailable, "is a folder")
}

func TestOpen_OtherVersionsAreRefused(t *testing.T) {
	for version, word := range map[string]string{"99": "newer", "1": "older"} {
		path := create(t)
		d := open(t, path, db.ReadWrite)
		err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "PRAGMA user_version = "+version)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.Open(t.Context(), path, db.ReadOnly, 0)
		wantKind(t, err, fault.Unavailable, word)
	}
}

func TestUpdate_DryRunLeavesTheBytes(t *testing.T) {
	path := create(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, path, db.ReadWrite)
	var recorded int64
	w := db.Write{DryRun: true, Record: func(_ context.Context, _ *db.Tx, c *db.Changes) error {
		recorded = c.Count(db.Inserted)
		return nil
	}}
	err = d.Update(t.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Insert(ctx, insertMeta, "k")
		return err
	})
	if err != nil || recorded != 1 {
		t.Errorf("recorded %d, %v", recorded, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file changed: %v", err)
	}
}

func TestUpdate_SecondWriterWaitsOrIsTold(t *testing.T) {
	path := create(t)
	first := open(t, path, db.ReadWrite)
	err := first.Update(t.Context(), db.Write{}, func(ctx context.Context, _ *db.Tx) error {
		second, err := db.Open(ctx, path, db.ReadWrite, 20*time.Millisecond)
		if err != nil {
			return err
		}
		defer second.Close()
		wantKind(t, second.Update(ctx, db.Write{}, nothing), fault.Unavailable, "another dtctl is writing")
		return second.View(ctx, nothing)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestView_CannotWrite(t *testing.T) {
	d := open(t, create(t), db.ReadOnly)
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Insert(ctx, insertMeta, "k")
		return err
	})
	wantKind(t, err, fault.Unavailable, "cannot be")
}

func TestUpdate_CancelledIsTakenBack(t *testing.T) {
	path := create(t)
	d := open(t, path, db.ReadWrite)
	ctx, cancel := context.WithCancel(t.Context())
	err := d.Update(ctx, db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Insert(ctx, insertMeta, "k"); err != nil {
			return err
		}
		cancel()
		_, err := tx.Insert(ctx, insertMeta, "l")
		return err
	})
	if fault.KindOf(err) != fault.Interrupted {
		t.Errorf("error %v", err)
	}
	if n := rows(t, d); n != 0 {
		t.Errorf("%d rows left", n)
	}
}

func rows(t *testing.T, d *db.DB) int64 {
	t.Helper()
	var n int64
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		n, _, err = db.First(ctx, tx, db.Value[int64], `SELECT count(*) FROM meta`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBackup_WhileAWriterWorksThenRestore(t *testing.T) {
	path := create(t)
	writer := open(t, path, db.ReadWrite)
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	err := writer.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Insert(ctx, insertMeta, "k"); err != nil {
			return err
		}
		reader, err := db.Open(ctx, path, db.ReadOnly, 0)
		if err != nil {
			return err
		}
		return errors.Join(reader.Backup(ctx, copyPath), reader.Close())
	})
	if err != nil {
		t.Fatal(err)
	}
	if private, err := db.IsPrivate(copyPath); err != nil || !private {
		t.Errorf("private %v, %v", private, err)
	}
	if n := rows(t, open(t, copyPath, db.ReadOnly)); n != 0 {
		t.Errorf("the copy holds %d uncommitted rows", n)
	}
	if n := rows(t, writer); n != 1 {
		t.Fatalf("%d rows, want 1", n)
	}
	if err := writer.Restore(t.Context(), copyPath); err != nil {
		t.Fatal(err)
	}
	if n := rows(t, writer); n != 0 {
		t.Errorf("%d rows after the restore, want 0", n)
	}
	wantKind(t, writer.Backup(t.Context(), copyPath), fault.Failed, "already exists")
	if found, err := writer.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestMigrate_SavesACopyFirst(t *testing.T) {
	path := create(t)
	d := open(t, path, db.ReadWrite)
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if made, err := d.Migrate(t.Context(), copyPath); err != nil || made != "" {
		t.Errorf("made %q, %v", made, err)
	}
	err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		for _, q := range []string{
			"DROP TABLE erogazione", "DROP TABLE spesa", "DROP TABLE progetto_tema", "DROP TABLE progetto_ente", "DROP TABLE progetto_atto",
			"DROP TABLE progetto", "DROP TABLE bando_tema", "DROP TABLE bando_categoria", "DROP TABLE bando_beneficiario",
			"DROP TABLE bando_dotazione", "DROP TABLE bando_atto", "DROP TABLE bando",
			"PRAGMA user_version = 6",
		} {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if made, err := d.Migrate(t.Context(), copyPath); err != nil || made != copyPath {
		t.Errorf("made %q, %v", made, err)
	}
	if _, err := os.Stat(copyPath); err != nil {
		t.Error(err)
	}
	current, err := db.SchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	if version, err := d.Version(t.Context()); err != nil || version != current {
		t.Errorf("version %d, %v", version, err)
	}
}

func TestMigrate_AFileThatIsNotWhatItsVersionSaysIsDamaged(t *testing.T) {
	for version, word := range map[string]string{"3": "not what its version says", "-1": "damaged"} {
		path := create(t)
		d := open(t, path, db.ReadWrite)
		err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "PRAGMA user_version = "+version)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Migrate(t.Context(), filepath.Join(t.TempDir(), "copy.db"))
		wantKind(t, err, fault.Damaged, word)
	}
}

func TestBackup_NameIsNeverTakenForTheEnginesOwn(t *testing.T) {
	d := open(t, create(t), db.ReadOnly)
	t.Chdir(t.TempDir())
	for _, name := range []string{":memory:", "file:foo.db", "file:z?mode=memory"} {
		if err := d.Backup(t.Context(), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n := rows(t, open(t, name, db.ReadOnly)); n != 0 {
			t.Errorf("%s: %d rows", name, n)
		}
		if private, err := db.IsPrivate(name); err != nil || !private {
			t.Errorf("%s: private %v, %v", name, private, err)
		}
	}
}

func TestCreate_SideFilesOfAnotherDatabaseAreNotTakenOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path+"-wal", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantKind(t, db.Create(t.Context(), path, nothing), fault.Failed, "left from another database")
}

func TestConstraint_IsExplainedWithoutEngineWords(t *testing.T) {
	d := open(t, create(t), db.ReadWrite)
	err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Insert(ctx, insertMeta, "k"); err != nil {
			return err
		}
		_, err := tx.Insert(ctx, insertMeta, "k")
		return err
	})
	wantKind(t, err, fault.Failed, "already has the same meta.chiave")
}
