using System.Text;

namespace SupplyRisk.Rules.Model;

/// <summary>Enum values as files and interfaces write them: snake case, e.g. <c>debt_bondage</c>.</summary>
public static class Wording
{
    /// <summary>The value in snake case.</summary>
    public static string Snake<T>(this T value)
        where T : struct, Enum => Names<T>.ByValue.TryGetValue(value, out var name) ? name : value.ToString();

    /// <summary>All values of the enum in snake case, in order of declaration.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Names<T>.InOrder;

    /// <summary>The value written as <paramref name="text"/>, or null if there is none.</summary>
    public static T? Parse<T>(string text)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(text, out var value) ? value : null;

    private static string ToSnake(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => ToSnake(v.ToString()));
        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
        public static readonly IReadOnlyList<string> InOrder = [.. Enum.GetValues<T>().Select(v => ByValue[v])];
    }
}
