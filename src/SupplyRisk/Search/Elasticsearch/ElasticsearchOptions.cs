using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Where the search engine is and how to sign in. Configuration section <c>Search:Elasticsearch</c>.</summary>
public sealed partial record ElasticsearchOptions
{
    /// <summary>Addresses of the cluster's nodes, http or https, asked in turn. At least one.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>For sign-in by name; with <see cref="Password"/> or <see cref="PasswordFile"/>.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A file that holds nothing but the password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>For sign-in by key: <c>id:key</c>, or the two encoded as Elasticsearch hands them out.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A file that holds nothing but the key.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Certificates (PEM) of the authority that signed the nodes' own; without it, those the machine trusts.</summary>
    public string? CaFile { get; init; }

    /// <summary>What the names of all indices and aliases begin with. Installations that share a cluster need one each.</summary>
    public string IndexPrefix { get; init; } = "supplyrisk";

    /// <summary>How long one search may take at one node.</summary>
    public TimeSpan SearchTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one write may take at one node.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Everything that is wrong, without any secret; empty if the options can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Nodes.Count == 0)
            problems.Add("Nodes names no address; give at least one, such as https://search.example:9200.");
        foreach (var node in Nodes)
        {
            if (!node.IsAbsoluteUri || node.Scheme is not ("http" or "https"))
                problems.Add("Nodes holds something that is no http or https address.");
            else if (node.UserInfo.Length > 0)
                problems.Add($"The address of {node.Host} holds a name or password; give them as Username and PasswordFile, where they are not shown.");
        }
        if (Username is not null && Password is null && PasswordFile is null)
            problems.Add("Username is given without Password or PasswordFile.");
        if (Username is null && (Password is not null || PasswordFile is not null))
            problems.Add("A password is given without Username.");
        if (Username is not null && (ApiKey is not null || ApiKeyFile is not null))
            problems.Add("Both a user name and an API key are given; sign in by one of them.");
        if (!Prefix().IsMatch(IndexPrefix))
            problems.Add($"IndexPrefix “{IndexPrefix}” cannot be the beginning of an index name: small letters, digits, - and _, beginning with a letter, at most 60.");
        foreach (var (name, file) in new[] { (nameof(PasswordFile), PasswordFile), (nameof(ApiKeyFile), ApiKeyFile) })
        {
            if (file is not null && Unreadable(file) is { } reason)
                problems.Add($"{name} {file} cannot be used: {reason}");
        }
        if (CaFile is not null && CaProblem() is { } fault)
            problems.Add($"CaFile {CaFile} cannot be used: {fault}");
        return problems;
    }

    /// <summary>Names no secret, whoever writes the options into a log.</summary>
    public override string ToString() => $"Elasticsearch at {string.Join(", ", Nodes.Select(n => n.Authority))}, prefix {IndexPrefix}";

    internal IReadOnlyList<string> Secrets() =>
        [.. new[] { Secret(Password, PasswordFile), Secret(ApiKey, ApiKeyFile), SignIn()?.Parameter }.OfType<string>().Where(s => s.Length > 3)];

    internal AuthenticationHeaderValue? SignIn()
    {
        if (Username is not null)
            return new AuthenticationHeaderValue("Basic", Encoded($"{Username}:{Secret(Password, PasswordFile)}"));
        return Secret(ApiKey, ApiKeyFile) is { } key ? new AuthenticationHeaderValue("ApiKey", key.Contains(':', StringComparison.Ordinal) ? Encoded(key) : key) : null;
    }

    internal X509Certificate2Collection? Authorities()
    {
        if (CaFile is null)
            return null;
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(CaFile);
        return certificates;
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? Secret(string? value, string? file) => value ?? (file is null ? null : File.ReadAllText(file).Trim());

    private static string? Unreadable(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim().Length == 0 ? "it is empty." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string? CaProblem()
    {
        try
        {
            return Authorities() is { Count: > 0 } ? null : "it holds no certificate in PEM.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return e.Message;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
