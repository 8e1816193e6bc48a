using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>The first day of an installation: a one-time link, a password, a second factor, an auditor who is invited and sees one supplier.</summary>
public sealed partial class FirstDayTests(RunningProduct product)
{
    private const string Password = "seven kettles on a shelf";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_makes_the_administrator_who_invites_an_auditor_who_sees_one_supplier_only()
    {
        await using var alex = await product.VisitAsync();
        var folder = Directory.CreateTempSubdirectory("supplyrisk-first-day-").FullName;
        var (data, list) = (Path.Combine(folder, "data"), Path.Combine(folder, "list.csv"));
        await File.WriteAllTextAsync(list, "Supplier ID,Supplier name,Country\nS-1,Walking Teapot Ltd,BD\nS-2,Blue Umbrella Foundry,MX\n", Ct);
        await BuiltProgram.DoneAsync("import", list, "--source", "erp", "--data", data);
        using var program = BuiltProgram.Start("serve", "--port", "0", "--data", data);
        try
        {
            _ = program.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var link = await LinkAsync(program);
            var address = link[..link.IndexOf("/join/", StringComparison.Ordinal)];
            _ = program.StandardError.ReadToEndAsync(CancellationToken.None);

            (await alex.OpenAsync(address + "/suppliers")).Url.ShouldContain("/sign-in?back=", Case.Insensitive, "nobody is let in before");
            await alex.FindNothingWrongAsync();
            await alex.OpenAsync(link);
            await alex.FindNothingWrongAsync();
            await alex.PictureAsync("first-day-link");
            var page = alex.Page;
            await page.GetByLabel("Your name").FillAsync("Alex Example");
            await page.GetByLabel("Your e-mail address").FillAsync("alex@example.com");
            await page.GetByLabel("Password").FillAsync("password1234");
            await page.GetByLabel("Once more").FillAsync("password1234");
            await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
            await Assertions.Expect(page.GetByText("is guessed first").First).ToBeVisibleAsync();
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByLabel("Once more").FillAsync(Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();

            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Set up a second factor");
            await alex.FindNothingWrongAsync();
            await alex.PictureAsync("first-day-second-factor");
            (await alex.OpenAsync(address + "/settings/people")).Url.ShouldEndWith("/account/second-factor"); // nothing else before
            var key = await page.Locator("code.key").InnerTextAsync();
            await page.GetByLabel("Six digits").FillAsync(CodeOf(key));
            await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
            await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
            await alex.FindNothingWrongAsync();
            var recovery = await page.Locator(".codes li").First.InnerTextAsync();
            (await alex.OpenAsync(link)).Status.ShouldBe(404);

            await alex.OpenAsync(address + "/settings/people");
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Aude Example");
            await page.GetByLabel("E-mail address").FillAsync("aude@example.com");
            await page.GetByRole(AriaRole.Checkbox, new() { Name = "Auditor" }).CheckAsync();
            await page.GetByLabel("Suppliers an auditor sees").FillAsync("S-1");
            await page.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
            var invitation = await page.Locator("#one-time-link").InputValueAsync();
            await alex.FindNothingWrongAsync();
            await alex.PictureAsync("first-day-invited");

            await using var aude = await product.VisitAsync(390);
            await aude.OpenAsync(invitation);
            await aude.FindNothingWrongAsync();
            await aude.Page.GetByLabel("Password").FillAsync(Password);
            await aude.Page.GetByLabel("Once more").FillAsync(Password);
            await aude.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
            await aude.Page.GetByRole(AriaRole.Link, new() { Name = "Not now" }).ClickAsync();
            await aude.OpenAsync(address + "/suppliers");
            await Assertions.Expect(aude.Page.GetByText("Walking Teapot Ltd").First).ToBeVisibleAsync();
            await Assertions.Expect(aude.Page.GetByText("Blue Umbrella Foundry")).ToHaveCountAsync(0);
            (await aude.OpenAsync(address + "/settings/people")).Status.ShouldBe(403);

            await alex.OpenAsync(address + "/account");
            await alex.FindNothingWrongAsync();
            await alex.PictureAsync("account");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
            await page.GetByLabel("E-mail address").FillAsync("alex@example.com");
            await page.GetByLabel("Password").FillAsync("not the password");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await Assertions.Expect(page.GetByText("is wrong").First).ToBeVisibleAsync();
            await page.GetByLabel("E-mail address").FillAsync("alex@example.com");
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await alex.FindNothingWrongAsync();
            await page.GetByLabel("Six digits, or a recovery code").FillAsync(recovery);
            await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> LinkAsync(Process program)
    {
        while (await program.StandardError.ReadLineAsync(Ct) is { } line)
            if (Joining().Match(line) is { Success: true } match) return match.Value;
        throw new InvalidOperationException("The program printed no link.");
    }

    /// <summary>The six digits that an authenticator shows now (RFC 6238).</summary>
    private static string CodeOf(string key)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (secret, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in key.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
        {
            buffer = ((buffer << 5) | Letters.IndexOf(c, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            secret.Add((byte)(buffer >> bits));
        }
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what authenticators use
        var hash = HMACSHA1.HashData(secret.ToArray(), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"http://\S+/join/\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Joining();
}
