namespace SupplyRisk.Matching.Alignment;

/// <summary>Working memory of one thread, kept between queries.</summary>
internal sealed class Workspace(MatchSettings settings, int forms, int words)
{
    internal NameAlignment Alignment { get; } = new(settings);

    /// <summary>Blocking points per form; zero between queries.</summary>
    internal float[] Points { get; } = new float[forms];

    internal List<int> Touched { get; } = new(1024);

    /// <summary>Shared trigrams per word; zero between queries.</summary>
    internal byte[] Shared { get; } = new byte[words];

    internal List<(int Distance, int Word)> Found { get; } = new(64);

    internal List<int> Candidates { get; } = new(settings.Candidates);

    internal PriorityQueue<int, float> Heap { get; } = new(settings.Candidates + 1);

    internal Dictionary<int, Comparison> Best { get; } = [];
}
