using System.Runtime.InteropServices;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// Many lists of numbers, one behind the other in one array: a million names have half a million such lists,
/// and an object for each would weigh more than what it holds.
/// </summary>
internal sealed class NumberLists
{
    private readonly int[] starts;
    private readonly int[] numbers;

    /// <summary>Sorts numbers into the lists named beside them; within a list they keep their order.</summary>
    internal NumberLists(int count, List<int> lists, List<int> numbersOfLists)
    {
        starts = new int[count + 1];
        numbers = new int[lists.Count];
        foreach (var list in lists)
            starts[list]++;
        var end = 0;
        for (var list = 0; list <= count; list++)
            end = starts[list] += end;
        // Filled from behind, each start moves from its list's end to its beginning.
        var of = CollectionsMarshal.AsSpan(lists);
        for (var i = of.Length - 1; i >= 0; i--)
            numbers[--starts[of[i]]] = numbersOfLists[i];
    }

    internal ReadOnlySpan<int> this[int list] => numbers.AsSpan(starts[list], starts[list + 1] - starts[list]);

    /// <summary>To put one list in another order.</summary>
    internal Span<int> Writable(int list) => numbers.AsSpan(starts[list], starts[list + 1] - starts[list]);

    internal int Length(int list) => starts[list + 1] - starts[list];
}
