using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening;

/// <summary>The rules an installation screens by: the shipped ones, and over them the customer's own as last published.</summary>
/// <param name="bundle">What holds until the published rules are read.</param>
/// <param name="folders">Where they were read from.</param>
/// <param name="asTheyStand">True if the folders were read as they stand on disk, whatever is published.</param>
public sealed class ActiveRulesets(RulesetBundle bundle, RulesetFolders folders, bool asTheyStand = false)
{
    private State state = new(bundle, PublishedRules.None, []);

    public ActiveRulesets(RulesetBundle bundle, string folder)
        : this(bundle, new RulesetFolders(folder))
    {
    }

    public RulesetBundle Current => state.Bundle;

    /// <summary>Where the shipped ones were read from.</summary>
    public string Folder => Folders.Shipped;

    public RulesetFolders Folders { get; } = folders;

    /// <summary>What was published last, or nothing.</summary>
    public PublishedRules Published => state.Published;

    /// <summary>Why the customer's own rules are not in force as they were published or first found; empty if they are, or if there are none.</summary>
    public IReadOnlyList<string> Problems => state.Problems;

    /// <summary>Takes over what was published meanwhile, here or by another instance. If it does not load, the shipped rules hold and <see cref="Problems"/> says why.</summary>
    public async Task RefreshAsync(SupplyRiskDb db, CancellationToken ct)
    {
        if (asTheyStand) return;
        var hash = await db.Settings.Where(s => s.Key == PublishedRules.HashKey).Select(s => s.Value).FirstOrDefaultAsync(ct);
        if (hash is null || hash == Published.Hash) return;
        var published = await PublishedRules.LoadAsync(db, ct);
        var load = RulesetLoader.Load([.. RulesetFolder.Read(Folder), .. published.Files]);
        state = load.Bundle is { } bundle
            ? new State(bundle, published, [])
            : new State(Shipped(), published, [.. load.Issues.Select(i => i.ToString())]);
    }

    /// <summary>Says why the own folder is not in force; what holds goes on to hold.</summary>
    public void Refuse(IReadOnlyList<string> problems) => state = state with { Problems = problems };

    private RulesetBundle Shipped() =>
        RulesetLoader.Load(RulesetFolder.Read(Folder)).Bundle ?? throw new InvalidOperationException("The shipped rulesets have problems.");

    // Read by many threads while one changes it: always as a whole.
    private sealed record State(RulesetBundle Bundle, PublishedRules Published, IReadOnlyList<string> Problems);
}
