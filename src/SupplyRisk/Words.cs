using System.Collections.Concurrent;
using System.Text;

namespace SupplyRisk;

/// <summary>Names of states as programs and files write them.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary><c>MatchToCheck</c> → <c>match_to_check</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => Known.GetOrAdd(value, v => Snake(v.ToString()));

    /// <summary>Reads what <see cref="Snake{T}(T)"/> writes; also tolerates other case.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Snake(value), text, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}
