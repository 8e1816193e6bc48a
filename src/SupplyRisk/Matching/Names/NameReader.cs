namespace SupplyRisk.Matching.Names;

/// <summary>Turns a raw name into the forms it may be compared in.</summary>
internal sealed class NameReader(TokenFrequencies frequencies, MatchSettings settings)
{
    /// <summary>What people write where they know no name.</summary>
    private static readonly HashSet<string> Placeholders =
        ["na", "nil", "none", "null", "unknown", "unbekannt", "unnamed", "tbd", "tba", "tbc", "test", "xxx", "xx", "x", "various", "not available",
         "not applicable", "no name", "noname", "to be confirmed", "to be determined", "inconnu", "desconocido", "desconhecido", "sin nombre",
         "k a", "ka", "n n", "nn", "wu", "wei zhi", "weizhi", "meiyou", "neizvestno", "net dannykh", "bilinmiyor", "diverse", "divers", "confidential", "undisclosed", "not disclosed", "other", "others", "supplier", "vendor", "company name", "name"];

    private const int LongestAcronym = 8;
    private readonly Lexicon lexicon = Lexicon.Shipped;
    private readonly Dictionary<(string Text, string? Sense, bool Upper), NameToken?> known = [];
    private bool learning;

    /// <summary>While a list is read, words are kept, so that a common one is one object; the end of it makes the reader safe for many threads.</summary>
    internal void Learn(bool on) => learning = on;

    /// <summary>How many words are kept; their ordinals are below it.</summary>
    internal int Learned { get; private set; }

    /// <summary>The forms of one name, the whole first; empty for placeholders.</summary>
    internal List<NameForm> Forms(string name)
    {
        var forms = new List<NameForm>(2);
        if (!PackedName.MayPack(name))
        {
            AddForms(forms, name);
            return forms;
        }
        var packed = PackedName.Parse(name);
        AddForms(forms, packed.Name);
        foreach (var alias in packed.Aliases)
            AddForms(forms, alias);
        return forms;
    }

    private void AddForms(List<NameForm> forms, string name)
    {
        var words = NameWords.Read(name, lexicon);
        if (words.Count == 0 || Placeholders.Contains(string.Join(' ', words.Select(word => word.Text))))
            return;
        Add(forms, name, FormOrigin.Whole, words);
        AddParts(forms, name, words.Count);
        if (!words.Exists(word => word.InBrackets))
            return;
        var inside = words.FindAll(word => word.InBrackets);
        var bracket = Form(name, FormOrigin.InBrackets, inside);
        string[] places = [.. bracket.Tokens.Where(token => token.Kind == TokenKind.Place).Select(token => token.Sense ?? token.Text)];
        Add(forms, name, bracket.HasCore ? FormOrigin.WithoutBrackets : FormOrigin.WithoutQualifier, words.FindAll(word => !word.InBrackets), places);
        Add(forms, name, FormOrigin.InBrackets, inside);
    }

    // "Parent Corporation, Joint Stock Company Plant X": lists put the parent before the name. "A Ltd / 甲有限公司": two names.
    private void AddParts(List<NameForm> forms, string name, int wordsInAll)
    {
        foreach (var part in name.Split(" / ", StringSplitOptions.RemoveEmptyEntries) is { Length: 2 or 3 } parts ? parts : AfterComma(name))
        {
            var words = NameWords.Read(part, lexicon);
            if (words.Count < 2 || wordsInAll - words.Count < 2)
                continue;
            var form = Form(name, FormOrigin.InBrackets, words);
            if (form.HasCore && form.Legal != LegalClasses.None)
                forms.Add(form);
        }
    }

    private static string[] AfterComma(string name) =>
        name.Split(", ") is { Length: 2 } parts ? [parts[1]] : [];

    private void Add(List<NameForm> forms, string source, FormOrigin origin, List<RawWord> words, string[]? placesLeftOut = null)
    {
        if (words.Count == 0)
            return;
        var form = Form(source, origin, words, placesLeftOut);
        // "(HK)", "(M)", "(Group)", "(Plant 2)" alone name nobody
        if (!form.IsEmpty && (origin != FormOrigin.InBrackets || Array.Exists(form.Tokens, token => token.IsCore && token.Text.Length > 2)))
            forms.Add(form);
    }

    private NameForm Form(string source, FormOrigin origin, List<RawWord> words, string[]? placesLeftOut = null)
    {
        var tokens = new List<NameToken>(words.Count);
        var legal = LegalClasses.None;
        var initials = new List<char>(words.Count);
        var initialsWithForm = new List<char>(words.Count);
        var initialsWithAll = new List<char>(words.Count);
        var i = 0;
        while (i < words.Count)
        {
            var word = words[i];
            LexiconEntry? entry = word.Entry;
            var length = entry is null ? lexicon.Longest(words, i, out entry) : 1;
            if (entry?.Kind == LexiconKind.Legal && !MayBeForm(words, i, length, legal))
            {
                entry = null;
                length = 0;
            }
            length = Math.Max(1, length);
            for (var k = i; k < i + length; k++)
                AddInitial(words[k].Text, entry, initials, initialsWithForm, initialsWithAll);
            if (entry?.Kind == LexiconKind.Legal)
                legal |= entry.Legal;
            else if (Token(words, i, length, entry) is { } token)
                AddOnce(tokens, token);
            else
                legal |= LegalClasses.Company; // a misspelt legal form
            i += length;
        }
        string[] acronyms = [.. new[] { initials, initialsWithForm, initialsWithAll }
            .Where(letters => letters.Count is >= 3 and <= LongestAcronym)
            .Select(letters => new string([.. letters])).Distinct(StringComparer.Ordinal)];
        if (tokens.Exists(NameForm.NamesSeries))
            NumberIssues(tokens);
        return new NameForm(source, origin, [.. tokens.Take(settings.LongestForm)], legal, acronyms) { PlacesLeftOut = placesLeftOut ?? [] };
    }

    // Two letters are a legal form only where legal forms stand: at an end, or beside another.
    private static bool MayBeForm(List<RawWord> words, int at, int length, LegalClasses soFar)
    {
        if (length > 1 || words[at].Text.Length > 2)
            return true;
        if (at == 0)
            return words.Count > 1 && (words[at].Text is "pt" or "cv" or "ao" or "ip" or "ue" or "ou" || (words[at].Text == "sa" && words[^1].Text == "cv")); // S.A. X de C.V.
        return at + 1 == words.Count || soFar != LegalClasses.None || words[at + 1].InBrackets != words[at].InBrackets;
    }

    private static void AddInitial(string text, LexiconEntry? entry, List<char> plain, List<char> withForm, List<char> all)
    {
        if (!char.IsAsciiLetter(text[0]))
            return;
        var small = text is "of" or "and" or "the" or "for" or "de" or "la" or "del" or "y" or "e" or "i" or "et" or "du" or "des" or "in" or "al" or "el";
        var form = entry?.Kind == LexiconKind.Legal;
        if (form && text is not ("company" or "corporation" or "corp" or "co" or "cooperative"))
            return;
        all.Add(text[0]);
        if (small)
            return;
        withForm.Add(text[0]);
        if (!form)
            plain.Add(text[0]);
    }

    private void AddOnce(List<NameToken> tokens, NameToken token)
    {
        if (token is { Kind: TokenKind.Number, Text.Length: 1 } && token.Text != "0" && tokens is [.., { Kind: TokenKind.Number, Text.Length: 2 } tens] && tens.Text[1] == '0')
        {
            tokens[^1] = Number($"{tens.Text[0]}{token.Text}"); // forty 4
            return;
        }
        if (!tokens.Exists(other => other.Text == token.Text || (other.Sense is not null && other.Sense == token.Sense)))
            tokens.Add(token);
    }

    private NameToken? Token(List<RawWord> words, int start, int length, LexiconEntry? entry)
    {
        var word = words[start];
        if (length > 1)
        {
            var text = string.Concat(words.Skip(start).Take(length).Select(part => part.Text));
            word = word with { Text = text, Key = SoundKey.Of(text) };
        }
        if (known.TryGetValue((word.Text, entry?.Sense, word.Upper), out var token))
            return token;
        token = Token(word, entry);
        if (learning)
        {
            known[(word.Text, entry?.Sense, word.Upper)] = token;
            token?.Ordinal = Learned++;
        }
        return token;
    }

    private NameToken? Token(RawWord word, LexiconEntry? entry) => entry?.Kind switch
    {
        LexiconKind.Place => new NameToken(word.Text, word.Key, entry.Sense, TokenKind.Place, settings.PlaceWeight),
        LexiconKind.Organization => new NameToken(entry.Sense, SoundKey.Of(entry.Sense), entry.Sense, TokenKind.Core, Weight(settings.RareCount)),
        LexiconKind.Number => Number(entry.Sense),
        LexiconKind.Word => new NameToken(word.Text, word.Key, entry.Sense, TokenKind.Generic, Weight(frequencies.Of(entry.Sense) is > 0 and var count ? count : settings.UnlistedGenericCount)),
        _ => OwnWord(word),
    };

    // Fund X and Fund XI: only where issues are numbered is a letter or two so surely a number.
    private void NumberIssues(List<NameToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var digits = tokens[i].Kind == TokenKind.Number ? tokens[i].Text : i == 0 ? null : tokens[i].Text switch { "i" => "1", "v" => "5", "x" => "10", "xi" => "11", _ => null };
            if (digits is not null)
                tokens[i] = new NameToken(digits, digits, null, TokenKind.Number, settings.SeriesNumberWeight);
        }
    }

    private NameToken Number(string digits) => new(digits, digits, null, TokenKind.Number, settings.NumberWeight);

    private NameToken? OwnWord(RawWord word)
    {
        var text = word.Text;
        if (Digits(text, word.Upper) is { } digits)
            return Number(digits);
        var count = frequencies.Of(text);
        if (count == 0 && text.Length > 4 && text[^1] == 's')
            count = frequencies.Of(text[..^1]);
        if (count > 0)
            return new NameToken(text, word.Key, null, count >= settings.GenericCount ? TokenKind.Generic : TokenKind.Core, Weight(count));
        if (lexicon.OneSlipAway(word.Key) is { } meant)
            return meant.Kind == LexiconKind.Legal ? null : new NameToken(text, word.Key, meant.Sense, TokenKind.Core, settings.SlipWeight);
        if (frequencies.HasOneSlipAway(word.Key))
            return new NameToken(text, word.Key, null, TokenKind.Core, settings.SlipWeight);
        var factor = text.Length switch { 1 => settings.LetterWeight, 2 => settings.TwoLetterWeight, _ => 1 };
        return new NameToken(text, word.Key, null, TokenKind.Core, factor * Weight(settings.RareCount));
    }

    private double Weight(double count) =>
        Math.Pow(Math.Log(TokenFrequencies.NamesInTotal / count) / Math.Log(TokenFrequencies.NamesInTotal), settings.RarityExponent);

    // 2, 2nd, No2 and II: the number two.
    private static string? Digits(string text, bool upper)
    {
        var digits = text.AsSpan().TrimEnd("stndrh");
        if (digits.Length > 0 && text.Length - digits.Length is 0 or 2 && !digits.ContainsAnyExceptInRange('0', '9'))
            return digits.TrimStart('0') is { Length: > 0 } trimmed ? trimmed.ToString() : "0";
        return !upper ? null : text switch
        {
            "ii" => "2",
            "iii" => "3",
            "iv" => "4",
            "vi" => "6",
            "vii" => "7",
            "viii" => "8",
            "ix" => "9",
            "xii" => "12",
            _ => null,
        };
    }
}
