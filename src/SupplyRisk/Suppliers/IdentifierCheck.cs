using System.Text;

namespace SupplyRisk.Suppliers;

/// <summary>Either an identifier that passed its check, or one sentence that says what is wrong with it. Exactly one of the two is not null.</summary>
public sealed record IdentifierCheck(ExternalIdentifier? Identifier, string? Problem)
{
    /// <summary>
    /// Checks a value as a list gives it. A number under "tax" that is a Chinese unified social credit code comes back as one,
    /// because since 2015 the two are the same number.
    /// </summary>
    /// <param name="scheme">What the list calls it.</param>
    /// <param name="value">As the list writes it, with blanks and separators.</param>
    /// <param name="country">The supplier's country (alpha-2), or null: it says whether a tax number is one of the European Union's.</param>
    public static IdentifierCheck Of(IdentifierScheme scheme, string value, string? country = null)
    {
        var code = Canonical(value);
        if (code.Length == 0)
            return new(null, "it has no letters or digits");
        if (scheme is IdentifierScheme.Vat && UnifiedSocialCreditCode.Problem(code) is null)
            scheme = IdentifierScheme.Uscc;
        var problem = scheme switch
        {
            IdentifierScheme.Lei => LeiProblem(code),
            IdentifierScheme.Duns => Digits(code, 9),
            IdentifierScheme.Uscc => UnifiedSocialCreditCode.Problem(code),
            IdentifierScheme.Gln => GlnProblem(code),
            IdentifierScheme.OsId => OsIdProblem(code),
            IdentifierScheme.Vat => VatNumber.Problem(code, country),
        };
        return problem is null ? new(new ExternalIdentifier(scheme, code), null) : new(null, problem);
    }

    /// <summary>Upper case, without blanks and separators; full-width forms made plain.</summary>
    private static string Canonical(string value)
    {
        var code = new StringBuilder(value.Length);
        foreach (var c in Spelling.WellFormed(value).Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c))
                code.Append(char.ToUpperInvariant(c));
        }
        return code.ToString();
    }

    // ISO 17442-1: letters count A=10 to Z=35, the number modulo 97 is 1 (ISO 7064).
    private static string? LeiProblem(string code)
    {
        if (code.Length != 20)
            return $"an LEI has 20 characters, this has {code.Length}";
        if (!code.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiDigit(code[18]) || !char.IsAsciiDigit(code[19]))
            return "an LEI is 18 letters or digits and two check digits";
        return Mod97(code) == 1 ? null : "the check digits (the last two) do not fit the rest: a character is mistyped";
    }

    internal static int Mod97(string code) => code.Aggregate(0, (rest, c) =>
        char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97);

    // GS1: weights 3 and 1 from the right, sum with the check digit divisible by 10.
    private static string? GlnProblem(string code)
    {
        if (Digits(code, 13) is { } problem)
            return problem;
        var sum = code.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return sum % 10 == 0 ? null : "the check digit (the last) does not fit the rest: a digit is mistyped";
    }

    // Country, year, day of the year, six characters: CN2021250D1DTN7.
    private static string? OsIdProblem(string code)
    {
        if (code.Length != 15)
            return $"an OS ID has 15 characters, this has {code.Length}";
        if (CountryNames.English(code[..2]) is null)
            return $"an OS ID starts with a country code, '{code[..2]}' is none";
        if (!code.All(char.IsAsciiLetterOrDigit) || !code[2..9].All(char.IsAsciiDigit)
            || string.CompareOrdinal(code[6..9], "001") < 0 || string.CompareOrdinal(code[6..9], "366") > 0)
            return "an OS ID is a country code, a year, a day of the year and six letters or digits";
        return null;
    }

    private static string? Digits(string code, int count)
    {
        if (!code.All(char.IsAsciiDigit))
            return $"it should be {count} digits and holds other characters";
        if (code.Length == count)
            return null;
        var hint = code.Length < count ? "; a spreadsheet may have dropped leading zeros" : "";
        return $"it should be {count} digits, this has {code.Length}{hint}";
    }
}
