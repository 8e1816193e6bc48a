using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupplyRisk.Tests.Review.Notifications;

/// <summary>The least of a mail server, in this process.</summary>
internal sealed class MailFake : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task serving;

    public MailFake()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Refuse the next message for now.</summary>
    public bool Busy { get; set; }

    /// <summary>What came: sender, recipients and the text as it was sent.</summary>
    public ConcurrentQueue<(string From, List<string> To, string Text)> Got { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await serving;
        ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(ended.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // ended
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 fake");
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(ended.Token) is { } line)
        {
            if (line.StartsWith("MAIL FROM", StringComparison.Ordinal)) from = line;
            if (line.StartsWith("RCPT TO", StringComparison.Ordinal)) to.Add(line);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(ended.Token) is { } part && part != ".") text.Append(part).Append('\n');
                if (Busy)
                {
                    Busy = false;
                    await writer.WriteLineAsync("451 later");
                    continue;
                }
                Got.Enqueue((from, to, text.ToString()));
                to = [];
            }
            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT") return;
        }
    }
}
