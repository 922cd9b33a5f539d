namespace Puente.Evidence.Import.Tables;

/// <summary>Where tables are parsed: in a process of their own (<see cref="ChildTables"/>), or here (<see cref="LocalTables"/>).</summary>
public interface ITables
{
    /// <summary>Opens a file. What is wrong with the file is an answer, not an exception.</summary>
    Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop);
}

/// <summary>Exactly one of a table, which the caller disposes, or the reason why there is none.</summary>
public readonly record struct Opened(ITable? Table, Problem? Fault);

/// <summary>Parses in this process. For bytes that the node wrote itself and for tests; never for foreign bytes in a node.</summary>
public sealed class LocalTables : ITables
{
    /// <inheritdoc/>
    public Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop)
    {
        try
        {
            return Task.FromResult(new Opened(TableSource.Open(path, options), null));
        }
        catch (TableException e)
        {
            return Task.FromResult(new Opened(null, e.Problem));
        }
    }
}
