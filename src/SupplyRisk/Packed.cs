namespace SupplyRisk;

/// <summary>Short lists kept in one column, <c>|</c> between.</summary>
public static class Packed
{
    public static IReadOnlyList<string> Split(string packed) => packed.Length == 0 ? [] : packed.Split('|');
}
