using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Tests.Installed;

/// <summary>A test of handlers on one store; each test has an installation of its own.</summary>
public abstract class HandlerTest(Store store) : IAsyncLifetime
{
    private TestInstallation? installation;

    internal TestInstallation It => installation ?? throw new InvalidOperationException("Not started.");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Store Store => store;

    public async ValueTask InitializeAsync() => installation = await TestInstallation.StartAsync(store);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (installation is not null) await installation.DisposeAsync();
    }

    /// <summary>Rows a table has.</summary>
    private protected Task<int> CountAsync<T>()
        where T : class => It.ReadAsync(db => db.Set<T>().CountAsync(Ct));

    /// <summary>Pending work as <c>kind own-id reason</c>, sorted.</summary>
    private protected Task<List<string>> WorkAsync() => It.ReadAsync(async db =>
    {
        var rows = await (from w in db.Work join s in db.Suppliers on w.Key equals s.Id select w.Kind + " " + s.OwnId + " " + w.Reason).ToListAsync(Ct);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    });

    /// <summary>Works the pending rows off without looking at them.</summary>
    private protected Task ForgetWorkAsync() => It.ReadAsync(async db =>
    {
        await db.Outbox.ExecuteDeleteAsync(Ct);
        return await db.Work.ExecuteDeleteAsync(Ct);
    });
}
