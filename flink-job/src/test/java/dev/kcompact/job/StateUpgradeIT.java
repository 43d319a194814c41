package dev.kcompact.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores the savepoints and the lake of an earlier version. The build of that commit wrote {@code
 * state-57002d4.zip}: a source of 85 objects, a lake with some of them, a savepoint from when the
 * job stopped ({@code newest}) and one from before its last files ({@code stale}).
 */
@Tag("full")
class StateUpgradeIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";

  private static final Pattern OBJECT = Pattern.compile("(\\w+)\\+(\\d)\\+0*(\\d+)\\.json");
  private static final int LINES = 20;

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("state-57002d4.zip");
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.write(target, zip.readAllBytes());
      }
    }
    // The entity tags of the objects contain these times.
    for (String line : Files.readAllLines(folder.resolve("times.txt"))) {
      String[] timeAndName = line.split(" ", 2);
      Files.setLastModifiedTime(
          folder.resolve(timeAndName[1]), FileTime.from(Long.parseLong(timeAndName[0]), SECONDS));
    }
    assertThat(objects()).hasSize(85);
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("raw"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<SourceObject> listed() throws IOException {
    List<SourceObject> listed = new ArrayList<>();
    for (Path object : objects()) {
      String key = folder.resolve("raw").relativize(object).toString();
      listed.add(
          SourceObject.ofFile(
              key, Files.size(object), Files.getLastModifiedTime(object).toInstant()));
    }
    return listed;
  }

  private Set<String> expectedLines() throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Path object : objects()) {
      MatchResult name =
          OBJECT.matcher(object.getFileName().toString()).results().findFirst().orElseThrow();
      for (int line = 0; line < LINES; line++) {
        lines.add(name.group(1) + "/" + name.group(2) + "/" + name.group(3) + "/" + line);
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest", "stale"})
  void takesOverSavepointAndLake(String savepoint) throws Exception {
    LakeOracle lake = new LakeOracle(folder.resolve("lake"));
    List<Path> before = lake.files();
    assertThat(lake.lines(false)).hasSize(1_400);
    try (LocalCluster cluster =
        new LocalCluster(
                folder.resolve("state"),
                folder.resolve("raw").toUri().toString(),
                folder.resolve("lake").toUri().toString(),
                4)
            .property("poll-interval", "100ms")
            .property("discovery.sweep-interval", "500ms")
            .property("discovery.horizon-days", "3650")
            .property("group.max-wait", "200ms")) {
      JobID job =
          cluster.submit(
              Tables.definitions("orders", "payments"),
              2,
              folder.resolve(savepoint).toUri().toString());
      putNew(40);
      Awaitility.await("all rows are committed")
          .atMost(Duration.ofSeconds(90))
          .until(() -> lake.lines(false).size() >= expectedLines().size());
      cluster.cancel(job);
    }
    assertThat(lake.files()).containsAll(before);
    List<String> lines = lake.lines(false);
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(new HashSet<>(lines)).isEqualTo(expectedLines());
    // No object appears changed by the fingerprints of the earlier version.
    assertThat(Coverage.of(listed(), lake.lineage()))
        .matches(Coverage::isComplete)
        .extracting(Coverage::deleted, LIST)
        .isEmpty();
  }

  /** Objects that arrive after the upgrade, in both tables. */
  private void putNew(int count) throws IOException {
    Path hidden = Files.createDirectories(folder.resolve("hidden")).resolve("next");
    for (int i = 0; i < count; i++) {
      String table = i % 2 == 0 ? "orders" : "payments";
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < LINES; line++) {
        text.append("{\"id\":").append(line).append(",\"text\":\"new\"}\n");
      }
      Files.writeString(hidden, text, UTF_8);
      Files.move(
          hidden,
          Files.createDirectories(folder.resolve("raw/topics/" + table + "/" + DAY))
              .resolve("%s+%d+%010d.json".formatted(table, i % 3, 100_000 + i * LINES)));
    }
  }
}
