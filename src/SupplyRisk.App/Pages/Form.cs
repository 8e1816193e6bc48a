namespace SupplyRisk.App.Pages;

/// <summary>A form that came back with something to correct: what was entered, and what is wrong with it.</summary>
/// <param name="Id">Which of a page's forms it was.</param>
public sealed record Form(string Id, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Nothing came back.</summary>
    public static readonly Form Fresh = new("", new Dictionary<string, string>(), []);

    /// <summary>What was entered in a field of form <paramref name="id"/>, or null.</summary>
    public string? Value(string id, string field) => id == Id ? Values.GetValueOrDefault(field) : null;

    /// <summary>What is wrong with a field of form <paramref name="id"/>, or null.</summary>
    public string? Problem(string id, string field) => id == Id ? Refusals.FirstOrDefault(r => r.Field == field)?.Message : null;

    internal static Form Of(string id, IFormCollection form, IReadOnlyList<Refusal> refusals) =>
        new(id, form.Where(f => !f.Key.StartsWith('_')).ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal), refusals);
}
