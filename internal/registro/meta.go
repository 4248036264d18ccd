package registro

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/dtctl/dtctl/internal/db"
)

// The keys of table meta that say which register a database holds.
const (
	versionKey  = "registro_versione"
	checksumKey = "registro_sha256"
)

// writeVersion notes in the database that it holds the embedded register.
func writeVersion(ctx context.Context, tx *db.Tx) error {
	sum, err := checksum()
	if err != nil {
		return err
	}
	for _, row := range [][2]string{{versionKey, Versione}, {checksumKey, sum}} {
		if _, err := tx.Exec(ctx, `INSERT INTO meta (chiave, valore) VALUES (?, ?)
			ON CONFLICT (chiave) DO UPDATE SET valore = excluded.valore`, row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}

// Edition returns the version of the register that the database holds, the day
// of the ISTAT list that it follows (YYYY-MM-DD); empty when it does not say.
func Edition(ctx context.Context, tx *db.Tx) (string, error) {
	version, _, err := db.First(ctx, tx, db.Value[string], `SELECT valore FROM meta WHERE chiave = ?`, versionKey)
	return version, err
}

// checksum returns the SHA-256 of the embedded files, in hexadecimal.
func checksum() (string, error) {
	hash := sha256.New()
	for _, name := range []string{regioniFile, provinceFile, comuniFile, altriFile} {
		content, err := files.ReadFile(name)
		if err != nil {
			return "", err
		}
		hash.Write(content)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
