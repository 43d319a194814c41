package dev.kcompact.cli.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.kcompact.cli.audit.TableFigures.Finder;
import dev.kcompact.cli.audit.TableFigures.Found;
import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.source.UnownedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON report of an audit, written while the tables are audited: by table {@code objects},
 * {@code cleaned}, {@code files}, {@code covered} and the full lists {@code missing}, {@code
 * doubled} (each with its files), {@code changed}, {@code gone}, {@code unproven} and {@code
 * excluded}, numbers by kind. {@code unowned} lists the folders with keys that no table owns.
 * {@code whole} is false if an object is not proven, or none was found.
 */
final class AuditReport implements AutoCloseable {
  private final JsonGenerator json;

  private AuditReport(Writer writer) throws IOException {
    json = new JsonFactory().createGenerator(writer);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartObject();
    json.writeObjectFieldStart("tables");
  }

  /** Opens the report; nothing is written for null. */
  static AuditReport open(@Nullable Path file) throws IOException {
    return new AuditReport(file == null ? Writer.nullWriter() : Files.newBufferedWriter(file));
  }

  /** A piece of the report. */
  @FunctionalInterface
  private interface Piece {
    void write() throws IOException;
  }

  /** Writes the outcome for a table. */
  TableFigures add(String table, TableComparison found, ExcludedObjects excluded) {
    write(() -> json.writeObjectFieldStart(table));
    long objects = number("objects", found.objects());
    long cleaned = number("cleaned", found.cleaned());
    long files = number("files", found.files());
    long covered = number("covered", found.covered());
    TableFigures figures =
        new TableFigures(
            objects,
            cleaned,
            files,
            covered,
            names("missing", found::missing),
            duplicated(found),
            names("changed", found::changed),
            names("gone", found::deleted),
            names("unproven", found::unproven),
            excluded);
    write(() -> json.writeObjectFieldStart("excluded"));
    excluded.byCode().forEach(this::number);
    write(json::writeEndObject);
    write(json::writeEndObject);
    return figures;
  }

  /** Writes the end. */
  void finish(Collection<TableFigures> tables, UnownedKeys unowned) {
    write(
        () -> {
          json.writeEndObject();
          json.writeBooleanField(
              "whole",
              tables.stream().anyMatch(table -> table.objects() > 0)
                  && tables.stream().allMatch(TableFigures::isComplete));
          json.writeArrayFieldStart("unowned");
          for (UnownedKeys.Folder folder : unowned.folders()) {
            json.writeStartObject();
            json.writeStringField("folder", folder.name());
            json.writeNumberField("keys", folder.count());
            json.writeStringField("first", folder.first());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeRaw("\n");
        });
  }

  private long number(String name, long number) {
    write(() -> json.writeNumberField(name, number));
    return number;
  }

  private Found names(String name, Consumer<Consumer<String>> all) {
    Finder finder = new Finder();
    write(() -> json.writeArrayFieldStart(name));
    all.accept(
        each -> {
          finder.add(each);
          write(() -> json.writeString(each));
        });
    write(json::writeEndArray);
    return finder.found();
  }

  private Found duplicated(TableComparison found) {
    Finder finder = new Finder();
    write(() -> json.writeArrayFieldStart("doubled"));
    found.duplicated(
        (key, files) -> {
          finder.add(key + " in " + String.join(", ", files));
          write(() -> duplicate(key, files));
        });
    write(json::writeEndArray);
    return finder.found();
  }

  private void duplicate(String key, List<String> files) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeArrayFieldStart("files");
    for (String file : files) {
      json.writeString(file);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Piece piece) {
    try {
      piece.write();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to write the audit's report", e);
    }
  }

  @Override
  public void close() {
    write(json::close);
  }
}
