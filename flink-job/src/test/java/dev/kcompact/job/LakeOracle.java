package dev.kcompact.job;

import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a lake folder independently of the job: rows with DuckDB, lineage from footers. */
public final class LakeOracle {
  private final Path lake;

  public LakeOracle(Path lake) {
    this.lake = lake;
  }

  public List<Path> files() throws IOException {
    if (!Files.isDirectory(lake.resolve("compacted"))) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        lake.resolve("compacted"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().matches("part-.*\\.parquet")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          /** The job renames files while they are listed. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return e instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, e);
          }
        });
    files.sort(null);
    return files;
  }

  /** Returns {@code table/partition/offset/line} of every committed row, duplicates included. */
  public List<String> lines(boolean onlyCorrupt) throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (Path file : files()) {
        String table = file.getParent().getParent().getFileName().toString();
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT _partition, _file_offset, _line FROM read_parquet('"
                    + file
                    + "')"
                    + (onlyCorrupt ? " WHERE _corrupt_reason IS NOT NULL" : ""))) {
          while (rows.next()) {
            lines.add(table + "/" + rows.getInt(1) + "/" + rows.getLong(2) + "/" + rows.getInt(3));
          }
        }
      }
    }
    return lines;
  }

  public List<FileLineage> lineage() throws IOException {
    List<FileLineage> lineage = new ArrayList<>();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      Lineage its =
          FooterReader.read(
                  length ->
                      Arrays.copyOfRange(bytes, Math.max(0, bytes.length - length), bytes.length))
              .lineage()
              .orElseThrow();
      lineage.add(new FileLineage(file.toString(), its));
    }
    return lineage;
  }
}
