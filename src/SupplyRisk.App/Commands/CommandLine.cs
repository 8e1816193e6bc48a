using System.CommandLine;
using Npgsql;
using SupplyRisk.App.Setup;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.App.Commands;

/// <summary>The verbs of <c>supplyrisk</c>. Data goes to stdout, everything else to stderr.</summary>
public static class CommandLine
{
    /// <summary>Wrong usage or unusable input; the reason is on stderr.</summary>
    public const int Unusable = 2;

    /// <summary>Failed, though the input was fine.</summary>
    public const int Failed = 1;

    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var root = new RootCommand("Screens a company's suppliers for signs of forced labour: who should be looked at first, why, and what changed.")
        {
            ServeCommand.Create(),
            ScreenCommand.Create(),
            ScanCommand.Create(),
            MatchCommand.Create(),
            DocumentCommand.Create(),
            ImportCommand.Create(),
            WatchlistsCommand.Create(),
            IndexCommand.Create(),
            RulesCommand.Create(),
            ReceiptCommand.Create(),
            ReferenceCommand.Create(),
            StatementCommand.Create(),
            PeopleCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            AuditCommand.Create(),
            PackCommand.Create(),
        };
        ServeCommand.AddTo(root); // without a verb it serves
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
            return parsed.Errors.Count > 0 ? Unusable : code;
        }
        catch (UnusableInputException e)
        {
            foreach (var reason in e.Reasons) await SayAsync(reason);
            return Unusable;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Failed;
        }
        catch (Exception e) when (StorageFault.Of(e) is { } fault)
        {
            await SayAsync($"{fault.Title}. {fault.Advice} ({Innermost(e)})");
            return Failed;
        }
        catch (NpgsqlException e)
        {
            await SayAsync($"The PostgreSQL database of Data:Postgres refused: {e.Message}");
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or SearchUnavailableException)
        {
            await SayAsync(e.Message);
            return Failed;
        }
    }

    // What a file holds must not steer the terminal that shows what is wrong with it.
    private static Task SayAsync(string message) => Console.Error.WriteLineAsync(string.Join('\n', message.Split('\n').Select(Words.Visible)));

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
