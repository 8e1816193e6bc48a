using System.Text;

namespace SupplyRisk.Search;

/// <summary>Cuts text into the tokens that are indexed and looked for. The one place for it: texts, queries and highlighting, in every index, go through here.</summary>
/// <remarks>
/// Words are runs of letters and digits in lower case without accents. Scripts that leave no spaces between words give one token a
/// character, found again as phrases, so that a word of any length is found and nothing depends on a dictionary. There is no
/// stemming and no stop word: texts come in too many languages for one of them to be right.
/// </remarks>
public static class SearchAnalysis
{
    /// <summary>Raised with every change of what this yields: an index filled before has to be rebuilt.</summary>
    public const int Version = 1;

    /// <summary>Longer words are cut here, in texts and queries alike.</summary>
    public const int MaxTokenLength = 128;

    /// <summary>Stands between two values in one indexed text so that no phrase reaches across. Analysis never yields it.</summary>
    public const char ValueBreak = '¦';

    /// <summary>The tokens of a text, in order; empty if it holds no letter or digit.</summary>
    public static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var reader = new TokenReader(text);
        while (reader.Next())
            tokens.Add(reader.Token.ToString());
        return tokens;
    }

    /// <summary>Two values of a field are the same if their keys are.</summary>
    public static string Key(string value) => string.Join(' ', Tokens(value));

    /// <summary>The texts as an index takes them: tokens apart by one space, values apart by <see cref="ValueBreak"/>. Needs nothing of the index but splitting at spaces.</summary>
    public static string IndexText(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            if (text.Length > 0)
                text.Append(ValueBreak).Append(' ');
            var reader = new TokenReader(value);
            while (reader.Next())
                text.Append(reader.Token).Append(' ');
        }
        return text.ToString();
    }
}

/// <summary>Reads a text token by token, with the place of each in the text.</summary>
internal ref struct TokenReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly char[] _token = new char[SearchAnalysis.MaxTokenLength + 8];
    private int _length;
    private int _at;

    /// <summary>Good until <see cref="Next"/> is called again.</summary>
    public readonly ReadOnlySpan<char> Token => _token.AsSpan(0, _length);

    /// <summary>First UTF-16 offset of the token in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Offset after its last unit, marks included.</summary>
    public int End { get; private set; }

    /// <summary>False at the end of the text.</summary>
    public bool Next()
    {
        _length = 0;
        while (_at < _text.Length)
        {
            var size = 1;
            var c = _text[_at];
            if (c < 0x80)
            {
                // The way of most characters, without the tables.
                if (char.IsAsciiLetterOrDigit(c))
                {
                    if (_length == 0)
                        Start = _at;
                    if (_length < SearchAnalysis.MaxTokenLength)
                        _token[_length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
                    End = ++_at;
                    continue;
                }
                if (_length > 0)
                    return true;
                _at++;
                continue;
            }
            LetterClass kind;
            string folded;
            if (char.IsHighSurrogate(c) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]))
            {
                size = 2;
                kind = LetterFolding.Fold(new Rune(c, _text[_at + 1]), out folded);
            }
            else
            {
                kind = LetterFolding.Fold(c, out folded);
            }

            switch (kind)
            {
                case LetterClass.Word:
                    if (_length == 0)
                        Start = _at;
                    Append(folded, size);
                    break;
                case LetterClass.Single:
                    if (_length > 0)
                        return true;
                    Start = _at;
                    Append(folded, size);
                    TakeMarks();
                    return true;
                case LetterClass.Mark when _length > 0:
                    Append(folded, size);
                    break;
                case LetterClass.Ignored when _length > 0:
                    _at += size;
                    // An accent belongs to the letter before it; a joiner at the end of a word is no part of it, which nobody sees.
                    End = _at;
                    break;
                case LetterClass.Separator when _length > 0:
                    return true;
                default:
                    _at += size;
                    break;
            }
        }
        return _length > 0;
    }

    private void TakeMarks()
    {
        while (_at < _text.Length)
        {
            var kind = LetterFolding.Fold(_text[_at], out var folded);
            if (kind is not (LetterClass.Mark or LetterClass.Ignored))
                return;
            Append(folded, 1);
        }
    }

    private void Append(string folded, int size)
    {
        foreach (var c in folded)
        {
            // Whole characters up to the limit; what comes after is dropped but still belongs to the token's place.
            if (_length < SearchAnalysis.MaxTokenLength || (char.IsLowSurrogate(c) && _length == SearchAnalysis.MaxTokenLength))
                _token[_length++] = c;
        }
        _at += size;
        End = _at;
    }
}
