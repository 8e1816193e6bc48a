namespace SupplyRisk.App.Auth;

/// <summary>The ways somebody can be known, by name.</summary>
internal static class Schemes
{
    /// <summary>Chooses one of the others by what the request brings.</summary>
    public const string Any = "any";

    /// <summary>A person, by the cookie of a session.</summary>
    public const string Session = "session";

    /// <summary>A program, by a key.</summary>
    public const string Key = "key";

    /// <summary>A program, by a token of the configured authority.</summary>
    public const string Bearer = "bearer";

    /// <summary>A fictional person of the demo.</summary>
    public const string Demo = "demo";

    /// <summary>Between password and second factor: opens nothing else.</summary>
    public const string HalfWay = "half-way";

    /// <summary>Between the provider of single sign-on and us: opens nothing else.</summary>
    public const string Provided = "provided";

    /// <summary>Single sign-on.</summary>
    public const string Provider = "provider";
}
