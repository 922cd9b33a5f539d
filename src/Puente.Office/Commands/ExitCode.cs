namespace Puente.Office.Commands;

/// <summary>What a command ends with; scripts may rely on it.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 1;

    /// <summary>The node refused: not allowed, not there, in use.</summary>
    public const int Refused = 2;

    /// <summary>The input has problems; they were listed.</summary>
    public const int Input = 3;

    /// <summary>No node answered.</summary>
    public const int Unreachable = 4;

    /// <summary>The product is at fault.</summary>
    public const int Fault = 5;

    /// <summary>The doctor found something wrong.</summary>
    public const int Unhealthy = 6;

    /// <summary>Stopped from outside.</summary>
    public const int Stopped = 130;
}
