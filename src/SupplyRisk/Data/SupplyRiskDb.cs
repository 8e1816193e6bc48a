using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.People;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Review.Exchange;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Review.Views;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Search.Saved;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Data;

/// <summary>The system of record. One sealed subclass and one migrations folder a provider; everything else is the same.</summary>
public abstract class SupplyRiskDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<ListSource> ListSources => Set<ListSource>();

    public DbSet<BuyingEntity> BuyingEntities => Set<BuyingEntity>();

    public DbSet<LegalEntity> LegalEntities => Set<LegalEntity>();

    public DbSet<Supplier> Suppliers => Set<Supplier>();

    public DbSet<SupplierVersion> SupplierVersions => Set<SupplierVersion>();

    public DbSet<SupplierIdentifier> SupplierIdentifiers => Set<SupplierIdentifier>();

    public DbSet<SupplyLink> SupplyLinks => Set<SupplyLink>();

    public DbSet<LegalEntityProposal> LegalEntityProposals => Set<LegalEntityProposal>();

    public DbSet<SupplierMerge> SupplierMerges => Set<SupplierMerge>();

    public DbSet<DuplicatePair> DuplicatePairs => Set<DuplicatePair>();

    public DbSet<SupplierComparison> SupplierComparisons => Set<SupplierComparison>();

    public DbSet<DuplicateDecision> DuplicateDecisions => Set<DuplicateDecision>();

    public DbSet<ImportDuplicate> ImportDuplicates => Set<ImportDuplicate>();

    public DbSet<ImportComparison> ImportComparisons => Set<ImportComparison>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportIssue> ImportIssues => Set<ImportIssue>();

    public DbSet<ListingChange> ListingChanges => Set<ListingChange>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<DocumentContent> DocumentContents => Set<DocumentContent>();

    public DbSet<DocumentReading> DocumentReadings => Set<DocumentReading>();

    public DbSet<SketchBand> SketchBands => Set<SketchBand>();

    public DbSet<DocumentLink> DocumentLinks => Set<DocumentLink>();

    public DbSet<Watchlist> Watchlists => Set<Watchlist>();

    public DbSet<Snapshot> Snapshots => Set<Snapshot>();

    public DbSet<ListEntryVersion> ListEntryVersions => Set<ListEntryVersion>();

    public DbSet<ListDelivery> ListDeliveries => Set<ListDelivery>();

    public DbSet<ListingFlag> ListingFlags => Set<ListingFlag>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<RunPartition> RunPartitions => Set<RunPartition>();

    public DbSet<SupplierScreening> Screenings => Set<SupplierScreening>();

    public DbSet<ScreeningChange> ScreeningChanges => Set<ScreeningChange>();

    public DbSet<SupplierMatch> SupplierMatches => Set<SupplierMatch>();

    public DbSet<MatchDecision> MatchDecisions => Set<MatchDecision>();

    public DbSet<Finding> Findings => Set<Finding>();

    public DbSet<FindingDecision> FindingDecisions => Set<FindingDecision>();

    public DbSet<SupplierFlag> SupplierFlags => Set<SupplierFlag>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();

    public DbSet<CaseDecision> CaseDecisions => Set<CaseDecision>();

    public DbSet<CaseDecisionRule> CaseDecisionRules => Set<CaseDecisionRule>();

    public DbSet<PendingDecision> PendingDecisions => Set<PendingDecision>();

    public DbSet<CaseAttachment> CaseAttachments => Set<CaseAttachment>();

    public DbSet<CaseStep> CaseSteps => Set<CaseStep>();

    public DbSet<CorrectiveAction> CorrectiveActions => Set<CorrectiveAction>();

    public DbSet<ActionEvent> ActionEvents => Set<ActionEvent>();

    public DbSet<ActionEvidence> ActionEvidence => Set<ActionEvidence>();

    public DbSet<SupplierPageLink> SupplierPageLinks => Set<SupplierPageLink>();

    public DbSet<DocumentRequest> DocumentRequests => Set<DocumentRequest>();

    public DbSet<SupplierAnswer> SupplierAnswers => Set<SupplierAnswer>();

    public DbSet<Shipment> Shipments => Set<Shipment>();

    public DbSet<ShipmentFile> ShipmentFiles => Set<ShipmentFile>();
    public DbSet<ReportingEntity> ReportingEntities => Set<ReportingEntity>();

    public DbSet<DisclosureRecord> DisclosureRecords => Set<DisclosureRecord>();

    public DbSet<Statement> Statements => Set<Statement>();

    public DbSet<StatementFreeze> StatementFreezes => Set<StatementFreeze>();

    public DbSet<StatementText> StatementTexts => Set<StatementText>();

    public DbSet<StatementNote> StatementNotes => Set<StatementNote>();

    public DbSet<Work> Work => Set<Work>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<SavedSearch> SavedSearches => Set<SavedSearch>();

    public DbSet<WatchHit> WatchHits => Set<WatchHit>();

    public DbSet<RuleCaseProposal> RuleCaseProposals => Set<RuleCaseProposal>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<NotificationChannel> NotificationChannels => Set<NotificationChannel>();

    public DbSet<NotificationMessage> NotificationMessages => Set<NotificationMessage>();

    public DbSet<NotificationItem> NotificationItems => Set<NotificationItem>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<AuditRow> AuditRows => Set<AuditRow>();

    public DbSet<AuditPayload> AuditPayloads => Set<AuditPayload>();

    public DbSet<AuditPerson> AuditPeople => Set<AuditPerson>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<AssignedSupplier> AssignedSuppliers => Set<AssignedSupplier>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ListSource>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<BuyingEntity>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<Supplier>().HasIndex(x => new { x.ListSourceId, x.OwnId }).IsUnique();
        modelBuilder.Entity<Supplier>().HasIndex(x => x.LegalEntityId);
        modelBuilder.Entity<SupplierVersion>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.KnownTo, x.ValidFrom });
            e.HasIndex(x => x.ImportId);
            e.HasIndex(x => x.EndedByImportId);
            e.HasIndex(x => new { x.KnownTo, x.Country });
            e.Property(x => x.Spend).HasPrecision(19, 4);
        });
        modelBuilder.Entity<SupplierIdentifier>(e =>
        {
            e.HasIndex(x => new { x.Scheme, x.Value });
            e.HasIndex(x => x.SupplierId);
        });
        modelBuilder.Entity<SupplyLink>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.KnownTo });
            e.HasIndex(x => new { x.BuyerSupplierId, x.KnownTo });
            e.HasIndex(x => x.ImportId);
            e.HasIndex(x => x.EndedByImportId);
        });
        DuplicateTables.Configure(modelBuilder);
        modelBuilder.Entity<LegalEntityProposal>().HasIndex(x => x.SupplierId);
        modelBuilder.Entity<Import>().HasIndex(x => new { x.ListSourceId, x.CreatedAt });
        modelBuilder.Entity<ListingChange>().HasIndex(x => x.ImportId);
        modelBuilder.Entity<ImportIssue>().HasIndex(x => new { x.ImportId, x.Row });

        modelBuilder.Entity<Document>().HasIndex(x => x.Sha256).IsUnique();
        modelBuilder.Entity<Document>().HasIndex(x => x.State);
        modelBuilder.Entity<Document>().Ignore(x => x.Date);
        modelBuilder.Entity<DocumentContent>().HasKey(x => x.DocumentId);
        modelBuilder.Entity<DocumentReading>().HasKey(x => x.DocumentId);
        modelBuilder.Entity<SketchBand>(e =>
        {
            e.HasKey(x => new { x.DocumentId, x.Band });
            e.HasIndex(x => new { x.Hash, x.Band });
        });
        modelBuilder.Entity<DocumentLink>(e =>
        {
            e.HasIndex(x => new { x.DocumentId, x.SupplierId }).IsUnique();
            e.HasIndex(x => x.SupplierId);
            e.HasIndex(x => x.State);
        });
        modelBuilder.Entity<Finding>().HasIndex(x => new { x.DocumentId, x.Start });
        modelBuilder.Entity<Finding>().HasIndex(x => new { x.DocumentId, x.Indicator }).HasFilter("status = 'Asserted'"); // few of all
        modelBuilder.Entity<FindingDecision>().HasIndex(x => x.DocumentId);

        modelBuilder.Entity<Watchlist>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<Snapshot>().HasIndex(x => new { x.WatchlistId, x.RetrievedAt });
        modelBuilder.Entity<ListEntryVersion>().HasIndex(x => new { x.WatchlistId, x.KnownTo, x.EntryId });
        modelBuilder.Entity<ListDelivery>().HasIndex(x => new { x.WatchlistId, x.State });
        modelBuilder.Entity<ListDelivery>().HasIndex(x => new { x.WatchlistId, x.At });
        modelBuilder.Entity<ListDelivery>().Ignore(x => x.IsReleasable);
        modelBuilder.Entity<ListingFlag>().HasKey(x => new { x.WatchlistId, x.EntryId, x.SupplierId });
        modelBuilder.Entity<ListingFlag>().HasIndex(x => x.SupplierId);

        modelBuilder.Entity<Run>().HasIndex(x => x.StartedAt);
        modelBuilder.Entity<RunPartition>().HasKey(x => new { x.RunId, x.Number });
        modelBuilder.Entity<SupplierScreening>(e =>
        {
            e.HasKey(x => x.SupplierId);
            e.HasIndex(x => new { x.Band, x.RiskScore });
            e.HasIndex(x => x.RiskScore);
            e.HasIndex(x => x.NextFreshnessStep);
            e.HasIndex(x => x.ScreenedAt);
            e.HasIndex(x => x.SupplierId).HasFilter("upstream_signal <> told_signal");
        });
        modelBuilder.Entity<ScreeningChange>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.At });
            e.HasIndex(x => new { x.SupplierId, x.RunId, x.Round }).IsUnique();
            e.HasIndex(x => x.RunId);
        });
        modelBuilder.Entity<SupplierMatch>().HasIndex(x => new { x.SupplierId, x.WatchlistId, x.EntryId }).IsUnique();
        modelBuilder.Entity<SupplierMatch>().HasIndex(x => new { x.WatchlistId, x.EntryId });
        modelBuilder.Entity<MatchDecision>().HasIndex(x => new { x.SupplierId, x.WatchlistId, x.EntryId, x.At });
        modelBuilder.Entity<SupplierFlag>().HasIndex(x => new { x.SupplierId, x.ClosedAt });
        modelBuilder.Entity<SupplierFlag>().HasIndex(x => new { x.ClosedAt, x.Kind });
        modelBuilder.Entity<SupplierFlag>().HasIndex(x => new { x.SupplierId, x.Kind }).IsUnique().HasFilter("closed_at IS NULL");

        CaseTables.Configure(modelBuilder);

        ActionTables.Configure(modelBuilder);

        PackTables.Configure(modelBuilder);
        StatementTables.Configure(modelBuilder);

        modelBuilder.Entity<Work>().HasIndex(x => new { x.RunId, x.Kind, x.Key });
        modelBuilder.Entity<Work>().HasIndex(x => new { x.Kind, x.Key });
        modelBuilder.Entity<SavedSearch>().HasIndex(x => new { x.OwnerId, x.Name }).IsUnique();
        modelBuilder.Entity<WatchHit>(e =>
        {
            e.HasKey(x => new { x.SavedSearchId, x.Entity, x.RecordId });
            e.HasIndex(x => new { x.SavedSearchId, x.SeenAt });
        });
        if (Database.IsNpgsql())
        {
            modelBuilder.Entity<OutboxRow>().Property(x => x.Xid).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
            modelBuilder.Entity<OutboxRow>().HasIndex(x => new { x.Xid, x.Id });
        }
        else
        {
            modelBuilder.Entity<OutboxRow>().Ignore(x => x.Xid);
        }
        RuleCaseProposal.Map(modelBuilder);
        SavedView.Map(modelBuilder);
        NotificationChannel.Map(modelBuilder);
        modelBuilder.Entity<Setting>().HasKey(x => x.Key);
        modelBuilder.Entity<AuditRow>(e =>
        {
            e.HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedNever();
            e.HasIndex(x => x.Subject);
        });
        modelBuilder.Entity<AuditRow>().HasIndex(x => x.At);
        modelBuilder.Entity<AuditRow>().HasIndex(x => new { x.ActorId, x.Seq });
        modelBuilder.Entity<AuditPayload>().HasKey(x => x.AuditId);
        modelBuilder.Entity<AuditPerson>().HasKey(x => x.AuditId);
        modelBuilder.Entity<AuditPerson>().HasIndex(x => x.ActorId);

        PeopleTables.Configure(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // Keys are made by the clock, not by the database, so that a run's rows sort by when they were made.
            foreach (var key in entity.GetKeys().SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(Guid)))
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            SnakeCase.Apply(entity);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstant>();
    }

    /// <summary>Instants go in as UTC and come out as UTC on either database.</summary>
    private sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(
        v => v.Kind == DateTimeKind.Utc ? v : NotUtc(v), v => DateTime.SpecifyKind(v, DateTimeKind.Utc))
    {
        private static DateTime NotUtc(DateTime v) =>
            throw new InvalidOperationException($"An instant of kind {v.Kind} was about to be stored; take it from TimeProvider.");
    }
}
