namespace SupplyRisk.Rules.Model;

/// <summary>Ages in months begun, so that freshness falls in steps and not daily.</summary>
public static class Age
{
    /// <summary>The smallest number of months that leads from <paramref name="date"/> to <paramref name="asOf"/> or beyond; 0 for the same day and for dates ahead.</summary>
    public static int InMonths(DateOnly date, DateOnly asOf)
    {
        if (date >= asOf) return 0;
        var months = ((asOf.Year - date.Year) * 12) + asOf.Month - date.Month;
        return date.AddMonths(months) >= asOf ? months : months + 1;
    }
}
