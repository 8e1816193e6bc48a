using System.Text.RegularExpressions;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Redacting;

namespace SupplyRisk.Review.Actions;

/// <summary>What a person says of an action.</summary>
/// <param name="Found">What was found; stays inside.</param>
/// <param name="Asked">What the supplier is asked, in words for it; null or empty keeps the action to ourselves.</param>
/// <param name="Owner">Who sees to it on our side.</param>
/// <param name="Amount">Money to be paid to the people concerned, all together.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="People">How many it concerns.</param>
public sealed record ActionDetails(
    RemedyKind Kind, string Found, string? RootCause, string? Asked, string Owner, DateOnly? Due, decimal? Amount, string? Currency, int? People)
{
    private const int MostLetters = 4_000, MostOwner = 200;
    private const decimal MostMoney = 1_000_000_000_000m;

    public decimal? AmountDone { get; init; }

    public int? PeopleDone { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    internal List<Refusal> Check(Redaction toSupplier, bool stateImposed)
    {
        var no = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(Found)) no.Add(ActionErrors.FoundMissing());
        if (string.IsNullOrWhiteSpace(Owner)) no.Add(ActionErrors.OwnerMissing());
        if (Found?.Length > MostLetters) no.Add(ActionErrors.TooLong("found", MostLetters));
        if (RootCause?.Length > MostLetters) no.Add(ActionErrors.TooLong("root_cause", MostLetters));
        if (Asked?.Length > MostLetters) no.Add(ActionErrors.TooLong("asked", MostLetters));
        if (Owner?.Length > MostOwner) no.Add(ActionErrors.TooLong("owner", MostOwner));
        if (!IsMoney(Amount)) no.Add(ActionErrors.NoAmount("amount"));
        if (!IsMoney(AmountDone)) no.Add(ActionErrors.NoAmount("amount_done"));
        if ((Amount ?? AmountDone) is not null && (Currency is not { } currency || !Currencies.IsCode(currency))) no.Add(ActionErrors.CurrencyMissing());
        if (People is <= 0) no.Add(ActionErrors.NoPeople("people"));
        if (PeopleDone is < 0) no.Add(ActionErrors.NoPeople("people_done"));
        if (PeopleDone > People) no.Add(ActionErrors.TooMany());
        if (stateImposed && Kind is not (RemedyKind.OriginShown or RemedyKind.Other)) no.Add(ActionErrors.NotAtTheSite());
        no.AddRange(CheckAsked(toSupplier, Asked));
        return no;
    }

    /// <summary>What is wrong with words for a supplier.</summary>
    internal static IEnumerable<Refusal> CheckAsked(Redaction toSupplier, string? asked)
    {
        if (string.IsNullOrWhiteSpace(asked)) yield break;
        if (toSupplier.Text(asked) is null) yield return ActionErrors.HeldBack();
        if (ActionWording.AgainstPeople().IsMatch(asked)) yield return ActionErrors.AgainstPeople();
    }

    private static bool IsMoney(decimal? amount) => amount is null or (> 0 and <= MostMoney) && (amount is null || decimal.Round(amount.Value, 4) == amount);
}

/// <summary>Words that nobody here may send.</summary>
internal static partial class ActionWording
{
    /// <summary>Fewer migrants, none hired, or people sent away.</summary>
    [GeneratedRegex(@"\b(?:fewer|less|no\s+more|no|reduc\w{1,4}|limit\w{0,3}|replac\w{1,4}|dismiss\w{0,3}|fir(?:e|ing)|terminat\w{1,4}|deport\w{0,4}|repatriat\w{1,4}|avoid\w{0,3}|exclud\w{1,4}|stop\w{0,4}\s+(?:hiring|recruiting|employing|using)|(?:do\s+not|don't|never)\s+(?:hire|recruit|employ|use))\s+(?:\p{L}{1,16}\s+){0,5}(?:migrants?|foreign\s+workers?|foreigners?|(?:migrant|foreign)\s+(?:labou?r|staff|employees?|workforce))\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    internal static partial Regex AgainstPeople();
}
