using System.Text;

namespace SupplyRisk.Ingestion.Documents.Facts;

internal enum AuditLabel
{
    AuditDate,
    ReportDate,
    WorkersInterviewed,
    Announcement,
    AuditBody,
    LeadAuditor,
    SiteName,
    SiteAddress,
    Country,
    SupplierNumber,
}

/// <summary>How report templates label the facts of their first page, in the languages read. The earlier wording of a fact is the surer one.</summary>
internal static class AuditLabels
{
    private static readonly Dictionary<AuditLabel, string> _wordings = new()
    {
        [AuditLabel.AuditDate] = """
            audit date|audit dates|audit date s|date of audit|dates of audit|date s of audit|date of the audit|dates of the audit|date of on site audit|on site audit date|
            on site audit dates|onsite audit date|date of onsite audit|date s of on site audit|assessment date|assessment dates|date of assessment|dates of assessment|assessment date s|
            date of visit|dates of visit|visit date|visit dates|date s of visit|inspection date|date of inspection|verification date|date of verification|on site dates|on site date|audit period|
            audit conducted on|surveillance audit date|surveillance audit dates|monitoring date|date of monitoring|assessment|
            审核日期|审核时间|审计日期|审核起止日期|现场审核日期|现场审核时间|验厂日期|验厂时间|评估日期|评估时间|稽核日期|核查日期|检查日期|審核日期|
            fecha de auditoria|fecha de la auditoria|fechas de auditoria|fechas de la auditoria|fecha s de auditoria|fecha s de la auditoria|fecha auditoria|fecha de visita|fecha de la visita|fechas de la visita|
            fecha de evaluacion|fecha de la evaluacion|fechas de evaluacion|fecha de inspeccion|
            auditdatum|datum des audits|audit datum|prufdatum|datum der prufung|auditzeitraum|date de l audit|dates de l audit|date d audit|dates d audit|date de la visite|date de l evaluation|
            data da auditoria|datas da auditoria|data de auditoria|data da visita|denetim tarihi|denetim tarihleri|ngay danh gia|ngay kiem tra|ngay kiem toan|tanggal audit|tanggal penilaian|วันที่ตรวจประเมิน|วันที่ตรวจสอบ|วันที่ตรวจ
            """,
        [AuditLabel.ReportDate] = """
            report date|date of report|date of the report|date of issue|issue date|date issued|issued on|report issued|report issue date|date of report issue|publication date|report dated|
            报告日期|报告时间|报告签发日期|签发日期|出具日期|发布日期|颁发日期|發布日期|報告日期|
            fecha del informe|fecha de informe|fecha de emision|fecha de emision del informe|fecha del reporte|fecha de reporte|fecha de publicacion|
            berichtsdatum|datum des berichts|ausstellungsdatum|date du rapport|date d emission|data do relatorio|data de emissao|rapor tarihi|ngay bao cao|ngay phat hanh|tanggal laporan|tanggal terbit|วันที่รายงาน|วันที่ออกรายงาน
            """,
        [AuditLabel.WorkersInterviewed] = """
            workers interviewed|number of workers interviewed|total workers interviewed|total number of workers interviewed|no of workers interviewed|employees interviewed|number of employees interviewed|
            workers interviewed total|total interviewed|number of interviews|number of interviewed workers|interviewed workers|total number of interviews|worker interviews|workers interviews|employee interviews|crew interviewed|crew members interviewed|people interviewed|persons interviewed|interviews|interviewees|interviews conducted|
            访谈人数|访谈总人数|受访人数|受访工人|受访员工|受访工人人数|受访员工人数|访谈员工人数|访谈工人人数|访谈工人数|访谈员工数|员工访谈人数|工人访谈人数|面谈人数|工人访谈|员工访谈|访谈工人|访谈员工|訪談人數|
            trabajadores entrevistados|numero de trabajadores entrevistados|n de trabajadores entrevistados|total de trabajadores entrevistados|trabajadoras y trabajadores entrevistados|personas entrevistadas|personas trabajadoras entrevistadas|
            empleados entrevistados|numero de empleados entrevistados|total de entrevistas|numero de entrevistas|entrevistas|entrevistas a trabajadores|entrevistas realizadas|
            befragte beschaftigte|befragte arbeiter|befragte mitarbeiter|interviewte mitarbeiter|interviewte arbeiter|anzahl interviews|anzahl der interviews|travailleurs interroges|nombre de travailleurs interroges|salaries interroges|entretiens|
            trabalhadores entrevistados|numero de trabalhadores entrevistados|funcionarios entrevistados|gorusulen calisan sayisi|gorusulen isci sayisi|so cong nhan duoc phong van|cong nhan duoc phong van|jumlah pekerja yang diwawancarai|pekerja yang diwawancarai|จำนวนพนักงานที่สัมภาษณ์|จำนวนคนงานที่สัมภาษณ์
            """,
        [AuditLabel.Announcement] = """
            audit announcement|announcement|announcement type|announced|notice|audit notification|notification|type of announcement|audit type|type of audit|assessment type|type of assessment|type|
            通知方式|通知类型|审核通知|审核方式|审核类型|审核形式|审核种类|评估方式|评估类型|是否通知|通知|審核類型|
            tipo de anuncio|anuncio|aviso|notificacion|modalidad|tipo de auditoria|tipo de visita|tipo de evaluacion|tipo|
            ankundigung|auditart|audittyp|type d audit|annonce|tipo de aviso|denetim turu|denetim tipi|loai danh gia|hinh thuc danh gia|jenis audit|tipe audit|ประเภทการตรวจ|ประเภทการตรวจประเมิน
            """,
        [AuditLabel.AuditBody] = """
            audit company|audit company name|name of audit company|auditing company|audit firm|auditing firm|audit body|auditing body|audit conducted by|audit carried out by|auditing organisation|auditing organization|
            certification body|monitoring firm|monitoring company|monitoring partner|verification body|verifier body|assessment firm|assessment body|audited by|conducted by|assessed by|
            审核公司|审核机构|审计机构|审计公司|认证机构|验厂机构|检验机构|评估机构|核查机构|审核单位|第三方审核机构|審核公司|
            empresa auditora|firma auditora|organismo auditor|entidad auditora|compania auditora|casa auditora|auditoria realizada por|realizada por|organismo de certificacion|organismo certificador|entidad de certificacion|entidad certificadora|
            auditgesellschaft|auditunternehmen|prufgesellschaft|zertifizierungsstelle|durchgefuhrt von|societe d audit|organisme d audit|cabinet d audit|organisme de certification|organismo de auditoria|empresa de auditoria|denetim firmasi|denetim sirketi|
            cong ty danh gia|to chuc danh gia|perusahaan audit|lembaga audit|lembaga sertifikasi|บริษัทตรวจประเมิน|หน่วยงานตรวจประเมิน
            """,
        [AuditLabel.LeadAuditor] = "lead auditor|auditor|auditors|audit team|lead auditor name|name of lead auditor|审核员|主任审核员|审核组|审核组长|auditor lider|auditor principal|auditora lider|auditor jefe|equipo auditor|auditores|leitender auditor|auditeur principal|auditeur",
        [AuditLabel.SiteName] = """
            site name|name of site|name of the site|facility name|name of facility|name of the facility|factory name|name of factory|name of the factory|employment site name|production site|site audited|audited site|
            auditee|auditee name|name of auditee|audited company|company name|name of company|name of the company|business name|organisation|organization|organisation name|organization name|name of organisation|name of organization|operator|producer|producer name|name of producer|
            business partner|supplier name|name of supplier|supplier|vendor name|vendor|manufacturer|factory|facility|company|legal name|site|
            工厂名称|场所名称|厂名|现场名称|受审核方名称|受审核方|被审核方|被审核方名称|受审核单位|受审核组织|公司名称|企业名称|单位名称|组织名称|供应商名称|生产商名称|获证组织|工厂|生产商|公司|企业|供应商|工廠名稱|公司名稱|
            nombre del sitio|nombre del centro|nombre del centro de trabajo|nombre de la fabrica|nombre de la planta|nombre del establecimiento|nombre de la empresa|nombre del proveedor|empresa auditada|sitio auditado|centro auditado|fabrica auditada|auditado|entidad auditada|razon social|explotacion|
            centro de trabajo|establecimiento|organizacion|fabrica|planta|empresa|proveedor|sitio|
            name des betriebs|name der betriebsstatte|betriebsstatte|produktionsstatte|unternehmen|firma|lieferant|betrieb|nom du site|nom de l usine|nom de l entreprise|usine|entreprise|fournisseur|
            nome da fabrica|nome da unidade|nome da empresa|nome do fornecedor|fornecedor|tesis adi|fabrika adi|firma adi|sirket adi|ten nha may|ten cong ty|nama pabrik|nama perusahaan|ชื่อโรงงาน|ชื่อบริษัท|ชื่อสถานประกอบการ
            """,
        [AuditLabel.SiteAddress] = """
            site address|address of site|address of the site|facility address|factory address|address of facility|address of factory|production address|company address|address|location|site location|
            工厂地址|场所地址|厂址|生产地址|公司地址|企业地址|注册地址|现场地址|地址|所在地|工廠地址|
            direccion del sitio|direccion de la fabrica|direccion de la planta|direccion del centro|direccion del centro de trabajo|direccion de la empresa|direccion|domicilio|ubicacion|emplazamiento|lugar|
            anschrift|adresse|standort|adresse du site|adresse de l usine|endereco|endereco da fabrica|morada|adres|tesis adresi|dia chi|alamat|ที่อยู่
            """,
        [AuditLabel.Country] = "country|country of site|site country|country region|country territory|country of production|国家|国家地区|国家或地区|所在国家|所在国|國家|pais|pais region|pais del sitio|land|pays|ulke|quoc gia|negara|ประเทศ",
        [AuditLabel.SupplierNumber] = """
            supplier id|supplier no|supplier number|supplier code|supplier nr|supplier ref|supplier reference|supplier id customer|customer supplier id|vendor id|vendor no|vendor number|vendor code|vendor ref|
            site id|site no|site number|site code|site ref|site reference|factory id|factory no|factory number|factory code|facility id|facility no|facility number|facility code|customer reference|customer ref|customer s reference|
            供应商编号|供应商代码|供应商号|供应商编码|供应商id|厂商编号|厂商代码|工厂编号|工厂代码|工厂编码|场所编号|客户供应商编号|供應商編號|
            numero de proveedor|n de proveedor|no de proveedor|codigo de proveedor|codigo del proveedor|id de proveedor|id del proveedor|numero del proveedor|codigo de planta|codigo de la planta|codigo del sitio|numero de sitio|id del sitio|codigo de fabrica|
            lieferantennummer|lieferanten nr|lieferantennr|lieferanten id|kreditorennummer|kreditor|numero de fournisseur|n fournisseur|code fournisseur|numero fournisseur|codigo do fornecedor|numero do fornecedor|tedarikci no|tedarikci kodu|
            ma nha cung cap|kode pemasok|nomor pemasok|รหัสผู้ขาย|รหัสผู้จำหน่าย
            """,
    };

    private static readonly Dictionary<string, List<(AuditLabel Label, int Rank)>> _byWording = Build();

    /// <summary>The facts a wording labels, or nothing; bilingual labels count by any of their parts.</summary>
    /// <param name="folded">Folded text, as it stands before the colon or in the label's cell.</param>
    /// <param name="inParts">False if only the whole wording counts.</param>
    public static IReadOnlyList<(AuditLabel Label, int Rank)> Of(string folded, bool inParts = true)
    {
        if (folded.Length is 0 or > 90)
            return [];
        if (_byWording.TryGetValue(Key(folded), out var whole))
            return whole;

        // "2–4 March 2026 (announced)" is a value although a part of it is a label elsewhere.
        if (!inParts || folded.Any(char.IsAsciiDigit))
            return [];
        foreach (var part in folded.Split(['/', '|', '\n', '(', ')', '（', '）', '・', '-', '–'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (_byWording.TryGetValue(Key(part), out var found))
                return found;
        }

        // 审核日期 Audit date: two scripts without a sign between them.
        var turn = folded.IndexOf(' ', StringComparison.Ordinal);
        return turn > 0 && LineJoin.IsUnspaced(folded[0]) && folded[turn + 1] < '\u2000' && _byWording.TryGetValue(Key(folded[..turn]), out var first) ? first : [];
    }

    private static Dictionary<string, List<(AuditLabel, int)>> Build()
    {
        var byWording = new Dictionary<string, List<(AuditLabel, int)>>(StringComparer.Ordinal);
        foreach (var (label, wordings) in _wordings)
        {
            var rank = 0;
            foreach (var wording in wordings.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var key = Key(LetterFold.Of(wording));
                if (!byWording.TryGetValue(key, out var labels))
                    byWording[key] = labels = [];
                labels.Add((label, rank++));
            }
        }

        return byWording;
    }

    /// <summary>Letters and digits with single spaces between words; none in scripts without.</summary>
    private static string Key(string folded)
    {
        var key = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark)
                key.Append(c);
            else if (key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        }

        var text = key.ToString().Trim();
        return text.Length > 0 && LineJoin.IsUnspaced(text[0]) ? text.Replace(" ", "", StringComparison.Ordinal) : text;
    }
}
