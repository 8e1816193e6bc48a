using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_payload",
                columns: table => new
                {
                    audit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_payload", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_row",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_row", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "buying_entity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_buying_entity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lane = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    flagged = table.Column<bool>(type: "INTEGER", nullable: false),
                    facts_key = table.Column<string>(type: "TEXT", nullable: false),
                    decided_facts_key = table.Column<string>(type: "TEXT", nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    facts_key = table.Column<string>(type: "TEXT", nullable: false),
                    risk_score = table.Column<int>(type: "INTEGER", nullable: false),
                    band = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    changes_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    format = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    audit_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    report_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    announcement = table.Column<string>(type: "TEXT", nullable: true),
                    workers_interviewed = table.Column<int>(type: "INTEGER", nullable: true),
                    audit_body = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unreadable_json = table.Column<string>(type: "TEXT", nullable: false),
                    pages = table.Column<int>(type: "INTEGER", nullable: true),
                    characters = table.Column<int>(type: "INTEGER", nullable: false),
                    scanned_with = table.Column<string>(type: "TEXT", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    legal_hold = table.Column<bool>(type: "INTEGER", nullable: false),
                    retain_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document_content",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    blocks_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_content", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "document_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    known_from = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    indicator = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    speaker = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    start = table.Column<int>(type: "INTEGER", nullable: false),
                    end = table.Column<int>(type: "INTEGER", nullable: false),
                    page = table.Column<int>(type: "INTEGER", nullable: true),
                    section = table.Column<string>(type: "TEXT", nullable: true),
                    quote = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "finding_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    quote = table.Column<string>(type: "TEXT", nullable: false),
                    dismissed = table.Column<bool>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list_source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    file_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    format = table.Column<string>(type: "TEXT", nullable: false),
                    mapping = table.Column<string>(type: "TEXT", nullable: true),
                    columns_json = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rows_read = table.Column<int>(type: "INTEGER", nullable: false),
                    rows_taken = table.Column<int>(type: "INTEGER", nullable: false),
                    rows_rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    warnings = table.Column<int>(type: "INTEGER", nullable: false),
                    @new = table.Column<int>(name: "new", type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    no_longer_listed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_issue",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    column = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    severity = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    advice = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_issue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "legal_entity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_legal_entity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "legal_entity_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    legal_entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    identifier = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_legal_entity_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_entry_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    watchlist_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entry_id = table.Column<string>(type: "TEXT", nullable: false),
                    snapshot_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    known_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    known_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    facts_hash = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    aliases = table.Column<string>(type: "TEXT", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    identifiers = table.Column<string>(type: "TEXT", nullable: false),
                    includes_subsidiaries = table.Column<bool>(type: "INTEGER", nullable: false),
                    programme = table.Column<string>(type: "TEXT", nullable: true),
                    source_url = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_entry_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_source",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "listing_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    before = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_listing_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "match_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    watchlist_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entry_id = table.Column<string>(type: "TEXT", nullable: false),
                    review = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    facts_key = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_row",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    entity = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    as_of = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    known_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ruleset_hash = table.Column<string>(type: "TEXT", nullable: false),
                    text_rules_hash = table.Column<string>(type: "TEXT", nullable: false),
                    lists_hash = table.Column<string>(type: "TEXT", nullable: false),
                    matcher_version = table.Column<string>(type: "TEXT", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    flags_opened = table.Column<int>(type: "INTEGER", nullable: false),
                    flags_closed = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "screening_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_score = table.Column<int>(type: "INTEGER", nullable: true),
                    to_score = table.Column<int>(type: "INTEGER", nullable: false),
                    from_band = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    to_band = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from_flags = table.Column<string>(type: "TEXT", nullable: false),
                    to_flags = table.Column<string>(type: "TEXT", nullable: false),
                    change_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screening_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "snapshot",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    watchlist_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    retrieved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_snapshot", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list_source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    own_id = table.Column<string>(type: "TEXT", nullable: false),
                    legal_entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_listed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    not_listed_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_flag",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    because = table.Column<string>(type: "TEXT", nullable: false),
                    opened_run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_run_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_flag", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_identifier",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_identifier", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_match",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    watchlist_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list = table.Column<string>(type: "TEXT", nullable: false),
                    entry_id = table.Column<string>(type: "TEXT", nullable: false),
                    entry_name = table.Column<string>(type: "TEXT", nullable: false),
                    matched_alias = table.Column<string>(type: "TEXT", nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    identifier_equal = table.Column<bool>(type: "INTEGER", nullable: false),
                    programme = table.Column<string>(type: "TEXT", nullable: true),
                    features_json = table.Column<string>(type: "TEXT", nullable: false),
                    facts_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_match", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_screening",
                columns: table => new
                {
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    screened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    as_of = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    input_hash = table.Column<string>(type: "TEXT", nullable: false),
                    risk_score = table.Column<int>(type: "INTEGER", nullable: false),
                    band = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    coverage = table.Column<int>(type: "INTEGER", nullable: false),
                    inherent = table.Column<int>(type: "INTEGER", nullable: false),
                    evidence = table.Column<int>(type: "INTEGER", nullable: false),
                    controls = table.Column<int>(type: "INTEGER", nullable: false),
                    residual = table.Column<int>(type: "INTEGER", nullable: false),
                    flags = table.Column<string>(type: "TEXT", nullable: false),
                    result_json = table.Column<string>(type: "TEXT", nullable: false),
                    upstream_signal = table.Column<string>(type: "TEXT", nullable: false),
                    next_freshness_step = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_screening", x => x.supplier_id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    known_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    known_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ended_by_import_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    facts_hash = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    native_name = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: true),
                    region = table.Column<string>(type: "TEXT", nullable: true),
                    country = table.Column<string>(type: "TEXT", nullable: true),
                    postal_code = table.Column<string>(type: "TEXT", nullable: true),
                    sector = table.Column<string>(type: "TEXT", nullable: true),
                    goods = table.Column<string>(type: "TEXT", nullable: true),
                    hs_codes = table.Column<string>(type: "TEXT", nullable: false),
                    identifiers = table.Column<string>(type: "TEXT", nullable: false),
                    parent_company = table.Column<string>(type: "TEXT", nullable: true),
                    tier = table.Column<int>(type: "INTEGER", nullable: true),
                    supplies = table.Column<string>(type: "TEXT", nullable: false),
                    buying_entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    workers = table.Column<int>(type: "INTEGER", nullable: true),
                    spend = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: true),
                    spend_currency = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supply_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    buyer_supplier_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    buyer_key = table.Column<string>(type: "TEXT", nullable: true),
                    buying_entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    tier = table.Column<int>(type: "INTEGER", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    known_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    known_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ended_by_import_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supply_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "watchlist",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    current_snapshot_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watchlist", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "work",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    run_after = table.Column<DateTime>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_row_subject",
                table: "audit_row",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_buying_entity_name",
                table: "buying_entity",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_lane_status_priority",
                table: "case",
                columns: new[] { "lane", "status", "priority" });

            migrationBuilder.CreateIndex(
                name: "ix_case_supplier_id_lane",
                table: "case",
                columns: new[] { "supplier_id", "lane" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_updated_at",
                table: "case",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_decision_case_id_at",
                table: "case_decision",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_case_event_case_id_at",
                table: "case_event",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_document_sha256",
                table: "document",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_state",
                table: "document",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_document_link_document_id_supplier_id",
                table: "document_link",
                columns: new[] { "document_id", "supplier_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_link_state",
                table: "document_link",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_document_link_supplier_id",
                table: "document_link",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_document_id_start",
                table: "finding",
                columns: new[] { "document_id", "start" });

            migrationBuilder.CreateIndex(
                name: "ix_finding_decision_document_id",
                table: "finding_decision",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_list_source_id_created_at",
                table: "import",
                columns: new[] { "list_source_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_import_issue_import_id_row",
                table: "import_issue",
                columns: new[] { "import_id", "row" });

            migrationBuilder.CreateIndex(
                name: "ix_legal_entity_proposal_supplier_id",
                table: "legal_entity_proposal",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_list_entry_version_watchlist_id_known_to_entry_id",
                table: "list_entry_version",
                columns: new[] { "watchlist_id", "known_to", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_list_source_name",
                table: "list_source",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_listing_change_import_id",
                table: "listing_change",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_decision_supplier_id_watchlist_id_entry_id_at",
                table: "match_decision",
                columns: new[] { "supplier_id", "watchlist_id", "entry_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_run_started_at",
                table: "run",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_screening_change_run_id",
                table: "screening_change",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_screening_change_supplier_id_at",
                table: "screening_change",
                columns: new[] { "supplier_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_snapshot_watchlist_id_retrieved_at",
                table: "snapshot",
                columns: new[] { "watchlist_id", "retrieved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_legal_entity_id",
                table: "supplier",
                column: "legal_entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_list_source_id_own_id",
                table: "supplier",
                columns: new[] { "list_source_id", "own_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_supplier_flag_closed_at_kind",
                table: "supplier_flag",
                columns: new[] { "closed_at", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_flag_supplier_id_closed_at",
                table: "supplier_flag",
                columns: new[] { "supplier_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_identifier_scheme_value",
                table: "supplier_identifier",
                columns: new[] { "scheme", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_identifier_supplier_id",
                table: "supplier_identifier",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_match_supplier_id_watchlist_id_entry_id",
                table: "supplier_match",
                columns: new[] { "supplier_id", "watchlist_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_supplier_match_watchlist_id_entry_id",
                table: "supplier_match",
                columns: new[] { "watchlist_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_screening_band_risk_score",
                table: "supplier_screening",
                columns: new[] { "band", "risk_score" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_screening_next_freshness_step",
                table: "supplier_screening",
                column: "next_freshness_step");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_screening_risk_score",
                table: "supplier_screening",
                column: "risk_score");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_screening_screened_at",
                table: "supplier_screening",
                column: "screened_at");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_version_ended_by_import_id",
                table: "supplier_version",
                column: "ended_by_import_id");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_version_import_id",
                table: "supplier_version",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_version_known_to_country",
                table: "supplier_version",
                columns: new[] { "known_to", "country" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_version_supplier_id_known_to_valid_from",
                table: "supplier_version",
                columns: new[] { "supplier_id", "known_to", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_supply_link_buyer_supplier_id_known_to",
                table: "supply_link",
                columns: new[] { "buyer_supplier_id", "known_to" });

            migrationBuilder.CreateIndex(
                name: "ix_supply_link_ended_by_import_id",
                table: "supply_link",
                column: "ended_by_import_id");

            migrationBuilder.CreateIndex(
                name: "ix_supply_link_import_id",
                table: "supply_link",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_supply_link_supplier_id_known_to",
                table: "supply_link",
                columns: new[] { "supplier_id", "known_to" });

            migrationBuilder.CreateIndex(
                name: "ix_watchlist_name",
                table: "watchlist",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_kind_key",
                table: "work",
                columns: new[] { "kind", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_work_kind_lease_until_id",
                table: "work",
                columns: new[] { "kind", "lease_until", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_payload");

            migrationBuilder.DropTable(
                name: "audit_row");

            migrationBuilder.DropTable(
                name: "buying_entity");

            migrationBuilder.DropTable(
                name: "case");

            migrationBuilder.DropTable(
                name: "case_decision");

            migrationBuilder.DropTable(
                name: "case_event");

            migrationBuilder.DropTable(
                name: "document");

            migrationBuilder.DropTable(
                name: "document_content");

            migrationBuilder.DropTable(
                name: "document_link");

            migrationBuilder.DropTable(
                name: "finding");

            migrationBuilder.DropTable(
                name: "finding_decision");

            migrationBuilder.DropTable(
                name: "import");

            migrationBuilder.DropTable(
                name: "import_issue");

            migrationBuilder.DropTable(
                name: "legal_entity");

            migrationBuilder.DropTable(
                name: "legal_entity_proposal");

            migrationBuilder.DropTable(
                name: "list_entry_version");

            migrationBuilder.DropTable(
                name: "list_source");

            migrationBuilder.DropTable(
                name: "listing_change");

            migrationBuilder.DropTable(
                name: "match_decision");

            migrationBuilder.DropTable(
                name: "outbox_row");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "screening_change");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "snapshot");

            migrationBuilder.DropTable(
                name: "supplier");

            migrationBuilder.DropTable(
                name: "supplier_flag");

            migrationBuilder.DropTable(
                name: "supplier_identifier");

            migrationBuilder.DropTable(
                name: "supplier_match");

            migrationBuilder.DropTable(
                name: "supplier_screening");

            migrationBuilder.DropTable(
                name: "supplier_version");

            migrationBuilder.DropTable(
                name: "supply_link");

            migrationBuilder.DropTable(
                name: "watchlist");

            migrationBuilder.DropTable(
                name: "work");
        }
    }
}
