package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

func TestFault_MessageIsTheEnglishSentence(t *testing.T) {
	err := New(Failed, "%q is not an ente", "medola").WithHint("try %s", "Medolla")
	if got, want := err.Error(), `"medola" is not an ente`; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if got, want := err.Hint.String(), "try Medolla"; got != want {
		t.Errorf("Hint = %q, want %q", got, want)
	}
}

func TestFault_HintAndCauseLeaveTheOriginalAlone(t *testing.T) {
	plain := New(Unavailable, "the database is locked")
	full := plain.WithHint("wait").WithCause(fs.ErrPermission)
	if !plain.Hint.IsZero() || plain.Cause != nil {
		t.Errorf("the original changed: %+v", plain)
	}
	if full.Kind != Unavailable || full.Error() != plain.Error() || full.Hint.IsZero() {
		t.Errorf("the copy lost something: %+v", full)
	}
	if !errors.Is(full, fs.ErrPermission) {
		t.Error("the cause is not in the chain")
	}
}

func TestKindOf_IsThatOfTheFirstFault(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want Kind
	}{
		{"a fault", New(Usage, "wrong flag"), Usage},
		{"wrapped", fmt.Errorf("line 3: %w", New(Rejected, "left out")), Rejected},
		{"a fault that wraps another", New(Threshold, "too few").WithCause(New(Damaged, "broken")), Threshold},
		{"joined", errors.Join(fs.ErrClosed, New(Interrupted, "stopped")), Interrupted},
		{"any other error", fs.ErrClosed, Failed},
		{"none", nil, Failed},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("KindOf(%s) = %d, want %d", c.name, got, c.want)
		}
	}
}
