using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Punctuation between a token and the one before it.</summary>
[Flags]
internal enum Marks : short
{
    None = 0,
    Comma = 1,

    /// <summary>Parts no clause: 、 and the like.</summary>
    ListComma = 2,
    Colon = 4,
    Semicolon = 8,
    Open = 16,
    Close = 32,
    Quote = 64,
}

/// <summary>A word, a number or a single character of a script without spaces.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Token
{
    public int Start;
    public int End;

    /// <summary>Its entry in the <see cref="Vocabulary"/>, 0 if no phrase uses it.</summary>
    public int Word;
    public double Number;
    public Marks Before;

    /// <summary>The character of a token that stands alone, else '\0'.</summary>
    public char Character;

    public readonly bool Alone => Character != '\0';

    public readonly bool IsNumber => !double.IsNaN(Number);
}
