using System.Net;
using System.Text.RegularExpressions;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>What a page refuses. Without sign-in, the visitor's own browser is the way in.</summary>
public sealed partial class PageSecurityTests(RunningProduct product)
{
    [Fact]
    public async Task Sends_a_strict_policy_with_every_page()
    {
        using var client = Client();
        foreach (var address in new[] { "/", "/suppliers", "/nothing-here" })
        {
            using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
            response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            html.ShouldNotContain(" style=");
            InlineScript().IsMatch(html).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/theme")]
    [InlineData("/runs")]
    [InlineData("/imports")]
    public async Task Refuses_a_post_without_its_token(string address)
    {
        using var client = Client();
        using var response = await client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/theme")]
    [InlineData("/api/v1/runs")]
    public async Task Refuses_what_another_web_site_sends(string address)
    {
        using var client = Client();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var response = await client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Does_not_answer_to_a_name_that_is_made_to_point_here()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Host = "attacker.example";
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private HttpClient Client()
    {
        if (product.Address.Length == 0) Assert.Skip("browser: Chromium is not installed (apt-get install chromium)");
        return new HttpClient { BaseAddress = new Uri(product.Address) };
    }

    [GeneratedRegex("<script(?![^>]*src=)", RegexOptions.None, 1000)]
    private static partial Regex InlineScript();
}
