namespace SupplyRisk.Watchlists;

/// <summary>Files of held deliveries, kept in the data folder until a person has decided. They are part of every backup.</summary>
internal sealed class KeptFiles(string dataFolder)
{
    public void Keep(Guid delivery, ListFiles files)
    {
        Directory.CreateDirectory(FolderOf(delivery));
        for (var i = 0; i < files.All.Count; i++) File.Copy(files.All[i].Path, PathOf(delivery, i), overwrite: true);
    }

    /// <summary>The files as they arrived, or null where they are gone.</summary>
    public ListFiles? Find(ListDelivery delivery)
    {
        var names = delivery.FileNames.Split(", ");
        var files = names.Select((name, i) => new ListFile(PathOf(delivery.Id, i), name)).ToList();
        return files.TrueForAll(f => File.Exists(f.Path)) ? new ListFiles(files) : null;
    }

    public void Forget(IEnumerable<Guid> deliveries)
    {
        foreach (var folder in deliveries.Select(FolderOf).Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private string FolderOf(Guid delivery) => Path.Combine(dataFolder, "lists", delivery.ToString("N"));

    // Our own names: the sender's may hold anything.
    private string PathOf(Guid delivery, int number) => Path.Combine(FolderOf(delivery), number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
