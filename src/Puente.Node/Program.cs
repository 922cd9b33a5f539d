using Puente.Node.Commands;

return await CommandLine.RunAsync(args);

/// <summary>The entry point, visible to the web test host.</summary>
public partial class Program;
