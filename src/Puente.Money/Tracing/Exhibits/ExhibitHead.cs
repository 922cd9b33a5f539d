namespace Puente.Money.Tracing.Exhibits;

/// <summary>What an exhibit of a node says of itself: who made it, when, under which marking, and what it left out.</summary>
/// <param name="Lines">Keys of texts, and what stands beside them.</param>
/// <param name="Stated">Accounts whose opening balance a statement of a return says.</param>
public sealed record ExhibitHead(IReadOnlyList<(string Key, string Value)> Lines, IReadOnlySet<(int Account, byte Currency)> Stated);
