return 0;

/// <summary>The entry point, visible to the web test host.</summary>
public partial class Program;
