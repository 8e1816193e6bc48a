using System.Globalization;
using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents.Facts;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading;

/// <summary>Reads from a report how the audit was made. English, Chinese and Spanish; what is denied, ruled or only imagined is not taken for a fact.</summary>
internal static partial class AuditMethodReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>One of these stands in every wording below.</summary>
    private static readonly TriggerWords Anchors = new(
        "interview", "interpret", "translat", "dormitor", "hostel", "accommodation", "living quarters", "agent", "agenc", "labour provider", "labor provider", "recruiter",
        "books", "bookkeeping", "records", "coach", "answers", "what to say", "what to answer", "what to tell", "how to answer", "how to respond", "access", "entry", "not allowed", "refused", "days", "mandays", "headcount", "total workers", "total employees",
        "number of workers", "number of employees", "workforce", "访谈", "面谈", "翻译", "宿舍", "劳务", "中介", "派遣", "账", "帐", "考勤", "伪造", "口径", "答案", "拒绝", "不允许", "人天", "人日", "总数", "总人数", "员工人数",
        "entrevist", "interprete", "dormitorio", "agencia", "contabilidad", "registros", "respuestas", "responder", "contestar", "aleccionad", "acceso", "dias", "jornadas", "trabajadores", "plantilla");

    // What every wording of one question holds, letter for letter: most sentences are done with these, and no expression is run over them.
    private static readonly TriggerWords SaysDays = new(
        "auditor day", "auditor-day", "auditorday", "person day", "person-day", "personday", "man day", "man-day", "manday", "assessor day", "assessor-day", "assessorday", "人天", "人日", "dias", "jornadas");
    private static readonly TriggerWords SaysHeadcount = new(
        "total number of ", "total workers", "total employees", "headcount", "number of workers", "number of employees", "workforce", "总数", "总人数", "员工人数", "total de trabajadores", "numero de trabajadores", "plantilla");
    private static readonly TriggerWords SaysOffSite = new("off-site", "offsite", "outside", "away from", "厂外", "场外", "fuera de ");
    private static readonly TriggerWords SaysOnSite = new(
        "on-site", "onsite", "on the premises", "in the canteen", "in the meeting room", "in the office", "in the presence of", "in front of", "attended by", "no off", "厂外", "场外", "在场", "en presencia de");
    private static readonly TriggerWords SaysLanguage = new(
        "their own ", "their native ", "their mother ", "their first ", "in the workers", "interpret", "spoke", "speaks", "fluent in ", "母语", "本族语言", "独立翻译", "en su ");
    private static readonly TriggerWords SaysInterpreter = new("interpret", "translat", "翻译");
    private static readonly TriggerWords SaysDormitories = new("dormitor", "hostel", "accommodation", "living quarters", "宿舍");
    private static readonly TriggerWords SaysAgents = new("agent", "agenc", "provider", "recruiter", "劳务公司", "中介", "派遣");
    private static readonly TriggerWords SaysBooks = new(
        "double book", "set of ", "sets of ", "falsif", "fabricat", "fake ", "两套", "二套", "双重", "阴阳", "真假", "伪造", "造假", "doble ", "falsos", "duplicad");
    private static readonly TriggerWords SaysCoached = new(
        "coached", "coaching", "rehearsed answers", "model answers", "what to say", "what to answer", "what to tell", "how to answer", "how to respond", "统一口径", "标准答案", "事先", "提前", "respuestas", "responder", "contestar", "aleccionad");
    private static readonly TriggerWords SaysRefused = new(
        "refused", "denied", "not granted", "not given", "not permitted", "not allowed", "拒绝", "不允许", "未允许", "acceso", "entrada", "permitio");

    /// <param name="folded">The text folded by <see cref="LetterFold"/>.</param>
    public static AuditMethod Read(string folded)
    {
        var method = AuditMethod.NotStated;
        foreach (var (start, end) in Clauses.Holding(folded, Anchors.For(folded))) method = Read(folded.AsSpan(start, end - start), method);
        return method;
    }

    // The first statement of a kind holds: what follows is detail or another part of the site.
    private static AuditMethod Read(ReadOnlySpan<char> clause, AuditMethod known) => known with
    {
        AuditorDays = known.AuditorDays ?? Number(SaysDays, AuditorDays(), clause),
        Headcount = known.Headcount ?? (int?)Number(SaysHeadcount, Headcount(), clause),
        OffSiteInterviews = known.OffSiteInterviews ?? OffSiteInterviews(clause),
        OwnLanguage = known.OwnLanguage ?? (SaysInterpreter.StandIn(clause) && ManagementInterprets().IsMatch(clause) ? false : SaysLanguage.StandIn(clause) && OwnLanguage().IsMatch(clause) && IsStated(clause) ? true : null),
        DormitoriesInScope = known.DormitoriesInScope ?? InScope(SaysDormitories, DormitoriesLeftOut(), DormitoriesSeen(), clause),
        AgentsInScope = known.AgentsInScope ?? InScope(SaysAgents, AgentsLeftOut(), AgentsSeen(), clause),
        DoubleBooks = known.DoubleBooks || (SaysBooks.StandIn(clause) && DoubleBooks().IsMatch(clause) && IsStated(clause)),
        CoachedAnswers = known.CoachedAnswers || (SaysCoached.StandIn(clause) && Coached().IsMatch(clause) && IsStated(clause)),
        AccessRefused = known.AccessRefused || (SaysRefused.StandIn(clause) && Auditors().IsMatch(clause) && AccessRefused().IsMatch(clause) && !Imagined().IsMatch(clause) && !NobodyRefused().IsMatch(clause)),
    };

    private static bool IsStated(ReadOnlySpan<char> clause) => !NotAFact().IsMatch(clause);

    private static bool? OffSiteInterviews(ReadOnlySpan<char> clause) =>
        SaysOnSite.StandIn(clause) && OnSiteOnly().IsMatch(clause) ? false
        : !SaysOffSite.StandIn(clause) || !OffSite().IsMatch(clause) || Imagined().IsMatch(clause) ? null : IsStated(clause);

    private static bool? InScope(TriggerWords says, Regex leftOut, Regex seen, ReadOnlySpan<char> clause) =>
        !says.StandIn(clause) ? null : leftOut.IsMatch(clause) ? false : seen.IsMatch(clause) && IsStated(clause) ? true : null;

    private static double? Number(TriggerWords triggers, Regex says, ReadOnlySpan<char> clause)
    {
        if (!triggers.StandIn(clause) || says.Match(clause.ToString()) is not { Success: true } match) return null;
        var digits = match.Groups["n"].Value;
        var whole = digits.Length > 4 || digits.IndexOfAny([',', '.']) is var at && at >= 0 && digits.Length - at == 4 ? digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) : digits.Replace(',', '.');
        return double.TryParse(whole, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 500_000 ? number : null;
    }

    [GeneratedRegex(@"\b(?:no|not|none|never|without|neither|nor|cannot|free of|absence of)\b|n't\b|未|没有|无|不存在|并非|\bsin\b|\bni\b|\bningun\w*|\bnunca\b|\bno se\b|\bmust|\bshall\b|\bshould\b|\bwould\b|\bcould\b|\bmay\b|\bif\b|\bwhether\b|\bprohibit|\bforbid|\bpolicy\b|\brisks?\b|\btraining on\b|\bsuch as\b|\be\.g|\bdefin|\bexamples?\b|禁止|不得|严禁|如果|若|是否|应当|可能|\bprohib|\bdeben?\b|\bpodria|\bsi\b", Options)]
    private static partial Regex NotAFact();

    [GeneratedRegex(@"\bmust\b|\bshall\b|\bshould\b|\bwould\b|\bcould\b|\bmay\b|\bif\b|\bwhether\b|\bpolicy\b|\bprotocol\b|\bplanned\b|\brecommend|如果|若|是否|应当|可能|建议|\bdeben?\b|\bpodria|\bsi\b|\brecomienda", Options)]
    private static partial Regex Imagined();

    [GeneratedRegex(@"\b(?:no|nor|never|not)\b[^,]{0,30}\b(?:refused|denied)|\bwithout (?:being )?(?:refused|denied|restriction)|\bno (?:\w+ ){0,3}(?:access|area)\w* (?:was|were) (?:refused|denied)|未.{0,6}拒绝|没有.{0,8}拒绝|无.{0,6}拒绝|\bno se (?:le |les )?(?:nego|denego)|\bsin que se .{0,10}acceso", Options)]
    private static partial Regex NobodyRefused();

    [GeneratedRegex(@"\baudit|\bassess(?:or|ment)|\binspector|\bverifier|审核|审计|评估|验厂|稽核|\bauditor|\bauditora", Options)]
    private static partial Regex Auditors();

    [GeneratedRegex(@"(?<n>\d{1,3}(?:[.,]\d{1,2})?) ?(?:auditor|person|man|assessor)[- ]?days?\b|(?:auditor|person|man|assessor)[- ]?days?(?: on site| spent)?\W{1,12}(?<n>\d{1,3}(?:[.,]\d{1,2})?)|(?<n>\d{1,3}(?:[.,]\d{1,2})?) ?个?(?:审核)?(?:人天|人日)|(?:审核人天|审核人日|人天数|人日数)\W{0,4}(?<n>\d{1,3}(?:[.,]\d{1,2})?)|(?<n>\d{1,3}(?:[.,]\d{1,2})?) (?:dias|jornadas)[- ](?:de )?auditor|(?:dias|jornadas)[- ](?:de )?auditor\w*\W{1,6}(?<n>\d{1,3}(?:[.,]\d{1,2})?)", Options)]
    private static partial Regex AuditorDays();

    [GeneratedRegex(@"\b(?:total (?:number of )?(?:workers|employees)|headcount|number of (?:workers|employees)|(?:total )?workforce)(?: on site)?\W{1,6}(?<n>\d{1,3}(?:[.,]\d{3})+|\d{1,6})\b|(?:员工总数|工人总数|员工总人数|总人数|员工人数)\W{0,4}(?<n>\d{1,6})|\b(?:total de trabajadores|numero de trabajadores|plantilla(?: total)?)\W{1,6}(?<n>\d{1,3}(?:[.,]\d{3})+|\d{1,6})\b", Options)]
    private static partial Regex Headcount();

    [GeneratedRegex(@"\boff-?site (?:\w+ ){0,3}interview|\binterview\w* (?:[\w']+ ){0,8}(?:off-?site|outside (?:the )?(?:factory|site|plant|workplace|premises)|away from (?:the )?(?:factory|site|plant|workplace|manage))|(?:厂外|场外|工厂外)[^。]{0,8}(?:访谈|面谈)|(?:访谈|面谈)[^。]{0,10}(?:厂外|场外|工厂外)|\bentrevist\w+ [^.]{0,60}fuera de (?:la |las )?(?:planta|fabrica|empresa|instalaciones)", Options)]
    private static partial Regex OffSite();

    [GeneratedRegex(@"\b(?:all|only) (?:\w+ ){0,3}interviews? (?:\w+ ){0,4}(?:on-?site|on the premises|in the (?:canteen|meeting room|office))|\binterview\w* (?:\w+ ){0,6}(?:in the presence of|in front of|attended by) (?:\w+ ){0,3}(?:manage|supervis|hr\b)|\bno off-?site interview|(?:未|没有)[^。]{0,6}(?:厂外|场外)[^。]{0,4}(?:访谈|面谈)|(?:管理人员|主管|经理)[^。]{0,6}在场[^。]{0,10}(?:访谈|面谈)|(?:访谈|面谈)[^。]{0,12}(?:管理人员|主管|经理)[^。]{0,4}在场|\bentrevist\w+ [^.]{0,40}en presencia de", Options)]
    private static partial Regex OnSiteOnly();

    [GeneratedRegex(@"\b(?:in|spoke) their (?:own|native|mother|first) (?:language|tongue)|\bin the workers'? (?:own )?(?:native )?languages?|\bindependent interpreter|\binterpreters? (?:hired|brought|engaged|provided) by the audit|\bauditors? (?:\w+ ){0,4}(?:spoke|speaks|fluent in) |母语|本族语言|独立翻译|\ben su (?:propio idioma|propia lengua|lengua materna|idioma materno)|\binterprete independiente", Options)]
    private static partial Regex OwnLanguage();

    [GeneratedRegex(@"\b(?:supervisors?|managers?|management|hr|factory|company)\b(?: \w+){0,4} (?:interpreted|translated|acted as (?:an |the )?interpreter|served as (?:an |the )?interpreter|acted as translator)|\b(?:interpreter|translator|interpretation|translation)\w* (?:\w+ ){0,3}provided by (?:the )?(?:factory|management|site|company|agent|supplier)|\b(?:no|without an?) (?:interpreter|translator)|由(?:管理人员|主管|经理|工厂|厂方)[^。]{0,6}翻译|无翻译|没有翻译|\binterprete de la (?:empresa|fabrica|planta)|\bsin interprete", Options)]
    private static partial Regex ManagementInterprets();

    [GeneratedRegex(@"\b(?:visited|inspected|toured|included) (?:the |all |both )?(?:\w+ ){0,4}(?:dormitor|hostel|accommodation|living quarters)|\b(?:dormitor\w+|hostels?|accommodation|living quarters) (?:\w+ ){0,3}(?:was|were) (?:also )?(?:visited|inspected|toured|included)|宿舍[^。]{0,6}(?:检查|查看|走访|在审核范围)|(?:检查|查看|走访)了?[^。]{0,8}宿舍|\b(?:visit|inspeccion|recorri)\w+ [^.]{0,16}dormitorios|\bdormitorios [^.]{0,10}(?:visitad|inspeccionad)", Options)]
    private static partial Regex DormitoriesSeen();

    [GeneratedRegex(@"\b(?:dormitor\w+|hostels?|accommodation|living quarters) (?:[\w-]+ ){0,8}(?:not (?:\w+ )?(?:visited|inspected|included|part of|in scope|in the scope|within the scope|audited|covered|seen|toured)|out of scope|excluded|outside (?:the )?scope)|\b(?:did|was|were) not (?:visit|inspect|see|shown) (?:the )?(?:\w+ ){0,3}(?:dormitor|hostel|accommodation|living quarters)|宿舍[^。]{0,8}(?:未|没有|不在)[^。]{0,6}(?:检查|查看|审核|范围|走访)|(?:未|没有)(?:检查|查看|走访)[^。]{0,8}宿舍|\bdormitorios [^.]{0,20}(?:no [^.]{0,10}(?:visit|inspeccion|inclu)|fuera del alcance)|\bno se (?:visitaron|inspeccionaron) [^.]{0,12}dormitorios", Options)]
    private static partial Regex DormitoriesLeftOut();

    [GeneratedRegex(@"\b(?:agents?|agency|agencies|labou?r providers?|recruiters?) (?:\w+ ){0,3}(?:was|were) (?:also )?(?:interviewed|included|audited|visited)|\b(?:interviewed|audited|visited) (?:the )?(?:\w+ ){0,3}(?:labou?r|recruitment|employment) (?:agents?|agency|agencies|providers?)|(?:访谈|审核|走访)了?[^。]{0,8}(?:劳务公司|中介|派遣公司)|\b(?:entrevist|auditar|visitar)\w+ [^.]{0,16}agencias? de (?:empleo|contratacion|colocacion)", Options)]
    private static partial Regex AgentsSeen();

    [GeneratedRegex(@"\b(?:agents?|agency workers?|agency|agencies|labou?r providers?|recruiters?) (?:[\w-]+ ){0,8}(?:not (?:\w+ )?(?:interviewed|included|part of|in scope|in the scope|within the scope|covered|audited|contacted|available)|out of scope|excluded|outside (?:the )?scope)|\b(?:did|was|were) not (?:interview|audit|contact) (?:the |any )?(?:\w+ ){0,3}(?:agents?|agency|agencies|labou?r providers?)|(?:劳务公司|中介|派遣)[^。]{0,10}(?:未|不在|没有)[^。]{0,6}(?:范围|访谈|审核)|\bagencias? [^.]{0,24}(?:fuera del alcance|no [^.]{0,12}(?:entrevist|inclu))", Options)]
    private static partial Regex AgentsLeftOut();

    [GeneratedRegex(@"\bdouble (?:book|set of (?:books|records|time|payroll))|\b(?:two|second|separate|another) sets? of (?:\w+ ){0,2}(?:books|records|payrolls?|time ?cards|attendance)|\b(?:falsified|fabricated|fake) (?:[\w-]+ ){0,4}(?:records|payrolls?|time ?cards)|\b(?:time|attendance|payroll|wage|production|working hours?)[\w ]{0,20} records? (?:\w+ ){0,3}(?:falsified|fabricated)|(?:两|二)套[^。]{0,4}(?:账|帐|考勤|工资|记录)|双重(?:账|帐)|(?:阴阳|真假)(?:账|帐)|伪造[^。]{0,6}(?:考勤|工资|记录)|(?:考勤|工资)[^。]{0,6}(?:造假|伪造)|\bdoble (?:contabilidad|juego de registros|registro)|\bregistros (?:\w+ ){0,3}(?:falsificad|falsos|duplicad)", Options)]
    private static partial Regex DoubleBooks();

    [GeneratedRegex(@"\b(?:workers?|employees?|interviewees?|answers?)(?: \w+){0,8} coached\b|\bcoached (?:workers|answers|employees|interviewees|responses)|\bcoaching of (?:workers|interviewees|employees)|\bsigns? of coaching|\bevidence of coaching|\brehearsed answers|\bmodel answers|\b(?:told|instructed|briefed|trained) (?:\w+ ){0,4}(?:what to (?:say|answer|tell)|how to (?:answer|respond))|统一口径|标准答案|(?:事先|提前)[^。]{0,10}(?:交代|安排|培训|告知)[^。]{0,10}(?:回答|口径)|\brespuestas (?:\w+ ){0,2}(?:ensayadas|preparadas|aprendidas)|\b(?:instruid|indicaron|dijeron)\w* [^.]{0,30}(?:responder|contestar)|\baleccionad", Options)]
    private static partial Regex Coached();

    [GeneratedRegex(@"\b(?:access|entry)\b(?: [\w-]+){0,8} (?:refused|denied|not granted|not given|not permitted)|\b(?:refused|denied|not given|not granted)\b(?: [\w-]+){0,4} (?:access|entry)\b|\bnot (?:allowed|permitted) to (?:enter|visit|inspect|photograph|interview|see|speak)|\brefused to (?:provide|show|hand over|disclose|open)|拒绝[^。]{0,10}(?:进入|审核|提供|检查|访谈|出示)|(?:不允许|未允许)[^。]{0,8}(?:审核员|进入|访谈)|\b(?:nego|denego|denegad|negad|impid)\w* [^.]{0,20}(?:acceso|entrada)|\bno se (?:les |le )?permitio [^.]{0,30}(?:acceso|entrar|ingres|entrevist)", Options)]
    private static partial Regex AccessRefused();
}
