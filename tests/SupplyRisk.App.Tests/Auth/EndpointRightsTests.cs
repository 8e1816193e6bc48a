using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SupplyRisk.App.Tests.Api;
using SupplyRisk.Audit;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>Every address and every role: allowed, forbidden, not found, sign-in asked.</summary>
public sealed partial class EndpointRightsTests(DemoApp demo, RunningApp real) : IClassFixture<DemoApp>, IClassFixture<RunningApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Fact]
    public void Every_address_has_a_line_that_says_who_may_use_it()
    {
        var mapped = demo.Endpoints.Where(e => !IsAsset(e.Pattern)).Select(e => $"{e.Method} {e.Pattern}").ToList();
        var told = EndpointTable.Lines.Select(l => $"{l.Method} {l.Pattern}").ToList();
        mapped.Except(told).ShouldBeEmpty("a new address: say in EndpointTable who may use it");
        told.Except(mapped).ShouldBeEmpty("no longer mapped");
        told.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_is_let_in_where_its_rights_say_so_and_nowhere_else(Role role)
    {
        using var http = await demo.AsAsync(role);
        var wrong = new List<string>();
        foreach (var line in EndpointTable.Lines.Where(l => l.Pattern is not ("/demo/person" or "/sign-out")))
        {
            var status = await StatusAsync(http, line);
            var may = line.Access != Access.Right || RoleRights.Of(role).Contains(line.Right!.Value) || (line.Or is { } or && RoleRights.Of(role).Contains(or)); // with a right by its kind
            if (may ? status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or >= HttpStatusCode.InternalServerError : status != HttpStatusCode.Forbidden)
                wrong.Add($"{line.Method} {line.Pattern}: {(int)status}, {(may ? "may" : "may not")}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_everywhere_else()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = real.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-CSRF", await http.GetStringAsync(new Uri("/token", UriKind.Relative), Ct));
        var wrong = new List<string>();
        foreach (var line in EndpointTable.Lines)
        {
            using var answer = await SendAsync(http, line);
            var asked = answer.StatusCode == HttpStatusCode.Unauthorized || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().StartsWith("/sign-in", StringComparison.Ordinal)); // a redirect says where to
            if (asked == (line.Access == Access.Anybody)) wrong.Add($"{line.Method} {line.Pattern}: {(int)answer.StatusCode}");
            if (asked && line.Pattern.StartsWith("/api/v1", StringComparison.Ordinal)) answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", line.Pattern);
        }
        wrong.ShouldBeEmpty();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, EndpointLine line)
    {
        using var answer = await SendAsync(http, line);
        return answer.StatusCode;
    }

    // Ids that nobody has: what may be done is not done, only asked.
    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, EndpointLine line)
    {
        var path = Parameter().Replace(line.Pattern, p => p.Value.Contains("guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : p.Value.Contains("documentName", StringComparison.Ordinal) ? "v1" : p.Value.Contains("long", StringComparison.Ordinal) || p.Value.Contains(":int", StringComparison.Ordinal) ? "0" : "none");
        var query = line.Pattern switch
        {
            "/api/v1/search" or "/api/v1/search/completions" => "?q=otter",
            "/api/v1/watchlists/{name}/entry" or "/lists/{id:guid}/entry" => "?id=none",
            "/record/export" or "/review/decisions" => "?format=csv",
            _ => "",
        };
        using var request = new HttpRequestMessage(new HttpMethod(line.Method), new Uri(path + query, UriKind.Relative));
        if (line.Method is not ("GET" or "DELETE"))
            request.Content = line.Body switch
            {
                null when line.Pattern.StartsWith("/api", StringComparison.Ordinal) => null,
                null => new FormUrlEncodedContent([new("review", "dismissed"), new("decision", "confirm")]),
                "file" => new MultipartFormDataContent { { new StringContent("erp"), "source" }, { new ByteArrayContent("\0\u0001"u8.ToArray()), "file", "nothing.bin" } },
                var json => new StringContent(json, Encoding.UTF8, "application/json"),
            };
        return await http.SendAsync(request, Ct);
    }

    // Files of the program itself; and the framework's way to say that a file is not there.
    private static bool IsAsset(string pattern) => pattern == "/{**path:file}" || pattern.StartsWith("/lib/", StringComparison.Ordinal) || pattern.StartsWith("/css/", StringComparison.Ordinal) || pattern.StartsWith("/js/", StringComparison.Ordinal) || pattern.StartsWith("/icon", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
