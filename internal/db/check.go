package db

import "context"

// Check runs the engine's own checks and returns what they found, empty when
// the file is sound: broken pages and indexes, rows that break a rule of the
// schema, references to rows that do not exist. The findings are in the
// engine's own words.
func (d *DB) Check(ctx context.Context) ([]string, error) {
	var found []string
	err := d.View(ctx, func(ctx context.Context, tx *Tx) error {
		lines, err := Collect(ctx, tx, Value[string], "PRAGMA integrity_check")
		if err != nil {
			return err
		}
		if len(lines) != 1 || lines[0] != "ok" {
			found = append(found, lines...)
		}
		dangling, err := Collect(ctx, tx, Value[string], `
			SELECT "table" || ' ' || coalesce(rowid, '?') || ' → ' || parent FROM pragma_foreign_key_check
			ORDER BY "table", rowid, fkid`)
		found = append(found, dangling...)
		return err
	})
	return found, err
}

// Info says what the file is, for `dtctl db info`.
type Info struct {
	// Size is the length of the file in bytes.
	Size int64
	// Version is the version of the file's schema.
	Version int
	// Engine is the version of the SQLite library.
	Engine string
	// Tables holds the number of rows of each table, by name.
	Tables []TableInfo
}

// TableInfo says how many rows a table has.
type TableInfo struct {
	Name string
	Rows int64
}

// Info reads what `dtctl db info` shows.
func (d *DB) Info(ctx context.Context) (Info, error) {
	var info Info
	err := d.View(ctx, func(ctx context.Context, tx *Tx) error {
		var err error
		info, _, err = First(ctx, tx, func(scan Scan) (i Info, err error) {
			err = scan(&i.Size, &i.Version, &i.Engine)
			return i, err
		}, `SELECT page_count * page_size, user_version, sqlite_version()
			FROM pragma_page_count, pragma_page_size, pragma_user_version`)
		if err != nil {
			return err
		}
		names, err := Collect(ctx, tx, Value[string], `
			SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`)
		if err != nil {
			return err
		}
		for _, name := range names {
			rows, _, err := First(ctx, tx, Value[int64], `SELECT count(*) FROM "`+name+`"`)
			if err != nil {
				return err
			}
			info.Tables = append(info.Tables, TableInfo{Name: name, Rows: rows})
		}
		return nil
	})
	return info, err
}
