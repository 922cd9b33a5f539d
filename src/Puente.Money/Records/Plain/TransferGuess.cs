using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>Guesses which columns are what from their names, and says what it guessed. The order of day and month is never guessed.</summary>
internal static class TransferGuess
{
    private static readonly string[] Ids = ["tranid", "transactionid", "txid", "transferid", "id", "claverastreo", "folio", "referencia", "reference"];
    private static readonly string[] Froms = ["from", "fromid", "fromaccount", "fromaccountid", "origacct", "sourcenodeid", "source", "sourceaccount", "sender", "senderaccount", "originator", "payer", "nameorig", "cuentaorigen", "cuentaordenante", "ordenante", "origen", "de"];
    private static readonly string[] Tos = ["to", "toid", "toaccount", "toaccountid", "beneacct", "targetnodeid", "target", "targetaccount", "receiver", "receiveraccount", "beneficiary", "payee", "namedest", "cuentadestino", "cuentabeneficiario", "beneficiario", "destino", "a"];
    private static readonly string[] Accounts = ["account", "accountnumber", "accountno", "accountid", "iban", "clabe", "cuenta", "numerodecuenta", "nodecuenta"];
    private static readonly string[] Others = ["counterparty", "counterpartyaccount", "counterpartyname", "contraparte", "beneficiary", "payee", "name", "nombre", "description", "descripcion", "concepto", "details", "memo"];
    private static readonly string[] Times = ["timestamp", "datetime", "time", "trantimestamp", "createtime", "date", "transactiondate", "bookingdate", "postingdate", "posteddate", "valuedate", "fecha", "fechahora", "fechaoperacion", "fechadeoperacion", "fechavalor", "step"];
    private static readonly string[] Amounts = ["amount", "amt", "baseamt", "value", "transactionamount", "importe", "monto", "cantidad"];
    private static readonly string[] Debits = ["debit", "debits", "debitamount", "withdrawal", "withdrawals", "moneyout", "paidout", "cargo", "cargos", "retiro", "retiros", "debe"];
    private static readonly string[] Credits = ["credit", "credits", "creditamount", "deposit", "deposits", "moneyin", "paidin", "abono", "abonos", "deposito", "depositos", "haber"];
    private static readonly string[] Moneys = ["currency", "ccy", "currencycode", "moneda", "divisa"];
    private static readonly string[] Kinds = ["txtype", "type", "kind", "transactiontype", "trantype", "paymentformat", "tipo", "tipodeoperacion"];

    /// <summary>A mapping under which the file reads, or null when the names of its columns say too little.</summary>
    public static (TransferMapping Mapping, PlainHead Head, string Name)? From(string[] lines, string file)
    {
        foreach (var name in TransferMappingReader.Shipped)
        {
            var mapping = TransferMappingReader.Named(name)!;
            if (PlainHead.Of(lines, mapping) is { } head) return (mapping, head, name);
        }

        foreach (var head in PlainHead.Candidates(lines, null, null))
            if (ByNames(head, file) is { } mapping) return (mapping with { Delimiter = head.Delimiter, DecimalSign = Sign(head, mapping) }, head, "");
        return null;
    }

    /// <summary>What was guessed, a note for each field.</summary>
    public static IEnumerable<Problem> Told(TransferMapping mapping) =>
        from field in mapping.Fields
        select new Problem(0, field.Key, "transfers.guessed-field", ("field", field.Key), ("column", field.Field.Label));

    /// <summary>How the times of a file are written, from some of its rows.</summary>
    public static TimeUnit UnitOf(PlainHead head, TransferMapping mapping)
    {
        if (mapping.Time is not { Parts: [var part] } || head.Find(part) is var column && column < 0) return TimeUnit.Text;
        var cells = head.Sample.Where(r => r.Count > column && r[column].Length > 0).Select(r => r[column]).ToList();
        if (cells.Count == 0 || !cells.All(c => c.All(x => char.IsAsciiDigit(x) || x == '.') && c.Count(x => x == '.') < 2)) return TimeUnit.Text;
        var whole = cells.Select(c => c.Split('.')[0].TrimStart('0').Length).Max();
        if (whole == 8 && cells.All(c => c.Length == 8 && c[..2] is "19" or "20")) return TimeUnit.Text;
        return whole switch { <= 6 => TimeUnit.Days, <= 10 => TimeUnit.Seconds, _ => TimeUnit.Milliseconds };
    }

    private static TransferMapping? ByNames(PlainHead head, string file)
    {
        var (time, amount, debit, credit) = (Pick(head, Times), Pick(head, Amounts), Pick(head, Debits), Pick(head, Credits));
        if (time is null || amount is null && (debit is null || credit is null)) return null;
        var mapping = new TransferMapping { Id = Pick(head, Ids), Time = time, Amount = amount, Currency = Pick(head, Moneys), Kind = Pick(head, Kinds) };
        if (amount is not null && Pick(head, Froms) is { } from && Pick(head, Tos) is { } to) return mapping with { From = from, To = to };
        return mapping with
        {
            Account = Pick(head, Accounts) ?? new Field([], Value: Path.GetFileNameWithoutExtension(file)),
            Counterparty = Pick(head, Others),
            Amount = debit is null || credit is null ? amount : null,
            Debit = credit is null ? null : debit,
            Credit = debit is null ? null : credit,
            Negative = Negative.Reverse,
        };
    }

    private static Field? Pick(PlainHead head, string[] names)
    {
        foreach (var name in names)
            foreach (var column in head.Columns)
                if (Plain(column) == name) return Field.Of(column);
        return null;
    }

    private static string Plain(string column) => new([.. Puente.Evidence.Terms.Fold.Plain(column).Where(char.IsLetterOrDigit)]);

    private static char Sign(PlainHead head, TransferMapping mapping)
    {
        if (head.Delimiter == ',') return '.';
        var columns = new[] { mapping.Amount, mapping.Debit, mapping.Credit }.OfType<Field>().Select(f => head.Find(f.Parts[0])).ToList();
        var cells = head.Sample.SelectMany(r => columns.Where(c => c < r.Count).Select(c => r[c])).Where(c => c.Length > 2).ToList();
        return cells.Any(c => c[^3] == ',' || c[^2] == ',') && !cells.Any(c => c[^3] == '.' || c[^2] == '.') ? ',' : '.';
    }
}
