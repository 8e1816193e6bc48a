using SupplyRisk.Audit;
using SupplyRisk.People;

namespace SupplyRisk.App.Pages;

/// <summary>Who a request acts as.</summary>
internal static class CurrentActor
{
    private static readonly object Key = new(), SignedInKey = new();

    /// <summary>Who acts. Only where signing in was asked for, which is everywhere that does not say otherwise.</summary>
    public static Actor Actor(this HttpContext http) => http.ActorOrNull() ?? throw new InvalidOperationException($"{http.Request.Path} was reached by nobody.");

    /// <returns>Null where nobody is signed in.</returns>
    public static Actor? ActorOrNull(this HttpContext http) => http.Items[Key] as Actor;

    /// <returns>The person signed in with their session; null for keys, tokens and the demo.</returns>
    public static SignedIn? SignedIn(this HttpContext http) => http.Items[SignedInKey] as SignedIn;

    /// <summary>Somebody who is not known yet, for the record.</summary>
    public static Actor Nobody(this HttpContext http) => new("nobody", "Nobody signed in") { From = http.From("page") };

    public static void SetActor(this HttpContext http, Actor actor) =>
        http.Items[Key] = actor with { From = http.From(http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? "api" : "page") };

    public static void SetSignedIn(this HttpContext http, SignedIn person)
    {
        http.Items[SignedInKey] = person;
        http.SetActor(person.Actor);
    }

    public static string Address(this HttpContext http) => http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";

    private static string From(this HttpContext http, string way) => $"{way} {http.Address()}".TrimEnd();
}
