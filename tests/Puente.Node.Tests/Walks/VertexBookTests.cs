using Puente.Evidence.Walks;
using Puente.Graph.Filters;

namespace Puente.Node.Tests.Walks;

/// <summary>What vertices are called.</summary>
public sealed class VertexBookTests
{
    [Fact]
    public void An_account_is_written_as_a_row_writes_it_that_the_viewer_may_walk()
    {
        var book = new VertexBook();
        var account = book.Of("AC-77 10", 3);
        book.Of("ac7710", 4).ShouldBe(account);
        book.Of("AC 7710", 4).ShouldBe(account);
        book.End(account, new SlotSet(3)).Account.ShouldBe("AC-77 10");
        book.End(account, new SlotSet(4)).Account.ShouldBe("AC 7710");
        book.End(account, new SlotSet(3, 4)).Account.ShouldBe("AC 7710");
        book.End(account, new SlotSet(5)).Account.ShouldBeNull();
        book.End(book.Open(), new SlotSet(all: true)).ShouldBe(default);
    }
}
