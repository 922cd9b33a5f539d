using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Tables;
using Puente.Node.Commands;

return args switch
{
    [TableChild.Command] => await TableChild.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None),
    [DocumentChild.Command] => await DocumentChild.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None),
    [DocumentChild.AnyCommand] => await DocumentChild.RunAnyAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None),
    _ => await CommandLine.RunAsync(args),
};

/// <summary>The entry point, visible to the web test host.</summary>
public partial class Program;
