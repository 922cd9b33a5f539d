using Puente.Evidence;
using Puente.Money.Records;
using Puente.Money.Records.Plain;

namespace Puente.Money.Tracing.Commands;

/// <summary>Opening balances as they are given: <c>ACCOUNT=AMOUNT</c>, <c>ACCOUNT=AMOUNT USD</c>, or a delimited file with a column of accounts and one of balances.</summary>
internal static class Openings
{
    private static readonly string[] Accounts = ["account", "acct_id", "accountid", "nodeid", "cuenta", "clabe", "iban"];
    private static readonly string[] Amounts = ["opening", "balance", "amount", "initial_deposit", "init_balance", "saldo", "saldo_inicial"];
    private static readonly string[] Moneys = ["currency", "acct_rptng_crncy", "moneda"];

    /// <summary>Reads them; each is in the main unit of its currency. Ends with <see cref="ExitCode.Input"/> when one cannot be read or names an account that the transfers do not.</summary>
    public static async Task<IReadOnlyDictionary<(int Account, byte Currency), long>> ReadAsync(Transfers all, IEnumerable<string> given, CancellationToken stop)
    {
        var openings = new Dictionary<(int, byte), long>();
        foreach (var one in given)
        {
            if (File.Exists(one)) await FileAsync(all, one, openings, stop);
            else if (one.LastIndexOf('=') is > 0 and var at) Add(all, one[..at], one[(at + 1)..], openings, known: true);
            else throw Wrong("trace.opening", ("text", one));
        }

        return openings;
    }

    private static async Task FileAsync(Transfers all, string path, Dictionary<(int, byte), long> openings, CancellationToken stop)
    {
        var lines = await File.ReadAllLinesAsync(path, stop);
        foreach (var head in PlainHead.Candidates(lines, null, null))
        {
            var (account, amount, money) = (Find(head, Accounts), Find(head, Amounts), Find(head, Moneys));
            if (account < 0 || amount < 0) continue;
            foreach (var line in lines.Skip(head.FirstLine - 1).Where(l => l.Length > 0))
            {
                var cells = PlainHead.Split(line, head.Delimiter);
                if (cells.Count <= Math.Max(account, amount)) throw Wrong("trace.opening", ("text", line));
                Add(all, cells[account], money >= 0 && money < cells.Count ? $"{cells[amount]} {cells[money]}" : cells[amount], openings, known: false);
            }

            return;
        }

        throw Wrong("trace.opening-file", ("file", Path.GetFileName(path)));
    }

    private static void Add(Transfers all, string name, string amount, Dictionary<(int, byte), long> openings, bool known)
    {
        var account = all.Accounts.Find(name);
        if (account < 0)
        {
            if (known) throw Wrong("trace.opening-account", ("account", name));
            return;
        }

        if (OpeningSum.Read(all, amount) is not var (currency, minor)) throw Wrong("trace.opening", ("text", $"{name}={amount}"));
        openings[(account, currency)] = minor;
    }

    private static int Find(PlainHead head, string[] names) => names.Select(n => head.Find(new FieldPart(n))).FirstOrDefault(i => i >= 0, -1);

    private static CommandEndsException Wrong(string code, params (string, string)[] args) => new(new Refusal(code, args), ExitCode.Input);
}
