using SupplyRisk.Audit;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Search;

/// <summary>What a completion completes.</summary>
public enum CompletionKind
{
    /// <summary>The name of a field: its value comes next.</summary>
    Field,
    Value,
    Supplier,
    Document,
}

/// <summary>One way to go on with what was typed.</summary>
/// <param name="Label">What is offered, as given.</param>
/// <param name="Note">What it is, for the reader; may be empty.</param>
/// <param name="Text">The whole text of the box once it is taken.</param>
/// <param name="Caret">Where typing goes on in it, in UTF-16 units.</param>
public sealed record Completion(CompletionKind Kind, string Label, string Note, string Text, int Caret);

/// <summary>Completes the word at the caret: names of suppliers, titles of documents, fields and their values. Asks the port for beginnings and counts only.</summary>
public sealed class CompleteSearch(ISearchIndex index)
{
    private const int Fields = 3, Values = 8, Suppliers = 5, Documents = 3;

    /// <param name="actor">Whose suppliers and documents are offered.</param>
    /// <param name="text">As typed so far.</param>
    /// <param name="caret">Where in it; beyond its end is its end.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Best first; empty if there is nothing to offer.</returns>
    public async Task<IReadOnlyList<Completion>> HandleAsync(Actor actor, string text, int caret, CancellationToken ct)
    {
        if (text.Length > SearchText.MaxLength)
            return [];
        var typing = Typing.At(text, Math.Clamp(caret, 0, text.Length));
        if (typing.Field is { } name)
            return await ValuesAsync(actor, typing, name, ct);
        if (typing.Word.Length == 0)
            return [];
        List<Completion> found = [.. typing.InQuotes ? [] : FieldsOf(typing)];
        found.AddRange(await NamesAsync(actor, typing, SearchKind.Supplier, Suppliers, ct));
        found.AddRange(await NamesAsync(actor, typing, SearchKind.Document, Documents, ct));
        return found;
    }

    private static IEnumerable<Completion> FieldsOf(Typing typing) => SearchFieldNames.Known(null)
        .Where(f => f.StartsWith(typing.Word, StringComparison.OrdinalIgnoreCase)).Take(Fields)
        .Select(f => typing.Take(CompletionKind.Field, f + ":", f is "date" or "after" or "before" ? "narrow by date" : "narrow by " + f, typing.WordStart, f + ":"));

    private async Task<IReadOnlyList<Completion>> ValuesAsync(Actor actor, Typing typing, string name, CancellationToken ct)
    {
        var counts = new Dictionary<string, (SearchField Field, long Count)>(StringComparer.Ordinal);
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            if (SearchFieldNames.Find(name, kind) is not { } field || field == SearchField.Supplier)
                continue;
            var page = await index.SearchAsync(new SearchQuery { Kind = kind, Facets = [field], PageSize = 1, Highlight = false }, SearchScope.Of(actor), ct);
            foreach (var count in page.Facets[0].Counts)
                counts[count.Value] = (field, counts.GetValueOrDefault(count.Value).Count + count.Count);
        }
        var begin = SearchAnalysis.Key(typing.Word);
        return [.. counts.Where(c => Begins(c.Key, begin) || Begins(Said(c.Value.Field, c.Key) ?? "", begin))
            .OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Values)
            .Select(c => typing.Take(CompletionKind.Value, c.Key, Note(c.Value.Field, c.Key, c.Value.Count), typing.WordStart, ParsedSearchText.Quoted(c.Key), after: " "))];
    }

    private static string Note(SearchField field, string value, long count) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Said(field, value) is { } said ? said + ", " : "")}{count:N0}");

    private static string? Said(SearchField field, string value) => field == SearchField.Country ? CountryNames.English(value.ToUpperInvariant()) : null;

    private static bool Begins(string value, string begin) => SearchAnalysis.Key(value) is var key && (key.StartsWith(begin, StringComparison.Ordinal) || key.Contains(" " + begin, StringComparison.Ordinal));

    private async Task<IEnumerable<Completion>> NamesAsync(Actor actor, Typing typing, SearchKind kind, int limit, CancellationToken ct)
    {
        var terms = typing.Words.Select((w, i) => new SearchTerm(i + 1 < typing.Words.Count ? TermKind.Word : TermKind.Prefix, w)).ToList();
        var tokens = terms.Select(TermTokens.Of).ToList();
        if (tokens.Count == 0 || tokens.Any(t => t.Tokens.Count == 0) || tokens[^1].Tokens is [{ Length: 1 } single] && char.IsAscii(single[0]))
            return [];
        var query = new SearchQuery { Kind = kind, Terms = terms, PageSize = limit * 4, Highlight = false };
        if (query.Problems().Count > 0)
            return [];
        var page = await index.SearchAsync(query, SearchScope.Of(actor), ct);
        return page.Hits.Select(h => string.Concat(h.Title.Select(s => s.Text)))
            .Where(title => IsNamed(title, tokens)).Distinct(StringComparer.Ordinal).Take(limit)
            .Select(title => typing.Take(
                kind == SearchKind.Supplier ? CompletionKind.Supplier : CompletionKind.Document, title, kind == SearchKind.Supplier ? "supplier" : "document", typing.NameStart, ParsedSearchText.Phrase(title)));
    }

    // The index finds words in every text of a record; a completion is about its name.
    private static bool IsNamed(string title, List<TermTokens> terms)
    {
        var tokens = SearchAnalysis.Tokens(title);
        return terms.TrueForAll(term => Enumerable.Range(0, Math.Max(0, tokens.Count - term.Tokens.Count + 1)).Any(at => Enumerable.Range(0, term.Tokens.Count).All(i => term.Fits(i, tokens[at + i]))));
    }

    /// <summary>Where in the text somebody is typing what.</summary>
    /// <param name="Field">The field whose value is being typed; null if none is.</param>
    /// <param name="Word">What of it is there.</param>
    /// <param name="WordStart">Where it begins, its quotation mark included.</param>
    /// <param name="Words">The word and those before it that may belong to one name.</param>
    /// <param name="NameStart">Where the first of them begins.</param>
    private sealed record Typing(string Text, int Caret, string? Field, string Word, int WordStart, bool InQuotes, IReadOnlyList<string> Words, int NameStart)
    {
        public static Typing At(string text, int caret)
        {
            var (start, open) = (0, -1);
            var words = new List<(int Start, string Word)>();
            for (var i = 0; i < caret; i++)
            {
                if (SearchText.IsQuote(text[i]))
                {
                    open = open < 0 ? i : -1;
                }
                else if (open < 0 && char.IsWhiteSpace(text[i]))
                {
                    AddWord(start, i);
                    start = i + 1;
                }
            }
            var word = text[start..caret].TrimStart('-', '−');
            var wordStart = caret - word.Length;
            var colon = word.IndexOf(':');
            if (colon > 0 && word.AsSpan(0, colon).IndexOfAnyExcept(NameLetters) < 0)
            {
                // After the last comma that stands in no quotation marks.
                var from = wordStart + colon + 1;
                for (var (i, quoted) = (from, false); i < caret; i++)
                {
                    quoted ^= SearchText.IsQuote(text[i]);
                    if (!quoted && text[i] is ',' or '，') from = i + 1;
                }
                return new(text, caret, word[..colon], text[from..caret].Trim().Trim('"'), from, open >= 0, [], from);
            }
            if (open >= 0)
                return new(text, caret, null, text[(open + 1)..caret], open, true, [text[(open + 1)..caret]], open);
            if (word.Length == 0 || word.Any(SearchText.IsQuote))
                return new(text, caret, null, "", caret, false, [], caret);
            if (wordStart > start)
                return new(text, caret, null, word, wordStart, false, [], caret); // to be left out: a field, no name
            words.Add((wordStart, word));
            return new(text, caret, null, word, wordStart, false, [.. words.Select(w => w.Word)], words[0].Start);

            void AddWord(int from, int to)
            {
                if (to == from) return;
                var one = text[from..to];
                if (one.Any(c => c is ':' or '*' or '-' || SearchText.IsQuote(c))) words.Clear();
                else words.Add((from, one));
            }
        }

        private static readonly System.Buffers.SearchValues<char> NameLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");

        /// <summary>The text with everything from <paramref name="from"/> to the caret replaced.</summary>
        public Completion Take(CompletionKind kind, string label, string note, int from, string by, string after = "")
        {
            var rest = Text[Caret..];
            var before = Text[..from] + by + (rest.Length == 0 || !char.IsWhiteSpace(rest[0]) ? after : "");
            return new(kind, label, note, before + rest, before.Length);
        }
    }
}
