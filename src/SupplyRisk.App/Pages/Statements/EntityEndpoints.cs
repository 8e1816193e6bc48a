using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;

namespace SupplyRisk.App.Pages.Statements;

/// <summary>Reporting entities, what is recorded for them, and the laws.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this RouteGroupBuilder pages)
    {
        pages.MapGet("/statements/laws", Laws);
        pages.MapGet("/statements/laws/{law}", Law);
        pages.MapGet("/statements/entities/new", New).Needs(Right.DraftStatements);
        pages.MapPost("/statements/entities", KeepNewAsync).Needs(Right.DraftStatements);
        pages.MapGet("/statements/entities/{id:guid}", ShowAsync);
        pages.MapPost("/statements/entities/{id:guid}", KeepAsync).Needs(Right.DraftStatements);
        pages.MapPost("/statements/entities/{id:guid}/records", RecordAsync).Needs(Right.DraftStatements);
        pages.MapPost("/statements/entities/{id:guid}/records/{record:guid}/withdraw", WithdrawAsync).Needs(Right.DraftStatements);
    }

    private static IResult Laws(FrameworkFiles frameworks) => Render.Page<LawsPage, LawsModel>(new(frameworks.Current, frameworks.Own));

    private static IResult Law(string law, FrameworkFiles frameworks) =>
        frameworks.Current is var shelf && shelf.Find(law) is { } found ? Render.Page<LawPage, LawModel>(new(found, shelf)) : Results.NotFound();

    private static IResult New() => Render.Page<EntityPage, EntityModel>(new(null, Form.Fresh));

    private static async Task<IResult> ShowAsync(Guid id, FindStatements find, HttpContext http, CancellationToken ct) => await PageAsync(id, Form.Fresh, StatusCodes.Status200OK, find, http, ct);

    private static async Task<IResult> KeepNewAsync(KeepEntity keep, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (facts, no) = EntityFields.Read(form);
        var result = no.Count > 0 ? Result<ReportingEntity>.Refused(no) : await keep.KeepAsync(http.Actor(), null, form["name"].ToString(), facts, null, ct);
        return result.Done ? Render.GoTo(http, $"/statements/entities/{result.Value.Id}") : Render.Page<EntityPage, EntityModel>(new(null, Form.Of("entity", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> KeepAsync(Guid id, KeepEntity keep, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (facts, no) = EntityFields.Read(form);
        var version = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : (int?)null;
        var result = no.Count > 0 ? Result<ReportingEntity>.Refused(no) : await keep.KeepAsync(http.Actor(), id, form["name"].ToString(), facts, version, ct);
        return result.Done ? Render.GoTo(http, $"/statements/entities/{id}") : await PageAsync(id, Form.Of("entity", form, result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);
    }

    private static async Task<IResult> RecordAsync(Guid id, RecordFact record, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var no = new List<Refusal>();
        var kind = Words.Parse<RecordKind>(form["kind"]);
        if (kind is null) no.Add(StatementErrors.Missing("kind", "Say what it is."));
        var on = StatementEndpoints.Day(form, "on", no);
        var (count, ofThem) = (Number(form, "count", no), Number(form, "of_them", no));
        var result = no.Count > 0 ? Result<DisclosureRecord>.Refused(no) : await record.RecordAsync(http.Actor(), id, new FactDetails(kind!.Value, on!.Value, form["what"].ToString(), count, ofThem, form["proof"].ToString()), ct); // both were read
        return result.Done ? Render.GoTo(http, $"/statements/entities/{id}#records") : await PageAsync(id, Form.Of("record", form, result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, Guid record, RecordFact facts, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await facts.WithdrawAsync(http.Actor(), record, form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"/statements/entities/{id}#records") : await PageAsync(id, Form.Of($"r-{record:N}", form, result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);
    }

    private static async Task<IResult> PageAsync(Guid id, Form form, int status, FindStatements find, HttpContext http, CancellationToken ct) =>
        await find.EntityAsync(http.Actor(), id, ct) is { } file ? Render.Page<EntityPage, EntityModel>(new(file, form), status) : Results.NotFound();

    private static int? Number(IFormCollection form, string field, List<Refusal> no)
    {
        var text = form[field].ToString().Trim();
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)) return number;
        no.Add(StatementErrors.OutOfRange(field, "Write a whole number."));
        return null;
    }
}

/// <param name="File">Null for a new one.</param>
public sealed record EntityModel(EntityFile? File, Form Form);

/// <param name="Own">The folder of the customer's own rulesets, or null.</param>
public sealed record LawsModel(FrameworkShelf Shelf, string? Own);

public sealed record LawModel(Framework Law, FrameworkShelf Shelf);
