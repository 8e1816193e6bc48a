using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Authentication;
using System.Text;

namespace SupplyRisk.Review.Notifications;

/// <summary>Gives messages to the mail server, one to a recipient.</summary>
internal sealed class Mail(NotificationOptions options)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task<Attempt> SendAsync(NotificationChannel channel, NotificationMessage message, CancellationToken ct)
    {
        if (options.Mail is not { } server) return new(false, "No mail server is configured (Notifications__Mail__Host).", IsFinal: true);
        using var capped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        capped.CancelAfter(Timeout); // the client's own time-out is for its synchronous calls only
        try
        {
            var notice = Notice.Read(message.Body);
            using var mail = new MailMessage(server.From, channel.Target)
            {
                Subject = MailText.Subject(notice),
                SubjectEncoding = Encoding.UTF8,
                BodyEncoding = Encoding.UTF8,
                Body = MailText.Plain(notice),
            };
            mail.Headers.Add("Message-ID", $"<{message.EventId:N}@{new MailAddress(server.From).Host}>");
            mail.Headers.Add("Auto-Submitted", "auto-generated");
            using var html = AlternateView.CreateAlternateViewFromString(MailText.Html(notice), Encoding.UTF8, MediaTypeNames.Text.Html);
            mail.AlternateViews.Add(html);
            using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = !IsLoopback(server.Host) };
            if (server.User is { } user) client.Credentials = new NetworkCredential(user, server.Password);
            await client.SendMailAsync(mail, capped.Token);
            return new(true, $"{server.Host} took it.");
        }
        catch (SmtpException e)
        {
            // A server's own words may quote the recipient and no more; a refused recipient stays refused.
            return new(false, $"{server.Host}: {e.StatusCode}. {e.InnerException?.Message ?? e.Message}".Trim(), IsFinal: e is SmtpFailedRecipientException { StatusCode: SmtpStatusCode.MailboxUnavailable });
        }
        catch (AuthenticationException e)
        {
            return new(false, $"{server.Host} shows no certificate to trust: {e.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(false, $"{server.Host} did not answer within {Timeout.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>A loopback address is this very computer: nobody is in between.</summary>
    internal static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
