using Puente.Evidence.Import.Tables;

namespace Puente.Money.Returns.Documents;

/// <summary>Where documents are read: in a process of their own that can be lost, as tables are.</summary>
/// <param name="Tables">Gives the lines of pages as rows: page, confidence, text.</param>
internal sealed record DocumentTables(ITables Tables);
