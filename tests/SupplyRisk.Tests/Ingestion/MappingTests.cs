using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class MappingTests
{
    public static TheoryData<string, string> Headers => new()
    {
        { "Supplier ID|Supplier Name|Street|Town|State|Country|ZIP", "own_id|name|address|city|region|country|postal_code" },
        { "Vendor No.|VENDOR NAME*|Address Line 1|Address Line 2|City|Country Code|Tax ID", "own_id|name|address|address|city|country|vat" },
        { "Factory Name|Factory Address|Country|Product Type|Number of Workers|Parent Company|Tier", "name|address|country|goods|workers|parent_company|tier" },
        { "country|name|address|sector|native_language_name|duns_id|lei_id|number_of_workers|product_type", "country|name|address|sector|native_name|duns|lei|workers|goods" },
        { "供应商编号|供应商名称|地址|城市|省份|国家|邮编|统一社会信用代码|产品名称|海关编码|员工人数|采购金额|币种", "own_id|name|address|city|region|country|postal_code|uscc|goods|hs_codes|workers|spend|currency" },
        { "Lieferantennr.|Lieferant|Straße|PLZ|Ort|Land|Warengruppe|Zolltarifnummer|USt-IdNr.|Mitarbeiterzahl|Einkaufsvolumen|Währung", "own_id|name|address|postal_code|city|country|sector|hs_codes|vat|workers|spend|currency" },
        { "Código de proveedor|Razón social|Dirección|Código postal|Ciudad|Provincia|País|Producto|Partida arancelaria|NIF|Trabajadores|Nivel", "own_id|name|address|postal_code|city|region|country|goods|hs_codes|vat|workers|tier" },
        { "Code fournisseur|Raison sociale|Adresse|Code postal|Ville|Pays|Secteur d'activité|Produits|Code SH|N° TVA|Effectif|Rang", "own_id|name|address|postal_code|city|country|sector|goods|hs_codes|vat|workers|tier" },
        { "Código do fornecedor|Razão Social|Endereço|CEP|Cidade|Estado|País|Produto|NCM|CNPJ|Número de trabalhadores|Moeda", "own_id|name|address|postal_code|city|region|country|goods|hs_codes|vat|workers|currency" },
        { "Codice fornitore|Ragione sociale|Indirizzo|CAP|Città|Provincia|Paese|Settore|Codice doganale|Partita IVA|Numero dipendenti|Spesa annua|Valuta", "own_id|name|address|postal_code|city|region|country|sector|hs_codes|vat|workers|spend|currency" },
        { "TEDARİKÇİ KODU|FİRMA ADI|ADRES|İLÇE|ÜLKE|POSTA KODU|SEKTÖR|ÜRÜN|VERGİ NO|ÇALIŞAN SAYISI|TELEFON", "own_id|name|address|city|country|postal_code|sector|goods|vat|workers|-" },
        { "Mã nhà cung cấp|Tên công ty|Địa chỉ|Thành phố|Tỉnh|Quốc gia|Ngành nghề|Sản phẩm|Mã HS|Mã số thuế|Số lao động|Người liên hệ", "own_id|name|address|city|region|country|sector|goods|hs_codes|vat|workers|-" },
        { "Ma nha cung cap|Ten cong ty|Dia chi|Thanh pho|Quoc gia|San pham", "own_id|name|address|city|country|goods" },
        { "仕入先コード|仕入先名|住所|市区町村|都道府県|国名|郵便番号|業種|品目|HSコード|従業員数|年間購入金額|通貨|担当者", "own_id|name|address|city|region|country|postal_code|sector|goods|hs_codes|workers|spend|currency|-" },
        { "サプライヤー名 Supplier name|国 Country|工場住所", "name|country|address" },
        { "거래처 코드|회사명|주소|시/군/구|시/도|국가|우편번호|업종|품목|HS코드|사업자등록번호|직원 수|구매금액|통화|담당자", "own_id|name|address|city|region|country|postal_code|sector|goods|hs_codes|vat|workers|spend|currency|-" },
        { "รหัสผู้ขาย|ชื่อบริษัท|ที่อยู่|อำเภอ|จังหวัด|ประเทศ|รหัสไปรษณีย์|ประเภทธุรกิจ|สินค้า|พิกัดศุลกากร|เลขประจำตัวผู้เสียภาษี|จำนวนพนักงาน|ยอดซื้อ|สกุลเงิน|ผู้ติดต่อ", "own_id|name|address|city|region|country|postal_code|sector|goods|hs_codes|vat|workers|spend|currency|-" },
        { "Kode pemasok|Nama perusahaan|Alamat|Kota|Provinsi|Negara|Kode pos|Bidang usaha|Produk|Kode HS|NPWP|Jumlah karyawan|Nilai pembelian|Mata uang|Kontak", "own_id|name|address|city|region|country|postal_code|sector|goods|hs_codes|vat|workers|spend|currency|-" },
        { "SupplierName|supplier_country|OS ID|GLN|Supplies to|Buying entity|Annual spend (EUR)", "name|country|os_id|gln|supplies|buying_entity|spend" },
        { "供应商名称 / Supplier name|国家 (Country)|地址\nAddress", "name|country|address" },
        { "Suplier name|Coutry|Adress|Prodcut category", "name|country|address|goods" },
        { "Name of the supplier|Supplier country (ISO)|Full address of the factory", "name|country|address" },
        { "Supplier|Contact name|Contact email|Phone|Bank country|Country|Remarks", "name|-|-|-|-|country|-" },
        { "country|name|address|facility_type|sector|Name (local language)", "country|name|address|-|sector|native_name" },
        { "LIFNR|NAME1|STRAS|ORT01|REGIO|PSTLZ|LAND1|STCEG", "own_id|name|address|city|region|postal_code|country|vat" },
        { "Country of origin|Supplier|Country", "-|name|country" },
        { "Company name|Parent company address|Parent company country|Parent company|Country", "name|-|-|parent_company|country" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Understands_headers_in_any_order_and_language(string headers, string fields)
    {
        var columns = headers.Split('|');
        using var file = ListFile.Workbook(("Sheet1", [columns, [.. columns.Select((_, i) => $"value {i}")]], []));
        file.Opened().Columns.Select(c => c.Field?.Key() ?? "-").ShouldBe(fields.Split('|'));
    }

    [Fact]
    public void A_column_of_vendor_numbers_headed_Vendor_is_the_id_when_another_holds_the_name()
    {
        using var file = ListFile.Text("Vendor;Name 1;Country\n100023;Fictional Weaving;CN\n100024;Imaginary Toys;IN\n100025;Invented Steel;PE\n");
        file.Opened().Columns.Select(c => c.Field).ShouldBe([SupplierField.OwnId, SupplierField.Name, SupplierField.Country]);
    }

    [Fact]
    public void Values_tell_what_a_header_in_an_unknown_language_does_not()
    {
        using var file = ListFile.Text("Toimittaja;Maa;Katuosoite\nFictional Weaving Co., Ltd.;Kiina;Tie A\nImaginary Toys GmbH;Saksa;Tie B\nInvented Steel Ltd;Intia;Tie C\n");
        var columns = file.Opened().Columns;
        columns[0].Field.ShouldBe(SupplierField.Name);
        columns[0].Why.ShouldContain("legal form");
        columns[1].Field.ShouldBe(SupplierField.Country);
        columns[1].Confidence.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void A_region_column_full_of_countries_is_the_country()
    {
        using var file = ListFile.Text("Name,Region\nFictional Weaving,China\nImaginary Toys,India\nInvented Steel,Peru\n");
        file.Opened().Columns[1].Field.ShouldBe(SupplierField.Country);
    }

    [Fact]
    public void Of_two_columns_for_one_field_the_surer_one_is_taken()
    {
        using var file = ListFile.Text("Supplier name,Title,Country,Country of origin,Origin\nFictional Weaving,Mr,China,China,China\n");
        file.Opened().Columns.Count(c => c.Field is SupplierField.Country).ShouldBe(1);
        file.Opened().Columns.Count(c => c.Field is SupplierField.Name).ShouldBe(1);
    }

    [Fact]
    public void A_person_has_the_last_word()
    {
        using var file = ListFile.Text("A,B,Country,Name\nFictional Weaving,shirts,China,Anna\nImaginary Toys,toys,India,Bert\n");
        file.Opened("A=name;2=goods;Name=-").Columns.Select(c => c.Field).ShouldBe([SupplierField.Name, SupplierField.Goods, SupplierField.Country, null]);
        file.Opened("A=name").Columns[0].ShouldSatisfyAllConditions(c => c.Confidence.ShouldBe(1), c => c.Why.ShouldBe("mapped by --map"));
    }

    [Fact]
    public void A_list_without_headers_is_read_when_columns_are_mapped_by_number()
    {
        using var file = ListFile.Text("S1,Fictional Weaving,China\nS2,Imaginary Toys,India\n");
        file.Refused().ShouldContain("by number");
        file.Opened("1=own_id;2=name;3=country").HeaderRow.ShouldBe(0);
        file.Rows("1=own_id;2=name;3=country").Select(r => (r.Row, r.Record!.OwnId, r.Record.Country)).ShouldBe([(1, "S1", "CN"), (2, "S2", "IN")]);
    }

    [Fact]
    public void An_override_that_fits_no_column_names_the_headers_there_are()
    {
        using var file = ListFile.Text("Name,Land\nFictional Weaving,China\n");
        file.Refused("Lieferant=name;Staat=country").ShouldSatisfyAllConditions(
            r => r.ShouldContain("'Lieferant'"), r => r.ShouldContain("'Staat'"), r => r.ShouldContain("'Name', 'Land'"));
    }

    [Fact]
    public void Mistakes_in_an_override_are_told_all_at_once()
    {
        var (overrides, errors) = MappingOverrides.Parse("Lieferant;Land=staat;A=name;B=name;A=city;=tier");
        overrides.ShouldBeNull();
        errors.Count.ShouldBe(5);
        errors.ShouldContain(e => e.Contains("'Lieferant' is not of the form"));
        errors.ShouldContain(e => e.Contains("'staat' is no field; the fields are own_id, name,"));
        errors.ShouldContain(e => e.Contains("name takes one column, the mapping names 2"));
        errors.ShouldContain(e => e.Contains("column 'A' is mapped 2 times"));
        errors.ShouldContain(e => e.Contains("'=tier' is not of the form"));
    }

    [Fact]
    public void An_override_may_stand_in_lines_with_comments_and_quote_a_header()
    {
        var (overrides, _) = MappingOverrides.Parse("# our list\nLieferant = name\n\"Ort; Land\"=city; Own ID=own id\nX=-\n");
        overrides.ShouldNotBeNull().Entries.ShouldBe([("Lieferant", SupplierField.Name), ("Ort; Land", SupplierField.City), ("Own ID", SupplierField.OwnId), ("X", null)]);
    }

    [Fact]
    public void An_empty_override_is_a_mistake() => MappingOverrides.Parse(" ; ").Errors.Single().ShouldContain("empty");

    [Fact]
    public void Every_field_can_be_mapped_by_its_name()
    {
        foreach (var field in Enum.GetValues<SupplierField>())
            SupplierFields.Find(field.Key()).ShouldBe(field);
        SupplierFields.All.ShouldContain("hs_codes");
    }
}
