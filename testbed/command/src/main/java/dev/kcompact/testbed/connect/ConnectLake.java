package dev.kcompact.testbed.connect;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.testbed.check.GluePublishedTables;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.check.PublishedTables;
import dev.kcompact.testbed.check.PublishedTables.PublishedPartition;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The compacted and the published files of the tables, downloaded into a folder. */
final class ConnectLake {
  private static final Pattern DAY = Pattern.compile("/dt=(\\d{4}-\\d\\d-\\d\\d)/");

  private final S3LakeFiles lake;
  private final PublishedTables catalog;
  private final Path folder;

  ConnectLake(S3Client s3, GlueClient glue, Path folder) {
    lake = new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, "");
    catalog = new GluePublishedTables(glue, Endpoints.GLUE_PREFIX);
    this.folder = folder;
  }

  /** The days of all compacted files. */
  SortedSet<LocalDate> days() throws IOException {
    return days(LakeLayout.COMPACTED);
  }

  private SortedSet<LocalDate> days(String prefix) throws IOException {
    SortedSet<LocalDate> days = new TreeSet<>();
    for (StoredFile file : lake.parquet(prefix)) {
      Matcher day = DAY.matcher(file.key());
      if (!day.find()) {
        throw new CommandException("A compacted file has no day: " + lake.uri(file.key()));
      }
      days.add(LocalDate.parse(day.group(1)));
    }
    return days;
  }

  List<Path> compacted(String table) throws IOException {
    return download("compacted-" + table, List.of(compactedPrefix(table)));
  }

  /** The files of the partitions of each day that has compacted files. */
  List<Path> published(BaseTable table) throws IOException {
    List<String> prefixes = new ArrayList<>();
    for (LocalDate day : days(compactedPrefix(table.name()))) {
      Optional<PublishedPartition> partition = catalog.partition(table.domain(), table.name(), day);
      String location =
          partition
              .orElseThrow(
                  () -> new CommandException("No partition: " + table.name() + " of " + day))
              .location();
      prefixes.add(location.substring(lake.uri("").length()) + "/");
    }
    return download("published-" + table.name(), prefixes);
  }

  private static String compactedPrefix(String table) {
    return LakeLayout.COMPACTED + table + "/";
  }

  private List<Path> download(String name, List<String> prefixes) throws IOException {
    Path target = Files.createDirectories(folder.resolve(name));
    List<Path> files = new ArrayList<>();
    for (String prefix : prefixes) {
      for (StoredFile file : lake.parquet(prefix)) {
        Path local = target.resolve(files.size() + ".parquet");
        lake.download(file.key(), local);
        files.add(local);
      }
    }
    if (files.isEmpty()) {
      throw new CommandException("No file of " + name + ": " + lake.uri(""));
    }
    return files;
  }
}
