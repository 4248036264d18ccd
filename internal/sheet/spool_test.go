package sheet

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/dtctl/dtctl/internal/fault"
)

func TestSpool_KeepsAPrivateCopyUntilItIsCleanedUp(t *testing.T) {
	dir := t.TempDir()
	path, cleanup, err := Spool(t.Context(), strings.NewReader("a;b\n"), dir)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); runtime.GOOS == "linux" && (err != nil || len(left) > 0) {
		t.Errorf("a kill would leave %q, %v", left, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %o", info.Mode().Perm())
	}
	if _, got := read(t, path, Options{}); join(got) != "a|b" {
		t.Errorf("read %q", got)
	}
	if err := cleanup(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the copy is still there: %v", err)
	}
}

func TestSpool_LeavesNothingWhenItFails(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		ctx  context.Context
		in   io.Reader
		want error
	}{
		{stopped, new(endless), context.Canceled},
		{t.Context(), iotest.ErrReader(io.ErrUnexpectedEOF), io.ErrUnexpectedEOF},
	} {
		dir := t.TempDir()
		if _, _, err := Spool(c.ctx, c.in, dir); !errors.Is(err, c.want) {
			t.Errorf("Spool() = %v, want %v", err, c.want)
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 {
			t.Errorf("left %q, %v", left, err)
		}
	}
	if _, _, err := Spool(t.Context(), new(endless), filepath.Join(t.TempDir(), "none")); fault.KindOf(err) != fault.Failed {
		t.Errorf("without a folder: %v", err)
	}
}

func TestRows_StopWithTheirContext(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, path := range []string{save(t, "a;b\n"), saveParts(t, "<row><c><v>1</v></c></row>", nil)} {
		f, err := Examine(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Examine(stopped, path, Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("Examine() = %v", err)
		}
		rows, err := f.Rows(stopped)
		if err == nil {
			_, err = rows.Next()
			rows.Close()
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Rows() = %v", err)
		}
	}
}
