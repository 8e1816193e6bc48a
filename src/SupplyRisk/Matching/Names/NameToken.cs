using System.Runtime.Intrinsics;

namespace SupplyRisk.Matching.Names;

/// <summary>What a word of a name is good for.</summary>
internal enum TokenKind : byte
{
    /// <summary>Tells one organisation from another.</summary>
    Core,

    /// <summary>Says what any organisation of the trade may say of itself.</summary>
    Generic,

    Place,

    Number,
}

/// <summary>One word of a name, as compared.</summary>
internal sealed class NameToken
{
    internal NameToken(string text, string key, string? sense, TokenKind kind, double weight)
    {
        Text = text;
        Sense = sense;
        Kind = kind;
        Weight = weight;
        Key = key;
        Skeleton = SoundKey.Skeleton(Key);
        foreach (var c in Key)
            Letters |= 1UL << (c - '0' & 63);
        Sounds = SoundCounts.Of(Key);
    }

    /// <summary>Plain Latin letters and digits.</summary>
    internal string Text { get; }

    /// <summary>The first word of its group in the tables, or null for a word of its own.</summary>
    internal string? Sense { get; }

    internal TokenKind Kind { get; }

    /// <summary>0 (says nothing) to 1 (rare).</summary>
    internal double Weight { get; }

    internal string Key { get; }

    internal string Skeleton { get; }

    /// <summary>Which letters occur, for a quick no.</summary>
    internal ulong Letters { get; }

    /// <summary>How often each group of sounds occurs, for a second quick no.</summary>
    internal Vector128<byte> Sounds { get; }

    /// <summary>Its number among the words of a list, -1 in a name that is only asked for.</summary>
    internal int Ordinal { get; set; } = -1;

    internal bool IsCore => Kind == TokenKind.Core;
}
