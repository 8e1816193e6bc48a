using System.Text;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Proposals;

/// <summary>The case file of one rule in the customer's own folder: <c>cases/RULE.yaml</c>, to whose end a case is added, so that what people wrote there stays.</summary>
internal static class OwnCaseFile
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <returns>The file, below the own folder.</returns>
    public static async Task<Result<string>> AddAsync(RulesetFolders folders, RuleCaseProposal proposal, CancellationToken ct)
    {
        if (folders.Own is not { } own) return ProposalErrors.NoOwnRules();
        if (proposal.Rule.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))) return ProposalErrors.NoSuchRule(proposal.Rule);
        var below = $"cases/{proposal.Rule}.yaml";
        await OneAtATime.WaitAsync(ct);
        try
        {
            var path = Path.Combine(own, "cases", $"{proposal.Rule}.yaml");
            var was = File.Exists(path) ? await File.ReadAllTextAsync(path, ct) : null;
            var line = "    - " + RuleCaseText.Line(proposal);
            if (was?.Contains(line.Trim(), StringComparison.Ordinal) == true) return below;
            var text = was is null ? RuleCaseText.File([proposal]) : was.TrimEnd() + "\n" + line + "\n";
            if (Problem(folders, below, text) is { } problem) return ProposalErrors.CannotBeWritten($"{own}/{below} would not load with the case at its end: {problem}. Mend the file, or download the case and put it in by hand.");
            Directory.CreateDirectory(Path.Combine(own, "cases"));
            var part = $"{path}.{Guid.CreateVersion7():N}.part";
            await File.WriteAllTextAsync(part, text, new UTF8Encoding(false), ct);
            File.Move(part, path, overwrite: true); // never half a file, whoever reads it now
            return below;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ProposalErrors.CannotBeWritten($"{own}/{below} could not be written: {e.Message} Download the case and put it in by hand.");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    // Problems that the folder has elsewhere are no reason to refuse a good case.
    private static string? Problem(RulesetFolders folders, string below, string text)
    {
        var mine = RulesetFile.Own + below;
        var load = RulesetLoader.Load([.. folders.Read().Where(f => f.Path != mine), new RulesetFile(mine, text)]);
        return load.Issues.Select(i => i.ToString()).FirstOrDefault(i => i.StartsWith(mine, StringComparison.Ordinal));
    }
}
