package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// amountValue is a flag that holds an amount of money; the empty text takes it
// away.
type amountValue struct{ amount **euro.Importo }

func (v amountValue) String() string {
	if v.amount == nil || *v.amount == nil {
		return ""
	}
	return (**v.amount).String()
}

func (v amountValue) Type() string { return "EURO" }

func (v amountValue) Set(s string) error {
	*v.amount = nil
	if strings.TrimSpace(s) == "" {
		return nil
	}
	amount, err := euro.Parse(s)
	*v.amount = &amount
	return err
}

// amountVar adds a flag that holds an amount of money, nil when it is not given.
func amountVar(cmd *cobra.Command, amount **euro.Importo, name, usage string) {
	cmd.Flags().Var(amountValue{amount}, name, usage)
}

// requiredAmount returns the amount of a flag, or a fault of kind Usage when it
// was not given.
func requiredAmount(amount *euro.Importo, name string) (euro.Importo, error) {
	if amount == nil {
		return 0, fault.New(fault.Usage, "--%s is missing", name).WithHint("write it in euro, such as --%s 2000 or --%s 2.000,50", name, name)
	}
	return *amount, nil
}

// momentVar adds a flag that holds a day with or without its hour.
func momentVar(cmd *cobra.Command, moment *periodo.Momento, name, usage string) {
	cmd.Flags().Var(textValue[periodo.Momento]{moment, "MOMENT", periodo.ParseMomento, periodo.Momento.String}, name, usage)
}

// shareVar adds a flag that holds a share of a whole in hundredths of a percent,
// written as 70%, 70 or 62,5%. A number up to 1 needs the sign: 0,7 is 70% to
// whoever thinks of parts of one, 0.7% to whoever thinks of percentages.
func shareVar(cmd *cobra.Command, hundredths *int64, name, usage string) {
	parse := func(s string) (int64, error) {
		text, signed := strings.CutSuffix(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), "%")
		n, err := euro.Read(text, '.')
		if err != nil || n <= 0 || n > 100_00 {
			return 0, fault.New(fault.Usage, "--%s cannot be %q", name, s).WithHint("write a share such as 70% or 62,5%")
		}
		share := int64(n)
		if !signed && share <= 1_00 {
			return 0, fault.New(fault.Usage, "--%s «%s» can be read in two ways", name, s).
				WithHint("write %s%% or %s%%", shortShare(share*100), shortShare(share))
		}
		return share, nil
	}
	write := func(hundredths int64) string { return shortShare(hundredths).String() + "%" }
	cmd.Flags().Var(textValue[int64]{hundredths, "SHARE", parse, write}, name, usage)
}

// shortShare returns hundredths of a percent with as many decimals as they need.
func shortShare(hundredths int64) quota.Quota {
	decimals := 2
	for _, step := range []int64{10, 100} {
		if hundredths%step == 0 {
			decimals--
		}
	}
	return quota.Of(hundredths, 100_00, decimals)
}

// scoreVar adds a flag that holds a score in hundredths of a point, written as
// 87.5; nil when it is not given.
func scoreVar(cmd *cobra.Command, score **int64, usage string) {
	parse := func(s string) (*int64, error) {
		n, err := euro.Read(strings.ReplaceAll(s, ",", "."), '.')
		if err != nil || n < 0 {
			return nil, fault.New(fault.Usage, "--score cannot be %q", s).WithHint("write it as 87 or 87,5")
		}
		hundredths := int64(n)
		return &hundredths, nil
	}
	write := func(score *int64) string { return euro.Importo(*score).String() }
	cmd.Flags().Var(textValue[*int64]{score, "SCORE", parse, write}, "score", usage)
}

// amountOrNull returns an amount, nothing where it is not known.
func amountOrNull(amount *euro.Importo) any {
	if amount == nil {
		return nil
	}
	return *amount
}
