using System.Text;

namespace SupplyRisk.App.Auth;

/// <summary>QR codes after ISO/IEC 18004, as far as an authenticator's address needs: bytes, error correction level L, versions 1 to 10.</summary>
internal static class QrCode
{
    /// <summary>Of versions 1 to 10 at level L: codewords of error correction a block, and blocks (ISO/IEC 18004, table 9).</summary>
    private static readonly (int Correction, int Blocks)[] Versions = [(7, 1), (10, 1), (15, 1), (20, 1), (26, 1), (18, 2), (20, 2), (24, 2), (30, 2), (18, 4)];

    /// <summary>Middles of the alignment patterns (annex E).</summary>
    private static readonly int[][] Alignments = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

    /// <returns>Dark modules, row by row, without the quiet zone.</returns>
    /// <exception cref="ArgumentException">The text is longer than version 10 holds.</exception>
    public static bool[,] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var version = 1; version <= Versions.Length; version++)
        {
            var data = DataCodewords(version);
            if (bytes.Length + (version < 10 ? 2 : 3) <= data) return Best(version, Interleaved(version, Codewords(version, bytes, data)));
        }
        throw new ArgumentException($"{bytes.Length} bytes are more than fit.", nameof(text));
    }

    private static int Size(int version) => 17 + (4 * version);

    // All modules that carry no pattern and no format or version information (clause 7.3).
    private static int RawCodewords(int version)
    {
        var modules = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var alignments = (version / 7) + 2;
            modules -= (((25 * alignments) - 10) * alignments) - 55;
            if (version >= 7) modules -= 36;
        }
        return modules / 8;
    }

    private static int DataCodewords(int version) => RawCodewords(version) - (Versions[version - 1].Correction * Versions[version - 1].Blocks);

    private static byte[] Codewords(int version, byte[] bytes, int capacity)
    {
        var bits = new List<bool>();
        void Add(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--) bits.Add(((value >> i) & 1) == 1);
        }
        Add(0b0100, 4); // bytes
        Add(bytes.Length, version < 10 ? 8 : 16);
        foreach (var b in bytes) Add(b, 8);
        Add(0, Math.Min(4, (capacity * 8) - bits.Count));
        Add(0, (8 - (bits.Count % 8)) % 8);
        for (var pad = 0xEC; bits.Count < capacity * 8; pad ^= 0xEC ^ 0x11) Add(pad, 8);
        var words = new byte[capacity];
        for (var i = 0; i < bits.Count; i++)
            if (bits[i]) words[i / 8] |= (byte)(0x80 >> (i % 8));
        return words;
    }

    private static byte[] Interleaved(int version, byte[] data)
    {
        var (correction, blocks) = Versions[version - 1];
        var raw = RawCodewords(version);
        var (shortBlocks, shortLength) = (blocks - (raw % blocks), (raw / blocks) - correction);
        var divisor = Divisor(correction);
        var (parts, remainders) = (new List<byte[]>(), new List<byte[]>());
        for (int block = 0, at = 0; block < blocks; block++)
        {
            var length = shortLength + (block < shortBlocks ? 0 : 1);
            parts.Add(data[at..(at + length)]);
            remainders.Add(Remainder(parts[^1], divisor));
            at += length;
        }
        var all = new List<byte>(raw);
        for (var i = 0; i <= shortLength; i++)
            all.AddRange(parts.Where(p => i < p.Length).Select(p => p[i]));
        for (var i = 0; i < correction; i++)
            all.AddRange(remainders.Select(r => r[i]));
        return [.. all];
    }

    private static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++) divisor[j] = (byte)(Times(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0));
            root = Times(root, 2);
        }
        return divisor;
    }

    private static byte[] Remainder(byte[] data, byte[] divisor)
    {
        var remainder = new byte[divisor.Length];
        foreach (var b in data)
        {
            var factor = (byte)(b ^ remainder[0]);
            Array.Copy(remainder, 1, remainder, 0, remainder.Length - 1);
            remainder[^1] = 0;
            for (var i = 0; i < remainder.Length; i++) remainder[i] ^= Times(divisor[i], factor);
        }
        return remainder;
    }

    // In the field of 256 by x^8 + x^4 + x^3 + x^2 + 1.
    private static byte Times(byte x, byte y)
    {
        var z = 0;
        for (var i = 7; i >= 0; i--)
        {
            z = (z << 1) ^ ((z >> 7) * 0x11D);
            z ^= ((y >> i) & 1) * x;
        }
        return (byte)z;
    }

    private static bool[,] Best(int version, byte[] codewords)
    {
        bool[,]? best = null;
        var least = int.MaxValue;
        for (var mask = 0; mask < 8; mask++)
        {
            var drawn = Drawn(version, codewords, mask);
            var penalty = Penalty(drawn);
            if (penalty < least) (best, least) = (drawn, penalty);
        }
        return best!; // one of eight is the best
    }

    private static bool[,] Drawn(int version, byte[] codewords, int mask)
    {
        var size = Size(version);
        var (dark, taken) = (new bool[size, size], new bool[size, size]);
        void Set(int x, int y, bool on)
        {
            if (x < 0 || y < 0 || x >= size || y >= size) return;
            (dark[y, x], taken[y, x]) = (on, true);
        }
        for (var i = 0; i < size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }
        foreach (var (cx, cy) in new[] { (3, 3), (size - 4, 3), (3, size - 4) })
            for (var dy = -4; dy <= 4; dy++)
                for (var dx = -4; dx <= 4; dx++)
                    Set(cx + dx, cy + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) is not (2 or 4));
        var middles = Alignments[version - 1];
        for (var i = 0; i < middles.Length; i++)
            for (var j = 0; j < middles.Length; j++)
            {
                if ((i == 0 && j == 0) || (i == 0 && j == middles.Length - 1) || (i == middles.Length - 1 && j == 0)) continue; // there the finders are
                for (var dy = -2; dy <= 2; dy++)
                    for (var dx = -2; dx <= 2; dx++)
                        Set(middles[i] + dx, middles[j] + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
            }
        DrawFormat(size, mask, Set);
        if (version >= 7) DrawVersion(size, version, Set);
        var bit = 0;
        for (var right = size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var step = 0; step < size; step++)
                for (var j = 0; j < 2; j++)
                {
                    var (x, y) = (right - j, ((right + 1) & 2) == 0 ? size - 1 - step : step);
                    if (taken[y, x]) continue;
                    dark[y, x] = (bit < codewords.Length * 8 && ((codewords[bit >> 3] >> (7 - (bit & 7))) & 1) == 1) ^ IsMasked(mask, x, y);
                    bit++;
                }
        }
        return dark;
    }

    private static void DrawFormat(int size, int mask, Action<int, int, bool> set)
    {
        var data = (1 << 3) | mask; // 01: level L
        var rest = data;
        for (var i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = ((data << 10) | rest) ^ 0x5412;
        bool Bit(int i) => ((bits >> i) & 1) == 1;
        for (var i = 0; i <= 5; i++) set(8, i, Bit(i));
        set(8, 7, Bit(6));
        set(8, 8, Bit(7));
        set(7, 8, Bit(8));
        for (var i = 9; i < 15; i++) set(14 - i, 8, Bit(i));
        for (var i = 0; i < 8; i++) set(size - 1 - i, 8, Bit(i));
        for (var i = 8; i < 15; i++) set(8, size - 15 + i, Bit(i));
        set(8, size - 8, true);
    }

    private static void DrawVersion(int size, int version, Action<int, int, bool> set)
    {
        var rest = version;
        for (var i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        var bits = (version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var (on, a, b) = (((bits >> i) & 1) == 1, size - 11 + (i % 3), i / 3);
            set(a, b, on);
            set(b, a, on);
        }
    }

    private static bool IsMasked(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };

    // Runs, blocks, what looks like a finder, and balance (clause 7.8.3). Any mask can be read; this picks one that is read easily.
    private static int Penalty(bool[,] dark)
    {
        var (size, penalty, on) = (dark.GetLength(0), 0, 0);
        ReadOnlySpan<bool> finder = [true, false, true, true, true, false, true, false, false, false, false];
        for (var a = 0; a < size; a++)
            foreach (var across in (bool[])[true, false])
            {
                bool At(int i) => across ? dark[a, i] : dark[i, a];
                for (int i = 1, run = 1; i <= size; i++)
                {
                    if (i < size && At(i) == At(i - 1))
                    {
                        run++;
                        continue;
                    }
                    if (run >= 5) penalty += run - 2;
                    run = 1;
                }
                for (var i = 0; i + finder.Length <= size; i++)
                {
                    var (forth, back) = (true, true);
                    for (var k = 0; k < finder.Length; k++)
                    {
                        forth &= At(i + k) == finder[k];
                        back &= At(i + k) == finder[^(k + 1)];
                    }
                    if (forth || back) penalty += 40;
                }
            }
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                if (dark[y, x]) on++;
                if (x > 0 && y > 0 && dark[y, x] == dark[y, x - 1] && dark[y, x] == dark[y - 1, x] && dark[y, x] == dark[y - 1, x - 1]) penalty += 3;
            }
        return penalty + (Math.Abs((on * 20) - (size * size * 10)) / (size * size) * 10);
    }
}
