using System.Threading.RateLimiting;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.App.Pages.ForSuppliers;

/// <summary>
/// A supplier's own page. It stands apart from every other: no sign-in, no navigation of ours, a link instead. The token is in an address once, when the
/// link is opened; from then on a cookie carries it that goes to these addresses alone, so that no address, log line or referrer holds it.
/// </summary>
internal static class ForSupplierEndpoints
{
    public const string Root = "/for-suppliers";

    /// <summary>What a link opens with, to be passed on.</summary>
    public static string AddressOf(HttpContext http, MadeLink made) => $"{http.Request.Scheme}://{http.Request.Host}{Root}/{made.Token}";

    private const string Cookie = "for-suppliers";
    private const int ReadsAMinute = 60;
    private static readonly object VisitKey = new();

    public static void MapForSuppliers(this WebApplication app)
    {
        var limits = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = ReadsAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        app.Lifetime.ApplicationStopped.Register(limits.Dispose);
        var pages = app.MapGroup(Root).ExcludeFromDescription().AllowAnonymous().AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            using var lease = limits.AttemptAcquire(context.HttpContext);
            return lease.IsAcquired ? await next(context) : Closed("Too many requests", "Please wait a minute and try again.", StatusCodes.Status429TooManyRequests);
        });
        pages.MapGet("/{token}", OpenAsync);
        // Who asks is known before anything they send is read.
        var open = pages.MapGroup("").AddEndpointFilter(VisitAsync).AddEndpointFilter(PageSecurity.RequireTokenAsync);
        open.MapGet("", ShowAsync);
        open.MapPost("/files", SendFileAsync).AcceptsUploads(AnswerAsSupplier.MaxBytes);
        open.MapPost("/corrections", CorrectAsync);
        open.MapPost("/disputes", DisputeAsync);
        open.MapPost("/actions/{id:guid}", SayAsync);
    }

    private static async Task<IResult> OpenAsync(string token, PageLinks links, HttpContext http, CancellationToken ct)
    {
        if (await links.VisitAsync(token, From(http), ct) is null) return NotOpen();
        http.Response.Headers.CacheControl = "no-store"; // pages carry it by their form token
        // Lax, because the first request comes out of a mail; session only.
        http.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = Root, IsEssential = true });
        return Render.GoTo(http, Root);
    }

    private static async ValueTask<object?> VisitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await http.RequestServices.GetRequiredService<PageLinks>().VisitAsync(http.Request.Cookies[Cookie], From(http), http.RequestAborted) is not { } visit) return NotOpen();
        http.Items[VisitKey] = visit;
        return await next(context);
    }

    private static Task<IResult> ShowAsync(FindSupplierPage find, HttpContext http, CancellationToken ct) => PageAsync(find, http, Form.Fresh, StatusCodes.Status200OK, ct);

    private static async Task<IResult> SendFileAsync(AnswerAsSupplier answer, FindSupplierPage find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var file = form.Files.GetFile("file");
        var about = form["about"].ToString();
        await using var kept = file is { Length: > 0 and <= AnswerAsSupplier.MaxBytes } ? await UploadedFile.KeepAsync(file, ct) : null;
        var result = await answer.SendFileAsync(Visit(http), new SentFile(kept?.Path ?? "", file?.FileName ?? "", file?.Length ?? 0, Id(form["request"]), Id(form["action"]), form["words"].ToString()), ct);
        return result.Done ? Render.GoTo(http, $"{Root}?thanks=file#sent") : await PageAsync(find, http, Form.Of($"file-{about}", form, result.Refusals), RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> CorrectAsync(AnswerAsSupplier answer, FindSupplierPage find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await answer.CorrectAsync(Visit(http), Words.Parse<CorrectableFact>(form["fact"]), form["value"].ToString(), form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"{Root}?thanks=correction#sent") : await PageAsync(find, http, Form.Of("correct", form, result.Refusals), RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> DisputeAsync(AnswerAsSupplier answer, FindSupplierPage find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await answer.DisputeAsync(Visit(http), form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"{Root}?thanks=words#sent") : await PageAsync(find, http, Form.Of("dispute", form, result.Refusals), RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> SayAsync(Guid id, AnswerAsSupplier answer, FindSupplierPage find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (Words.Parse<ActionState>(form["state"]) is not { } to) return Results.BadRequest();
        var version = int.TryParse(form["version"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var v) ? v : (int?)null;
        var result = await answer.SayAsync(Visit(http), new ActionStep(id, to, form["words"].ToString(), version), ct);
        return result.Done ? Render.GoTo(http, $"{Root}?thanks=words#do-{id:N}") : await PageAsync(find, http, Form.Of($"do-{id:N}", form, result.Refusals), RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> PageAsync(FindSupplierPage find, HttpContext http, Form form, int status, CancellationToken ct) =>
        await find.HandleAsync(Visit(http), ct) is { } content ? Render.Page<ForSupplierPage, ForSupplierModel>(new(content, form, http.Request.Query["thanks"]), status) : NotOpen();

    private static IResult NotOpen() =>
        Closed("This link is not open", "It may have run out or been taken back. Please ask whoever sent it to you for a new one.", StatusCodes.Status404NotFound);

    private static IResult Closed(string title, string text, int status) => Render.Page<ClosedPage, ClosedModel>(new(title, text), status);

    private static SupplierVisit Visit(HttpContext http) => (SupplierVisit)http.Items[VisitKey]!; // set by the filter of the group

    private static string? From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}

/// <summary>A supplier's own page.</summary>
/// <param name="Thanks">What was just sent; null otherwise.</param>
public sealed record ForSupplierModel(SupplierPageContent Content, Form Form, string? Thanks);

/// <summary>What stands where a page is not open.</summary>
public sealed record ClosedModel(string Title, string Text);
