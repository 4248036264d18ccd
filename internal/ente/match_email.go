package ente

import (
	"slices"
	"strings"
)

// indexAddress adds an address to those by which its ente is known.
func (m *Matcher) indexAddress(address string, id int64) {
	address = strings.ToLower(address)
	if _, domain, found := strings.Cut(address, "@"); found {
		addOnce(m.addresses, address, id)
		m.indexDomain(domain, id)
	}
}

func (m *Matcher) indexDomain(domain string, id int64) {
	if !isShared(domain) {
		addOnce(m.domains, domain, id)
	}
}

func addOnce(index map[string][]int64, key string, id int64) {
	if !slices.Contains(index[key], id) {
		index[key] = append(index[key], id)
	}
}

// host returns the domain of a web address, without the www in front.
func host(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	if _, rest, found := strings.Cut(address, "://"); found {
		address = rest
	}
	if end := strings.IndexAny(address, "/:?#"); end >= 0 {
		address = address[:end]
	}
	return strings.TrimPrefix(address, "www.")
}

// isShared reports whether the mailboxes of a domain are as a rule of many: it
// belongs to a provider, to a service of certified mail, or to a region.
func isShared(domain string) bool {
	switch domain {
	case "pec.it", "legalmail.it", "arubapec.it", "asmepec.it", "postecert.it", "halleycert.it", "halleypec.it",
		"legpec.it", "gigapec.it", "actaliscertymail.it", "registerpec.it", "sicurezzapostale.it", "mypec.eu",
		"gmail.com", "googlemail.com", "hotmail.com", "hotmail.it", "outlook.com", "outlook.it", "live.it", "live.com",
		"msn.com", "yahoo.it", "yahoo.com", "icloud.com", "me.com", "libero.it", "virgilio.it", "alice.it", "tim.it",
		"tin.it", "tiscali.it", "tiscalinet.it", "inwind.it", "iol.it", "email.it", "aruba.it", "fastwebnet.it",
		"fastwebmail.it", "vodafone.it", "interfree.it", "poste.it", "protonmail.com", "proton.me":
		return true
	}
	first, _, found := strings.Cut(domain, ".")
	switch first {
	case "cert", "pec", "pcert", "certmail", "postacert", "postecert", "legalmail", "sicurezzapostale":
		return true
	}
	return !found || slices.Contains(strings.Split(domain, "."), "regione")
}

// knownAddress returns the address if an ente has it, else its domain with the
// @ in front if an ente uses it, else nothing.
func (m *Matcher) knownAddress(cell string) string {
	address := strings.ToLower(strings.TrimSpace(cell))
	at := strings.IndexByte(address, '@')
	if at < 0 {
		return ""
	}
	if len(m.addresses[address]) > 0 {
		return address
	}
	if len(m.domains[address[at+1:]]) > 0 {
		return address[at:]
	}
	return ""
}

// address looks up what knownAddress returned. An address or a domain of
// several enti decides nothing, and neither does the domain of a Regione or of
// an association of comuni, which gives mailboxes to its members.
func (s *search) address(known string) {
	if known == "" {
		return
	}
	via, ids := ChiaveEmail, s.m.addresses[known]
	if domain, found := strings.CutPrefix(known, "@"); found {
		via, ids = ChiaveDominio, s.m.domains[domain]
	}
	var hits []hit
	for _, id := range ids {
		settled, notice := s.settle(id)
		if t := s.m.enti[settled].Tipo; via == ChiaveDominio && (t == Regione || t.IsAssociation()) {
			return
		}
		if !contains(hits, settled) {
			hits = append(hits, hit{via, settled, notice})
		}
	}
	if len(hits) == 1 {
		s.hits = append(s.hits, hits[0])
	}
}
