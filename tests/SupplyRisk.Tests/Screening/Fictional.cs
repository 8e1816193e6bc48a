namespace SupplyRisk.Tests.Screening;

/// <summary>Small lists and documents of made-up companies.</summary>
internal static class Fictional
{
    public const string ListedLei = "FICT00MT001132DEMO03";

    /// <summary>A supplier with a listed number three links away from a buyer, and two that have nothing to do with it.</summary>
    public const string Chain = $"""
        Supplier ID,Supplier name,Country,City,Products,LEI,Supplies
        S-100,Paper Lantern Mills,DE,Bayreuth,bed linen,,
        S-200,Walking Teapot Ltd,BD,Savar,knitted shirts,,S-100
        S-300,Third Moon Spinning,IN,Tiruppur,cotton yarn,,S-200
        S-400,Unlike Anything Ginning,KZ,Almaty,cotton lint,{ListedLei},S-300
        S-500,Fifth Kettle Ltd,VN,Hanoi,kettles,,
        S-600,Blue Umbrella Foundry,MX,Puebla,umbrellas,,
        """;

    public const string Listed = $"id,name,country,identifiers\ne-1,Glass Whale Silicon Industry,CN,lei:{ListedLei}";

    /// <summary>A list with an entry that bears the name of S-600.</summary>
    public const string Namesake = Listed + "\ne-2,Blue Umbrella Foundry,MX,";

    public const string Fees = "Workers paid recruitment fees of NPR 120,000 to an agent in Kathmandu.";

    public const string Passports = "The passports of all migrant workers are kept by the employer in a locked safe.";

    public const string Debt = "Workers cannot leave the mill until the advance is repaid.";

    public static string Report(string auditDate, params string[] sentences) => $"""
        SMETA Audit Report

        Date of audit: {auditDate}

        The auditors visited the site and spoke with workers in the canteen.

        {string.Join("\n\n", sentences)}
        """;
}
