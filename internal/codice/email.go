package codice

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// The longest address and the longest part before the @ that a mail server
// takes (RFC 5321).
const (
	maxAddress = 254
	maxLocal   = 64
)

// Email returns an e-mail or PEC address in lower case. Only the syntax of
// addresses in use is accepted: no quotes, no comments, no accents, a domain
// with a dot. The words that IndicePA writes where it knows no address
// (da_indicare, non indicato, n.d., -, null) are refused as such.
//
// Neither the fault nor its hint contains any part of the address.
func Email(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if isPlaceholder(s) {
		return "", fault.New(fault.Usage, "this is a placeholder, not an e-mail address").
			WithHint("leave the address out when it is not known")
	}
	local, domain, found := strings.Cut(s, "@")
	switch {
	case !found:
		return "", fault.New(fault.Usage, "an e-mail address has an @").
			WithHint("write it as protocollo@comune.example.it")
	case !isLocal(local):
		return "", fault.New(fault.Usage, "the part of the e-mail address before the @ is not valid").
			WithHint("it has letters without accents, digits and signs, no blanks, single dots between them")
	case !isDomain(domain):
		return "", fault.New(fault.Usage, "the part of the e-mail address after the @ is not valid").
			WithHint("it is a domain such as comune.example.it")
	case len(s) > maxAddress:
		return "", fault.New(fault.Usage, "an e-mail address has at most %d characters, not %d", maxAddress, len(s)).
			WithHint("write one address only")
	}
	return s, nil
}

func isPlaceholder(s string) bool {
	switch s {
	case "da_indicare", "non indicato", "n.d.", "-", "null":
		return true
	}
	return false
}

func isLocal(s string) bool {
	if len(s) > maxLocal {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if _, at := firstBad(part, isLocalRune); part == "" || at > 0 {
			return false
		}
	}
	return true
}

func isLocalRune(r rune) bool {
	return isSmall(r) || isDigit(r) || strings.ContainsRune("!#$%&'*+/=?^_`{|}~-", r)
}

func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if _, at := firstBad(label, isLabelRune); at > 0 || label == "" || len(label) > 63 ||
			strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && len(last) > 1 && isSmall(rune(last[0]))
}

func isLabelRune(r rune) bool { return isSmall(r) || isDigit(r) || r == '-' }
