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

    [Fact]
    public void A_book_comes_back_as_it_was_and_goes_on()
    {
        var (book, random, known) = (new VertexBook(), new Random(12), new Dictionary<string, int>());
        for (var i = 0; i < 3_000; i++)
        {
            var account = $"{"AB"[random.Next(2)]}{new string('0', random.Next(3))}{random.Next(600)}";
            var vertex = book.Of(random.Next(4) == 0 ? account.ToLowerInvariant().Insert(1, "-") : account, (ushort)random.Next(5));
            known.TryAdd(account, vertex);
            known[account].ShouldBe(vertex);
            if (random.Next(10) == 0) book.Open();
        }

        var back = VertexBook.Of([.. book.ToBytes().Select(b => b.ToArray())]);
        (back.Count, back.Named).ShouldBe((book.Count, book.Named));
        foreach (var (account, vertex) in known)
        {
            back.Find(account).ShouldBe(vertex);
            back.Account(vertex).ShouldBe(book.Account(vertex));
            for (ushort mark = 0; mark < 5; mark++) back.End(vertex, new SlotSet(mark, 2)).ShouldBe(book.End(vertex, new SlotSet(mark, 2)));
        }

        back.Find("C1").ShouldBeNull();
        back.Of("C1", 1).ShouldBe(book.Count);
        back.Of("c-1", 2).ShouldBe(book.Count);
        back.End(back.Open(), new SlotSet(all: true)).ShouldBe(default);
    }
}
