using Puente.Evidence.Import.Tables;
using Puente.Node.Commands;

return args is [TableChild.Command]
    ? await TableChild.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None)
    : await CommandLine.RunAsync(args);

/// <summary>The entry point, visible to the web test host.</summary>
public partial class Program;
