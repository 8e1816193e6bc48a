namespace SupplyRisk.Ingestion;

/// <summary>Passes text on until a line is longer than allowed: a parser downstream keeps a whole line in memory.</summary>
internal sealed class GuardedReader(TextReader inner, int lineLength) : TextReader
{
    private int _sinceLineEnd;
    private long _line = 1;

    public override int Read(char[] buffer, int index, int count) => Counted(buffer.AsSpan(index, inner.Read(buffer, index, count)));

    public override int Read(Span<char> buffer) => Counted(buffer[..inner.Read(buffer)]);

    public override int Read()
    {
        var c = inner.Read();
        if (c >= 0)
            Counted([(char)c]);
        return c;
    }

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(ReadOnlySpan<char> read)
    {
        var rest = read;
        int end;
        while ((end = rest.IndexOfAny('\n', '\r')) >= 0)
        {
            Check(_sinceLineEnd + end);
            if (rest[end] == '\n')
                _line++;
            _sinceLineEnd = 0;
            rest = rest[(end + 1)..];
        }
        _sinceLineEnd += rest.Length;
        Check(_sinceLineEnd);
        return read.Length;
    }

    private void Check(int length)
    {
        if (length > lineLength)
            throw new UnusableListException($"Line {_line} is longer than {lineLength} characters. This does not look like a list; save it again as CSV or XLSX.");
    }
}
