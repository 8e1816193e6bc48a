using System.Buffers;
using System.Text.RegularExpressions;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>The audited site as the document's first page names it.</summary>
internal sealed partial class SiteFacts
{
    private const int FirstPage = 2_500;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private static readonly SearchValues<char> _between = SearchValues.Create(",，.·|()（）;；\n\t–—:：/");
    private readonly LabelledValues _labels;

    public SiteFacts(DocumentText text, LabelledValues labels)
    {
        _labels = labels;
        Name = First(AuditLabel.SiteName, 160, v => !LooksLikeAddress().IsMatch(labels.ValueOf(v)));
        Address = First(AuditLabel.SiteAddress, 400, _ => true);
        SupplierNumbers = labels.Of(AuditLabel.SupplierNumber).Where(v => v.End - v.Start <= 60).OrderBy(v => v.Start)
            .Select(v => Trimmed(v.Start, v.End)).DistinctBy(v => v.Value).ToList();
        Country = Labelled() ?? OfAddress() ?? OfFirstPage(text);
    }

    public Stated<string>? Name { get; }

    public Stated<string>? Address { get; }

    public Stated<string>? Country { get; }

    public List<Stated<string>> SupplierNumbers { get; }

    private Stated<string>? First(AuditLabel label, int longest, Func<LabelledValue, bool> fits)
    {
        var value = _labels.Of(label).FirstOrDefault(v => v.End - v.Start >= 2 && v.End - v.Start <= longest && fits(v));
        return value is null ? null : Trimmed(value.Start, value.End);
    }

    private Stated<string> Trimmed(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(_labels.Text[start]))
            start++;
        while (end > start && (char.IsWhiteSpace(_labels.Text[end - 1]) || _labels.Text[end - 1] is ',' or ';'))
            end--;
        return new(_labels.Text[start..end], start, end);
    }

    private Stated<string>? Labelled()
    {
        foreach (var value in _labels.Of(AuditLabel.Country).Where(v => v.End - v.Start <= 80))
        {
            if (CountryNames.Find(_labels.ValueOf(value)) is { } code)
                return new(code, value.Start, value.End);
        }

        return null;
    }

    private Stated<string>? OfAddress()
    {
        foreach (var value in _labels.Of(AuditLabel.SiteAddress).Concat(_labels.Of(AuditLabel.SiteName)).Where(v => v.End - v.Start <= 400))
        {
            if (Mentions(value.Start, value.End).LastOrDefault() is { } last)
                return last;
        }

        return null;
    }

    /// <summary>The one country the first page names, in a place of its own; two are none.</summary>
    private Stated<string>? OfFirstPage(DocumentText text)
    {
        var all = text.Blocks.TakeWhile(b => b.Start < FirstPage).Where(b => b.End - b.Start <= 200).SelectMany(b => Mentions(b.Start, b.End)).ToList();
        return all.Select(m => m.Value).Distinct().Count() == 1 ? all[0] : null;
    }

    private IEnumerable<Stated<string>> Mentions(int start, int end)
    {
        var province = ChineseProvince().Match(_labels.Text[start..end]);
        if (province.Success)
            yield return new("CN", start + province.Index, start + province.Index + province.Length);
        for (var piece = start; piece < end;)
        {
            var stop = _labels.Text.AsSpan(piece, end - piece).IndexOfAny(_between) is var at and >= 0 ? piece + at : end;
            var stated = Trimmed(piece, stop);

            // Two letters would be a state, a title or a legal form as often as a country.
            if (stated.Value.Length is >= 2 and <= 40 && (stated.Value.Length >= 4 || LineJoin.IsUnspaced(stated.Value[0])) && CountryNames.Find(stated.Value) is { } code)
                yield return stated with { Value = code };
            piece = stop + 1;
        }
    }

    [GeneratedRegex(@"^\d+[,\s]|^(?:plot|lot|no|house|holding|survey|sf|km|calle|av|avenida|carretera)\b\.?\s*\d", Options | RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeAddress();

    [GeneratedRegex(@"中国|中华人民共和国|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省|(?:内蒙古|广西|西藏|宁夏|新疆)[^，。\s]{0,6}自治区|(?:北京|上海|天津|重庆)市", Options)]
    private static partial Regex ChineseProvince();
}
