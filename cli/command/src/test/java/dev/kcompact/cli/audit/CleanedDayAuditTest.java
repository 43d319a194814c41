package dev.kcompact.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.FileStore;
import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits a day whose raw objects were removed by a clean-up, in local folders. */
class CleanedDayAuditTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final String LEDGER = "ledger/customers/dt=2026-11-22/run=r-1/part-0000.parquet";
  private static final String FOLDER = "topics/customers/dt=2026-11-22/";

  @TempDir Path tmp;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(tmp.resolve("source"));
    Files.createDirectories(tmp.resolve("lake"));
  }

  @Test
  void countsTheObjectsOfTheLedgerThatNoFileProvesAsMissing() throws Exception {
    cleanUp();

    TableAudit audit = audit(DAY);

    assertThat(audit.cleaned()).isEqualTo(2);
    assertThat(audit.coverage().missing())
        .extracting(SourceObject::key)
        .containsExactly(FOLDER + "customers+0+1.json", FOLDER + "customers+0+2.json");
    assertThat(audit(null).coverage().missing()).hasSize(2);
    assertThat(audit(DAY.plusDays(1)).raw()).isEmpty();
  }

  @Test
  void anObjectThatIsThereCountsAsItIsThere() throws Exception {
    cleanUp();
    Path object = tmp.resolve("source").resolve(FOLDER + "customers+0+1.json");
    Files.createDirectories(object.getParent());
    Files.writeString(object, "{}");

    TableAudit audit = audit(DAY);

    assertThat(audit.cleaned()).isEqualTo(1);
    assertThat(audit.raw()).extracting(SourceObject::size).containsExactly(2L, 9L);
  }

  @Test
  void sideFilesAreLeftOutAndCounted() throws Exception {
    cleanUp();
    for (String name :
        List.of(
            FOLDER + "customers+0+9.keys.json",
            FOLDER + "customers+0+9.headers.json",
            FOLDER + "others+0+9.json",
            "topics/tombstone/customers/customers+0+9.keys.json")) {
      Path object = tmp.resolve("source").resolve(name);
      Files.createDirectories(object.getParent());
      Files.writeString(object, "{}");
    }

    TableAudit audit = audit(null);

    assertThat(audit.coverage().missing())
        .extracting(SourceObject::key)
        .containsExactly(FOLDER + "customers+0+1.json", FOLDER + "customers+0+2.json");
    assertThat(audit.excluded()).hasToString("1 keys, 1 headers, 1 tombstones");
  }

  @Test
  void namesAMissingLedger() throws Exception {
    cleanUp();
    Files.delete(tmp.resolve("lake").resolve(LEDGER));

    assertThatThrownBy(() -> audit(DAY))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("Missing ledger of a clean-up")
        .hasMessageEndingWith(LEDGER);
  }

  private TableAudit audit(@org.jspecify.annotations.Nullable LocalDate day) throws IOException {
    TableCatalog catalog =
        TableCatalog.load(DefinitionFiles.readFolder(Path.of("..", "..", "conf")));
    Audit audit =
        new Audit(
            new FileStore(StorageLocation.ofFolder(tmp.resolve("source"))),
            new CompactedLake(new FileStore(StorageLocation.ofFolder(tmp.resolve("lake")))),
            catalog);
    return Objects.requireNonNull(audit.run(day).get("customers"));
  }

  private void cleanUp() throws Exception {
    CleanedDay cleaned =
        new CleanedDay("customers", DAY, "r-1", Action.DELETE, Instant.EPOCH, List.of(LEDGER), "");
    write(cleaned.key(), cleaned.toJson());
    Path ledger = tmp.resolve("lake").resolve(LEDGER);
    Files.createDirectories(ledger.getParent());
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES ('%scustomers+0+1.json', 'e1', 8, 'f'), ('%scustomers+0+2.json', 'e2', 9, 'f'),"
                  .formatted(FOLDER, FOLDER)
              + " ('unknown', NULL, NULL, 'f')) AS t(object, etag, size, compacted_file)) TO '"
              + ledger
              + "' (FORMAT parquet)");
    }
  }

  private void write(String key, String text) throws IOException {
    Path file = tmp.resolve("lake").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
