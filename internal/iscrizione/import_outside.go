package iscrizione

import (
	"context"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

// noteOutside says how many rows come from enti without a convention for the
// platform of the course. A convention never decides who may enrol: those enti
// are the ones that the office must reach.
func (im *importer) noteOutside(ctx context.Context, tx *db.Tx) error {
	platforms, err := convenzione.Platforms(ctx, tx)
	if err != nil {
		return err
	}
	total := 0
	for _, platform := range platforms {
		condition, args := convenzione.CoveredAt("e.id", platform, im.Snapshot)
		covered := map[int64]bool{}
		err := db.Each(ctx, tx, func(scan db.Scan) error {
			var id int64
			err := scan(&id)
			covered[id] = true
			return err
		}, `SELECT e.id FROM ente e WHERE `+condition, args...)
		if err != nil {
			return err
		}
		for from, rows := range im.perEnte {
			if im.editions.platformOf[from[0]] == platform && !covered[from[1]] {
				total += rows
			}
		}
	}
	if total > 0 {
		im.rows.Note(message.Count(total, "%d row is from an ente without a convention", "%d rows are from enti without a convention", total))
	}
	return nil
}
