namespace Puente.Ui.Layout;

/// <summary>
/// Who is looking at the page, in words: shown in the navigation and printed on paper. It decides nothing;
/// what may be seen is decided where statements are read.
/// </summary>
/// <param name="Officer">The officer's name.</param>
/// <param name="Unit">Unit and agency.</param>
/// <param name="Purpose">The declared purpose, or null when none was declared yet.</param>
public sealed record Reader(string Officer, string Unit, string? Purpose = null);

/// <summary>
/// What the shell asks of the host: the reader and whether a navigation entry is open to them.
/// The host registers its own; without one, nobody is signed in and every entry is shown.
/// </summary>
public interface IReaderSource
{
    /// <summary>The signed-in reader, or null.</summary>
    Reader? Current { get; }

    /// <summary>Whether this is a demonstration node, which every page says.</summary>
    bool IsDemo { get; }

    /// <summary>Whether the entry is shown to the reader.</summary>
    bool Shows(NavItem item);

    /// <summary>Where the form that signs out is sent.</summary>
    string SignOutPath => "/sign-out";

    /// <summary>Where a reader signs in.</summary>
    string SignInPath => "/sign-in";

    /// <summary>Where the purpose is declared or changed; null when the node asks for none.</summary>
    string? PurposePath => null;
}

internal sealed class NoReader : IReaderSource
{
    public Reader? Current => null;
    public bool IsDemo => false;
    public bool Shows(NavItem item) => true;
}
