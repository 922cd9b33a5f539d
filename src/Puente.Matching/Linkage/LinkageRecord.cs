using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Matching.Linkage;

/// <summary>A person, organisation or vessel of a store, as far as linking needs it.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="Name">Its name, prepared by the matcher of the store.</param>
/// <param name="Birth">Its date of birth or foundation, or null.</param>
/// <param name="Identifiers">Its identifiers.</param>
public sealed record LinkageRecord(string Id, PreparedName Name, PartialDate? Birth = null, IReadOnlyList<ListedIdentifier>? Identifiers = null);

/// <summary>Two records that may be one.</summary>
/// <param name="Left">Position of the first.</param>
/// <param name="Right">Position of the second, which comes later.</param>
/// <param name="Result">Score and decision.</param>
public readonly record struct LinkedPair(int Left, int Right, NameScore Result);
