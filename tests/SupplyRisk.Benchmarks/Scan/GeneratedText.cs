using System.Text;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Benchmarks.Scan;

/// <summary>Documents of sentences about everyday business, with the rules' own cases strewn in. The same every time.</summary>
internal sealed class GeneratedText(RulesetBundle bundle)
{
    private static readonly (string[] Subjects, string[] Verbs, string[] Objects, string Stop) English = (
        ["The site", "The company", "Our team in the northern office", "The supplier", "Production line 4", "The committee"],
        ["makes", "delivered", "reviews every quarter", "has invested in", "exports", "tests"],
        ["cotton shirts for the European market", "new machines and a second warehouse", "its quality plan with the customers",
            "1,200 pallets a month", "the water it uses, and shares the results with the community", "policies on the environment, energy and transport"],
        ". ");

    private static readonly (string[] Subjects, string[] Verbs, string[] Objects, string Stop) Spanish = (
        ["La empresa", "El equipo de compras", "La planta del norte"],
        ["fabrica", "revisa cada mes", "ha mejorado"],
        ["camisas de algodón para el mercado europeo", "los planes de calidad con sus clientes", "el consumo de agua y de energía"],
        ". ");

    private static readonly (string[] Subjects, string[] Verbs, string[] Objects, string Stop) Chinese = (
        ["工厂", "生产部门", "采购团队"], ["每年生产", "定期检查", "改进了"], ["棉质衬衫", "新的设备和仓库", "供应商的质量计划"], "。");

    private readonly List<string> passages =
        [.. bundle.Rules.Where(r => r.Text is not null).SelectMany(r => r.Cases).Select(c => c.Text).OfType<string>()];

    /// <param name="every">Characters between two passages of the cases, or 0 for none.</param>
    public string Make(int size, int every)
    {
        var random = new Random(7);
        var text = new StringBuilder(size + 500);
        var next = every;
        while (text.Length < size)
        {
            if (every > 0 && text.Length >= next)
            {
                text.Append(passages[random.Next(passages.Count)]).Append('\n');
                next += every;
                continue;
            }

            var (subjects, verbs, objects, stop) = random.Next(10) switch { < 7 => English, < 9 => Spanish, _ => Chinese };
            text.Append(Pick(subjects)).Append(' ').Append(Pick(verbs)).Append(' ').Append(Pick(objects)).Append(stop);
            if (random.Next(5) == 0) text.Append('\n');
        }

        return text.ToString();

        string Pick(string[] words) => words[random.Next(words.Length)];
    }
}
