using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>The web application with single sign-on and tokens of an <see cref="IdentityProvider"/>.</summary>
public sealed class ProvidedApp : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("supplyrisk-provider-").FullName;
    private WebApplication? app;

    internal IdentityProvider Provider { get; } = new();

    internal IServiceProvider Services => app!.Services; // started before any test

    internal Uri Address => new(app!.Urls.First());

    public async ValueTask InitializeAsync()
    {
        await Provider.StartAsync();
        var secret = Path.Combine(folder, "client-secret");
        await File.WriteAllTextAsync(secret, IdentityProvider.Secret + "\n");
        app = WebHost.Build(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets }, new Listening(0), null, new Dictionary<string, string?>
        {
            ["SignIn:Provider:Name"] = "Fictional Directory",
            ["SignIn:Provider:Authorization"] = $"{Provider.Address}/authorize",
            ["SignIn:Provider:Token"] = $"{Provider.Address}/token",
            ["SignIn:Provider:UserInfo"] = $"{Provider.Address}/userinfo",
            ["SignIn:Provider:ClientId"] = IdentityProvider.Client,
            ["SignIn:Provider:ClientSecretFile"] = secret,
            ["SignIn:Bearer:Authority"] = Provider.Address,
            ["SignIn:Bearer:Audience"] = IdentityProvider.Audience,
        });
        await app.Services.MigrateAsync(CancellationToken.None);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        await Provider.DisposeAsync();
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "supplyrisk.db")};Default Timeout=30;Pooling=True");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser with cookies of its own, as it were; it goes nowhere by itself.</summary>
    internal HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };

    internal async Task<Person> InvitedAsync(string email, params Role[] roles) =>
        (await Services.GetRequiredService<InvitePerson>().InviteAsync(Actor.LocalAdministrator, new InvitationRequest(email, "Ada Example", roles.Length == 0 ? [Role.ReadOnly] : roles, []), CancellationToken.None)).Value.Person;

    internal async Task<T> AskAsync<T>(Func<SupplyRiskDb, Task<T>> ask)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync();
        return await ask(db);
    }
}
