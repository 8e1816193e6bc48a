using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>Where the chain stood at some time: enough to prove later that nothing up to it was changed or cut off.</summary>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary><c>SEQ:HASH</c>, to be noted outside of the installation.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");

    /// <returns>Null if <paramref name="text"/> is not what <see cref="ToString"/> writes.</returns>
    public static AuditHead? Parse(string text) =>
        text.Split(':') is [var seq, { Length: 64 } hash] && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && hash.All(char.IsAsciiHexDigit)
            ? new(number, hash.ToLowerInvariant()) : null;
}

/// <summary>A line of the record that is not what it was when it was written.</summary>
public sealed record AuditProblem(long Seq, string Message);

/// <summary>What a walk over the whole record found.</summary>
/// <param name="Head">The last line; null if there is none.</param>
/// <param name="Erased">Lines whose payload or person was erased, by a line of the record that says so.</param>
/// <param name="Problems">The first ones, by line; empty if the chain is whole.</param>
public sealed record AuditVerdict(long Lines, AuditHead? Head, int Erased, IReadOnlyList<AuditProblem> Problems);

/// <summary>Proves the record: every line follows from the one before, every payload is the one that was written, and what is missing was erased by a line that says so.</summary>
public sealed class VerifyAudit(IDbContextFactory<SupplyRiskDb> databases, AuditSeal seal)
{
    private const int PageSize = 2_000, ProblemsShown = 100;

    /// <param name="noted">A head noted earlier; the chain has to hold it.</param>
    public async Task<AuditVerdict> RunAsync(AuditHead? noted, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var total = await db.AuditRows.LongCountAsync(ct);
        var walk = new Walk(seal);
        while (await PageAsync(db, walk.Seq, ct) is { Rows.Count: > 0 } page)
        {
            foreach (var row in page.Rows) walk.Step(row, page.Payloads.GetValueOrDefault(row.Id), page.People.GetValueOrDefault(row.Id));
            progress?.Report(new StageProgress("Walking the audit record", walk.Lines, total));
        }
        return walk.Verdict(noted);
    }

    private static async Task<(List<AuditRow> Rows, Dictionary<Guid, byte[]> Payloads, Dictionary<Guid, byte[]> People)> PageAsync(SupplyRiskDb db, long after, CancellationToken ct)
    {
        var rows = await db.AuditRows.AsNoTracking().Where(r => r.Seq > after).OrderBy(r => r.Seq).Take(PageSize).ToListAsync(ct);
        if (rows.Count == 0) return (rows, [], []);
        var last = rows[^1].Seq;
        var ids = db.AuditRows.Where(r => r.Seq > after && r.Seq <= last).Select(r => r.Id);
        return (rows,
            await db.AuditPayloads.AsNoTracking().Where(p => ids.Contains(p.AuditId)).ToDictionaryAsync(p => p.AuditId, p => p.Sealed, ct),
            await db.AuditPeople.AsNoTracking().Where(p => ids.Contains(p.AuditId)).ToDictionaryAsync(p => p.AuditId, p => p.Sealed, ct));
    }

    private sealed class Walk(AuditSeal seal)
    {
        private readonly List<AuditProblem> problems = [];
        private readonly Dictionary<long, string> hashes = [];
        private readonly SortedDictionary<long, string> missing = [];
        private readonly HashSet<long> erased = [];
        private string previous = "";

        public long Seq { get; private set; }

        public long Lines { get; private set; }

        public void Step(AuditRow row, byte[]? payload, byte[]? person)
        {
            if (row.Seq != Seq + 1) Say(row.Seq, row.Seq == Seq + 2 ? $"line {Seq + 1} is missing" : $"lines {Seq + 1} to {row.Seq - 1} are missing");
            else if (row.PreviousHash != previous) Say(row.Seq, "it does not follow from the line before it: one of the two was changed");
            if (row.Hash != AuditTrail.HashOf(row)) Say(row.Seq, "its hash is not the hash of what it says: the line was changed");
            (Seq, previous) = (row.Seq, row.Hash);
            Lines++;
            hashes[row.Seq] = row.Hash;
            CheckPayload(row, payload, person);
        }

        public AuditVerdict Verdict(AuditHead? noted)
        {
            foreach (var (seq, what) in missing.Where(m => !erased.Contains(m.Key))) Say(seq, $"{what} is gone, and no line says that it was erased");
            if (noted is not null && hashes.GetValueOrDefault(noted.Seq) is var found && found != noted.Hash)
                Say(noted.Seq, found is null ? $"the head noted earlier was line {noted.Seq}, and the record ends before it: lines were cut off" : "it is not the line whose hash was noted earlier: the record was rewritten");
            return new AuditVerdict(Lines, Lines == 0 ? null : new AuditHead(Seq, previous), missing.Keys.Count(erased.Contains),
                [.. problems.OrderBy(p => p.Seq).Take(ProblemsShown)]);
        }

        private void CheckPayload(AuditRow row, byte[]? payload, byte[]? person)
        {
            if (payload is null)
            {
                missing[row.Seq] = "what was done";
                return;
            }
            if (Open(payload) is not { } bytes)
            {
                Say(row.Seq, "what was done cannot be opened: it was changed, or sealed with another key");
                return;
            }
            if (AuditTrail.DigestOf(bytes) != row.Digest) Say(row.Seq, "what was done is not what the line's digest was made of");
            var what = AuditErasure.Parse(bytes);
            if (row.Action == AuditErasure.Action) erased.UnionWith(AuditErasure.Lines(what));
            CheckPerson(row, (string?)what[AuditTrail.ByDigest], person);
        }

        private void CheckPerson(AuditRow row, string? digest, byte[]? person)
        {
            if (digest is null) return; // written before people stood apart
            if (person is null) missing[row.Seq] = "who did it";
            else if (Open(person) is not { } bytes || AuditTrail.DigestOf(bytes) != digest) Say(row.Seq, "who did it is not who it was when the line was written");
        }

        private byte[]? Open(byte[] box)
        {
            try
            {
                return seal.Open(box);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        private void Say(long seq, string message)
        {
            if (problems.Count < ProblemsShown) problems.Add(new AuditProblem(seq, message));
        }
    }
}
