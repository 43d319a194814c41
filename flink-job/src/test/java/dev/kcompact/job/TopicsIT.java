package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.table.JobTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real job on a bucket of topics, most of which have no definition. */
@Tag("full")
class TopicsIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final String ANY =
      """
      table: any_{topic}
      domain: raw
      source: { topic: '*', prefix: topics/ }
      day: { from: path }
      schema: any
      """;

  @TempDir Path folder;
  private RawFolder raw;
  private LakeOracle lake;

  private static Map<String, String> files(String... defined) {
    Map<String, String> files = new HashMap<>(Map.of("tables/any.yaml", ANY));
    files.put(
        "schemas/t.json",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},"
            + "\"text\":{\"type\":\"string\"}}}");
    for (String topic : defined) {
      files.put(
          "tables/" + topic + ".yaml",
          """
          table: %s
          domain: sales
          source: { topic: %s, prefix: topics/%s/ }
          day: { from: path }
          schema: schemas/t.json
          key: [id]
          """
              .formatted(topic, topic, topic));
    }
    return files;
  }

  private static JobTables tables(String... defined) {
    return new JobTables(new DefinitionFiles(files(defined)));
  }

  private void put(String topic, int from, int to) {
    for (int i = from; i < to; i++) {
      raw.put(topic, DAY, i % 3, (i / 3) * 20L, 20);
    }
  }

  /** Every (object, line) that is in the lake by the name of the table, sorted. */
  private List<String> rows(String table) throws Exception {
    return lake.lines(false).stream()
        .filter(line -> line.startsWith(table + "/"))
        .map(line -> line.substring(table.length()))
        .sorted()
        .toList();
  }

  private List<String> expected(String topic) {
    return raw.lines().stream()
        .filter(line -> line.startsWith(topic + "/"))
        .map(line -> line.substring(topic.length()))
        .sorted()
        .toList();
  }

  private void awaitRows(String table, String topic) {
    await(table + " has every row")
        .atMost(TIMEOUT)
        .until(() -> rows(table).size() >= expected(topic).size());
  }

  private LocalCluster cluster() throws Exception {
    return new LocalCluster(
            folder.resolve("state"), raw.uri(), folder.resolve("lake").toUri() + "/", 4)
        .property("poll-interval", "100ms")
        .property("discovery.sweep-interval", "500ms")
        .property("discovery.horizon-days", "3650")
        .property("group.max-wait", "200ms");
  }

  @Test
  void topicsAreCompactedUntilADefinitionTakesThem() throws Exception {
    raw = new RawFolder(folder.resolve("raw"));
    lake = new LakeOracle(folder.resolve("lake"));
    List<String> topics = List.of("orders", "Stock.v1", "stock-v1", "clicks", "mail_out");
    for (String topic : topics) {
      put(topic, 0, 12);
    }
    try (LocalCluster cluster = cluster()) {
      JobID first = cluster.submit(tables("orders"), 2, null);
      awaitRows("orders", "orders");
      awaitRows("any_clicks", "clicks");
      put("new.topic", 0, 9);
      put("clicks", 12, 24);
      awaitRows("any_new_topic", "new.topic");
      awaitRows("any_clicks", "clicks");
      String stopped = cluster.stopWithSavepoint(first);
      put("new.topic", 9, 18);
      JobID second = cluster.submit(tables("orders"), 3, stopped);
      awaitRows("any_new_topic", "new.topic");
      stopped = cluster.stopWithSavepoint(second);
      List<String> before = rows("any_clicks");
      put("clicks", 24, 30);
      JobID third = cluster.submit(tables("orders", "clicks"), 2, stopped);
      awaitRows("clicks", "clicks");
      put("mail_out", 12, 15);
      awaitRows("any_mail_out", "mail_out");
      cluster.cancel(third);

      assertThat(rows("any_clicks")).isEqualTo(before);
    }
    assertEachTopicIsInItsTable();
    assertTextIsAsWritten();
  }

  /** As the audit does: by listings, the lake's document and footers. */
  private void assertEachTopicIsInItsTable() throws Exception {
    StorageLocation root = StorageLocation.ofFolder(folder.resolve("raw"));
    TopicTables topics =
        TopicTables.fromJson(Files.readString(folder.resolve("lake").resolve(TopicTables.KEY)));
    TableCatalog catalog =
        TableCatalog.load(new DefinitionFiles(files("orders", "clicks"))).expand(topics);
    assertThat(catalog.baseTables()).hasSize(6);
    Set<String> owned = new HashSet<>();
    try (ObjectStore source = ObjectStores.of(StoreOptions.DEFAULTS).open(root, kind -> {})) {
      for (BaseTable table : catalog.baseTables()) {
        List<SourceObject> objects = new ArrayList<>();
        source.forEach(
            table.prefix(),
            null,
            each -> objects.add(new SourceObject(each.key(), each.etag(), each.size())));
        List<FileLineage> files =
            lake.lineage().stream()
                .filter(file -> file.lineage().table().equals(table.name()))
                .toList();
        assertThat(Coverage.of(objects, files).isComplete()).as(table.name()).isTrue();
        objects.forEach(object -> assertThat(owned.add(object.key())).isTrue());
        assertThat(rows(table.name())).doesNotHaveDuplicates().isEqualTo(expected(table.topic()));
      }
    }
    assertThat(owned).hasSize(raw.objects());
  }

  private void assertTextIsAsWritten() throws Exception {
    String file =
        lake.files().stream()
            .map(Path::toString)
            .filter(path -> path.contains("any_mail_out"))
            .collect(Collectors.joining("','", "['", "']"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT record FROM read_parquet("
                    + file
                    + ") WHERE _partition = 0 AND _file_offset = 0 AND _line = 1")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("{\"id\":1,\"text\":\"linha é 1\"}");
    }
  }
}
