package dev.kcompact.cli.init;

import dev.kcompact.cli.home.AtomicFile;
import dev.kcompact.cli.inspect.InferredTable;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folder that the definitions go to. Files that are there are not overwritten. */
final class DefinitionFolder {
  private final Path root;
  private final Map<String, String> existing;

  private DefinitionFolder(Path root, Map<String, String> existing) {
    this.root = root;
    this.existing = existing;
  }

  /**
   * Reads the folder, which may be missing.
   *
   * @param forced name of a table that is made anew; empty for none
   */
  static DefinitionFolder open(Path root, String forced) {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(root)) {
      files.putAll(DefinitionFiles.readFolder(root).contents());
    }
    if (!forced.isEmpty() && files.remove("tables/" + forced + ".yaml") == null) {
      throw new CommandException(
          "No definition to replace: " + root.resolve("tables/" + forced + ".yaml"));
    }
    files.remove("schemas/" + forced + ".schema.json");
    return new DefinitionFolder(root, files);
  }

  /** The catalog of the definitions that are there; empty if there are none. */
  Optional<TableCatalog> catalog() {
    DefinitionFiles files = new DefinitionFiles(existing);
    try {
      return files.tables().isEmpty() ? Optional.empty() : Optional.of(TableCatalog.load(files));
    } catch (InvalidDefinitionsException e) {
      throw new CommandException(
          "Invalid definitions in " + root + ": " + e.getMessage() + "; correct them first", e);
    }
  }

  /** Names of all tables, by their files. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String file : existing.keySet()) {
      String name = file.substring(file.indexOf('/') + 1);
      names.add(name.substring(0, Math.max(0, name.indexOf('.'))));
    }
    return names;
  }

  /**
   * Returns the tables that load together with those that are there; the others are in {@code
   * refused} with the reason.
   */
  List<InferredTable> loadable(List<InferredTable> tables, Map<String, String> refused) {
    if (problem(tables).isEmpty()) {
      return tables;
    }
    List<InferredTable> accepted = new ArrayList<>();
    for (InferredTable table : tables) {
      accepted.add(table);
      problem(accepted)
          .ifPresent(
              message -> {
                accepted.remove(table);
                refused.put(table.table(), message);
              });
    }
    return accepted;
  }

  private Optional<String> problem(List<InferredTable> tables) {
    Map<String, String> all = new TreeMap<>(existing);
    tables.forEach(table -> all.putAll(table.files().contents()));
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    try {
      TableCatalog unused = TableCatalog.load(new DefinitionFiles(all));
      return Optional.empty();
    } catch (InvalidDefinitionsException e) {
      return Optional.of(e.problems().get(0).toString());
    }
  }

  /** Writes the files of a table: the schema first, for the definition refers to it. */
  void write(InferredTable table) {
    AtomicFile.write(root.resolve(table.schemaFile()), table.schema());
    AtomicFile.write(root.resolve(table.definitionFile()), table.definition());
  }
}
