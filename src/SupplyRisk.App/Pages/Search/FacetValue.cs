using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Search;

/// <summary>Fields and values as people read them.</summary>
internal static class FacetValue
{
    public static string Said(SearchField field, string value) => field switch
    {
        _ when value == SearchFields.None => "None",
        SearchField.Country => Parts.Said.Country(value.ToUpperInvariant()),
        SearchField.Band or SearchField.Flag => Parts.Said.Sentence(value),
        SearchField.DocumentKind => Parts.Said.Kind(value),
        _ => value,
    };

    public static string Title(SearchField field) => field switch
    {
        SearchField.ListSource => "Supplier list",
        SearchField.DocumentKind => "Kind of document",
        _ => Parts.Said.Sentence(SearchFields.NameOf(field)),
    };
}
