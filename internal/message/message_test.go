package message

import "testing"

func TestCount_ChoosesByTheNumber(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{
		{0, "0 comuni"},
		{1, "1 comune"},
		{2, "2 comuni"},
	} {
		if got := Count(c.n, "%d comune", "%d comuni", c.n).String(); got != c.want {
			t.Errorf("Count(%d) = %q, want %q", c.n, got, c.want)
		}
	}
}

func TestText_StringFillsTheFormat(t *testing.T) {
	for _, c := range []struct {
		text Text
		want string
	}{
		{Text{}, ""},
		{New("nothing to do"), "nothing to do"},
		{New("100% covered"), "100% covered"},
		{New("%s is not an ente", "x"), "x is not an ente"},
		{New("one of: %s", []string{"a", "b"}), "one of: a, b"},
		{New("it has %s", Count(1, "%d letter", "%d letters", 1)), "it has 1 letter"},
	} {
		if got := c.text.String(); got != c.want {
			t.Errorf("String() = %q, want %q", got, c.want)
		}
	}
}

func TestText_OnlyTheZeroTextSaysNothing(t *testing.T) {
	if text := (Text{}); !text.IsZero() {
		t.Error("the zero Text says something")
	}
	if New("ok").IsZero() {
		t.Error("a Text with a sentence says nothing")
	}
}
