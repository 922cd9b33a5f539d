namespace Puente.Evidence.Import.Tables;

/// <summary>Carries a <see cref="Problem"/> from deep inside a reader to the edge of this folder, where it becomes <see cref="ITable.Fault"/>.</summary>
internal sealed class TableException(Problem problem) : Exception(problem.Code)
{
    /// <summary>What is wrong with the file.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>A fault of the whole file.</summary>
    public static TableException Of(string code, params (string Name, string Value)[] args) => new(new Problem(0, "", code, args));
}
