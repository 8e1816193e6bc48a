namespace SupplyRisk.Matching.Names;

/// <summary>A spelling reduced to what transliterations of one word share. Of a-z and 0-9 in, the same out.</summary>
internal static class SoundKey
{
    /// <summary>Short words stay as they are: reduced, they would all look alike.</summary>
    internal const int ShortestReduced = 5;

    internal static string Of(string text)
    {
        if (text.Length < ShortestReduced)
            return text;
        Span<char> key = stackalloc char[text.Length * 2];
        var length = Reduce(text, key);
        length = WithoutAdjectiveEnding(key[..length]);
        return length < 3 ? text : new string(key[..length]);
    }

    // Murom and Muromskiy, Izhevsk and Izhevskaya: a Slavic place as noun and as adjective.
    private static int WithoutAdjectiveEnding(ReadOnlySpan<char> key)
    {
        foreach (var ending in AdjectiveEndings)
        {
            if (key.Length >= ending.Length + 4 && key.EndsWith(ending))
                return key.Length - ending.Length;
        }
        return key.Length;
    }

    private static readonly string[] AdjectiveEndings = ["skogo", "skaia", "skoi", "skoe", "skii", "skij", "skie", "skih", "ski", "sko", "ske", "ska", "sk"];

    /// <summary>The consonants of a key, the first letter kept.</summary>
    internal static string Skeleton(string key)
    {
        Span<char> consonants = stackalloc char[key.Length];
        var length = 0;
        for (var i = 0; i < key.Length; i++)
        {
            if (i == 0 && IsVowel(key[0]))
                consonants[length++] = 'a'; // any vowel at the front sounds alike across scripts without vowels
            else if (!IsVowel(key[i]))
                consonants[length++] = key[i];
        }
        return new string(consonants[..length]);
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static int Reduce(string s, Span<char> key)
    {
        var length = 0;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            var next = i + 1 < s.Length ? s[i + 1] : '\0';
            var after = i + 2 < s.Length ? s[i + 2] : '\0';
            switch (c)
            {
                case 's' when next == 'h' && after == 'c' && i + 3 < s.Length && s[i + 3] == 'h': Put(key, ref length, 's'); i += 3; break;
                case 's' when next == 'c' && after == 'h': Put(key, ref length, 's'); i += 2; break;
                case 's' when next == 'h': Put(key, ref length, 's'); i++; break;
                case 'z' when next == 'h': Put(key, ref length, 'z'); i++; break;
                case 'c' when next == 'h': Put(key, ref length, 'c'); i++; break;
                case 'c' when next == 'k': Put(key, ref length, 'k'); i++; break;
                case 'k' when next == 'h': Put(key, ref length, 'h'); i++; break;
                case 'g' when next == 'h': Put(key, ref length, 'g'); i++; break;
                case 'p' when next == 'h': Put(key, ref length, 'f'); i++; break;
                case 't' when next == 'h': Put(key, ref length, 't'); i++; break;
                case 'd' when next == 'h': Put(key, ref length, 'd'); i++; break;
                case 'd' when next == 'j': Put(key, ref length, 'j'); i++; break;
                case 't' when next is 's' or 'z': Put(key, ref length, 'c'); i++; break;
                case 'c' when next == 'z': Put(key, ref length, 'c'); i++; break;
                case 'c' when next is 'e' or 'i' or 'y': Put(key, ref length, 'c'); break;
                case 'c' or 'q': Put(key, ref length, 'k'); break;
                case 'x': Put(key, ref length, 'k'); Put(key, ref length, 's'); break;
                case 'w': Put(key, ref length, 'v'); break;
                case 'o' when next is 'u' or 'o': Put(key, ref length, 'u'); i++; break;
                case 'e' when next == 'e': Put(key, ref length, 'i'); i++; break;
                case 'u' or 'o' or 'a' when next == 'e' && after != '\0': Put(key, ref length, c); i++; break;
                case 'y' or 'i' or 'j' when next == 'e': break; // ye, ie, je: e
                case 'y': Put(key, ref length, 'i'); break;
                case 'j' when length > 0 && IsVowel(key[length - 1]) && !IsVowel(next): Put(key, ref length, 'i'); break;
                case 'h' when length > 0 && IsVowel(key[length - 1]) && !IsVowel(next): break;
                default: Put(key, ref length, c); break;
            }
        }
        return length;
    }

    private static void Put(Span<char> key, ref int length, char c)
    {
        if (length == 0 || key[length - 1] != c || char.IsAsciiDigit(c))
            key[length++] = c;
    }
}
