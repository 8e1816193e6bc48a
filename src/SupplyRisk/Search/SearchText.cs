using System.Globalization;

namespace SupplyRisk.Search;

/// <summary>Something wrong in what was typed.</summary>
/// <param name="Position">UTF-16 offset in the input.</param>
/// <param name="Message">A sentence for the person who typed it.</param>
public sealed record SearchTextProblem(int Position, string Message)
{
    /// <summary>How many UTF-16 units are wrong from there on; 0 where something is missing.</summary>
    public int Length { get; init; }

    /// <summary>What may have been meant in their place; null if nothing is near.</summary>
    public string? Instead { get; init; }

    /// <summary>True if it only means nothing for the kind asked, and is good for the other.</summary>
    public bool OfOtherKind { get; init; }
}

/// <summary>What was typed, understood.</summary>
public sealed partial record ParsedSearchText
{
    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    /// <summary>In the order of the input; empty if all was understood.</summary>
    public IReadOnlyList<SearchTextProblem> Problems { get; init; } = [];

    /// <summary>The query for it, still to be given order, facets and page.</summary>
    public SearchQuery ToQuery(SearchKind kind) => new() { Kind = kind, Terms = Terms, Filters = Filters, DateFrom = DateFrom, DateTo = DateTo };
}

/// <summary>Reads what people type into a search box: <c>word "a phrase" begin* -without country:CN,DE -band:low date:2025..2026</c>.</summary>
/// <remarks>Anything that is not one of these is text to look for. No input becomes part of an index's own query language.</remarks>
public static class SearchText
{
    public const int MaxLength = 2_000;

    /// <summary>What is typed where a search is given as text: letters one after another that stand for a beginning need at least this many.</summary>
    private const int MinPrefixLength = 2;

    private const string Quotes = "\"“”„‟＂«»「」";

    internal static bool IsQuote(char c) => Quotes.Contains(c, StringComparison.Ordinal);

    /// <summary>Never throws: what cannot be understood is a problem with its place.</summary>
    public static ParsedSearchText Parse(string input, SearchKind kind) => Parse(input, kind, bothKinds: false);

    /// <summary>As <see cref="Parse(string, SearchKind)"/> for both kinds at once.</summary>
    public static ParsedSearch ParseForAll(string input) =>
        ParsedSearch.Of(input, Parse(input, SearchKind.Supplier, bothKinds: true), Parse(input, SearchKind.Document, bothKinds: true));

    private static ParsedSearchText Parse(string input, SearchKind kind, bool bothKinds)
    {
        if (input.Length > MaxLength)
        {
            return new ParsedSearchText
            {
                Problems = [new(MaxLength, $"The search is {input.Length} characters long; it may be {MaxLength}. Look for a shorter passage.")],
            };
        }
        var reading = new Reading(input, kind, bothKinds);
        return reading.ToEnd();
    }

    private sealed class Reading(string input, SearchKind kind, bool bothKinds)
    {
        private readonly List<SearchTerm> _terms = [];
        private readonly List<(SearchField Field, string Value, bool Exclude)> _values = [];
        private readonly List<SearchTextProblem> _problems = [];
        private DateOnly? _from;
        private DateOnly? _to;
        private int _at;

        public ParsedSearchText ToEnd()
        {
            while (SkipSpace())
                ReadOne();
            if (_terms.Count > SearchQuery.MaxTerms)
                _problems.Add(new(0, $"The search has {_terms.Count} words; it may have {SearchQuery.MaxTerms}. Put a passage in quotation marks to look for it as one."));
            if (_terms.Count == 0 && _values.Count == 0 && _from is null && _to is null && _problems.Count == 0 && !string.IsNullOrWhiteSpace(input))
                _problems.Add(new(0, "The search holds no letter or digit."));
            return new ParsedSearchText
            {
                Terms = _terms,
                Filters = [.. _values.GroupBy(v => (v.Field, v.Exclude)).Select(g =>
                    new SearchFilter(g.Key.Field, [.. g.Select(v => v.Value).Distinct(StringComparer.Ordinal)], g.Key.Exclude))],
                DateFrom = _from,
                DateTo = _to,
                Problems = _problems,
            };
        }

        private bool SkipSpace()
        {
            while (_at < input.Length && (char.IsWhiteSpace(input[_at]) || char.IsControl(input[_at])))
                _at++;
            return _at < input.Length;
        }

        private void ReadOne()
        {
            var start = _at;
            var exclude = input[_at] is '-' or '−' && _at + 1 < input.Length && !char.IsWhiteSpace(input[_at + 1]);
            if (exclude)
                _at++;
            if (IsQuote(_at))
            {
                var phrase = ReadQuoted();
                var goesOn = _at < input.Length && input[_at] == '*';
                if (goesOn)
                    _at++;
                AddTerm(goesOn ? TermKind.Prefix : TermKind.Phrase, phrase, exclude, start);
            }
            else if (ReadFieldName() is { } name)
            {
                ReadField(name, exclude, start);
            }
            else
            {
                AddWord(ReadBare(), exclude, start);
            }
        }

        private bool IsQuote(int at) => at < input.Length && SearchText.IsQuote(input[at]);

        private string ReadQuoted()
        {
            var open = _at++;
            var start = _at;
            while (_at < input.Length && !IsQuote(_at))
                _at++;
            var text = input[start.._at];
            if (_at < input.Length)
                _at++;
            else
                _problems.Add(new(open, "This quotation mark is never closed.") { Length = 1 });
            return text;
        }

        private string ReadBare()
        {
            var start = _at;
            while (_at < input.Length && !char.IsWhiteSpace(input[_at]) && !IsQuote(_at))
                _at++;
            return input[start.._at];
        }

        /// <summary>Letters, a colon and something behind it. <c>12:30</c> and <c>note: text</c> are words.</summary>
        private string? ReadFieldName()
        {
            var end = _at;
            while (end < input.Length && (char.IsAsciiLetter(input[end]) || input[end] == '_'))
                end++;
            if (end == _at || end + 1 >= input.Length || input[end] != ':' || char.IsWhiteSpace(input[end + 1]))
                return null;
            var name = input[_at..end];
            _at = end + 1;
            return name;
        }

        private void ReadField(string name, bool exclude, int start)
        {
            if (SearchFieldNames.IsDate(name, kind))
            {
                var at = _at;
                ReadDate(name.ToLowerInvariant(), ReadValue(ReadBare), exclude, at);
            }
            else if (SearchFieldNames.Find(name, kind) is { } field)
            {
                ReadValues(field, exclude);
            }
            else
            {
                ReadValue(ReadBare);
                _problems.Add(SearchFieldNames.Unknown(name, kind, bothKinds) with { Position = start + (exclude ? 1 : 0), Length = name.Length });
            }
        }

        private string ReadValue(Func<string> bare) => (IsQuote(_at) ? ReadQuoted() : bare()).Trim();

        /// <summary>One value or several with commas between.</summary>
        private void ReadValues(SearchField field, bool exclude)
        {
            while (true)
            {
                var at = _at;
                var value = SearchFieldNames.Canonical(field, ReadValue(ReadToComma));
                if (SearchFields.Fault(field, value) is { } fault)
                    _problems.Add(SearchFieldNames.Nearest(field, value, new(at, fault) { Length = _at - at }));
                else
                    _values.Add((field, value, exclude));
                if (_at >= input.Length || input[_at] is not (',' or '，'))
                    return;
                if (++_at < input.Length && !char.IsWhiteSpace(input[_at]))
                    continue;
                _problems.Add(new(_at - 1, "A value is missing after this comma: write country:CN,DE without a space.") { Length = 1 });
                return;
            }
        }

        private string ReadToComma()
        {
            var start = _at;
            while (_at < input.Length && !char.IsWhiteSpace(input[_at]) && !IsQuote(_at) && input[_at] is not (',' or '，'))
                _at++;
            return input[start.._at];
        }

        private void ReadDate(string name, string value, bool exclude, int at)
        {
            if (exclude || !DateSpan.TryRead(name == "dated" ? "date" : name, value, out var span))
            {
                _problems.Add(new(at, $"“{value}” is not a date here: write date:2025, date:2025-03, date:2025-03-31 or date:2024..2025-06, after:… or before:…") { Length = _at - at });
                return;
            }
            _from = span.From ?? _from;
            _to = span.To ?? _to;
            if (_from > _to)
                _problems.Add(new(at, string.Create(CultureInfo.InvariantCulture, $"The first date, {_from:yyyy-MM-dd}, is after the last, {_to:yyyy-MM-dd}.")) { Length = _at - at });
        }

        private void AddWord(string word, bool exclude, int start)
        {
            var stars = word.Length - word.TrimEnd('*').Length;
            var text = word[..^stars];
            if (text.StartsWith('*') && SearchAnalysis.Tokens(text).Count > 0)
            {
                _problems.Add(new(start, "A star may stand at the end of a word only.") { Length = 1 });
                return;
            }
            AddTerm(stars > 0 ? TermKind.Prefix : TermKind.Word, text, exclude, start);
        }

        private void AddTerm(TermKind termKind, string text, bool exclude, int start)
        {
            var tokens = SearchAnalysis.Tokens(text);

            // "A & B" looks for a and b; a sign alone is no reason to refuse the rest.
            if (tokens.Count == 0)
                return;
            if (termKind == TermKind.Prefix && tokens.Count == 1 && tokens[0].Length < MinPrefixLength && char.IsAscii(tokens[0][0]))
                _problems.Add(new(start, $"“{text}*” is too short: give at least {MinPrefixLength} letters before the star.") { Length = _at - start });
            else
                _terms.Add(new SearchTerm(termKind, text, exclude));
        }
    }
}
