namespace SupplyRisk.Watchlists.Formats;

/// <summary>Passes text on and ends it where one record grows beyond what a record can be: parsers downstream keep a whole record in memory.</summary>
internal sealed class CappedText(TextReader inner, int mostPerRecord) : TextReader
{
    private long read;

    /// <summary>Characters a record of any list may have.</summary>
    public const int Usual = 8_000_000;

    /// <summary>A record ended; the next may be as long.</summary>
    public void NextRecord() => read = 0;

    public override int Read(char[] buffer, int index, int count) => Counted(inner.Read(buffer, index, count));

    public override int Read(Span<char> buffer) => Counted(inner.Read(buffer));

    public override int Read()
    {
        var c = inner.Read();
        if (c >= 0) Counted(1);
        return c;
    }

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int count)
    {
        read += Math.Max(0, count);
        return read <= mostPerRecord ? count : throw new UnreadableListException($"One entry is longer than {mostPerRecord} characters. This does not look like a list.");
    }
}
