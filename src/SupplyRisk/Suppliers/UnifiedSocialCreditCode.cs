using System.Collections.Frozen;

namespace SupplyRisk.Suppliers;

/// <summary>
/// China's unified social credit code, GB 32100-2015: registering department, kind of body, six digits of administrative region,
/// nine characters of organisation code, one check character (modulo 31). I, O, S, V and Z do not occur.
/// </summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    // GB/T 2260, first two digits; 10 is used for bodies registered with the national authority.
    private static readonly FrozenSet<string> Provinces = FrozenSet.Create(
        "10", "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "71", "81", "82");

    /// <summary>Six digits of GB/T 2260 from a valid code: 65xxxx is Xinjiang (66xxxx its Production and Construction Corps).</summary>
    public static string Region(string code) => code[2..8];

    /// <summary>What is wrong with a code in canonical form, or null.</summary>
    public static string? Problem(string code)
    {
        if (code.Length != 18)
            return $"a unified social credit code has 18 characters, this has {code.Length}";
        if (code.FirstOrDefault(c => !Alphabet.Contains(c, StringComparison.Ordinal)) is var odd and not '\0')
            return $"'{odd}' does not occur in a unified social credit code (I, O, S, V and Z are left out)";
        if (!code[2..8].All(char.IsAsciiDigit) || !Provinces.Contains(code[2..4]))
            return $"characters 3 to 8 should be a Chinese region code, '{code[2..8]}' is none";
        var sum = Weights.Select((weight, i) => weight * Alphabet.IndexOf(code[i], StringComparison.Ordinal)).Sum();
        var check = Alphabet[(31 - (sum % 31)) % 31];
        return check == code[17] ? null : "the check character (the last) does not fit the rest: a character is mistyped";
    }
}
