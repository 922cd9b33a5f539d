using Puente.Money.Returns.Reconciling;

namespace Puente.Tests.Money.Returns;

/// <summary>Account numbers of a return that their own check contradicts.</summary>
public sealed class AccountDoubtTests
{
    [Fact]
    public void A_clabe_or_iban_with_a_wrong_check_is_doubted_once_with_its_rows_and_no_other_number_is()
    {
        var doubts = new AccountDoubts();
        foreach (var account in new[]
        {
            "032180000118359719", "032180000118359710", "032180000118359710", "0321 8000 0118 3597 10", "ES9121000418450200051332", "ES9121000418450200051333",
            "4410027710", "0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae", "700100200", null,
        })
            doubts.Add(account);
        var (shown, count) = doubts.Found();
        count.ShouldBe(3);
        shown.Select(d => (d.Account, d.Kind, d.Rows)).ShouldBe([("032180000118359710", "clabe", 2), ("0321 8000 0118 3597 10", "clabe", 1), ("ES9121000418450200051333", "iban", 1)]);
        shown.Select(d => d.Code).ShouldBe(["identifier.check", "identifier.check", "iban.check"]);
    }
}
