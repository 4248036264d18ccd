package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// After returns the nomine of an ente that count on some day after al, with
// the comuni that they cover, by role and number: those that do not pass to a
// successor by themselves when al is its last day.
func After(ctx context.Context, tx *db.Tx, enteID int64, al periodo.Data) ([]Nomina, error) {
	ids, err := db.Collect(ctx, tx, db.Value[int64], `SELECT n.id FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id
		WHERE n.ente_id = ? AND `+Valid+` AND (n.al IS NULL OR n.al > ?) ORDER BY r.codice, n.id`, enteID, al)
	if err != nil {
		return nil, err
	}
	nomine := make([]Nomina, len(ids))
	for i, id := range ids {
		if nomine[i], err = Find(ctx, tx, id, al); err != nil {
			return nil, err
		}
	}
	return nomine, nil
}

// Carry ends on the day al the nomine of the ente from that are valid then and
// on the day after, and begins them again on that day on the ente into, with
// the same person, act and coverage; motivo says why the old ones end. Those whose role has a holder on into on
// that day, and those that begin later, are left as they are. It returns the
// new ones and those left. A nomina that into may not make, such as one that
// covers its members when into has none, is a fault of kind Failed.
func Carry(ctx context.Context, tx *db.Tx, from, into int64, al periodo.Data, motivo string) (carried, left []Nomina, err error) {
	nomine, err := After(ctx, tx, from, al)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range nomine {
		held, err := isHeld(ctx, tx, into, n.RuoloID, al.AddDays(1))
		if err != nil {
			return nil, nil, err
		}
		if held || !n.ValidAt(al) {
			left = append(left, n)
			continue
		}
		c, err := carry(ctx, tx, n, into, al, motivo)
		if err != nil {
			return nil, nil, err
		}
		carried = append(carried, c)
	}
	return carried, left, nil
}

func isHeld(ctx context.Context, tx *db.Tx, enteID, ruoloID int64, d periodo.Data) (bool, error) {
	_, held, err := db.First(ctx, tx, db.Value[int64],
		"SELECT n.id FROM nomina n WHERE n.ente_id = ? AND n.ruolo_id = ? AND "+ValidAt+" ORDER BY n.id LIMIT 1",
		enteID, ruoloID, d, d)
	return held, err
}

// carry moves one nomina. Its end, when one is known already, moves with it.
func carry(ctx context.Context, tx *db.Tx, n Nomina, into int64, al periodo.Data, motivo string) (Nomina, error) {
	nuova := Nuova{
		EnteID: into, RuoloID: n.RuoloID, PersonaID: n.PersonaID,
		Periodo: periodo.Periodo{Dal: al.AddDays(1), Al: n.Al},
		Atto:    n.Atto, Forma: n.Forma, Copre: n.Copre, Enti: n.Enti, Note: n.Note,
	}
	n.Stato, n.Al, n.MotivoFine = Cessata, al, motivo
	if err := write(ctx, tx, &n); err != nil {
		return Nomina{}, err
	}
	return Add(ctx, tx, nuova)
}

// Repoint gives every nomina of the person from to the person into, and
// returns how many there were.
func Repoint(ctx context.Context, tx *db.Tx, from, into int64) (int, error) {
	n, err := tx.Exec(ctx, "UPDATE nomina SET persona_id = ? WHERE persona_id = ?", into, from)
	return int(n), err
}
