package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestReadme_ScreenIsTrue(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, screen, _ := strings.Cut(string(readme), "```text\n")
	screen, _, found := strings.Cut(screen, "```")
	if !found {
		t.Fatal("README shows no screen")
	}
	cmd := exec.Command("dtctl", "--demo", "coverage", "--region", "ER")
	cmd.Env = append(os.Environ(), "LC_ALL=C", "HOME="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(out) != screen {
		t.Errorf("the screen of README is not what dtctl prints:\n%s", out)
	}
}
