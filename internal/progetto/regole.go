package progetto

import (
	"errors"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// checkGrant returns a fault of kind Failed when a project cannot be granted an
// amount more on a day: in all it is over what was requested, over the share of
// the cost or the greatest contribution of the call, or it is over what is left
// of the endowment.
func (p Progetto) checkGrant(b bando.Bando, fund bando.Fund, amount euro.Importo, day periodo.Data) error {
	if err := p.checkAdmissible(b, p.Concesso+amount); err != nil {
		return err
	}
	left := fund.Available(day)
	if !fund.Known || amount <= left {
		return nil
	}
	endowment, granted := fund.At(day)
	return fault.New(fault.Failed, "granted ≤ endowment: of the %s euro of the call %s, %s are granted on %s and %s are left, not %s",
		endowment, b.Codice, granted, day, left, amount).
		WithHint("an act of refinancing of at least %s euro is needed: dtctl bando refinance %s; or admit it without money: --unfunded",
			amount-left, b.Codice)
}

// checkAdmissible returns a fault of kind Failed when an amount cannot be the
// contribution of a project, whatever money there is.
func (p Progetto) checkAdmissible(b bando.Bando, amount euro.Importo) error {
	switch {
	case p.Richiesto == nil:
		return fault.New(fault.Failed, "granted ≤ requested: what the project %s requested is not recorded", p.Nome()).
			WithHint("write it with: dtctl progetto edit %s --requested EURO", p.Nome())
	case amount > *p.Richiesto:
		return fault.New(fault.Failed, "granted ≤ requested: %s euro are over the %s that the project %s requested",
			amount, *p.Richiesto, p.Nome()).
			WithHint("grant less or, if a new request was received, write it with: dtctl progetto edit %s --requested EURO", p.Nome())
	case b.ContributoMax > 0 && amount > b.ContributoMax:
		return fault.New(fault.Failed, "greatest contribution: %s euro are over the %s that the call %s grants to one project",
			amount, b.ContributoMax, b.Codice).
			WithHint("grant less; if an act changed the call, write it with: dtctl bando edit %s --max-amount EURO", b.Codice)
	case b.QuotaMax > 0 && p.Costo == nil:
		return fault.New(fault.Failed, "share of the cost: the call %s grants at most %s%%, and what the project %s costs is not recorded",
			b.Codice, percentage(b.QuotaMax), p.Nome()).
			WithHint("write it with: dtctl progetto edit %s --cost EURO", p.Nome())
	case b.QuotaMax > 0 && amount > p.Costo.Share(b.QuotaMax):
		return fault.New(fault.Failed, "share of the cost: %s euro are over %s%% of the cost of the project %s, %s euro: at most %s",
			amount, percentage(b.QuotaMax), p.Nome(), *p.Costo, p.Costo.Share(b.QuotaMax)).
			WithHint("grant less; if an act changed the call, write it with: dtctl bando edit %s --max-share SHARE", b.Codice)
	}
	return nil
}

// checkDecided returns a fault of kind Failed when the project, as it is to be
// written, could not have what is granted to it, or what was found admissible
// where it waits for that.
func (p Progetto) checkDecided(b bando.Bando) error {
	decided := p.Concesso
	if p.Stato == AmmessoNonFinanziato && p.Ammesso != nil {
		decided = *p.Ammesso
	}
	if decided == 0 {
		return nil
	}
	err := p.checkAdmissible(b, decided)
	f, broken := errors.AsType[*fault.Fault](err)
	switch {
	case !broken || p.Richiesto == nil || p.Costo == nil:
		return err
	case p.Concesso > 0:
		return f.WithHint("lower the grant first with: dtctl progetto revoke %s --amount EURO", p.Nome())
	}
	return f.WithHint("take its admission back first, with dtctl undo and its number in dtctl history list; then admit it again with less: dtctl progetto admit %s --unfunded",
		p.Nome())
}

// percentage writes hundredths of a percent.
func percentage(hundredths int64) quota.Quota {
	decimals := 0
	switch {
	case hundredths%10 != 0:
		decimals = 2
	case hundredths%100 != 0:
		decimals = 1
	}
	return quota.Of(hundredths, 10_000, decimals)
}

// mostGrantable returns the greatest contribution that a project may have,
// whatever money there is: what it requested, within the share of the cost and
// the greatest contribution of the call.
func (p Progetto) mostGrantable(b bando.Bando) euro.Importo {
	var most euro.Importo
	if p.Richiesto != nil {
		most = *p.Richiesto
	}
	if b.ContributoMax > 0 {
		most = min(most, b.ContributoMax)
	}
	if b.QuotaMax > 0 && p.Costo != nil {
		most = min(most, p.Costo.Share(b.QuotaMax))
	}
	return most
}

// checkPayment returns a fault of kind Failed when paying an amount would bring
// what is paid, or is to be, over what is granted.
func (p Progetto) checkPayment(paid, planned, amount euro.Importo) error {
	if paid+planned+amount <= p.Concesso {
		return nil
	}
	f := fault.New(fault.Failed, "paid ≤ granted: of the %s euro granted to the project %s, %s are paid and %s due: %s more would be over by %s",
		p.Concesso, p.Nome(), paid, planned, amount, paid+planned+amount-p.Concesso)
	return f.WithHint("pay at most %s euro; what was paid too much is recovered with: dtctl erogazione recover %s",
		max(0, p.Concesso-paid-planned), p.Nome())
}
