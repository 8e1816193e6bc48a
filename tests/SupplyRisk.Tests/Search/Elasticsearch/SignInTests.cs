using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>Name, key, own authority; and that no secret is ever said.</summary>
public sealed class SignInTests : ClusterTest, IDisposable
{
    private const string Password = "correct-horse-battery", Key = "VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("password", "Basic c2VhcmNoOmNvcnJlY3QtaG9yc2UtYmF0dGVyeQ==")]
    [InlineData("password file", "Basic c2VhcmNoOmNvcnJlY3QtaG9yc2UtYmF0dGVyeQ==")]
    [InlineData("key", "ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==")]
    [InlineData("encoded key", "ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==")]
    [InlineData("key file", "ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==")]
    public async Task Signs_in_with(string way, string expected)
    {
        var cluster = await ClusterAsync();
        cluster.Authorization = expected;
        var options = new ElasticsearchOptions { Nodes = [cluster.Address] };
        options = way switch
        {
            "password" => options with { Username = "search", Password = Password },
            "password file" => options with { Username = "search", PasswordFile = File(Password + "\n") },
            "key" => options with { ApiKey = Key },
            "encoded key" => options with { ApiKey = expected["ApiKey ".Length..] },
            _ => options with { ApiKeyFile = File(Key + "\n") },
        };
        options.Problems().ShouldBeEmpty();
        var index = Open(options);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        (await Found(index, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once_and_not_tried_again()
    {
        var cluster = await ClusterAsync();
        cluster.Authorization = "Basic another";
        var failure = await Unavailable(() => Found(Open(new ElasticsearchOptions { Nodes = [cluster.Address], Username = "search", Password = Password }), "cotton"));
        failure.Message.ShouldContain("refuses the sign-in");
        failure.Message.ShouldContain("401");
        cluster.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_secret_stands_in_an_error_a_log_or_what_the_options_say_of_themselves()
    {
        var cluster = await ClusterAsync();
        var log = new Lines();
        foreach (var options in new[]
        {
            new ElasticsearchOptions { Nodes = [cluster.Address], Username = "search", Password = Password },
            new ElasticsearchOptions { Nodes = [cluster.Address], ApiKey = Key },
        })
        {
            using var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log)).AddSingleton(TimeProvider.System).AddElasticsearchSearch(options).BuildServiceProvider();
            var index = services.GetRequiredService<ISearchIndex>();
            foreach (var status in (int[])[400, 401, 403, 500])
            {
                // A proxy in debug mode, say, repeats what it got.
                cluster.Fault = call => FakeFault.Answers(status, "security_exception", $"refused {call.Authorization} {options.Password} {options.ApiKey}");
                log.Say((await Should.ThrowAsync<SearchUnavailableException>(() => index.CursorAsync(Ct))).ToString());
            }
            log.Say(options.ToString());
        }
        var said = log.ToString();
        said.ShouldNotBeEmpty();
        foreach (var secret in (string[])[Password, Key, "c2VhcmNoOmNvcnJlY3QtaG9yc2UtYmF0dGVyeQ", "VnVhQ2ZHY0JDZGJr"])
            said.ShouldNotContain(secret);
    }

    [Fact]
    public void Everything_wrong_with_the_options_is_said_at_once()
    {
        var options = new ElasticsearchOptions
        {
            Nodes = [new Uri("ftp://search.example"), new Uri("https://me:secret@search.example:9200")],
            Username = "search",
            ApiKey = Key,
            PasswordFile = Path.Combine(_folder.Path, "missing"),
            CaFile = File("no certificate"),
            IndexPrefix = "Große_Suche",
        };
        var problems = options.Problems();
        problems.Count.ShouldBe(6);
        string.Join(' ', problems).ShouldNotContain("secret");
        string.Join(' ', problems).ShouldNotContain(Key);
        new ElasticsearchOptions { Nodes = [] }.Problems().ShouldHaveSingleItem();
        new ElasticsearchOptions { Nodes = [new Uri("https://a.example")], Password = "p" }.Problems().ShouldHaveSingleItem();
        new ElasticsearchOptions { Nodes = [new Uri("https://a.example")], Username = "p" }.Problems().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Trusts_the_authority_given_and_no_other()
    {
        var (authority, certificate) = Certificates();
        using (authority)
        using (certificate)
        {
            await using var cluster = await FakeCluster.StartAsync(FakeFlavour.Elasticsearch9, b => b.WebHost
                .UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate))));
            var options = new ElasticsearchOptions { Nodes = [cluster.Address] };
            (await Unavailable(() => Found(Open(options), "cotton"))).Message.ShouldContain("certificate");
            (await Found(Open(options with { CaFile = File(authority.ExportCertificatePem()) }), "cotton")).ShouldBeEmpty();
            var (another, of) = Certificates();
            of.Dispose();
            using (another)
                await Unavailable(() => Found(Open(options with { CaFile = File(another.ExportCertificatePem()) }), "cotton"));
        }
    }

    private static (X509Certificate2 Authority, X509Certificate2 Server) Certificates()
    {
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Invented authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = request.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(authority, from.AddDays(1), to.AddDays(-1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return (authority, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }

    private string File(string content)
    {
        var path = Path.Combine(_folder.Path, Guid.CreateVersion7().ToString());
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Everything that is logged or said.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public void Say(string line)
        {
            lock (_lines)
                _lines.Add(line);
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Say($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }

        public override string ToString()
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }
}
