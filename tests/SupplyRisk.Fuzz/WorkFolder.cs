namespace SupplyRisk.Fuzz;

/// <summary>A temporary folder, and where the repository is.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("supplyrisk-fuzz-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static string Repository { get; } = Find();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SupplyRisk.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The fuzzer runs outside the repository.");
    }
}
