using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>What no chain may hold. What a chain still lacks is not said here but by the linter: a chain is entered step by step.</summary>
internal static class ChainCheck
{
    public const int MostParties = 500, MostSteps = 1_000, MostAnswers = 5_000, HighestNumber = 99;
    private const int MostText = 500, MostAnswer = 4_000;

    public static List<Refusal> Of(Chain chain, PackRules rules)
    {
        var no = new List<Refusal>();
        if (chain.Parties.Count > MostParties) no.Add(PackErrors.TooMany("parties", MostParties));
        if (chain.Steps.Count > MostSteps) no.Add(PackErrors.TooMany("steps", MostSteps));
        if (chain.Answers.Count > MostAnswers) no.Add(PackErrors.TooMany("answers", MostAnswers));
        foreach (var party in chain.Parties)
        {
            if (string.IsNullOrWhiteSpace(party.Name)) no.Add(PackErrors.Missing("party", "who it is"));
            if (party.Country is { } country && CountryNames.English(country) is null) no.Add(new(RefusalKind.Invalid, "country_unknown", $"'{country}' is no country.", "country"));
            if (new[] { party.Name, party.NativeName, party.Address, party.Contact }.Concat(party.OtherNames).Any(t => t?.Length > MostText)) no.Add(PackErrors.TooLong("party", MostText));
        }
        foreach (var twice in chain.Parties.GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            no.Add(new(RefusalKind.Invalid, "party_twice", $"{twice.Key} stands twice among the parties.", "party"));
        foreach (var step in chain.Steps)
        {
            if (step.Number is < 1 or > HighestNumber) no.Add(new(RefusalKind.Invalid, "step_number", $"Steps are numbered from 1 to {HighestNumber}.", "number"));
            if (string.IsNullOrWhiteSpace(step.Name)) no.Add(PackErrors.Missing("name", "what was done"));
            if (string.IsNullOrWhiteSpace(step.Party)) no.Add(PackErrors.Missing("party", "who did it"));
            if (new[] { step.Name, step.Party, step.Place, step.In?.Goods, step.Out?.Goods }.Any(t => t?.Length > MostText)) no.Add(PackErrors.TooLong("name", MostText));
            foreach (var (field, q) in new[] { ("in_quantity", step.In), ("out_quantity", step.Out) })
            {
                if (q is null) continue;
                if (string.IsNullOrWhiteSpace(q.Goods)) no.Add(PackErrors.Missing(field, "which goods"));
                if (!ShipmentDetails.IsQuantity(q.Quantity)) no.Add(PackErrors.OutOfRange(field));
                if (rules.Unit(q.Unit) is null) no.Add(PackErrors.UnknownUnit(field, rules.Units.Select(u => u.Unit)));
            }
            if (step.KgEach is not null && !ShipmentDetails.IsQuantity(step.KgEach)) no.Add(PackErrors.OutOfRange("kg_each"));
        }
        if (chain.Answers.Any(a => a.Question.Length > MostAnswer || a.Answer.Length > MostAnswer || a.Comment?.Length > MostAnswer)) no.Add(PackErrors.TooLong("answers", MostAnswer));
        return no;
    }
}
