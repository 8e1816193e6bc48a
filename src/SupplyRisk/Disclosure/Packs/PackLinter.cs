using System.Globalization;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>Finds everything that would not stand up at the border, before it leaves the house. Pure: the same facts give the same faults.</summary>
public static class PackLinter
{
    /// <returns>What blocks first, then by step, then by kind; empty says only that none of these faults was found.</returns>
    public static IReadOnlyList<PackFault> Check(PackFacts facts, PackRules rules) =>
    [
        .. Steps(facts, rules).Concat(Quantities.Check(facts, rules)).Concat(Dates(facts)).Concat(Parties(facts)).Concat(Documents(facts, rules)).Concat(Searches(facts, rules)).Concat(HeldBack(facts)).Concat(Clock(facts, rules))
            .OrderByDescending(f => f.Blocks).ThenBy(f => f.Step ?? int.MaxValue).ThenBy(f => f.Kind).ThenBy(f => f.Message, StringComparer.Ordinal),
    ];

    private static IEnumerable<PackFault> Steps(PackFacts facts, PackRules rules)
    {
        var steps = facts.Chain.Ordered().Steps;
        if (steps.Count == 0)
        {
            yield return new(PackFaultKind.EmptyChain, true, "There is no chain yet.", "Enter the steps from where the material is won to the shipment, or import them.");
            yield break;
        }
        var numbers = steps.Select(s => s.Number).ToHashSet();
        for (var n = 1; n <= numbers.Max(); n++)
            if (!numbers.Contains(n)) yield return new(PackFaultKind.MissingStep, true, $"Step {n} is missing.", "Enter it, or number the steps without a gap.", n);
        foreach (var step in steps.Where(s => facts.Chain.Party(s.Party) is null))
            yield return new(PackFaultKind.MissingStep, true, $"Step {step.Number}, {step.Name}: {step.Party} is not among the parties.", "Add the party with its address.", step.Number, Party: step.Party);
        foreach (var step in steps.Where(s => s.Number > 1 && s.In is null))
            yield return new(PackFaultKind.MissingStep, true, $"Step {step.Number}, {step.Name}, does not say what went in.", "Enter the goods and their quantity.", step.Number);
        foreach (var step in steps.Where(s => s.Out is null))
            yield return new(PackFaultKind.MissingStep, true, $"Step {step.Number}, {step.Name}, does not say what came out.", "Enter the goods and their quantity.", step.Number);
        foreach (var step in steps.Where(s => s.Number > 1 && s.In is not null && numbers.Contains(s.Number - 1)))
        {
            var before = steps.Where(b => b.Number == step.Number - 1).Select(b => b.Out?.Goods).OfType<string>().ToList();
            if (before.Count > 0 && !before.Any(g => PackRules.Same(g, step.In!.Goods))) // asked for above
                yield return new(PackFaultKind.MissingStep, true, $"Step {step.Number} takes {step.In!.Goods}, but step {step.Number - 1} gives {string.Join(" and ", before)}.", "A step between them is missing, or the goods go by two names: use one.", step.Number);
        }
        foreach (var fault in MaterialSteps(facts, rules, steps)) yield return fault;
    }

    private static IEnumerable<PackFault> MaterialSteps(PackFacts facts, PackRules rules, IReadOnlyList<ChainStep> steps)
    {
        if (facts.Shipment.Material is not { } material) yield break;
        var goods = steps.SelectMany(s => new[] { s.In?.Goods, s.Out?.Goods }).OfType<string>().ToList();
        foreach (var expected in rules.Steps.Where(s => s.Material == material && !s.MayBeLeftOut).OrderBy(s => s.Order))
            if (!steps.Any(s => PackRules.Same(s.Name, expected.Step)) && !steps.Any(s => PackRules.Same(s.Out?.Goods, expected.Goods)))
                yield return new(PackFaultKind.MissingStep, true, $"A chain of {material} has {expected.Step} ({expected.Goods}), and this one does not.",
                    goods.Any(g => PackRules.Same(g, expected.Goods)) ? "It is taken in, but nobody is named who made it: enter the step." : "Enter the step, or choose another material if the goods hold none of it.");
    }

    private static IEnumerable<PackFault> Dates(PackFacts facts)
    {
        var steps = facts.Chain.Ordered().Steps;
        foreach (var step in steps.Where(s => s.From is not null && s.To < s.From))
            yield return new(PackFaultKind.DatesOutOfOrder, true, $"Step {step.Number}, {step.Name}, ends on {Day(step.To)} before it begins on {Day(step.From)}.", "Correct the days.", step.Number);
        foreach (var group in steps.GroupBy(s => s.Number))
        {
            var began = steps.Where(s => s.Number == group.Key - 1).Select(s => s.From ?? s.To).OfType<DateOnly>().DefaultIfEmpty(DateOnly.MinValue).Min();
            foreach (var step in group.Where(s => (s.To ?? s.From) < began))
                yield return new(PackFaultKind.DatesOutOfOrder, true, $"Step {step.Number}, {step.Name}, was done by {Day(step.To ?? step.From)}, before step {step.Number - 1} began on {Day(began)}.", "One of the days is wrong, or the goods are not from that lot.", step.Number);
        }
        foreach (var step in steps.Where(s => s.From is null && s.To is null))
            yield return new(PackFaultKind.DatesOutOfOrder, false, $"Step {step.Number}, {step.Name}, has no day.", "Enter from when to when it was done.", step.Number);
        if (facts.Shipment.ShippedOn is { } shipped)
        {
            foreach (var step in steps.Where(s => (s.From ?? s.To) > shipped))
                yield return new(PackFaultKind.DatesOutOfOrder, true, $"Step {step.Number}, {step.Name}, began on {Day(step.From ?? step.To)}, after the goods were shipped on {Day(shipped)}.", "One of the days is wrong, or the goods are not from that lot.", step.Number);
            if (shipped > facts.Shipment.DetainedOn)
                yield return new(PackFaultKind.DatesOutOfOrder, true, $"The goods were shipped on {Day(shipped)}, after they were detained on {Day(facts.Shipment.DetainedOn)}.", "Correct one of the days.");
        }
        foreach (var d in facts.Documents.Where(d => d.Kind is TradeDocumentKind.PurchaseOrder or TradeDocumentKind.Invoice or TradeDocumentKind.BillOfLading or TradeDocumentKind.ProductionRecord && d.Dated > facts.Shipment.DetainedOn))
            yield return new(PackFaultKind.DatesOutOfOrder, true, $"{d.FileName} is dated {Day(d.Dated)}, after the detention.", "A document of the trade is older than the detention: correct the day, or ask how it came to be written then.", FileId: d.Id);
    }

    private static IEnumerable<PackFault> Parties(PackFacts facts)
    {
        var taking = facts.Chain.Steps.Select(s => s.Party).ToHashSet(StringComparer.Ordinal);
        foreach (var party in facts.Chain.Parties)
        {
            if (string.IsNullOrWhiteSpace(party.Address) || party.Country is null)
                yield return new(PackFaultKind.PartyWithoutPlace, true, $"{party.Name} has no {(party.Country is null ? "country" : "address")}.", "Enter where it is.", Party: party.Name);
            if (!facts.OnMap.ContainsKey(party.Name))
                yield return new(PackFaultKind.PartyNotOnMap, true, $"{party.Name} is not on the map of our suppliers, so it was never screened.", "Import it as a supplier under the name and country its documents give, then search the lists again.", Party: party.Name);
            if (!taking.Contains(party.Name))
                yield return new(PackFaultKind.PartyNotInChain, false, $"{party.Name} takes part in no step.", "Say what it did, or take it out.", Party: party.Name);
        }
        foreach (var d in facts.Documents.Where(d => d.Issuer is not null && !facts.Chain.Parties.Any(p => Named(p).Any(n => PackRules.Same(n, d.Issuer)))))
            yield return new(PackFaultKind.PartyNotInChain, true, $"{d.FileName} was issued by {d.Issuer}, who is not among the parties of the chain.", "Add the party and its step, or correct the issuer.", FileId: d.Id);
        if (facts.Shipment.Route != UflpaRoute.NoXinjiangInput) yield break;
        foreach (var (where, text, step) in facts.Chain.Steps.Select(s => ($"Step {s.Number}, {s.Name}", s.Place, (int?)s.Number)).Concat(facts.Chain.Parties.Select(p => (p.Name, $"{p.Address} {p.NativeName}", (int?)null))))
            if (facts.XinjiangWords.FirstOrDefault(w => Contains(text, w)) is { } word)
                yield return new(PackFaultKind.XinjiangPlace, true, $"{where} names {word}: this route says that nothing comes from Xinjiang.", "If it is the place, this route is closed. If it is a street or a namesake, write the whole address with its province.", step);
    }

    private static IEnumerable<PackFault> Documents(PackFacts facts, PackRules rules)
    {
        var numbers = facts.Chain.Steps.Select(s => s.Number).ToHashSet();
        var translated = facts.Documents.Where(d => d.TranslationOf is not null).GroupBy(d => d.TranslationOf).ToDictionary(g => g.Key!.Value, g => g.Sum(d => d.Pages)); // asked for before
        foreach (var d in facts.Documents)
        {
            if (d.HeldBack)
                yield return new(PackFaultKind.HeldBack, true, $"{d.FileName} repeats what a worker said, tells that somebody spoke, or names fewer than ten people: it stays inside.", "Take it out and add one where those passages are left out by whoever wrote it.", FileId: d.Id);
            if (!d.HasText && !d.Looked)
                yield return new(PackFaultKind.NotLookedAt, true, $"{d.FileName} is a picture of text: no program can tell whether it gives somebody away.", "Look through it, and say so.", FileId: d.Id);
            if (d.TranslationOf is null && !d.Steps.Any(numbers.Contains) && !GeneralKind(d.Kind))
                yield return new(PackFaultKind.OrphanDocument, true, $"{d.FileName} belongs to no step of the chain.", "Say to which, or take it out: what is not placed is taken for what somebody hopes nobody reads.", FileId: d.Id);
            if (d.TranslationOf is { } of && facts.Documents.All(o => o.Id != of))
                yield return new(PackFaultKind.OrphanDocument, true, $"{d.FileName} is the translation of a document that is not here.", "Add the original, or say which it is.", FileId: d.Id);
            if (d.Language is not "en" && d.TranslationOf is null && d.Pages - translated.GetValueOrDefault(d.Id) is > 0 and var left)
                yield return new(PackFaultKind.UntranslatedPages, d.Language is not null, d.Language is null ? $"It is not known in what language {d.FileName} is." : $"{left} of {d.Pages} pages of {d.FileName} ({d.Language}) are not translated into English.",
                    d.Language is null ? "Say which language it is in." : "Add the translation, with who made it; then look whether it says what we say it says.", FileId: d.Id);
            var limit = rules.Limit("redacted_share_of_a_document");
            if (d.Pages > 0 && d.RedactedPages * 100m / d.Pages > limit)
                yield return new(PackFaultKind.Redaction, true, $"{d.RedactedPages} of {d.Pages} pages of {d.FileName} are blacked out; more than {Number(limit)} % raises the question what stands there.", "Ask for one with less blacked out, or leave it out.", FileId: d.Id);
        }
        var (pages, redacted) = (facts.Documents.Sum(d => d.Pages), facts.Documents.Sum(d => d.RedactedPages));
        if (pages > 0 && redacted * 100m / pages > rules.Limit("redacted_share_of_the_pack"))
            yield return new(PackFaultKind.Redaction, true, $"{redacted} of all {pages} pages are blacked out, {Number(redacted * 100m / pages)} %; declared is at most {Number(rules.Limit("redacted_share_of_the_pack"))} %.", "Ask for documents with less blacked out.");
        foreach (var number in numbers.Order())
        {
            var there = facts.Documents.Where(d => d.Steps.Contains(number)).Select(d => d.Kind).ToHashSet();
            if (there.Count == 0) yield return new(PackFaultKind.MissingDocument, true, $"Step {number} has no document.", "Add what shows that it was done, and by whom.", number);
            else
                foreach (var item in rules.Checklist.Where(i => i.Route == facts.Shipment.Route && i.PerStep && i.Documents.Count > 0 && !i.Documents.Any(there.Contains)))
                    yield return new(PackFaultKind.MissingDocument, false, $"Step {number} has nothing for: {item.Text}.", $"Add {string.Join(" or ", item.Documents.Select(k => Words.Snake(k).Replace('_', ' ')))}.", number);
        }
    }

    private static IEnumerable<PackFault> Searches(PackFacts facts, PackRules rules)
    {
        if (facts.Lists.Count == 0 && facts.Chain.Parties.Count > 0)
            yield return new(PackFaultKind.NotSearched, true, "No enforcement list is loaded, so no party was looked for.", "Load the lists, then search.");
        foreach (var party in facts.Chain.Parties)
        {
            var names = SearchParties.Names(party);
            foreach (var (list, snapshot) in facts.Lists.OrderBy(l => l.Key, StringComparer.Ordinal))
            {
                var search = facts.Searches.FirstOrDefault(s => s.Party == party.Name && s.List == list);
                if (search is null) yield return new(PackFaultKind.NotSearched, true, $"{party.Name} was not looked for on {list}.", "Search the lists.", Party: party.Name);
                else if (search.Snapshot != snapshot || facts.Today.DayNumber - DateOnly.FromDateTime(search.At).DayNumber > rules.Limit("search_age_days") || !names.SequenceEqual(search.Tried) || search.Country != party.Country)
                    yield return new(PackFaultKind.NotSearched, true, $"{list} was asked for {party.Name} on {Day(DateOnly.FromDateTime(search.At))}; the list, the names or the time have moved on since.", "Search the lists again.", Party: party.Name);
                foreach (var hit in search?.Found.Where(f => f.Review != Rules.Model.MatchReview.Dismissed) ?? [])
                    yield return hit.Review == Rules.Model.MatchReview.Confirmed
                        ? new(PackFaultKind.ListedParty, true, $"{party.Name} is {hit.EntryName} of {list}, as a person has confirmed.", "No pack says that a listed party had no part: take advice.", Party: party.Name)
                        : new(PackFaultKind.OpenMatch, true, $"{list} has {hit.EntryName}, which may be {party.Name}; nobody has decided.", "Decide it in the review queue, then search again. It stands in no pack before.", Party: party.Name);
            }
        }
    }

    private static IEnumerable<PackFault> HeldBack(PackFacts facts) =>
        facts.WordsHeldBack.Select(where => new PackFault(PackFaultKind.HeldBack, true, $"{where} repeats what a worker said, tells that somebody spoke, or names fewer than ten people.", "Say it for everybody concerned."));

    private static IEnumerable<PackFault> Clock(PackFacts facts, PackRules rules)
    {
        if (facts.DaysLeft(rules) is not { } left || left > rules.Limit("answer_warning_days")) yield break;
        var until = facts.Shipment.DetainedOn.AddDays((int)rules.Limit("answer_days"));
        yield return left < 0
            ? new(PackFaultKind.Clock, false, $"The {Number(rules.Limit("answer_days"))} days to answer ended on {Day(until)}.", "Ask the port for an extension, or the centre for how to go on; say in the pack when it was granted.")
            : new(PackFaultKind.Clock, false, $"{left} of {Number(rules.Limit("answer_days"))} days to answer are left, until {Day(until)}.", "Hand in what stands, or ask the port for an extension before they end.");
    }

    internal static IEnumerable<string> Named(ChainParty p) => new[] { p.Name, p.NativeName }.OfType<string>().Concat(p.OtherNames);

    // What is about the company, not about one step of this chain.
    private static bool GeneralKind(TradeDocumentKind kind) => kind is TradeDocumentKind.DueDiligenceRecord or TradeDocumentKind.InternalControl or TradeDocumentKind.AnswerToCbp;

    private static bool Contains(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var dense = word[0] > '\u2e80';
            if (dense || ((at == 0 || !char.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length])))) return true;
        }
        return false;
    }

    internal static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "no day";

    internal static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
