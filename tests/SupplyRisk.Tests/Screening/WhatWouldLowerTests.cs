using SupplyRisk.Audit;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening;

/// <summary>What would lower the band of a kept screening.</summary>
public sealed class WhatWouldLowerTests() : HandlerTest(Store.Sqlite)
{
    [Fact]
    public async Task Starts_from_the_kept_score_and_names_the_remedy()
    {
        await Receipts.WriteReceiptsTests.ScreenedAsync(It);
        var row = await It.ReportAsync("S-500");
        var found = (await LowerAsync("S-500"))!;
        (found.RiskScore, Words.Snake(found.Band)).ShouldBe((row.RiskScore, row.Band));
        found.Changes.ShouldContain(c => c.Kind == ChangeKind.Remedy && c.Indicator == Indicator.RetentionOfIdentityDocuments);
    }

    [Fact]
    public async Task What_stands_up_the_chain_stays()
    {
        await Receipts.WriteReceiptsTests.ScreenedAsync(It);
        (await LowerAsync("S-100"))!.Stays.ShouldContain(c => c.Rule == "network.upstream-trigger");
    }

    [Fact]
    public async Task A_hard_trigger_leaves_nothing_to_change()
    {
        await Receipts.WriteReceiptsTests.ScreenedAsync(It);
        var found = (await LowerAsync("S-400"))!;
        (found.Band, found.ToBand, found.Changes.Count).ShouldBe((Band.Critical, null, 0));
    }

    [Fact]
    public async Task Says_nothing_of_what_was_never_screened_or_may_not_be_seen()
    {
        await Receipts.WriteReceiptsTests.ScreenedAsync(It);
        (await It.Get<WhatWouldLower>().HandleAsync(Actor.LocalAdministrator, Guid.Empty, Ct)).ShouldBeNull();
        var nobody = Actor.LocalAdministrator with { Suppliers = new HashSet<Guid>() };
        (await It.Get<WhatWouldLower>().HandleAsync(nobody, await It.SupplierIdAsync("S-500"), Ct)).ShouldBeNull();
    }

    private async Task<Counterfactual?> LowerAsync(string ownId) =>
        await It.Get<WhatWouldLower>().HandleAsync(Actor.LocalAdministrator, await It.SupplierIdAsync(ownId), Ct);
}
