using System.Globalization;
using SupplyRisk.Fuzz;

// Mutated inputs for every reader. Whatever comes in, a declared outcome comes out, in bounded time and memory.
var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--inputs"] = "10000", ["--seed"] = "20261122", ["--from"] = "0" };
for (var i = 0; i < args.Length; i += 2)
{
    if (args[i] is not ("--inputs" or "--seed" or "--reader" or "--input" or "--keep" or "--from") || i + 1 == args.Length) return Usage();
    options[args[i]] = args[i + 1];
}
if (!int.TryParse(options["--inputs"], NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) || !int.TryParse(options["--seed"], NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return Usage();
if (!int.TryParse(options["--from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from)) return Usage();
int? only = options.TryGetValue("--input", out var one) ? int.Parse(one, CultureInfo.InvariantCulture) : null;

using var work = new WorkFolder();
using var readers = await Readers.OpenAsync(work);
return new Run(readers, work, seed, options.GetValueOrDefault("--keep")).Go(from, inputs, only, options.GetValueOrDefault("--reader"));

static int Usage()
{
    Console.Error.WriteLine("""
        usage: [--inputs N] [--seed S] [--from K] [--reader NAME]   N inputs made from the seed, from the K-th on, over every reader or one
               --seed S --input K [--reader NAME] [--keep FILE]    the K-th of them again; its bytes go to FILE
        """);
    return 2;
}
