using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>Key of an entity.</summary>
public readonly record struct EntityId(long Key);

/// <summary>Key of a source.</summary>
public readonly record struct SourceId(long Key);

/// <summary>Key of a recording: what one form or import shares.</summary>
public readonly record struct RecordingId(long Key);

/// <summary>Key of a passage that somebody quotes.</summary>
public readonly record struct QuoteId(long Key);

/// <summary>Key of a legal hold.</summary>
public readonly record struct HoldId(long Key);

/// <summary>Kind and key of a statement.</summary>
/// <param name="Kind"><see cref="IdKind.Attribute"/>, <see cref="IdKind.Fact"/> or <see cref="IdKind.SameAs"/>.</param>
/// <param name="Key">Row key, unique over the three kinds.</param>
public readonly record struct StatementId(IdKind Kind, long Key);
