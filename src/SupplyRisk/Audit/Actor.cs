namespace SupplyRisk.Audit;

/// <summary>Who does something. Every handler takes one; it decides what may be seen and done, and stands in the audit record.</summary>
/// <param name="Id">Lasting id, e.g. <c>local-administrator</c>.</param>
/// <param name="Name">As shown.</param>
public sealed record Actor(string Id, string Name)
{
    /// <summary>Whoever holds the data folder, by way of a command.</summary>
    public static readonly Actor LocalAdministrator = new("local-administrator", "Local administrator") { Roles = [Role.Administrator] };

    /// <summary>The scheduled job.</summary>
    public static readonly Actor Schedule = new("schedule", "Scheduled job") { Roles = [Role.Administrator], From = "schedule" };

    /// <summary>Suppliers this actor may see; null is all of them.</summary>
    public IReadOnlySet<Guid>? Suppliers { get; init; }

    /// <summary>True where nothing of the portfolio is hidden: only then are figures over all of it shown.</summary>
    public bool SeesAll => Suppliers is null;

    /// <summary>What the actor is; with none it may only look.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Rights given one by one, beside those of its roles: a key has these alone.</summary>
    public IReadOnlySet<Right> Rights { get; init; } = new HashSet<Right>();

    /// <summary>Where from, for the record: <c>command</c>, or the way and the address, e.g. <c>page 203.0.113.7</c>.</summary>
    public string From { get; init; } = "command";

    public bool May(Right right) => Rights.Contains(right) || Roles.Any(r => RoleRights.Of(r).Contains(right));

    /// <returns>The refusal to answer with, or null if the actor may.</returns>
    public Refusal? Lacks(Right right) => May(right) ? null
        : new(RefusalKind.Forbidden, "not_allowed", $"{Name} has no right to {Words.Snake(right).Replace('_', ' ')}. An administrator can give a role that has it.");
}
