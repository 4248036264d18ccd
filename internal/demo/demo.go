// Package demo makes the demonstration: the real register of Italian local
// bodies with an invented programme of Emilia-Romagna on it, always the same.
//
// The bodies and who belongs to which Unione are facts. The persons, their
// addresses and what they learn, the acts, the calls, the conventions and the
// numbers of employees are invented; the addresses are of domains that nobody
// can own (RFC 2606).
package demo

import (
	"context"
	"errors"
	"slices"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/ruolo"
	"github.com/dtctl/dtctl/internal/territorio"
	"github.com/dtctl/dtctl/internal/unione"
)

// Open returns a new demonstration database in memory, which lasts until it is
// closed. What is in it is no operation of the ledger.
func Open(ctx context.Context) (*db.DB, error) {
	d, err := registro.Memory(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.Update(ctx, db.Write{}, fill); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// The days of the programme.
func invited() periodo.Data { return periodo.MustParse("2021-06-14") }
func counted() periodo.Data { return periodo.MustParse("2021-07-15") }

// story is what the demonstration tells.
type story struct {
	regione                   int64
	comuni                    []comune
	unioni                    map[string]ente.Ente // all enti but the comuni, by IPA code
	altri                     []ente.Ente          // all enti but the comuni
	programma                 int64
	ambito                    programma.Ambito
	comunicazione, formazione int64 // roles
	cast                      cast
	nomine                    []nomina.Nomina
}

// comune is a comune of the region on the day of the figures.
type comune struct {
	ente.Ente
	// order is where the comune comes among all, by chance but always there.
	order uint32
	// newcomer says that it joined the region after the invitations.
	newcomer bool
	// unione is the IPA code of the Unione that covers it, empty for none.
	unione string
	// Whether it has a holder of its own for each role.
	comunicazione, formazione bool
}

func fill(ctx context.Context, tx *db.Tx) error {
	s := &story{cast: newCast()}
	for _, step := range []func(context.Context, *db.Tx) error{
		s.findEnti, s.join, s.addArea, s.addProgramma, s.appoint, s.reach, s.teach, s.enrol, s.agree, s.staff, s.fund,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// findEnti reads the comuni and the Unioni of the region.
func (s *story) findEnti(ctx context.Context, tx *db.Tx) error {
	er, err := territorio.FindRegione(ctx, tx, "ER")
	if err != nil {
		return err
	}
	s.regione = er.ID
	enti, err := ente.List(ctx, tx, ente.Filter{
		Regioni: []int64{er.ID}, Tipi: append(unione.Tipi(), ente.Comune, ente.Provincia, ente.CittaMetropolitana), AsOf: counted(),
	})
	if err != nil {
		return err
	}
	s.unioni = map[string]ente.Ente{}
	member := members()
	for _, e := range enti {
		if e.Tipo != ente.Comune {
			s.unioni[e.IPA] = e
			s.altri = append(s.altri, e)
			continue
		}
		s.comuni = append(s.comuni, comune{
			Ente: e, order: order(e), unione: member[e.Belfiore], newcomer: isNewcomer(e.Belfiore),
		})
	}
	return nil
}

// comune returns the comune with a Belfiore code.
func (s *story) comune(belfiore string) ente.Ente {
	i := slices.IndexFunc(s.comuni, func(c comune) bool { return c.Belfiore == belfiore })
	return s.comuni[i].Ente
}

// join writes who belongs to the three Unioni.
func (s *story) join(ctx context.Context, tx *db.Tx) error {
	dal := foundations()
	for _, c := range s.comuni {
		if c.unione == "" {
			continue
		}
		if err := unione.Join(ctx, tx, s.unioni[c.unione].ID, c.ID, periodo.MustParse(dal[c.unione])); err != nil {
			return err
		}
	}
	return nil
}

// addArea writes the inner area of the region that came from Marche.
func (s *story) addArea(ctx context.Context, tx *db.Tx) error {
	a, err := area.Add(ctx, tx, area.Area{Codice: "AVM", Nome: "Alta Valmarecchia", Tipo: area.Interna})
	if err != nil {
		return err
	}
	for _, c := range s.comuni {
		if !isInArea(c.Belfiore) {
			continue
		}
		if err := area.Join(ctx, tx, a.ID, c.ID, periodo.MustParse("2014-01-01")); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) addProgramma(ctx context.Context, tx *db.Tx) error {
	s.ambito = programma.Ambito{Regioni: []int64{s.regione}, Tipi: []ente.Tipo{ente.Comune}}
	dc, err := programma.Add(ctx, tx, programma.Programma{
		Codice: "DC", Nome: "Digitale Comune", Tipo: "programma", Stato: "avviato",
		Promotore: "Regione Emilia-Romagna", Email: "digitale.comune@example.org",
		Periodo: periodo.Periodo{Dal: periodo.MustParse("2021-06-01")},
	}, s.ambito)
	if err != nil {
		return err
	}
	s.programma = dc.ID
	for _, r := range []struct {
		id           *int64
		codice, nome string
	}{
		{&s.comunicazione, "comunicazione", "Responsabile della comunicazione"},
		{&s.formazione, "formazione", "Responsabile della formazione"},
	} {
		added, err := ruolo.Add(ctx, tx, ruolo.Ruolo{
			Codice: r.codice, Nome: r.nome, ProgrammaID: dc.ID, Unico: true, Obbligatorio: true,
		})
		if err != nil {
			return err
		}
		*r.id = added.ID
	}
	return nil
}

// appoint writes the persons and the nomine. Those that answered come first,
// and the invitation then finds who has not.
func (s *story) appoint(ctx context.Context, tx *db.Tx) error {
	s.choose()
	s.appointComuni()
	s.appointUnioni()
	s.answerOtherwise()
	if err := persona.Load(ctx, tx, s.cast.persone); err != nil {
		return err
	}
	if err := nomina.Load(ctx, tx, s.nomine); err != nil {
		return err
	}
	_, err := nomina.Invite(ctx, tx, s.ambito, ente.Filter{AsOf: invited()}, []int64{s.comunicazione, s.formazione})
	return err
}
