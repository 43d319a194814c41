package dev.kcompact.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  private static final Path CONFIGURATION =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../../conf");

  @TempDir Path folder;

  @Test
  void holdsOnlyRecordsThatEveryPeerReads() throws Exception {
    Sample sample = Sample.write(200, CONFIGURATION, folder.resolve("sample"));
    assertThat(sample.objects()).isBetween(195, 205);
    List<Path> objects;
    try (Stream<Path> files = Files.walk(sample.folder())) {
      objects = files.filter(Files::isRegularFile).toList();
    }
    assertThat(objects).hasSize(sample.objects());
    ObjectMapper mapper = new ObjectMapper();
    long records = 0;
    for (Path object : objects) {
      try (BufferedReader lines = lines(object)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          assertThat(mapper.readTree(line).isObject()).isTrue();
          assertThat(line).doesNotContain("canal_parceiro", "99999e-6");
          records++;
        }
      }
    }
    assertThat(records).isEqualTo(sample.records());
    assertThat(TableCatalog.load(DefinitionFiles.readFolder(sample.definitions())).baseTables())
        .extracting(table -> table.name())
        .containsExactly("orders", "payments", "shipments");
  }

  private static BufferedReader lines(Path object) throws Exception {
    InputStream bytes = Files.newInputStream(object);
    return new BufferedReader(
        new InputStreamReader(
            object.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
            StandardCharsets.UTF_8));
  }
}
