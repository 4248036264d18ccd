package demo

import (
	"context"
	"fmt"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// reach writes the office addresses of most comuni that lack a holder, and the
// calls and mails to half of them.
func (s *story) reach(ctx context.Context, tx *db.Tx) error {
	n := 0
	for _, c := range s.comuni {
		if c.comunicazione && (c.formazione || c.unione != "") {
			continue
		}
		n++
		if n%6 != 0 {
			if err := ente.Edit(ctx, tx, c.Ente, addresses(c.Ente, n)); err != nil {
				return err
			}
		}
		if n%2 != 0 {
			continue
		}
		call := call(n / 2)
		call.EnteID = c.ID
		if c.comunicazione {
			call.Parte = "formazione"
		}
		if _, err := contatto.Add(ctx, tx, call); err != nil {
			return err
		}
	}
	return nil
}

// addresses makes up the addresses of an office. No Italian telephone number
// begins with 000.
func addresses(e ente.Ente, n int) ente.Modifica {
	pec, email, phone := "comune@pec."+domain(e), "info@"+domain(e), fmt.Sprintf("000 555 %04d", n)
	return ente.Modifica{PEC: &pec, Email: &email, Telefono: &phone}
}

// call makes up the n-th contact of the staff.
func call(n int) contatto.Contatto {
	outcomes := []contatto.Contatto{
		{Canale: "telefono", Esito: "non_risposto", Testo: "Nessuna risposta al centralino."},
		{Canale: "telefono", Esito: "da_richiamare", Testo: "Attende la delibera di Giunta."},
		{Canale: "email", Esito: "risposto", Testo: "Ha ricevuto l'invito, risponderà dopo la nomina del segretario."},
		{Canale: "pec", Esito: "non_risposto", Testo: "Secondo invito, con il modulo di nomina."},
		{Canale: "telefono", Esito: "risposto", Testo: "Chiede se la stessa persona può avere i due ruoli."},
	}
	mornings := []string{"2021-06-28", "2021-06-29", "2021-07-01", "2021-07-05", "2021-07-07", "2021-07-12", "2021-07-14"}
	c := outcomes[n%len(outcomes)]
	c.Data = periodo.MustParse(mornings[n%len(mornings)])
	c.Parte, c.Operatore = "comunicazione", "Gallo Ottavia"
	if n%2 == 0 {
		c.Operatore = "Lupo Ettore"
	}
	if c.Esito != "risposto" {
		c.ProssimoIl = periodo.MustParse("2021-07-19").AddDays(n % 5)
	}
	return c
}
