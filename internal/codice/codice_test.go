package codice

import (
	"strings"
	"testing"
	"unicode"

	"github.com/dtctl/dtctl/internal/fault"
)

// check is one of the functions of the package.
type check func(string) (string, error)

// accepts fails the test unless f takes each written form for its canonical
// one, and that for itself.
func accepts(t *testing.T, f check, forms map[string]string) {
	t.Helper()
	for in, want := range forms {
		if got, err := f(in); err != nil || got != want {
			t.Errorf("%q is read as %q, %v, want %q", in, got, err, want)
		}
		if got, err := f(want); err != nil || got != want {
			t.Errorf("the canonical %q is read as %q, %v", want, got, err)
		}
	}
}

// refuses fails the test unless f refuses each code with a fault of usage that
// says why, in the words given, and what to do.
func refuses(t *testing.T, f check, reasons map[string]string) {
	t.Helper()
	for in, reason := range reasons {
		got, err := f(in)
		if err == nil {
			t.Errorf("%q is accepted as %q", in, got)
			continue
		}
		inspect(t, in, got, err)
		if !strings.Contains(err.Error(), reason) {
			t.Errorf("%q is refused because %q, want %q", in, err, reason)
		}
	}
}

// inspect checks what holds of every refusal.
func inspect(t *testing.T, in, got string, err error) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	switch {
	case got != "":
		t.Errorf("%q is refused but read as %q", in, got)
	case !ok || f.Kind != fault.Usage:
		t.Errorf("%q is refused with %T %v, not a fault of usage", in, err, err)
	case f.Hint.IsZero():
		t.Errorf("%q is refused without a hint: %v", in, err)
	case strings.Contains(err.Error()+f.Hint.String(), "%!"):
		t.Errorf("%q is refused with a broken format: %v (%v)", in, err, f.Hint)
	}
}

func FuzzCodes(f *testing.F) {
	for _, s := range []string{
		"", "036040", "1001", "I462", "Z100", "c_i462", "80062590379", "8,00626E+10", "RCCMNL83S18D969H",
		"CCCFBAURDLPLNMVU", "protocollo@comune.example.it", "null", "\xff", "ı", "è", "\u212a", "a@b.it",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, check := range []check{Istat, Belfiore, IPA, CFEnte, CFPersona, Email} {
			got, err := check(s)
			if err != nil {
				inspect(t, s, got, err)
				continue
			}
			if again, err := check(got); err != nil || again != got {
				t.Fatalf("%q is read as %q, and that as %q, %v", s, got, again, err)
			}
			if i := strings.IndexFunc(got, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsSpace(r) }); i >= 0 {
				t.Fatalf("%q is read as %q", s, got)
			}
		}
		if masked := Mask(s); s != "" && len(masked) != 16 {
			t.Fatalf("%q is masked as %q", s, masked)
		}
	})
}
