namespace SupplyRisk.Disclosure.Checking;

/// <summary>Why a statement cannot be checked.</summary>
public static class CheckErrors
{
    public static Refusal NoSuchFramework(string id, IEnumerable<string> known) =>
        new(RefusalKind.Invalid, "framework_unknown", $"There is no law '{Words.Visible(id)}'. Known are {string.Join(", ", known)}.", "framework");

    /// <param name="problem">The first of its file, with its place.</param>
    public static Refusal FrameworkLeftOut(string id, string problem) => new(RefusalKind.Invalid, "framework_left_out", $"The law '{Words.Visible(id)}' is left out until its file is mended: {problem}", "framework");

    public static Refusal FileMissing() => new(RefusalKind.Invalid, "file_missing", "Say which file.", "file");

    public static Refusal TooLarge(long most) => new(RefusalKind.Invalid, "file_too_large", $"The file is over {most >> 20} MB.", "file");

    public static Refusal Unreadable(string reason) => new(RefusalKind.Invalid, "file_unreadable", reason, "file");
}
