using Npgsql;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Setup;

/// <summary>
/// What the environment and <c>appsettings.json</c> say of an installation, the same for the web application and for every command:
/// <c>Data__Postgres</c>, <c>Data__PasswordFile</c>, <c>Screening__Lease</c>, <c>Search__Elasticsearch__Nodes</c>,
/// <c>Watchlists__Lists__uflpa__Address</c>.
/// </summary>
internal static class Configured
{
    public static IConfiguration Read() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();

    /// <exception cref="UnusableInputException">A value cannot be used. No value of a connection is ever part of the message.</exception>
    public static InstallationOptions Installation(string dataFolder, RulesetFolders rulesets)
    {
        var configuration = Read();
        return new InstallationOptions
        {
            DataFolder = dataFolder,
            RulesetFolder = rulesets.Shipped,
            OwnRulesets = rulesets.Own,
            Postgres = Postgres(configuration),
            Lease = Lease(configuration["Screening:Lease"]),
            Elasticsearch = SearchConfiguration.Read(configuration),
            Fetching = WatchlistConfiguration.Read(configuration),
            Notifications = NotificationConfiguration.Read(configuration),
        };
    }

    internal static string? Postgres(IConfiguration configuration)
    {
        var (address, passwordFile) = (configuration["Data:Postgres"], configuration["Data:PasswordFile"]);
        if (string.IsNullOrWhiteSpace(address))
            return passwordFile is null ? null : throw new UnusableInputException("Data:PasswordFile is set, but Data:Postgres is not: say which server it is for.");
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(address);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The reason may quote the text, and the text may hold a password.
            throw new UnusableInputException("Data:Postgres is not a PostgreSQL connection string; write it as Host=db.example.com;Database=supplyrisk;Username=supplyrisk.");
        }
        if (string.IsNullOrEmpty(parts.Host)) throw new UnusableInputException("Data:Postgres names no Host.");
        if (passwordFile is not null) parts.Password = Password(passwordFile);
        parts.ApplicationName ??= "SupplyRisk";
        parts.PersistSecurityInfo = false;
        parts.IncludeErrorDetail = false; // it would quote rows
        return parts.ConnectionString;
    }

    private static string Password(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"Data:PasswordFile {file} cannot be read: {e.Message}");
        }
    }

    private static TimeSpan? Lease(string? text) =>
        text is null ? null
        : TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var lease) && lease >= TimeSpan.FromSeconds(1) && lease <= TimeSpan.FromHours(1) ? lease
        : throw new UnusableInputException($"Screening:Lease '{text}' is not a time between a second and an hour, e.g. 00:02:00.");
}
