namespace SupplyRisk.Suppliers;

/// <summary>
/// VAT and tax numbers. With a country in front the published shape and check digits of that country hold; a bare number is
/// checked for length only, since it may be any kind of tax number.
/// </summary>
internal static class VatNumber
{
    private const string WrongCheck = "the check digits do not fit the rest: a character is mistyped";
    private const string Member = "AT BE BG CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI";

    public static string? Problem(string code, string? country)
    {
        if (code.Length is < 4 or > 25)
            return $"a VAT or tax number has 4 to 25 characters, this has {code.Length}";
        if (!code.Any(char.IsDigit))
            return "a VAT or tax number has digits";
        if (!IsMember(code[..2]))
            return null;
        // A Mexican number may begin with DE or ES too: outside the union's members those letters are no country.
        if (country is not null && !IsMember(country))
            return null;
        var number = code[2..];
        return code[..2] switch
        {
            "DE" => Shape(number, 9, "DE") ?? Check(GermanCheck(number)),
            "FR" => FrenchProblem(number),
            "GB" or "XI" => BritishProblem(number),
            "ES" => SpanishProblem(number),
            "IT" => Shape(number, 11, "IT") ?? Check(Luhn(number)),
            "NL" => DutchProblem(code),
            "BE" => Shape(number, 10, "BE") ?? Check(97 - (Number(number[..8]) % 97) == Number(number[8..])),
            "PT" => Shape(number, 9, "PT") ?? Check(PortugueseCheck(number)),
            "PL" => Shape(number, 10, "PL") ?? Check(Weighted(number, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == number[9] - '0'),
            "AT" => number.Length == 9 && number[0] == 'U' && Digits(number[1..]) ? null : "an Austrian VAT number is ATU and 8 digits",
            "RO" => number.Length is >= 2 and <= 10 && Digits(number) ? null : "a VAT number of RO is RO and 2 to 10 digits",
            _ => number.Length is >= 7 and <= 12 ? null : $"a VAT number of {code[..2]} has 7 to 12 characters after the country, this has {number.Length}",
        };
    }

    private static bool IsMember(string country) =>
        char.IsAsciiLetter(country[0]) && char.IsAsciiLetter(country[1]) && Member.Contains(country, StringComparison.Ordinal);

    private static string? Check(bool fits) => fits ? null : WrongCheck;

    private static string? Shape(string number, int digits, string country) =>
        number.Length == digits && Digits(number) ? null : $"a VAT number of {country} is {country} and {digits} digits";

    private static bool Digits(string text) => text.All(char.IsAsciiDigit);

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static int Weighted(string number, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * (number[i] - '0');
        return sum;
    }

    // ISO 7064 MOD 11,10
    private static bool GermanCheck(string number)
    {
        var product = 10;
        foreach (var c in number[..8])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == number[8] - '0';
    }

    // Two characters of key, nine digits of SIREN; with a numeric key, key = (12 + 3 (SIREN mod 97)) mod 97.
    private static string? FrenchProblem(string number)
    {
        if (number.Length != 11 || !Digits(number[2..]))
            return "a VAT number of FR is FR, two characters and 9 digits";
        return Digits(number[..2]) && (12 + (3 * (Number(number[2..]) % 97))) % 97 != Number(number[..2]) ? WrongCheck : null;
    }

    // Modulo 97 of the weighted digits, or the same plus 55 for numbers given out since 2010; government and health bodies are GD or HA and 3 digits.
    private static string? BritishProblem(string number)
    {
        if (number.Length == 5 && number[..2] is "GD" or "HA")
            return null;
        if (number.Length is not (9 or 12) || !Digits(number))
            return "a VAT number of GB is GB and 9 or 12 digits";
        var sum = Weighted(number, 8, 7, 6, 5, 4, 3, 2) + (int)Number(number[7..9]);
        return sum % 97 == 0 || (sum + 55) % 97 == 0 ? null : WrongCheck;
    }

    // Companies: letter, 7 digits, check (digit or letter); people: 8 digits and letter, or X, Y, Z for foreigners.
    private static string? SpanishProblem(string number)
    {
        const string shape = "a VAT number of ES is ES and 9 characters, with a letter first or last";
        const string letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (number.Length != 9 || !Digits(number[1..8]))
            return shape;
        if (char.IsAsciiDigit(number[0]) || number[0] is 'X' or 'Y' or 'Z')
        {
            var first = number[0] switch { 'X' => '0', 'Y' => '1', 'Z' => '2', var digit => digit };
            return Check(letters[(int)(Number(first + number[1..8]) % 23)] == number[8]);
        }
        if (!"ABCDEFGHJKLMNPQRSUVW".Contains(number[0], StringComparison.Ordinal))
            return shape;
        var sum = number[1..8].Select((c, i) => i % 2 == 0 ? Doubled(c - '0') : c - '0').Sum();
        var check = (10 - (sum % 10)) % 10;
        // K, L and M are people without the usual number, checked otherwise.
        return number[0] is 'K' or 'L' or 'M' ? null : Check(number[8] - '0' == check || "JABCDEFGHI"[check] == number[8]);
    }

    // NL, 9 digits, B, 2 digits: modulo 11 of the nine, or since 2020 modulo 97 of the whole.
    private static string? DutchProblem(string code)
    {
        var number = code[2..];
        if (number.Length != 12 || number[9] != 'B' || !Digits(number[..9]) || !Digits(number[10..]))
            return "a VAT number of NL is NL, 9 digits, B and 2 digits";
        return Check(Weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == number[8] - '0' || IdentifierCheck.Mod97(code) == 1);
    }

    private static bool PortugueseCheck(string number)
    {
        var rest = Weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (rest < 2 ? 0 : 11 - rest) == number[8] - '0';
    }

    private static bool Luhn(string number) =>
        number.Select((c, i) => i % 2 == 1 ? Doubled(c - '0') : c - '0').Sum() % 10 == 0;

    private static int Doubled(int digit) => digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
}
