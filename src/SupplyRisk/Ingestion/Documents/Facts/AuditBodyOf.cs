using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>The company that audited: from its label, or from behind the lead auditor's name.</summary>
internal static partial class AuditBodyOf
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static Stated<string>? Read(DocumentText text, LabelledValues labels)
    {
        foreach (var value in labels.Of(AuditLabel.AuditBody))
        {
            if (value.End - value.Start is >= 2 and <= 160 && labels.ValueOf(value) is var body && !Plain().IsMatch(body))
                return FirstLine(labels, value.Start, value.End);
        }

        foreach (var value in labels.Of(AuditLabel.LeadAuditor))
        {
            // "T. Okonedo, Larkspur Assurance"
            var said = labels.ValueOf(value);
            var comma = said.LastIndexOfAny([',', '，', ';']);
            if (comma > 0 && said.Length < 200 && Company().IsMatch(labels.Folded[(value.Start + comma)..value.End]))
                return FirstLine(labels, value.Start + comma + 1, value.End);
        }

        var match = Behind().Match(labels.Text[..Math.Min(labels.Text.Length, 6_000)]);
        return match.Success && match.Groups["body"] is var by ? new(by.Value, by.Index, by.Index + by.Length) : null;
    }

    private static Stated<string> FirstLine(LabelledValues labels, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(labels.Text[start]))
            start++;
        if (labels.Text.IndexOf('\n', start, end - start) is var line and > 0)
            end = line;
        if (People().Match(labels.Folded[start..end]) is { Success: true } people && people.Index > 2)
            end = start + people.Index;
        return new(labels.Text[start..end], start, end);
    }

    [GeneratedRegex(@"\s*[,;，；:：]\s*(?:lead|team|auditor|audit team|主任|审核员|审核组|equipo|[a-z]\.\s)", Options)]
    private static partial Regex People();

    [GeneratedRegex(@"^[\d\W]+$", Options)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\b(?:assurance|audits?|auditing|certification|cert|inspection|services?|bureau|group|international|ltd|limited|gmbh|inc|llc|s\.?a|consult\w*|verif\w*|quality|testing)\b|认证|检验|机构|公司|auditores|certificacion", Options)]
    private static partial Regex Company();

    [GeneratedRegex(@"\b(?:audit|assessment|auditoría|auditoria)\b[^.\n]{0,80}\b(?:conducted|carried out|performed|realizada|llevada a cabo|efectuada)\s+(?:by|por)\s+(?<body>\p{Lu}[\p{L}&.\-]*(?:\s+(?:\p{Lu}[\p{L}&.\-]*|of|and|&|de|y))*)|由(?<body>[^，。；\s]{3,30}(?:公司|机构|中心))(?:实施|执行|进行|开展)?(?:了)?[^。]{0,10}审核", Options)]
    private static partial Regex Behind();
}
