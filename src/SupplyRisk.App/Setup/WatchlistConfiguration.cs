using Quartz;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Setup;

/// <summary>Reads the section <c>Watchlists</c>: which lists are fetched. Without it none is, and their files are handed over.</summary>
internal static class WatchlistConfiguration
{
    private const string Section = "Watchlists";

    private static readonly string[] Known = ["Lists", "AllowPrivateAddresses", "Timeout"];
    private static readonly string[] KnownOfList = ["Source", "Address", "Schedule", "IncludePersons", "Mapping", "Authorization", "AuthorizationFile"];

    /// <exception cref="UnusableInputException">Something in the section cannot be used; all of it is named, without any secret.</exception>
    public static FetchOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var problems = Unknown(section, Known);
        var options = new FetchOptions
        {
            AllowPrivateAddresses = Flag(section, "AllowPrivateAddresses", problems),
            Timeout = Time(section["Timeout"], problems),
        };
        options = options with { Lists = [.. section.GetSection("Lists").GetChildren().Select(l => List(l, options.AllowPrivateAddresses, problems)).OfType<FetchedList>().OrderBy(l => l.Name, StringComparer.Ordinal)] };
        return problems.Count == 0 ? options : throw new UnusableInputException(problems);
    }

    private static FetchedList? List(IConfigurationSection section, bool allowPrivate, List<string> problems)
    {
        var before = problems.Count;
        problems.AddRange(Unknown(section, KnownOfList));
        // A shell's variable cannot hold the hyphen of ofac-sdn.
        var name = WatchlistSources.Find(section.Key.Replace('_', '-').ToLowerInvariant())?.Id ?? section.Key;
        var source = section["Source"] ?? WatchlistSources.Find(name)?.Id ?? "custom";
        if (WatchlistSources.Find(source) is null) problems.Add($"{section.Path}:Source '{source}' is unknown; there are {string.Join(", ", WatchlistSources.All.Select(s => s.Id))}.");
        var addresses = (section["Address"] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(a => Uri.TryCreate(a, UriKind.Absolute, out var url) ? url : null).ToList();
        if (addresses.Count == 0) problems.Add($"{section.Path}:Address is missing.");
        foreach (var address in addresses)
            if (address is null || address.UserInfo.Length > 0 || !(address.Scheme == "https" || (allowPrivate && address.Scheme == "http" && address.IsLoopback))) problems.Add($"{section.Path}:Address is no https address, or holds a user name.");
        var schedule = section["Schedule"] ?? FetchedList.Daily;
        if (!CronExpression.TryParse(schedule, out _)) problems.Add($"{section.Path}:Schedule '{schedule}' is not a Quartz cron expression, e.g. {FetchedList.Daily} for a quarter past five each day.");
        var persons = Flag(section, "IncludePersons", problems);
        var key = Key(section, problems);
        return problems.Count > before ? null : new FetchedList(name, source, [.. addresses.OfType<Uri>()], schedule) { Reading = new ReadingOptions(persons, section["Mapping"]), Authorization = key };
    }

    private static string? Key(IConfigurationSection section, List<string> problems)
    {
        if (section["AuthorizationFile"] is not { } file) return section["Authorization"];
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{section.Path}:AuthorizationFile {file} cannot be read: {e.Message}");
            return null;
        }
    }

    private static List<string> Unknown(IConfigurationSection section, string[] known) =>
        [.. section.GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)).Select(c => $"{c.Path} is unknown; there is {string.Join(", ", known)}.")];

    private static bool Flag(IConfigurationSection section, string key, List<string> problems)
    {
        if (section[key] is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        problems.Add($"{section.Path}:{key} '{text}' is neither true nor false.");
        return false;
    }

    private static TimeSpan Time(string? text, List<string> problems)
    {
        if (text is null) return FetchOptions.None.Timeout;
        if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromHours(6)) return time;
        problems.Add($"{Section}:Timeout '{text}' is not a time between a second and six hours, e.g. 00:10:00.");
        return FetchOptions.None.Timeout;
    }
}
