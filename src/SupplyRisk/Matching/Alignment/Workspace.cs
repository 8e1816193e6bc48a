using System.Runtime.InteropServices;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>A word's list of names that was too long to be looked through, and what it is worth.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LongList(int Word, float Points, NameToken? Token);

/// <summary>Working memory of one thread, kept between queries.</summary>
internal sealed class Workspace(MatchSettings settings, int forms, int words)
{
    internal NameAlignment Alignment { get; } = new(settings);

    /// <summary>Blocking points per form; zero between queries.</summary>
    internal float[] Points { get; } = new float[forms];

    internal List<int> Touched { get; } = new(1024);

    /// <summary>Postings that may still be looked through.</summary>
    internal int Budget { get; set; }

    internal List<LongList> Long { get; } = new(16);

    /// <summary>Which of the commonest words a query may mean.</summary>
    internal ulong Common { get; set; }

    /// <summary>Points of each of the commonest words; only those of the query are read.</summary>
    internal float[] CommonPoints { get; } = new float[64];

    /// <summary>Words looked at for one word; none between them.</summary>
    internal List<int> Seen { get; } = new(1024);

    internal bool[] IsSeen { get; } = new bool[words];

    /// <summary>How many of the seen are done with.</summary>
    internal int Compared { get; set; }

    internal List<(int Distance, int Word)> Found { get; } = new(64);

    internal List<int> Hashed { get; } = new(64);

    internal List<int> Candidates { get; } = new(settings.Candidates);

    internal PriorityQueue<int, float> Heap { get; } = new(settings.Candidates + 1);

    internal Dictionary<int, Comparison> Best { get; } = [];
}
