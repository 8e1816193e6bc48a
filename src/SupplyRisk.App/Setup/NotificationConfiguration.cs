using System.Globalization;
using System.Net.Mail;
using SupplyRisk.Review.Notifications;

namespace SupplyRisk.App.Setup;

/// <summary>Reads the section <c>Notifications</c>: the mail server, the address of links, and whether webhooks may stay inside.</summary>
internal static class NotificationConfiguration
{
    private static readonly string[] Known = ["PublicAddress", "AllowPrivateAddresses", "Mail"];
    private static readonly string[] KnownOfMail = ["Host", "Port", "User", "Password", "PasswordFile", "From"];

    /// <exception cref="UnusableInputException">Something in the section cannot be used; all of it is named, without any secret.</exception>
    public static NotificationOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Notifications");
        var problems = Unknown(section, Known);
        Uri? address = null;
        if (section["PublicAddress"] is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "https" or "http" && address is { UserInfo.Length: 0, Query.Length: 0 }))
            problems.Add($"{section.Path}:PublicAddress is no address such as https://supplyrisk.example.com.");
        var allow = false;
        if (section["AllowPrivateAddresses"] is { } flag && !bool.TryParse(flag, out allow)) problems.Add($"{section.Path}:AllowPrivateAddresses '{flag}' is neither true nor false.");
        var mail = Server(section.GetSection("Mail"), problems);
        return problems.Count == 0 ? new NotificationOptions { PublicAddress = address, AllowPrivateAddresses = allow, Mail = mail } : throw new UnusableInputException(problems);
    }

    private static MailServer? Server(IConfigurationSection section, List<string> problems)
    {
        if (!section.GetChildren().Any()) return null;
        problems.AddRange(Unknown(section, KnownOfMail));
        var (host, from) = (section["Host"] ?? "", section["From"] ?? "");
        if (host.Length == 0) problems.Add($"{section.Path}:Host is missing.");
        if (!MailAddress.TryCreate(from, out _)) problems.Add($"{section.Path}:From is no e-mail address, e.g. supplyrisk@example.com.");
        var port = 587;
        if (section["Port"] is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65_536)) problems.Add($"{section.Path}:Port '{text}' is no port.");
        var password = section["Password"];
        if (section["PasswordFile"] is { } file)
        {
            try
            {
                password = File.ReadAllText(file).TrimEnd('\r', '\n');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{section.Path}:PasswordFile {file} cannot be read: {e.Message}");
            }
        }
        if (section["User"] is null != password is null) problems.Add($"{section.Path}: User and Password (or PasswordFile) go together.");
        return new MailServer(host, port, section["User"], from).WithPassword(password);
    }

    private static List<string> Unknown(IConfigurationSection section, string[] known) =>
        [.. section.GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)).Select(c => $"{c.Path} is unknown; there is {string.Join(", ", known)}.")];
}
