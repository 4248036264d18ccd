package batch

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Importazione is an import as it is kept.
type Importazione struct {
	// ID is the number of the import, that of its operation.
	ID int64
	// Oggetto is the noun, with its layout after a slash where it is a published
	// one.
	Oggetto string
	// File is the name of the file without its folders.
	File string
	// SHA256 is the digest of its bytes, in hexadecimal.
	SHA256 string
	// Formato says how the file was read; of where it is, nothing is kept.
	Formato sheet.File
	// Quando and Chi are those of the operation.
	Quando time.Time
	Chi    string
	// RilevatoIl is the day of which the file tells.
	RilevatoIl periodo.Data
	// The counts of the rows, and of the persons that they name.
	Righe, Nuove, Aggiornate, Invariate, Scartate, PersoneNuove, PersoneRiconosciute int64
	// Aperte counts the refused rows that nobody resolved yet.
	Aperte int64
	// AnnullataDa is the operation that took the import back, zero for none.
	AnnullataDa int64
	opzioni     string
	titoli      []string
}

// save keeps the record of an import and its refused rows.
func save(ctx context.Context, tx *db.Tx, n Noun, o Options, r *Result) error {
	titles, err := json.Marshal(r.Layout.Own(r.Layout.Titles))
	if err != nil {
		return err
	}
	format, err := json.Marshal(formatOf(r.File))
	if err != nil {
		return err
	}
	options, err := o.meaning()
	if err != nil {
		return err
	}
	_, err = tx.Insert(ctx, `
		INSERT INTO importazione (id, oggetto, file, sha256, formato, opzioni, intestazione, rilevato_il,
			righe, nuove, aggiornate, invariate, scartate, persone_nuove, persone_riconosciute)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Number, n.Object(), filepath.Base(o.Name), r.File.SHA256, string(format), options, string(titles), o.Snapshot,
		r.Rows, r.New, r.Updated, r.Unchanged, r.Rejected, r.PersonsNew, r.PersonsKnown)
	if err != nil {
		return err
	}
	// A file that is read again leaves open only what is still wrong with it.
	_, err = tx.Exec(ctx, `UPDATE importazione_scarto SET risolto_da = ?1 WHERE risolto_da IS NULL AND importazione_id IN
		(SELECT id FROM importazione WHERE sha256 = ?2 AND oggetto = ?3 AND id <> ?1)`, r.Number, r.File.SHA256, n.Object())
	if err != nil {
		return err
	}
	return saveRejects(ctx, tx, r)
}

func saveRejects(ctx context.Context, tx *db.Tx, r *Result) error {
	rows := make([][]any, len(r.Rejects))
	for i, reject := range r.Rejects {
		cells, err := json.Marshal(reject.Cells)
		if err != nil {
			return err
		}
		why, err := stored(reject.Problems)
		if err != nil {
			return err
		}
		rows[i] = []any{r.Number, reject.Line, string(cells), why}
	}
	return tx.InsertRows(ctx, "importazione_scarto", []string{"importazione_id", "riga", "celle", "problemi"}, rows)
}

// Object names the noun, with its layout after a slash where it is a published
// one: see Importazione.
func (n Noun) Object() string {
	if n.Profile == "" {
		return n.Name
	}
	return n.Name + "/" + n.Profile
}

const selectImportazione = `
	SELECT i.id, i.oggetto, i.file, i.sha256, i.formato, o.quando, o.chi, i.rilevato_il, i.righe, i.nuove, i.aggiornate,
		i.invariate, i.scartate, i.persone_nuove, i.persone_riconosciute,
		(SELECT count(*) FROM importazione_scarto s WHERE s.importazione_id = i.id AND s.risolto_da IS NULL),
		coalesce((SELECT max(u.id) FROM operazione u WHERE u.annulla = i.id
			AND NOT EXISTS (SELECT 1 FROM operazione r WHERE r.annulla = u.id)), 0), i.opzioni, i.intestazione
	FROM importazione i JOIN operazione o ON o.id = i.id`

func read(scan db.Scan) (i Importazione, err error) {
	var at, titles, format string
	err = scan(&i.ID, &i.Oggetto, &i.File, &i.SHA256, &format, &at, &i.Chi, &i.RilevatoIl, &i.Righe, &i.Nuove, &i.Aggiornate,
		&i.Invariate, &i.Scartate, &i.PersoneNuove, &i.PersoneRiconosciute, &i.Aperte, &i.AnnullataDa, &i.opzioni, &titles)
	if err != nil {
		return i, err
	}
	if err := json.Unmarshal([]byte(titles), &i.titoli); err != nil {
		return i, err
	}
	var f formato
	if err := json.Unmarshal([]byte(format), &f); err != nil {
		return i, err
	}
	i.Formato = f.file()
	if i.AnnullataDa != 0 {
		i.Aperte = 0
	}
	i.Quando, err = time.Parse(time.RFC3339, at)
	return i, err
}

// List returns the imports, latest first.
func List(ctx context.Context, tx *db.Tx) ([]Importazione, error) {
	return db.Collect(ctx, tx, read, selectImportazione+` ORDER BY i.id DESC`)
}

// Find returns the import with that number, or a fault of kind Failed.
func Find(ctx context.Context, tx *db.Tx, id int64) (Importazione, error) {
	i, found, err := db.First(ctx, tx, read, selectImportazione+` WHERE i.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no import %s", strconv.FormatInt(id, 10)).
			WithHint("see the numbers with: dtctl import list")
	}
	return i, err
}

// Already returns the import that brought in the same bytes in the same way,
// that was not taken back and left no row open, and whether there is one.
func Already(ctx context.Context, tx *db.Tx, n Noun, o Options, sha256 string) (Importazione, bool, error) {
	meaning, err := o.meaning()
	if err != nil {
		return Importazione{}, false, err
	}
	list, err := OfFile(ctx, tx, sha256)
	for _, i := range list {
		if i.Oggetto == n.Object() && i.Aperte == 0 && i.opzioni == meaning {
			return i, true, err
		}
	}
	return Importazione{}, false, err
}

// OfFile returns the imports that brought in the same bytes and were not taken
// back, latest first.
func OfFile(ctx context.Context, tx *db.Tx, sha256 string) ([]Importazione, error) {
	list, err := db.Collect(ctx, tx, read, selectImportazione+` WHERE i.sha256 = ? ORDER BY i.id DESC`, sha256)
	return slices.DeleteFunc(list, func(i Importazione) bool { return i.AnnullataDa != 0 }), err
}
